"""What all members share: budgets, stock and limits of the program, claimed in the order of time."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, Any

import numpy as np

from fidelang.columns.entry import USE
from fidelang.columns.rows import entries
from simulator.crowd import loop, places
from simulator.crowd.bounds import Draws

if TYPE_CHECKING:
    from simulator.crowd.engine import Crowd, Shard


class Claims:
    """Runs spans so that shared counters are used as one member after the other would use them.

    Where all that a span's events can claim is surely left, no order can matter: shards run side by side, and their
    uses are added up. Otherwise the day's events run one by one, in the order of time.
    """

    def __init__(self, crowd: Crowd) -> None:
        assert crowd.program is not None
        self.crowd = crowd
        self.layout = crowd.program.low.layout
        plan = crowd.program.plan
        self.counters = [at for at, counter in enumerate(plan.counters) if counter.subject == "program"]
        self.draws = Draws(plan)
        self.days_apart = 0  # how many days ran one by one

    def run(self, day: int, last: int) -> int:
        """Runs a span from `day` on, up to `last` at the most; the day up to which it ran."""
        if not self.counters or self._surely(day, last):
            self._together(last)
            return last
        if self._surely(day, day + 1):
            self._together(day + 1)
        else:
            self._apart(day + 1)
            self.days_apart += 1
        return day + 1

    # ------------------------------------------------------------ side by side

    def _surely(self, day: int, last: int) -> bool:
        """Whether whatever the events of a span claim is left of every counter."""
        visits, midnights = self._events(day, last)
        start = self.crowd.horizon.start
        return all(
            self.draws.fits(at, self._uses(self.crowd.shards[0], at), start + day, start + last, visits, midnights)
            for at in self.counters
        )

    def _events(self, day: int, last: int) -> tuple[int, int]:
        """At most so many visits and events of customers, and midnights, from one day to another."""
        crowd = self.crowd
        visits = midnights = 0
        for shard in crowd.shards:
            loop.act(shard.context(crowd), loop.AHEAD, 0, float(last), 0, 0, 0)
            run = shard.arrays["run"]
            visits += int(run[places.TO_COME])
            midnights += int(run[places.MIDNIGHTS]) if last == day + 1 else shard.count * (last - day)
        return visits, midnights

    def _together(self, last: int) -> None:
        crowd = self.crowd
        before: dict[int, dict[int, int]] = {at: dict(self._uses(crowd.shards[0], at)) for at in self.counters}
        crowd.span(last)
        if len(crowd.shards) == 1:
            return
        for at in self.counters:
            made = [
                {window: used - before[at].get(window, 0) for window, used in self._uses(shard, at)}
                for shard in crowd.shards
            ]
            for mine, shard in zip(made, crowd.shards, strict=True):
                for other in made:
                    if other is not mine:
                        for window, used in sorted(other.items()):
                            if used:
                                self._use(shard, at, window, used)

    def _uses(self, shard: Shard, counter: int) -> list[tuple[int, int]]:
        hd = self.layout.width + self.layout.list_at("counters", counter)
        return [(int(a), int(b)) for a, b in entries(shard.arrays["R"], shard.arrays["M"], hd, 2)]

    def _use(self, shard: Shard, counter: int, window: int, amount: int) -> None:
        loop.act(shard.context(self.crowd), loop.ASK, 0, float(amount), USE, counter, window)

    # ------------------------------------------------------------ one by one

    def _apart(self, last: int) -> None:
        """A day's events of all shards in the order of time."""
        crowd = self.crowd
        contexts = [shard.context(crowd) for shard in crowd.shards]
        for shard in crowd.shards:
            shard.arrays["X"][1] = 1  # effects are told, so that the other shards hear of them
        due: list[tuple[float, int, int]] = []
        for place, shard in enumerate(crowd.shards):
            wakes = shard.arrays["F"][:, places.WAKES]  # as the look ahead left them
            due += [(float(wakes[i]), place, i) for i in np.nonzero(wakes < last)[0].tolist()]
        heapq.heapify(due)
        while due:
            wake, place, i = heapq.heappop(due)
            shard = crowd.shards[place]
            while not loop.act(contexts[place], loop.ROOM_FOR, i, 0.0, 0, 0, 0):
                crowd.make_room(shard, i)
                contexts[place] = shard.context(crowd)
            wake = loop.act(contexts[place], loop.STEP, i, wake, 0, 0, 0)
            self._spread(place, contexts)
            if wake < last:
                heapq.heappush(due, (wake, place, i))
        for shard in crowd.shards:
            shard.arrays["X"][1] = 0

    def _spread(self, place: int, contexts: list[Any]) -> None:
        """What a step used of shared counters, told to the other shards."""
        heard = contexts[place].heard
        count = int(heard[0])
        for at in range(count):
            counter, window, amount = (int(one) for one in heard[1 + 3 * at : 4 + 3 * at])
            for other in range(len(contexts)):
                if other != place:
                    self._use(self.crowd.shards[other], counter, window, amount)
        heard[0] = 0
