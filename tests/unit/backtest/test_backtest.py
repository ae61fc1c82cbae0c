"""Purchases replayed: every figure by hand, midnights in the order of days, refused rows by line."""

from pathlib import Path

import pytest

from fidelang.backtest import Columns, FactColumn, Report, backtest
from fidelang.backtest.report import balances
from fidelang.facade import compile_text

HEADER = 'program "P" { currency USD  timezone "America/New_York"  from 1997-01-01 }\n'
SIMPLE = (
    HEADER
    + """
wallet pts { worth 0.01 USD  expire after 1 month }
tiers by member.spend over 12 months { tier low  tier high from 12 USD }
lifecycle { stage new  stage again when member.orders >= 2 }
earn base { give 1 pts per 1 USD }
earn food { on lines where line.category is "food"  give 1 pts per 1 USD }
offer one_off { when basket.total >= 20 USD  take 1 USD off basket }
reward half { price 4 pts  take 0.50 USD off basket  when basket.total >= 1 USD }
reward mug { price 10 pts  gift "A mug"  cost 3 USD }
"""
)
ROWS = """id,date,amount
a,1997-01-01,10.00
b,1997-01-15,20.00
b,1997-03-01,1.50
a,1997-02-01,5.00
c,1997-02-20,0.00
a,bad,1
"""
COLUMNS = Columns("id", "date", "amount")


def run(tmp_path: Path, rows: str, program: str = SIMPLE, columns: Columns = COLUMNS, eager: bool = False) -> Report:
    path = tmp_path / "t.csv"
    path.write_text(rows)
    report, problems = backtest(compile_text(program, "p.fid"), str(path), columns, eager=eager)
    assert problems == ()
    assert report is not None
    for month in report.months:
        held = {wallet: book | report.flows.points.get(wallet, {}) for wallet, book in month.held.points.items()}
        assert held.keys() == {"pts"}
    assert all(balances(ledger) for ledger in report.ledger(report.flows, report.held).values())
    return report


def test_the_whole_is_as_worked_out_by_hand(tmp_path: Path) -> None:
    found = run(tmp_path, ROWS).to_json()
    # a: 10 points on 1 January, last good on 1 February; b: 19 after 1.00 off; a: 5; c: nothing; b: 1
    assert found["rows"] == {"read": 6, "used": 5, "refused": 1}
    assert (found["members"], found["turnover"], found["discount"], found["gifts"]) == (3, "35.50", "1.00", "0.00")
    assert found["ledger"] == {
        "pts": {
            "issued": 35, "redeemed": 0, "expired": 29, "reversed": 0, "adjusted": 0,
            "pending": 0, "available": 6, "debt": 0,
        }
    }  # fmt: skip
    assert (found["cost"], found["give_back_rate"]) == ("1.35", "0.0380")
    assert (found["tiers"], found["stages"]) == ({"low": 1, "high": 2}, {"new": 1, "again": 2})
    assert found["refused_rows"] == [
        {"row": 6, "line": 7, "reason": "`bad` is not a date like 2027-05-03 or a time like 2027-05-03T10:00"}
    ]
    assert found["unknown_facts"] == ["line.category"]
    assert found["rules"] == {"base": 4, "food": 0, "half": 0, "mug": 0, "one_off": 1}


def test_each_month_has_its_own_flows_and_what_is_held_at_its_end(tmp_path: Path) -> None:
    months = run(tmp_path, ROWS).to_json()["by_month"]
    assert isinstance(months, list)
    shown = [
        (
            m["month"],
            m["rows"],
            m["buyers"],
            m["members"],
            m["turnover"],
            m["cost"],
            m["give_back_rate"],
            *tuple(m["ledger"]["pts"][part] for part in ("issued", "expired", "available")),
        )
        for m in months
    ]
    assert shown == [
        ("1997-01", 2, 2, 2, "29.00", "1.29", "0.0445", 29, 0, 29),
        ("1997-02", 2, 2, 3, "5.00", "0.05", "0.0100", 5, 29, 5),
        ("1997-03", 1, 1, 3, "1.50", "0.01", "0.0067", 1, 0, 6),
    ]


def test_a_month_without_a_purchase_is_there_all_the_same(tmp_path: Path) -> None:
    found = run(tmp_path, "id,date,amount\na,1997-01-01,10\na,1997-04-02,1\n")
    assert [(month.month, month.flows.rows) for month in found.months] == [
        ("1997-01", 1), ("1997-02", 0), ("1997-03", 0), ("1997-04", 1),
    ]  # fmt: skip
    assert found.give_back_rate(found.months[1].flows) is None


def test_eager_members_ask_for_the_greatest_value_first(tmp_path: Path) -> None:
    rows = "id,date,amount\na,1997-01-01,12.00\na,1997-01-02,5.00\na,1997-01-03,5.00\na,1997-01-04,9.00\n"
    found = run(tmp_path, rows, eager=True)
    # 2 January: 12 points buy the mug (3.00), 2 are left, the half is refused; +5. 3 January: 7 points buy the half
    # (0.50), +4 of 4.50. 4 January: 7 points buy the half, +8 of 8.50.
    assert (found.flows.gifts, found.flows.discount) == (300, 100)
    assert found.ledger(found.flows, found.held)["pts"]["redeemed"] == 18
    assert found.ledger(found.flows, found.held)["pts"]["available"] == 12 + 5 + 4 + 8 - 18


def test_no_reward_is_asked_for_unless_eager(tmp_path: Path) -> None:
    found = run(tmp_path, "id,date,amount\na,1997-01-01,50.00\na,1997-01-02,50.00\n")
    assert (found.flows.gifts, found.ledger(found.flows, found.held)["pts"]["redeemed"]) == (0, 0)


def test_a_shared_budget_is_drawn_upon_in_the_order_of_days(tmp_path: Path) -> None:
    program = (
        HEADER
        + """
wallet pts { worth 0.01 USD }
lifecycle { stage new  stage away when days since member.last_order > 30 }
earn comeback { on entering away  give 60 pts }
earn big { when basket.total >= 100 USD  give 60 pts }
budget purse { cap 1 USD per year  covers comeback, big  when exhausted stop }
"""
    )
    # a is away from 1 February (31 days after 1 January) and never comes back: its 60 points come before b's purchase
    found = run(tmp_path, "id,date,amount\na,1997-01-01,10\nb,1997-02-10,100\n", program)
    assert found.flows.applied == {"comeback": 1}
    before = run(tmp_path, "id,date,amount\na,1997-01-01,10\nb,1997-01-31,100\n", program)
    assert before.flows.applied == {"big": 1}


def test_facts_come_from_columns(tmp_path: Path) -> None:
    columns = Columns("id", "date", "amount", "n", (FactColumn("line", "category", "dept"),))
    rows = "id,date,amount,n,dept\na,1997-01-01,10,2,food\na,1997-01-02,10,1,\na,1997-01-03,10,,food\n"
    found = run(tmp_path, rows, columns=columns)
    assert found.flows.applied == {"base": 2, "food": 1}
    assert found.unknown == ()
    assert [(each.line, each.reason) for each in found.refused] == [(4, "no quantity")]


def test_rows_that_the_program_cannot_take_are_refused_by_line(tmp_path: Path) -> None:
    small = SIMPLE.replace("from 1997-01-01", "from 1997-01-01  largest basket 100 USD")
    found = run(tmp_path, "id,date,amount\na,1997-01-01,100.01\na,1997-01-02,1,2\nb,1997-01-03,5\n", small)
    assert (found.read, found.flows.rows, found.refused_count, found.held.members) == (3, 1, 2, 1)
    assert [each.line for each in found.refused] == [2, 3]
    assert found.refused[1].reason == "it has more columns than the header"


def test_strict_makes_a_refused_row_an_error(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(ROWS)
    report, problems = backtest(compile_text(SIMPLE, "p.fid"), str(path), COLUMNS, strict=True)
    assert report is None
    assert [each.message for each in problems] == [
        "line 7: `bad` is not a date like 2027-05-03 or a time like 2027-05-03T10:00"
    ]


@pytest.mark.parametrize(
    ("columns", "message", "help"),
    [
        (Columns("idd", "date", "amount"), "there is no column `idd` for --member", "did you mean `id`?"),
        (
            Columns("id", "when", "amount"),
            "there is no column `when` for --date",
            "the columns are `id`, `date`, `amount`",
        ),
        (
            Columns("id", "date", "amount", None, (FactColumn("line", "categry", "x"),)),
            "`line.categry` is no fact of this program",
            "did you mean `line.category`?",
        ),
        (
            Columns("id", "date", "amount", None, (FactColumn("line", "amount", "amount"),)),
            "`line.amount` is worked out from the row",
            "",
        ),
    ],
)
def test_columns_and_facts_that_are_not_there_are_named(
    tmp_path: Path, columns: Columns, message: str, help: str
) -> None:
    path = tmp_path / "t.csv"
    path.write_text(ROWS)
    report, problems = backtest(compile_text(SIMPLE, "p.fid"), str(path), columns)
    assert report is None
    assert [(each.message, each.help) for each in problems] == [(message, help)]


def test_a_file_without_rows_gives_an_empty_report(tmp_path: Path) -> None:
    found = run(tmp_path, "id,date,amount\n").to_json()
    assert (found["members"], found["turnover"], found["by_month"], found["give_back_rate"]) == (0, "0.00", [], None)
