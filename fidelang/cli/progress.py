"""A line of progress on stderr, only on a terminal, and only for what takes more than a second."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

PATIENCE_NS = 1_000_000_000


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
            self._bar, self._task = self._open(doing)
        self._bar.update(self._task, description=doing, completed=done, total=of)

    def _open(self, doing: str) -> tuple[Bar, TaskID]:
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
        bar.start()
        return bar, bar.add_task(doing, total=None)
