"""Diagnostics framed for people: the message, the line with the place underlined, the help and the fix.

A frame is a list of (text, style) segments, coloured by `rich` if asked.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from fidelang.diagnostics.diagnostic import Diagnostic, Fix, Label
from fidelang.source import SourceFile

Segment = tuple[str, str]

WIDEST = 110  # columns of source shown if no width is asked; a longer line is shown around its place
_STYLES = {
    "error": "bold red",
    "warning": "bold yellow",
    "message": "bold",
    "place": "blue",
    "help": "cyan",
    "fix": "green",
}


def render_text(
    diagnostics: Iterable[Diagnostic],
    sources: Mapping[str, SourceFile],
    width: int | None = None,
    color: bool = False,
) -> str:
    """All diagnostics framed, a blank line between; `sources` are by file name.

    `width` bounds the columns of source shown; `color` adds a terminal's colours.
    """
    widest = WIDEST if width is None else max(40, width - 8)
    frames = [frame(each, sources, widest) for each in diagnostics]
    if color:
        return "\n".join(_coloured(each) for each in frames)
    return "\n".join("".join(text for text, _ in each) for each in frames)


def _coloured(segments: list[Segment]) -> str:
    from rich.style import Style  # only where colours are asked

    return "".join(Style.parse(_STYLES.get(style, "")).render(text) for text, style in segments)


def frame(diagnostic: Diagnostic, sources: Mapping[str, SourceFile], widest: int = WIDEST) -> list[Segment]:
    """One diagnostic as segments; without its source only words are shown. Each file that its labels point into has
    an excerpt of its own, that of the first label first."""
    tone = diagnostic.severity
    source = sources.get(diagnostic.file)
    segments: list[Segment] = [(f"{tone}[{diagnostic.code}]", tone), (f": {_visible(diagnostic.message)}\n", "message")]
    marked: dict[str, list[tuple[Label, str]]] = {}
    for rank, label in enumerate(diagnostic.labels if source else ()):
        if label.span.file in sources:
            marked.setdefault(label.span.file, []).append((label, "-" if rank else "^"))
    gutter = 1
    if marked:
        places = [sources[name].position(label.span.start) for name, each in marked.items() for label, _ in each]
        gutter = len(str(max(place.line for place in places)))
    for arrow, (name, labels) in zip(("-->", *[":::"] * len(marked)), marked.items(), strict=False):
        place = sources[name].position(labels[0][0].span.start)
        segments.append((f"{' ' * gutter}{arrow} {_visible(name)}:{place.line}:{place.column}\n", "place"))
        segments += _excerpt(sources[name], labels, gutter, tone, widest)
    if not marked and diagnostic.file:
        segments.append((f" --> {_visible(diagnostic.file)}\n", "place"))
    if diagnostic.help:
        segments.append((f"{' ' * gutter} help: {_visible(diagnostic.help)}\n", "help"))
    if diagnostic.fix and source:
        segments += [(f"{' ' * gutter} fix:  {line}\n", "fix") for line in _fixed(source, diagnostic.fix, widest)]
    return segments


def _excerpt(source: SourceFile, labels: list[tuple[Label, str]], gutter: int, tone: str, widest: int) -> list[Segment]:
    by_line: dict[int, list[tuple[Label, str]]] = {}
    for label, mark in labels:
        by_line.setdefault(source.position(label.span.start).line, []).append((label, mark))
    segments: list[Segment] = []
    shown = 0
    for line in sorted(by_line):
        if shown and line > shown + 1:
            segments.append((f"{' ' * gutter} ⋮\n", "place"))
        text = source.line_text(line)
        start = source.line_starts[line - 1]
        cut = _cut(text, by_line[line][0][0].span.start - start, widest)
        segments += [(f"{line:>{gutter}} │ ", "place"), (_shown(text[cut : cut + widest]) + "\n", "source")]
        for label, mark in sorted(by_line[line], key=lambda each: -each[0].span.start):
            segments += _underline(text[cut : cut + widest], label, start + cut, mark, gutter, tone)
        shown = line
    return segments


def _underline(text: str, label: Label, start: int, mark: str, gutter: int, tone: str) -> list[Segment]:
    """The line under a line; `start` is the offset of the text shown."""
    first = max(label.span.start - start, 0)
    last = min(label.span.end - start, len(text))
    marks = mark * max(1, _width(text[first:last]))
    said = f" {_visible(label.text)}" if label.text else ""
    lead = " " * _width(text[:first])
    return [(f"{' ' * gutter} │ ", "place"), (f"{lead}{marks}{said}\n", tone if mark == "^" else "place")]


def _cut(text: str, place: int, widest: int) -> int:
    """Where to start showing a line, so that its place is in view."""
    return 0 if len(text) <= widest else max(0, min(place - widest // 2, len(text) - widest))


def _fixed(source: SourceFile, fix: Fix, widest: int) -> list[str]:
    """The line as it would read; nothing if it would not fit."""
    place = source.position(fix.span.start)
    text = source.line_text(place.line)
    start = source.line_starts[place.line - 1]
    end = fix.span.end - start
    if end > len(text):
        return []
    line = (text[: place.column - 1] + fix.replacement + text[end:]).strip()
    return [_visible(line)] if 0 < len(line) <= widest else []


def _visible(text: str) -> str:
    """Text with what cannot be shown named, so that nothing turns the terminal's line round."""
    return "".join(each if each.isprintable() else f"<U+{ord(each):04X}>" for each in text)


def _shown(text: str) -> str:
    """A line of source, each character as wide as `_width` counts it."""
    return "".join("    " if each == "\t" else each if each.isprintable() else "�" for each in text)


def _width(text: str) -> int:
    return sum(_columns(each) for each in text)


def _columns(character: str) -> int:
    if character == "\t":
        return 4
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
