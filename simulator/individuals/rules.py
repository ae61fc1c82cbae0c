"""What the simulator reads of a program's plan: worths, goals, and which discounts were paid with points."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from fidelang.plan import Plan
from fidelang.plan.model import Rule
from simulator.individuals.opening import ALWAYS, Opening


@dataclass(frozen=True, slots=True)
class RewardGoal:
    """A reward that points buy. `price` is units of the wallet, `value` minor units: face, cost of a gift, worth of the
    points that it gives; `opening` says when, and to whom, it is one."""

    rule: str
    wallet: str
    price: int
    value: int
    opening: Opening = ALWAYS


@dataclass(frozen=True, slots=True)
class RuleBook:
    worth_milli: dict[str, int]  # thousandths of a minor unit a unit of the wallet is worth, rounded down
    worth: dict[str, Fraction]  # exact, minor units a unit of the wallet
    rewards: tuple[RewardGoal, ...]
    paid_with_points: frozenset[str]  # rewards with a price
    thresholds: tuple[tuple[int, Opening], ...]  # basket totals, minor units, from which an offer or earn rule applies
    offers: bool  # whether a basket without a member can get anything
    names: tuple[str, ...]  # every rule and message
    facts: tuple[tuple[str, str], ...]  # (owner, name) of every fact that the program reads
    tiers: tuple[str, ...]
    stages: tuple[str, ...]

    @classmethod
    def of(cls, plan: Plan, basket: int, item: int) -> RuleBook:
        """Reads a plan; `basket` and `item` are a typical basket and item in minor units, to value shares off them."""
        thresholds = {
            (goal.threshold + goal.strict, Opening.of(plan, plan.rules[goal.rule])): None
            for goal in plan.goals
            if goal.kind == "basket" and goal.rule is not None
        }
        worth = {wallet.name: Fraction(*wallet.worth) if wallet.worth else Fraction(0) for wallet in plan.wallets}
        return cls(
            worth_milli={name: int(value * 1000) for name, value in worth.items()},
            worth=worth,
            rewards=tuple(_goal(plan, rule, worth, basket, item) for rule in plan.rules if _is_bought(rule)),
            paid_with_points=frozenset(rule.name for rule in plan.rules if rule.price is not None),
            thresholds=tuple(sorted(thresholds, key=lambda one: one[0])),
            offers=any(rule.kind == "offer" and not rule.reads_member for rule in plan.rules),
            names=(*dict.fromkeys(rule.name for rule in plan.rules), *(message.name for message in plan.messages)),
            facts=tuple((fact.owner, fact.name) for fact in plan.facts),
            tiers=tuple(tier.name for tier in plan.tiers.tiers) if plan.tiers else (),
            stages=tuple(stage.name for stage in plan.stages),
        )


def _is_bought(rule: Rule) -> bool:
    """Whether members ask for it and pay it with points: not an automatic reward, not a free right."""
    return rule.kind == "reward" and rule.price is not None and all(t.what == "purchase" for t in rule.triggers)


def _goal(plan: Plan, rule: Rule, worth: dict[str, Fraction], basket: int, item: int) -> RewardGoal:
    assert rule.price is not None
    value = rule.cost
    if rule.take is not None and rule.take.money is not None:
        value = rule.take.money
    elif rule.take is not None and rule.take.share is not None:
        numerator, denominator = rule.take.share
        whole = item * rule.take.count if rule.take.scope in ("cheapest", "dearest") else basket
        value = whole * numerator // denominator
    elif rule.price.per is not None:
        value = rule.price.per
    elif rule.give is not None and rule.give.amount is not None:  # points that buy points of another wallet: a code
        value = int(Fraction(*rule.give.amount) * worth[plan.wallets[rule.give.wallet].name])
    return RewardGoal(rule.name, plan.wallets[rule.price.wallet].name, rule.price.amount, value, Opening.of(plan, rule))
