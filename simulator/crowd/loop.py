"""The life of many customers: what `individuals.life`, `.arm` and `.service` do for one, over arrays.

F, by customer: rate, death rate, spend scale, entry, endurance, room, probability of joining, next visit (−1: none),
hazard, hazard until, thinning of the next visit, then the next time of each event. W: number of the next visit, alive,
row (−1: no member), engaged, redeems, day of joining, next midnight, the list of the trailing year (base, head, length,
room), its benefit and spend, entered, then points earned by wallet, then the number of each event.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from fidelang.columns.entry import ALONE, BALANCE, CAMPAIGN, DUE, HAPPEN, JOIN, NEAR, PASS, VISIT
from fidelang.columns.runtime.records import AWARD, EXPIRED, FEE, GIFT, HEAD, REDEEMED, SENT, TAKE, USE
from simulator.behaviour import (
    goal_pull, hazard_multiplier, intensity_multiplier, is_feasible, membership_lift, response,
)  # fmt: skip
from simulator.crowd.basket import bought, picked
from simulator.crowd.draws import block, exponential, uniform, unit
from simulator.crowd.jit import has_numba, jit
from simulator.crowd.year import forget, noted
from simulator.random import Stream

if has_numba():
    from simulator.crowd.calls import call_rules

RATE, DEATH, SCALE, ENTRY, ENDURANCE, ROOM, JOINS, NEXT, HAZARD, UNTIL, THINNING, EVENTS = range(12)
NUMBER, ALIVE, ROW, ENGAGED, REDEEMS, ENROLLED, MIDNIGHT, YEAR, BENEFIT, SPEND, ENTERED, EARNED = (
    0, 1, 2, 3, 4, 5, 6, 7, 11, 12, 13, 14,
)  # fmt: skip
# of a month
SALES, GOODS, DISCOUNTS, GIFTS, MESSAGES, FEES, ORDERS, ENROLMENTS, WALLETS = range(9)
# of a run
CANDIDATES, CLIPPED, ELSEWHERE, ROWS, VISITS, ERROR, SALES_LOG = range(7)
NUMBERS = ("start", "minor", "count", "n", "lines", "lasts", "asked", "finer", "rules", "offers", "largest", "most_lines", "width", "lists", "how_many", "lot", "kinds")  # fmt: skip
START, MINOR, COUNT, N, LINES, LASTS, ASKED, FINER, RULES, OFFERS, LARGEST, MOST_LINES, WIDTH, LISTS, HOW_MANY, LOT, KINDS = range(17)  # fmt: skip
(MAX_LIFT, HALF, LIFT, REDUCTION, GOAL_LIFT, SHAPE, PACE, REACH, TOP_UP, ENGAGED_SHARE, NEVER, MORE_LINES, SPEND_SHAPE) = range(13)  # fmt: skip
_QUEUE = 2.0**-40  # as in `individuals.life`
_A_YEAR = 365
_VISIT, _ENROLMENT, _ENGAGED, _REDEEMER, _REDEMPTION, _TOP_UP, _EVENT = (
    int(Stream.VISIT), int(Stream.ENROLMENT), int(Stream.ENGAGED), int(Stream.REDEEMER), int(Stream.REDEMPTION),
    int(Stream.TOP_UP), int(Stream.EVENT),
)  # fmt: skip

_goal_pull, _is_feasible, _response = jit(goal_pull), jit(is_feasible), jit(response)
_intensity, _relief, _membership_lift = jit(intensity_multiplier), jit(hazard_multiplier), jit(membership_lift)


@jit
def rules(c: Any, S: int, op: int, a: int, b: int, d: int) -> int:
    """What the program says; `c.where`: its address, and those of R, M, Z and X."""
    where = c.where
    return call_rules(where[0], where[1], where[2], where[3], where[4], S, c.numbers[WIDTH], op, a, b, d)


@jit
def wakes(c: Any, i: int) -> float:
    """The next time at which something may happen to a customer; infinite for never."""
    F, W = c.F, c.W
    if W[i, ENTERED] == 0:
        return F[i, ENTRY]
    wake = math.inf
    if W[i, ALIVE]:
        if F[i, NEXT] >= 0.0:
            wake = F[i, NEXT]
        for kind in range(c.numbers[KINDS]):
            wake = min(wake, F[i, EVENTS + kind])
    if W[i, ROW] >= 0:
        wake = min(wake, float(W[i, MIDNIGHT] - c.numbers[START]) + (c.first + i) * _QUEUE)
    return wake


@jit
def next_visit(c: Any, i: int, after: float) -> None:
    F, W = c.F, c.W
    W[i, NUMBER] += 1
    words = block(c.k0, c.k1, 0, W[i, NUMBER], c.first + i, _VISIT)
    time = after + exponential(unit(words[0])) / (F[i, RATE] * c.settings[MAX_LIFT])
    F[i, NEXT] = time if time < c.horizon else -1.0
    F[i, THINNING] = unit(words[1])


@jit
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


@jit
def minute_of(hours: Any, fraction: float) -> int:
    reached = 0.0
    for at in range(len(hours)):
        start, end, bound = int(hours[at, 0]), int(hours[at, 1]), hours[at, 2]
        if fraction < bound:
            return start + int((end - start) * (fraction - reached) / (bound - reached))
        reached = bound
    return int(hours[len(hours) - 1, 1]) - 1


@jit
def month_of(c: Any, day: int) -> int:
    """Of a day since the start."""
    return np.searchsorted(c.months, day, side="right") - 1


@jit
def admits(c: Any, S: int, now: int, opening: Any) -> bool:
    """`opening`: start, stop, campaign, draw, as in `tables.opening`."""
    if opening[0] != -(2**62) and now < opening[0]:
        return False
    if opening[1] != -(2**62) and now >= opening[1]:
        return False
    if opening[2] < 0:
        return True
    drawn = rules(c, S, CAMPAIGN, opening[2], 0, 0)
    return drawn >= 1 if opening[3] < 0 else drawn == opening[3]


# ---------------------------------------------------------------- behaviour


@jit
def weight(c: Any, i: int, day: int) -> float:
    forget(c.W, c.T, i, YEAR, BENEFIT, c.year_before[day])
    return _response(c.W[i, BENEFIT], c.W[i, SPEND] * 1000, c.settings[HALF])


@jit
def pull(c: Any, i: int, day: int) -> float:
    """The strongest goal's; `c.goals` by wallet and rising price: the first that is open is the wallet's."""
    S, today = c.W[i, ROW], c.numbers[START] + day
    days = max(1, today - c.W[i, ENROLLED])
    strongest = 0.0
    done = -1
    for at in range(len(c.goals)):
        wallet, price = c.goals[at, 0], c.goals[at, 1]
        if wallet == done or not admits(c, S, today * 1440, c.goals[at, 2:]):
            continue
        done = wallet
        remaining = price - rules(c, S, BALANCE, wallet, 0, 0)
        pace = c.W[i, EARNED + wallet] / days
        if remaining > 0 and _is_feasible(remaining, pace, _A_YEAR, c.settings[PACE]):
            strongest = max(strongest, _goal_pull(remaining, price, c.settings[GOAL_LIFT], c.settings[SHAPE]))
    return strongest


@jit
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


# ---------------------------------------------------------------- the program at a person's side


@jit
def told(c: Any, i: int, day: int) -> tuple[int, int, int]:
    """(discounts, gifts, benefit) of what the program just did, written into the books of the day's month."""
    X, month = c.X, c.books[month_of(c, day)]
    wallets = c.numbers[COUNT]
    discounts = gifts = benefit = 0
    at = HEAD
    while at < X[0]:
        kind, words = X[at], X[at + 1]
        at += 2
        if kind == AWARD:
            wallet, points = X[at + 1], X[at + 2]
            month[WALLETS + wallet] += points
            benefit += points * c.worth[wallet]
            c.W[i, EARNED + wallet] += points
            c.applied[X[at]] = 1
        elif kind == TAKE:
            discounts += X[at + 1]
            c.applied[X[at]] = 1
            if not c.paid_with_points[X[at]]:
                benefit += X[at + 1] * 1000
        elif kind == GIFT:
            gifts += X[at + 1]
            c.applied[X[at]] = 1
            if not c.paid_with_points[X[at]]:
                benefit += X[at + 1] * 1000
        elif kind == SENT:
            month[MESSAGES] += X[at + 2]
            c.applied[c.numbers[RULES] + X[at]] = 1
        elif kind == FEE:
            month[FEES] += X[at + 1]
            benefit -= X[at + 1] * 1000
        elif kind == REDEEMED:
            month[WALLETS + wallets + X[at]] += X[at + 1]
        elif kind == EXPIRED:
            month[WALLETS + 2 * wallets + X[at]] += X[at + 1]
        elif kind == USE and X[at] == 1 and 4 + 3 * c.heard[0] < len(c.heard):
            for word in range(3):
                c.heard[1 + 3 * c.heard[0] + word] = X[at + 1 + word]
            c.heard[0] += 1
        at += words
    month[DISCOUNTS] += discounts
    month[GIFTS] += gifts
    return discounts, gifts, benefit


@jit
def after(c: Any, i: int) -> None:
    """The state has changed: when does it matter next?"""
    c.W[i, MIDNIGHT] = rules(c, c.W[i, ROW], DUE, 0, 0, 0)


@jit
def pass_time(c: Any, i: int, day: int) -> None:
    rules(c, c.W[i, ROW], PASS, c.numbers[START] + day, 0, 0)
    if c.numbers[START] + day < c.W[i, MIDNIGHT]:
        return
    discounts, gifts, benefit = told(c, i, day)
    c.run[ELSEWHERE] += discounts + gifts
    noted(c.W, c.T, i, YEAR, BENEFIT, c.numbers[START] + day, benefit, 0)
    after(c, i)


@jit
def happen(c: Any, i: int, kind: int, now: float) -> None:
    number = c.W[i, EARNED + c.numbers[COUNT] + kind]
    c.W[i, EARNED + c.numbers[COUNT] + kind] += 1
    next_event(c, i, kind, now)
    if c.W[i, ROW] < 0:
        return
    index = number * 16 + kind
    for at in range(c.events[kind, 1], c.events[kind, 1] + c.events[kind, 2]):
        chance = uniform(c.k0, c.k1, _EVENT, c.first + i, index, c.fields[at, 3])
        c.Z[c.fields[at, 0]] = picked(c.spread_bounds, c.spread_codes, c.fields[at, 1], c.fields[at, 2], chance)
    day = int(now)
    minute = minute_of(c.hours, now - day)
    rules(c, c.W[i, ROW], HAPPEN, c.numbers[START] + day, minute, c.events[kind, 0])
    discounts, gifts, benefit = told(c, i, day)
    c.run[ELSEWHERE] += discounts + gifts
    noted(c.W, c.T, i, YEAR, BENEFIT, c.numbers[START] + day, benefit, 0)
    after(c, i)


@jit
def join(c: Any, i: int, number: int, day: int, minute: int) -> None:
    W = c.W
    if uniform(c.k0, c.k1, _ENROLMENT, c.first + i, number, 0) >= c.F[i, JOINS]:
        return
    S = (2 + c.run[ROWS]) * c.numbers[WIDTH]
    c.run[ROWS] += 1
    W[i, ROW] = S
    today = c.numbers[START] + day
    W[i, ENROLLED] = today
    W[i, ENGAGED] = int(uniform(c.k0, c.k1, _ENGAGED, c.first + i, 0, 0) < c.settings[ENGAGED_SHARE])
    W[i, REDEEMS] = int(uniform(c.k0, c.k1, _REDEEMER, c.first + i, 0, 0) >= c.settings[NEVER])
    for at in range(c.traits.shape[1]):
        c.Z[c.numbers[LASTS] + at] = c.traits[i, at]
    rules(c, S, JOIN, today, minute, 0)
    c.books[month_of(c, day), ENROLMENTS] += 1
    _, _, benefit = told(c, i, day)
    noted(c.W, c.T, i, YEAR, BENEFIT, today, benefit, 0)
    after(c, i)


@jit
def asked(c: Any, i: int, number: int, day: int, minute: int) -> int:
    """The rule of the reward that a member asks for at a visit; −1 for none."""
    S, today = c.W[i, ROW], c.numbers[START] + day
    if not c.W[i, REDEEMS]:
        return -1
    for at in range(len(c.rewards)):
        wallet = c.rewards[at, 2]
        if c.rewards[at, 1] <= rules(c, S, BALANCE, wallet, 0, 0) and admits(
            c, S, today * 1440 + minute, c.rewards[at, 3:]
        ):
            near = rules(c, S, NEAR, wallet, today, 0)
            chance = uniform(c.k0, c.k1, _REDEMPTION, c.first + i, number, 0)
            return c.rewards[at, 0] if chance < c.asking[at, 1 if near else 0] else -1
    return -1


@jit
def gap_of(c: Any, i: int, number: int, total: int, share: float, now: int) -> int:
    chance = uniform(c.k0, c.k1, _TOP_UP, c.first + i, number, 0)
    if share == 0.0 or chance >= c.settings[TOP_UP] * share:
        return 0
    gap = 0
    for at in range(len(c.thresholds)):
        missing = c.thresholds[at, 0] - total
        if missing > 0 and (gap == 0 or missing < gap) and admits(c, c.W[i, ROW], now, c.thresholds[at, 1:]):
            gap = missing
    return gap if gap <= total * c.settings[REACH] else 0


@jit
def visit(c: Any, i: int, number: int, now: float) -> None:
    W, day = c.W, int(now)
    today, member = c.numbers[START] + day, c.first + i
    minute = minute_of(c.hours, now - day)
    discounts = gifts = benefit = 0
    share = weight(c, i, day) if W[i, ROW] >= 0 else 0.0
    if c.program and W[i, ROW] < 0:
        join(c, i, number, day, minute)
    n, total, cost = bought(c, member, number, c.F[i, SCALE])
    if total > c.numbers[LARGEST] or n > c.numbers[MOST_LINES]:
        c.run[ERROR] = 1
        return
    if c.program and W[i, ROW] >= 0:
        gap = gap_of(c, i, number, total, share, today * 1440 + minute)
        if W[i, ENGAGED] and gap:
            n, total, cost = more(c, n, total, cost, gap)
        rule = asked(c, i, number, day, minute)
        door(c, n, rule)
        rules(c, W[i, ROW], VISIT, today, minute, 0)
        discounts, gifts, benefit = told(c, i, day)
    elif c.program and c.numbers[OFFERS]:
        door(c, n, -1)
        rules(c, 0, ALONE, today, minute, 0)
        discounts, gifts, benefit = told(c, i, day)
    month = c.books[month_of(c, day)]
    month[SALES] += total
    month[GOODS] += cost
    month[ORDERS] += 1
    net = total - discounts
    noted(c.W, c.T, i, YEAR, BENEFIT, today, benefit if W[i, ROW] >= 0 else 0, net)
    if W[i, ROW] >= 0:
        after(c, i)
    at = c.run[VISITS]
    c.run[VISITS] = at + 1
    if c.run[SALES_LOG]:
        row = c.sales[at]
        row[0], row[1], row[2], row[3], row[4], row[5] = member, number, today, total, net, discounts + gifts


@jit
def more(c: Any, n: int, total: int, cost: int, gap: int) -> tuple[int, int, int]:
    """One more line worth `gap`, like the dearest."""
    L, dearest = c.lines, 0
    for line in range(1, n):
        if L[line, 1] * L[line, 2] > L[dearest, 1] * L[dearest, 2]:
            dearest = line
    for at in range(L.shape[1]):
        L[n, at] = L[dearest, at]
    L[n, 1], L[n, 2] = gap, 1
    top, bottom = c.goods[L[n, 0], 1], c.goods[L[n, 0], 2]
    return n + 1, total + gap, cost + (2 * gap * (bottom - top) + bottom) // (2 * bottom)


@jit
def door(c: Any, n: int, rule: int) -> None:
    """The basket into Z, as `price` reads it."""
    Z, L, base, finer = c.Z, c.lines, c.numbers[LINES], c.numbers[FINER]
    facts = L.shape[1] - 3
    Z[c.numbers[N]] = n
    for line in range(n):
        price, quantity = L[line, 1], L[line, 2]
        Z[base + line] = price * quantity
        Z[base + n + line] = 1000 * quantity
        Z[base + 2 * n + line] = quantity
        Z[base + 3 * n + line] = price * finer
        Z[base + 4 * n + line] = 0
        for at in range(facts):
            Z[base + (5 + at) * n + line] = L[line, 3 + at]
        if c.marks.shape[0]:
            Z[base + (5 + facts) * n + line] = c.marks[L[line, 0]]
    for at in range(len(c.basket)):
        Z[c.numbers[LASTS] + at] = c.basket[at]
    asked_at = c.numbers[ASKED]
    count = 0
    if rule >= 0:
        Z[asked_at + 1], Z[asked_at + 2], Z[asked_at + 3] = rule, 1, 0
        count = 1
    for at in range(len(c.automatic)):
        for word in range(3):
            Z[asked_at + 1 + 3 * count + word] = c.automatic[at, word]
        count += 1
    Z[asked_at] = count


# ---------------------------------------------------------------- lives


@jit
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


@jit
def has_room(c: Any, i: int) -> bool:
    """Whether an event of a customer fits into what is left; else the caller makes room."""
    if c.T[0] + 4 * c.W[i, YEAR + 3] * 3 + 64 > len(c.T) or c.run[VISITS] + 2 > len(c.sales) and c.run[SALES_LOG]:
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
    return c.M[0] + words <= len(c.M)


@jit
def upcoming(c: Any, until: float) -> tuple[int, int]:
    """(visits and events that there may be up to a time, members whose midnight comes before it)."""
    F, W = c.F, c.W
    visits = midnights = 0
    for i in range(len(F)):
        if W[i, ROW] >= 0 and W[i, MIDNIGHT] - c.numbers[START] < until:
            midnights += 1
        if W[i, ENTERED] and not W[i, ALIVE]:
            continue
        time, number = F[i, NEXT], W[i, NUMBER]
        if W[i, ENTERED] == 0:
            time, number = F[i, ENTRY], 0
        while 0.0 <= time < until:
            visits += 1
            number += 1
            words = block(c.k0, c.k1, 0, number, c.first + i, _VISIT)
            time += exponential(unit(words[0])) / (F[i, RATE] * c.settings[MAX_LIFT])
        for kind in range(c.numbers[KINDS]):
            time = F[i, EVENTS + kind]
            number = W[i, EARNED + c.numbers[COUNT] + kind]
            if W[i, ENTERED] == 0:
                time, number = F[i, ENTRY], -1
            while time < until:
                visits += 1
                number += 1
                chance = uniform(c.k0, c.k1, _EVENT, c.first + i, number * 16 + kind, 0)
                time += exponential(chance) / c.event_rates[kind] if c.event_rates[kind] > 0 else math.inf
    return visits, midnights


@jit
def waking(c: Any, until: float) -> tuple[Any, Any]:
    """Positions of the customers who wake before a time, and when."""
    who = np.empty(len(c.F), dtype=np.int64)
    when = np.empty(len(c.F), dtype=np.float64)
    count = 0
    for i in range(len(c.F)):
        wake = wakes(c, i)
        if wake < until:
            who[count], when[count] = i, wake
            count += 1
    return who[:count], when[:count]


@jit
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
