"""What rules read of lists: as in `fidelang.kernel.primitives`, over a row's headers `hd`."""

from __future__ import annotations

from fidelang.columns.runtime.calendar import ABSENT, period_start
from fidelang.columns.runtime.lists import Ints, first_of, last_of


def used(R: Ints, M: Ints, hd: int, window: int) -> int:
    place = last_of(R, hd, 2)
    for _ in range(R[hd + 2]):
        if M[place] <= window:
            return M[place + 1] if M[place] == window else 0
        place -= 2
    return 0


def since(R: Ints, M: Ints, hd: int, start: int) -> int:
    total = 0
    place = last_of(R, hd, 2)
    for _ in range(R[hd + 2]):
        if M[place] < start:
            break
        total += M[place + 1]
        place -= 2
    return total


def oldest(R: Ints, M: Ints, hd: int, start: int) -> int:
    place = last_of(R, hd, 2)
    found = ABSENT
    for _ in range(R[hd + 2]):
        if M[place] < start:
            break
        found = M[place]
        place -= 2
    return found


def distinct(R: Ints, M: Ints, hd: int, start: int) -> int:
    """How many different marks a log has met from a day on."""
    first, last = first_of(R, hd, 2), last_of(R, hd, 2)
    count = 0
    place = last
    while place >= first and M[place] >= start:
        later = place + 2
        while later <= last and M[later + 1] != M[place + 1]:
            later += 2
        if later > last:
            count += 1
        place -= 2
    return count


def available(R: Ints, M: Ints, hd: int, width: int, day: int) -> int:
    total = 0
    place = first_of(R, hd, width)
    for _ in range(R[hd + 2]):
        if M[place + 3] <= day:
            total += M[place + 5]
        place += width
    return total


def has_key(R: Ints, M: Ints, hd: int, key: int, year: int) -> bool:
    place = first_of(R, hd, 2)
    for _ in range(R[hd + 2]):
        if M[place] == key and M[place + 1] == year:
            return True
        place += 2
    return False


def in_a_row(
    R: Ints, M: Ints, log: int, given: int, told_day: int, told: int, unit: int, least: int, day: int
) -> int:  # fmt: skip
    start = period_start(day, unit, 0)
    behind = ABSENT if told_day == ABSENT else period_start(told_day, unit, 0)
    first = first_of(R, log, 2)
    place = last_of(R, log, 2)
    while place >= first and M[place] >= start:
        place -= 2
    count = 0
    while start > behind and start > 1:
        before = period_start(start - 1, unit, 0)
        amount = 0
        beside = first_of(R, given, 2)
        for _ in range(R[given + 2]):
            if before <= M[beside] < start:
                amount += M[beside + 1]
            beside += 2
        while place >= first and M[place] >= before:
            amount += M[place + 1]
            place -= 2
        if amount < least:
            return count
        count += 1
        start = before
    return count + (told if start == behind else 0)
