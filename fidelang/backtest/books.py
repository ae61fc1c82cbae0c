"""What is added up while purchases are replayed: flows of a month, and what members hold at its end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from fidelang.engine import Outcome, Program
from fidelang.state import State

FLOWS = ("issued", "redeemed", "expired", "reversed")


@dataclass(slots=True)
class Flows:
    """Of one span of time. Money in minor units, points in units of their wallets."""

    rows: int = 0
    turnover: int = 0
    discount: int = 0
    gifts: int = 0
    points: dict[str, dict[str, int]] = field(default_factory=dict)
    applied: dict[str, int] = field(default_factory=dict)  # rule -> times it gave, took, gifted or sent

    def count(self, outcome: Outcome) -> None:
        self.discount += outcome.discount
        for gift in outcome.gifts:
            self.gifts += gift.cost
        for gift in outcome.gifts_back:
            self.gifts -= gift.cost
        for part, amounts in (
            ("issued", outcome.points),
            ("redeemed", outcome.redeemed),
            ("expired", outcome.expired),
            ("reversed", outcome.reversed),
        ):
            for wallet, amount in amounts.items():
                book = self.points.setdefault(wallet, dict.fromkeys(FLOWS, 0))
                book[part] += amount
        for rule in _applied(outcome):
            self.applied[rule] = self.applied.get(rule, 0) + 1

    def add(self, other: Flows) -> None:
        self.rows += other.rows
        self.turnover += other.turnover
        self.discount += other.discount
        self.gifts += other.gifts
        for wallet, parts in other.points.items():
            book = self.points.setdefault(wallet, dict.fromkeys(FLOWS, 0))
            for part, amount in parts.items():
                book[part] += amount
        for rule, times in other.applied.items():
            self.applied[rule] = self.applied.get(rule, 0) + times

    def cost(self, worth: dict[str, Fraction]) -> Fraction:
        """Discounts, gifts, and points issued less reversed at their worth, in minor units."""
        net = {wallet: parts["issued"] - parts["reversed"] for wallet, parts in self.points.items()}
        return self.discount + self.gifts + sum((net[wallet] * worth[wallet] for wallet in net), Fraction(0))


@dataclass(frozen=True, slots=True)
class Holdings:
    """Of all members at the end of a day: by wallet (adjusted, pending, available, debt), by tier, by stage."""

    members: int
    points: dict[str, dict[str, int]]
    tiers: dict[str, int]
    stages: dict[str, int]


def holdings_of(program: Program, states: Iterable[State]) -> Holdings:
    """Adds up what members hold; their midnights must have run up to the day in question."""
    plan = program.plan
    points = {wallet.name: dict.fromkeys(("adjusted", "pending", "available", "debt"), 0) for wallet in plan.wallets}
    tiers = {tier.name: 0 for tier in plan.tiers.tiers} if plan.tiers else {}
    stages = {stage.name: 0 for stage in plan.stages}
    tier_names, stage_names = tuple(tiers), tuple(stages)
    members = 0
    for state in states:
        members += 1
        if tiers:
            tiers[tier_names[state.tier]] += 1
        if stages:
            stages[stage_names[state.stage]] += 1
        for wallet, ledger in program.ledger(state).items():
            book = points[wallet]
            book["adjusted"] += ledger.adjusted
            book["pending"] += ledger.pending
            book["available"] += ledger.available
            book["debt"] += ledger.debt
    return Holdings(members, points, tiers, stages)


def worth_of(program: Program) -> dict[str, Fraction]:
    """Minor units a unit of points, by wallet; 0 for one without a worth."""
    return {wallet.name: Fraction(*wallet.worth) if wallet.worth else Fraction(0) for wallet in program.plan.wallets}


def _applied(outcome: Outcome) -> set[str]:
    names = {award.rule for award in outcome.awards} | {taken.rule for taken in outcome.discounts}
    names |= {gift.rule for gift in outcome.gifts}
    return names | {sent.rule or sent.message for sent in outcome.messages}
