"""A story played on the engine: steps on one member, an answer a step (decisions on meaning, rows 84 to 86 and 112)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fidelang.engine import InvalidInput, Program
from fidelang.kernel import Frame
from fidelang.state import OrderRecord, Shared, State
from fidelang.trials.answers import Answer, answer_of, fees_of
from fidelang.values import Moment, day_of, day_text, moment_of

Step = dict[str, Any]

NOON = 720


def run_story(program_text: str, steps: Sequence[Step], frame: Frame = "dict") -> list[Answer]:
    """Plays `steps` on a program's text, an answer for each; `frame` chooses how the kernel reads its facts.

    Each step is a mapping of one key: member, basket, event, on or return; numbers are decimal texts. A step that
    cannot be played answers `{"invalid": slug, "why": sentence}` and changes nothing. Raises ProgramError for a
    program that cannot run.
    """
    from fidelang.facade import compile_text

    story = Story(compile_text(program_text), steps, frame)
    return [story.play(step) for step in steps]


class Story:
    """One member, one shared state and a clock, moved on by `play`."""

    def __init__(self, program: Program, steps: Sequence[Step], frame: Frame = "dict") -> None:
        """`steps` are looked through for the first date, at which the clock starts."""
        self.program = program
        self.frame = frame
        self.shared = program.new_shared()
        self.zone = program.zone
        self.start = self._first_day(steps)
        self.clock: Moment | None = None  # of the latest dated step
        self.history: dict[str, Any] = {}
        self.orders: dict[str, OrderRecord] = {}  # by name; kept only where something is returned
        self.keeps = any("return" in step for step in steps)
        self.state: State
        self._begin()

    def play(self, step: Step) -> Answer:
        """Plays one step. One that cannot be played changes nothing and says why."""
        kind = next(key for key in step if key != "expect")
        before = self._saved()
        plays: dict[str, Callable[[Any], Answer]] = {
            "member": self._member,
            "basket": self._basket,
            "event": self._event,
            "on": self._on,
            "return": self._return,
        }
        try:
            answer = plays[kind](step[kind])
            if before[2] is None and self.clock is not None:
                answer["fees"] = self._joining_fees(before[0], self.clock) + answer["fees"]
            return answer
        except InvalidInput as error:
            self.state, self.shared, self.clock, self.history, self.orders = before
            return {"invalid": error.slug, "why": error.message} | ({"help": error.help} if error.help else {})

    def standing(self) -> Answer:
        """What the member has, when nothing happens."""
        return answer_of(self.program, self.state, [], basket=False, asked=False)

    # ------------------------------------------------------------ steps

    def _member(self, settings: Mapping[str, Any]) -> Answer:
        if self.clock is None:  # history that the story does not tell
            self.history |= settings
            self._begin()
            return answer_of(self.program, self.state, [], basket=False, asked=False)
        outcomes = [self.program.set_member(self.state, settings, self.clock[0], self.shared)]
        return answer_of(self.program, self.state, outcomes, basket=False, asked=False)

    def _basket(self, settings: Mapping[str, Any]) -> Answer:
        anonymous = settings.get("member") is False
        basket = {key: value for key, value in settings.items() if key not in ("name", "member")}
        moment = self._move_to(basket.pop("at", None))
        basket["at"] = moment
        if anonymous:
            outcome = self.program.evaluate(None, basket, self.shared, frame=self.frame)
        else:
            outcome = self.program.purchase(self.state, basket, self.shared, frame=self.frame)
        name = settings.get("name")
        if self.keeps and name is not None:
            state = None if anonymous else self.state
            self.orders = {
                **self.orders,
                name: self.program.order_record(name, state, basket, self.shared, outcome),
            }
        self.program.apply(None if anonymous else self.state, self.shared, outcome)
        return answer_of(self.program, self.state, [outcome], basket=True)

    def _return(self, settings: Mapping[str, Any]) -> Answer:
        """At the instant of the step before (row 112)."""
        name = settings.get("order")
        record = self.orders.get(name) if isinstance(name, str) else None
        if record is None or self.clock is None:
            raise InvalidInput(
                "return_refused",
                f"no basket `{name}` was bought in this story",
                ("return", "order"),
                "name a basket that was bought before it",
            )
        outcome = self.program.take_back(
            record, settings.get("lines"), state=self.state, shared=self.shared, at=self.clock
        )
        self.orders = {**self.orders, record.order: outcome.record}
        self.program.apply(self.state, self.shared, outcome)
        return answer_of(self.program, self.state, [outcome], basket=False, asked=False)

    def _event(self, settings: Mapping[str, Any]) -> Answer:
        event = dict(settings)
        event["at"] = self._move_to(event.pop("at", None))
        outcome = self.program.react(self.state, event, self.shared)
        self.program.apply(self.state, self.shared, outcome)
        return answer_of(self.program, self.state, [outcome], basket=False)

    def _on(self, date: str) -> Answer:
        day = self._day(date)
        if self.clock is None:
            self.state.clock = day - 1  # the first `on D` runs the midnight of D, a first basket does not
        elif day < self.clock[0]:
            raise InvalidInput("back_in_time", f"{date} is before the step before it", ())
        outcomes = self.program.advance(self.state, day, self.shared)
        self.clock = max(self.clock or (0, 0), (day, 0))
        return answer_of(self.program, self.state, outcomes, basket=False, asked=False)

    def _joining_fees(self, state: State, at: Moment) -> list[dict[str, Any]]:
        """Due with the first dated step of who did not join before it (row 141)."""
        if state.joined < self.start:
            return []
        outcome = self.program.join(state, at, tier_told="tier" in self.history)
        return fees_of(self.program, [outcome])

    # ------------------------------------------------------------ time

    def _first_day(self, steps: Sequence[Step]) -> int:
        """The day of the first dated step; of a story without one, the program's first."""
        start = self.program.plan.start
        begins = day_of("2000-01-01") if start is None else start // 1440
        for step in steps:
            held = step.get("on") or (step.get("basket") or step.get("event") or {}).get("at")
            if held is not None:
                try:
                    return self._day(held) if "on" in step else self._moment(held)[0]
                except InvalidInput:
                    return begins  # the step itself will be refused
            if "basket" in step or "event" in step:
                return begins
        return begins

    def _begin(self) -> None:
        """The member as the story starts, with the history given so far, dated the story's first day."""
        given = {key: value for key, value in self.history.items() if key not in ("id", "joined")}
        joined = self._day(self.history["joined"]) if "joined" in self.history else self.start
        self.state = self.program.new_state(str(self.history.get("id", "member")), joined)
        self.program.set_member(self.state, given, self.start)
        self.state.clock = self.start

    def _move_to(self, at: object) -> Moment:
        """Lets time pass up to the moment of a step: the midnights on the way run, but are not the step's."""
        if at is not None:
            moment = self._moment(at)
        elif self.clock is None:
            moment = (self.start, NOON)
        else:
            moment = (self.clock[0] + 1, NOON)
        if self.clock is not None:
            if moment < self.clock:
                latest = f"{day_text(self.clock[0])}T{self.clock[1] // 60:02}:{self.clock[1] % 60:02}"
                raise InvalidInput("back_in_time", f"this step is before the one before it, of {latest}", ("at",))
            self.program.advance(self.state, moment[0], self.shared)
        self.clock = moment
        return moment

    def _moment(self, at: object) -> Moment:
        try:
            return moment_of(at, self.zone)
        except ValueError as error:
            raise InvalidInput("fact_type", str(error), ("at",)) from error

    def _day(self, date: object) -> int:
        try:
            return day_of(str(date))
        except ValueError as error:
            raise InvalidInput("fact_type", str(error), ()) from error

    def _saved(self) -> tuple[State, Shared, Moment | None, dict[str, Any], dict[str, OrderRecord]]:
        return self.state.copy(), self.shared.copy(), self.clock, dict(self.history), self.orders
