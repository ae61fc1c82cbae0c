"""What happened, in X: records of a kind, a count of words, and the words. X[0] is the first word not used.

X[1]: whether effects are written, too, beside what an outcome tells; X[2]: that there was no room, and the run is void;
X[3]: how many words X has.
"""

from __future__ import annotations

from fidelang.columns.runtime.lists import Ints

HEAD = 4  # of X: what comes before is bookkeeping
# of outcomes
AWARD, TAKE, SHARE, GIFT, SENT, MOVED, EXPIRED, REDEEMED, FEE, REASON, REFUSED, TOTAL = range(1, 13)
# of effects
POST, LOTS, GAVE, SEND, ACTIVE, OBSERVE, MEET, CARRY, ORDER, HAPPENED, KEY, MOVE, USE, CHARGE = range(32, 46)
FIELDS = 16


def opened(X: Ints, kind: int, words: int) -> int:
    """The place in X of the words of a new record."""
    at = X[0]
    if at + words + 2 > X[3] - 64:
        X[2] = 1
        return X[3] - 64
    X[0] = at + words + 2
    X[at] = kind
    X[at + 1] = words
    return at + 2


def record1(X: Ints, kind: int, a: int) -> None:
    X[opened(X, kind, 1)] = a


def record2(X: Ints, kind: int, a: int, b: int) -> None:
    at = opened(X, kind, 2)
    X[at], X[at + 1] = a, b


def record3(X: Ints, kind: int, a: int, b: int, c: int) -> None:
    at = opened(X, kind, 3)
    X[at], X[at + 1], X[at + 2] = a, b, c


def record6(X: Ints, kind: int, a: int, b: int, c: int, d: int, e: int, f: int) -> None:
    at = opened(X, kind, 6)
    X[at], X[at + 1], X[at + 2], X[at + 3], X[at + 4], X[at + 5] = a, b, c, d, e, f


def emptied(Z: Ints, table: int) -> None:
    Z[table] = 0


def put(Z: Ints, table: int, room: int, width: int) -> int:
    """The place in Z of a new entry of a table: its first word counts the entries. Z[0]: that there was no room."""
    count = Z[table]
    if count >= room:
        Z[0] = 1
        return table + 1 + (room - 1) * width
    Z[table] = count + 1
    return table + 1 + count * width


def put1(Z: Ints, table: int, room: int, a: int) -> None:
    Z[put(Z, table, room, 1)] = a


def put2(Z: Ints, table: int, room: int, a: int, b: int) -> None:
    at = put(Z, table, room, 2)
    Z[at], Z[at + 1] = a, b


def put3(Z: Ints, table: int, room: int, a: int, b: int, c: int) -> None:
    at = put(Z, table, room, 3)
    Z[at], Z[at + 1], Z[at + 2] = a, b, c


def put4(Z: Ints, table: int, room: int, a: int, b: int, c: int, d: int) -> None:
    at = put(Z, table, room, 4)
    Z[at], Z[at + 1], Z[at + 2], Z[at + 3] = a, b, c, d


def is_in(Z: Ints, table: int, value: int) -> bool:
    found = False
    for at in range(table + 1, table + 1 + Z[table]):
        found = found or Z[at] == value
    return found


def least(Z: Ints, table: int, otherwise: int) -> int:
    if Z[table] == 0:
        return otherwise
    found = Z[table + 1]
    for at in range(table + 2, table + 1 + Z[table]):
        found = min(found, Z[at])
    return found


def put_once(Z: Ints, table: int, room: int, a: int) -> None:
    """Not again right after itself."""
    if Z[table] == 0 or Z[table + Z[table]] != a:
        put1(Z, table, room, a)


def put_use(Z: Ints, table: int, room: int, own: int, counter: int, window: int, amount: int) -> None:
    """A use of a counter, added to those of the same window."""
    for at in range(Z[table]):
        place = table + 1 + 4 * at
        if Z[place] == own and Z[place + 1] == counter and Z[place + 2] == window:
            Z[place + 3] += amount
            return
    put4(Z, table, room, own, counter, window, amount)


def put_sorted(Z: Ints, table: int, room: int, a: int) -> None:
    """Into a table of rising numbers, each once."""
    at = table + Z[table]
    while at > table and Z[at] > a:
        at -= 1
    if at > table and Z[at] == a:
        return
    put(Z, table, room, 1)
    for word in range(table + Z[table], at + 1, -1):
        Z[word] = Z[word - 1]
    Z[at + 1] = a


def put_up(Z: Ints, table: int, room: int, rule: int, wallet: int, points: int) -> None:
    """Adds to the entry of a rule and wallet, or opens one."""
    for at in range(Z[table]):
        place = table + 1 + 3 * at
        if Z[place] == rule and Z[place + 1] == wallet:
            Z[place + 2] += points
            return
    put3(Z, table, room, rule, wallet, points)


def points_in(Z: Ints, table: int) -> int:
    """The points of a table of (lot, points)."""
    total = 0
    for at in range(Z[table]):
        total += Z[table + 2 + 2 * at]
    return total
