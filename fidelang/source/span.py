"""Spans are offsets; lines and columns are worked out here and nowhere else."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from unicodedata import is_normalized, normalize

_LONE_CR = re.compile(r"\r(?!\n)")


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of character offsets in one file."""

    file: str
    start: int
    end: int

    def to(self, other: Span) -> Span:
        """The span that covers this one and `other`."""
        return Span(self.file, min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True, slots=True)
class Position:
    """A place as people count it: line and column start at 1, a column is a character."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file's name and text, with the offsets at which its lines start.

    The text is made NFC, so that two ways to type `é` are one, and a lone CR (an old line end) is made LF.
    Offsets are of the text so made.
    """

    name: str
    text: str
    line_starts: tuple[int, ...] = field(default=(), compare=False, repr=False)

    def __post_init__(self) -> None:
        text = self.text if is_normalized("NFC", self.text) else normalize("NFC", self.text)
        object.__setattr__(self, "text", _LONE_CR.sub("\n", text))
        starts = [0]
        starts.extend(offset + 1 for offset, character in enumerate(self.text) if character == "\n")
        object.__setattr__(self, "line_starts", tuple(starts))

    def position(self, offset: int) -> Position:
        """Line and column of an offset; an offset past the end is the end."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self.line_starts, offset)
        return Position(line, offset - self.line_starts[line - 1] + 1)

    def line_text(self, line: int) -> str:
        """The text of a line (from 1) without its end."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] - 1 if line < len(self.line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r")
