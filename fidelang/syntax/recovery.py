"""Piece by piece: a text is cut where declarations start and each piece read by itself, so that a mistake in one
leaves the others whole and each gets its own message."""

from __future__ import annotations

from collections.abc import Iterator

from lark import TextSlice, Token, Tree
from lark.exceptions import UnexpectedInput

from fidelang.diagnostics import Diagnostic
from fidelang.source import SourceFile
from fidelang.syntax.language import parser
from fidelang.syntax.mistakes import Situation, explain
from fidelang.syntax.mistakes.situation import readings
from fidelang.syntax.scanning import Cut, Scan
from fidelang.syntax.scanning.pieces import PIECES

LarkTree = Tree[Token]


def read_pieces(source: SourceFile, scanned: Scan) -> Iterator[LarkTree | Diagnostic | None]:
    """For each piece its tree, or the diagnostic that says why it has none; None if it was told before.

    A piece that holds a spoiled place has its message already.
    """
    cuts = (*scanned.cuts, Cut(len(scanned.text), 0))
    place = 0
    while place < len(cuts) - 1:
        start, end = cuts[place].offset, cuts[place + 1].offset
        outcome = _read(scanned.text, start, end)
        place += 1
        if isinstance(outcome, UnexpectedInput):
            situation = Situation(source, scanned.text, start, end, outcome)
            joined = _join(situation, cuts, place)
            if joined is not None:
                tree, place = joined
                yield tree
            elif any(start <= span.start < end for span in scanned.spoiled):
                yield None
            else:
                yield explain(situation)
        else:
            yield outcome


def _read(text: str, start: int, end: int) -> LarkTree | UnexpectedInput:
    try:
        return parser().parse(TextSlice(text, start, end))
    except UnexpectedInput as error:
        return error


def _join(situation: Situation, cuts: tuple[Cut, ...], place: int) -> tuple[LarkTree, int] | None:
    """A piece cut too early, as a campaign whose rules start lines, with the pieces up to where its brackets close.

    The tree and the place after the pieces it took; None if the next piece could not go on within it, or if what
    that makes does not parse either.
    """
    if not situation.at_end or place == len(cuts) - 1:
        return None
    word = PIECES.match(situation.text, cuts[place].offset)
    if word is None or not readings(word) & situation.accepts:
        return None
    depth = cuts[place - 1].depth
    last = next((each for each in range(place + 1, len(cuts) - 1) if cuts[each].depth == depth), len(cuts) - 1)
    outcome = _read(situation.text, situation.start, cuts[last].offset)
    return None if isinstance(outcome, UnexpectedInput) else (outcome, last)
