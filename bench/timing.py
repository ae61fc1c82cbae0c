"""Times of things done in turns: the same work again and again, one after the other, each turn in another order.

A shared machine slows all of a turn alike, so what is compared is the ratio within a turn; its median over the turns is
the figure. Times are processor time of the thread: what waits for the machine is not counted.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from time import thread_time_ns
from typing import Any

Loop = Callable[[Sequence[Any]], None]
LEAST = 2_000_000  # nanoseconds that a turn takes at least


@dataclass
class Subject:
    """What is timed: `loop` goes through `inputs` once. `single` does one of them, for percentiles of single calls."""

    name: str
    loop: Loop
    inputs: Sequence[Any]
    single: Callable[[Any], object] | None = None
    times: list[float] = field(default_factory=list)  # nanoseconds an input, one a turn
    number: int = 1

    def turn(self) -> float:
        loop, inputs = self.loop, self.inputs
        start = thread_time_ns()
        for _ in range(self.number):
            loop(inputs)
        return (thread_time_ns() - start) / (self.number * len(inputs))


def in_turns(subjects: Sequence[Subject], turns: int, once: bool = False) -> None:
    """Fill `times` of each. `once`: a turn is one pass, whatever it takes (cold); else as many as last long enough."""
    for one in subjects:
        one.times.clear()
        one.number = 1
        one.turn()  # warm
        if not once:
            one.number = max(1, round(LEAST / (one.turn() * len(one.inputs))))
    running = gc.isenabled()
    gc.disable()
    try:
        for turn in range(turns):
            order = subjects if turn % 2 == 0 else subjects[::-1]
            for one in order:
                if not once:
                    one.loop(
                        one.inputs
                    )  # what another left in the caches is not its fault: without this, first is slow
                one.times.append(one.turn())
            gc.collect()
    finally:
        if running:
            gc.enable()


def ratio(one: Subject, other: Subject) -> float:
    """The median over the turns of one time by the other's of the same turn."""
    return median(mine / yours for mine, yours in zip(one.times, other.times, strict=True))


def percentiles(single: Callable[[Any], object], inputs: Sequence[Any]) -> tuple[float, float]:
    """(p50, p99) of single calls in nanoseconds, a call an input; without the cost of taking the time."""
    times, nothing = [], []
    gc.disable()
    try:
        for one in inputs:
            start = thread_time_ns()
            end = thread_time_ns()
            nothing.append(end - start)
            start = thread_time_ns()
            single(one)
            end = thread_time_ns()
            times.append(end - start)
    finally:
        gc.enable()
    cost = median(nothing)
    times.sort()
    return times[len(times) // 2] - cost, times[len(times) * 99 // 100] - cost
