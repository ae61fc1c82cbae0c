"""Many tills that evaluate at once against what all members share, and commit in another order: lost races are evaluated
again, claims come late, goods come back, midnights and moves draw too (rows 41, 42, 44)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from fidelang.engine import Outcome, Program, TakenBack
from fidelang.facade import compile_text
from fidelang.kernel.primitives import shift
from fidelang.state import OrderRecord, Shared, State
from tests.property.pick import Pick

FIRST = date(2027, 1, 11).toordinal()
MEMBERS = 60
IN_FLIGHT = 25

TEXT = """
program "Shared" {{ currency EUR  timezone "Europe/Paris"  from 2026-01-01 }}
wallet pts {{ worth 0.05 EUR  pending 1 days }}
wallet fine {{ worth 0.10 EUR  decimals 1  debt allowed }}
tiers by member.spend over 30 days {{ review every week  tier bronze  tier silver from 40 EUR  tier gold from 90 EUR }}
event survey
message thanks {{ by email  cost 0.15 EUR  text "Thanks" }}
earn base {{ give 1 pts per 2 EUR }}
earn more {{ when basket.items is multiple of 2  give 1.7 fine per 10 EUR }}
earn up {{ on reaching silver or reaching gold  give 30 pts }}
earn voice {{ on survey  give 12 pts  send thanks }}
earn weekly {{ on every week  give 4 pts }}
earn early {{ give 11 pts  limit {early} times per program {window} }}
offer cut {{ when basket.total >= 20 EUR  take 7% off basket }}
offer bag {{ gift "Bag"  cost 0.70 EUR  when basket.items >= 3  stock {stock} {unit} }}
reward off {{ price 6 pts  take 1 EUR off basket  stock {stock} {unit} }}
budget all {{ cap {cap} EUR {window}  covers all  when exhausted {word}  alert at 80% }}
budget some {{ cap {some} pts {window}  covers base, up, voice  when exhausted {word} }}
"""


@dataclass
class Flight:
    """An evaluation that is under way: how it is done, what of the shared state it read, what it answered."""

    kind: str
    member: int | None
    evaluate: Callable[[Shared], Outcome]
    read: Shared
    outcome: Outcome
    basket: Any = None
    name: str = ""


class Tills:
    """`compares`: a commit looks whether what it draws on is as it was read · `returns`: goods come back."""

    def __init__(self, program: Program, pick: Pick, *, compares: bool = True, returns: bool = True) -> None:
        self.program, self.pick, self.compares = program, pick, compares
        self.kinds = ["purchase"] * 5 + ["alone", "event"] + ["return"] * (2 * returns)
        self.shared: Shared = program.new_shared()
        self.members: list[State] = []
        for at in range(MEMBERS):
            state = program.new_state(f"m{at}", FIRST - 400)
            state.clock = FIRST
            self.members.append(state)
        self.day, self.evaluated = FIRST, 0
        self.flights: list[Flight] = []
        self.orders: list[tuple[int, OrderRecord]] = []
        self.seen: Counter[str] = Counter()
        self.passed: list[str] = []
        self.fullest: dict[int, int] = {}
        self.money = self.points = 0

    def run(self, evaluations: int) -> Tills:
        """At least so many evaluations, some of them again after a lost race."""
        while self.evaluated < evaluations:
            if len(self.flights) < IN_FLIGHT and self.pick.chance(60):
                self._depart()
            elif self.flights:
                self._land(self.pick.number(0, len(self.flights) - 1))
            if self.pick.chance(2):
                self._morning()
        while self.flights:
            self._land(0)
        return self

    # ------------------------------------------------------------ one evaluation

    def _depart(self) -> None:
        busy = {flight.member for flight in self.flights}
        member = self.pick.number(0, MEMBERS - 1)
        if member in busy:
            return
        kind = self.pick.one(self.kinds)
        state, at = self.members[member], (self.day, 600)
        basket: Any = None
        if kind in ("purchase", "alone"):
            basket = {
                "at": at,
                "lines": [{"price": self.pick.one(["9.90", "25.00", "47.50"]), "quantity": self.pick.number(1, 4)}],
            }
            if kind == "purchase" and self.pick.chance(50):
                basket["redeem"] = ["off", "off"]
        if kind == "purchase":
            self._fly(kind, member, lambda shared: self.program.purchase(state, basket, shared), basket)
        elif kind == "alone":
            self._fly(kind, None, lambda shared: self.program.evaluate(None, basket, shared), basket)
        elif kind == "event":
            self._fly(kind, member, lambda shared: self.program.react(state, {"name": "survey", "at": at}, shared))
        else:
            mine = [record for owner, record in self.orders if owner == member]
            if mine:
                record = self.pick.one(mine)
                kept = record.basket[2][0] - record.back[0]
                lines = {"1": str(self.pick.number(1, kept // 1000))}
                self.orders.remove((member, record))
                self._fly(
                    kind,
                    member,
                    lambda shared: self.program.take_back(record, lines, state=state, shared=shared, at=at),
                )

    def _fly(self, kind: str, member: int | None, evaluate: Callable[[Shared], Outcome], basket: Any = None) -> None:
        read = self.shared.copy()
        self.evaluated += 1
        self.flights.append(Flight(kind, member, evaluate, read, evaluate(read), basket))

    def _land(self, at: int) -> None:
        """Commit, or lose the race and evaluate again; a loser waits for its turn with the others."""
        flight = self.flights.pop(at)
        state = None if flight.member is None else self.members[flight.member]
        record = None
        if flight.kind == "purchase":
            record = self.program.order_record(f"o{self.evaluated}", state, flight.basket, flight.read, flight.outcome)
        read = flight.read if self.compares else self.shared
        if not self.program.commit(state, self.shared, flight.outcome, read):
            self.seen["lost races"] += 1
            self._fly(flight.kind, flight.member, flight.evaluate, flight.basket)
            return
        self.seen[flight.kind] += 1
        self._write_down(flight.outcome)
        self.seen["alerts"] += len(flight.outcome.alerts)
        self.seen["moves"] += any(move.kind == "tier" for move in flight.outcome.moves)
        if isinstance(flight.outcome, TakenBack):
            record = flight.outcome.record
            self.seen["given back"] += any(effect[0] == "draw" and effect[3] < 0 for effect in flight.outcome.effects)
        if record is not None and flight.member is not None and any(
            sold > back for sold, back in zip(record.basket[2], record.back, strict=True)
        ):  # fmt: skip
            self.orders.append((flight.member, record))
        self._check()

    def _morning(self) -> None:
        """A day later. Who has nothing under way lives through the midnight; who has, later: their claims come late."""
        self.day += 1
        busy = {flight.member for flight in self.flights}
        for at, state in enumerate(self.members):
            if at not in busy:
                while (due := self.program.next_due(state)) <= self.day:
                    read = self.shared.copy()
                    outcome = self.program.midnight(state, due, read)
                    self.evaluated += 1
                    self.seen["midnights"] += 1
                    assert self.program.commit(state, self.shared, outcome, read)
                    self._write_down(outcome)
                    state.clock = due
                    self._check()
                state.clock = max(state.clock, self.day)
            else:
                self.seen["late"] += 1

    # ------------------------------------------------------------ what must hold

    def _write_down(self, outcome: Outcome) -> None:
        """What was given in the end, by what the outcome says and not by what it draws: minor units at their worth, and
        points of the rules that the budget `some` covers."""
        for award in outcome.awards:
            self.money += award.points * (5 if award.wallet == "pts" else 1)
            self.points += award.points if award.rule in ("base", "up", "voice") else 0
        self.money += (
            outcome.discount + sum(gift.cost for gift in outcome.gifts) + sum(sent.cost for sent in outcome.messages)
        )

    def use(self, name: str) -> tuple[int, int]:
        """What a budget has used at most in a window, and its cap: minor units, or points."""
        budget = next(one for one in self.program.plan.budgets if one.name == name)
        counter = self.program.plan.counters[budget.counter]
        return self.fullest[budget.counter] // counter.scale, counter.cap // counter.scale

    def fullest_of(self, kind: str) -> list[tuple[int, int]]:
        """The same of stock and of limits of the program."""
        counters = enumerate(self.program.plan.counters)
        return [
            (self.fullest.get(at, 0), one.cap)
            for at, one in counters
            if (one.stock, one.kind) == (kind == "stock", "times")
        ]

    def _check(self) -> None:
        """No counter of all members is above its cap in any window, or below 0."""
        for at, counter in enumerate(self.program.plan.counters):
            uses = self.shared.counters[at]
            for window, used in uses:
                total = used
                if counter.window.kind == "over":
                    lapse = counter.window.lapse
                    assert lapse is not None
                    start = shift(window, -lapse.months, -lapse.days)
                    total = sum(amount for day, amount in uses if start <= day <= window)
                self.fullest[at] = max(self.fullest.get(at, 0), total)
                if not 0 <= total <= counter.cap:
                    self.passed.append(f"counter {at}, window {window}: {total} of {counter.cap}")


def shared_program(*, word: str, window: str) -> Program:
    """`word`: scale or stop · `window`: of budgets and program limits; stock is by month or for ever."""
    unit = "per month" if window else ""
    sizes = {"early": 8, "stock": 5, "cap": 110, "some": 250}
    return compile_text(TEXT.format(word=word, window=window, unit=unit, **sizes))
