"""The money of a return: what is paid back, what a wallet's word withholds, and the fuller refund (rows 71, 124)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fidelang.engine.returns.rating import Rated
from fidelang.plan import Plan
from fidelang.state import OrderRecord
from fidelang.values import half_up


@dataclass(frozen=True, slots=True)
class Refund:
    """Minor units of a step: `usual` leaves the kept goods what they would have cost; `full` leaves discounts alone.
    `withheld` is what missing points keep back of the refund so far; `so_far` all usual refunds of the order."""

    usual: int
    full: int
    withheld: int
    so_far: int


def paid_on(whole: Rated, sold: Sequence[int], back: Sequence[int]) -> int:
    """What was paid on what came back: each line's net less the share of what is kept of it, rounded half up."""
    return sum(
        net - half_up(net * (quantity - away), quantity)
        for net, quantity, away in zip(whole.net, sold, back, strict=True)
    )


def worth_of(plan: Plan, record: OrderRecord) -> int:
    """Missing points at their worth, each wallet rounded half up; nothing for a wallet without one."""
    return sum(
        half_up((points + unpaid) * wallet.worth[0], wallet.worth[1])
        for points, unpaid, wallet in zip(record.missing, record.unpaid, plan.wallets, strict=True)
        if wallet.worth is not None
    )


def refund(
    whole: Rated,
    now: Rated,
    sold: Sequence[int],
    before_back: Sequence[int],
    back: Sequence[int],
    refunded: int,
    missing_worth: int,
) -> Refund:
    """The refund of a step after which `back` has come back, when earlier steps paid `refunded`."""
    paid = paid_on(whole, sold, back)
    most = max(0, min(whole.total - now.total, paid))
    due = max(0, most - missing_worth)
    usual = max(0, due - refunded)
    return Refund(usual, paid - paid_on(whole, sold, before_back), most - due, refunded + usual)
