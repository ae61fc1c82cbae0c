"""What to say of a text that does not parse: one explanation a mistake, the most telling one that fits.

Each explanation looks at a `Situation` and answers a diagnostic or None; the order below is the order of trust.
"""

from __future__ import annotations

from collections.abc import Callable

from fidelang.diagnostics import Diagnostic
from fidelang.syntax.mistakes import ends, marks, names, omitted, phrases, rows, spelling, superfluous, units, values
from fidelang.syntax.mistakes.situation import Situation

EXPLANATIONS: tuple[Callable[[Situation], Diagnostic | None], ...] = (
    names.how_often,
    names.swallowed_keyword,
    ends.cut_short,
    marks.stray_closer,
    phrases.unless,
    rows.row_from,
    rows.row_above,
    rows.row_up_to,
    rows.rate_of_a_fact,
    rows.scheduled,
    rows.wallet_twice,
    units.decimal_comma,
    units.spaced_number,
    units.other_date,
    units.unit_in_words,
    units.percent_for_money,
    units.missing_unit,
    units.currency_word,
    units.negative,
    values.wrong_way_round,
    names.quoted_name,
    names.unquoted_text,
    names.several_words,
    superfluous.and_for_a_comma,
    phrases.greater_than,
    phrases.in_the_last,
    phrases.is_in,
    phrases.for_every,
    phrases.adverb,
    phrases.of_member,
    phrases.taken_for_a_name,
    spelling.comparing_word,
    spelling.other_word,
    superfluous.not_needed,
    marks.wrong_mark,
    values.day_and_time,
    values.on_every_weekday,
    values.counted_in_a_row,
    values.chained_comparison,
    marks.missing_mark,
    names.missing_value,
    names.percent_of_what,
    names.missing_name,
    spelling.of_no_block,
    spelling.misspelt,
    omitted.off_what,
    omitted.keyword,
    values.side_by_side,
    spelling.of_another_block,
)


def explain(situation: Situation) -> Diagnostic:
    """The diagnostic of a situation."""
    for explanation in EXPLANATIONS:
        diagnostic = explanation(situation)
        if diagnostic is not None:
            return diagnostic
    return values.otherwise_unexpected(situation)


__all__ = ["EXPLANATIONS", "Situation", "explain"]
