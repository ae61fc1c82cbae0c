"""The trailing year of many customers: days with what they gave and took, in one arena, as in `individuals.trailing`.

In W, from `at` on: first word, head, length and room of a customer's entries (day, benefit, spend) in T. T[0] is the
first word never used, T[1:60] the first free block of each size, in entries a power of two.
"""

from __future__ import annotations

from typing import Any

from simulator.crowd.jit import inner

FIRST = 64


@inner
def forget(W: Any, T: Any, i: int, at: int, sums: int, before: int) -> None:
    """Drops what lies before a day; the sums of what is left stand at `sums`."""
    while W[i, at + 2] > 0:
        place = W[i, at] + 3 * W[i, at + 1]
        if T[place] >= before:
            return
        W[i, sums] -= T[place + 1]
        W[i, sums + 1] -= T[place + 2]
        W[i, at + 1] += 1
        W[i, at + 2] -= 1


@inner
def noted(W: Any, T: Any, i: int, at: int, sums: int, day: int, benefit: int, spend: int) -> None:
    if benefit == 0 and spend == 0:
        return
    base, head, length, room = W[i, at], W[i, at + 1], W[i, at + 2], W[i, at + 3]
    if head + length == room:
        if head > length:
            for word in range(3 * length):
                T[base + word] = T[base + 3 * head + word]
            head = 0
        else:
            power = 2
            while room and (1 << power) <= room:
                power += 1
            new = T[power]
            if new != 0:
                T[power] = T[new]
            else:
                new = T[0]
                T[0] = new + 3 * (1 << power)
            for word in range(3 * length):
                T[new + word] = T[base + 3 * head + word]
            if room:
                T[base] = T[power - 1]
                T[power - 1] = base
            base, head, room = new, 0, 1 << power
        W[i, at], W[i, at + 1], W[i, at + 3] = base, head, room
    place = base + 3 * (head + length)
    T[place], T[place + 1], T[place + 2] = day, benefit, spend
    W[i, at + 2] = length + 1
    W[i, sums] += benefit
    W[i, sums + 1] += spend
