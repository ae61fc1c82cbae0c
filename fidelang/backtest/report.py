"""What a backtest says: by month and in all, and the rows that could not be used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from fidelang.backtest.books import FLOWS, Flows, Holdings, worth_of
from fidelang.backtest.replay import MonthEnd
from fidelang.engine import Program
from fidelang.values import half_up, written

MOST_LISTED = 10_000  # refused rows kept by line; the others are only counted
RATE_DECIMALS = 4
PARTS = ("issued", "redeemed", "expired", "reversed", "adjusted", "pending", "available", "debt")


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not used. `line` is None where the file has no lines, or they could not be told apart."""

    row: int
    line: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a backtest. `flows` are of the whole stretch; `first` and `last` its days, None without a row."""

    program: Program
    read: int
    refused_count: int
    refused: tuple[Refused, ...]
    first: int | None
    last: int | None
    flows: Flows
    held: Holdings
    months: tuple[MonthEnd, ...]
    unknown: tuple[str, ...]  # facts that the program reads and the file does not tell

    @property
    def never_applied(self) -> tuple[str, ...]:
        names = dict.fromkeys(rule.name for rule in self.program.plan.rules)  # versions of a rule are one
        return tuple(name for name in names if name not in self.flows.applied)

    def cost(self, flows: Flows) -> int:
        """Discounts, gifts and points issued less reversed at `worth`, rounded half up to the minor unit."""
        return _rounded(flows.cost(worth_of(self.program)))

    def give_back_rate(self, flows: Flows) -> str | None:
        """Cost over turnover (after discounts), as a decimal text; None without turnover."""
        if not flows.turnover:
            return None
        rate = flows.cost(worth_of(self.program)) / flows.turnover
        return written(_rounded(rate * 10**RATE_DECIMALS), RATE_DECIMALS)

    def ledger(self, flows: Flows, held: Holdings) -> dict[str, dict[str, int]]:
        """By wallet, in units of its points: what flowed, and what is held at the end."""
        return {
            wallet.name: dict.fromkeys(PARTS, 0) | flows.points.get(wallet.name, {}) | held.points[wallet.name]
            for wallet in self.program.plan.wallets
        }

    def to_json(self) -> dict[str, object]:
        """As the command prints it: money and points with decimals as text, whole points as integers."""
        money = self.program.plan.decimals
        return {
            "rows": {"read": self.read, "used": self.flows.rows, "refused": self.refused_count},
            "members": self.held.members,
            "turnover": written(self.flows.turnover, money),
            "ledger": self._ledger_json(self.flows, self.held),
            "discount": written(self.flows.discount, money),
            "gifts": written(self.flows.gifts, money),
            "cost": written(self.cost(self.flows), money),
            "give_back_rate": self.give_back_rate(self.flows),
            "tiers": self.held.tiers,
            "stages": self.held.stages,
            "by_month": [self._month_json(month) for month in self.months],
            "rules": {rule.name: self.flows.applied.get(rule.name, 0) for rule in self.program.plan.rules},
            "unknown_facts": list(self.unknown),
            "refused_rows": [{"row": each.row, "line": each.line, "reason": each.reason} for each in self.refused],
        }

    def _month_json(self, month: MonthEnd) -> dict[str, object]:
        money = self.program.plan.decimals
        return {
            "month": month.month,
            "rows": month.flows.rows,
            "buyers": month.buyers,
            "members": month.held.members,
            "turnover": written(month.flows.turnover, money),
            "ledger": self._ledger_json(month.flows, month.held),
            "discount": written(month.flows.discount, money),
            "gifts": written(month.flows.gifts, money),
            "cost": written(self.cost(month.flows), money),
            "give_back_rate": self.give_back_rate(month.flows),
            "tiers": month.held.tiers,
            "stages": month.held.stages,
        }

    def _ledger_json(self, flows: Flows, held: Holdings) -> dict[str, dict[str, int | str]]:
        decimals = {wallet.name: wallet.decimals for wallet in self.program.plan.wallets}
        return {
            wallet: {part: _points(amount, decimals[wallet]) for part, amount in book.items()}
            for wallet, book in self.ledger(flows, held).items()
        }


def balances(ledger: Mapping[str, int]) -> bool:
    """The identity of a ledger, to the unit: issued + adjusted + debt = available + pending + redeemed + expired +
    reversed."""
    came = ledger["issued"] + ledger["adjusted"] + ledger["debt"]
    return came == sum(ledger[part] for part in ("available", "pending", *FLOWS[1:]))


def _points(amount: int, decimals: int) -> int | str:
    return written(amount, decimals) if decimals else amount


def _rounded(amount: Fraction) -> int:
    return half_up(amount.numerator, amount.denominator)
