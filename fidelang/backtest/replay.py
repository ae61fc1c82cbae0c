"""Purchases in time order through the engine: each member's midnights run on their day, before that day's purchases."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fidelang.backtest.asking import Eager
from fidelang.backtest.books import Flows, Holdings, holdings_of
from fidelang.backtest.rows import Purchase
from fidelang.engine import InvalidInput, Program
from fidelang.state import State
from fidelang.values import FOREVER, parts, period_end


@dataclass(frozen=True, slots=True)
class MonthEnd:
    """A month (its first seven characters, `1997-01`): what flowed, who bought, what is held at its end."""

    month: str
    flows: Flows
    buyers: int
    held: Holdings


class Replay:
    """Members and shared state of a program over a stretch of purchases.

    A member joins with the first purchase. Midnights are kept in one queue over all members, so that a budget that all
    share is drawn upon in the order of days.
    """

    def __init__(self, program: Program, facts: tuple[tuple[str, str, str], ...], eager: bool) -> None:
        """`facts`: (owner, name, kind) of each further value of a purchase."""
        self.program = program
        self.facts = facts
        self.asking = Eager(program) if eager else None
        self.states: dict[str, State] = {}
        self.shared = program.new_shared()
        self.day = 0  # up to which midnights ran; 0 before the first purchase
        self.flows = Flows()
        self.buyers: set[str] = set()
        self._queue: list[tuple[int, str]] = []
        self._due: dict[str, int] = {}

    def purchase(self, purchase: Purchase) -> Iterator[MonthEnd]:
        """Replays one purchase, after the midnights before it; yields the months that ended meanwhile.

        Raises InvalidInput, after those midnights, for a purchase that the program cannot take.
        """
        yield from self.pass_to(purchase.day)
        name = purchase.member
        state = self.states.get(name)
        member = self.program.new_state(name, purchase.day) if state is None else state
        member.clock = purchase.day  # no midnight up to it is still due
        basket = self._basket(purchase)
        if self.asking is not None:
            basket["redeem"] = self.asking.ask(member, basket, self.shared)
        outcome = self.program.purchase(member, basket, self.shared)
        self.states[name] = member
        self.program.apply(member, self.shared, outcome)
        self._schedule(name, member)
        self.flows.count(outcome)
        self.flows.rows += 1
        assert outcome.total is not None
        self.flows.turnover += outcome.total
        self.buyers.add(name)

    def pass_to(self, day: int) -> Iterator[MonthEnd]:
        """Runs the midnights up to and including that of `day`, and closes the months on the way."""
        if self.day == 0:
            self.day = day
        while (last := period_end(self.day, "month")) < day:
            yield self.close(last)
            self.day = last + 1
        self._midnights(day)
        self.day = day

    def close(self, last: int) -> MonthEnd:
        """The books of the month that `last` is in, once the midnights up to it have run."""
        self._midnights(last)
        for state in self.states.values():
            state.clock = last  # nothing was due since
        year, month, _ = parts(last)
        end = MonthEnd(
            f"{year:04d}-{month:02d}", self.flows, len(self.buyers), holdings_of(self.program, self.states.values())
        )
        self.flows, self.buyers = Flows(), set()
        return end

    def _midnights(self, day: int) -> None:
        while self._queue and self._queue[0][0] <= day:
            due, name = heapq.heappop(self._queue)
            if self._due.get(name) != due:
                continue  # put off by a purchase since
            state = self.states[name]
            outcome = self.program.midnight(state, due, self.shared)
            self.program.apply(state, self.shared, outcome)
            self.flows.count(outcome)
            self._schedule(name, state)

    def _schedule(self, name: str, state: State) -> None:
        due = self.program.next_due(state)
        if self._due.get(name) != due:
            self._due[name] = due
            if due < FOREVER:
                heapq.heappush(self._queue, (due, name))

    def _basket(self, purchase: Purchase) -> dict[str, Any]:
        line: dict[str, Any] = {"amount": purchase.amount}
        if purchase.quantity is not None:
            line["quantity"] = purchase.quantity
        basket: dict[str, Any] = {"at": (purchase.day, purchase.minute), "lines": [line]}
        for (owner, name, kind), text in zip(self.facts, purchase.facts, strict=True):
            if text is not None:
                (line if owner == "line" else basket)[name] = _flag(name, text) if kind == "flag" else text
        return basket


_FLAGS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


def _flag(name: str, text: str) -> bool:
    found = _FLAGS.get(text.casefold())
    if found is None:
        raise InvalidInput("fact_type", f"`{text}` is no flag for {name}; write yes or no", (name,))
    return found
