"""The files of one program: what a span stands for, in whichever of them it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fidelang.source.lists import ValueList
from fidelang.source.span import Position, SourceFile, Span


class Sources(Mapping[str, SourceFile]):
    """Files by name, the program's own file first, then those it includes in the order in which they were read.
    `lists` are those that it names, by the path that it writes and the column that it asks for.

    >>> sources = Sources(SourceFile("a.fid", "earn base"), SourceFile("b.fid", "\\nearn more"))
    >>> sources.written(Span("b.fid", 6, 10)), sources.position(Span("b.fid", 6, 10)), sources.root.name
    ('more', Position(line=2, column=6), 'a.fid')
    """

    def __init__(
        self, root: SourceFile, *others: SourceFile, lists: Mapping[tuple[str, str], ValueList] | None = None
    ) -> None:
        self.root = root
        self.lists = lists or {}
        self._files = {file.name: file for file in (root, *others)}
        self._ranks = {name: rank for rank, name in enumerate(self._files)}

    def __getitem__(self, name: str) -> SourceFile:
        return self._files[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def written(self, span: Span) -> str:
        """The text of a span, as its author wrote it."""
        return self._files[span.file].text[span.start : span.end]

    def on_one_line(self, span: Span) -> str:
        """The same, its line ends and runs of blanks made one blank each."""
        return " ".join(self.written(span).split())

    def position(self, span: Span) -> Position:
        """Line and column, in its own file, at which a span starts."""
        return self._files[span.file].position(span.start)

    def order(self, span: Span) -> tuple[int, int, int]:
        """What sorts spans file by file, each file from its start."""
        return self._ranks[span.file], span.start, span.end
