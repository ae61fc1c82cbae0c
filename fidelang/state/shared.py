"""What all members share: the use of budgets, stock and program-wide limits."""

from __future__ import annotations

from typing import Any


class Shared:
    """`counters` has the positions of the plan's counters: (window's first day, used), or a log of (day, used) for a
    rolling window. Members' own counters stand there too and stay untouched."""

    __slots__ = ("counters",)

    def __init__(self, counters: list[Any]) -> None:
        self.counters = counters

    def copy(self) -> Shared:
        return Shared(self.counters[:])


def new_shared(plan: Any) -> Shared:
    """Shared state of a plan (fidelang.plan.Plan), untouched."""
    return Shared([() if counter.window.kind == "over" else (0, 0) for counter in plan.counters])
