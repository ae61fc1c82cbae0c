"""Drawing a population for one replication."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from simulator.population.customer import Customer
from simulator.population.market import Market
from simulator.random import Stream, exponential, gamma, uniform
from simulator.scenario import Scenario

_MONTH = 365.25 / 12
_BIRTHDAY, _CONSENT, _FACT = 0, 1, 1000  # places in Stream.TRAITS


@dataclass(frozen=True, slots=True)
class Population:
    """Customers in the order of their index; medians are over them (rate a day, spend in minor units a visit)."""

    customers: tuple[Customer, ...]
    median_rate: float
    median_spend: float


def draw_population(scenario: Scenario, replication: int, *, minor: int = 100) -> Population:
    """The population of one replication (from 0) of a scenario: Pareto/NBD rates and lifetimes, Gamma-Gamma spend.

    The key is (seed, replication): the same seed gives the same people in every arm and every program.
    """
    market = Market.of(scenario, minor)
    key = (scenario.run.seed, replication)
    start = scenario.run.start.toordinal()
    entries = _entries(scenario, key)
    purchases, spend = scenario.population.purchases, scenario.population.spend
    rates = [
        gamma(key, Stream.RATE, purchases.r, member=index) / (purchases.alpha * purchases.days)
        for index in range(len(entries))
    ]
    order = {index: place for place, index in enumerate(sorted(range(len(rates)), key=rates.__getitem__))}
    customers = []
    for index, entry in enumerate(entries):
        scale = gamma(key, Stream.SPEND_SCALE, spend.q, member=index) / spend.gamma
        customers.append(
            Customer(
                market=market,
                key=key,
                start=start,
                index=index,
                id=f"{scenario.run.seed}.{replication}.{index}",  # what a campaign draws by: anew in each replication
                rate=rates[index],
                death_rate=gamma(key, Stream.DEATH_RATE, purchases.s, member=index) / (purchases.beta * purchases.days),
                spend_scale=scale,
                mean_spend=spend.p / scale * minor,
                entry=entry,
                endurance=exponential(uniform(key, Stream.ENDURANCE, member=index)),
                rank=(order[index] + 0.5) / len(entries),
                facts=_facts(scenario, key, index),
                consents=_consents(scenario, key, index),
            )
        )
    return Population(
        tuple(customers),
        median(rates),
        median(customer.mean_spend for customer in customers),
    )


def _entries(scenario: Scenario, key: tuple[int, int]) -> list[float]:
    """Days from the run's start to each customer's first purchase; a listed day is entered at a time within it."""
    start = scenario.run.start
    population = scenario.population

    def within(index: int) -> float:
        return uniform(key, Stream.ENTRY, member=index)

    if scenario.first_days:
        entries = [(day - start).days + within(index) for index, day in enumerate(scenario.first_days)]
    else:
        entries = [within(index) * population.enter_within for index in range(population.size or 0)]
    for month in range(scenario.run.months):
        first = len(entries)
        entries += [(month + within(first + n)) * _MONTH for n in range(population.newcomers_per_month)]
    return entries


def _facts(scenario: Scenario, key: tuple[int, int], index: int) -> dict[str, object]:
    facts: dict[str, object] = {}
    if scenario.population.birthdays == "known":
        number = uniform(key, Stream.TRAITS, member=index, index=_BIRTHDAY)
        birthday = date(2001, 1, 1) + timedelta(days=int(number * 365))
        facts["birthday"] = f"--{birthday.month:02d}-{birthday.day:02d}"
    for place, (name, spread) in enumerate(sorted(scenario.population.facts.member.items())):
        facts[name] = spread.at(uniform(key, Stream.TRAITS, member=index, index=_FACT + place))
    return facts


def _consents(scenario: Scenario, key: tuple[int, int], index: int) -> tuple[str, ...]:
    return tuple(
        name
        for place, (name, share) in enumerate(sorted(scenario.population.consents.items()))
        if uniform(key, Stream.TRAITS, member=index, index=_CONSENT + place) < share
    )
