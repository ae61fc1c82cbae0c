"""The fixtures of `good` and `bad`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden.harness import dumped, messages, said

HERE = Path(__file__).parent
GOOD = sorted((HERE / "good").glob("*.fid"))
BAD = sorted([*(HERE / "bad").glob("*.fid"), *(HERE / "bad").glob("*/program.fid")])


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_file_has_the_tree_it_says(path: Path) -> None:
    found, expected = said(path, dumped(path))
    assert found == expected


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem if path.parent.name == "bad" else path.parent.name)
def test_a_broken_file_gets_the_messages_it_says(path: Path) -> None:
    found = messages(path)
    assert "error[FID" in found or "warning[FID" in found
    found, expected = said(path, found)
    assert found == expected


def test_there_are_thirty_broken_files_or_more() -> None:
    assert len(BAD) >= 30
