"""An amount shared over lines by the largest remainder."""

from __future__ import annotations

from collections.abc import Sequence


def spread(amount: int, weights: Sequence[int]) -> list[int]:
    """Shares of `amount` in proportion to `weights`; what the floors leave goes to the largest remainders.

    Ties go to the earlier line; `amount` is at most the sum of the weights, so no share exceeds its weight;
    the shares sum to `amount` exactly. Weights that are all zero share nothing.
    """
    total = sum(weights)
    if total == 0 or amount == 0:
        return [0] * len(weights)
    shares = [amount * weight // total for weight in weights]
    missing = amount - sum(shares)
    if missing:
        order = sorted(range(len(weights)), key=lambda j: -(amount * weights[j] % total))
        for j in order[:missing]:
            shares[j] += 1
    return shares
