"""What a visit buys, as in `population.customer`: lines (goods, price, quantity, facts) and the basket's facts."""

from __future__ import annotations

import math
from typing import Any

from simulator.crowd.draws import block, gamma, uniform, unit
from simulator.crowd.jit import jit
from simulator.random import Stream

_SPEND, _BASKET, _LINE_FACT = int(Stream.SPEND), int(Stream.BASKET), int(Stream.LINE_FACT)
_MOST_LINES = 40
_MINOR, _MORE_LINES, _SPEND_SHAPE = 1, 11, 12  # of `numbers` and `settings`


@jit
def picked(bounds: Any, codes: Any, first: int, count: int, chance: float) -> int:
    """The code of the value that a number in (0, 1) falls on."""
    for at in range(first, first + count):
        if chance < bounds[at]:
            return codes[at]
    return codes[first + count - 1]


@jit
def line_count(more_lines: float, chance: float) -> int:
    term = reached = math.exp(-more_lines)
    count = 0
    while chance > reached and count < _MOST_LINES - 1:
        count += 1
        term *= more_lines / count
        reached += term
    return 1 + count


@jit
def place_of(bounds: Any, chance: float) -> int:
    for at in range(len(bounds)):
        if chance < bounds[at]:
            return at
    return len(bounds) - 1


@jit
def bought(c: Any, member: int, number: int, scale: float) -> tuple[int, int, int]:
    """(lines, total, cost) of a visit; the lines stand in `c.lines`, the basket's facts in `c.basket`."""
    k0, k1, L = c.k0, c.k1, c.lines
    spend = gamma(k0, k1, _SPEND, c.settings[_SPEND_SHAPE], member, number) / scale
    wanted = max(1, int(spend * c.numbers[_MINOR] + 0.5))
    words = block(k0, k1, 0, number, member, _BASKET)
    n = min(line_count(c.settings[_MORE_LINES], unit(words[0])), wanted)
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
