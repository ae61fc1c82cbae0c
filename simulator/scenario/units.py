"""Values as people write them in a scenario: `35%`, `2_000 EUR`, `12`, `2027-01-01`."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import BeforeValidator

_PLAIN = re.compile(r"-?[0-9]+(_[0-9]{3})*(\.[0-9]+)?")  # \d would take the digits of every script
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")  # fromisoformat takes weeks and dates without dashes, too
_LONGEST = 18


def _quoted(value: Any) -> str:
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "what holds names with values"
    return "nothing" if value is None else f"`{str(value)[:40]}`"


def _decimal(text: str, what: str) -> Decimal:
    if not _PLAIN.fullmatch(text) or len(text) > _LONGEST:
        raise ValueError(f"`{text[:40]}` is not {what}")
    try:
        return Decimal(text.replace("_", ""))
    except InvalidOperation:  # pragma: no cover
        raise ValueError(f"`{text[:40]}` is not {what}") from None


def parse_share(value: Any) -> float:
    """`35%` as 0.35. A number without its sign is refused: 35 could be a share or a count."""
    if isinstance(value, float):
        return value
    if not isinstance(value, str) or not value.strip().endswith("%"):
        raise ValueError(f"{_quoted(value)} is not a share: write it with its sign, as in 35%")
    return float(_decimal(value.strip()[:-1].strip(), "a share such as 35%") / 100)


def parse_number(value: Any) -> float:
    """A plain number such as 0.553 or 1_000; not a share, not an exponent."""
    if isinstance(value, float):
        return value
    if isinstance(value, str) and value.strip().endswith("%"):
        raise ValueError(f"{_quoted(value)} is a share, a plain number is wanted here")
    return float(_decimal(str(value).strip(), "a number such as 0.55"))


def parse_count(value: Any) -> int:
    """A whole number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    number = _decimal(str(value).strip(), "a whole number")
    if number != number.to_integral_value():
        raise ValueError(f"{_quoted(value)} is not a whole number")
    return int(number)


def parse_date(value: Any) -> date:
    """`2027-01-01`."""
    if isinstance(value, date):
        return value
    text = str(value)
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError(f"`{text[:40]}` is not a date: write it as 2027-01-31")


class Amount:
    """`2_000 EUR`: an amount and its currency, not yet in minor units."""

    __slots__ = ("amount", "currency")

    def __init__(self, amount: Decimal, currency: str) -> None:
        self.amount = amount
        self.currency = currency


def parse_money(value: Any) -> Amount:
    """`2_000 EUR`. An amount without a currency is refused."""
    if isinstance(value, Amount):
        return value
    match = re.fullmatch(r"\s*(\S+)\s+([A-Z]{3})\s*", str(value))
    if match is None:
        raise ValueError(f"{_quoted(value)} is not an amount of money: write it with its currency, as in 2_000 EUR")
    amount = _decimal(match[1], "an amount such as 2_000 EUR")
    if amount < 0:
        raise ValueError(f"{_quoted(value)} is negative")
    return Amount(amount, match[2])


Share = Annotated[float, BeforeValidator(parse_share)]
Number = Annotated[float, BeforeValidator(parse_number)]
Count = Annotated[int, BeforeValidator(parse_count)]
Day = Annotated[date, BeforeValidator(parse_date)]
MoneyText = Annotated[Any, BeforeValidator(parse_money)]
