"""One arm of an experiment: a program (or none) over a population, on the population's own random numbers."""

from __future__ import annotations

import simpy

from fidelang.engine import Program
from simulator.behaviour import hazard_multiplier, headroom, intensity_multiplier, membership_lift, response
from simulator.individuals.books import Books
from simulator.individuals.clock import Horizon
from simulator.individuals.life import Life, live
from simulator.individuals.membership import Membership
from simulator.individuals.service import Service
from simulator.individuals.trailing import year_before
from simulator.population import Candidate, Customer, Happening, Population
from simulator.scenario import Scenario


def run_arm(
    population: Population, scenario: Scenario, program: Program | None = None, *, respond: bool = True
) -> Books:
    """Runs every customer to the horizon and returns the arm's books.

    `respond=False` is the mechanical arm: people join and redeem, but come, stay and spend as without a program;
    its cost is what the rules cost on visits that happen anyway (for the break-even lift).
    """
    arm = Arm(population, scenario, program, respond=respond)
    env = simpy.Environment()
    for customer in population.customers:
        env.process(live(env, customer, arm))
    env.run(until=arm.horizon.days)
    arm.close()
    return arm.books


class Arm:
    """What the lives of one arm share: the books, the behaviours' settings, and the program's service if any."""

    def __init__(self, population: Population, scenario: Scenario, program: Program | None, *, respond: bool) -> None:
        self.horizon = Horizon.of(scenario.run.start, scenario.run.months)
        self.books = Books.over(self.horizon.months)
        settings = scenario.response
        self._max_lift = settings.max_lift
        self._half_benefit = settings.half_benefit.base
        self._heavy = settings.heavy_headroom.base
        self._lift = settings.frequency.lift.base if respond and settings.frequency else 0.0
        self._reduction = settings.attrition.reduction.base if respond and settings.attrition else 0.0
        self.service = Service(program, population, scenario, self.books, self.horizon, respond) if program else None

    def room(self, customer: Customer) -> float:
        """The customer's headroom in [0, 1]."""
        return headroom(customer.rank, self._heavy)

    def enter(self, life: Life) -> None:
        """The first purchase, which makes a customer."""
        self.books.enter(life.customer.index)
        self.visit(life, 0, life.customer.entry)

    def pull(self, life: Life, now: float) -> tuple[float, float]:
        """Factors on the visit rate and on the death rate: exactly (1.0, 1.0) without a benefit."""
        membership = life.membership
        if membership is None or self.service is None or not membership.engaged:
            return 1.0, 1.0
        weight = self.weight(membership, now)
        if weight == 0.0:
            return 1.0, 1.0
        pull = self.service.goals.pull(membership, self.service.balances(membership), self.horizon.day(now))
        effect = life.room * pull + membership_lift(self._lift, life.room)
        return (
            intensity_multiplier(weight, effect),
            hazard_multiplier(weight, self._reduction),
        )

    def weight(self, membership: Membership, now: float) -> float:
        """The share of an effect that what this member received over the last 12 months buys."""
        year = membership.year
        year.forget_before(year_before(self.horizon.day(now)))
        return response(year.benefit, year.spend * 1000, self._half_benefit)

    def accepts(self, visit: Candidate, intensity: float) -> bool:
        """Whether a candidate, drawn at the rate's ceiling, is a visit at this intensity."""
        self.books.candidates += 1
        reached = visit.season * min(intensity, self._max_lift)
        if max(intensity, reached) > self._max_lift:
            self.books.clipped += 1
        return visit.thinning * self._max_lift < reached

    def visit(self, life: Life, candidate: int, now: float) -> None:
        """A purchase: at list price without a program, through its rules with one."""
        if self.service is not None:
            weight = 0.0 if life.membership is None else self.weight(life.membership, now)
            self.service.visit(life, candidate, now, weight)
            return
        basket = life.customer.basket(candidate)
        day = self.horizon.day(now)
        self.books.sale(
            (life.customer.index, candidate), self.horizon.month_of(day), day, basket.total, basket.cost, basket.total
        )

    def next_midnight(self, membership: Membership) -> float:
        """The next midnight, in days since the start, at which the program has something to do for a member."""
        assert self.service is not None
        return self.service.next_midnight(membership)

    def pass_time(self, life: Life, now: float) -> None:
        """Midnights up to now, if the customer is a member."""
        if life.membership is not None and self.service is not None:
            self.service.pass_time(life.membership, self.horizon.day(now))

    def happen(self, life: Life, happening: Happening, now: float) -> None:
        """An event of the customer's."""
        if self.service is not None:
            self.service.happen(life, happening, now)

    def close(self) -> None:
        """The horizon: what is left is counted."""
        if self.service is not None:
            self.service.close()
