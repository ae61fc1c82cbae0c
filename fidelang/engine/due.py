"""The next midnight that matters to a member."""

from __future__ import annotations

from fidelang.kernel import Kernel
from fidelang.plan import Plan
from fidelang.state import State


def next_due(plan: Plan, kernel: Kernel, state: State) -> int:
    """First day after the clock at whose midnight anything could happen: early is allowed, late is not."""
    return state.clock + 1
