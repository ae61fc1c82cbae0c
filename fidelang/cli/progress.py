"""A line of progress on stderr, only on a terminal, and only for what takes more than a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Timer
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

PATIENCE = 1  # second
PATIENCE_NS = PATIENCE * 1_000_000_000


class Progress:
    """Shows `update`s once a second has passed; leaves nothing behind."""

    def __init__(self) -> None:
        self._started = time.monotonic_ns()
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._quiet = not sys.stderr.isatty()

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def update(self, doing: str, done: int, of: int | None) -> None:
        """`doing` in a word or two, `done` of `of` (None: not known yet)."""
        if self._quiet or time.monotonic_ns() - self._started < PATIENCE_NS:
            return
        if self._bar is None or self._task is None:
            self._bar, self._task = self._open(doing, done, of)
        self._bar.update(self._task, description=doing, completed=done, total=of)

    def _open(self, doing: str, done: int, of: int | None) -> tuple[Bar, TaskID]:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        bar = Bar(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        task = bar.add_task(doing, total=of, completed=done)  # before the first frame, which would show 0 of ?
        bar.start()
        return bar, task


@contextmanager
def waiting(doing: str) -> Iterator[None]:
    """Says `doing` on a terminal once a second has passed, for work of unknown length; leaves nothing behind."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.text import Text

    status = Console(stderr=True).status(Text(doing))
    lock, over = Lock(), False

    def show() -> None:
        with lock:
            if not over:
                status.start()

    timer = Timer(PATIENCE, show)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with lock:
            over = True
        timer.cancel()
        status.stop()
