"""A member's state, and what all members share: plain records, every use with its date."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from tests.reference.dates import Lapse, later, period_start


@dataclass
class Lot:
    number: int
    rule: str
    earned: date
    available: date
    left: Fraction


@dataclass(frozen=True)
class Part:
    """Points that a return or a price took: of a lot, or owed, as if that lot had given them."""

    lot: int
    points: Fraction
    owed: bool = False


@dataclass
class Member:
    id: str
    joined: date
    clock: date  # midnights have run up to and including this day
    facts: dict[str, Any] = field(default_factory=dict)
    consents: set[str] = field(default_factory=set)
    birthday: tuple[int | None, int, int] | None = None
    last_order: date | None = None
    tier: int = 0
    tier_since: date = date.min
    tier_until: date = date.min  # first day not kept
    lifetime: int = -1
    held: list[tuple[int, date, date | None]] = field(default_factory=list)  # level, from, to
    held_given: dict[tuple[str, str], Fraction] = field(default_factory=dict)
    stage: int = 0
    segments: dict[str, bool] = field(default_factory=dict)
    campaigns: dict[str, str] = field(default_factory=dict)  # entered: what was drawn then
    lots: dict[str, list[Lot]] = field(default_factory=lambda: defaultdict(list))
    every_lot: dict[int, Lot] = field(default_factory=dict)  # spent ones too: points may come back to them
    next_lot: int = 1
    log: list[tuple[date, str, Fraction]] = field(default_factory=list)  # metric, amount
    given: list[tuple[date, tuple[str, Any], Fraction]] = field(default_factory=list)  # for one metric and window
    rows: dict[Any, tuple[date, int]] = field(default_factory=dict)  # streaks as told: units before that of the day
    uses: list[tuple[Any, date, Fraction]] = field(default_factory=list)  # of limits
    activity: list[tuple[date, str]] = field(default_factory=list)
    orders: list[date] = field(default_factory=list)
    last_orders: list[tuple[str, date]] = field(default_factory=list)  # told or made, of which something is kept
    happened: list[tuple[date, str]] = field(default_factory=list)
    keys: set[Any] = field(default_factory=set)
    issued: dict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    redeemed: dict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    expired: dict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    adjusted: dict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))

    debt: dict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    lacking: dict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))  # owed where debt is refused
    reversed: dict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))

    def new_lot(self, wallet: str, rule: str, earned: date, available: date, points: Fraction) -> Lot:
        lot = Lot(self.next_lot, rule, earned, available, points)
        self.next_lot += 1
        self.lots[wallet].append(lot)
        self.every_lot[lot.number] = lot
        return lot

    def forget_order(self, day: date) -> None:
        """Nothing of an order is kept: the last one is the latest of the others [125]."""
        if ("order", day) in self.last_orders:
            self.last_orders.remove(("order", day))
        self.last_order = max((when for _, when in self.last_orders), default=None)

    def balance(self, wallet: str, day: date) -> Fraction:
        """Points that can be spent on a day: not the pending ones [59]; below zero while some are owed [123]."""
        return self.available(wallet, day) - self.debt[wallet]

    def available(self, wallet: str, day: date) -> Fraction:
        return sum((lot.left for lot in self.lots[wallet] if lot.available <= day), start=Fraction(0))

    def pending(self, wallet: str, day: date) -> Fraction:
        return sum((lot.left for lot in self.lots[wallet] if lot.available > day), start=Fraction(0))


@dataclass
class Shared:
    uses: list[tuple[Any, date, Fraction]] = field(default_factory=list)


def window_start(window: tuple[str, Any], day: date, joined: date) -> date:
    """First day of a window up to `day` [38]: ("ever",), ("over", Lapse), ("this", unit)."""
    kind, what = window
    if kind == "over":
        assert isinstance(what, Lapse)
        return later(day, what, -1)
    if kind == "this":
        return period_start(day, what, joined)
    return date.min


def used(uses: list[tuple[Any, date, Fraction]], key: Any, start: date) -> Fraction:
    return sum((amount for name, day, amount in uses if name == key and day >= start), start=Fraction(0))
