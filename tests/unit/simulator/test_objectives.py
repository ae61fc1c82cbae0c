"""A program's objectives against a run: what is judged when, and what cannot be."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from rich.console import Console

from simulator.experiment import run
from simulator.experiment.replication import replicate
from simulator.report import show
from simulator.result import ObjectiveResult, Result

from .projection import CLUB, program, scenario

OBJECTIVES = (
    "orders >= 10 within 6 months",
    "orders >= 10",
    "list_sales uplift >= 90%",
    "net_gain >= 1 EUR",
    "retention_rate >= 1% within 6 months",
    "retention_rate uplift >= 0%",
    "orders uplift >= 0% within 6 months",
)


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, dict[str, ObjectiveResult]]:
    text = CLUB + "".join(f"objective {one}\n" for one in OBJECTIVES)
    result = run(program(text), scenario(tmp_path_factory.mktemp("run"), replications=2))
    return result, {one.text.removeprefix("objective "): one for one in result.objectives}


def test_an_earlier_term_counts_what_had_happened_by_then(
    tmp_path: Path, judged: tuple[Result, dict[str, ObjectiveResult]]
) -> None:
    of = scenario(tmp_path)
    arms = [replicate(of, number, {"program": program()}, 100).arms for number in range(2)]
    mine, none = (Fraction(sum(sum(each[name].orders[:6]) for each in arms), 2) for name in ("program", "none"))
    early = judged[1]["orders >= 10 within 6 months"]
    assert (early.value, early.note) == (float(mine), "after 6 months")
    assert judged[1]["orders uplift >= 0% within 6 months"].value == round(float((mine - none) / none), 8)
    assert mine < judged[0].arms["program"]["orders"]  # type: ignore[operator]


def test_a_figure_of_a_whole_run_is_not_judged_at_an_earlier_term(
    judged: tuple[Result, dict[str, ObjectiveResult]],
) -> None:
    early = judged[1]["retention_rate >= 1% within 6 months"]
    assert (early.met, early.value) == (None, None)
    assert early.note == "retention_rate is known for a whole run only: run it with --months 6"


def test_a_gain_has_no_uplift_of_its_own(tmp_path: Path) -> None:
    text = CLUB + "objective net_gain uplift >= 5%\n"
    found = run(program(text), scenario(tmp_path, replications=1, months=2)).objectives
    last = next(one for one in found if "net_gain" in one.text)
    assert last.met is None
    assert last.note == "net_gain is a difference to no program already: it has no uplift of its own"


def test_each_figure_is_written_in_its_unit(judged: tuple[Result, dict[str, ObjectiveResult]]) -> None:
    result, objectives = judged
    assert [objectives[text].unit for text in OBJECTIVES] == [
        "count", "count", "share", "money", "share", "points", "share",
    ]  # fmt: skip
    out = Console(width=200, record=True, file=open("/dev/null", "w"))  # noqa: SIM115
    show(result, out)
    said = out.export_text()
    assert f"found {result.arms['program']['orders']:,g}" in said
    assert f"found {float(str(result.contrast('net_gain').difference)):,.2f} EUR" in said
    assert " pp" in next(line for line in said.splitlines() if "retention_rate uplift >= 0%" in line)
