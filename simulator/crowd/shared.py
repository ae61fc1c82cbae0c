"""What all members share: budgets, stock and limits of the program, claimed in the order of time."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, Any

import numpy as np

from fidelang.columns.ops import USE
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
        self._counted = 0  # the day up to which the visits to come are counted

    def run(self, day: int, last: int) -> int:
        """Runs a span from `day` on, up to `last` at the most; the day up to which it ran."""
        if not self.counters:
            self.crowd.span(last)
            return last
        if day >= self._counted:
            self._look_ahead(day, last)
        days = last - day
        while days and not self._surely(day, day + days):
            days //= 2
        if days:
            self._together(day + days)
            return day + days
        self._apart(day + 1)
        self.days_apart += 1
        return day + 1

    # ------------------------------------------------------------ side by side

    def _surely(self, day: int, last: int) -> bool:
        """Whether whatever the events of a span claim is left of every counter."""
        start = self.crowd.horizon.start
        happens = self._happens(day, last)
        return all(
            self.draws.fits(at, self._uses(self.crowd.shards[0], at), start + day, start + last, happens)
            for at in self.counters
        )

    def _look_ahead(self, day: int, last: int) -> None:
        for shard in self.crowd.shards:
            shard.arrays["ahead"][:, day:last] = 0
            loop.act(shard.context(self.crowd), loop.AHEAD, 0, float(last), 0, 0, 0)
        self._counted = last

    def _happens(self, day: int, last: int) -> tuple[int, int, int, int]:
        """At most so many visits and events come in a span, midnights of members, and customers whom they are of."""
        visits = events = midnights = customers = 0
        until = self.crowd.horizon.start + last
        for shard in self.crowd.shards:
            arrays = shard.arrays
            ahead = arrays["ahead"][:, day:last].sum(axis=1)
            visits, events = visits + int(ahead[0]), events + int(ahead[1])
            customers += shard.count
            if last > day + 1:
                midnights += shard.count * (last - day)
            else:  # whoever joins today has no midnight before tomorrow's
                W = arrays["W"]
                midnights += int(np.count_nonzero((W[:, places.ROW] >= 0) & (W[:, places.MIDNIGHT] < until)))
        return visits, events, midnights, min(customers, midnights)

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
        if len(crowd.shards) == 1:
            shard = crowd.shards[0]
            while (at := int(loop.act(shard.context(crowd), loop.APART, 0, float(last), 0, 0, 0))) >= 0:
                crowd.make_room(shard, at)
            return
        contexts = [shard.context(crowd) for shard in crowd.shards]
        for shard in crowd.shards:
            shard.arrays["X"][1] = 1  # effects are told, so that the other shards hear of them
        due: list[tuple[float, int, int]] = []
        for place, shard in enumerate(crowd.shards):
            wakes = [loop.act(contexts[place], loop.WAKE, i, 0.0, 0, 0, 0) for i in range(shard.count)]
            due += [(wake, place, i) for i, wake in enumerate(wakes) if wake < last]
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
