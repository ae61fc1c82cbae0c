"""Words and marks that are not needed: take them out and the sentence reads on."""

from __future__ import annotations

from fidelang.diagnostics import Diagnostic, Fix, Label
from fidelang.source import Span
from fidelang.syntax.mistakes.situation import Situation

_FILLERS = frozenset(
    {
        "the", "a", "an", "each", "every", "all", "any", "of", "and", "then", "also", "is", "be", "to", "for", "with",
        "will", "old", "please", "by", "at",
    }
)  # fmt: skip
_OPEN = frozenset({"{", "(", "[", ",", ":"})
_JOINERS = frozenset({"and", "or", "plus", "then"})


def and_for_a_comma(situation: Situation) -> Diagnostic | None:
    """`every monday and tuesday`: items of a list are parted by commas."""
    if situation.found not in _JOINERS or not situation.could_follow("COMMA", words=situation.following[:1]):
        return None
    before = situation.before[-1].end()
    return Diagnostic(
        "FID118",
        "missing_mark",
        "error",
        f"`{situation.found}` does not part the items of a list",
        (Label(situation.span, "write `,`"),),
        "items of a list are parted by commas",
        Fix(Span(situation.source.name, before, situation.span.end), ","),
        situation.source.name,
    )


def not_needed(situation: Situation) -> Diagnostic | None:
    """`currency EUR,`, `off the basket`: without it the sentence reads on."""
    mark = situation.found in (",", ".", ":", "=", "-")
    if not mark and situation.found not in _FILLERS:
        return None
    if not situation.following or not situation.could_follow(words=situation.following[:1]):
        return None
    if mark and (situation.previous in _OPEN or {"NUMBER", "LPAR"} <= situation.accepts):
        return None  # something is missing before it
    end = situation.span.end + (0 if mark else 1)
    return Diagnostic(
        "FID101",
        "unexpected_word",
        "error",
        f"`{situation.found}` is not needed here",
        (Label(situation.span, "leave it out"),),
        "clauses are not parted by marks" if mark else "the sentence reads on without it",
        Fix(Span(situation.source.name, situation.span.start, min(end, situation.limit)), ""),
        situation.source.name,
    )
