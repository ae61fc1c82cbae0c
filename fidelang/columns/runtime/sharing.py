"""Rounding, shares and scopes over lists of lines in Z: as in `fidelang.values` and `fidelang.kernel.primitives`."""

from __future__ import annotations

from fidelang.columns.runtime.lists import Ints

ROUNDING = {"down": 0, "up": 1, "half_up": 2, "half_even": 3}
WIDEST = 1 << 62


def sign(number: int) -> int:
    return 1 if number > 0 else -1 if number < 0 else 0


def down(numerator: int, denominator: int) -> int:
    return numerator // denominator


def up(numerator: int, denominator: int) -> int:
    return -(-numerator // denominator)


def half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def half_even(numerator: int, denominator: int) -> int:
    quotient = numerator // denominator
    twice = 2 * (numerator - quotient * denominator)
    if twice > denominator or (twice == denominator and quotient % 2 != 0):
        return quotient + 1
    return quotient


def rounded(mode: int, numerator: int, denominator: int) -> int:
    if mode == 0:
        return down(numerator, denominator)
    if mode == 1:
        return up(numerator, denominator)
    if mode == 2:
        return half_up(numerator, denominator)
    return half_even(numerator, denominator)


def summed(Z: Ints, base: int, n: int) -> int:
    total = 0
    for j in range(base, base + n):
        total += Z[j]
    return total


def filled(Z: Ints, base: int, n: int, value: int) -> None:
    for j in range(base, base + n):
        Z[j] = value


def copied(Z: Ints, base: int, source: int, n: int) -> None:
    for j in range(n):
        Z[base + j] = Z[source + j]


def spread(Z: Ints, base: int, amount: int, weights: int, n: int) -> None:
    """Shares by the largest remainder, ties to the earlier line."""
    total = summed(Z, weights, n)
    filled(Z, base, n, 0)
    if total == 0 or amount == 0:
        return
    missing = amount
    for j in range(n):
        share = amount * Z[weights + j] // total
        Z[base + j] = share
        missing -= share
    last = total  # remainders are taken from the greatest down, equal ones from the left
    behind = n
    while missing > 0:
        best = -1
        at = -1
        for j in range(n):
            rest = amount * Z[weights + j] % total
            if (rest < last or (rest == last and j > behind)) and rest > best:
                best = rest
                at = j
        Z[base + at] += 1
        missing -= 1
        last = best
        behind = at


def units_scope(
    Z: Ints, base: int, net: int, units: int, lines: int, held: int, n: int, dearest: int, whole: int, count: int,
    every: int,
) -> None:  # fmt: skip
    """What a `cheapest` or `dearest` scope holds of each line; `lines` are `held` positions."""
    filled(Z, base, n, 0)
    if every:
        total = 0
        for at in range(held):
            if Z[net + Z[lines + at]] > 0:
                total += Z[units + Z[lines + at]]
        count = total // every * count
    side = -1 if dearest else 1
    last = -1
    while count > 0:
        best = -1  # the first, in order of unit price and place, that comes after `last`
        for at in range(held):
            j = Z[lines + at]
            if Z[net + j] <= 0:
                continue
            if last >= 0:
                order = side * (Z[net + j] * Z[units + last] - Z[net + last] * Z[units + j])
                if order < 0 or (order == 0 and j <= last):
                    continue
            if best < 0 or side * (Z[net + j] * Z[units + best] - Z[net + best] * Z[units + j]) < 0:
                best = j
        if best < 0:
            return
        if whole:
            Z[base + best] = Z[net + best]
            count -= 1
        else:
            part = min(count, Z[units + best])
            Z[base + best] = min(part * half_up(Z[net + best], Z[units + best]), Z[net + best])
            count -= part
        last = best


def round_lines(Z: Ints, parts: int, n: int, denominator: int, mode: int, quantities: int) -> int:
    """`quantities` below 0: none."""
    total = 0
    for j in range(n):
        items = 1
        if quantities >= 0 and Z[quantities + j] % 1000 == 0:
            items = Z[quantities + j] // 1000
        total += rounded(mode, Z[parts + j], denominator * items) * items
    return total


def common(one: int, other: int) -> int:
    one, other = abs(one), abs(other)
    while other:
        one, other = other, one % other
    return max(one, 1)


def times(Z: Ints, one: int, other: int) -> int:
    """A product; the run is void (Z[0]) where it leaves 62 bits."""
    if one != 0 and abs(other) > WIDEST // abs(one):
        Z[0] = 2
        return 0
    return one * other


def rounded_parts(Z: Ints, made: int, mode: int, quantities: int, by_line: int, n: int) -> int:
    """`made`: a table in Z of (list, length, denominator, line by line or whole)."""
    top, bottom = 0, 1
    for at in range(Z[made]):
        place = made + 1 + 4 * at
        if by_line and Z[place + 3]:
            continue
        number, denominator = summed(Z, Z[place], Z[place + 1]), Z[place + 2]
        top = times(Z, top, denominator) + times(Z, number, bottom)
        bottom = times(Z, bottom, denominator)
        shared = common(top, bottom)
        top, bottom = top // shared, max(bottom // shared, 1)
    award = rounded(mode, top, bottom)
    for j in range(n if by_line else 0):
        top, bottom = 0, 1
        for at in range(Z[made]):
            place = made + 1 + 4 * at
            if Z[place + 3] and Z[place + 1] > j:
                number, denominator = Z[Z[place] + j], Z[place + 2]
                top = times(Z, top, denominator) + times(Z, number, bottom)
                bottom = times(Z, bottom, denominator)
                shared = common(top, bottom)
                top, bottom = top // shared, max(bottom // shared, 1)
        if top != 0:
            items = 1
            if quantities >= 0 and Z[quantities + j] % 1000 == 0:
                items = Z[quantities + j] // 1000
            award += rounded(mode, top, times(Z, bottom, items)) * items
    return award
