"""What an arm writes down while it runs: integers only, by month and by person."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Month:
    """One month's sums over all eligible customers, members or not. Money in minor units."""

    list_sales: int = 0
    cost_of_goods: int = 0
    discounts: int = 0
    gifts: int = 0
    messages: int = 0
    fees: int = 0
    orders: int = 0
    enrolments: int = 0
    issued: Counter[str] = field(default_factory=Counter)
    redeemed: Counter[str] = field(default_factory=Counter)
    expired: Counter[str] = field(default_factory=Counter)
    reversed: Counter[str] = field(default_factory=Counter)
    adjusted: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Person:
    """One customer's record in one arm. Days are ordinals, money minor units."""

    order_days: list[int] = field(default_factory=list)
    list_sales: int = 0
    net_sales: int = 0
    enrolled: int | None = None


@dataclass(slots=True)
class Books:
    """An arm's whole record.

    `visits` names each purchase by (person, candidate), `given` holds its discounts and gifts; `given_elsewhere` those
    of midnights and events. `ledger` sums members' wallets at the horizon.
    """

    months: list[Month]
    people: dict[int, Person] = field(default_factory=dict)
    visits: set[tuple[int, int]] = field(default_factory=set)
    given: dict[tuple[int, int], int] = field(default_factory=dict)
    given_elsewhere: int = 0
    applied: set[str] = field(default_factory=set)
    unknown: Counter[str] = field(default_factory=Counter)  # facts that rules read and did not know
    stages: Counter[str] = field(default_factory=Counter)
    tiers: Counter[str] = field(default_factory=Counter)
    ledger: dict[str, Counter[str]] = field(default_factory=dict)
    candidates: int = 0
    clipped: int = 0

    @classmethod
    def over(cls, months: int) -> Books:
        return cls([Month() for _ in range(months)])

    def enter(self, index: int) -> Person:
        """A customer's first day."""
        person = self.people[index] = Person()
        return person

    def sale(self, visit: tuple[int, int], month: int, day: int, total: int, cost: int, net: int) -> None:
        """A purchase of (person, candidate): `total` and `cost` at list price, `net` after discounts."""
        sums, person = self.months[month], self.people[visit[0]]
        self.visits.add(visit)
        sums.list_sales += total
        sums.cost_of_goods += cost
        sums.orders += 1
        person.order_days.append(day)
        person.list_sales += total
        person.net_sales += net
