"""Values side by side, comparisons in a chain, and whatever else cannot stand where it does."""

from __future__ import annotations

import re

from fidelang.diagnostics import Diagnostic, Label
from fidelang.source import Span
from fidelang.syntax.mistakes.expected import expected
from fidelang.syntax.mistakes.situation import Situation
from fidelang.syntax.words import currencies, spellings

_VALUES = frozenset({"NUMBER", "STRING", "DATE", "PERCENT", "TIME"})
_WEEKDAYS = frozenset({"MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"})
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


def wrong_way_round(situation: Situation) -> Diagnostic | None:
    """`EUR 80`, `give points 2`: the number comes first."""
    words = situation.before
    if situation.found in currencies() and "NUMBER" in situation.accepts and situation.next_word[:1].isdigit():
        number = situation.following[0]
        return _turned(situation.source.name, situation.found, number[0], situation.span.start, number.end())
    if situation.terminal != "NUMBER" or not words or words[-1].lastgroup != "word":
        return None
    unit = words[-1]
    if len(words) > 1 and words[-2].lastgroup == "number":
        return None  # that number has its unit: `0.01 EUR 2 weeks`
    led = spellings().get(words[-2][0], "") if len(words) > 1 else ""
    if unit[0] not in currencies() and (
        led not in ("GIVE", "PRICE", "LIMIT", "CAP", "EXPECT") or unit[0] in spellings()
    ):
        return None
    return _turned(situation.source.name, unit[0], situation.found, unit.start(), situation.span.end)


def _turned(file: str, unit: str, number: str, start: int, end: int) -> Diagnostic:
    written = f"{number} {unit}"
    return Diagnostic.at(
        "FID123",
        f"`{unit} {number}` is the wrong way round",
        Label(Span(file, start, end), f"write `{written}`"),
        help="the number comes first, then what it counts",
        replacement=written,
    )


def day_and_time(situation: Situation) -> Diagnostic | None:
    """`at: 2027-03-05 08:30`: a day and its time are one word."""
    if not situation.before or situation.before[-1].lastgroup != "day":
        return None
    day = situation.before[-1]
    time = re.compile(r"[0-9]{2}:[0-9]{2}(?!\w)").match(situation.text, situation.span.start)
    if time is None or "T" in day[0] or "OP_LE" not in situation.accepts:
        return None
    written = f"{day[0]}T{time[0]}"
    return Diagnostic.at(
        "FID117",
        "a day and its time are joined by `T`",
        Label(Span(situation.source.name, day.start(), time.end()), f"write `{written}`"),
        help="one word, without a space",
        replacement=written,
    )


def side_by_side(situation: Situation) -> Diagnostic | None:
    """`member.orders 3`: no comparison between two values."""
    if situation.terminal not in _VALUES or not {"OP_LE", "IS"} <= situation.accepts:
        return None
    return Diagnostic.at(
        "FID121",
        f"a comparison is missing before `{situation.found}`",
        Label(situation.span, "expected a comparison such as `>=` or `is`"),
        help=f"such as `>= {situation.found}`",
    )


def on_every_weekday(situation: Situation) -> Diagnostic | None:
    """`on every monday`: a unit of the calendar begins, a weekday is one that purchases are made on."""
    before = [spellings().get(word[0]) for word in situation.before[-2:]]
    if before != ["ON", "EVERY"] or "DAYS" not in situation.accepts or situation.terminal not in _WEEKDAYS:
        return None
    start, day = situation.before[-2].start(), situation.found
    return Diagnostic.at(
        "FID108",
        f"`on every {day}` is not said so here",
        Label(Span(situation.source.name, start, situation.span.end), f"write `every {day}`"),
        help=f"`every {day}` keeps purchases made on that day; `on every week` runs a rule as each week begins",
        replacement=f"every {day}",
    )


def counted_in_a_row(situation: Situation) -> Diagnostic | None:
    """`4 weeks in a row`: a streak is a number, which is compared."""
    before = situation.before[-4:]
    if situation.terminal != "ROW" or len(before) < 4 or before[0].lastgroup != "number":
        return None
    if [spellings().get(word[0]) for word in before[2:]] != ["IN", "A"]:
        return None
    count, unit = before[0][0], f"{before[1][0].removesuffix('s')}s"
    streak = f"{unit} {before[2][0]} {before[3][0]} {situation.found}"
    return Diagnostic.at(
        "FID108",
        f"`{count} {streak}` is not said so here",
        Label(Span(situation.source.name, before[0].start(), situation.span.end), f"write `{streak} >= {count}`"),
        help=f"`{streak}` is a number: compare it, `{streak} >= {count}`",
        replacement=f"{streak} >= {count}",
    )


def otherwise_unexpected(situation: Situation) -> Diagnostic:
    """What is left: what was found, and what was expected."""
    wanted = expected(situation)
    return Diagnostic.at(
        "FID101",
        f"`{situation.found}` cannot stand here",
        Label(situation.span, f"expected {wanted}{situation.where}"),
        help=_HELP.get(situation.accepts, ""),
    )


_HELP = {
    frozenset({"LPAR"}): "what the lines are asked for stands in parentheses: `any line where (line.giftcard)`",
    frozenset({"THIS", "TODAY"}): "`birthday today` asks whether it is today, `on birthday` runs a rule that day",
    frozenset(
        {"CURRENCY", "FULL", "ITEM", "NUMBER", "ORDER"}
    ): "the step of a rate is written where it stands: `per 10 EUR`, `per full 10 EUR`, `per item`",
    frozenset({"BY"}): "a number of points names its wallet, `give 2 points per 1 EUR`; a table comes after `by`",
}
