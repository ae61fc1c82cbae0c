"""What each effect does to a row: as in `fidelang.state.effects`, where the effects are told. No rule is known here.

`hd` is the header of the list that an effect changes, `at` the place of a word in R.
"""

from __future__ import annotations

from fidelang.columns.runtime.calendar import ABSENT
from fidelang.columns.runtime.lists import HEADER, Ints, appended, dropped, first_of, inserted, last_of, shortened
from fidelang.columns.runtime.records import (
    ACTIVE,
    CARRY,
    CHARGE,
    GAVE,
    HAPPENED,
    KEY,
    LOTS,
    MEET,
    MOVE,
    OBSERVE,
    ORDER,
    POST,
    SEND,
    USE,
    opened,
    record1,
    record2,
    record3,
    record6,
)  # fmt: skip


def do_post(
    R: Ints, M: Ints, Z: Ints, X: Ints, next_lot: int, hd: int, width: int, wallet: int, rule: int, earned: int,
    available: int, fixed: int, soft: int, points: int,
) -> None:  # fmt: skip
    """`soft`: place in Z of the last days by clauses with `unless`."""
    place = appended(R, M, hd, width)
    M[place], M[place + 1], M[place + 2], M[place + 3] = R[next_lot], rule, earned, available
    M[place + 4], M[place + 5], M[place + 6] = fixed, points, points
    for at in range(width - 7):
        M[place + 7 + at] = Z[soft + at]
    R[next_lot] += 1
    if X[1]:
        out = opened(X, POST, width - 1)
        X[out], X[out + 1], X[out + 2], X[out + 3], X[out + 4], X[out + 5] = (
            wallet, rule, earned, available, fixed, points,
        )  # fmt: skip
        for at in range(width - 7):
            X[out + 6 + at] = Z[soft + at]


def merge_lots(R: Ints, M: Ints, hd: int, width: int, day: int, base: int) -> None:
    """Lots that can be spent, and from now on live and die together, become one: those of the same last days that were
    earned on or before `base`, the day from which activity counts for all of them."""
    first = first_of(R, hd, width)
    kept = 0
    for at in range(R[hd + 2]):
        place = first + at * width
        into = -1
        if M[place + 3] <= day and M[place + 2] <= base:
            for other in range(kept):
                into_place = first + other * width
                if M[into_place + 3] <= day and M[into_place + 2] <= base:
                    same = M[into_place + 4] == M[place + 4]
                    for word in range(7, width):
                        same = same and M[into_place + word] == M[place + word]
                    if same:
                        into = into_place
                        break
        if into >= 0:
            M[into + 5] += M[place + 5]
            M[into + 6] += M[place + 6]
        else:
            if kept < at:
                for word in range(width):
                    M[first + kept * width + word] = M[place + word]
            kept += 1
    shortened(R, hd, kept)


def do_lots(
    R: Ints, M: Ints, Z: Ints, X: Ints, kind: int, hd: int, width: int, wallet: int, table: int, debt: int
) -> int:  # fmt: skip
    """Points off the lots that a table names; lots left empty go. Kinds: 0 spend, 1 expire, 2 reverse, 3 pay a debt."""
    total = 0
    for part in range(Z[table]):
        number, points = Z[table + 1 + 2 * part], Z[table + 2 + 2 * part]
        total += points
        place = first_of(R, hd, width)
        for at in range(R[hd + 2]):
            if M[place] == number:
                M[place + 5] -= points
                if M[place + 5] <= 0:
                    dropped(R, M, hd, width, at)
                break
            place += width
    if kind == 3:
        R[debt] -= total
    if X[1]:
        out = opened(X, LOTS, 2 + 2 * Z[table])
        X[out], X[out + 1] = kind, wallet
        for at in range(2 * Z[table]):
            X[out + 2 + at] = Z[table + 1 + at]
    return total


def noted(R: Ints, M: Ints, hd: int, day: int, amount: int) -> None:
    """An entry in its place by day; almost always the last one."""
    after = 0
    place = last_of(R, hd, 2)
    while after < R[hd + 2] and M[place] > day:
        after += 1
        place -= 2
    place = appended(R, M, hd, 2) if after == 0 else inserted(R, M, hd, 2, R[hd + 2] - after)
    M[place], M[place + 1] = day, amount


def do_observe(R: Ints, M: Ints, X: Ints, hd: int, total: int, log: int, day: int, amount: int) -> None:
    noted(R, M, hd, day, amount)
    R[total] += amount
    if X[1]:
        record3(X, OBSERVE, log, day, amount)


def do_meet(R: Ints, M: Ints, X: Ints, hd: int, log: int, day: int, mark: int) -> None:
    noted(R, M, hd, day, mark)
    if X[1]:
        record3(X, MEET, log, day, mark)


def do_carry(R: Ints, M: Ints, X: Ints, hd: int, metric: int, day: int, amount: int) -> None:
    place = appended(R, M, hd, 2)
    M[place], M[place + 1] = day, amount
    if X[1]:
        record3(X, CARRY, metric, day, amount)


def do_order(R: Ints, X: Ints, last_order: int, day: int) -> None:
    R[last_order] = day
    if X[1]:
        record1(X, ORDER, day)


def do_happened(R: Ints, M: Ints, X: Ints, hd: int, position: int, day: int) -> None:
    M[appended(R, M, hd, 1)] = day
    if X[1]:
        record2(X, HAPPENED, position, day)


def do_active(R: Ints, X: Ints, at: int, position: int, day: int) -> None:
    R[at] = day
    if X[1]:
        record2(X, ACTIVE, position, day)


def do_key(R: Ints, M: Ints, X: Ints, hd: int, key: int, year: int, day: int) -> None:
    place = appended(R, M, hd, 2)
    M[place], M[place + 1] = key, year
    if X[1]:
        record3(X, KEY, key, year, day)


def do_gift(X: Ints, rule: int, cost: int) -> None:
    if X[1]:
        record2(X, GAVE, rule, cost)


def do_send(X: Ints, message: int, rule: int) -> None:
    if X[1]:
        record2(X, SEND, message, rule)


def do_fee(X: Ints, tier: int, amount: int, day: int) -> None:
    if X[1]:
        record3(X, CHARGE, tier, amount, day)


def do_use(R: Ints, M: Ints, X: Ints, counters: int, own: int, counter: int, window: int, amount: int) -> None:
    """A further use of a counter of the row `counters`; `own`: 0 a member's, 1 of all members."""
    hd = counters + HEADER * counter
    after = 0
    place = last_of(R, hd, 2)
    while after < R[hd + 2] and M[place] > window:
        after += 1
        place -= 2
    if after < R[hd + 2] and M[place] == window:
        M[place + 1] += amount
    else:
        place = appended(R, M, hd, 2) if after == 0 else inserted(R, M, hd, 2, R[hd + 2] - after)
        M[place], M[place + 1] = window, amount
    if X[1]:
        out = opened(X, USE, 4)
        X[out], X[out + 1], X[out + 2], X[out + 3] = own, counter, window, amount


def do_move_tier(
    R: Ints, X: Ints, tier: int, held: int, levels: int, before: int, after: int, day: int, until: int
) -> None:  # fmt: skip
    """`tier`: place of (tier, since, until); `held`: of (held from, days held before) by level."""
    R[tier], R[tier + 2] = after, until
    if after != before:
        R[tier + 1] = day
        for level in range(levels):
            since = R[held + level]
            if level <= after and since == ABSENT:
                R[held + level] = day
            elif level > after and since != ABSENT:
                R[held + levels + level] += day - since
                R[held + level] = ABSENT
    if X[1]:
        record6(X, MOVE, 0, before, after, day, until, 0)


def do_move(R: Ints, X: Ints, at: int, what: int, before: int, after: int, day: int) -> None:
    """1 lifetime, 2 stage, 3 segment, 4 campaign: one word. `before`: of a stage; of the others, which one."""
    R[at] = after
    if X[1]:
        record6(X, MOVE, what, before, after, day, 0, 0)


def to_spend(
    R: Ints, M: Ints, Z: Ints, hd: int, width: int, days: int, out: int, room: int, points: int, day: int
) -> None:
    """Fills a table of (lot, points) in the order of spending: soonest last day, oldest, lowest number. `days`: place
    in Z of the lots' last days, in their order."""
    Z[out] = 0
    length = R[hd + 2]
    first = first_of(R, hd, width)
    last = -1
    while points > 0:
        best = -1
        for at in range(length):
            place = first + at * width
            if M[place + 3] > day:
                continue
            if last >= 0 and not comes_first(M, Z, first, width, days, last, at):
                continue
            if best < 0 or comes_first(M, Z, first, width, days, at, best):
                best = at
        if best < 0:
            Z[0] = 3
            return
        place = first + best * width
        part = min(points, M[place + 5])
        if part != 0:
            entry = out + 1 + 2 * Z[out]
            if Z[out] >= room:
                Z[0] = 1
                return
            Z[entry], Z[entry + 1] = M[place], part
            Z[out] += 1
            points -= part
        last = best


def comes_first(M: Ints, Z: Ints, first: int, width: int, days: int, one: int, other: int) -> bool:
    if Z[days + one] != Z[days + other]:
        return Z[days + one] < Z[days + other]
    if M[first + one * width + 2] != M[first + other * width + 2]:
        return M[first + one * width + 2] < M[first + other * width + 2]
    return M[first + one * width] < M[first + other * width]
