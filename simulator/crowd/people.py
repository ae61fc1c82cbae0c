"""A population in arrays: what `simulator.population.drawing` draws, number by number the same."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from simulator.behaviour import headroom
from simulator.crowd.draws import exponentials, gammas, uniforms
from simulator.crowd.jit import inner, jit
from simulator.random import Stream
from simulator.scenario import Scenario

Floats = npt.NDArray[np.float64]
_MONTH = 365.25 / 12
_BIRTHDAY, _CONSENT, _FACT = 0, 1, 1000  # places in Stream.TRAITS, as in `drawing`
_YEAR = 365.0
_PRECISE = 1e-9


@dataclass(frozen=True)
class People:
    """One entry a customer. Rates are per day, `mean_spend` minor units a visit, `entry` days since the start; traits
    as their uniform numbers, by name (`birthday`, `consent NAME`, `fact NAME`)."""

    key: tuple[int, int]
    rate: Floats
    death_rate: Floats
    spend_scale: Floats
    mean_spend: Floats
    entry: Floats
    endurance: Floats
    rank: Floats
    traits: dict[str, Floats]
    median_rate: float
    median_spend: float

    def __len__(self) -> int:
        return len(self.rate)


def draw_people(scenario: Scenario, replication: int, minor: int) -> People:
    """The customers of one replication (from 0)."""
    key = (scenario.run.seed, replication)
    k0, k1 = np.uint64(key[0]), np.uint64(key[1])
    entry = _entries(scenario, k0, k1)
    count = len(entry)
    purchases, spend = scenario.population.purchases, scenario.population.spend

    def drawn(stream: Stream, shape: float) -> Floats:
        out = np.empty(count)
        gammas(k0, k1, int(stream), float(shape), out)
        return out

    rate = drawn(Stream.RATE, purchases.r) / (purchases.alpha * purchases.days)
    scale = drawn(Stream.SPEND_SCALE, spend.q) / spend.gamma
    mean = spend.p / scale * minor
    endurance = np.empty(count)
    exponentials(k0, k1, int(Stream.ENDURANCE), endurance)
    rank = np.empty(count)
    rank[np.argsort(rate, kind="stable")] = (np.arange(count) + 0.5) / count
    return People(
        key, rate, drawn(Stream.DEATH_RATE, purchases.s) / (purchases.beta * purchases.days), scale, mean, entry,
        endurance, rank, _traits(scenario, k0, k1, count), float(np.median(rate)), float(np.median(mean)),
    )  # fmt: skip


def _uniform(k0: Any, k1: Any, stream: Stream, index: int, count: int) -> Floats:
    out = np.empty(count)
    uniforms(k0, k1, int(stream), index, out)
    return out


def _entries(scenario: Scenario, k0: Any, k1: Any) -> Floats:
    population, start = scenario.population, scenario.run.start
    first = len(scenario.first_days) if scenario.first_days else population.size or 0
    months = scenario.run.months
    within = _uniform(k0, k1, Stream.ENTRY, 0, first + months * population.newcomers_per_month)
    if scenario.first_days:
        entry = np.array([(day - start).days for day in scenario.first_days], dtype=np.float64) + within[:first]
    else:
        entry = within[:first] * population.enter_within
    month = np.repeat(np.arange(months, dtype=np.float64), population.newcomers_per_month)
    return np.concatenate([entry, (month + within[first:]) * _MONTH])


def _traits(scenario: Scenario, k0: Any, k1: Any, count: int) -> dict[str, Floats]:
    found = {}
    if scenario.population.birthdays == "known":
        found["birthday"] = _uniform(k0, k1, Stream.TRAITS, _BIRTHDAY, count)
    for place, name in enumerate(sorted(scenario.population.facts.member)):
        found[f"fact {name}"] = _uniform(k0, k1, Stream.TRAITS, _FACT + place, count)
    for place, name in enumerate(sorted(scenario.population.consents)):
        found[f"consent {name}"] = _uniform(k0, k1, Stream.TRAITS, _CONSENT + place, count)
    return found


def birthdays(number: Floats) -> npt.NDArray[np.int64]:
    """Array of shape (n, 2): month and day of the month."""
    days = [date(2001, 1, 1) + timedelta(days=day) for day in range(365)]
    table = np.array([(day.month, day.day) for day in days], dtype=np.int64)
    return table[(number * 365).astype(np.int64)]


room = inner(headroom)


@jit
def rooms(rank: Any, heavy: float, out: Any) -> None:
    for at in range(len(rank)):
        out[at] = room(rank[at], heavy)


# ---------------------------------------------------------------- who joins, as in `behaviour.enrolment`


@inner
def expit(score: float) -> float:
    if score >= 0:
        return 1.0 / (1.0 + math.exp(-score))
    odds = math.exp(score)
    return odds / (1.0 + odds)


@jit
def _joined(middle: float, rate: Any, death: Any, score: Any, out: Any) -> float:
    total = 0.0
    for at in range(len(rate)):
        probability = expit(middle + score[at])
        ends = rate[at] * probability + death[at]
        waiting = math.exp(-ends * _YEAR)
        never = waiting if ends <= 0 else waiting + death[at] / ends * (1.0 - waiting)
        out[at] = 1.0 - (1.0 - probability) * never
        total += out[at]
    return total


@jit
def _logs(values: Any, median: float, out: Any) -> None:
    for at in range(len(values)):
        out[at] = math.log(values[at] / median)


@jit
def _probabilities(intercept: float, people: Any, gift: float, slopes: Any, out: Any) -> None:
    """`people`: rate, mean spend, and their logarithms over the medians, by row."""
    for at in range(people.shape[1]):
        spent = people[0, at] * _YEAR * people[1, at]
        incentive = 100.0 * gift / 1000.0 / spent if spent > 0 else 0.0
        score = intercept + slopes[0] * people[2, at] + slopes[1] * people[3, at] + slopes[2] * incentive
        out[at] = expit(score)


def joining(people: People, scenario: Scenario, gift: int) -> Floats:
    """Each customer's probability of joining at a visit, as `individuals.joining` has it."""
    out = np.zeros(len(people))
    settings = scenario.response.enrolment
    if settings is None or settings.share_12_months.base <= 0 or not len(people):
        return out
    logs = np.empty((2, len(people)))
    _logs(people.rate, people.median_rate, logs[0])
    _logs(people.mean_spend, people.median_spend, logs[1])
    slopes = (settings.slope_frequency.base, settings.slope_spend.base)
    score = slopes[0] * logs[0] + slopes[1] * logs[1]
    goal = settings.share_12_months.base * len(people)
    low, high = -20.0, 20.0
    while high - low > _PRECISE:
        middle = (low + high) / 2
        joined = _joined(middle, people.rate, people.death_rate, score, out)
        if abs(joined - goal) < 1e-6 * len(people):  # too near for a plain sum
            joined = math.fsum(out.tolist())
        low, high = (middle, high) if joined < goal else (low, middle)
    rows = np.stack([people.rate, people.mean_spend, logs[0], logs[1]])
    _probabilities((low + high) / 2, rows, float(gift), np.array([*slopes, settings.slope_incentive.base]), out)
    return out
