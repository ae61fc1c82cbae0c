"""`fidelang dump`: each stage can be looked at, by people and by machines."""

import json
from pathlib import Path

import pytest

from fidelang.cli import main
from fidelang.facade import load

CLUB = Path(__file__).parents[3] / "programs" / "examples" / "club_soleil" / "program.fid"


def dumped(stage: str, capsys: pytest.CaptureFixture[str]) -> object:
    assert main(["dump", "--stage", stage, str(CLUB), "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_tree_has_every_declaration_in_written_order(capsys: pytest.CaptureFixture[str]) -> None:
    tree = dumped("tree", capsys)
    assert isinstance(tree, list)
    assert [item["kind"] for item in tree[:4]] == ["Header", "Let", "Wallet", "Wallet"]
    assert tree[1]["at"] == "13:1"


def test_the_analysis_has_resolved_records(capsys: pytest.CaptureFixture[str]) -> None:
    analysis = dumped("analysis", capsys)
    assert isinstance(analysis, dict)
    assert analysis["lets"]["base_rate"]["value"] == "1"
    assert next(iter(analysis["rules"])) == "base"


def test_the_plan_is_its_canonical_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    from fidelang.plan import from_json, to_json

    assert main(["dump", "--stage", "plan", str(CLUB), "--format", "json"]) == 0
    text = capsys.readouterr().out
    plan = load(CLUB).plan
    assert text == to_json(plan) + "\n"
    assert from_json(text).hash == plan.hash


def test_the_kernel_is_the_text_that_runs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dump", "--stage", "kernel", str(CLUB)]) == 0
    assert capsys.readouterr().out == load(CLUB).kernel().text + "\n"
    assert dumped("kernel", capsys) == {frame: load(CLUB).kernel(frame).text for frame in ("dict", "one_text")}


@pytest.mark.parametrize("stage", ["tree", "analysis", "plan"])
def test_people_get_an_outline(stage: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dump", "--stage", stage, str(CLUB)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 100
    assert any("soleils" in line for line in lines)


@pytest.mark.parametrize("stage", ["tree", "analysis", "plan", "kernel"])
def test_a_broken_program_is_refused_at_every_stage(
    stage: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "p.fid"
    path.write_text("earn {")
    assert main(["dump", "--stage", stage, str(path), "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["diagnostics"]
