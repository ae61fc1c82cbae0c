"""Decimal texts to scaled integers and back, exactly; a binary float is refused."""

from __future__ import annotations

import re
from decimal import Decimal

LONGEST_SHOWN = 40
_DECIMAL = re.compile(r"([+-]?)([0-9]{1,18})(?:\.([0-9]{1,18}))?", re.ASCII)


class NotExact(ValueError):
    """The value is not an exact number of at most that many decimals. `kind`: `type` or `decimals`."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def scaled(value: object, decimals: int) -> int:
    """`value` × 10^decimals as an integer: scaled("4.75", 2) is 475; an int counts whole units.

    Raises NotExact for floats, flags, texts that are not plain decimals, and values with more decimals.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return value * int(10**decimals)
    if isinstance(value, Decimal):
        if not value.is_finite() or abs(value.adjusted()) > 18:
            raise NotExact("type", f"{value} is not a number that fits")
        value = f"{value:f}"
    if not isinstance(value, str):
        raise NotExact("type", f"{shown(value)} is not an exact number; write it as text")
    match = _DECIMAL.fullmatch(value)
    if match is None:
        raise NotExact("type", f"{shown(value)} is not a number")
    sign, whole, fraction = match[1], match[2], (match[3] or "").rstrip("0")
    if len(fraction) > decimals:
        raise NotExact("decimals", f"{value} has more than {decimals} decimals")
    number = int(whole + fraction.ljust(decimals, "0"))
    return -number if sign == "-" else number


def shown(value: object) -> str:
    """A value as a message quotes it, cut where it goes on for too long."""
    text = repr(value) if not isinstance(value, str) else repr(value[: LONGEST_SHOWN + 1])
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


def written(number: int, decimals: int) -> str:
    """The decimal text of a scaled integer: written(475, 2) is "4.75"."""
    if decimals == 0:
        return str(number)
    sign = "-" if number < 0 else ""
    digits = str(abs(number)).rjust(decimals + 1, "0")
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}"
