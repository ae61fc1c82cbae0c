"""What a member asks for at the till: nothing, or eagerly every reward that can be had, the greatest value first."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from fidelang.backtest.books import worth_of
from fidelang.engine import Outcome, Program
from fidelang.plan.model import Rule
from fidelang.plan.versions import standing
from fidelang.state import Shared, State
from fidelang.values import moment_of

Basket = dict[str, Any]


class Eager:
    """Asks at each basket for every affordable reward: a member who never lets points lie.

    A reward's value is what it would take off this basket, its gift's cost and the points it gives at their worth,
    asked for alone; ties go by name. The engine then refuses what the earlier ones left no points for.
    """

    def __init__(self, program: Program) -> None:
        self.program = program
        self.rewards = [
            (at, rule) for at, rule in enumerate(program.plan.rules) if rule.kind == "reward" and not _automatic(rule)
        ]
        self.worth = worth_of(program)

    def ask(self, state: State, basket: Basket, shared: Shared) -> list[object]:
        """The `redeem` of a basket."""
        ledger = self.program.ledger(state)
        wallets = self.program.plan.wallets
        found: list[tuple[Fraction, str, object]] = []
        day, minute = moment_of(basket["at"], self.program.zone)
        for at, rule in self.rewards:
            if standing(self.program.plan, rule.name, day * 1440 + minute) != at:
                continue  # another version has its turn
            price = rule.price
            if price is not None:
                needed = 1 if price.per is not None else price.amount
                if ledger[wallets[price.wallet].name].available < needed:
                    continue
            times = price is not None and price.every
            wish: object = {"name": rule.name, "times": "max"} if times else rule.name
            alone = self.program.purchase(state, basket | {"redeem": [wish]}, shared)
            value = self._value(rule.name, alone)
            if value > 0:
                found.append((-value, rule.name, wish))
        return [wish for _, _, wish in sorted(found, key=lambda each: each[:2])]

    def _value(self, rule: str, outcome: Outcome) -> Fraction:
        taken = sum(discount.amount for discount in outcome.discounts if discount.rule == rule)
        gifts = sum(gift.cost for gift in outcome.gifts if gift.rule == rule)
        given = sum(
            (award.points * self.worth[award.wallet] for award in outcome.awards if award.rule == rule), Fraction(0)
        )
        return taken + gifts + given


def _automatic(rule: Rule) -> bool:
    return any(trigger.what != "purchase" for trigger in rule.triggers)
