"""What a reward gives in points, cut by its limits, and what all that a reward does costs its budgets [35, 39, 41, 42]."""

from __future__ import annotations

from fractions import Fraction

from fidelang.syntax import nodes as n
from tests.reference.expressions import Scope, evaluate
from tests.reference.instant import Counter, Instant
from tests.reference.program import Rule
from tests.reference.values import floor_to, number_of


def convert(instant: Instant, rule: Rule, scope: Scope, counters: list[Counter]) -> tuple[str, Fraction] | None:
    """Wallet and points of a reward, as many as its limits leave, money limits at worth."""
    if rule.give is None:
        return None
    assert isinstance(rule.give, n.GivePoints)
    wallet = instant.program.wallets[rule.give.wallet.text]
    points = instant.cut(number_of(evaluate(rule.give.count, scope)), counters, "points", wallet.decimals)
    for counter in counters:
        if counter.kind == "money" and wallet.worth:
            points = min(points, floor_to(max(Fraction(0), instant.left(counter)) / wallet.worth, wallet.decimals))
    return rule.give.wallet.text, points


def worth_of(instant: Instant, conversion: tuple[str, Fraction] | None) -> Fraction:
    if conversion is None:
        return Fraction(0)
    return conversion[1] * (instant.program.wallets[conversion[0]].worth or 0)


def budgets_of(instant: Instant, rule: Rule) -> list[tuple[Counter, bool]]:
    """Counters of the budgets that cover a rule, the campaign's first, and whether each scales."""
    return [
        (instant.counter_of(budget), budget.scales) for budget in instant.program.budgets if budget.covers(rule.name)
    ]


def within_budgets(instant: Instant, rule: Rule, conversion: tuple[str, Fraction]) -> Fraction:
    """Points of a conversion that stands alone: cut under `scale`, none under `stop`."""
    wallet, points = instant.program.wallets[conversion[0]], conversion[1]
    for counter, scale in budgets_of(instant, rule):
        each = Fraction(1) if counter.kind == "points" else wallet.worth or Fraction(0)
        left = max(Fraction(0), instant.left(counter))
        if points * each > left:
            points = floor_to(left / each, wallet.decimals) if scale else Fraction(0)
    return points


def fits(instant: Instant, rule: Rule, money: Fraction, points: Fraction) -> bool:
    """Whether what a reward does fits whole: a gift, or several things at once [41]."""
    return all(
        (points if counter.kind == "points" else money) <= instant.left(counter)
        for counter, _ in budgets_of(instant, rule)
    )


def draw(instant: Instant, rule: Rule, money: Fraction, points: Fraction) -> None:
    for counter, _ in budgets_of(instant, rule):
        instant.use(counter, points if counter.kind == "points" else money)
