"""A basket just under a threshold is filled up to it."""

from __future__ import annotations

from collections.abc import Iterable


def top_up_gap(total: int, thresholds: Iterable[int], reach: float) -> int:
    """What is missing to the nearest threshold above the basket, if it is within `reach` of the basket; else 0.

    All amounts in minor units; `reach` is a share of the basket's own total. A judgement (table C2, row 29).
    """
    gaps = [threshold - total for threshold in thresholds if threshold > total]
    gap = min(gaps, default=0)
    return gap if gap <= total * reach else 0
