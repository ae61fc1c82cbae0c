"""What takes more than a second says so, on a terminal only, and leaves nothing behind."""

from __future__ import annotations

import os
import pty
import select
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from fidelang.cli.progress import PATIENCE, Progress, waiting


@contextmanager
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The reading end of a terminal that stderr is meanwhile."""
    ours, theirs = pty.openpty()
    with monkeypatch.context() as patch, os.fdopen(theirs, "w", encoding="utf-8") as stderr:
        patch.setenv("TERM", "xterm")
        patch.setattr(sys, "stderr", stderr)
        yield ours
    os.close(ours)


def written(screen: int) -> str:
    """What came, once nothing has come for a second: a terminal hands on what is written a little later."""
    sys.stderr.flush()
    found = b""
    while select.select([screen], [], [], 1)[0]:
        found += os.read(screen, 65536)
    return found.decode()


def test_long_work_of_unknown_length_is_named_and_leaves_an_empty_line(monkeypatch: pytest.MonkeyPatch) -> None:
    with terminal(monkeypatch) as screen:
        with waiting("checking [b]club[/b].fid"):
            time.sleep(PATIENCE + 1)
        shown = written(screen)
    assert "checking [b]club[/b].fid" in shown
    assert shown.endswith("\x1b[2K")


def test_short_work_is_not_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with terminal(monkeypatch) as screen:
        with waiting("checking club.fid"):
            pass
        time.sleep(PATIENCE + 1)
        assert "checking" not in written(screen)


def test_work_that_fails_is_not_named_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    with terminal(monkeypatch) as screen:
        with pytest.raises(ValueError, match="no"), waiting("checking club.fid"):
            raise ValueError("no")
        time.sleep(PATIENCE + 1)
        assert "checking" not in written(screen)


def test_a_count_is_shown_after_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    with terminal(monkeypatch) as screen:
        with Progress() as progress:
            progress.update("replaying", 1, 7)
            time.sleep(PATIENCE + 1)
            progress.update("replaying", 5, 7)
        shown = written(screen)
    assert "5/7" in shown
    assert "1/7" not in shown


def test_where_nobody_watches_nothing_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    with waiting("checking club.fid"):
        time.sleep(PATIENCE + 1)
    assert capsys.readouterr() == ("", "")
