"""Figures as people read them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from simulator.result import Contrast


def amount(value: str | float, *, signed: bool = False, decimals: int | None = None) -> str:
    """`12,345.60`; with `decimals`, rounded to so many."""
    number = Decimal(str(value))
    if decimals is not None:
        number = number.quantize(Decimal(1).scaleb(-decimals))
    return f"{number:+,}" if signed else f"{number:,}"


def plain(value: str | float, *, signed: bool = False) -> str:
    """A count or a factor, two decimals at most."""
    number = Decimal(str(value)).quantize(Decimal("0.01"))
    text = f"{number:+,}" if signed else f"{number:,}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(value: str | float) -> str:
    """`18.7%`."""
    return f"{Decimal(str(value)):.1%}"


def points_of_percent(value: str | float) -> str:
    """A difference of rates in percentage points, never to be taken for points of a wallet: `+0.42 pp`."""
    return f"{Decimal(str(value)) * 100:+.2f} pp"


def with_interval(contrast: Contrast, write: Callable[[str | float], str]) -> str:
    """`18.7%  (12.1% to 25.3%)`, `5.00 EUR  (4.00 to 6.00 EUR)`; `undefined` where it is."""
    if contrast.difference is None:
        return "undefined"
    text = write(contrast.difference)
    if contrast.low is None or contrast.high is None:
        return text
    low, high = write(contrast.low), write(contrast.high)
    unit = high.partition(" ")[2]
    return f"{text}  ({low.removesuffix(f' {unit}')} to {high})"
