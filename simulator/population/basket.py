"""What one visit buys, at list prices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Line:
    """`price` each and `cost` of the whole line in minor units; `facts` as a till would send them."""

    category: str
    price: int
    quantity: int
    cost: int
    margin: tuple[int, int]  # margin of the category, a ratio
    facts: Mapping[str, object]

    @property
    def amount(self) -> int:
        return self.price * self.quantity


@dataclass(frozen=True, slots=True)
class Basket:
    """A visit's lines. `total` and `cost` are minor units at list price; `facts` holds the channel and the like."""

    lines: tuple[Line, ...]
    total: int
    cost: int
    facts: Mapping[str, object]

    @classmethod
    def of(cls, lines: tuple[Line, ...], facts: Mapping[str, object]) -> Basket:
        return cls(lines, sum(line.amount for line in lines), sum(line.cost for line in lines), facts)

    def with_more(self, amount: int) -> Basket:
        """The basket with one more line worth `amount`, like its dearest line."""
        dearest = max(self.lines, key=lambda line: line.amount)
        more = replace(dearest, price=amount, quantity=1, cost=cost_of(amount, dearest.margin))
        return Basket.of((*self.lines, more), self.facts)

    def as_input(self, at: tuple[int, int], redeem: list[str] | None = None) -> dict[str, object]:
        """The basket as the engine takes it; `at` is (day, minute)."""
        lines = [
            {"category": line.category, "price": line.price, "quantity": line.quantity, **line.facts}
            for line in self.lines
        ]
        basket: dict[str, object] = {"at": at, "lines": lines, **self.facts}
        if redeem:
            basket["redeem"] = redeem
        return basket


def cost_of(amount: int, margin: tuple[int, int]) -> int:
    """Cost of goods sold at `amount`: amount × (1 − margin), rounded half up to the minor unit."""
    numerator, denominator = margin
    return (2 * amount * (denominator - numerator) + denominator) // (2 * denominator)
