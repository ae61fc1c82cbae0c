"""Lines of Python text with their indent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class Text:
    """Collects lines; `with text.block("if x:")` indents what follows."""

    def __init__(self, depth: int = 0) -> None:
        self._lines: list[str] = []
        self._depth = depth

    def line(self, text: str) -> None:
        self._lines.append("    " * self._depth + text)

    def add(self, text: str) -> None:
        """Whole lines, as they are."""
        self._lines.append(text.rstrip("\n"))

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        self.line(head)
        self._depth += 1
        before = len(self._lines)
        yield
        if len(self._lines) == before:
            self.line("pass")
        self._depth -= 1

    def __str__(self) -> str:
        return "\n".join(self._lines) + "\n"
