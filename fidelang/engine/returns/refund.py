"""The money of a return: what is paid back, what a wallet's word withholds, and the fuller refund (rows 71, 124)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fidelang.engine.returns.rating import Rated
from fidelang.plan import Plan
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


def most_refunded(whole: Rated, now: Rated, sold: Sequence[int], back: Sequence[int]) -> int:
    """The usual refund so far, were nothing withheld."""
    return max(0, min(whole.total - now.total, paid_on(whole, sold, back)))


def worth_of(plan: Plan, missing: Sequence[int], unpaid: Sequence[int]) -> int:
    """Missing points at their worth, each wallet rounded half up; nothing for a wallet without one."""
    return sum(
        half_up((points + price) * wallet.worth[0], wallet.worth[1])
        for points, price, wallet in zip(missing, unpaid, plan.wallets, strict=True)
        if wallet.worth is not None
    )


def uncovered(plan: Plan, missing: Sequence[int], unpaid: Sequence[int], money: int) -> list[tuple[int, int]]:
    """(wallet, points) of what is missing and is worth more than so much money: whole points, by wallet."""
    found = []
    worth = worth_of(plan, missing, unpaid)
    for at, wallet in enumerate(plan.wallets):
        points = missing[at] + unpaid[at]
        if wallet.worth is None or not points or worth <= money:
            continue
        unit, per = wallet.worth
        others = worth - half_up(points * unit, per)
        covered = min(points, max(0, money - others) * per // unit)
        worth = others + half_up(covered * unit, per)
        if covered < points:
            found.append((at, points - covered))
    return found


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
    paid, most = paid_on(whole, sold, back), most_refunded(whole, now, sold, back)
    due = max(0, most - missing_worth)
    usual = max(0, due - refunded)
    return Refund(usual, paid - paid_on(whole, sold, before_back), most - due, refunded + usual)
