"""What a wheel holds."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.unit.house.places import ROOT, fresh_python

TEMPLATES = ROOT / "fidelang" / "cli" / "templates"
EXAMPLES = ROOT / "programs" / "examples"


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    done = fresh_python("-m", "hatchling", "build", "-t", "wheel", "-d", str(folder))
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


def test_a_wheel_holds_the_grammar_and_its_keywords(names: set[str]) -> None:
    assert {"grammar/fidelang.lark", "grammar/words_en.lark"} <= names


def test_a_wheel_holds_what_new_and_simulate_start_from(names: set[str]) -> None:
    for example in ("stamp_card", "club_soleil", "cdnow_club"):
        for file in ("program.fid", "scenario.yaml", "README.md"):
            assert f"fidelang/cli/templates/{example}/{file}" in names
    assert "simulator/scenario/presets/cdnow.yaml" in names


def test_a_wheel_holds_the_three_packages_and_nothing_else(names: set[str]) -> None:
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"fidelang", "grammar", "simulator"}


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("example", ["stamp_card", "club_soleil", "cdnow_club"])
def test_a_template_is_its_example_to_the_byte(example: str) -> None:
    assert files_of(TEMPLATES / example) == files_of(EXAMPLES / example)
