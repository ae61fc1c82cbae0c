"""What one arm brings next to another."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from simulator.finance.account import Account


@dataclass(frozen=True, slots=True)
class Gain:
    """`arm` next to `base`, both over the same customers. Minor units."""

    arm: Account
    base: Account

    @property
    def incremental_margin(self) -> int:
        return self.arm.margin - self.base.margin

    @property
    def program_cost(self) -> int:
        return self.arm.given - self.base.given

    @property
    def net_gain(self) -> int:
        """Incremental margin − program cost; the difference of profits, to the cent."""
        return self.incremental_margin - self.program_cost

    @property
    def roi(self) -> Fraction | None:
        """Net gain / program cost; None where the cost is not above 0: what its fees pay for is no investment."""
        return Fraction(self.net_gain, self.program_cost) if self.program_cost > 0 else None
