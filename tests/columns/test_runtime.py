"""The runtime of columns is the kernel's, number by number."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from fidelang import values
from fidelang.columns.rows import new_arena
from fidelang.columns.runtime import calendar, effects, lists, readings, sharing
from fidelang.columns.runtime.calendar import UNIT
from fidelang.kernel import primitives
from fidelang.state import ABSENT, Lot

DAYS = st.integers(600_000, 800_000)  # from 1643 to 2191
UNITS = st.sampled_from(sorted(UNIT))
AMOUNTS = st.lists(st.integers(0, 2_000_000), min_size=1, max_size=12)


@given(DAYS, DAYS, UNITS, st.integers(-40, 40), st.integers(-400, 400))
def test_days_are_those_of_the_calendar(day: int, joined: int, unit: str, months: int, days: int) -> None:
    assert calendar.parts(day) == values.parts(day)
    assert calendar.shift(day, months, days) == primitives.shift(day, months, days)
    assert calendar.period_start(day, UNIT[unit], joined) == values.period_start(day, unit, joined)
    assert calendar.period_end(day, UNIT[unit], joined) == values.period_end(day, unit, joined)
    for spoken in ("day", "month", "year"):
        assert calendar.elapsed(UNIT[spoken], joined, day) == values.elapsed(spoken, joined, day)


def test_every_day_of_the_calendar_is_taken_apart_and_put_together() -> None:
    for day in [*range(1, 3000), *range(730_000, 745_000), *range(values.FOREVER - 400, values.FOREVER + 1)]:
        year, month, dom = values.parts(day)
        assert calendar.parts(day) == (year, month, dom)
        assert calendar.ordinal(year, month, dom) == day


@given(DAYS, DAYS, st.integers(-14, 14), st.integers(-40, 40))
def test_feasts_are_those_of_the_kernel(day: int, born: int, months: int, days: int) -> None:
    _, month, dom = values.parts(born)
    assert calendar.latest_feast(day, month, dom) == values.latest_feast(day, month, dom)
    assert calendar.next_feast(day, month, dom) == values.next_feast(day, month, dom)
    assert calendar.shifted_feast(day, month, dom, months, days) == primitives.shifted_feast(
        day, month, dom, months, days
    )
    assert calendar.next_shifted_feast(day, month, dom, months, days) == primitives.next_shifted_feast(
        day, month, dom, months, days
    )
    assert calendar.next_day_of_year(day, dom, month, 1) == values.next_day_of_year(day, dom, month, True)


def test_a_leap_day_is_kept_on_the_28th_in_columns_too() -> None:
    assert calendar.feast_in(2027, 2, 29) == values.feast_in(2027, 2, 29) == calendar.ordinal(2027, 2, 28)


@given(AMOUNTS, st.integers(0, 2_000_000))
def test_shares_are_by_the_largest_remainder(weights: list[int], amount: int) -> None:
    amount = min(amount, sum(weights))
    Z = [0, *weights, *([-7] * len(weights))]
    sharing.spread(Z, 1 + len(weights), amount, 1, len(weights))
    assert Z[1 + len(weights) :] == values.spread(amount, weights)


@given(
    st.lists(st.tuples(st.integers(0, 5_000), st.integers(1, 5)), min_size=1, max_size=8),
    st.booleans(), st.booleans(), st.integers(1, 6), st.sampled_from([0, 2, 3]),
)  # fmt: skip
def test_scopes_of_units_are_those_of_the_kernel(
    lines: list[tuple[int, int]], dearest: bool, whole: bool, count: int, every: int
) -> None:
    net, units = [one[0] for one in lines], [one[1] for one in lines]
    n, held = len(lines), list(range(0, len(lines), 1 + len(lines) // 5))
    Z = [*net, *units, *held, *([0] * (2 * n))]
    out = 2 * n + len(held)
    sharing.units_scope(Z, out, 0, n, 2 * n, len(held), n, int(dearest), int(whole), count, every)
    assert Z[out : out + n] == primitives.units_scope(net, units, held, dearest, whole, count, every)


@given(st.integers(0, 10**9), st.integers(1, 10**4))
def test_roundings_are_those_of_the_values(numerator: int, denominator: int) -> None:
    for name, mode in sharing.ROUNDING.items():
        assert sharing.rounded(mode, numerator, denominator) == values.ROUNDERS[name](numerator, denominator)


def a_list(entries: list[tuple[int, ...]]) -> tuple[list[int], list[int]]:
    R, M = [0] * lists.HEADER, new_arena(4096)
    for entry in entries:
        place = lists.appended(R, M, 0, len(entry))
        M[place : place + len(entry)] = list(entry)
    return R, M


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(-5, 50)), max_size=30), st.integers(0, 70))
def test_logs_read_as_the_kernels(entries: list[tuple[int, int]], day: int) -> None:
    log = sorted(entries, key=lambda one: one[0])
    R, M = [0] * lists.HEADER, new_arena(4096)
    for when, amount in entries:  # as they come: late ones find their place
        effects.noted(R, M, 0, when, amount)
    assert readings.since(R, M, 0, day) == primitives.since(log, day)
    assert readings.oldest(R, M, 0, day) == primitives.oldest(log, day)
    assert readings.distinct(R, M, 0, day) == primitives.distinct(log, day)


@given(st.lists(st.integers(0, 9), max_size=80), st.data())
def test_lists_grow_shrink_and_use_their_room_again(values_in: list[int], data: Any) -> None:
    R, M, mirror = [0] * lists.HEADER, new_arena(4096), []
    for value in values_in:
        if mirror and data.draw(st.booleans()):
            at = data.draw(st.integers(0, len(mirror) - 1))
            lists.dropped(R, M, 0, 1, at)
            del mirror[at]
        else:
            M[lists.appended(R, M, 0, 1)] = value
            mirror.append(value)
        first = lists.first_of(R, 0, 1)
        assert M[first : first + R[2]] == mirror
    assert M[63] == 0


def test_an_arena_that_is_full_says_so_and_writes_nothing_beyond() -> None:
    R, M = [0] * lists.HEADER, new_arena(16)
    for number in range(40):
        M[lists.appended(R, M, 0, 1)] = number
    assert M[63] == 1
    assert len(M) == lists.FIRST + 16


@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9), st.integers(1, 30), st.integers(1, 9)), max_size=9),
    st.integers(0, 60),
)
def test_points_are_spent_in_the_order_of_the_kernel(drawn: list[tuple[int, int, int, int]], points: int) -> None:
    lots = [
        Lot(at, 0, earned, available, last, (), left, left) for at, (earned, available, last, left) in enumerate(drawn)
    ]
    points = min(points, primitives.available(lots, 5))
    R, M = a_list([(one.number, 0, one.earned, one.available, one.fixed, one.left, one.points) for one in lots])
    Z = [0] * 256
    Z[1 : 1 + len(lots)] = [one.fixed for one in lots]
    effects.to_spend(R, M, Z, 0, 7, 1, 100, 50, points, 5)
    parts = tuple((Z[101 + 2 * at], Z[102 + 2 * at]) for at in range(Z[100]))
    assert parts == primitives.to_spend(lots, points, 5, lambda lot: lot.fixed)
    assert Z[0] == 0


def test_more_than_is_available_cannot_be_spent_and_the_run_is_void() -> None:
    R, M = a_list([(1, 0, 1, 1, 9, 5, 5)])
    Z = [0] * 256
    effects.to_spend(R, M, Z, 0, 7, 1, 100, 50, 6, 5)
    assert Z[0] == 3


def test_lots_of_one_fate_become_one_and_keep_their_points() -> None:
    lots = [(1, 0, 3, 3, 99, 5, 5), (2, 4, 4, 4, 99, 7, 9), (3, 0, 4, 20, 99, 1, 1), (4, 0, 4, 4, 50, 2, 2)]
    R, M = a_list(lots)
    effects.merge_lots(R, M, 0, 7, 10, 6)
    first = lists.first_of(R, 0, 7)
    kept = [tuple(M[first + 7 * at : first + 7 * at + 7]) for at in range(R[2])]
    assert kept == [(1, 0, 3, 3, 99, 12, 14), (3, 0, 4, 20, 99, 1, 1), (4, 0, 4, 4, 50, 2, 2)]
    R, M = a_list(lots)
    effects.merge_lots(R, M, 0, 7, 10, 3)  # what was earned after the day from which activity counts stays apart
    assert R[2] == 4


def test_products_that_leave_63_bits_void_the_run() -> None:
    Z = [0]
    assert sharing.times(Z, 2**31, 2**30) == 2**61
    assert Z[0] == 0
    sharing.times(Z, 2**40, 2**40)
    assert Z[0] == 2
    assert ABSENT == calendar.ABSENT
