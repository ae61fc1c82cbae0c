"""The program at a customer's side: joining, asking, topping up, the till, the books, as in `individuals.service`."""

from __future__ import annotations

from typing import Any

from fidelang.columns.ops import ALONE, BALANCE, CAMPAIGN, DUE, HAPPEN, JOIN, NEAR, PASS, TRY, VISIT
from fidelang.columns.runtime.records import AWARD, EXPIRED, FEE, GIFT, HEAD, REDEEMED, SENT, TAKE, USE
from simulator.behaviour import goal_pull, is_feasible, response
from simulator.crowd.basket import bought, door, more, picked
from simulator.crowd.draws import uniform
from simulator.crowd.jit import has_numba, inner
from simulator.crowd.places import (
    BENEFIT,
    COUNT,
    DISCOUNTS,
    EARNED,
    ELSEWHERE,
    ENGAGED,
    ENGAGED_SHARE,
    ENROLLED,
    ENROLMENTS,
    ERROR,
    FEES,
    GIFTS,
    GOAL_LIFT,
    GOODS,
    HALF,
    JOINS,
    LARGEST,
    LASTS,
    MESSAGES,
    MIDNIGHT,
    MOST_LINES,
    NEVER,
    OFFERS,
    ORDERS,
    PACE,
    REACH,
    REDEEMS,
    ROW,
    ROWS,
    RULES,
    SALES,
    SALES_LOG,
    SCALE,
    SHAPE,
    SPEND,
    START,
    TOP_UP,
    VISITS,
    WALLETS,
    WIDTH,
    YEAR,
)  # fmt: skip
from simulator.crowd.waking import minute_of, month_of, next_event
from simulator.crowd.year import forget, noted
from simulator.random import Stream

if has_numba():
    from simulator.crowd.calls import call_rules

_A_YEAR = 365
_ENROLMENT, _ENGAGED, _REDEEMER, _REDEMPTION, _TOP_UP, _EVENT = (
    int(Stream.ENROLMENT), int(Stream.ENGAGED), int(Stream.REDEEMER), int(Stream.REDEMPTION), int(Stream.TOP_UP),
    int(Stream.EVENT),
)  # fmt: skip

_goal_pull, _is_feasible, _response = inner(goal_pull), inner(is_feasible), inner(response)


@inner
def rules(c: Any, S: int, op: int, a: int, b: int, d: int) -> int:
    """What the program says; `c.where`: its address, and those of R, M, Z and X."""
    where = c.where
    return int(call_rules(where[0], where[1], where[2], where[3], where[4], S, c.numbers[WIDTH], op, a, b, d))


@inner
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


@inner
def weight(c: Any, i: int, day: int) -> float:
    forget(c.W, c.T, i, YEAR, BENEFIT, c.year_before[day])
    return _response(c.W[i, BENEFIT], c.W[i, SPEND] * 1000, c.settings[HALF])


@inner
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


@inner
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


@inner
def after(c: Any, i: int) -> None:
    """The state has changed: when does it matter next?"""
    c.W[i, MIDNIGHT] = rules(c, c.W[i, ROW], DUE, 0, 0, 0)


@inner
def pass_time(c: Any, i: int, day: int) -> None:
    rules(c, c.W[i, ROW], PASS, c.numbers[START] + day, 0, 0)
    if c.numbers[START] + day < c.W[i, MIDNIGHT]:
        return
    discounts, gifts, benefit = told(c, i, day)
    c.run[ELSEWHERE] += discounts + gifts
    noted(c.W, c.T, i, YEAR, BENEFIT, c.numbers[START] + day, benefit, 0)
    after(c, i)


@inner
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


@inner
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


@inner
def asked(c: Any, i: int, number: int, day: int, minute: int, n: int) -> int:
    """The rule of the reward that a member asks for with the basket at hand; −1 for none.

    Of the rewards that are open to them and affordable, the one that gets the most for its points; and it is asked for
    if the visit's draw would ask for it. Where it would for none of them, the basket need not be tried.
    """
    S, today = c.W[i, ROW], c.numbers[START] + day
    if not c.W[i, REDEEMS]:
        return -1
    chance = -1.0
    wanted = False
    for at in range(len(c.rewards)):
        c.open[at] = 0
        wallet = c.rewards[at, 2]
        if c.rewards[at, 1] > rules(c, S, BALANCE, wallet, 0, 0):
            continue
        if not admits(c, S, today * 1440 + minute, c.rewards[at, 4:]):
            continue
        if chance < 0.0:
            chance = uniform(c.k0, c.k1, _REDEMPTION, c.first + i, number, 0)
        near = rules(c, S, NEAR, wallet, today, 0)
        c.open[at] = 2 if chance < c.asking[at, 1 if near else 0] else 1
        wanted = wanted or c.open[at] == 2
    if not wanted:
        return -1
    best, value, price = -1, 0, 1
    for at in range(len(c.rewards)):
        if c.open[at] == 0:
            continue
        door(c, n, c.rewards[at, 0])
        got = rules(c, S, TRY, today, minute, c.rewards[at, 0])
        if got < 0:
            continue
        if got == 0:
            got = c.rewards[at, 3]
        if best < 0 or got * price > value * c.rewards[at, 1]:
            best, value, price = at, got, c.rewards[at, 1]
    if best < 0:
        return -1
    for at in range(len(c.rewards)):  # versions of a reward share its name
        if c.rewards[at, 0] == c.rewards[best, 0] and c.open[at] == 2:
            return int(c.rewards[best, 0])
    return -1


@inner
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


@inner
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
        rule = asked(c, i, number, day, minute, n)
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
