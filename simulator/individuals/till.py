"""The program at work in one arm: its shared state, and what each outcome gave in money."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fidelang.engine import Outcome, Program
from fidelang.state import State
from simulator.individuals.books import Books
from simulator.individuals.rules import RewardGoal, RuleBook

_SOON = 30  # days before its last day in which a point is near its expiry


@dataclass(frozen=True, slots=True)
class Given:
    """What outcomes gave, in minor units; `benefit` in thousandths of one, less the fees paid (see
    `behaviour.value`)."""

    discounts: int
    gifts: int
    benefit: int


class Till:
    """Runs the program and writes what it did into the books. The shared state (budgets, stock) is the arm's own."""

    def __init__(self, program: Program, rules: RuleBook, books: Books) -> None:
        self.program = program
        self.rules = rules
        self.books = books
        self.shared = program.new_shared()
        self._position = {wallet.name: position for position, wallet in enumerate(program.plan.wallets)}

    def anonymous(self, basket: Mapping[str, object]) -> Outcome:
        """A basket of someone who is no member: only offers that do not read the member apply."""
        outcome = self.program.evaluate(None, basket, self.shared)
        self.program.apply(None, self.shared, outcome)
        return outcome

    def purchase(self, state: State, basket: Mapping[str, object]) -> Outcome:
        outcome = self.program.purchase(state, basket, self.shared)
        self.program.apply(state, self.shared, outcome)
        return outcome

    def gets(self, state: State, basket: Mapping[str, object], reward: RewardGoal) -> int | None:
        """What a basket that asks for a reward gets by it, in minor units: what it takes off, else its value.

        None where it is refused. Nothing is changed.
        """
        outcome = self.program.purchase(state, basket, self.shared)
        if not outcome.redeemed:
            return None
        taken = sum(discount.amount for discount in outcome.discounts if discount.rule == reward.rule)
        return taken or reward.value

    def join(self, state: State, at: tuple[int, int]) -> Outcome:
        """What joining costs the member."""
        outcome = self.program.join(state, at)
        self.program.apply(state, self.shared, outcome)
        return outcome

    def react(self, state: State, event: Mapping[str, object]) -> Outcome:
        outcome = self.program.react(state, event, self.shared)
        self.program.apply(state, self.shared, outcome)
        return outcome

    def pass_time(self, state: State, day: int) -> list[Outcome]:
        """Runs every midnight that matters up to `day`, that day's included."""
        return self.program.advance(state, day, self.shared)

    def balances(self, state: State) -> dict[str, int]:
        """Points that can be spent, by wallet; below 0 where a debt is left."""
        return {wallet: ledger.available - ledger.debt for wallet, ledger in self.program.ledger(state).items()}

    def expires_soon(self, state: State, wallet: str, day: int) -> bool:
        """Whether points of the wallet have their last day within a month.

        Only deadlines that nothing moves count: one that moves with activity is put off by the visit itself.
        """
        position = self._position[wallet]
        return any(lot.left and day <= lot.fixed <= day + _SOON for lot in state.lots[position])

    def worth_of(self, outcome: Outcome) -> int:
        """What an outcome's points are worth, in thousandths of a minor unit."""
        return sum(points * self.rules.worth_milli[wallet] for wallet, points in outcome.points.items())

    def record(self, outcomes: Iterable[Outcome], month: int) -> Given:
        """Adds outcomes to the month's books and says what they gave."""
        sums = self.books.months[month]
        discounts = gifts = benefit = 0
        for outcome in outcomes:
            for award in outcome.awards:
                sums.issued[award.wallet] += award.points
                benefit += award.points * self.rules.worth_milli[award.wallet]
                self.books.applied.add(award.rule)
            for discount in outcome.discounts:
                discounts += discount.amount
                self.books.applied.add(discount.rule)
                if discount.rule not in self.rules.paid_with_points:
                    benefit += discount.amount * 1000
            for gift in outcome.gifts:
                gifts += gift.cost
                self.books.applied.add(gift.rule)
                if gift.rule not in self.rules.paid_with_points:
                    benefit += gift.cost * 1000
            for sent in outcome.messages:
                sums.messages += sent.cost
                self.books.applied.add(sent.message)
            for fee in outcome.fees:
                sums.fees += fee.amount
                benefit -= fee.amount * 1000
            self.books.unknown.update(str(reason.actual) for reason in outcome.skipped if reason.code == "unknown")
            for wallet, points in outcome.redeemed.items():
                sums.redeemed[wallet] += points
            for wallet, points in outcome.expired.items():
                sums.expired[wallet] += points
            for wallet, points in outcome.reversed.items():
                sums.reversed[wallet] += points
        sums.discounts += discounts
        sums.gifts += gifts
        return Given(discounts, gifts, benefit)
