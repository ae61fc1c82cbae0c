"""One customer's life in one arm, as a SimPy process: enter, visit, join, earn, spend, drift away."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

import simpy

from simulator.individuals.trailing import TrailingYear

if TYPE_CHECKING:
    from simulator.individuals.arm import Arm
    from simulator.individuals.membership import Membership
    from simulator.population import Candidate, Customer, Happening

_NEVER = math.inf
# Members whose midnights fall together are served in the order of their index: far below a minute, far above
# what a float of days can tell apart.
_PLACE_IN_QUEUE = 2.0**-40


def live(env: simpy.Environment, customer: Customer, arm: Arm) -> Generator[simpy.Event, object, None]:
    """The process. Times are days since the run's start; the first purchase is the entry and always happens.

    Three things wake a customer: a candidate visit and an event such as a review, while alive, and a midnight at
    which the program has something to do for a member (an expiry, a birthday), which goes on after the last visit.
    """
    yield env.timeout(customer.entry)
    life = Life(customer, arm)
    while (wake := life.next_wake()) < arm.horizon.days:
        yield env.timeout(max(0.0, wake - env.now))
        life.wake(wake)  # the planned time, not SimPy's sum of delays: the same bits in every arm


class Life:
    """A customer's part of an arm: what they are, not what the program does for them (`membership`)."""

    __slots__ = (
        "_happenings",
        "_hazard",
        "_hazard_until",
        "_next_happening",
        "_next_visit",
        "_visits",
        "alive",
        "arm",
        "customer",
        "membership",
        "room",
        "year",
    )  # fmt: skip

    def __init__(self, customer: Customer, arm: Arm) -> None:
        self.customer = customer
        self.arm = arm
        self.membership: Membership | None = None
        self.room = arm.room(customer)
        self.year = TrailingYear()
        self.alive = True
        self._hazard = 0.0
        self._hazard_until = customer.entry
        self._visits: Iterator[Candidate] = customer.candidates(arm.horizon.days)
        self._happenings: Iterator[Happening] = customer.happenings(arm.horizon.days)
        arm.enter(self)
        self._next_visit = next(self._visits, None)
        self._next_happening = next(self._happenings, None)

    def next_wake(self) -> float:
        """The next time, in days since the start, at which something may happen; infinity for never."""
        wake = _NEVER
        if self.alive and self._next_visit is not None:
            wake = self._next_visit.time
        if self.alive and self._next_happening is not None:
            wake = min(wake, self._next_happening.time)
        if self.membership is not None:
            wake = min(wake, self.arm.next_midnight(self.membership) + self.customer.index * _PLACE_IN_QUEUE)
        return wake

    def wake(self, now: float) -> None:
        """Does what is due at `now`: midnights first, then the visit or the event."""
        self.arm.pass_time(self, now)
        if not self.alive:
            return
        if (visit := self._next_visit) is not None and visit.time <= now:
            self._next_visit = next(self._visits, None)
            self._consider(visit, now)
        elif (happening := self._next_happening) is not None and happening.time <= now:
            self._next_happening = next(self._happenings, None)
            self.arm.happen(self, happening, now)

    def _consider(self, visit: Candidate, now: float) -> None:
        """Thins a candidate visit: does this customer, in this arm, still live, and come?

        The hazard is summed at candidates only, which are the same in all arms, so that an effect of zero ends
        every life at the very same candidate.
        """
        intensity, relief = self.arm.pull(self, now)
        self._hazard += self.customer.death_rate * relief * (now - self._hazard_until)
        self._hazard_until = now
        if self._hazard >= self.customer.endurance:
            self.alive = False
        elif self.arm.accepts(visit, intensity):
            self.arm.visit(self, visit.index, now)
