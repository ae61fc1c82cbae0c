"""An amount shared over lines by the largest remainder."""

from __future__ import annotations

from collections.abc import Sequence

FEW = 5  # remainders that are picked one after the other: above it, sorting them is quicker


def spread(amount: int, weights: Sequence[int]) -> list[int]:
    """Shares of `amount` in proportion to `weights`; what the floors leave goes to the largest remainders.

    Ties go to the earlier line; `amount` is at most the sum of the weights, so no share exceeds its weight;
    the shares sum to `amount` exactly. Weights that are all zero share nothing.
    """
    total = sum(weights)
    if total == 0 or amount == 0:
        return [0] * len(weights)
    shares, rests, missing = [], [], amount
    for weight in weights:
        part = amount * weight
        share = part // total
        shares.append(share)
        rests.append(part - share * total)
        missing -= share
    if missing > FEW:
        for j in sorted(range(len(weights)), key=rests.__getitem__, reverse=True)[:missing]:  # stable: ties stay
            shares[j] += 1
        return shares
    while missing:
        j = rests.index(max(rests))
        shares[j] += 1
        rests[j] = -1
        missing -= 1
    return shares
