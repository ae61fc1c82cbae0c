"""What the emitted text calls: the hand-written runtime, over integers and lists."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cmp_to_key
from hashlib import sha256
from math import gcd
from operator import sub
from typing import Any

from fidelang.state import ABSENT, Lot, Uses
from fidelang.values import FOREVER, feast_in, half_up, parts, period_end, period_start, spread
from fidelang.values.calendar import add_months


def sign(number: int) -> int:
    return (number > 0) - (number < 0)


def shift(day: int, months: int, days: int) -> int:
    """A day moved by months (clamped), then days; an absent day stays absent."""
    if day == ABSENT:
        return ABSENT
    return min(max(add_months(day, months) + days if months else day + days, 1), FOREVER)


def used(uses: Uses, window: int) -> int:
    """What a calendar counter has used in the window that starts on this day."""
    for start, amount in reversed(uses):
        if start <= window:
            return amount if start == window else 0
    return 0


def since(log: Sequence[tuple[int, int]], start: int) -> int:
    """Sum of the entries of a log (by rising day) from a day on."""
    total = 0
    for day, amount in reversed(log):
        if day < start:
            break
        total += amount
    return total


def in_a_row(
    log: Sequence[tuple[int, int]], given: Sequence[tuple[int, int]], told: tuple[int, int], unit: str, least: int,
    day: int,
) -> int:  # fmt: skip
    """Calendar units in a row, up to the one before that of `day`, in each of which a log and what is given beside it
    come to `least`. `told`: (day, units before that of the day), which nothing looks behind; its day may be absent."""
    start = period_start(day, unit)
    behind = ABSENT if told[0] == ABSENT else period_start(told[0], unit)
    at = bisect_left(log, (start,))
    count = 0
    while start > behind and start > 1:
        before = period_start(start - 1, unit)
        amount = sum(one for when, one in given if before <= when < start)
        while at and log[at - 1][0] >= before:
            at -= 1
            amount += log[at][1]
        if amount < least:
            return count
        count, start = count + 1, before
    return count + (told[1] if start == behind else 0)


def distinct(log: Sequence[tuple[int, int]], start: int) -> int:
    """How many different things a log (by rising day) has met from a day on."""
    return len({code for _, code in log[bisect_left(log, (start,)) :]})


def text_mark(text: str) -> int:
    """A text as 62 bits of its SHA-256, the same in every program and on every machine: a state keeps no text."""
    return int.from_bytes(sha256(text.encode()).digest()[:8]) >> 2


def available(lots: Iterable[Lot], day: int) -> int:
    """Points that can be spent on a day."""
    return sum(lot.left for lot in lots if lot.available <= day)


def to_spend(lots: Iterable[Lot], points: int, day: int, last_day: Callable[[Lot], int]) -> tuple[tuple[int, int], ...]:
    """(lot, points) in the order of spending: soonest expiry, oldest, lowest number (row 36)."""
    parts = []
    for lot in sorted(
        (lot for lot in lots if lot.available <= day), key=lambda lot: (last_day(lot), lot.earned, lot.number)
    ):
        part = min(points, lot.left)
        if part:
            parts.append((lot.number, part))
            points -= part
    if points:
        raise ValueError("more points are spent than are available")
    return tuple(parts)


def deadline(start: int, months: int, days: int, unit: str | None, available_from: int) -> int:
    """Last day of a lot: so long after `start`, to the end of a calendar unit, never before its available day."""
    last = shift(start, months, days)
    if unit is not None:
        last = period_end(last, unit) if last < FOREVER else FOREVER
    return max(last, available_from)


MOST_DAYS = 1_024  # of which what stands on them is kept
DAYS_HELD = {"day": 1, "month": 30, "year": 365}  # of a level, by unit (row 65)


def held(unit: str, since_day: int, before: int, today: int) -> int:
    """Whole days, months or years that a level has been held (row 65)."""
    days = before + (today - since_day if since_day != ABSENT else 0)
    return days // DAYS_HELD[unit]


def units_scope(
    net: Sequence[int],
    units: Sequence[int],
    lines: Sequence[int],
    dearest: bool,
    whole_line: bool,
    count: int,
    every: int,
) -> list[int]:
    """What a `cheapest` or `dearest` scope holds of each line (rows 30, 104).

    Lines with something left are taken by unit price (left ÷ units), ties to the earlier line. A whole line, or units
    at the line's unit price rounded half up, never more than the line. `every` > 0: `count` of every so many units.
    """
    scope = [0] * len(net)
    live = [j for j in lines if net[j] > 0]
    side = -1 if dearest else 1

    def dearer(i: int, j: int) -> int:
        return side * (net[i] * units[j] - net[j] * units[i])

    order = sorted(live, key=cmp_to_key(dearer))
    if every:
        count = sum(units[j] for j in live) // every * count
    for j in order:
        if count <= 0:
            break
        if whole_line:
            scope[j] = net[j]
            count -= 1
            continue
        part = min(count, units[j])
        scope[j] = min(part * half_up(net[j], units[j]), net[j])
        count -= part
    return scope


def add_ratio(one: tuple[int, int], numerator: int, denominator: int) -> tuple[int, int]:
    """A sum of two ratios in lowest terms; exact at any width, and of fractions too."""
    if type(numerator) is not int or type(denominator) is not int:
        part = Fraction(numerator) / denominator
        numerator, denominator = part.numerator, part.denominator
    numerator = one[0] * denominator + numerator * one[1]
    denominator *= one[1]
    shared = gcd(numerator, denominator)
    return numerator // shared, denominator // shared


def round_lines(
    parts: Iterable[int], denominator: int, rounding: Callable[[int, int], int], quantities: Sequence[int] | None
) -> int:
    """Sum of the rounded lines; with `quantities` (in thousandths) of the rounded share of one item times the items, a
    fractional quantity being one item (row 26)."""
    if quantities is None:
        return sum(rounding(part, denominator) for part in parts)
    total = 0
    for part, quantity in zip(parts, quantities, strict=True):
        items = quantity // 1000 if quantity % 1000 == 0 else 1
        total += rounding(part, denominator * items) * items
    return total


def text_code(codes: dict[str, int], fresh: dict[str, int], text: Any) -> int:
    """A text's position among the plan's texts; another text gets a number of its own for this call."""
    if text is None:
        return ABSENT
    code = codes.get(text)
    if code is None:
        code = fresh.setdefault(text, len(codes) + len(fresh))
    return code


def rounded_parts(
    parts: Sequence[tuple[Sequence[int], int, bool]],
    rounding: Callable[[int, int], int],
    quantities: Sequence[int] | None,
    by_line: bool,
) -> int:
    """The award of a sum of parts (numerators, denominator, line by line or whole).

    Rounded once; or `by_line`: lines of several parts are added, then rounded each, what is whole once (rows 26, 99).
    """
    whole = (0, 1)
    lines: dict[int, tuple[int, int]] = {}
    for numerators, denominator, line_wise in parts:
        if by_line and line_wise:
            for j, number in enumerate(numerators):
                if number:
                    lines[j] = add_ratio(lines.get(j, (0, 1)), number, denominator)
        else:
            whole = add_ratio(whole, sum(numerators), denominator)
    award = rounding(*whole)
    for j, (number, denominator) in lines.items():
        items = 1
        if quantities is not None and quantities[j] % 1000 == 0:
            items = quantities[j] // 1000
        award += rounding(number, denominator * items) * items
    return award


def shifted_feast(day: int, month: int, dom: int, months: int, days: int) -> int:
    """Year of the yearly feast that, moved by months and days, falls on `day`; 0 if none does."""
    year = parts(day)[0]
    reach = abs(months) // 12 + abs(days) // 365 + 1
    for candidate in range(max(1, year - reach), year + reach + 1):
        if shift(feast_in(candidate, month, dom), months, days) == day:
            return candidate
    return 0


def next_shifted_feast(first: int, month: int, dom: int, months: int, days: int) -> int:
    """First day from `first` on that is a yearly feast moved by months and days."""
    year = parts(first)[0]
    reach = abs(months) // 12 + abs(days) // 365 + 2
    moved = (shift(feast_in(one, month, dom), months, days) for one in range(max(1, year - reach), year + reach + 1))
    return min((one for one in moved if one >= first), default=FOREVER)


def oldest(log: Sequence[tuple[int, int]], start: int) -> int:
    """Day of the first entry of a log (by rising day) from a day on; absent if there is none."""
    at = bisect_left(log, (start,))
    return log[at][0] if at < len(log) else ABSENT


def less(amounts: Sequence[int], discount: int, weights: Sequence[int]) -> list[int]:
    """What amounts are left with when a discount is shared out by weights."""
    return list(map(sub, amounts, spread(discount, weights)))


def share_of(lines: Iterable[int], amount: int, weights: Sequence[int], total: int) -> int:
    """What some lines bear together of an amount that `spread` shares out over all by weights, which come to `total`,
    above 0. The other lines' shares are not worked out: what the floors leave over is the sum of the remainders."""
    rests, missing = [], 0
    for weight in weights:
        rest = amount * weight % total
        rests.append(rest)
        missing += rest
    missing //= total
    least = total
    if missing:
        order = sorted(rests)
        least = order[-missing]
        if order[-missing - 1] == least:  # a tie at the edge: which lines go first, `spread` says
            shares = spread(amount, weights)
            return sum([shares[j] for j in lines])
    share = 0
    for j in lines:
        share += amount * weights[j] // total
        if rests[j] >= least:
            share += 1
    return share


def on_day(
    dated: Sequence[tuple[int | None, int | None, Any]], known: dict[int, tuple[Any, ...]], day: int
) -> tuple[Any, ...]:
    """What of (start, stop, thing) can stand at some minute of a day; kept in `known`."""
    found = known.get(day)
    if found is None:
        if len(known) >= MOST_DAYS:
            known.clear()
        first, end = day * 1440, day * 1440 + 1440
        found = tuple([one for start, stop, one in dated if (start or 0) < end and (stop is None or stop > first)])
        known[day] = found
    return found


def turn(turns: Mapping[int, Sequence[tuple[int, int | None]]], rule: int, instant: int) -> int:
    """The version of a reward that speaks at an instant: `turns` gives, by the first one's position, each with the
    instant at which it is over, None for the last."""
    for position, stop in turns.get(rule, ()):
        if stop is None or instant < stop:
            return position
    return rule
