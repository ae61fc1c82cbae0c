"""Programs of great size are worked out, or refused at their place; none brings the machine down."""

from __future__ import annotations

import time
from pathlib import Path
from runpy import run_path

import pytest

from fidelang.facade import ProgramError, check_file, compile_text

LIMIT = 2.0  # seconds, for a refusal
HEAD = """program "A" { currency EUR timezone "Europe/Paris" largest basket 2_000 EUR lines 50 channels web, store }
wallet points { worth 0.01 EUR }
facts basket { f: flag g: flag }
"""


def total(text: str) -> object:
    """The points of a basket of two items for 12.50."""
    program = compile_text(HEAD + text)
    member = {name.removeprefix("member."): 1 for name in program.plan.requires if name.startswith("member.")}
    basket = {"at": "2027-05-03T10:00", "channel": "web", "lines": [{"price": "12.50"}, {"price": "0"}]}
    return program.evaluate(member, basket, None).to_json()["points"]


def refusal(text: str) -> list[tuple[str, str]]:
    compile_text(HEAD + "earn e { give 1 points }")
    start = time.process_time()
    with pytest.raises(ProgramError) as refused:
        compile_text(HEAD + text)
    assert time.process_time() - start < LIMIT
    assert all(one.labels for one in refused.value.diagnostics)
    return [(one.code, one.message) for one in refused.value.diagnostics if one.is_error]


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (" + ".join(["basket.items"] * 3_000) + " >= 6_000", True),
        (" + ".join(["basket.items"] * 3_000) + " >= 6_001", False),
        (" - ".join(["basket.items"] * 3_000) + " >= 0 - 5_996", True),
        (" - ".join(["basket.items"] * 3_000) + " >= 0 - 5_995", False),
        (" + ".join(["basket.total"] * 1_500 + ["1 EUR"] * 1_500) + " >= 20_250 EUR", True),
        (" and ".join(f"basket.total >= {cents / 100:.2f} EUR" for cents in range(1_250)), True),
        (" and ".join(f"basket.total >= {cents / 100:.2f} EUR" for cents in range(1_252)), False),
        (" or ".join(f"basket.total >= {2_000 - euros} EUR" for euros in range(1_980)), False),
        (" or ".join(f"basket.total >= {2_000 - euros} EUR" for euros in range(1_990)), True),
        ("basket.items * 2 * 2 * 2 / 2 >= 8", True),
        ("basket.items / 2 + basket.items / 3 + basket.items / 4 >= 2.1", True),
        ("basket.items / 2 + basket.items / 3 + basket.items / 4 >= 2.2", False),
    ],
)
def test_long_sums_and_conditions_are_worked_out(condition: str, holds: bool) -> None:
    assert total(f"earn e {{ when {condition} give 1 points }}") == ({"points": 1} if holds else {})


@pytest.mark.parametrize("at", [10, 64, 100, 200])
def test_the_reason_names_the_first_part_that_fails_however_far_down(at: int) -> None:
    parts = " and ".join(
        f"basket.total >= {cents / 100:.2f} EUR" for cents in (*range(at), 900_00, *range(at, 200), 901_00)
    )
    program = compile_text(f"{HEAD}earn e {{ when {parts} give 1 points }}")
    basket = {"at": "2027-05-03T10:00", "channel": "web", "lines": [{"price": "12.50"}]}
    (skipped,) = program.evaluate({}, basket, None).to_json()["skipped"]
    assert (skipped["needed"], skipped["actual"]) == ("900.00", "12.50")


@pytest.mark.parametrize("failing", [0, 63, 64, 65, 128, 199])
def test_a_rule_may_have_hundreds_of_whens(failing: int) -> None:
    whens = [f"when basket.total >= {0 if at != failing else 900 + at} EUR" for at in range(200)]
    program = compile_text(f"{HEAD}earn e {{ {' '.join(whens)} give 1 points }}")
    basket = {"at": "2027-05-03T10:00", "channel": "web", "lines": [{"price": "12.50"}]}
    (skipped,) = program.evaluate({}, basket, None).to_json()["skipped"]
    assert skipped["needed"] == f"{900 + failing}.00"


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("earn e { when " + "(basket.f is " * 50 + "basket.g" + ")" * 50 + " give 1 points }", "FID318", "this comes to"),
        ("earn e { when " + "(1 / (basket.items + " * 30 + "1" + "))" * 30 + " > 1 give 1 points }", "FID318", "this comes to"),
        ("earn e { when " + " / ".join(["basket.items"] * 3_000) + " > 1 give 1 points }", "FID318", "a product has at most 64 factors"),
        ("earn e { when basket.items" + " * 2" * 3_000 + " > 1 give 1 points }", "FID318", "a product has at most 64 factors"),
        ("earn e { give points by amount of lines { " + "".join(f"to {n} EUR: {n}, " for n in range(1, 1_500)) + "above: 5 } }", "FID318", "a table has at most 100 rows"),
    ],
)  # fmt: skip
def test_what_is_too_large_is_refused_at_its_place(text: str, code: str, message: str) -> None:
    ((found, said),) = refusal(text)
    assert (found, said[: len(message)]) == (code, message)


def test_segments_that_read_each_other_twice_are_ordered_at_once() -> None:
    text = "segment s0 { when member.orders >= 1 }\n" + "".join(
        f"segment s{at} {{ when member in s{at - 1} or not (member in s{at - 1}) }}\n" for at in range(1, 60)
    )
    start = time.process_time()
    program = compile_text(HEAD + text + "earn e { when member in s59 give 1 points }")
    assert time.process_time() - start < LIMIT
    assert {segment.name for segment in program.plan.segments} == {f"s{at}" for at in range(60)}
    assert total(text + "earn e { when member in s59 give 1 points }") == {"points": 1}


def test_five_thousand_lines_of_a_thousand_rules_are_checked_within_three_seconds(tmp_path: Path) -> None:
    text = run_path(str(Path(__file__).parents[3] / "bench" / "check.py"))["program"](1_000)
    assert text.count("\n") >= 5_000
    path = tmp_path / "large.fid"
    path.write_text(text, encoding="utf-8")
    start = time.process_time()
    found = check_file(path)
    assert time.process_time() - start < 3.0
    assert found.errors == ()
    assert found.plan is not None
    assert len(found.plan.rules) == 1_000
