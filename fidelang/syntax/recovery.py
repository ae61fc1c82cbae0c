"""Several mistakes a run: a text that does not parse is cut where declarations start, and each piece read by itself."""

from __future__ import annotations

import re
from functools import cache

from lark import TextSlice, Token, Tree
from lark.exceptions import UnexpectedInput

from fidelang.diagnostics import Diagnostic
from fidelang.source import SourceFile, Span
from fidelang.syntax.language import parser
from fidelang.syntax.mistakes import Situation, explain
from fidelang.syntax.scanning import MOST_MISTAKES
from fidelang.syntax.scanning.pieces import PIECES
from fidelang.syntax.words import opening_words, spellings

LarkTree = Tree[Token]


def read_pieces(source: SourceFile, text: str, spoiled: tuple[Span, ...]) -> tuple[list[LarkTree], list[Diagnostic]]:
    """The trees of the pieces that parse, and a diagnostic for each that does not.

    A piece that holds a `spoiled` place has its message already.
    """
    starts = [*_cuts(text), len(text)]
    trees: list[LarkTree] = []
    found: list[Diagnostic] = []
    place = 0
    while place < len(starts) - 1 and len(found) < MOST_MISTAKES:
        start, end = starts[place], starts[place + 1]
        place += 1
        outcome = _read(text, start, end)
        if isinstance(outcome, UnexpectedInput):
            longer = _join(source, text, starts, place, outcome)
            if longer is not None:
                outcome, place = longer
        if not isinstance(outcome, UnexpectedInput):
            trees.append(outcome)
        elif not any(start <= span.start < end for span in spoiled):
            found.append(explain(Situation(source, text, start, end, outcome)))
    return trees, found


def _read(text: str, start: int, end: int) -> LarkTree | UnexpectedInput:
    try:
        return parser().parse(TextSlice(text, start, end))
    except UnexpectedInput as error:
        return error


def _join(
    source: SourceFile, text: str, starts: list[int], place: int, error: UnexpectedInput
) -> tuple[LarkTree, int] | None:
    """A piece that ends open is read on where the next one could go on within it, as a campaign's rules do.

    The tree and the place after the pieces it took, or None if that does not parse either.
    """
    first = starts[place - 1]
    for last in range(place, len(starts) - 1):
        situation = Situation(source, text, first, starts[last], error)
        word = _word_at(text, starts[last])
        if not situation.at_end or not situation.opened or spellings().get(word) not in situation.accepts:
            return None
        outcome = _read(text, first, starts[last + 1])
        if not isinstance(outcome, UnexpectedInput):
            return outcome, last + 1
        error = outcome
    return None


def _word_at(text: str, start: int) -> str:
    match = PIECES.match(text, start)
    return match[0] if match else ""


@cache
def _start() -> re.Pattern[str]:
    """What a declaration starts with at the start of a line: its keyword, or any word that opens a block."""
    openings = "|".join(sorted(map(re.escape, opening_words())))
    return re.compile(rf"(?:{openings})(?!\w)|[^\W\d]\w*(?:[ \t]+(?:\w+|\"[^\"\n]*\"))*[ \t]*\{{")


def _cuts(text: str) -> list[int]:
    """Where pieces start: at a line's first column, or at its first word where no bracket is open."""
    cuts = [0]
    depth, fresh = 0, True
    for match in PIECES.finditer(text):
        kind = match.lastgroup
        if kind == "space":
            fresh = fresh or "\n" in match[0]
            continue
        start = match.start()
        if (
            kind == "word"
            and fresh
            and (depth == 0 or text[start - 1 : start] in ("", "\n"))
            and _start().match(text, start)
        ):
            if start:
                cuts.append(start)
            depth = 0
        elif kind == "open":
            depth += 1
        elif kind == "close":
            depth = max(0, depth - 1)
        fresh = False
    return cuts
