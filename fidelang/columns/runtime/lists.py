"""Lists that grow: in a row stand (base, head, length, room), in M the entries, one after the other from base + head.

M[0] is the first word never used, M[1:62] the first free block of each size (a power of two), M[62] how many words M
has, M[63] says that there was no room: who calls sees to it before an event, so that M never moves while one runs.
"""

from __future__ import annotations

Ints = list[int]
TRASH = 64  # of M: where an entry goes when there is no room, and the run is void
FIRST = 128  # of M: what comes before is bookkeeping
LEAST = 3  # a block has at least 2^3 words
HEADER = 4


def size_class(words: int) -> int:
    power = LEAST
    while (1 << power) < words:
        power += 1
    return power


def take_block(M: Ints, power: int) -> int:
    base = M[power]
    if base != 0:
        M[power] = M[base]
        return base
    base = M[0]
    if base + (1 << power) > M[62]:
        M[63] = 1
        return 0
    M[0] = base + (1 << power)
    return base


def free_block(M: Ints, base: int, power: int) -> None:
    M[base] = M[power]
    M[power] = base


def first_of(R: Ints, hd: int, width: int) -> int:
    """The place in M of a list's first entry."""
    return R[hd] + R[hd + 1] * width


def last_of(R: Ints, hd: int, width: int) -> int:
    return R[hd] + (R[hd + 1] + R[hd + 2] - 1) * width


def appended(R: Ints, M: Ints, hd: int, width: int) -> int:
    """The place in M of one more entry at the end, yet to be written."""
    base, head, length, room = R[hd], R[hd + 1], R[hd + 2], R[hd + 3]
    if head + length == room:
        if head > length:
            for at in range(length * width):
                M[base + at] = M[base + head * width + at]
            R[hd + 1] = 0
        else:
            power = LEAST if room == 0 else size_class(room * width) + 1
            while (1 << power) < 2 * width:
                power += 1
            new = take_block(M, power)
            if new == 0:
                return TRASH
            for at in range(length * width):
                M[new + at] = M[base + head * width + at]
            if room:
                free_block(M, base, size_class(room * width))
            R[hd], R[hd + 1], R[hd + 3] = new, 0, (1 << power) // width
    R[hd + 2] = length + 1
    return R[hd] + (R[hd + 1] + length) * width


def dropped(R: Ints, M: Ints, hd: int, width: int, at: int) -> None:
    """Takes the entry of this position out."""
    if at == 0:
        R[hd + 1] += 1
    else:
        base = R[hd] + R[hd + 1] * width
        for word in range(base + at * width, base + (R[hd + 2] - 1) * width):
            M[word] = M[word + width]
    R[hd + 2] -= 1
    if R[hd + 2] == 0:
        R[hd + 1] = 0


def shortened(R: Ints, hd: int, length: int) -> None:
    """Leaves so many entries, the first ones."""
    R[hd + 2] = length
    if length == 0:
        R[hd + 1] = 0


def inserted(R: Ints, M: Ints, hd: int, width: int, at: int) -> int:
    """The place in M of a new entry that shall have this position."""
    place = appended(R, M, hd, width)
    if place == TRASH:
        return TRASH
    base = R[hd] + R[hd + 1] * width
    word = place - 1
    while word >= base + at * width:
        M[word + width] = M[word]
        word -= 1
    return base + at * width
