"""A small shop: programs, members and orders for the tests of returns."""

from __future__ import annotations

from datetime import date
from typing import Any

import fidelang
from fidelang.engine import Program, TakenBack
from fidelang.state import OrderRecord, Shared, State

HEAD = 'program "P" { currency EUR  timezone "Europe/Paris"  from 2027-01-01  largest basket 1_000 EUR lines 20 }\n'
DAY = date(2027, 3, 1).toordinal()
NOON = 720


def compiled(text: str) -> Program:
    return fidelang.compile_text(HEAD + text)


def line(price: int, quantity: str = "1", **facts: Any) -> dict[str, Any]:
    return {"price": price, "quantity": quantity, **facts}


class Shop:
    """One member and what all share; `buy` keeps the record of each order, `bring_back` the one that follows."""

    def __init__(self, program: Program, member: dict[str, Any] | None = None) -> None:
        self.program = program
        self.state: State = program.new_state("m", DAY)
        program.set_member(self.state, member or {}, DAY)
        self.shared: Shared = program.new_shared()
        self.records: dict[str, OrderRecord] = {}

    def buy(self, name: str, *lines: dict[str, Any], day: int = DAY, **basket: Any) -> OrderRecord:
        self.program.advance(self.state, day, self.shared)
        whole = {"at": (day, NOON), "lines": list(lines), **basket}
        outcome = self.program.purchase(self.state, whole, self.shared)
        self.records[name] = self.program.order_record(name, self.state, whole, self.shared, outcome)
        self.program.apply(self.state, self.shared, outcome)
        return self.records[name]

    def bring_back(self, name: str, lines: dict[Any, Any] | None = None, day: int = DAY) -> TakenBack:
        self.program.advance(self.state, day, self.shared)
        outcome = self.program.take_back(
            self.records[name], lines, state=self.state, shared=self.shared, at=(day, NOON)
        )
        self.records[name] = outcome.record
        self.program.apply(self.state, self.shared, outcome)
        return outcome

    def left(self, wallet: int = 0) -> list[tuple[int, int]]:
        """(number, left) of the lots of a wallet."""
        return [(lot.number, lot.left) for lot in self.state.lots[wallet]]
