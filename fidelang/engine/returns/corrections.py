"""What a return corrects beside points: metrics, counters, what rules wait for, the last order (rows 125, 126)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from fidelang.engine.returns.claims import counted
from fidelang.engine.returns.rating import Rated, Window
from fidelang.engine.returns.record import window_start
from fidelang.kernel.primitives import used
from fidelang.state import OrderRecord, Shared

if TYPE_CHECKING:
    from fidelang.engine.program import Program

Do = Callable[..., None]


def correct_member(program: Program, record: OrderRecord, whole: Rated, before: Rated, now: Rated, do: Do) -> None:
    """A member's metrics and counters, at the day of the order."""
    plan = program.plan
    for log in range(len(plan.logs)):
        difference = counted(whole, now, log) - counted(whole, before, log)
        if difference:
            do("observe", log, record.day, difference)
    for log, mark in sorted(before.met ^ now.met):
        do("meet" if mark in {one for _, one in now.met} else "miss", log, record.day, mark)
    for counter, window in sorted({*before.counts, *now.counts}):
        difference = now.counts[counter, window] - before.counts[counter, window]
        if difference:
            do("count", counter, window, difference)


def call_off(program: Program, record: OrderRecord, do: Do) -> None:
    """Nothing is kept: the order is none, and what rules would do some days after it they will not."""
    do("cancel", record.day)
    if "purchase" in program.plan.moments:
        do("undone", program.plan.moments.index("purchase"), record.day)


def correct_shared(
    program: Program, record: OrderRecord, shared: Shared, before: Rated, now: Rated, do: Do
) -> tuple[tuple[int, int, int], ...]:
    """What all members share: given back, or drawn on again but never past a cap. What could not be drawn."""
    capped: dict[Window, int] = {(counter, window): uses for counter, window, uses in record.capped}
    left: list[tuple[int, int, int]] = []
    for one in sorted({*before.draws, *now.draws, *capped}):
        counter, window = one
        wanted = now.draws[one] - (before.draws[one] - capped.get(one, 0))
        drawn = min(wanted, room(program, record, shared, one)) if wanted > 0 else wanted
        if drawn:
            do("draw", counter, window, drawn)
        if drawn < wanted:
            left.append((counter, window, wanted - drawn))
    return tuple(left)


def room(program: Program, record: OrderRecord, shared: Shared, one: Window) -> int:
    """What a counter of all members leaves in the window of the order; a rolling one, in every window that holds its
    day."""
    counter, uses = program.plan.counters[one[0]], shared.counters[one[0]]
    if counter.window.kind != "over":
        return max(0, counter.cap - used(uses, one[1]))
    most = 0
    for end in (one[1], *(day for day, _ in uses if day > one[1])):
        start = window_start(counter.window, end, record.joined)
        if start <= one[1]:
            most = max(most, sum(amount for day, amount in uses if start <= day <= end))
    return max(0, counter.cap - most)
