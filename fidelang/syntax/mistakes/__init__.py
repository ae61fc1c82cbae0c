"""What to say of a text that does not parse: one explanation a mistake, the most telling one that fits.

Each explanation looks at a `Situation` and answers a diagnostic or None; the order below is the order of trust.
"""

from __future__ import annotations

from collections.abc import Callable

from fidelang.diagnostics import Diagnostic
from fidelang.syntax.mistakes import ends, marks, names, spelling, units, values
from fidelang.syntax.mistakes.situation import Situation

EXPLANATIONS: tuple[Callable[[Situation], Diagnostic | None], ...] = (
    names.swallowed_keyword,
    ends.cut_short,
    marks.stray_closer,
    units.decimal_comma,
    units.spaced_number,
    units.other_date,
    units.missing_unit,
    units.currency_word,
    units.negative,
    names.quoted_name,
    names.unquoted_text,
    names.several_words,
    marks.wrong_mark,
    values.chained_comparison,
    spelling.comparing_word,
    marks.missing_mark,
    names.missing_name,
    spelling.misspelt,
    spelling.of_another_block,
    values.side_by_side,
)


def explain(situation: Situation) -> Diagnostic:
    """The diagnostic of a situation."""
    for explanation in EXPLANATIONS:
        diagnostic = explanation(situation)
        if diagnostic is not None:
            return diagnostic
    return values.otherwise_unexpected(situation)


__all__ = ["EXPLANATIONS", "Situation", "explain"]
