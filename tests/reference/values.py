"""Values of expressions: fractions, money, points, dates, text; and the third truth value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any


class Unknown:
    """A fact that was not given, and what rests on it [10]."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN = Unknown()


@dataclass(frozen=True)
class Money:
    """In the currency's main unit."""

    amount: Fraction


@dataclass(frozen=True)
class Points:
    amount: Fraction
    wallet: str


@dataclass(frozen=True)
class Moment:
    day: date
    minute: int


@dataclass(frozen=True)
class Level:
    """A value of a list with an order: a tier, a stage."""

    name: str
    order: tuple[str, ...]


def number_of(value: Any) -> Fraction:
    """The number in a value that has one."""
    if isinstance(value, (Money, Points)):
        return value.amount
    return Fraction(value)


def floor_to(value: Fraction, decimals: int) -> Fraction:
    """Down to a multiple of 10^-decimals."""
    return Fraction(value * 10**decimals // 1, 10**decimals)


def rounded(value: Fraction, decimals: int, mode: str) -> Fraction:
    """By a wallet's mode; values are never below zero here."""
    scaled = value * 10**decimals
    low = scaled // 1
    rest = scaled - low
    if mode == "up":
        low += rest > 0
    elif mode == "half_up":
        low += rest >= Fraction(1, 2)
    elif mode == "half_even":
        low += rest > Fraction(1, 2) or (rest == Fraction(1, 2) and low % 2 == 1)
    return Fraction(low, 10**decimals)


def spread(amount: int, weights: list[int]) -> list[int]:
    """An amount in proportion to weights by the largest remainder, ties to the earlier."""
    total = sum(weights)
    shares = [amount * weight // total for weight in weights]
    order = sorted(range(len(weights)), key=lambda j: -(amount * weights[j] % total))
    for j in order[: amount - sum(shares)]:
        shares[j] += 1
    return shares


def written(value: Fraction, decimals: int) -> str:
    """A decimal text with so many decimals."""
    units = value * 10**decimals
    assert units.denominator == 1, value
    sign, digits = ("-" if units < 0 else ""), f"{abs(units.numerator):0{decimals + 1}d}"
    return sign + (f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits)
