"""Every engine answers every case alike, every row has its case, and no case leaves a number to a reader's guess."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conformance.__main__ import judge
from tests.conformance.compare import COMPARE, differences, mapping
from tests.conformance.engines import ENGINES, NOT_YET, check_program, engine, hash_of, runs
from tests.conformance.harness import (
    FOLDER,
    Case,
    case_files,
    differences_of_check,
    differences_of_hash,
    find_bare_numbers,
    load_cases,
    read_yaml,
    run_case,
)

CASES = load_cases()
STORIES = [case for case in CASES if case.story]
CHECKS = [case for case in CASES if case.check is not None]
SEMANTICS = FOLDER.parents[1] / "docs" / "semantics.md"


def name_of(case: Case) -> str:
    return case.id


TODAY = [(name, case) for name in ENGINES for case in STORIES if runs(name, case.file)]


@pytest.mark.parametrize(("name", "case"), TODAY, ids=[f"{name}-{case.id}" for name, case in TODAY])
def test_an_engine_answers_as_the_case_expects(name: str, case: Case) -> None:
    lines = run_case(case, engine(name))
    assert not lines, "\n".join([case.says, *lines])


@pytest.mark.parametrize("case", [case for case in CHECKS if runs("check", case.file)], ids=name_of)
def test_the_checker_finds_what_the_case_expects(case: Case) -> None:
    lines = differences_of_check(case, *check_program(case.program, case.files))
    assert not lines, "\n".join([case.says, *lines])


@pytest.mark.parametrize("case", [case for case in CASES if case.hash is not None], ids=name_of)
def test_a_hash_is_shared_by_the_programs_that_the_case_says(case: Case) -> None:
    lines = differences_of_hash(case, hash_of)
    assert not lines, "\n".join([case.says, *lines])


@pytest.mark.parametrize("case", [case for case in STORIES if runs("check", case.file)], ids=name_of)
def test_the_program_of_a_story_has_no_error(case: Case) -> None:
    assert check_program(case.program, case.files)[0] == []


@pytest.mark.parametrize(("name", "file"), [(name, file) for name in NOT_YET for file in sorted(NOT_YET[name])])
def test_what_an_engine_does_not_run_yet_it_does_not_pass(name: str, file: str) -> None:
    """A file that passes leaves NOT_YET, so that it cannot fail again unseen."""
    assert name in (*ENGINES, "check")
    cases = [case for case in CASES if case.file == file]
    assert cases, "no such file"
    if name == "check":
        fails = any(check_program(case.program, case.files)[0] for case in cases if case.story)
        assert fails or any(judge(case, name) for case in cases if case.check is not None)
    else:
        assert any(judge(case, name) for case in cases if case.story)


def test_every_case_has_a_story_or_a_check_or_a_hash_and_an_id_of_its_own() -> None:
    assert all(bool(case.story) + (case.check is not None) + bool(case.hash) == 1 for case in CASES)
    ids = [case.id for case in CASES]
    assert sorted(ids) == sorted(set(ids))
    assert len(CASES) > 300


def test_every_story_expects_something() -> None:
    assert [case.id for case in STORIES if not any(step.get("expect") for step in case.story)] == []


def test_every_expectation_is_one_that_the_harness_compares() -> None:
    keys = {key for case in STORIES for step in case.story for key in mapping(step.get("expect"))}
    assert keys <= set(COMPARE)


@pytest.mark.parametrize("path", case_files(), ids=lambda path: path.stem)
def test_numbers_stand_in_quotes(path: Path) -> None:
    cases = read_yaml(path)
    assert isinstance(cases, list)
    for case in cases:
        story = {key: held for key, held in case.items() if key != "rows"}
        assert list(find_bare_numbers(story, case["id"])) == []


def numbers_of_rows() -> list[int]:
    return [int(number) for number in re.findall(r"(?m)^(\d+)\. ", SEMANTICS.read_text(encoding="utf-8"))]


def test_no_two_rows_of_the_reference_have_one_number() -> None:
    """A number may be missing where work on two branches left room, never stand twice: cases name rows by it."""
    numbers = numbers_of_rows()
    assert sorted(numbers) == sorted(set(numbers))
    assert len(numbers) > 140


def waiting_rows() -> dict[int, str]:
    listed = read_yaml(FOLDER / "waiting.yaml")
    assert isinstance(listed, list)
    return {row: entry["waits_for"] for entry in listed for row in entry["rows"]}


def test_every_row_of_the_reference_has_a_case_or_is_listed_as_waiting() -> None:
    rows = set(numbers_of_rows())
    with_case = {row for case in CASES for row in case.rows}
    assert with_case <= rows
    assert rows - with_case - set(waiting_rows()) == set()


def test_a_row_that_waits_has_no_case_that_runs_it() -> None:
    run = {row for case in CASES if case.check is None for row in case.rows}
    assert run & set(waiting_rows()) == set()


def test_the_harness_sees_a_wrong_answer() -> None:
    answer: dict[str, object] = {
        "awards": [{"rule": "base", "wallet": "pts", "points": "100", "available": "2027-05-03", "expires": None}],
        "discounts": [{"rule": "ten", "amount": "10.00", "lines": ["6.00", "4.00"]}],
        "skipped": [{"rule": "half", "code": "target"}],
        "balance": {"pts": "100"},
        "total": "90.00",
        "tier": "gold",
        "gifts": [],
    }
    right = {"awards": {"base": "100.0", "half": "0"}, "shares": {"ten": ["6", "4"]}, "skipped": {"half": "target"}}
    assert differences(right, answer) == []
    lot = {"rule": "base", "expires": "2027-12-31"}
    wrong = {
        "awards": {"base": "150", "half": "50"},
        "lots": [lot],
        "shares": {"ten": ["5.00", "5.00"]},
        "skipped": {"base": "limit"},
        "balance": {"pts": "99"},
        "total": "80.00",
        "tier": "plain",
        "gifts": ["Bag"],
        "applies": ["half"],
        "absent": ["base"],
    }
    assert differences(wrong, answer) == [
        "awards base: expected 150, found 100",
        "awards half: expected 50, found 0",
        f"lots: expected {lot}, found {answer['awards']}",
        "shares ten: expected ['5.00', '5.00'], found ['6', '4']",
        "skipped base: expected limit, found nothing said",
        "balance pts: expected 99, found 100",
        "total: expected 80.00, found 90.00",
        "tier: expected plain, found gold",
        "gifts: expected ['Bag'], found []",
        "half does not apply, and should",
        "base applies, and should not",
    ]
    assert differences({}, {"invalid": "no_lines"}) == ["refused as no_lines, which nothing expects"]
