"""Values side by side, comparisons in a chain, and whatever else cannot stand where it does."""

from __future__ import annotations

import re

from fidelang.diagnostics import Diagnostic, Label
from fidelang.syntax.mistakes.expected import expected
from fidelang.syntax.mistakes.situation import Situation

_VALUES = frozenset({"NUMBER", "STRING", "DATE", "PERCENT", "TIME"})
_COMPARISONS = frozenset({"OP_LE", "OP_GE", "OP_LT", "OP_GT", "OP_EQ", "OP_NE", "IS", "IN", "BETWEEN"})


def chained_comparison(situation: Situation) -> Diagnostic | None:
    """`10 < x < 20`: one comparison at a time."""
    if situation.terminal not in _COMPARISONS or "AND" not in situation.accepts or "OP_LE" in situation.accepts:
        return None
    return Diagnostic.at(
        "FID121",
        "two comparisons in a row",
        Label(situation.span, "write `and` between them"),
        help="`x between 10 and 20` includes both ends; `x > 10 and x < 20` does not",
    )


def side_by_side(situation: Situation) -> Diagnostic | None:
    """`member.orders 3`: no comparison between two values."""
    if situation.terminal not in _VALUES or not {"OP_LE", "IS"} <= situation.accepts:
        return None
    before = re.search(r"[\w.]*$", situation.text[: situation.before[-1].end()])
    previous = before[0] if before else ""
    return Diagnostic.at(
        "FID121",
        f"nothing stands between `{previous}` and `{situation.found}`",
        Label(situation.span, "expected a comparison before this, such as `>=` or `is`"),
        help=f"such as `{previous} >= {situation.found}`",
    )


def otherwise_unexpected(situation: Situation) -> Diagnostic:
    """What is left: what was expected, and what was found."""
    after = situation.clause or situation.previous
    place = f" after `{after}`" if after else ""
    wanted = expected(situation)
    if not situation.block and not situation.clause:
        place = ""
    return Diagnostic.at(
        "FID101", f"`{situation.found}` cannot stand here", Label(situation.span, f"expected {wanted}{place}")
    )
