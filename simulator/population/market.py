"""What all customers of a scenario share: categories, channels, hours, seasons, and how facts spread."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from simulator.scenario import Distribution, Scenario

_MOST_LINES = 40
_OPEN = ((9 * 60, 20 * 60, 1.0),)  # hours where the scenario has none: nine to eight, evenly


@dataclass(frozen=True, slots=True)
class Goods:
    """A category as baskets need it: typical price in minor units, margin as a ratio."""

    name: str
    price: int
    margin: tuple[int, int]
    facts: tuple[tuple[str, Distribution], ...]


@dataclass(frozen=True, slots=True)
class Market:
    goods: tuple[Goods, ...]
    bounds: tuple[float, ...]  # cumulative shares of the categories
    more_lines: float  # mean number of lines beyond the first
    spend_shape: float
    minor: int  # minor units of the currency's main unit
    channels: Distribution
    stores: Distribution | None
    hours: tuple[tuple[int, int, float], ...]  # from minute, to minute, cumulative share at its end
    weekdays: tuple[float, ...]
    months: tuple[float, ...]
    basket_facts: tuple[tuple[str, Distribution], ...]
    events: tuple[tuple[str, float, tuple[tuple[str, Distribution], ...]], ...]  # name, a day, fields
    max_lift: float

    @classmethod
    def of(cls, scenario: Scenario, minor: int) -> Market:
        """The market of a scenario; `minor` is the number of minor units in the currency's main unit."""
        population = scenario.population
        goods = []
        for category in population.categories:
            margin = Fraction(str(category.margin if category.margin is not None else scenario.finance.gross_margin))
            facts = dict(category.facts)
            if category.brand is not None:
                facts["brand"] = category.brand
            goods.append(
                Goods(
                    category.name,
                    max(1, int(category.price.amount * minor)),
                    margin.as_integer_ratio(),
                    tuple(sorted(facts.items())),
                )
            )
        return cls(
            goods=tuple(goods),
            bounds=_cumulative([category.share for category in population.categories]),
            more_lines=population.lines_per_basket - 1,
            spend_shape=population.spend.p,
            minor=minor,
            channels=_spread(population.channels),
            stores=_spread(population.stores) if population.stores else None,
            hours=_hours(population.hours),
            weekdays=_normal(population.weekdays or [1.0] * 7),
            months=_normal(population.months or [1.0] * 12),
            basket_facts=tuple(sorted(population.facts.basket.items())),
            events=tuple(
                (name, event.per_year / 365.25, tuple(sorted(event.fields.items())))
                for name, event in sorted(population.events.items())
            ),
            max_lift=scenario.response.max_lift,
        )

    def season(self, day: int) -> float:
        """How busy a day (ordinal) is, 1 on average."""
        today = date.fromordinal(day)
        return self.weekdays[today.weekday()] * self.months[today.month - 1]

    def minute(self, fraction: float) -> int:
        """The minute of the day at which this fraction of a day's visits have come."""
        reached = 0.0
        for start, end, bound in self.hours:
            if fraction < bound:
                return start + int((end - start) * (fraction - reached) / (bound - reached))
            reached = bound
        return self.hours[-1][1] - 1

    def line_count(self, uniform_number: float) -> int:
        """1 + Poisson(more_lines), by inversion, at most 40."""
        term = reached = math.exp(-self.more_lines)
        count = 0
        while uniform_number > reached and count < _MOST_LINES - 1:
            count += 1
            term *= self.more_lines / count
            reached += term
        return 1 + count


def _cumulative(shares: list[float]) -> tuple[float, ...]:
    reached, bounds = 0.0, []
    for share in shares:
        reached += share
        bounds.append(reached)
    return (*bounds[:-1], 1.0)


def _spread(shares: dict[str, float]) -> Distribution:
    return Distribution(tuple(shares), _cumulative(list(shares.values())))


def _normal(weights: list[float]) -> tuple[float, ...]:
    mean = sum(weights) / len(weights)
    return tuple(weight / mean for weight in weights)


def _hours(shares: dict[str, float]) -> tuple[tuple[int, int, float], ...]:
    if not shares:
        return _OPEN
    bounds = _cumulative(list(shares.values()))
    spans = [re.findall(r"[0-9]+", key) for key in shares]
    return tuple((int(span[0]) * 60, int(span[1]) * 60, bound) for span, bound in zip(spans, bounds, strict=True))
