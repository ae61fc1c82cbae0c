"""Who can still buy more: heavy buyers hardly can."""

from __future__ import annotations

_HEAVY_FROM = 0.7  # rank of the purchase rate from which headroom falls
_HEAVY_AT = 0.9  # rank at which it has reached the heavy buyers' level


def headroom(rank: float, heavy: float) -> float:
    """Headroom h in [heavy, 1] of a customer whose own purchase rate has this rank (0 lowest, 1 highest).

    1 below the 70th percentile, then falling in a straight line to `heavy` at the 90th. It scales frequency
    effects, never attrition. Source: Liu 2007 (light and moderate buyers rise within three months, heavy buyers
    stay flat); Hartmann and Viard 2008 (incentives of frequent buyers near invariant).
    """
    if rank <= _HEAVY_FROM:
        return 1.0
    if rank >= _HEAVY_AT:
        return heavy
    return 1.0 - (1.0 - heavy) * (rank - _HEAVY_FROM) / (_HEAVY_AT - _HEAVY_FROM)
