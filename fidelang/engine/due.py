"""The next midnight that matters to a member.

Between two events nothing changes but by the passing of time: lots ripen and die, days leave a window, a deadline of
`days since` is crossed, a calendar day comes. Each gives a day here; the least is due. A day too early costs an idle
midnight; a day too late would be wrong, so what is not understood is due every day.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fidelang.kernel import Kernel
from fidelang.plan import Plan
from fidelang.plan.formula import COMPARISONS, Formula, slots
from fidelang.plan.model import Trigger, Window
from fidelang.state import ABSENT, State
from fidelang.values import FOREVER, period_end, period_start
from fidelang.values.calendar import feast_in, parts

from fidelang.kernel.primitives import shift

_MOMENTS = {"member.last_order": "last_order", "member.joined": "joined"}
_QUIET = ("metric", "balance", "event", "flag", "segment", "consent")  # slots that only events and windows change


class Due:
    """What a plan's midnights wait for, found once; called with a state, the day."""

    def __init__(self, plan: Plan, kernel: Kernel) -> None:
        self._plan = plan
        self._last_day = kernel.last_day
        self._daily = False
        self._balances = False
        self._waits: set[tuple[str, int]] = set()  # (member's date, days after it)
        windows: set[int] = set()
        for formula in _read_at_midnight(plan):
            self._learn(formula, windows)
        metrics = [plan.metrics[position] for position in sorted(windows)]
        self._rolling = [
            (position, plan.metrics[position].log, plan.metrics[position].window)
            for position in sorted(windows)
            if plan.metrics[position].window.kind == "over"
        ]
        self._units = {metric.window.unit for metric in metrics if metric.window.unit is not None}
        self._triggers: list[Trigger] = []
        for holder in (*plan.rules, *plan.messages):
            for trigger in holder.triggers:
                self._hear(trigger)

    def _hear(self, trigger: Trigger) -> None:
        if trigger.what == "every":
            assert trigger.unit is not None
            self._units.add(trigger.unit)
        elif trigger.what in ("birthday", "anniversary"):
            self._triggers.append(trigger)
        elif trigger.what in ("before", "after"):
            if trigger.kind in ("purchase", "birthday", "anniversary", "expiry"):
                self._triggers.append(trigger)
            else:
                self._daily = True

    def _learn(self, formula: Formula, windows: set[int]) -> None:
        """What makes a formula change while nothing happens."""
        wait = _days_since(formula)
        if wait is not None:
            self._waits.add(wait)
            return
        if formula[0] in ("year", "month", "dom", "elapsed", "latest_feast", "next_feast", "shift"):
            self._daily = self._daily or _reads_clock(formula)
            return
        if formula[0] in ("get", "known", "flag"):
            head, _, tail = formula[1].partition(":")
            if head == "metric":
                windows.add(int(tail))
            elif head == "balance":
                self._balances = True
            elif formula[1] in ("today", "now", "minute") or head == "held":
                self._daily = True
            return
        for part in formula[1:]:
            if isinstance(part, tuple) and part and isinstance(part[0], str):
                self._learn(part, windows)

    def __call__(self, state: State) -> int:
        """First day after the clock at whose midnight anything could happen: early is allowed, late is not."""
        clock = state.clock
        if self._daily or state.touched >= clock:
            return clock + 1
        return max(clock + 1, min(self._days(state, clock), default=FOREVER))

    def _days(self, state: State, clock: int) -> Iterable[int]:
        """Days that matter; one up to the clock stands for the next day."""
        for wallet, lots in enumerate(state.lots):
            for lot in lots:
                yield self._last_day[wallet](state, lot) + 1
                if self._balances and lot.available > clock:
                    yield lot.available
        for name, days in self._waits:
            moment = getattr(state, name)
            if moment != ABSENT:
                for day in (moment + days, moment + days + 1):
                    if day > clock:
                        yield day
        for position, log, window in self._rolling:
            start = _start(window, clock)
            for entries in (state.logs[log], state.given[position]):
                first = _first_from(entries, start)
                if first is not None and window.lapse is not None:
                    yield shift(first, window.lapse.months, window.lapse.days)
        for unit in self._units:
            if period_start(clock, unit, state.joined) == clock:
                yield clock + 1  # a tier reads at midnight the period of the day before
            yield period_end(clock, unit, state.joined) + 1
        tiers = self._plan.tiers
        if tiers is not None and state.tier > 0 and tiers.review not in (None, "purchase"):
            yield _first_start(max(clock + 1, state.tier_until), str(tiers.review), state.joined)
        for trigger in self._triggers:
            yield from self._trigger_days(trigger, state, clock)

    def _trigger_days(self, trigger: Trigger, state: State, clock: int) -> Iterable[int]:
        months, days = (trigger.lapse.months, trigger.lapse.days) if trigger.lapse is not None else (0, 0)
        if trigger.what == "before":
            months, days = -months, -days
        moment = trigger.kind if trigger.what in ("before", "after") else trigger.what
        moments: Iterable[int] = ()
        if moment == "purchase":
            moments = state.orders
        elif moment == "expiry":
            assert trigger.wallet is not None
            last_day = self._last_day[trigger.wallet]
            moments = [last_day(state, lot) for lot in state.lots[trigger.wallet]]
        elif moment == "anniversary":
            moments = _feasts(clock, *parts(state.joined)[1:], abs(months) // 12 + abs(days) // 365)
        elif state.birthday:
            moments = _feasts(clock, state.birthday[1], state.birthday[2], abs(months) // 12 + abs(days) // 365)
        for each in moments:
            day = shift(each, months, days)
            if day > clock:
                yield day


def _read_at_midnight(plan: Plan) -> Iterable[Formula]:
    for stage in plan.stages:
        yield stage.holds
    for segment in plan.segments:
        yield segment.holds
    for tier in plan.tiers.tiers if plan.tiers else ():
        yield tier.holds
        yield tier.lifetime


def _reads_clock(formula: Formula) -> bool:
    return any(slot in ("today", "now", "minute") for slot in slots(formula))


def _days_since(formula: Formula) -> tuple[str, int] | None:
    """(member's date, n) of a comparison of the days since that date with n; None for anything else."""
    if formula[0] not in COMPARISONS:
        return None
    for side, other in ((formula[1], formula[2]), (formula[2], formula[1])):
        if other[0] == "int" and side[0] == "elapsed" and side[1] == "day" and side[3] == ("get", "today"):
            name = _MOMENTS.get(side[2][1]) if side[2][0] == "get" else None
            if name is not None:
                return name, int(other[1])
    return None


def _start(window: Window, day: int) -> int:
    assert window.lapse is not None
    return shift(day, -window.lapse.months, -window.lapse.days)


def _first_from(entries: list[tuple[int, int]], start: int) -> int | None:
    """Day of the oldest entry (they rise by day) that still counts."""
    first: Any = None
    for day, _ in reversed(entries):
        if day < start:
            break
        first = day
    return first if first is None else int(first)


def _first_start(day: int, unit: str, joined: int) -> int:
    """The first day from `day` on at which a calendar unit starts."""
    return day if period_start(day, unit, joined) == day else period_end(day, unit, joined) + 1


def _feasts(clock: int, month: int, dom: int, reach: int) -> list[int]:
    year = parts(clock)[0]
    return [feast_in(each, month, dom) for each in range(max(1, year - reach - 1), min(9999, year + reach + 2))]
