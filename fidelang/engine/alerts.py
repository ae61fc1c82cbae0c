"""Which budgets have just reached the share of their cap at which they give an alert (row 44)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fidelang.kernel.primitives import shift, since, used
from fidelang.plan import Plan
from fidelang.plan.model import Window
from fidelang.state import Effect, Shared, State
from fidelang.values import period_start

Watched = tuple[tuple[int, Any], ...]  # (budget, what its counter had used)


def watch(plan: Plan, state: State | None, shared: Shared) -> Watched:
    """The use of the budgets with an alert, before an evaluation; a member's own budget needs the member."""
    found = []
    for at, budget in enumerate(plan.budgets):
        if budget.alert is not None:
            pool = state if plan.counters[budget.counter].subject == "member" else shared
            if pool is not None:
                found.append((at, pool.counters[budget.counter]))
    return tuple(found)


def reached(plan: Plan, watched: Watched, effects: Iterable[Effect], day: int, joined: int) -> tuple[str, ...]:
    """Names of the watched budgets whose use in its window crosses the threshold by `effects`: once a window, in which
    use only grows. `joined` of the member, 0 without one."""
    names = []
    for at, counter in watched:
        budget = plan.budgets[at]
        one = plan.counters[budget.counter]
        drawn = [effect for effect in effects if effect[0] in ("draw", "count") and effect[1] == budget.counter]
        if not drawn or budget.alert is None:
            continue
        before = _used(one.window, counter, day, joined)
        after = before + sum(effect[3] for effect in drawn)
        share, whole = budget.alert
        if before * whole < one.cap * share <= after * whole:
            names.append(budget.name)
    return tuple(names)


def _used(window: Window, counter: Any, day: int, joined: int) -> int:
    if window.kind == "over" and window.lapse is not None:
        return since(counter, shift(day, -window.lapse.months, -window.lapse.days))
    if window.kind == "this":
        assert window.unit is not None
        unit = "year" if window.unit == "membership year" and not joined else window.unit
        return used(counter, period_start(day, unit, joined))
    return used(counter, 0)
