"""Points back into lots and out of them, in the order of row 122; what no lot gives is owed or missing (row 123)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fidelang.engine.returns.refund import uncovered
from fidelang.state import Effect, Lot, OrderRecord, Shared, State, apply_effect

if TYPE_CHECKING:
    from fidelang.engine.program import Program
    from fidelang.kernel import Found

Entry = tuple[int, Any, int, bool]  # wallet, lot, points, whether they were owed instead of taken from the lot


@dataclass(slots=True)
class Hand:
    """A return at work on a trial state: every change is an effect, applied and kept in `log`.

    `own`: the lots that the order posted · `spent`, `taken`, `missing`, `unpaid`: those of the record, moved on.
    """

    program: Program
    state: State
    shared: Shared | None
    found: Found
    log: list[Effect]
    day: int
    own: dict[int, tuple[int, Lot]]  # number: wallet, lot
    spent: list[Entry]
    taken: list[Entry]
    missing: list[int]
    unpaid: list[int]

    def do(self, *effect: Any) -> None:
        self.log.append(effect)
        apply_effect(self.state, self.shared, effect)

    # ------------------------------------------------------------ price

    def give_back(self, wallet: int, points: int) -> int:
        """A price back to the lots that paid it, the last spent first. What went back."""
        self.unpaid[wallet] = 0
        if points:
            self.found.redeemed[wallet] = -points
        self._come_back(self.spent, wallet, points, "redeemed")
        return points

    def spend_again(self, wallet: int, points: int) -> int:
        """A price that was given back and is due after all, in the order of spending. What was spent or owed."""
        parts = self._find(wallet, points, [[lot for lot in self.state.lots[wallet] if lot.available <= self.day]])
        if parts:
            self.do("spend", wallet, tuple((lot.number, part) for lot, part in parts))
        for lot, part in parts:
            _put(self.spent, wallet, lot, part)
        lacking = points - sum(part for _, part in parts)
        if self.program.plan.wallets[wallet].debt_allowed:
            self._owe(self.spent, wallet, lacking, "redeemed")
            lacking = 0
        self.unpaid[wallet] = lacking
        spent = points - lacking
        if spent:
            self.found.redeemed[wallet] = spent
        return spent

    # ------------------------------------------------------------ claim

    def take(self, wallet: int, points: int) -> int:
        """Takes points: the order's pending lots, its available ones, other available ones. What was taken or owed."""
        lots = self.state.lots[wallet]
        own = [lot for lot in lots if lot.number in self.own]
        groups = [
            [lot for lot in own if lot.available > self.day],
            [lot for lot in own if lot.available <= self.day],
            [lot for lot in lots if lot.available <= self.day and lot.number not in self.own],
        ]
        parts = self._find(wallet, points, groups)
        if parts:
            self.do("reverse", wallet, tuple((lot.number, part) for lot, part in parts))
        for lot, part in parts:
            _put(self.taken, wallet, lot, part)
        found = sum(part for _, part in parts)
        self.missing[wallet] = points - found
        if self.program.plan.wallets[wallet].debt_allowed:
            self._owe(self.taken, wallet, self.missing[wallet], "reversed")
            self.missing[wallet] = 0
            found = points
        return found

    def let_go(self, wallet: int, points: int) -> int:
        """Points that were taken come back to the lots that were taken last. All of them."""
        self.missing[wallet] = 0
        self._come_back(self.taken, wallet, points, "reversed")
        return points

    # ------------------------------------------------------------ what no refund covers

    def recall(self) -> tuple[dict[int, int], dict[int, int]]:
        """What earlier steps left owed where debt is refused, and nothing has paid yet, is missing again, to be looked
        for anew. By wallet, points of the claim and of the price."""
        claims, prices = {}, {}
        for wallet in self._refusing():
            claims[wallet] = self._unowe(self.taken, wallet, "reversed")
            prices[wallet] = self._unowe(self.spent, wallet, "redeemed")
            self.missing[wallet] += claims[wallet]
            self.unpaid[wallet] += prices[wallet]
        return claims, prices

    def owe_uncovered(self, refund: int) -> tuple[dict[int, int], dict[int, int]]:
        """Missing points that are worth more than what is still to be refunded are owed: only points that come back pay
        them (row 123). By wallet, points of the claim and of the price."""
        claims, prices = {}, {}
        for wallet, points in uncovered(self.program.plan, self.missing, self.unpaid, refund):
            claims[wallet] = min(points, self.missing[wallet])
            prices[wallet] = points - claims[wallet]
            self._owe(self.taken, wallet, claims[wallet], "reversed")
            self._owe(self.spent, wallet, prices[wallet], "redeemed")
            self.missing[wallet] -= claims[wallet]
            self.unpaid[wallet] -= prices[wallet]
        return claims, prices

    def _refusing(self) -> list[int]:
        return [at for at, wallet in enumerate(self.program.plan.wallets) if not wallet.debt_allowed]

    def _unowe(self, entries: list[Entry], wallet: int, total: str) -> int:
        """Owed points off the entries, as far as the wallet still owes them."""
        owing = self.state.debt[wallet]
        for at in range(len(entries) - 1, -1, -1):
            held, lot, have, owed = entries[at]
            part = min(owing, have) if held == wallet and owed else 0
            entries[at] = (held, lot, have - part, owed)
            owing -= part
        back = self.state.debt[wallet] - owing
        if back:
            self.do("owe", wallet, -back, total)
        return back

    def _owe(self, entries: list[Entry], wallet: int, points: int, total: str) -> None:
        """Points owed, noted as if the order's last lot, or the one that paid last, had given them."""
        if not points:
            return
        self.do("owe", wallet, points, total)
        if total == "reversed":
            lot = max(lot for at, lot in self.own.values() if at == wallet)
        else:
            lot = next(Lot(*lot) for at, lot, *_ in reversed(entries) if at == wallet)
        _put(entries, wallet, lot, points, owed=True)

    # ------------------------------------------------------------ both

    def _come_back(self, entries: list[Entry], wallet: int, points: int, total: str) -> None:
        """The last points of the entries pay what the wallet owes if they were owed or their lot can be spent from;
        the rest goes to their lots with their days, and what is past its last day expires at once."""
        trail = self._last(entries, wallet, points)
        over = self._over(wallet, [lot for lot, _, _ in trail])
        parts = []
        for lot, left, owed in trail:
            if owed or (lot.available <= self.day and lot.number not in over):
                left -= self._pay_debt(wallet, left, total)
            if left:
                parts.append((lot, left))
        if parts:
            self.do("restore", wallet, tuple(parts), total)
            self._expire(wallet, {lot.number for lot, _ in parts} & over)

    def _over(self, wallet: int, lots: list[Lot]) -> set[int]:
        """The numbers of those lots, there or used up, whose last day is over by what the member has before."""
        trial = self.state.copy()
        apply_effect(trial, None, ("restore", wallet, tuple((lot, 0) for lot in lots), "reversed"))
        gone = {number for number, _ in self.program.kernel().gone[wallet](trial, self.day)}
        return gone & {lot.number for lot in lots}

    def _expire(self, wallet: int, numbers: set[int]) -> None:
        gone = tuple((lot.number, lot.left) for lot in self.state.lots[wallet] if lot.number in numbers)
        if gone:
            self.do("expire", wallet, gone)
            self.found.expire(wallet, gone)

    def _pay_debt(self, wallet: int, points: int, total: str) -> int:
        paid = min(points, self.state.debt[wallet])
        if paid:
            self.do("owe", wallet, -paid, total)
        return paid

    def _find(self, wallet: int, points: int, groups: list[list[Lot]]) -> list[tuple[Lot, int]]:
        """(lot, points) of the groups one after the other, each by soonest expiry, oldest, lowest number."""
        last_day = self.program.kernel().last_day[wallet]
        parts = []
        for group in groups:
            for lot in sorted(group, key=lambda lot: (last_day(self.state, lot), lot.earned, lot.number)):
                part = min(points, lot.left)
                if part:
                    parts.append((lot, part))
                    points -= part
        return parts

    def _last(self, entries: list[Entry], wallet: int, points: int) -> list[tuple[Lot, int, bool]]:
        """The last points of a wallet's entries, taken off them."""
        parts = []
        for at in range(len(entries) - 1, -1, -1):
            held, lot, have, owed = entries[at]
            part = min(points, have) if held == wallet else 0
            if part:
                parts.append((Lot(*lot), part, owed))
                entries[at] = (held, lot, have - part, owed)
                points -= part
        return parts


def own_lots(record: OrderRecord, posts: tuple[tuple[Any, ...], ...]) -> dict[int, tuple[int, Lot]]:
    """The lots of an order by number: (wallet, lot), from what it posted."""
    found = {}
    for number, (wallet, rule, earned, available, fixed, soft, points) in enumerate(posts, start=record.first_lot):
        found[number] = (wallet, Lot(number, rule, earned, available, fixed, soft, points, points))
    return found


def _put(entries: list[Entry], wallet: int, lot: Lot, points: int, owed: bool = False) -> None:
    """Points of a lot on top; those of the lot that is on top already, had in the same way, are added to it."""
    if entries and (entries[-1][0], entries[-1][1][0], entries[-1][3]) == (wallet, lot.number, owed):
        entries[-1] = (wallet, entries[-1][1], entries[-1][2] + points, owed)
    else:
        entries.append((wallet, tuple(lot), points, owed))
