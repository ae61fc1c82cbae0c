"""The README is true: its files are written, its `console` blocks run, its commands and pages exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from fidelang.cli.table import COMMANDS
from tests.unit.house.places import ROOT, fresh_python

README = (ROOT / "README.md").read_text(encoding="utf-8")
FILE = re.compile(r"<!-- file: (\S+) -->\n```\w*\n(.*?)```", re.DOTALL)
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)


def steps() -> list[tuple[str, str]]:
    """The commands of the `console` blocks, in order, each with the output that stands under it."""
    blocks = "".join(CONSOLE.findall(README))
    return [(part.split("\n", 1)[0], part.split("\n", 1)[1]) for part in re.split(r"^\$ ", blocks, flags=re.M)[1:]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILE.findall(README):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_console_blocks_say_what_the_commands_say(folder: Path) -> None:
    assert steps()
    for command, expected in steps():
        words = shlex.split(command)
        assert words[0] == "fidelang"
        done = fresh_python("-m", "fidelang.cli", *words[1:], cwd=folder)
        assert "".join(line.rstrip() + "\n" for line in done.stdout.splitlines()) == expected, command + done.stderr


def test_python_blocks_run(folder: Path) -> None:
    for block in PYTHON.findall(README):
        done = fresh_python("-c", block, cwd=folder)
        assert done.returncode == 0, done.stderr


def test_each_command_of_the_table_exists_and_none_is_left_out() -> None:
    named = re.findall(r"^\| `fidelang (\w+)", README, flags=re.M)
    assert sorted(named) == sorted(COMMANDS)


def test_each_make_target_exists() -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.M)
    for page in ("README.md", "CONTRIBUTING.md"):
        named = re.findall(r"(?:`|^)make (\w+)", (ROOT / page).read_text(encoding="utf-8"), flags=re.M)
        assert named
        assert set(named) <= set(targets), page


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/architecture.md"])
def test_each_link_leads_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert links
    assert [link for link in links if not ((ROOT / page).parent / link).exists()] == []


def test_each_room_has_a_line_in_the_page_on_architecture() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = [path.parent for top in ("fidelang", "simulator") for path in (ROOT / top).glob("*/__init__.py")]
    assert rooms
    assert [room.name for room in rooms if f"{room.name}`" not in text] == []
