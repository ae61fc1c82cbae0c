"""One arm of an experiment over arrays: shards of customers as threads, spans of days, and the books."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
import simpy

from fidelang.engine import InvalidInput, Program
from simulator.crowd import loop, places
from simulator.crowd.people import People, draw_people, joining, rooms
from simulator.crowd.program import CrowdProgram
from simulator.crowd.shared import Claims
from simulator.crowd.tables import Tables, of_market
from simulator.individuals.books import Books, Month, Person
from simulator.individuals.clock import Horizon
from simulator.population import Population
from simulator.population.market import Market
from simulator.scenario import Scenario

_SHARD = 65536  # words of M, entries of T, to begin with

_NAMES = (
    "F", "W", "T", "R", "M", "Z", "X", "books", "run", "applied", "sales", "lines", "weights", "basket", "traits",
    "where", "times", "who", "open", "heard", "ahead", "closing", "first", "k0", "k1", "horizon", "program", "marks",
    "goods", "bounds", "line_facts", "basket_facts", "spread_bounds", "spread_codes", "events", "event_rates", "fields",
    "rewards", "asking", "goals", "thresholds", "automatic", "hours", "season", "months", "year_before", "worth",
    "paid_with_points", "numbers", "settings",
)  # fmt: skip
_Context = namedtuple("_Context", _NAMES)  # type: ignore[misc]
Context: Any = _Context


@dataclass
class Shard:
    """Some customers, with arrays of their own: no other thread touches them."""

    first: int
    count: int
    arrays: dict[str, Any] = field(default_factory=dict)
    at: int = 0  # the customer that the span has come to

    def context(self, crowd: Crowd) -> Any:
        arrays = self.arrays
        where = [crowd.address, *(arrays[name].ctypes.data for name in "RMZX")]
        return Context(
            **arrays, where=np.array(where, dtype=np.int64), first=self.first, k0=crowd.k0, k1=crowd.k1,
            horizon=float(crowd.horizon.days), program=int(crowd.program is not None), **crowd.tables,
        )  # fmt: skip


class Crowd:
    """An arm, ready to run. `threads` shards run side by side; the books do not depend on how many they are."""

    def __init__(
        self,
        people: People,
        scenario: Scenario,
        program: Program | None = None,
        *,
        minor: int = 100,
        respond: bool = True,
        threads: int = 1,
        sales: bool = True,
    ) -> None:
        self.people, self.scenario = people, scenario
        self.horizon = Horizon.of(scenario.run.start, scenario.run.months)
        self.k0, self.k1 = np.uint64(people.key[0]), np.uint64(people.key[1])
        market = Market.of(scenario, minor)
        self.program = CrowdProgram(program, people, scenario, market, self.horizon, respond) if program else None
        self.address = self.program.address if self.program else 0
        self.tables: dict[str, Any] = _tables(self.program, market, self.horizon, scenario)
        self._sales = sales
        count = len(people)
        room = np.empty(count)
        rooms(people.rank, scenario.response.heavy_headroom.base, room)
        joins = joining(people, scenario, self.program.gift) if self.program else np.zeros(count)
        bounds = [count * at // threads for at in range(threads + 1)]
        self.shards = [self._shard(first, last, room, joins) for first, last in pairwise(bounds) if last > first]
        self.claims = Claims(self) if self.program else None

    def _shard(self, first: int, last: int, room: Any, joins: Any) -> Shard:
        people, count = self.people, last - first
        wallets = len(self.program.plan.wallets) if self.program else 0
        kinds = len(self.tables["event_rates"])
        facts = self.tables["line_facts"].shape[1]
        F = np.zeros((count, places.EVENTS + kinds))
        for at, column in (
            (places.RATE, people.rate), (places.DEATH, people.death_rate), (places.SCALE, people.spend_scale),
            (places.ENTRY, people.entry), (places.ENDURANCE, people.endurance), (places.ROOM, room),
            (places.JOINS, joins),
        ):  # fmt: skip
            F[:, at] = column[first:last]
        W = np.zeros((count, places.EARNED + wallets + kinds), dtype=np.int64)
        W[:, places.ROW] = -1
        T = np.zeros(_SHARD + 16 * count, dtype=np.int64)
        T[0] = 64
        rules = len(self.program.plan.rules) + len(self.program.plan.messages) if self.program else 0
        arrays: dict[str, Any] = {
            "F": F, "W": W, "T": T,
            "books": np.zeros((self.horizon.months, places.WALLETS + 3 * wallets), dtype=np.int64),
            "run": np.zeros(7, dtype=np.int64), "applied": np.zeros(max(rules, 1), dtype=np.int64),
            "sales": np.zeros((4096 if self._sales else 1, 6), dtype=np.int64),
            "lines": np.zeros((64, 3 + facts), dtype=np.int64), "weights": np.zeros(64),
            "basket": np.zeros(len(self.tables["basket_facts"]), dtype=np.int64),
        }  # fmt: skip
        arrays["ahead"] = np.zeros((2, self.horizon.days), dtype=np.int64)
        arrays["times"], arrays["who"] = np.zeros(count), np.zeros(count, dtype=np.int64)  # a heap
        arrays["open"] = np.zeros(len(self.tables["rewards"]) + 1, dtype=np.int64)
        arrays["heard"] = np.zeros(1 + 3 * 4096, dtype=np.int64)
        arrays["run"][places.SALES_LOG] = int(self._sales)
        arrays |= self.program.arrays(first, last) if self.program else _no_program(count)
        return Shard(first, count, arrays)

    # ------------------------------------------------------------ the calendar

    def play(self) -> None:
        """Runs every customer to the horizon. Raises InvalidInput for a basket that the program refuses."""
        env = simpy.Environment()
        env.process(self._months(env))
        env.run()

    def _months(self, env: simpy.Environment) -> Generator[simpy.Event, Any, None]:
        """A span ends where a month does, or earlier where members may want more than is left for all of them."""
        for start, end in pairwise(self.horizon.month_starts):
            day = start - self.horizon.start
            while day < end - self.horizon.start:
                last = end - self.horizon.start
                if self.claims is not None:
                    last = self.claims.run(day, last)
                else:
                    self.span(last)
                yield env.timeout(last - day)
                day = last

    def span(self, until: int) -> None:
        """All shards up to a day, side by side."""
        if len(self.shards) == 1:
            self._run(self.shards[0], float(until))
            return
        with ThreadPoolExecutor(len(self.shards)) as pool:
            list(pool.map(lambda shard: self._run(shard, float(until)), self.shards))

    def _run(self, shard: Shard, until: float) -> None:
        at = 0
        while at < shard.count:
            at = int(loop.act(shard.context(self), loop.LIVES, at, until, 0, 0, 0))
            if at < shard.count:
                self.make_room(shard, at)

    def make_room(self, shard: Shard, at: int) -> None:
        """After a run that stopped at a customer."""
        arrays = shard.arrays
        if arrays["run"][places.ERROR]:
            raise InvalidInput("basket_too_large", "a basket is above the largest that the program allows", ("basket",))
        run = arrays["run"]
        if self._sales and run[places.VISITS] + 2 > len(arrays["sales"]):
            arrays["sales"] = _grown(arrays["sales"])
        if arrays["T"][0] + 12 * arrays["W"][at, places.YEAR + 3] + 64 > len(arrays["T"]):
            arrays["T"] = _grown(arrays["T"])
        if self.program is not None:
            self.program.make_room(arrays, run[places.ROWS], arrays["W"][at, places.ROW])

    def check(self) -> None:
        """Raises OverflowError where a run needed more room, or wider numbers, than there were."""
        for shard in self.shards if self.program is not None else ():
            arrays = shard.arrays
            if arrays["Z"][0] or arrays["M"][63] or arrays["X"][2]:
                raise OverflowError("a basket needs more room, or wider numbers, than columns have")

    # ------------------------------------------------------------ what came of it

    def months(self) -> Any:
        """Sums by month, as the loop names their columns."""
        return sum(shard.arrays["books"] for shard in self.shards)


def _grown(array: Any) -> Any:
    """Twice as long, the new part zero."""
    return np.concatenate([array, np.zeros_like(array)])


def _no_program(count: int) -> dict[str, Any]:
    empty = np.zeros(1, dtype=np.int64)
    return {
        "closing": np.zeros((5, 1), dtype=np.int64), "R": empty, "M": empty, "Z": empty, "X": empty,
        "traits": np.zeros((count, 0), dtype=np.int64),
        "marks": np.zeros(0, dtype=np.int64),
    }  # fmt: skip


def _tables(program: CrowdProgram | None, market: Market, horizon: Horizon, scenario: Scenario) -> dict[str, Any]:
    names = list(Tables.__dataclass_fields__)
    if program is not None:
        return {name: getattr(program.tables, name) for name in names}
    found = of_market(market, horizon)
    integers = {
        "line_facts": (len(market.goods), 0, 4), "basket_facts": (0, 5), "events": (0, 3), "fields": (0, 4),
        "rewards": (0, 8), "goals": (0, 6), "thresholds": (0, 5), "automatic": (0, 3),
    }  # fmt: skip
    found |= {name: np.zeros(shape, dtype=np.int64) for name, shape in integers.items()}
    found |= {name: np.zeros(0, dtype=np.int64) for name in ("spread_codes", "worth", "paid_with_points")}
    found |= {"spread_bounds": np.zeros(0), "event_rates": np.zeros(0), "asking": np.zeros((0, 2))}
    numbers = np.zeros(places.NUMBERS, dtype=np.int64)
    numbers[places.START], numbers[places.MINOR] = horizon.start, market.minor
    numbers[places.LARGEST], numbers[places.MOST_LINES] = 2**62, 2**62
    settings = np.zeros(places.SETTINGS)
    settings[places.MAX_LIFT], settings[places.MORE_LINES], settings[places.SPEND_SHAPE] = (
        scenario.response.max_lift, market.more_lines, market.spend_shape,
    )  # fmt: skip
    settings[places.HALF] = scenario.response.half_benefit.base
    return found | {"numbers": numbers, "settings": settings}


def run_arm(
    population: Population | People,
    scenario: Scenario,
    program: Program | None = None,
    *,
    respond: bool = True,
    threads: int = 1,
    minor: int = 100,
) -> Books:
    """As `simulator.individuals.run_arm`: the same books, but for the facts that reasons name as unknown."""
    people = population if isinstance(population, People) else people_of(population, scenario, minor)
    crowd = Crowd(people, scenario, program, respond=respond, threads=threads, minor=minor)
    crowd.play()
    crowd.check()
    return books_of(crowd)


def people_of(population: Population, scenario: Scenario, minor: int) -> People:
    """The same customers in arrays: drawn anew, by the replication that their key names."""
    return draw_people(scenario, population.customers[0].key[1], minor)


def books_of(crowd: Crowd) -> Books:
    months = crowd.months()
    program = crowd.program
    wallets = [wallet.name for wallet in program.plan.wallets] if program else []
    books = Books([_month(row, wallets) for row in months])
    people: dict[int, Person] = {}
    for shard in crowd.shards:
        arrays = shard.arrays
        for i in np.nonzero(arrays["W"][:, places.ENTERED])[0].tolist():
            enrolled = int(arrays["W"][i, places.ENROLLED]) if arrays["W"][i, places.ROW] >= 0 else None
            people[shard.first + i] = Person(enrolled=enrolled)
        for member, number, day, total, net, given in arrays["sales"][: arrays["run"][places.VISITS]].tolist():
            books.visits.add((member, number))
            person = people[member]
            person.order_days.append(day)
            person.list_sales += total
            person.net_sales += net
            if given:
                books.given[member, number] = given
        books.given_elsewhere += int(arrays["run"][places.ELSEWHERE])
        books.candidates += int(arrays["run"][places.CANDIDATES])
        books.clipped += int(arrays["run"][places.CLIPPED])
    books.people = people
    if program is not None:
        program.sum_up(crowd, books)
    return books


def _month(row: Any, wallets: Sequence[str]) -> Month:
    names = ("list_sales", "cost_of_goods", "discounts", "gifts", "messages", "fees", "orders", "enrolments")
    month = Month(**{name: int(row[at]) for at, name in enumerate(names)})  # type: ignore[arg-type]
    for at, sums in enumerate((month.issued, month.redeemed, month.expired)):
        for wallet, name in enumerate(wallets):
            points = int(row[places.WALLETS + at * len(wallets) + wallet])
            if points:
                sums[name] = points
    return month
