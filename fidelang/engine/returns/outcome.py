"""What a return answers: an outcome with effects, the money, and the record to keep."""

from __future__ import annotations

from typing import Any

from fidelang.engine.outcome import Outcome
from fidelang.engine.returns.refund import Refund
from fidelang.kernel import Found
from fidelang.plan import Plan
from fidelang.state import Effect, OrderRecord


class TakenBack(Outcome):
    """The answer to a return; nothing is changed until its effects are applied and `record` is kept.

    refund: minor units to pay back · refund_full: what was paid on what came back, which the law may ask for (row 71) ·
    withheld: what missing points keep back of the order's refund · record: the order's, to be kept in place of the old.
    """

    __slots__ = ("_back", "record", "refund", "refund_full", "withheld")

    def __init__(
        self,
        plan: Plan,
        found: Found,
        effects: list[Effect],
        at: tuple[int, int],
        back: tuple[dict[int, int], dict[int, int]],
        refund: Refund,
        record: OrderRecord,
    ) -> None:
        super().__init__(plan, found, effects, at[0], at[1], {}, [], None, None)
        self._back = back
        self.refund, self.refund_full, self.withheld = refund.usual, refund.full, refund.withheld
        self.record = record

    @property
    def taken_back(self) -> dict[str, int]:
        """Points that this step took, by wallet, owed ones too and missing ones not; below 0: they came back."""
        return self._by_wallet(self._back[0])

    @property
    def price_back(self) -> dict[str, int]:
        """Points of rewards, by wallet, that this step gave back; below 0: spent again."""
        return self._by_wallet(self._back[1])

    def to_json(self) -> dict[str, Any]:
        from fidelang.engine.answer import return_to_json

        return return_to_json(self, self._plan)
