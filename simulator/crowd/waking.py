"""When something happens to a customer next: candidates, events and midnights, as in `population.customer`."""

from __future__ import annotations

import math
from typing import Any

from simulator.crowd.draws import block, exponential, uniform, unit
from simulator.crowd.jit import inner
from simulator.crowd.places import (
    ALIVE,
    COUNT,
    EARNED,
    ENTERED,
    ENTRY,
    EVENTS,
    KINDS,
    MAX_LIFT,
    MIDNIGHT,
    NEXT,
    NUMBER,
    RATE,
    ROW,
    START,
    THINNING,
)  # fmt: skip
from simulator.random import Stream

_QUEUE = 2.0**-40  # as in `individuals.life`
_VISIT, _EVENT = int(Stream.VISIT), int(Stream.EVENT)


@inner
def wakes(c: Any, i: int) -> float:
    """The next time at which something may happen to a customer; infinite for never."""
    F, W = c.F, c.W
    if W[i, ENTERED] == 0:
        return float(F[i, ENTRY])
    wake = math.inf
    if W[i, ALIVE]:
        if F[i, NEXT] >= 0.0:
            wake = F[i, NEXT]
        for kind in range(c.numbers[KINDS]):
            wake = min(wake, F[i, EVENTS + kind])
    if W[i, ROW] >= 0:
        wake = min(wake, float(W[i, MIDNIGHT] - c.numbers[START]) + (c.first + i) * _QUEUE)
    return wake


@inner
def next_visit(c: Any, i: int, after: float) -> None:
    F, W = c.F, c.W
    W[i, NUMBER] += 1
    words = block(c.k0, c.k1, 0, W[i, NUMBER], c.first + i, _VISIT)
    time = after + exponential(unit(words[0])) / (F[i, RATE] * c.settings[MAX_LIFT])
    F[i, NEXT] = time if time < c.horizon else -1.0
    F[i, THINNING] = unit(words[1])


@inner
def next_event(c: Any, i: int, kind: int, after: float) -> None:
    rate = c.event_rates[kind]
    number = c.W[i, EARNED + c.numbers[COUNT] + kind]
    time = math.inf
    if rate > 0:
        index = number * 16 + kind
        time = after + exponential(uniform(c.k0, c.k1, _EVENT, c.first + i, index, 0)) / rate
        if time >= c.horizon:
            time = math.inf
    c.F[i, EVENTS + kind] = time


@inner
def minute_of(hours: Any, fraction: float) -> int:
    reached = 0.0
    for at in range(len(hours)):
        start, end, bound = int(hours[at, 0]), int(hours[at, 1]), hours[at, 2]
        if fraction < bound:
            return start + int((end - start) * (fraction - reached) / (bound - reached))
        reached = bound
    return int(hours[len(hours) - 1, 1]) - 1


@inner
def month_of(c: Any, day: int) -> int:
    """Of a day since the start."""
    month = 0
    while c.months[month + 1] <= day:
        month += 1
    return month


@inner
def look_ahead(c: Any, until: float) -> None:
    """Counts in `c.ahead` the visits and the events that may come up to a time, by day since the start: all of them
    are drawn already, whatever a customer does."""
    F, W = c.F, c.W
    for i in range(len(F)):
        if W[i, ENTERED] and not W[i, ALIVE]:
            continue
        time, number = F[i, NEXT], W[i, NUMBER]
        if W[i, ENTERED] == 0:
            time, number = F[i, ENTRY], 0
        while 0.0 <= time < until:
            c.ahead[0, int(time)] += 1
            number += 1
            words = block(c.k0, c.k1, 0, number, c.first + i, _VISIT)
            time += exponential(unit(words[0])) / (F[i, RATE] * c.settings[MAX_LIFT])
        for kind in range(c.numbers[KINDS]):
            time = F[i, EVENTS + kind]
            number = W[i, EARNED + c.numbers[COUNT] + kind]
            if W[i, ENTERED] == 0:
                time, number = F[i, ENTRY], -1
            while time < until:
                c.ahead[1, int(time)] += 1
                number += 1
                chance = uniform(c.k0, c.k1, _EVENT, c.first + i, number * 16 + kind, 0)
                time += exponential(chance) / c.event_rates[kind] if c.event_rates[kind] > 0 else math.inf
