"""Events through the engine: each member's midnights before them, ids that were seen passed over, records kept."""

from __future__ import annotations

import hashlib
import heapq
import json
from collections.abc import Iterator
from dataclasses import dataclass

from fidelang.engine import InvalidInput, Joined, Outcome, Program, TakenBack
from fidelang.state import Base, Event, Kept
from fidelang.values import FOREVER, day_text, shown


@dataclass(frozen=True, slots=True)
class Played:
    """An outcome that was applied: of an event, or (`event` None) of the midnight of `day`."""

    member: str
    day: int
    event: Event | None
    outcome: Outcome


class Replay:
    """A base moved on by `play`. Time goes forward for all at once: before an event, every member's midnights up to its
    day have run, by day and then by member, so that what all share is drawn upon in the order of days."""

    def __init__(self, program: Program, base: Base | None = None) -> None:
        """`base`: kept under this program (`state.file`); None: nobody has joined. It is changed in place."""
        self.program = program
        self.base = Base(program.new_shared()) if base is None else base
        self._queue: list[tuple[int, str]] = []
        self._due: dict[str, int] = {}
        for name in self.base.members:
            self._schedule(name)

    def play(self, event: Event) -> list[Played] | None:
        """What an event did, midnights before it included; None for one that was played before, with the same id and
        the same content. An event's `order` is a name here: of a purchase the one to keep (default: its id), of a
        return the one to find.

        Raises InvalidInput for an event that cannot be played; the midnights before its day have run all the same
        (`between` holds them), and the same event is refused again for as long as that day lasts.
        """
        self.between: list[Played] = []
        base, day = self.base, event.at[0]
        if event.kind == "tick":
            if day <= base.day:
                return None
            self._pass_to(day)
            return self.between
        digest = _digest(event)
        if self._repeated(event, digest):
            return None
        kept = base.members.get(event.member)
        if day < base.day:
            message = f"it is before {day_text(base.day)}, a day that has begun for everybody"
            raise InvalidInput("back_in_time", message, ("event", "at"), "sort the events by `at`")
        if kept is not None and event.at < kept.latest:
            raise InvalidInput(
                "back_in_time", "it is before the member's event before it", ("event", "at"), "sort the events by `at`"
            )
        if digest in base.refused:
            raise InvalidInput("refused_before", base.refused[digest], ("event",))
        self._pass_to(day)
        try:
            outcome = self._played(event, kept)
        except InvalidInput as error:
            base.refused[digest] = error.message
            raise
        self._played_of(event.member)[event.id] = digest
        return [*self.between, Played(event.member, day, event, outcome)]

    def _repeated(self, event: Event, digest: str) -> bool:
        """Raises for an id that came with another content, or on another day: two events have it."""
        known = self._played_of(event.member).get(event.id)
        if known is not None and known != digest:
            kept = self.base.members.get(event.member)
            day = kept.state.keys.get(("event", event.id)) if kept is not None else None
            of = f", of {day_text(day)}" if day is not None else ""
            message = f"the id {shown(event.id)} is that of another event{of}, which says something else"
            raise InvalidInput("twice", message, ("event", "id"), "every event has an id of its own")
        return known is not None

    def _played_of(self, member: str) -> dict[str, str]:
        """Digests by id of what went through: a member's, or of the baskets of nobody."""
        if not member:
            return self.base.seen
        kept = self.base.members.get(member)
        return {} if kept is None else kept.events

    def _played(self, event: Event, kept: Kept | None) -> Outcome:
        program, shared = self.program, self.base.shared
        state = kept.state if kept is not None else None
        order = str(event.payload.get("order") or event.id)
        payload = {key: value for key, value in event.payload.items() if key != "order"}
        if state is not None:
            state.clock = event.at[0]  # no midnight up to it is still due
            self._schedule(event.member)
        if event.kind == "purchase" and kept is not None and order in kept.orders:
            raise InvalidInput("twice", f"the member has an order {shown(order)} already", ("event", "order"))
        if event.kind == "return":
            record = kept.orders.get(order) if kept is not None else None
            if kept is not None and record is None:
                raise InvalidInput("return_refused", f"the member has no order {shown(order)}", ("event", "order"))
            payload["order"] = record
        outcome = program.handle(state, Event(event.id, event.member, event.at, event.kind, payload), shared)
        if isinstance(outcome, Joined):
            kept = self.base.members[event.member] = Kept(outcome.state, event.at)
        if kept is None:
            program.apply(None, shared, outcome)
            return outcome
        if event.kind == "purchase":
            basket = {**payload, "at": event.at}
            kept.orders[order] = program.order_record(order, kept.state, basket, shared, outcome)
        elif isinstance(outcome, TakenBack):
            kept.orders[order] = outcome.record
        program.apply(kept.state, shared, outcome)
        kept.latest = event.at
        self._schedule(event.member)
        return outcome

    # ------------------------------------------------------------ time

    def _pass_to(self, day: int) -> None:
        if day > self.base.day:
            self.between.extend(self._midnights(day))
            self.base.day = day
            self.base.refused.clear()

    def _midnights(self, day: int) -> Iterator[Played]:
        while self._queue and self._queue[0][0] <= day:
            due, name = heapq.heappop(self._queue)
            if self._due.get(name) != due:
                continue  # put off by an event since
            del self._due[name]
            state = self.base.members[name].state
            outcome = self.program.midnight(state, due, self.base.shared)
            self.program.apply(state, self.base.shared, outcome)
            self._schedule(name)
            if outcome.effects:
                yield Played(name, due, None, outcome)

    def _schedule(self, name: str) -> None:
        due = self.program.next_due(self.base.members[name].state)
        if self._due.get(name) != due:
            self._due[name] = due
            if due < FOREVER:
                heapq.heappush(self._queue, (due, name))


def _digest(event: Event) -> str:
    parts = (event.id, event.member, event.at, event.kind, event.payload)
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode("utf-8", "surrogatepass")).hexdigest()
