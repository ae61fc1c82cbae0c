"""`fidelang simulate` as it is typed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .projection import CLUB, EVERYTHING, SCENARIO

COMMAND = [sys.executable, "-m", "fidelang.cli", "simulate"]


@pytest.fixture
def club(tmp_path: Path) -> Path:
    (tmp_path / "program.fid").write_text(CLUB)
    (tmp_path / "scenario.yaml").write_text(SCENARIO.format(response=EVERYTHING))
    return tmp_path


def simulate(club: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, "program.fid", "--scenario", "scenario.yaml", "--members", "60", *more],
        cwd=club, capture_output=True, text=True, timeout=120, check=False,
        env={"PYTHONPATH": str(Path(__file__).parents[3]), "PATH": "", "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "to", "place", "said"),
    [
        ("channels: {store: 80%, web: 20%}", "channels: {fax: 100%}", "channels", "'fax' is none of"),
        ("channels: {store: 80%, web: 20%}", "channels: {store: 80%, web: 20%}\n  facts: {basket: {colour: 20%}}", "facts", "the program knows no `colour`"),
    ],
)  # fmt: skip
def test_what_the_program_refuses_is_told_at_the_key_that_it_is_drawn_from(
    club: Path, change: str, to: str, place: str, said: str
) -> None:
    text = (club / "scenario.yaml").read_text()
    assert change in text
    (club / "scenario.yaml").write_text(text.replace(change, to))
    ran = simulate(club, "--months", "2", "--format", "json")
    assert ran.returncode == 1
    (found,) = json.loads(ran.stdout)["diagnostics"]
    assert said in found["message"]
    assert place in (club / "scenario.yaml").read_text().splitlines()[found["line"] - 1]


def test_a_run_in_another_currency_is_refused_at_its_line(club: Path) -> None:
    text = (club / "scenario.yaml").read_text()
    (club / "scenario.yaml").write_text(text.replace("EUR", "CHF"))
    ran = simulate(club, "--format", "json")
    assert ran.returncode == 1
    (found,) = json.loads(ran.stdout)["diagnostics"]
    assert found["message"] == "the run is in CHF, and program.fid in EUR"
    assert "currency: CHF" in (club / "scenario.yaml").read_text().splitlines()[found["line"] - 1]


def test_the_last_lines_are_the_return_with_its_interval(club: Path) -> None:
    ran = simulate(club, "--months", "12")
    assert ran.returncode == 0, ran.stderr
    verdict = ran.stdout[ran.stdout.index("program against none") :]
    wanted = ("cost of the program", "net gain", "retention uplift", "break-even lift", "return on investment")
    assert all(name in verdict for name in wanted)
    assert "95% interval over 5 replications" in verdict
    assert not any(line != line.rstrip() for line in ran.stdout.splitlines())


def test_a_program_that_its_fees_pay_for_has_no_return_and_says_why(club: Path) -> None:
    (club / "program.fid").write_text(CLUB.replace("currency EUR", "currency EUR  fee 500 EUR per year", 1))
    ran = simulate(club, "--months", "3", "--replications", "2")
    (line,) = [line for line in ran.stdout.splitlines() if "return on investment" in line]
    assert line.strip("│ ").split(maxsplit=3)[3].split(maxsplit=1) == [
        "undefined",
        "its fees are above what it gives and costs",
    ]


def test_a_missed_objective_fails_only_behind_the_gate(club: Path) -> None:
    assert simulate(club, "--replications", "1").returncode == 0
    gated = simulate(club, "--replications", "1", "--gate")
    assert gated.returncode == 1
    assert "missed" in gated.stdout


def test_json_is_one_document_with_the_arms_asked_for(club: Path) -> None:
    ran = simulate(club, "--replications", "1", "--months", "3", "--against", "program.fid", "--format", "json")
    result = json.loads(ran.stdout)
    assert (result["schema"], list(result["arms"])) == (1, ["none", "program", "against"])
    assert result["manifest"]["months"] == 3


def test_a_wrong_scenario_is_refused_with_its_line(club: Path) -> None:
    text = (club / "scenario.yaml").read_text().replace("months: 12", "month: 12")
    (club / "scenario.yaml").write_text(text)
    ran = simulate(club)
    assert ran.returncode == 1
    assert "scenario.yaml:14:" in ran.stderr
    assert "did you mean `months`?" in ran.stderr
    as_json = json.loads(simulate(club, "--format", "json").stdout)
    assert [(each["code"], each["line"]) for each in as_json["diagnostics"]] == [("SCN024", 14)]


def test_programs_of_another_currency_are_refused(club: Path) -> None:
    (club / "program.fid").write_text(CLUB.replace("EUR", "USD"))
    ran = simulate(club)
    assert ran.returncode == 1
    assert "the run is in EUR, and program.fid in USD" in ran.stderr
    (told,) = json.loads(simulate(club, "--format", "json").stdout)["diagnostics"]
    assert (told["code"], told["file"]) == ("SCN031", "scenario.yaml")
    assert told["line"] > 0


def test_wrong_usage_ends_with_two(club: Path) -> None:
    assert simulate(club, "--months", "0").returncode == 2


def test_two_programs_are_set_side_by_side_and_the_programs_own_return_comes_last(club: Path) -> None:
    (club / "other.fid").write_text(CLUB.replace("give 3 points per", "give 1 points per"))
    said = simulate(club, "--months", "6", "--against", "other.fid").stdout
    titles = ("the other program against none", "program against the other program", "program against none")
    places = [said.rindex(title) for title in titles]
    assert places == sorted(places)
    assert said.count("return on investment") == 2
    between = said[places[1] : places[2]]
    assert all(name in between for name in ("net gain", "retention", "orders"))
