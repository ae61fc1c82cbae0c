"""The closed set of effects, and what each does to a state. No rule is known here.

An effect is a tuple, its kind first:

("post", wallet, rule, earned, available, fixed, soft, points)      a new lot
("spend", wallet, ((lot, points), …))                               points of lots used up
("expire", wallet, ((lot, points), …))                              points of lots lost
("reverse", wallet, ((lot, points), …))                             points of lots taken back by a return
("pay", wallet, ((lot, points), …))                                 points of lots that pay a debt
("owe", wallet, points, sum)                                        a debt more (or less), counted in `redeemed` or
                                                                    `reversed`: what came of it there, and no lot gave
("restore", wallet, ((lot, points), …), sum)                        points back in their lots (whole `Lot`s, which are
                                                                    made again where they are gone), out of that sum
("adjust", wallet, day, points, fixed, soft)                        a given balance: a lot, or lots cut from the oldest
("count", counter, window, used)                                    a member's limit; below 0: given back
("key", key, day)                                                   something fires once only
("draw", counter, window, used)                                     a program limit, stock or budget
("observe", log, day, amount)                                       a metric, at any day up to now
("carry", metric, day, amount)                                      what one metric alone counts: a surplus
("meet", log, day, mark)                                            something met by an order, such as a category
("miss", log, day, mark)                                            it came back: met once less
("order", day)                                                      an order was placed
("cancel", day)                                                     nothing of an order of that day is kept
("happened", position, day)                                         a purchase or event that rules will come back to
("undone", position, day)                                           one of them, called off
("active", position, day)                                           an activity that expiry counts from, no purchase
("corrected", day)                                                  a return came through: conditions may have changed
("move", "tier", from, to, day, until)  ("move", "lifetime", level) ("move", "stage", from, to, day)
("move", "segment", position, inside, day)  ("move", "campaign", position, drawn, day)
("tell", column, value)                                             a column of the state as the caller told it, tuples
                                                                    for lists and for what is kept by name
("send", message, rule)  ("gift", rule, cost)                       nothing to keep in a state
("fee", tier, amount, day)                                          a fee that fell due, tier -1 the program's: likewise
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from typing import Any

from fidelang.state.member import ABSENT, Lot, State
from fidelang.state.records import frozen
from fidelang.state.shared import Shared, Uses

Effect = tuple[Any, ...]

TOLD = (
    "joined", "told", "facts", "consents", "birthday", "tier", "tier_since", "tier_until", "held_from", "held_days",
    "stage", "segments", "campaigns", "given", "rows", "orders", "last_order",
)  # fmt: skip


def apply_effects(state: State | None, shared: Shared | None, effects: Iterable[Effect]) -> None:
    """Apply effects in order, in place. Member effects need a state, draws a shared state."""
    for effect in effects:
        apply_effect(state, shared, effect)


def apply_effect(state: Any, shared: Any, effect: Effect) -> None:
    kind = effect[0]
    if kind == "post":
        _, wallet, rule, earned, available, fixed, soft, points = effect
        state.lots[wallet].append(Lot(state.next_lot, rule, earned, available, fixed, soft, points, points))
        state.next_lot += 1
        state.issued[wallet] += points
    elif kind == "observe":
        _, log, day, amount = effect
        _noted(state.logs[log], day, amount)
        state.totals[log] += amount
    elif kind == "meet":
        _noted(state.logs[effect[1]], effect[2], effect[3])
    elif kind == "miss":
        if effect[2:] in state.logs[effect[1]]:
            state.logs[effect[1]].remove(effect[2:])
    elif kind == "carry":
        given = state.given[:]  # copies of a state share it
        given[effect[1]] = [*given[effect[1]], (effect[2], effect[3])]
        state.given = given
    elif kind == "count":
        state.counters[effect[1]] = used_more(state.counters[effect[1]], effect[2], effect[3])
    elif kind == "draw":
        shared.counters[effect[1]] = used_more(shared.counters[effect[1]], effect[2], effect[3])
    elif kind == "order":
        state.orders.append(effect[1])
        state.last_order = effect[1]
    elif kind == "happened":
        state.happened[effect[1]].append(effect[2])
    elif kind == "active":
        state.activity[effect[1]] = effect[2]
    elif kind == "key":
        state.keys[effect[1]] = effect[2]
    elif kind == "spend":
        state.redeemed[effect[1]] += _taken(state, effect[1], effect[2])
    elif kind == "expire":
        state.expired[effect[1]] += _taken(state, effect[1], effect[2])
    elif kind == "reverse":
        state.reversed[effect[1]] += _taken(state, effect[1], effect[2])
    elif kind == "pay":
        state.debt[effect[1]] -= _taken(state, effect[1], effect[2])
    elif kind == "owe":
        state.debt[effect[1]] += effect[2]
        getattr(state, effect[3])[effect[1]] += effect[2]
    elif kind == "restore":
        getattr(state, effect[3])[effect[1]] -= _restored(state, effect[1], effect[2])
    elif kind == "cancel":
        if effect[1] in state.orders:
            state.orders.remove(effect[1])
            state.last_order = max(state.orders, default=ABSENT)
    elif kind == "undone":
        if effect[2] in state.happened[effect[1]]:
            state.happened[effect[1]].remove(effect[2])
    elif kind == "corrected":
        state.corrected = effect[1]
    elif kind == "move":
        _move(state, effect)
    elif kind == "adjust":
        _adjust(state, effect)
    elif kind == "tell":
        setattr(state, effect[1], _column(effect[1], effect[2]))


def told_effects(before: State, after: State) -> list[Effect]:
    """`tell` for each column that may be told and differs."""
    return [
        ("tell", column, told_value(column, getattr(after, column)))
        for column in TOLD
        if getattr(before, column) != getattr(after, column)
    ]


def told_value(column: str, value: Any) -> Any:
    """A told column as an effect and a file have it."""
    if column == "facts":
        return tuple(sorted(value.items()))
    return tuple(sorted(value)) if column == "consents" else frozen(value)


def _column(column: str, value: Any) -> Any:
    """The inverse of `told_value`."""
    if column == "facts":
        return dict(value)
    if column == "consents":
        return frozenset(value)
    if column == "given":
        return [list(log) for log in value]
    return list(value) if isinstance(value, tuple) and column != "birthday" else value


def used_more(uses: Uses, window: int, used: int) -> Uses:
    """A counter after a further use, which may come late: what later windows have used stays theirs."""
    at = bisect_left(uses, (window,))
    if at < len(uses) and uses[at][0] == window:
        return (*uses[:at], (window, uses[at][1] + used), *uses[at + 1 :])
    return (*uses[:at], (window, used), *uses[at:])


def _noted(log: list[tuple[int, int]], day: int, amount: int) -> None:
    """An entry in its place by day; almost always the last one."""
    if not log or log[-1][0] <= day:
        log.append((day, amount))
    else:
        insort(log, (day, amount), key=lambda entry: entry[0])


def _taken(state: State, wallet: int, parts: Iterable[tuple[int, int]]) -> int:
    """Take points off lots; lots left empty go."""
    taken = dict(parts)
    kept = []
    for lot in state.lots[wallet]:
        points = taken.get(lot.number, 0)
        if points < lot.left:
            kept.append(lot._replace(left=lot.left - points) if points else lot)
    state.lots[wallet] = kept
    return sum(taken.values())


def _restored(state: State, wallet: int, parts: Iterable[tuple[Lot, int]]) -> int:
    """Put points back in their lots; a lot that is gone is made again, in its place by number."""
    total = 0
    for lot, points in parts:
        total += points
        lots = state.lots[wallet]
        at = next((at for at, one in enumerate(lots) if one.number >= lot.number), len(lots))
        if at < len(lots) and lots[at].number == lot.number:
            lots[at] = lots[at]._replace(left=lots[at].left + points)
        else:
            lots.insert(at, lot._replace(left=points))
    return total


def _move(state: State, effect: Effect) -> None:
    what = effect[1]
    if what == "tier":
        _, _, before, after, day, until = effect
        state.tier, state.tier_until = after, until
        if after != before:
            state.tier_since = day
            for level in range(len(state.held_from)):
                since = state.held_from[level]
                if level <= after and since == ABSENT:
                    state.held_from[level] = day
                elif level > after and since != ABSENT:
                    state.held_days[level] += day - since
                    state.held_from[level] = ABSENT
    elif what == "lifetime":
        state.lifetime = effect[2]
    elif what == "stage":
        state.stage = effect[3]
    elif what == "segment":
        state.segments[effect[2]] = effect[3]
    else:
        state.campaigns[effect[2]] = effect[3]


def _adjust(state: State, effect: Effect) -> None:
    _, wallet, day, points, fixed, soft = effect
    state.adjusted[wallet] += points
    if points > 0:
        state.lots[wallet].append(Lot(state.next_lot, -1, day, day, fixed, soft, points, points))
        state.next_lot += 1
    elif points < 0:
        missing = -points
        parts = []
        for lot in state.lots[wallet]:
            part = min(missing, lot.left) if lot.available <= day else 0
            parts.append((lot.number, part))
            missing -= part
        _taken(state, wallet, parts)
