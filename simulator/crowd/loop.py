"""The life of many customers: what `individuals.life` and `.arm` do for one, over arrays."""

from __future__ import annotations

from typing import Any

from fidelang.columns.ops import LEDGER
from simulator.behaviour import hazard_multiplier, intensity_multiplier, membership_lift
from simulator.crowd.jit import inner, jit
from simulator.crowd.places import (
    ALIVE,
    CANDIDATES,
    CLIPPED,
    COUNT,
    DEATH,
    ENDURANCE,
    ENGAGED,
    ENTERED,
    ERROR,
    EVENTS,
    HAZARD,
    HOW_MANY,
    KINDS,
    LASTS,
    LIFT,
    LISTS,
    LOT,
    MAX_LIFT,
    NEXT,
    NUMBER,
    REDUCTION,
    ROOM,
    ROW,
    ROWS,
    SALES_LOG,
    STAGE,
    THINNING,
    TIER,
    UNTIL,
    VISITS,
    WIDTH,
    YEAR,
)  # fmt: skip
from simulator.crowd.service import happen, pass_time, pull, rules, visit, weight
from simulator.crowd.waking import look_ahead, next_event, next_visit, wakes

_intensity, _relief, _membership_lift = inner(intensity_multiplier), inner(hazard_multiplier), inner(membership_lift)


@inner
def consider(c: Any, i: int, now: float) -> None:
    F, W, settings = c.F, c.W, c.settings
    intensity, relief = 1.0, 1.0
    day = int(now)
    if W[i, ROW] >= 0 and W[i, ENGAGED]:
        share = weight(c, i, day)
        if share != 0.0:
            effect = F[i, ROOM] * pull(c, i, day) + _membership_lift(settings[LIFT], F[i, ROOM])
            intensity, relief = _intensity(share, effect), _relief(share, settings[REDUCTION])
    number, thinning = W[i, NUMBER], F[i, THINNING]
    F[i, HAZARD] += F[i, DEATH] * relief * (now - F[i, UNTIL])
    F[i, UNTIL] = now
    next_visit(c, i, now)
    if F[i, HAZARD] >= F[i, ENDURANCE]:
        W[i, ALIVE] = 0
        return
    c.run[CANDIDATES] += 1
    reached = c.season[day] * min(intensity, settings[MAX_LIFT])
    if max(intensity, reached) > settings[MAX_LIFT]:
        c.run[CLIPPED] += 1
    if thinning * settings[MAX_LIFT] < reached:
        visit(c, i, number, now)


@inner
def step(c: Any, i: int, now: float) -> None:
    """What is due for a customer: their entry; midnights, then the visit or the event."""
    F, W = c.F, c.W
    if W[i, ENTERED] == 0:
        W[i, ENTERED] = 1
        W[i, ALIVE] = 1
        F[i, UNTIL] = now
        visit(c, i, 0, now)
        next_visit(c, i, now)
        for kind in range(c.numbers[KINDS]):
            next_event(c, i, kind, now)
        return
    if W[i, ROW] >= 0:
        pass_time(c, i, int(now))
    if not W[i, ALIVE]:
        return
    if 0.0 <= F[i, NEXT] <= now:
        consider(c, i, now)
        return
    first = -1
    for kind in range(c.numbers[KINDS]):
        if F[i, EVENTS + kind] <= now and (first < 0 or F[i, EVENTS + kind] < F[i, EVENTS + first]):
            first = kind
    if first >= 0:
        happen(c, i, first, now)


@inner
def has_room(c: Any, i: int) -> bool:
    """Whether an event of a customer fits into what is left; else the caller makes room."""
    if c.T[0] + 4 * c.W[i, YEAR + 3] * 3 + 64 > len(c.T) or (c.run[VISITS] + 2 > len(c.sales) and c.run[SALES_LOG]):
        return False
    if not c.program:
        return True
    width, lists, how_many = c.numbers[WIDTH], c.numbers[LISTS], c.numbers[HOW_MANY]
    if (3 + c.run[ROWS]) * width > len(c.R):
        return False
    words = 1024 * how_many
    if c.W[i, ROW] >= 0:
        for at in range(how_many):
            words += 4 * c.R[c.W[i, ROW] + lists + 4 * at + 3] * c.numbers[LOT]
    return bool(c.M[0] + words <= len(c.M))


@inner
def lives(c: Any, start: int, until: float) -> int:
    """Every customer from `start` on up to a time; the first one for whom there is no room, or how many there are."""
    for i in range(start, len(c.F)):
        while True:
            wake = wakes(c, i)
            if wake >= until:
                break
            if not has_room(c, i):
                return i
            step(c, i, wake)
            if c.run[ERROR]:
                return i
    return len(c.F)


@inner
def sink(times: Any, who: Any, at: int, count: int) -> None:
    """Puts the entry at `at` of a heap, by time and then by customer, into its place among those below it."""
    time, one = times[at], who[at]
    while True:
        child = 2 * at + 1
        if child >= count:
            break
        other = child + 1
        if other < count and (
            times[other] < times[child] or (times[other] == times[child] and who[other] < who[child])
        ):
            child = other
        if time < times[child] or (time == times[child] and one < who[child]):
            break
        times[at], who[at] = times[child], who[child]
        at = child
    times[at], who[at] = time, one


@inner
def apart(c: Any, until: float) -> int:
    """Every customer up to a time, in the order of time; −1, or the one for whom there is no room: then again."""
    times, who = c.times, c.who
    count = 0
    for i in range(len(c.F)):
        wake = wakes(c, i)
        if wake < until:
            times[count], who[count] = wake, i
            count += 1
    for at in range(count // 2 - 1, -1, -1):
        sink(times, who, at, count)
    while count > 0:
        i = who[0]
        if not has_room(c, i):
            return int(i)
        step(c, i, times[0])
        if c.run[ERROR]:
            return int(i)
        wake = wakes(c, i)
        if wake < until:
            times[0] = wake
        else:
            count -= 1
            times[0], who[0] = times[count], who[count]
        sink(times, who, 0, count)
    return -1


@inner
def close(c: Any, last: int) -> None:
    """Everyone's midnights up to a day; then members by tier and by stage, and what is available, pending and owed."""
    for i in range(len(c.F)):
        S = c.W[i, ROW]
        if S < 0:
            continue
        pass_time(c, i, last)
        c.closing[0, c.R[S + c.numbers[TIER]]] += 1
        c.closing[1, c.R[S + c.numbers[STAGE]]] += 1
        for wallet in range(c.numbers[COUNT]):
            rules(c, S, LEDGER, wallet, 0, 0)
            for word in range(3):
                c.closing[2 + word, wallet] += c.Z[c.numbers[LASTS] + word]


LIVES, STEP, ROOM_FOR, WAKE, CLOSE, AHEAD, ASK, APART = range(8)


@jit
def act(c: Any, what: int, i: int, time: float, op: int, a: int, b: int) -> float:
    """All that Python asks of the loop, in one function, since each of its own costs seconds to compile.

    LIVES: from customer `i` up to a time · STEP: what is due for one · ROOM_FOR, WAKE: of one · CLOSE: everybody, at
    the last day · AHEAD: `look_ahead` · ASK: the rules, of the row `i` · APART: all up to a time, in its order.
    """
    if what == LIVES:
        return float(lives(c, i, time))
    if what == STEP:
        step(c, i, time)
        return wakes(c, i)
    if what == APART:
        return float(apart(c, time))
    if what == ROOM_FOR:
        return 1.0 if has_room(c, i) else 0.0
    if what == WAKE:
        return wakes(c, i)
    if what == CLOSE:
        close(c, int(time))
    elif what == AHEAD:
        look_ahead(c, time)
    elif what == ASK:
        return float(rules(c, i, op, a, b, int(time)))
    return 0.0
