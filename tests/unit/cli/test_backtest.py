"""`fidelang backtest` on the purchases that ship: every row used, every ledger balanced to the unit."""

import json
from pathlib import Path

import pytest

from fidelang.backtest.report import balances
from fidelang.cli import main

CLUB = Path(__file__).parents[3] / "programs" / "examples" / "cdnow_club"
COMMAND = [
    "backtest", str(CLUB / "program.fid"), "--transactions", str(CLUB / "cdnow_sample.csv"),
    "--member", "customer_id", "--date", "date", "--amount", "amount", "--quantity", "quantity",
]  # fmt: skip


@pytest.fixture(scope="module")
def cdnow() -> dict[str, object]:
    from contextlib import redirect_stdout
    from io import StringIO

    with redirect_stdout(StringIO()) as out:
        assert main([*COMMAND, "--format", "json"]) == 0
    found: dict[str, object] = json.loads(out.getvalue())
    return found


def test_all_6919_rows_of_2357_members_are_used(cdnow: dict[str, object]) -> None:
    assert (cdnow["rows"], cdnow["members"]) == ({"read": 6919, "used": 6919, "refused": 0}, 2357)
    # the amounts sum to 244,091.94; 237 baskets of 100 and more had 5.00 off, two a member and calendar year at most
    assert (cdnow["turnover"], cdnow["discount"]) == ("242906.94", "1185.00")


def test_the_ledger_balances_to_the_unit_in_all_and_over_the_months(cdnow: dict[str, object]) -> None:
    ledger = cdnow["ledger"]
    months = cdnow["by_month"]
    assert isinstance(ledger, dict)
    assert isinstance(months, list)
    assert balances(ledger["points"])
    for flow in ("issued", "redeemed", "expired", "reversed"):
        assert sum(month["ledger"]["points"][flow] for month in months) == ledger["points"][flow]
    held = 0
    for month in months:
        book = month["ledger"]["points"]
        held += book["issued"] - book["redeemed"] - book["expired"] - book["reversed"]
        assert held == book["available"] + book["pending"] - book["debt"], month["month"]
        assert sum(month["tiers"].values()) == sum(month["stages"].values()) == month["members"]
    assert [month["month"] for month in months[::17]] == ["1997-01", "1998-06"]


def test_cost_is_discounts_gifts_and_points_at_worth(cdnow: dict[str, object]) -> None:
    ledger = cdnow["ledger"]
    assert isinstance(ledger, dict)
    cents = 118_500 + ledger["points"]["issued"]
    assert (cdnow["cost"], cdnow["gifts"]) == (f"{cents / 100:.2f}", "0.00")
    assert cdnow["give_back_rate"] == "0.0387"


def test_eager_members_redeem_and_the_ledger_still_balances(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*COMMAND, "--redeem", "eager", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    book = found["ledger"]["points"]
    assert balances(book)
    assert (book["redeemed"] % 500, found["rules"]["five"]) == (0, book["redeemed"] // 500)
    assert book["redeemed"] > 0


def test_people_read_months_points_groups_and_the_rate(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(COMMAND) == 0
    shown = capsys.readouterr().out
    assert "6,919 rows read, 6,919 used, 0 refused; 2,357 members, 1997-01-01 to 1998-06-30\n" in shown
    assert "give-back rate            3.87%\n" in shown
    assert "rules that never applied: five\n" in shown


def test_columns_that_are_not_there_are_refused_in_both_forms(capsys: pytest.CaptureFixture[str]) -> None:
    wrong = [part if part != "customer_id" else "customer" for part in COMMAND]
    assert main(wrong) == 1
    assert "there is no column `customer` for --member" in capsys.readouterr().err
    assert main([*wrong, "--format", "json"]) == 1
    (found,) = json.loads(capsys.readouterr().out)["diagnostics"]
    assert (found["code"], found["line"]) == ("FID805", None)


@pytest.mark.parametrize("fact", ["category=dept", "line.category", "line.=x", ".category=x", "line.category="])
def test_a_fact_that_is_not_written_as_one_is_wrong_usage(fact: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*COMMAND, "--fact", fact]) == 2
    assert "write FACT=COL, such as line.category=department" in capsys.readouterr().err
