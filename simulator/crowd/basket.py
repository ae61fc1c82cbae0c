"""What a visit buys, as in `population.customer`: lines (goods, price, quantity, facts) and the basket's facts."""

from __future__ import annotations

import math
from typing import Any

from simulator.crowd.draws import block, gamma, uniform, unit
from simulator.crowd.jit import inner
from simulator.crowd.places import ASKED, FINER, LASTS, LINES, MINOR, MORE_LINES, SPEND_SHAPE, N
from simulator.random import Stream

_SPEND, _BASKET, _LINE_FACT = int(Stream.SPEND), int(Stream.BASKET), int(Stream.LINE_FACT)
_MOST_LINES = 40


@inner
def picked(bounds: Any, codes: Any, first: int, count: int, chance: float) -> int:
    """The code of the value that a number in (0, 1) falls on."""
    for at in range(first, first + count):
        if chance < bounds[at]:
            return int(codes[at])
    return int(codes[first + count - 1])


@inner
def line_count(more_lines: float, chance: float) -> int:
    term = reached = math.exp(-more_lines)
    count = 0
    while chance > reached and count < _MOST_LINES - 1:
        count += 1
        term *= more_lines / count
        reached += term
    return 1 + count


@inner
def place_of(bounds: Any, chance: float) -> int:
    for at in range(len(bounds)):
        if chance < bounds[at]:
            return at
    return len(bounds) - 1


@inner
def bought(c: Any, member: int, number: int, scale: float) -> tuple[int, int, int]:
    """(lines, total, cost) of a visit; the lines stand in `c.lines`, the basket's facts in `c.basket`."""
    k0, k1, L = c.k0, c.k1, c.lines
    spend = gamma(k0, k1, _SPEND, c.settings[SPEND_SHAPE], member, number) / scale
    wanted = max(1, int(spend * c.numbers[MINOR] + 0.5))
    words = block(k0, k1, 0, number, member, _BASKET)
    n = min(line_count(c.settings[MORE_LINES], unit(words[0])), wanted)
    whole = 0.0
    for line in range(n):
        drawn = block(k0, k1, 1 + line, number, member, _BASKET)
        kind = place_of(c.bounds, unit(drawn[0]))
        L[line, 0] = kind
        c.weights[line] = c.goods[kind, 0] * (0.5 + unit(drawn[1]))
        whole = whole + c.weights[line]
    total = cost = 0
    for line in range(n):
        kind = L[line, 0]
        typical = c.goods[kind, 0]
        amount = max(1, int(wanted * c.weights[line] / whole + 0.5))
        quantity = max(1, (2 * amount + typical) // (2 * typical))
        price = max(1, (2 * amount + quantity) // (2 * quantity))
        L[line, 1], L[line, 2] = price, quantity
        paid = price * quantity
        top, bottom = c.goods[kind, 1], c.goods[kind, 2]
        total += paid
        cost += (2 * paid * (bottom - top) + bottom) // (2 * bottom)
        for at in range(c.line_facts.shape[1]):
            how = c.line_facts[kind, at]
            code = how[1]
            if how[0]:
                chance = uniform(k0, k1, _LINE_FACT, member, number, line * 64 + how[3])
                code = picked(c.spread_bounds, c.spread_codes, how[1], how[2], chance)
            L[line, 3 + at] = code
    for at in range(len(c.basket_facts)):
        how = c.basket_facts[at]
        code = how[1]
        if how[0]:
            if how[4] == 1:
                chance = unit(words[1])
            elif how[4] == 2:
                chance = unit(words[2])
            else:
                chance = uniform(k0, k1, _LINE_FACT, member, number, how[3])
            code = picked(c.spread_bounds, c.spread_codes, how[1], how[2], chance)
        c.basket[at] = code
    return n, total, cost


@inner
def more(c: Any, n: int, total: int, cost: int, gap: int) -> tuple[int, int, int]:
    """One more line worth `gap`, like the dearest."""
    L, dearest = c.lines, 0
    for line in range(1, n):
        if L[line, 1] * L[line, 2] > L[dearest, 1] * L[dearest, 2]:
            dearest = line
    for at in range(L.shape[1]):
        L[n, at] = L[dearest, at]
    L[n, 1], L[n, 2] = gap, 1
    top, bottom = c.goods[L[n, 0], 1], c.goods[L[n, 0], 2]
    return n + 1, total + gap, cost + (2 * gap * (bottom - top) + bottom) // (2 * bottom)


@inner
def door(c: Any, n: int, rule: int) -> None:
    """The basket into Z, as `price` reads it."""
    Z, L, base, finer = c.Z, c.lines, c.numbers[LINES], c.numbers[FINER]
    facts = L.shape[1] - 4  # after the first, which says whether it is a gift card
    Z[c.numbers[N]] = n
    for line in range(n):
        price, quantity = L[line, 1], L[line, 2]
        Z[base + line] = price * quantity
        Z[base + n + line] = 1000 * quantity
        Z[base + 2 * n + line] = quantity
        Z[base + 3 * n + line] = price * finer
        Z[base + 4 * n + line] = L[line, 3]
        for at in range(facts):
            Z[base + (5 + at) * n + line] = L[line, 4 + at]
        if c.marks.shape[0]:
            Z[base + (5 + facts) * n + line] = c.marks[L[line, 0]]
    for at in range(len(c.basket)):
        Z[c.numbers[LASTS] + at] = c.basket[at]
    asked_at = c.numbers[ASKED]
    count = 0
    if rule >= 0:
        Z[asked_at + 1], Z[asked_at + 2], Z[asked_at + 3] = rule, 1, 0
        count = 1
    for at in range(len(c.automatic)):
        for word in range(3):
            Z[asked_at + 1 + 3 * count + word] = c.automatic[at, word]
        count += 1
    Z[asked_at] = count
