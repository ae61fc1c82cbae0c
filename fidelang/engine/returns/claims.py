"""What an order claims back, as a function of what is kept of it (rows 121, 125, 127)."""

from __future__ import annotations

from collections import Counter

from fidelang.engine.returns.rating import Rated


def claim(whole: Rated, kept: Rated, wallet: int) -> int:
    """Points that what is kept would not have earned."""
    return max(0, whole.given[wallet] - kept.given[wallet])


def price(whole: Rated, kept: Rated, wallet: int) -> int:
    """Points that rewards refused on what is kept would not have cost."""
    return max(0, whole.paid[wallet] - kept.paid[wallet])


def counted(whole: Rated, kept: Rated, log: int) -> int:
    """What the order counts in a log, never more than it did."""
    return min(whole.observed[log], kept.observed[log])


def gifts_back(whole: Rated, now: Rated, asked: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """(rule, cost) of each gift that what is kept does not give and that was not asked back before."""
    return tuple(sorted(((whole.gifts - now.gifts) - Counter(asked)).elements()))
