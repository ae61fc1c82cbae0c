"""One customer: drawn once, the same in every arm. Everything they might do is keyed by what it is."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field

from simulator.population.basket import Basket, Line, cost_of
from simulator.population.market import Market
from simulator.random import Stream, exponential, gamma, philox_block, uniform, unit

_ENTRY = 0  # the candidate number of the first purchase


@dataclass(frozen=True, slots=True)
class Candidate:
    """A visit that may happen: number (from 1), time in days since the run's start, thinning number in (0, 1)."""

    index: int
    time: float
    thinning: float
    season: float


@dataclass(frozen=True, slots=True)
class Happening:
    """An event of a customer's own, such as a referral."""

    event: str
    time: float
    fields: dict[str, object]


@dataclass(slots=True)
class Customer:
    """Rates are per day, `mean_spend` minor units a visit, `entry` days since the start, `rank` the rate's, 0 to 1.

    `endurance` is the unit exponential that the hazard of death is summed against.
    """

    market: Market
    key: tuple[int, int]
    start: int  # the run's first day, an ordinal
    index: int
    id: str
    rate: float
    death_rate: float
    spend_scale: float
    mean_spend: float
    entry: float
    endurance: float
    rank: float
    facts: dict[str, object]
    consents: tuple[str, ...]
    _baskets: dict[int, Basket] = field(default_factory=dict)

    def draw(self, stream: Stream, index: int) -> float:
        """This customer's number in (0, 1) for one decision."""
        return uniform(self.key, stream, member=self.index, index=index)

    def candidates(self, horizon: float) -> Iterator[Candidate]:
        """Candidate visits after the entry, up to the horizon: a Poisson process at the ceiling of the own rate."""
        time, number = self.entry, _ENTRY
        ceiling = self.rate * self.market.max_lift
        while True:
            number += 1
            words = philox_block(self.key, (0, number, self.index, Stream.VISIT))
            time += exponential(unit(words[0])) / ceiling
            if time >= horizon:
                return
            yield Candidate(number, time, unit(words[1]), self.market.season(self.start + int(time)))

    def happenings(self, horizon: float) -> Iterator[Happening]:
        """The customer's events after the entry, up to the horizon, in order of time."""
        kinds = [self._events(position, horizon) for position in range(len(self.market.events))]
        return heapq.merge(*kinds, key=lambda happening: happening.time)

    def _events(self, position: int, horizon: float) -> Iterator[Happening]:
        name, rate, fields = self.market.events[position]
        time, number = self.entry, 0
        while rate > 0:
            index = number * 16 + position
            time += exponential(uniform(self.key, Stream.EVENT, member=self.index, index=index)) / rate
            if time >= horizon:
                return
            values: dict[str, object] = {
                key: spread.at(uniform(self.key, Stream.EVENT, member=self.index, index=index, draw=1 + place))
                for place, (key, spread) in enumerate(fields)
            }
            yield Happening(name, time, values)
            number += 1

    def minute(self, time: float) -> int:
        """Minute of the day of a time: later in the day, later on the clock, within opening hours."""
        return self.market.minute(time - int(time))

    def basket(self, candidate: int) -> Basket:
        """What a visit buys without a program; drawn once, the same in every arm."""
        basket = self._baskets.get(candidate)
        if basket is None:
            basket = self._baskets[candidate] = self._fill(candidate)
        return basket

    def _fill(self, candidate: int) -> Basket:
        market = self.market
        spend = gamma(self.key, Stream.SPEND, market.spend_shape, member=self.index, index=candidate) / self.spend_scale
        total = max(1, int(spend * market.minor + 0.5))
        words = philox_block(self.key, (0, candidate, self.index, Stream.BASKET))
        count = min(market.line_count(unit(words[0])), total)
        chosen = [philox_block(self.key, (1 + line, candidate, self.index, Stream.BASKET)) for line in range(count)]
        goods = [market.goods[_place(market.bounds, unit(line[0]))] for line in chosen]
        weights = [kind.price * (0.5 + unit(line[1])) for kind, line in zip(goods, chosen, strict=True)]
        whole = 0.0
        for weight in weights:  # one by one, as a compiled loop adds: `sum` of floats is another number from 3.12 on
            whole += weight
        lines = []
        for number, (kind, weight) in enumerate(zip(goods, weights, strict=True)):
            amount = max(1, int(total * weight / whole + 0.5))
            quantity = max(1, (2 * amount + kind.price) // (2 * kind.price))
            price = max(1, (2 * amount + quantity) // (2 * quantity))
            facts: dict[str, object] = {
                name: spread.at(
                    uniform(self.key, Stream.LINE_FACT, member=self.index, index=candidate, draw=number * 64 + place)
                )
                for place, (name, spread) in enumerate(kind.facts)
            }
            lines.append(Line(kind.name, price, quantity, cost_of(price * quantity, kind.margin), kind.margin, facts))
        return Basket.of(tuple(lines), self._basket_facts(candidate, words))

    def _basket_facts(self, candidate: int, words: tuple[int, int, int, int]) -> dict[str, object]:
        market = self.market
        facts: dict[str, object] = {"channel": market.channels.at(unit(words[1]))}
        if market.stores is not None:
            facts["store"] = market.stores.at(unit(words[2]))
        for place, (name, spread) in enumerate(market.basket_facts):
            number = uniform(self.key, Stream.LINE_FACT, member=self.index, index=candidate, draw=1 << 20 | place)
            facts[name] = spread.at(number)
        return facts


def _place(bounds: tuple[float, ...], uniform_number: float) -> int:
    for position, bound in enumerate(bounds):
        if uniform_number < bound:
            return position
    return len(bounds) - 1
