"""Braces, brackets, commas and colons: one too many, one too few, one for another."""

from __future__ import annotations

from fidelang.diagnostics import Diagnostic, Fix, Label
from fidelang.source import Span
from fidelang.syntax.mistakes.situation import CLOSING, MARKS, Situation
from fidelang.syntax.words import currencies, keywords

_CLOSERS = {"RBRACE": "}", "RPAR": ")", "RSQB": "]"}
_SIGNS = frozenset({"COLON", "EQUAL", "COMMA", "DOT", "LBRACE", "LPAR", "LSQB", "OP_EQ", "OP_SUB", "OP_DIV"})


def stray_closer(situation: Situation) -> Diagnostic | None:
    """A closing bracket with nothing open, or of the wrong kind."""
    if situation.terminal not in _CLOSERS:
        return None
    if not situation.opened:
        return Diagnostic.at(
            "FID114",
            f"`{situation.found}` closes nothing",
            Label(situation.span, "no block is open here"),
            help="take it out, or look above for a block that ended too early",
            replacement="",
        )
    inner = situation.opened[-1]
    if CLOSING[inner.bracket.type] != situation.terminal and situation.could_follow(CLOSING[inner.bracket.type]):
        right = MARKS[CLOSING[inner.bracket.type]]
        return Diagnostic.at(
            "FID107",
            f"`{inner.bracket}` is not closed before `{situation.found}`",
            Label(situation.span, f"expected `{right}` first"),
            Label(_bracket(situation), "opened here"),
            help=f"write `{right}` before `{situation.found}`",
            replacement=f"{right}{situation.found}",
        )
    return None


def missing_mark(situation: Situation) -> Diagnostic | None:
    """What was found could stand here if one mark stood before it."""
    if situation.at_end or situation.found in currencies():
        return None
    order = ["LBRACE", "COLON", "COMMA", "EQUAL", "RPAR", "RSQB", "RBRACE"]
    if _starts_a_step(situation):
        order.insert(0, order.pop())
    for terminal in order:
        if terminal not in situation.accepts or not situation.would_mend(terminal):
            continue
        mark = MARKS[terminal]
        if terminal in _CLOSERS:
            return _unclosed(situation, mark)
        place = _gap(situation)
        after = situation.clause or situation.previous
        return Diagnostic(
            "FID118",
            "missing_mark",
            "error",
            f"`{mark}` is missing before `{situation.found}`",
            (Label(situation.span, f"expected `{mark}` after `{after}`"),),
            _MARK_HELP[terminal],
            Fix(place, f" {mark}" if terminal in ("LBRACE", "EQUAL") else mark),
            situation.source.name,
        )
    return None


def _starts_a_step(situation: Situation) -> bool:
    """`basket` after `member { tier: gold`: a keyword of the block outside, though a comma and a name would do."""
    keyword = situation.terminal
    return (
        keyword in keywords()
        and situation.could_follow("RBRACE", keyword)
        and not situation.could_follow("COMMA", keyword)
    )


_MARK_HELP = {
    "LBRACE": "what belongs to it stands between `{` and `}`",
    "COLON": "a name and its value are written `name: value`",
    "COMMA": "items of a list are parted by commas",
    "EQUAL": "a constant is written `let name = value`",
    "LSQB": "a list stands between `[` and `]`",
}


def _unclosed(situation: Situation, mark: str) -> Diagnostic:
    inner = situation.opened[-1]
    return Diagnostic(
        "FID107",
        "open_block",
        "error",
        f"`{inner.title}` is not closed before `{situation.found}`",
        (Label(situation.span, f"expected `{mark}` before this"), Label(inner.span, "starts here")),
        f"write `{mark}` where it ends",
        Fix(_gap(situation), mark if mark != "}" else " }"),
        situation.source.name,
    )


def wrong_mark(situation: Situation) -> Diagnostic | None:
    """One mark where another is the only one that can stand: `tier = gold` for `tier: gold`."""
    marks = situation.accepts & {"COLON", "EQUAL", "COMMA", "LBRACE"} or situation.accepts & {"LSQB"}
    if situation.accepts >= {"LSQB", "LPAR"}:
        return None  # any value could stand here
    if situation.terminal not in _SIGNS or len(marks) != 1:
        return None
    (terminal,) = marks
    after = situation.clause or situation.previous
    return Diagnostic.at(
        "FID118",
        f"expected `{MARKS[terminal]}` after `{after}`, found `{situation.found}`",
        Label(situation.span, f"write `{MARKS[terminal]}`"),
        help=_MARK_HELP[terminal],
        replacement=MARKS[terminal],
    )


def _gap(situation: Situation) -> Span:
    """The empty place after the last word."""
    end = situation.before[-1].end() if situation.before else situation.span.start
    return Span(situation.source.name, end, end)


def _bracket(situation: Situation) -> Span:
    bracket = situation.opened[-1].bracket
    return Span(situation.source.name, bracket.start_pos or 0, bracket.end_pos or 0)
