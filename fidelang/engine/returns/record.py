"""The record of an order: what its evaluation read, and what it did that cannot be worked out again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from fidelang.engine.members import balance
from fidelang.kernel.primitives import shift, since, used
from fidelang.plan.model import Counter, Window
from fidelang.state import ABSENT, Effect, OrderRecord, Shared, State, Uses, apply_effect, frozen
from fidelang.values import period_start

if TYPE_CHECKING:
    from fidelang.engine.outcome import Outcome
    from fidelang.engine.program import Program


def recorded(
    program: Program, order: str, state: State | None, basket: Mapping[str, Any], shared: Shared, outcome: Outcome
) -> OrderRecord:
    """The record of a basket, from the state before `outcome` is applied; without a member, that of nobody's."""
    plan = program.plan
    kernel = program.kernel("one_text")
    assert kernel.encode is not None
    encoded = frozen(kernel.encode(basket))
    member = state.member if state is not None else ""
    before = state.copy() if state is not None else program.new_state("", outcome.day)
    day = outcome.day
    wallets = range(len(plan.wallets))
    return OrderRecord(
        program=program.hash,
        order=order,
        member=member,
        joined=before.joined,
        day=day,
        minute=outcome.minute,
        basket=encoded,
        metrics=tuple(kernel.metrics(before, day)),
        rows=tuple(kernel.rows(before, day)),
        met=_met(program, before),
        balances=tuple(balance(plan, before, at, day) for at in wallets),
        counters=tuple(
            _use(one, uses, day, before.joined) for one, uses in zip(plan.counters, before.counters, strict=True)
        ),
        shared=tuple(
            _use(one, uses, day, before.joined) for one, uses in zip(plan.counters, shared.counters, strict=True)
        ),
        tier=before.tier,
        tier_until=before.tier_until,
        lifetime=before.lifetime,
        held=tuple(_held(before, level, day) for level in range(len(before.held_days))),
        stage=before.stage,
        segments=tuple(before.segments),
        campaigns=tuple(before.campaigns),
        last_order=before.last_order,
        birthday=before.birthday,
        consents=tuple(sorted(before.consents)),
        facts=tuple(sorted(before.facts.items())),
        first_lot=before.next_lot,
        spent=_spent(before, outcome.effects) if state is not None else (),
        back=(0,) * encoded[0],
        refunded=0,
        taken=(),
        missing=(0,) * len(plan.wallets),
        unpaid=(0,) * len(plan.wallets),
        asked=(),
        capped=(),
    )


def _met(program: Program, state: State) -> tuple[tuple[int, int], ...]:
    """The latest day on which each category was met, by rising day."""
    latest: dict[int, int] = {}
    for log, one in zip(state.logs, program.plan.logs, strict=True):
        if one.name == "categories":
            latest = {mark: day for day, mark in log}
    return tuple(sorted((day, mark) for mark, day in latest.items()))


def window_start(window: Window, day: int, joined: int) -> int:
    """First day of a counter's window that ends on `day`."""
    if window.kind == "this":
        return period_start(day, window.unit or "", joined)
    return shift(day, -window.lapse.months, -window.lapse.days) if window.lapse is not None else 0


def _use(counter: Counter, uses: Uses, day: int, joined: int) -> Uses:
    """A counter's use in its window of a day, as a single entry: a rolling one's as of that day."""
    start = window_start(counter.window, day, joined)
    rolling = counter.window.kind == "over"
    total = since(uses, start) if rolling else used(uses, start)
    return ((day if rolling else start, total),) if total else ()


def _held(state: State, level: int, day: int) -> int:
    began = state.held_from[level]
    return state.held_days[level] + (day - began if began != ABSENT else 0)


def _spent(state: State, effects: list[Effect]) -> tuple[tuple[int, Any, int, bool], ...]:
    """The lots that the order's rewards paid with, as they were; `state` is a copy to play the effects on."""
    found = []
    for effect in effects:
        if effect[0] == "draw":
            continue
        if effect[0] == "spend":
            lots = {lot.number: lot for lot in state.lots[effect[1]]}
            found += [(effect[1], frozen(lots[number]), points, False) for number, points in effect[2]]
        apply_effect(state, None, effect)
    return tuple(found)
