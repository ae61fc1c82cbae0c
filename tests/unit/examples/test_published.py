"""Every example that is shipped: checked, its stories played, simulated small, and its README held to all three.

The README of a program that somebody published has the sections Sources, Assumed, What the stories show and Not said yet,
and Warnings where `check` warns; that of an invented program says under Sources that it is made up, or where its data are from.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

import fidelang
from fidelang.cli import main
from simulator.experiment import run
from simulator.result import Result
from simulator.scenario import load_scenario

EXAMPLES = Path(__file__).parents[3] / "programs" / "examples"
NAMES = sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir())
PROGRAMS = sorted(path.relative_to(EXAMPLES).as_posix() for path in EXAMPLES.glob("*/program*.fid"))
INVENTED = ("cdnow_club", "club_soleil", "stamp_card")
PUBLISHED = [name for name in NAMES if name not in INVENTED]
DATE = re.compile(r"\b(19|20)\d\d(-\d\d){0,2}\b")
NUMBER = re.compile(r"\d[\d_,]*(?:\.\d+)?")


@cache
def readme(name: str) -> str:
    return (EXAMPLES / name / "README.md").read_text(encoding="utf-8")


def section(name: str, title: str) -> str:
    """The text below a heading of the second level, up to the next; empty if there is none."""
    parts = re.split(r"^## (.+)$", readme(name), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True)).get(title, "").strip()


def items(text: str) -> list[str]:
    """The points of a list, each with the lines that continue it."""
    return [" ".join(item.split()) for item in re.split(r"^- ", text.split("\n\n")[0], flags=re.MULTILINE)[1:]]


def numbers(text: str) -> set[Decimal]:
    return {Decimal(found.replace("_", "").replace(",", "")) for found in NUMBER.findall(text)}


def said_by(capsys: pytest.CaptureFixture[str], command: str, program: str) -> dict[str, object]:
    assert main([command, str(EXAMPLES / program), "--format", "json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


@cache
def simulated(name: str) -> Result:
    scenario = load_scenario(EXAMPLES / name / "scenario.yaml")
    return run(fidelang.load(EXAMPLES / name / "program.fid"), scenario.running(members=50, replications=2))


def test_the_examples_are_found() -> None:
    assert set(INVENTED) < set(NAMES)
    assert {"boots_advantage", "carrefour_fr", "frasers", "ikea_family_pt", "ikea_family_us"} < set(PUBLISHED)
    assert {"leclerc_fr", "marriott", "nectar", "picard_fr", "voucher_schedule"} < set(PUBLISHED)
    assert {"costco_executive_us", "sephora_us", "starbucks_us"} < set(PUBLISHED)
    assert {path for path in PROGRAMS if not path.endswith("/program.fid")} == {"sephora_us/program_2018.fid"}


@pytest.mark.parametrize("program", PROGRAMS)
def test_check_finds_no_error_and_only_warnings_that_the_readme_explains(
    program: str, capsys: pytest.CaptureFixture[str]
) -> None:
    diagnostics = said_by(capsys, "check", program)["diagnostics"]
    assert isinstance(diagnostics, list)
    assert {each["severity"] for each in diagnostics} <= {"warning"}
    name = program.split("/")[0]
    assert {each["code"] for each in diagnostics} == set(re.findall(r"FID\d{3}", section(name, "Warnings")))


@pytest.mark.parametrize("program", PROGRAMS)
def test_all_stories_come_true(program: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = said_by(capsys, "test", program)
    told = (EXAMPLES / program).read_text(encoding="utf-8").count('\ntest "')
    assert told >= 3
    assert (found["passed"], found["failed"]) == (told, 0)


@pytest.mark.parametrize("name", NAMES)
def test_a_small_simulation_gives_points_in_every_wallet_and_its_ledger_adds_up(name: str) -> None:
    result = simulated(name)
    members, orders = result.arms["program"]["members"], result.arms["program"]["orders"]
    assert isinstance(members, float)
    assert isinstance(orders, float)
    assert 0 < members <= 50 <= orders
    assert result.ledger["program"]
    for wallet in result.ledger["program"].values():
        amounts = {field: Decimal(amount) for field, amount in wallet.model_dump().items()}
        assert amounts["issued"] > 0
        came = amounts["issued"] + amounts["adjusted"] + amounts["debt"]
        left = amounts["available"] + amounts["pending"]
        assert came == left + amounts["redeemed"] + amounts["expired"] + amounts["reversed"]


@pytest.mark.parametrize("name", NAMES)
def test_what_a_scenario_leaves_out_or_never_sets_off_is_named_in_the_readme(name: str) -> None:
    result = simulated(name)
    unnamed = [each for each in (*result.missing_facts, *result.never_applied) if f"`{each}`" not in readme(name)]
    assert unnamed == []


@pytest.mark.parametrize("name", NAMES)
def test_a_readme_names_its_sources_and_their_dates(name: str) -> None:
    sources = section(name, "Sources")
    assert DATE.search(sources), "no date under Sources"
    assert [each for each in items(sources) if not DATE.search(each) and "undated" not in each.lower()] == []
    if name in PUBLISHED:
        assert items(sources), "no source listed"


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_program_says_what_was_assumed_and_what_is_not_said_yet(name: str) -> None:
    missing = [title for title in ("Assumed", "What the stories show", "Not said yet") if not section(name, title)]
    assert missing == []
    assert "invented" in (EXAMPLES / name / "scenario.yaml").read_text(encoding="utf-8").splitlines()[0].lower()


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_figure_that_a_readme_tells_of_its_stories_stands_in_them(name: str) -> None:
    programs = [path.read_text(encoding="utf-8") for path in sorted((EXAMPLES / name).glob("program*.fid"))]
    stories = "".join(program[program.index('\ntest "') :] for program in programs)
    told = section(name, "What the stories show")
    assert numbers(told)
    assert sorted(numbers(told) - numbers(stories)) == []
