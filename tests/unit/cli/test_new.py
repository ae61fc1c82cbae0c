"""`fidelang new`: a folder that works, and never over something that is there."""

import json
import shlex
from pathlib import Path

import pytest

from fidelang.cli import main
from fidelang.cli.new import EXAMPLES

ROOT = Path(__file__).parents[3]
TEMPLATES = ROOT / "fidelang" / "cli" / "templates"
SHIPPED = ROOT / "programs" / "examples"


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_template_is_the_example_to_the_byte(name: str) -> None:
    example = {file.name: file.read_bytes() for file in (SHIPPED / name).iterdir() if file.is_file()}
    template = {file.name: file.read_bytes() for file in (TEMPLATES / name).iterdir()}
    assert sorted(template) == sorted(example)
    assert template == example
    assert {"program.fid", "scenario.yaml", "README.md"} <= template.keys()


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_folder_is_made_like_the_example(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = tmp_path / "clubs" / "mine"
    assert main(["new", str(made), "--like", name, "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["files"] == sorted(file.name for file in (SHIPPED / name).iterdir())
    assert (made / "program.fid").read_bytes() == (SHIPPED / name / "program.fid").read_bytes()
    assert [entry.name for entry in made.parent.iterdir()] == ["mine"]


def test_what_is_there_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "program.fid").write_text("mine")
    assert main(["new", str(tmp_path)]) == 1
    assert "is there already and holds files; nothing was written" in capsys.readouterr().err
    assert [entry.name for entry in tmp_path.iterdir()] == ["program.fid"]
    assert main(["new", str(tmp_path / "program.fid")]) == 1
    assert (tmp_path / "program.fid").read_text() == "mine"


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    assert main(["new", str(tmp_path / "a")]) == 0
    (tmp_path / "b").mkdir()
    assert main(["new", str(tmp_path / "b")]) == 0
    assert (tmp_path / "b" / "program.fid").is_file()


@pytest.mark.parametrize("name", ["", " ", "a\0b", "x" * 300])
def test_a_name_that_cannot_be_a_folder_is_refused(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", name]) == 1
    assert capsys.readouterr().err.startswith("error[FID806]: ")
    assert list(tmp_path.iterdir()) == []


def test_a_refusal_is_json_for_machines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "program.fid").write_text("mine")
    assert main(["new", str(tmp_path), "--format", "json"]) == 1
    out, err = capsys.readouterr()
    message = f"`{tmp_path}` is there already and holds files; nothing was written"
    assert json.loads(out) == {
        "diagnostics": [
            {
                "code": "FID806",
                "severity": "error",
                "message": message,
                "file": str(tmp_path),
                "line": None,
                "column": None,
                "help": "",
            }
        ]
    }
    assert err == ""


def test_the_next_commands_can_be_pasted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "my club"]) == 0
    command = capsys.readouterr().out.split("Next:\n")[1].splitlines()[0]
    assert shlex.split(command) == ["fidelang", "test", "my club/program.fid"]
    assert main(shlex.split(command)[1:]) == 0
