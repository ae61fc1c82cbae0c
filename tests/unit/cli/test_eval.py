"""`fidelang eval`: the answer of the language page, and refusals with their places."""

import json
from pathlib import Path

import pytest

from fidelang.cli import main

CLUB = Path(__file__).parents[3] / "programs" / "examples" / "club_soleil" / "program.fid"

# As printed in the language page, "Commands"; `skipped` apart, of which the page shows one entry.
ANSWER = {
    "points": {"soleils": 181, "miles": "16.0"},
    "discount": "8.77",
    "total": "76.23",
    "awards": [
        {"rule": "base", "wallet": "soleils", "points": 76, "available": "2027-05-17", "expires": "2028-05-03", "provisional": True},
        {"rule": "gold_boost", "wallet": "soleils", "points": 38, "available": "2027-05-17", "expires": "2028-05-03", "provisional": True},
        {"rule": "organic", "wallet": "soleils", "points": 67, "available": "2027-05-17", "expires": "2028-05-03", "provisional": True},
        {"rule": "steps", "wallet": "miles", "points": "16.0", "available": "2027-05-03", "expires": "2028-06-30", "provisional": True},
    ],
    "discounts": [
        {"rule": "big_basket", "amount": "5.00", "lines": ["2.35", "2.65"]},
        {"rule": "bio_deal", "amount": "3.77", "lines": ["3.77", "0.00"]},
    ],
    "gifts": [],
    "messages": [],
    "moves": [],
}  # fmt: skip
WEDNESDAY = {
    "rule": "wednesday",
    "code": "other_day",
    "needed": "wednesday",
    "actual": "monday",
    "why": "it is Monday; the rule is for Wednesday from 09:00 to 12:00",
}


def test_club_soleil_answers_as_the_language_page_prints(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", str(CLUB), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    skipped = found.pop("skipped")
    assert found.pop("refused", []) == []
    assert found == ANSWER
    assert WEDNESDAY in skipped
    assert [entry["rule"] for entry in skipped] == [
        "brand_week", "fuel", "tenth", "wednesday", "winter_flat", "winter_rate",
    ]  # fmt: skip


def test_people_read_what_is_paid_earned_and_why_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", str(CLUB)]) == 0
    shown = capsys.readouterr().out
    assert shown.splitlines()[-1] == "76.23 EUR to pay, 8.77 EUR off, 181 soleils, 16.0 miles"
    assert "big_basket  5.00 EUR  2.35 + 2.65\n" in shown
    assert "wednesday      it is Monday; the rule is for Wednesday from 09:00 to 12:00\n" in shown


def test_nobody_with_a_card_earns_nothing_but_gets_the_offers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", str(CLUB), "--anonymous", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["points"], found["awards"], found["discount"]) == ({}, [], "5.00")
    assert {"base": "no_member", "bio_deal": "no_member"}.items() <= {
        entry["rule"]: entry["code"] for entry in found["skipped"]
    }.items()


def refusals(tmp_path: Path, capsys: pytest.CaptureFixture[str], what: str, text: str) -> list[tuple[object, ...]]:
    path = tmp_path / f"{what}.json"
    path.write_text(text)
    assert main(["eval", str(CLUB), f"--{what}", str(path), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    assert {each["file"] for each in found} == {str(path)}
    return [(each["code"], each["line"], each["column"], each["message"], each["help"]) for each in found]


@pytest.mark.parametrize(
    ("lines", "column", "code", "message", "help"),
    [
        ('[{"price": 20}]', 39, "FID803", "`price` is an amount of money, written as a number", 'write an amount of money in double quotes, such as "20.00"'),
        ('[{"price": 20.5}]', 39, "FID803", "`price` is an amount of money, written as a number", 'write an amount of money in double quotes, such as "20.00"'),
        ('[{"price": "-20"}]', 39, "FID804", "the price -20 is below zero", ""),
        ('[{"price": "20", "organik": true}]', 45, "FID804", "a line has no `organik`", "did you mean `organic`?"),
        ('[{"price": "20", "organic": "yes"}]', 56, "FID804", '`organic` cannot be "yes"', "write true or false"),
        ('[{"price": "20", "sku": 7}]', 52, "FID804", "`sku` cannot be 7", "write a text in double quotes"),
        ('[{"price": "20", "quantity": 0}]', 57, "FID804", "the quantity 0 is not above zero", ""),
        ('[{"price": "20", "litres": 1.2345}]', 55, "FID804", "1.2345 has more than 3 decimals", ""),
        ('[{}]', 29, "FID804", "the price is missing", ""),
        ("[]", 28, "FID804", "a basket has at least one line", ""),
        ("[5]", 29, "FID804", "a line is an object in braces", 'write a list of lines, such as [{"price": "20.00"}]'),
        ("{}", 28, "FID804", "`lines` cannot be {}", 'write a list of lines, such as [{"price": "20.00"}]'),
        ('[{"price": "20"}], "redeem": ["fiv"]', 58, "FID804", 'the program has no reward "fiv"', "did you mean `five`?"),
        ('[{"price": "20"}], "redeem": "five"', 57, "FID804", '`redeem` cannot be "five"', 'write a list of rewards, such as ["five"] or [{"name": "five", "times": 2}]'),
        ('[{"price": "20"}], "total": "5"', 47, "FID804", "`total` is worked out from the lines", "leave it out"),
        ('[{"price": "20"}], "shipping": 5', 59, "FID803", "`shipping` is an amount of money, written as a number", 'write an amount of money in double quotes, such as "20.00"'),
        ('[{"price": "20"}], "chanel": "web"', 47, "FID804", "a basket has no `chanel`", "did you mean `channel`?"),
    ],
)  # fmt: skip
def test_a_basket_that_cannot_be_is_refused_at_its_place(
    lines: str, column: int, code: str, message: str, help: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f'{{"at": "2027-05-03T10:00",\n  "channel": "web", "lines": {lines}}}'
    ((found_code, line, found_column, found_message, found_help),) = refusals(tmp_path, capsys, "basket", text)
    assert (found_code, line, found_message, found_help) == (code, 2, message, help)
    assert found_column == column + 2


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("[]", ["a member is an object in braces"]),
        ('{"balance": {"soleil": 3}}', ["the program has no wallet `soleil`"]),
        ('{"balance": {"soleils": null}}', ["`soleils` cannot be null"]),
        ('{"order over 12 months": 3, "spend": 5}', ["a member has no `order over 12 months`", "`spend` is an amount of money, written as a number"]),
        ('{"joined": 5, "consents": "x"}', ["`joined` cannot be 5", '`consents` cannot be "x"']),
    ],
)  # fmt: skip
def test_every_mistake_in_a_member_is_told(
    text: str, messages: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert [each[3] for each in refusals(tmp_path, capsys, "member", text)] == messages


def test_a_metric_that_the_program_reads_must_be_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ((code, line, column, message, _),) = refusals(tmp_path, capsys, "member", "{}")
    assert (code, line, column) == ("FID804", 1, 1)
    assert str(message).endswith("is not given, and the program reads it")


def test_what_only_a_streak_reads_is_asked_for_in_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program, member = tmp_path / "program.fid", tmp_path / "member.json"
    program.write_text(
        'program "P" { currency EUR  timezone "Europe/Paris" }\nwallet points { expire never }\n'
        "earn base { when weeks in a row >= 4  give 1 points per 1 EUR }\n"
    )
    member.write_text('{"weeks in a row": 3}')
    (tmp_path / "basket.json").write_text('{"at": "2027-05-03T10:00", "lines": [{"price": "20"}]}')
    assert main(["eval", str(program), "--member", str(member), "--format", "json"]) == 1
    (problem,) = json.loads(capsys.readouterr().out)["diagnostics"]
    assert problem["message"] == "`orders this week` is not given, and `weeks in a row` counts from it"


def test_without_the_files_beside_the_program_the_usage_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = tmp_path / "program.fid"
    program.write_text(CLUB.read_text())
    assert main(["eval", str(program)]) == 2
    assert "there is no member.json beside the program; give one with --member FILE" in capsys.readouterr().err


def test_a_program_with_errors_is_not_evaluated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program = tmp_path / "program.fid"
    program.write_text(CLUB.read_text().replace("give base_rate soleils", "give base_rate soleil"))
    assert main(["eval", str(program), "--format", "json"]) == 1
    assert [each["message"] for each in json.loads(capsys.readouterr().out)["diagnostics"]]
