"""What all members share: the use of budgets, stock and program-wide limits."""

from __future__ import annotations

from typing import Any

Uses = tuple[tuple[int, int], ...]
"""What a counter has used: (first day of a window, used) by rising day. A rolling counter has an entry a day, one that
counts since ever a single one, of day 0."""


class Shared:
    """`counters` has the positions of the plan's counters. Members' own counters stand there too and stay empty."""

    __slots__ = ("counters",)

    def __init__(self, counters: list[Uses]) -> None:
        self.counters = counters

    def copy(self) -> Shared:
        return Shared(self.counters[:])


def new_shared(plan: Any) -> Shared:
    """Shared state of a plan (fidelang.plan.Plan), untouched."""
    return Shared([() for _ in plan.counters])
