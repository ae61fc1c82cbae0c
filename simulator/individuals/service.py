"""The program at a person's side in one arm: joining, asking, topping up, and the till that runs the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from fidelang.engine import Outcome, Program
from simulator.individuals.asking import Asking
from simulator.individuals.books import Books
from simulator.individuals.clock import Horizon
from simulator.individuals.goals import Goals
from simulator.individuals.joining import Joining
from simulator.individuals.membership import Membership
from simulator.individuals.rules import RuleBook
from simulator.individuals.till import Till
from simulator.individuals.topping_up import ToppingUp
from simulator.random import Stream

if TYPE_CHECKING:
    from fidelang.plan import Plan
    from simulator.individuals.life import Life
    from simulator.population import Basket, Happening, Population
    from simulator.scenario import Scenario

LEDGER = ("issued", "redeemed", "expired", "reversed", "adjusted", "pending", "available", "debt")


class Service:
    """Everything that happens to a person because the program is there."""

    def __init__(
        self,
        program: Program,
        population: Population,
        scenario: Scenario,
        books: Books,
        horizon: Horizon,
        respond: bool,
    ) -> None:
        settings = scenario.response
        self.books = books
        self.horizon = horizon
        self.program = program
        basket = int(population.median_spend)
        item = int(basket / scenario.population.lines_per_basket)
        self.rules = RuleBook.of(program.plan, basket, item)
        self.till = Till(program, self.rules, books)
        self.goals = Goals(self.rules, settings.goal_gradient if respond else None)
        self.asking = Asking(self.rules, settings.redemption)
        self.topping_up = ToppingUp(self.rules, settings.top_up if respond else None)
        self.joining = Joining(population, settings.enrolment)
        self._gift = None if drawn_welcome(program.plan) else self._welcome("anybody")
        self._engaged_share = settings.enrolment.engaged_share.base if settings.enrolment else 0.0
        self._never_share = settings.redemption.never_share.base if settings.redemption else 1.0
        self._members: list[Membership] = []

    def _welcome(self, member: str) -> int:
        """What the program gives at joining, in thousandths of a minor unit."""
        state = self.program.new_state(member, self.horizon.start)
        outcome = self.program.react(
            state, {"name": "signup", "at": (self.horizon.start, 0)}, self.program.new_shared()
        )
        return self.till.worth_of(outcome)

    def visit(self, life: Life, candidate: int, now: float, weight: float) -> None:
        """One purchase: perhaps joining first, perhaps asking for a reward, perhaps topping the basket up."""
        customer = life.customer
        day = self.horizon.day(now)
        month = self.horizon.month_of(day)
        at = (day, customer.minute(now))
        if life.membership is None:
            self._join(life, candidate, at)
        basket = customer.basket(candidate)
        membership = life.membership
        if membership is None:
            outcomes = [self.till.anonymous(basket.as_input(at))] if self.rules.offers else []
        else:
            now_at = day * 1440 + at[1]
            draw = customer.draw(Stream.TOP_UP, candidate)
            gap = self.topping_up.gap(membership.state, basket.total, weight, draw, now_at)
            if membership.engaged and gap:
                basket = basket.with_more(gap)
            redeem = self._asked(life, membership, basket, candidate, at)
            outcomes = [self.till.purchase(membership.state, basket.as_input(at, redeem))]
        given = self.till.record(outcomes, month)
        net = basket.total - given.discounts
        self.books.sale((customer.index, candidate), month, day, basket.total, basket.cost, net)
        if given.discounts or given.gifts:
            self.books.given[customer.index, candidate] = given.discounts + given.gifts
        if membership is None:
            life.year.add(day, 0, net)
        else:
            self._note(membership, day, given.benefit, net, outcomes)

    def _join(self, life: Life, candidate: int, at: tuple[int, int]) -> None:
        customer = life.customer
        gift = self._welcome(customer.id) if self._gift is None else self._gift
        if customer.draw(Stream.ENROLMENT, candidate) >= self.joining.probability(customer, gift):
            return
        day = at[0]
        state = self.program.new_state(customer.id, day, customer.facts, customer.consents)
        membership = Membership(
            state,
            year=life.year,
            enrolled=day,
            engaged=customer.draw(Stream.ENGAGED, 0) < self._engaged_share,
            redeems=customer.draw(Stream.REDEEMER, 0) >= self._never_share,
        )
        life.membership = membership
        self._members.append(membership)
        month = self.horizon.month_of(day)
        self.books.months[month].enrolments += 1
        self.books.people[customer.index].enrolled = day
        outcomes = [self.till.join(state, at), self.till.react(state, {"name": "signup", "at": at})]
        self._note(membership, day, self.till.record(outcomes, month).benefit, 0, outcomes)

    def _asked(
        self, life: Life, membership: Membership, basket: Basket, candidate: int, at: tuple[int, int]
    ) -> list[str]:
        if not membership.redeems:
            return []
        day, minute = at
        state = membership.state
        rewards = self.asking.open_to(state, self.balances(membership), day * 1440 + minute)
        if not rewards:
            return []
        draw = life.customer.draw(Stream.REDEMPTION, candidate)
        asked = {
            reward.rule
            for reward in rewards
            if self.asking.asks(reward, self.till.expires_soon(state, reward.wallet, day), draw)
        }
        if not asked:  # whichever were the best: the basket need not be tried
            return []
        best = self.asking.best(
            rewards, lambda reward: self.till.gets(state, basket.as_input(at, [reward.rule]), reward)
        )
        return [best.rule] if best is not None and best.rule in asked else []

    def happen(self, life: Life, happening: Happening, now: float) -> None:
        """An event of a member's, such as a referral; nobody else's is told to the program."""
        membership = life.membership
        if membership is None:
            return
        day = self.horizon.day(now)
        event = {"name": happening.event, "at": (day, life.customer.minute(now)), **happening.fields}
        self._note_elsewhere(membership, day, [self.till.react(membership.state, event)])

    def pass_time(self, membership: Membership, day: int) -> None:
        """The midnights up to `day`, that day's included; where none has anything to do, only the clock moves."""
        if day < self._due(membership):
            membership.state.clock = max(membership.state.clock, day)
            return
        self._note_elsewhere(membership, day, self.till.pass_time(membership.state, day))

    def _note_elsewhere(self, membership: Membership, day: int, outcomes: list[Outcome]) -> None:
        given = self.till.record(outcomes, self.horizon.month_of(day))
        self.books.given_elsewhere += given.discounts + given.gifts
        self._note(membership, day, given.benefit, 0, outcomes)

    def _note(self, membership: Membership, day: int, benefit: int, spend: int, outcomes: list[Outcome]) -> None:
        membership.due = 0
        membership.year.add(day, benefit, spend)
        for outcome in outcomes:
            for wallet, points in outcome.points.items():
                membership.earned[wallet] += points

    def balances(self, membership: Membership) -> Mapping[str, int]:
        """Points that the member can spend, by wallet."""
        return self.till.balances(membership.state)

    def next_midnight(self, membership: Membership) -> float:
        """Days from the run's start to the next midnight at which the program has something to do."""
        return float(self._due(membership) - self.horizon.start)

    def _due(self, membership: Membership) -> int:
        """The program's answer, asked for once after each change of the member's state."""
        if not membership.due:
            membership.due = self.program.next_due(membership.state)
        return membership.due

    def close(self) -> None:
        """Runs everyone's midnights to the horizon and sums their wallets, tiers and stages."""
        last = self.horizon.month_starts[-1] - 1
        for membership in self._members:
            self.pass_time(membership, last)
            state = membership.state
            if self.rules.tiers:
                self.books.tiers[self.rules.tiers[state.tier]] += 1
            if self.rules.stages:
                self.books.stages[self.rules.stages[state.stage]] += 1
            for wallet, ledger in self.program.ledger(state).items():
                sums = self.books.ledger.setdefault(wallet, Counter())
                for name in LEDGER:
                    sums[name] += getattr(ledger, name)


def drawn_welcome(plan: Plan) -> bool:
    """Whether what joining gives hangs on what the member's id draws."""
    return any(
        rule.campaign is not None
        and plan.campaigns[rule.campaign].draws
        and any(trigger.what == "event" and trigger.target == "signup" for trigger in rule.triggers)
        for rule in plan.rules
    )
