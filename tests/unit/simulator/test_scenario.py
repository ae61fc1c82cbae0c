"""A scenario is typed; every mistake has its line and what to write instead."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from simulator.scenario import SHIPPED, load_scenario, read_scenario

GOOD = """\
preset: cdnow
population:
  size: 500
  categories:
    - {name: music, share: 100%, price: 15 USD, margin: 30%}
response:
  enrolment: default
  attrition: {reduction: 8%}
finance: {gross_margin: 30%, launch: 2_000 USD}
run: {start: 1997-01-01, currency: USD, months: 18}
"""


def read(folder: Path, text: str | bytes) -> list[tuple[str, int]]:
    file = folder / "scenario.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    began = time.process_time()
    scenario, problems = read_scenario(file)
    assert time.process_time() - began < 2
    assert (scenario is None) == bool(problems)
    return [(problem.code, problem.line) for problem in problems]


def test_a_scenario_takes_the_preset_under_its_own_keys(tmp_path: Path) -> None:
    file = tmp_path / "scenario.yaml"
    file.write_text(GOOD)
    scenario = load_scenario(file)
    assert scenario.population.purchases.r == 0.5533
    assert scenario.population.size == 500
    assert scenario.finance.minor("launch", 2) == 2_000_00
    assert scenario.response.goal_gradient is None
    assert scenario.response.attrition is not None
    changed = scenario.response.attrition.reduction
    assert (changed.base, changed.tag, changed.owner) == (0.08, "J", "the scenario's author")
    assert scenario.response.enrolment is not None
    assert scenario.response.enrolment.share_12_months == SHIPPED["enrolment.share_12_months"]


@pytest.mark.parametrize(
    ("change", "to", "expected"),
    [
        ("size: 500", "sise: 500", [("SCN024", 3)]),
        ("size: 500", "size: many", [("SCN026", 3)]),
        ("price: 15 USD", "price: 15", [("SCN026", 5)]),
        ("price: 15 USD", "price: 15 EUR", [("SCN026", 1)]),
        ("share: 100%", "share: 90%", [("SCN026", 2)]),
        ("USD, margin: 30%", "USD, margin: 30", [("SCN026", 5)]),
        ("  attrition", "  atrition", [("SCN024", 8)]),
        ("{reduction: 8%}", "{reduction: 80%}", [("SCN023", 8)]),
        ("{reduction: 8%}", "{reduction: 0.08}", [("SCN023", 8)]),
        ("start: 1997-01-01", "start: 1997-02-30", [("SCN026", 10)]),
        ("months: 18", "months: 1e3", [("SCN026", 10)]),
        ("months: 18", "months: 999999999999999999999999999", [("SCN026", 10)]),
        ("months: 18", "months: 18, months: 24", [("SCN011", 10)]),
        ("preset: cdnow", "preset: cdmow", [("SCN021", 1)]),
        ("launch: 2_000 USD", "launch: -5 USD", [("SCN026", 9)]),
        ("size: 500", "size: ５００", [("SCN026", 3)]),
        ("gross_margin: 30%", "gross_margin: ３０%", [("SCN026", 9)]),
        ("start: 1997-01-01", "start: 19970101", [("SCN026", 10)]),
        ("start: 1997-01-01", "start: 1997-W01-1", [("SCN026", 10)]),
        ("start: 1997-01-01", "start: 9999-12-01", [("SCN026", 10)]),
        ("start: 1997-01-01", "start: 0001-01-01", [("SCN026", 10)]),
        ("finance:", "finаnce:", [("SCN024", 9)]),
        ("size: 500", "size: !!python/name:os.system 500", [("SCN012", 3)]),
        ("size: 500", "size: !mine 500", [("SCN012", 3)]),
        ("size: 500", "size: 500\n  weekdays: [0, 0, 0, 0, 0, 0, 0]", [("SCN026", 2)]),
        ("size: 500", "size: 500\n  hours: {noon: 100%}", [("SCN026", 4)]),
        ("size: 500", 'size: 500\n  hours: {"9-25": 100%}', [("SCN026", 4)]),
        (
            "size: 500",
            "size: 500\n  purchases: {model: pareto_nbd, unit: day, r: 9, alpha: 0.1, s: 1, beta: 1}",
            [("SCN026", 4)],
        ),
        ("{reduction: 8%}", "{reduction: {base: 8%, tag: [a]}}", [("SCN023", 8)]),
        ("preset: cdnow", "preset: [cdnow]", [("SCN021", 1)]),
    ],
)
def test_a_mistake_is_shown_at_its_line(tmp_path: Path, change: str, to: str, expected: list[tuple[str, int]]) -> None:
    found = read(tmp_path, GOOD.replace(change, to))
    assert found == expected


def test_several_mistakes_are_found_in_one_reading(tmp_path: Path) -> None:
    text = GOOD.replace("price: 15 USD", "price: 15").replace("1997-01-01", "tomorrow").replace("8%", "many")
    assert {line for _, line in read(tmp_path, text)} == {5, 8, 10}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"", "SCN006"),
        (b"\n\n", "SCN006"),
        (b"# nothing but this\n", "SCN006"),
        (b"\xff\xfe", "SCN004"),
        (b"\xef\xbb\xbfrun: {}", "SCN005"),
        ("run: {} # \u2028x".encode(), "SCN005"),
        (b"a: [" * 100_000, "SCN009"),
        (b"population: [" + b"x, " * 100_000 + b"]", "SCN009"),
        (b"run: \x00", "SCN005"),
        ("run: \u202e".encode(), "SCN005"),
        (b"a: &x 1\nb: *x\n", "SCN008"),
        (b"a: [" * 100, "SCN009"),
        (b"- 1\n- 2\n", "SCN020"),
        (b"run: {", "SCN007"),
        (b"\tx: 1", "SCN007"),
        (b"x: " + b"1" * (1 << 20), "SCN002"),
    ],
)
def test_what_is_no_scenario_is_refused_with_a_reason(tmp_path: Path, text: bytes, code: str) -> None:
    assert [found for found, _ in read(tmp_path, text)] == [code]


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    assert [problem.code for problem in read_scenario(tmp_path)[1]] == ["SCN001"]
    assert [problem.code for problem in read_scenario(tmp_path / "none.yaml")[1]] == ["SCN003"]


@pytest.mark.parametrize(
    "text",
    [
        "a: '" + "x" * 1_000_000 + "'\n",
        "a: " + "x " * 500_000 + "\n",
        "\n" * 1_000_000 + "a: 1",
        "".join(f"k{n}: 1\n" for n in range(24_000)),
        GOOD + "".join(f"k{n}: 1\n" for n in range(24_000)),
    ],
    ids=["quoted", "plain", "blank lines", "keys", "keys after a scenario"],
)
def test_a_file_as_large_as_may_be_is_refused_in_time_and_in_few_words(tmp_path: Path, text: str) -> None:
    assert 1 <= len(read(tmp_path, text)) <= 21


def test_what_is_no_plain_file_is_never_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "loop").symlink_to("loop")
    for name in ("fifo", "loop", "a\0b"):
        assert [problem.code for problem in read_scenario(tmp_path / name)[1]] == ["SCN003"]
    assert [problem.code for problem in read_scenario("/dev/zero")[1]] == ["SCN003"]


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("none.csv", None, "there is no file `none.csv` beside the scenario"),
        ("fifo", None, "`fifo` is not a plain file"),
        ("loop", None, "`loop` is a link that leads back to itself"),
        ('"a\\0b"', None, "the name holds a NUL"),
        ("x.csv", b"", "`x.csv` has no column `id`; its columns are none"),
        ("x.csv", b"id,day\n", "`x.csv` holds no rows"),
        ("x.csv", b"id,day\na,1997-02-01\nb\n", "`x.csv`, line 3: it has fewer columns than the header, or says no customer or day"),
        ("x.csv", b"id,day\na,1997-02-30\n", "`x.csv`, line 2: `1997-02-30` is not a date: write it as 2027-01-31"),
        ("x.csv", b"id,day\n\xe9,1997-02-01\n", "`x.csv` is not UTF-8, below line 0"),
        ("x.csv", b"id,day\na,1996-12-31\n", "`x.csv` has customers from 1996-12-31 on, and the run starts on 1997-01-01"),
    ],
)  # fmt: skip
def test_a_file_of_first_days_that_cannot_be_used_is_told(
    tmp_path: Path, file: str, content: bytes | None, said: str
) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "loop").symlink_to("loop")
    if content is not None:
        (tmp_path / file).write_bytes(content)
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text(GOOD.replace("size: 500", f"first_days: {{file: {file}, member: id, date: day}}"))
    (problem,) = read_scenario(scenario)[1]
    assert (problem.code, problem.line, problem.message) == ("SCN027", 3, said)


@pytest.mark.parametrize(
    ("change", "to", "said"),
    [
        ("months: 18", "months: 0", "`run.months` is at least 1, not `0`"),
        ("run: {start: 1997-01-01, currency: USD, months: 18}", "run: []", "`run` holds names with their values, not a list"),
        ("run: {start: 1997-01-01, currency: USD, months: 18}", "run:", "`run` holds names with their values, not nothing"),
        ("size: 500", "size: 500\n  weekdays: [1, 2]", "`population.weekdays` has 2 entries; it takes at least 7"),
        ("currency: USD", "currency: usd", "`run.currency` is the three capitals of a currency, such as EUR, not `usd`"),
    ],
)  # fmt: skip
def test_what_is_out_of_range_is_said_without_the_words_of_a_programmer(
    tmp_path: Path, change: str, to: str, said: str
) -> None:
    read(tmp_path, GOOD.replace(change, to))
    assert said in [problem.message for problem in read_scenario(tmp_path / "scenario.yaml")[1]]


def test_first_days_may_not_come_from_outside_the_scenarios_folder(tmp_path: Path) -> None:
    text = GOOD.replace("size: 500", "first_days: {file: ../x.csv, member: id, date: day}")
    assert read(tmp_path, text) == [("SCN027", 3)]


def test_first_days_are_each_customers_earliest(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("id,day\na,1997-02-01\nb,1997-01-05\na,1997-01-20\n")
    file = tmp_path / "scenario.yaml"
    file.write_text(GOOD.replace("size: 500", "first_days: {file: x.csv, member: id, date: day}"))
    assert [day.isoformat() for day in load_scenario(file).first_days] == ["1997-01-05", "1997-01-20"]


def test_the_shipped_assumptions_hold_their_base_between_low_and_high() -> None:
    assert all(assumption.contains_base() for assumption in SHIPPED.values())


def test_customers_who_first_bought_before_the_run_are_refused_not_lost(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("id,day\na,1996-12-30\nb,1997-01-05\n")
    text = GOOD.replace("size: 500", "first_days: {file: x.csv, member: id, date: day}")
    assert read(tmp_path, text) == [("SCN028", 10)]
    (problem,) = read_scenario(tmp_path / "scenario.yaml")[1]
    assert problem.message == "1 of 2 customers first bought before the run starts, the first on 1996-12-30"
    assert read(tmp_path, text.replace("1997-01-01", "1996-12-30")) == []
