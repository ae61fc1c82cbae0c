"""The text ends too soon: a block left open, or a clause cut short."""

from __future__ import annotations

from fidelang.diagnostics import Diagnostic, Fix, Label
from fidelang.source import Span
from fidelang.syntax.mistakes.expected import expected
from fidelang.syntax.mistakes.situation import CLOSING, MARKS, Situation


def cut_short(situation: Situation) -> Diagnostic | None:
    """The end was met inside a clause, or with a block open."""
    if not situation.at_end:
        return None
    here = situation.span
    if situation.opened:
        inner = situation.opened[-1]
        closing = MARKS[CLOSING[inner.bracket.type]]
        if situation.could_follow(CLOSING[inner.bracket.type]):
            return Diagnostic(
                "FID107",
                "open_block",
                "error",
                f"`{inner.title}` is not closed",
                (Label(inner.span, "starts here"), Label(_last(situation), "still open after this")),
                f"write `{closing}` where it ends",
                Fix(here, f" {closing}"),
                situation.source.name,
            )
    what = f"after `{situation.clause}`" if situation.clause else f"after `{situation.previous}`"
    ends = "the file ends" if situation.limit >= len(situation.text.rstrip()) else "the declaration ends"
    return Diagnostic.at(
        "FID101",
        f"{ends} too soon",
        Label(_last(situation), f"expected {expected(situation)} {what}"),
        help=_open_help(situation),
    )


def _last(situation: Situation) -> Span:
    match = situation.before[-1]
    return Span(situation.source.name, match.start(), match.end())


def _open_help(situation: Situation) -> str:
    if not situation.opened:
        return "finish it, or take it out"
    return f"`{situation.opened[0].title}` is not closed either"
