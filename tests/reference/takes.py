"""What a `take` takes off [3, 16, 30, 104]: its scope, its amount, its spread over lines. Minor units."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from fidelang.syntax import nodes as n
from tests.reference.expressions import Scope, evaluate, holds
from tests.reference.instant import Counter, Instant
from tests.reference.program import Rule
from tests.reference.values import Money, floor_to, spread


@dataclass
class Scoped:
    """What of each line lies in the scope; `shipping` stands apart. `empty`: no line at all."""

    parts: list[int]
    shipping: int
    empty: bool

    @property
    def total(self) -> int:
        return sum(self.parts) + self.shipping


@dataclass
class Taken:
    amount: int
    lines: list[int]
    shipping: int


def scope_of(take: n.Take, instant: Instant, scope: Scope, net: list[int], shipping: int) -> Scoped:
    """`net` is what is left of the lines now; conditions read `scope`, as the phase began [1]."""
    basket, kind = instant.basket, take.scope.kind
    assert basket is not None
    parts = [0] * len(net)
    if kind == "shipping":
        return Scoped(parts, shipping, empty=False)
    where = take.scope.where
    gift_cards = ("line", "giftcard") in instant.program.reads(where)
    chosen = [
        j
        for j, line in enumerate(basket.lines)
        if (gift_cards or not line.giftcard) and (where is None or holds(where, scope.at_line(j)) is True)
    ]
    if kind in ("basket", "lines"):
        for j in chosen:
            parts[j] = net[j]
        return Scoped(parts, 0, empty=not chosen)
    live = [j for j in chosen if net[j] > 0]
    ranked = sorted(live, key=lambda j: Fraction(net[j]) / basket.lines[j].units * (-1 if kind == "dearest" else 1))
    count = int(take.scope.count.value) if take.scope.count else 1
    if take.scope.every is not None:
        count *= int(sum(basket.lines[j].units for j in live) // take.scope.every.value)
    for j in ranked:
        if count <= 0:
            break
        if take.scope.unit == "line":
            parts[j] = net[j]
            count -= 1
        else:
            units = min(count, int(basket.lines[j].units))
            unit_price = half_up(Fraction(net[j]) / basket.lines[j].units)
            parts[j] = min(units * unit_price, net[j])
            count -= units
    return Scoped(parts, 0, empty=not chosen)


def half_up(value: Fraction) -> int:
    return int((value + Fraction(1, 2)) // 1)


def amount_of(take: n.Take, instant: Instant, scope: Scope, scoped: Scoped, times: int = 1) -> tuple[int, bool]:
    """What it wants to take, and whether the scope holds all of it."""
    value: Any = evaluate(take.amount, scope)
    if isinstance(value, Money):
        wanted = int(value.amount * instant.program.minor) * times
        return min(wanted, scoped.total), wanted <= scoped.total
    return half_up(scoped.total * value), True


def within_limits(amount: int, instant: Instant, counters: list[Counter]) -> int:
    minor = instant.program.minor
    decimals = instant.program.decimals
    return int(instant.cut(Fraction(amount, minor), counters, "money", decimals) * minor)


def spread_over(amount: int, scoped: Scoped) -> Taken:
    if scoped.shipping:
        return Taken(amount, [0] * len(scoped.parts), amount)
    if not amount:
        return Taken(0, [0] * len(scoped.parts), 0)
    return Taken(amount, spread(amount, scoped.parts), 0)


def within_budgets(value: Fraction, instant: Instant, rule: Rule, whole: bool, unit: int) -> Fraction:
    """A take, gift or conversion draws on its budgets at once, in money: cut under `scale`, refused under `stop` or if it
    is `whole` [42, 43]. `unit` is the decimals to cut to."""
    for budget in instant.program.budgets:
        if not budget.covers(rule.name):
            continue
        left = instant.left(instant.counter_of(budget))
        if value <= left:
            continue
        value = max(Fraction(0), floor_to(left, unit)) if budget.scales and not whole else Fraction(0)
    return value


def draw_on_budgets(value: Fraction, instant: Instant, rule: Rule) -> None:
    for budget in instant.program.budgets:
        if budget.covers(rule.name):
            instant.use(instant.counter_of(budget), value)
