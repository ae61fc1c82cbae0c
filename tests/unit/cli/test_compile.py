"""`fidelang compile`: one file for a checkout, taken wherever a program runs and refused where its text is needed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import fidelang
from fidelang.cli import main

CLUB = Path(__file__).parents[3] / "programs/examples/club_soleil"


@pytest.fixture
def compiled(tmp_path: Path) -> Path:
    target = tmp_path / "club.fidc"
    assert main(["compile", str(CLUB / "program.fid"), "-o", str(target)]) == 0
    return target


def test_the_file_is_written_beside_the_program_unless_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "club.fid"
    source.write_bytes((CLUB / "program.fid").read_bytes())
    assert main(["compile", str(source), "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    plan = fidelang.load(source).plan
    size = (tmp_path / "club.fidc").stat().st_size
    assert said == {
        "file": str(tmp_path / "club.fidc"), "bytes": size, "hash": plan.hash, "program_hash": plan.source_hash,
    }  # fmt: skip
    assert fidelang.load(tmp_path / "club.fidc").plan == plan
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_twice_the_same_bytes(compiled: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.fidc"
    assert main(["compile", str(CLUB / "program.fid"), "-o", str(again)]) == 0
    assert again.read_bytes() == compiled.read_bytes()


def test_eval_takes_it_in_place_of_the_text(compiled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = []
    for program in (str(compiled), str(CLUB / "program.fid")):
        capsys.readouterr()
        given = ["--member", str(CLUB / "member.json"), "--basket", str(CLUB / "basket.json")]
        assert main(["eval", program, *given]) == 0
        answers.append(capsys.readouterr().out)
    assert answers[0] == answers[1]
    assert "181 soleils" in answers[0]


@pytest.mark.parametrize("command", [["check"], ["test"], ["dump", "--stage", "tree"]])
def test_where_the_text_is_needed_it_is_asked_for(
    command: list[str], compiled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main([*command, str(compiled)]) == 1
    said = "".join(capsys.readouterr())
    assert "FID810" in said
    assert "give the file it was compiled from" in said


def test_a_damaged_one_is_refused_and_says_so(compiled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    compiled.write_bytes(compiled.read_bytes()[:-900])
    assert main(["dump", "--stage", "plan", str(compiled)]) == 1
    assert "cannot be used: it is cut off" in capsys.readouterr().err


def test_a_program_with_mistakes_compiles_to_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "club.fid"
    source.write_text("earn base { give 1 pts per 1 EUR }")
    assert main(["compile", str(source)]) == 1
    assert "FID208" in capsys.readouterr().err
    assert not (tmp_path / "club.fidc").exists()


def test_the_program_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "club.fid"
    source.write_bytes((CLUB / "program.fid").read_bytes())
    assert main(["compile", str(source), "-o", str(source)]) == 2
    assert "--out is the program itself" in capsys.readouterr().err
    assert main(["compile", str(source), "-o", str(tmp_path / "none" / "club.fidc")]) == 1
    assert "FID809" in capsys.readouterr().err


def test_what_is_compiled_is_not_compiled_again(compiled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compile", str(compiled)]) == 2
    assert "is compiled already" in capsys.readouterr().err
