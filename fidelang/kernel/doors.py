"""The doors: every value of a basket, event or member becomes an integer here, or is refused with its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from unicodedata import normalize

from fidelang.plan.bounds import LARGEST_FACT, LARGEST_QUANTITY
from fidelang.state import ABSENT
from fidelang.values import FOREVER, NotExact, day_of, scaled, shown

Place = tuple[str | int, ...]


class InvalidInput(ValueError):
    """A basket, event or member that cannot be right.

    `slug` names the kind of mistake; `where` is the place as a path: ("basket", "lines", 1, "price").
    """

    def __init__(self, slug: str, message: str, where: Place = (), help: str = "") -> None:
        super().__init__(slug, message, where, help)  # all of it, so that it can be copied and sent
        self.slug = slug
        self.message = message
        self.where = where
        self.help = help

    def __str__(self) -> str:
        path = ".".join(str(part) for part in self.where)
        return f"{path}: {self.message}" if path else self.message

    def within(self, *outer: str | int) -> InvalidInput:
        """The same mistake, its place seen from further out."""
        self.where = (*outer, *self.where)
        self.args = (self.slug, self.message, self.where, self.help)
        return self


def mapping(value: Any, *where: str) -> Mapping[str, Any]:
    """What holds values by their names."""
    if not isinstance(value, Mapping):
        raise InvalidInput("fact_type", f"{value!r} does not hold values by their names", where)
    return value


def number(value: Any, decimals: int, name: str) -> int:
    """A number fact scaled by 10^decimals; None is absent."""
    if value is None:
        return ABSENT
    found = _scaled(value, decimals, name, "fact_decimals")
    if not -LARGEST_FACT <= found <= LARGEST_FACT:
        raise InvalidInput("fact_type", f"{value} is too large", (name,))
    return found


def money(value: Any, decimals: int, name: str) -> int:
    """A money fact in minor units: an int is minor units, a text or Decimal is an amount of the currency."""
    if value is None:
        return ABSENT
    found: int = value if type(value) is int else _scaled(value, decimals, name, "fact_decimals")
    if not -LARGEST_FACT <= found <= LARGEST_FACT:
        raise InvalidInput("fact_type", f"{value} is too large", (name,))
    return found


def price(value: Any, decimals: int, finest: int, name: str) -> int:
    """A unit price × 10^finest: an int is minor units, a text or Decimal may have four decimals (row 7)."""
    found: int
    if type(value) is int:
        found = value * int(10 ** (finest - decimals))
    elif value is None:
        raise InvalidInput("fact_type", "the price is missing", (name,))
    else:
        found = _scaled(value, finest, name, "price_decimals")
    if found < 0:
        raise InvalidInput("negative_price", f"the price {value} is below zero", (name,))
    return found


def quantity(value: Any, name: str) -> int:
    """A quantity in thousandths; 1 if it is not given."""
    if value is None:
        return 1000
    found = _scaled(value, 3, name, "quantity_decimals")
    if found <= 0:
        raise InvalidInput("quantity_not_positive", f"the quantity {value} is not above zero", (name,))
    if found > LARGEST_QUANTITY:
        raise InvalidInput("fact_type", f"the quantity {value} is above a million", (name,))
    return found


def _scaled(value: Any, decimals: int, name: str, slug: str) -> int:
    try:
        return scaled(value, decimals)
    except NotExact as problem:
        raise InvalidInput(slug if problem.kind == "decimals" else "fact_type", str(problem), (name,)) from None


def flag(value: Any, name: str) -> int:
    if value is None:
        return 0
    if type(value) is not bool:
        raise InvalidInput("fact_type", f"{shown(value)} is not yes or no (true or false)", (name,))
    return int(value)


def text(value: Any, name: str) -> str | None:
    if value is not None and not isinstance(value, str):
        raise InvalidInput("fact_type", f"{shown(value)} is not a text", (name,))
    return value if value is None or value.isascii() else normalize("NFC", value)


def one_of(value: Any, values: Mapping[str, int], name: str) -> int:
    """The position of a value in a closed list."""
    if value is None:
        return ABSENT
    found = values.get(value) if isinstance(value, str) else None
    if found is None:
        raise InvalidInput("fact_type", f"{shown(value)} is none of {', '.join(values)}", (name,))
    return found


def date(value: Any, name: str) -> int:
    """A day: an ISO date, a date object or an ordinal."""
    if value is None:
        return ABSENT
    if type(value) is int and 1 <= value <= FOREVER:
        return value
    try:
        if hasattr(value, "toordinal"):
            return int(value.toordinal())
        return day_of(value)
    except (TypeError, ValueError):
        raise InvalidInput("fact_type", f"{shown(value)} is not a date", (name,)) from None


def unknown(given: Any, known: frozenset[str]) -> None:
    """Raise for the first name that the program does not know."""
    for name in given:
        if name not in known:
            raise InvalidInput("unknown_fact", f"the program knows no `{name}`", (name,))


def asks(
    redeem: Any, rewards: Mapping[str, int], automatic: tuple[tuple[int, int, int], ...]
) -> list[tuple[int, int, int]]:
    """Rewards asked for, in order: (rule, times, 0 asked that often · 1 as often as possible · 2 automatic)."""
    found: list[tuple[int, int, int]] = []
    if not isinstance(redeem, list | tuple | str | None):
        raise InvalidInput("fact_type", f"{redeem!r} is not a list of rewards", ("redeem",))
    for item in [redeem] if isinstance(redeem, str) else redeem or ():
        name, times = (item.get("name"), item.get("times", 1)) if isinstance(item, Mapping) else (item, 1)
        rule = rewards.get(name) if isinstance(name, str) else None
        if rule is None:
            raise InvalidInput("unknown_reward", f"there is no reward {shown(name)} to ask for", ("redeem",))
        if times == "max":
            found.append((rule, 1 << 40, 1))
            continue
        count = number(times, 0, "redeem")
        if not 0 < count <= 1_000_000:
            raise InvalidInput("fact_type", f"{shown(times)} is not a count", ("redeem",))
        found.append((rule, count, 0))
    return [*found, *automatic]
