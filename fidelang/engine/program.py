"""Program: the thin face over a plan and its kernel. Immutable, safe between threads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo

from fidelang.engine import alerts, members
from fidelang.engine.evaluated import Evaluated
from fidelang.engine.outcome import Outcome
from fidelang.engine.returns.outcome import TakenBack
from fidelang.kernel import Found, Frame, InvalidInput, Kernel, Reading, build, doors
from fidelang.plan import Plan
from fidelang.state import (
    Effect,
    Event,
    Ledger,
    OrderRecord,
    Shared,
    State,
    apply_effects,
    new_member,
    new_shared,
)
from fidelang.values import Moment, moment_of, period_end, period_start

if TYPE_CHECKING:
    from fidelang.engine.quote import Book, Quote


class Program:
    """A plan that runs. `plan` is data; `zone` the program's time zone."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.zone = ZoneInfo(plan.zone)
        self._kernels: dict[Frame, Kernel] = {}
        self._quoters: dict[Reading, Callable[..., Quote]] = {}
        self._of_json: Callable[[str | bytes, Shared | None], bytes] = self._first_json
        self._of_objects: Callable[..., Quote] | None = None
        self._of_told: Callable[..., Quote] = self._first_told
        self._shares = any(counter.subject == "program" for counter in plan.counters)

    @cached_property
    def hash(self) -> str:
        """The plan's. Worked out once: each order's record names it."""
        return self.plan.hash

    def kernel(self, frame: Frame = "dict") -> Kernel:
        """The functions written from the plan, and their text."""
        kernel = self._kernels.get(frame)
        if kernel is None:
            kernel = self._kernels[frame] = build(self.plan, frame)
        return kernel

    @property
    def requires(self) -> tuple[str, ...]:
        """What the rules read and somebody must supply: `member.orders over 12 months`, `line.category`, `balance W`.

        `member counters` are limits that a kept state counts, `shared counters` budgets, stock and program limits.
        """
        return self.plan.requires

    @property
    def kernel_source(self) -> str:
        """The Python text that runs, dict frame."""
        return self.kernel().text

    # ------------------------------------------------------------ a till

    def evaluate(
        self,
        member: Mapping[str, Any] | None,
        basket: Mapping[str, Any],
        shared: Shared | None,
        *,
        on_error: Literal["raise", "no_award"] = "raise",
        frame: Frame = "dict",
    ) -> Outcome:
        """One basket of a member of whom everything is told; None: nobody showed a card.

        Limits per member are untouched, as at the start of a story. Raises InvalidInput for what cannot be right, and
        for a metric or balance that the program reads and the mapping leaves out (`missing`); with `no_award` such a
        basket goes through unrewarded, its outcome empty; `outcome.problem` is why.
        """
        try:
            self._told_of(shared)
            shared = self.new_shared() if shared is None else shared
            if frame != "dict":
                return self.bought(member, basket, shared, frame)
            quote = self.quote(member, basket, shared)
            return Evaluated(self, quote, member, basket, shared.copy() if self._shares else shared)
        except Exception as problem:  # a fault of ours stops no sale either
            if on_error == "raise":
                raise
            return self._nothing(problem)

    def _nothing(self, problem: Exception) -> Outcome:
        outcome = Outcome(self.plan, Found(), [], 0, 0, {}, [], None, None)
        outcome.problem = problem
        return outcome

    def bought(
        self, member: Mapping[str, Any] | None, basket: Mapping[str, Any], shared: Shared, frame: Frame = "dict"
    ) -> Outcome:
        """The outcome of a purchase by a member of whom a mapping tells everything, worked out whole."""
        if member is None:
            return self._alone(basket, shared, frame)
        day, _ = self._moment(basket, "basket")
        return self.purchase(self._told(member, day), basket, shared, frame=frame)

    def quote(
        self, member: Mapping[str, Any] | State | None, basket: Mapping[str, Any], shared: Shared | None = None
    ) -> Quote:
        """What a basket would give and take: points, discount, rules that apply. The quickest answer to a till.

        `member` is a mapping as of `evaluate`, a state, or None: nobody showed a card. It agrees with `evaluate` and
        `purchase`, and refuses what they refuse (InvalidInput); reasons, effects and what a move would set off are
        theirs to say.
        """
        if type(member) is dict and (shared is not None or not self._shares):
            return self._of_told(member, basket, shared)
        self._told_of(shared)
        return self._quoter(member)(member, basket, shared)

    def quote_json(self, text: str | bytes, shared: Shared | None = None) -> bytes:
        """`quote` from JSON to JSON: `{"member": {…} or null, "basket": {…}}` in; points, discount, total, rules out,
        in integers. Quickest with msgspec installed (the extra `json`). Raises InvalidInput."""
        self._told_of(shared)
        return self._of_json(text, shared)

    def quote_objects(self, member: object, basket: object, shared: Shared | None = None) -> Quote:
        """`quote` of objects with attributes, such as a till's own: `line.price`, `member.orders_over_12_months`.

        An attribute that is not there is not told; one that the program does not know is no business of its."""
        from fidelang.engine.objects import quote_of_objects

        self._told_of(shared)
        if self._of_objects is None:
            self._of_objects = quote_of_objects(self)
        return self._of_objects(member, basket, shared)

    def _told_of(self, shared: Shared | None) -> None:
        """Raises InvalidInput if the program shares anything and nobody tells how much of it is used."""
        if shared is None and self._shares:
            raise InvalidInput("missing", "the use of budgets, stock and program limits is not given", ("shared",))

    def _first_json(self, text: str | bytes, shared: Shared | None) -> bytes:
        """Stands for the function that answers JSON till it is written."""
        from fidelang.engine.json_door import json_door

        self._of_json = json_door(self)
        return self._of_json(text, shared)

    def _quoter(self, member: Mapping[str, Any] | State | None) -> Callable[..., Quote]:
        """The function that quotes such a member, written when it is first asked for."""
        from fidelang.engine.quote import written_quoter

        return written_quoter(self, self._quoters, member)

    def _first_told(self, member: Mapping[str, Any], basket: Mapping[str, Any], shared: Shared | None) -> Quote:
        """Stands for the function that quotes mappings till it is written."""
        self._of_told = self._quoter(member)
        return self._of_told(member, basket, shared)

    @cached_property
    def book(self) -> Book:
        """What quotes share: names, and days worked out before."""
        from fidelang.engine.quote import Book

        return Book(self)

    def _told(self, member: Mapping[str, Any], day: int) -> State:
        from fidelang.engine.told import state_of

        return state_of(self, member, day)

    # ------------------------------------------------------------ a maintained member

    def new_state(
        self, member_id: str, joined: int, facts: Mapping[str, object] | None = None, consents: Iterable[str] = ()
    ) -> State:
        """A member who joins on a day, with facts (and `birthday`) and consents."""
        state = new_member(self.plan, member_id, joined)
        if consents:
            state.consents = members.consents_of(self.plan, list(consents))
        for key, value in (facts or {}).items():
            if key == "birthday":
                members.put_birthday(state, value)
            elif not members.put_fact(self.plan, state, key, value):
                raise InvalidInput("unknown_fact", f"the program knows no `{key}`", ("member", key))
        self._derive(state, joined)
        return state

    def new_shared(self) -> Shared:
        """Budgets, stock and program limits, untouched."""
        return new_shared(self.plan)

    def _derive(self, state: State, day: int) -> None:
        kernel = self.kernel()
        state.stage = kernel.stage_of(state, day, 0)
        state.segments = kernel.segments_of(state, day, 0)
        for campaign, drawn in kernel.entered(state, day, 0):
            state.campaigns[campaign] = drawn

    def set_member(self, state: State, settings: Mapping[str, Any], day: int, shared: Shared | None = None) -> Outcome:
        """Told facts, in place. On a fresh state they are history, dated `day` (row 112); later they are changes now: a
        changed tier is a real move, a changed balance is adjusted (row 86). What a move gives draws on `shared`, in
        place too; without it, limits of the program and budgets are untouched."""
        from fidelang.engine.settings import put

        try:
            return put(self, state, settings, day, self.new_shared() if shared is None else shared)
        except InvalidInput as problem:
            raise (problem.within("member") if problem.where[:1] != ("member",) else problem) from None

    def purchase(
        self,
        state: State,
        basket: Mapping[str, Any],
        shared: Shared,
        *,
        on_error: Literal["raise", "no_award"] = "raise",
        frame: Frame = "dict",
    ) -> Outcome:
        """A member's basket. Pure: neither `state` nor `shared` is changed. Midnights up to its day must have run.

        Raises InvalidInput; with `no_award` the basket goes through unrewarded, as of `evaluate`.
        """
        try:
            return self._purchase(state, basket, shared, frame)
        except Exception as problem:
            if on_error == "raise":
                raise
            return self._nothing(problem)

    def _purchase(self, state: State, basket: Mapping[str, Any], shared: Shared, frame: Frame) -> Outcome:
        day, minute = self._moment(basket, "basket")
        if day < state.clock:
            raise InvalidInput("back_in_time", "this basket is before the member's latest day", ("basket", "at"))
        kernel = self.kernel(frame)
        trial, pool = state.copy(), shared.copy() if self._shares else shared
        found, log = Found(), list[Effect]()
        answer = kernel.price(basket, trial, pool, day, minute)
        kernel.settle(trial, pool, log, found, answer, day, minute)
        found.alerts = self._alerts(state, shared, log, day)
        return Outcome(self.plan, found, log, day, minute, answer.takes, answer.refused, sum(answer.net), answer.gross)

    def _alone(self, basket: Mapping[str, Any], shared: Shared, frame: Frame) -> Outcome:
        day, minute = self._moment(basket, "basket")
        answer = self.kernel(frame).price_alone(basket, None, shared.copy(), day, minute)
        found = Found()
        found.reasons, found.gifts, found.texts = list(answer.reasons), answer.gifts, answer.texts
        found.alerts = alerts.reached(self.plan, alerts.watch(self.plan, None, shared), answer.effects, day, 0)
        return Outcome(
            self.plan, found, answer.effects, day, minute, answer.takes, answer.refused, sum(answer.net), answer.gross
        )

    def join(self, state: State, at: Any, *, tier_told: bool = False) -> Outcome:
        """What joining sets off for a new member's state: the fees of the program and of the tier (row 138). Pure.

        `tier_told`: the member comes with a tier, which is paid for.
        """
        day, minute = self._moment({"at": at}, "join")
        found, log = Found(), list[Effect]()
        self.kernel().joining_fees(state, log, found, day, minute, tier_told)
        return Outcome(self.plan, found, log, day, minute, {}, [], None, None)

    def react(self, state: State, event: Mapping[str, Any], shared: Shared) -> Outcome:
        """An event `{"name", "at", fields}`; the same `id` twice has no effect. Pure."""
        from fidelang.engine.events import encode_event

        day, minute = self._moment(event, "event")
        if day < state.clock:
            raise InvalidInput("back_in_time", "this event is before the member's latest day", ("event", "at"))
        trial, pool = state.copy(), shared.copy()
        found, log = Found(), list[Effect]()
        name, fields = encode_event(self.plan, event, found.texts)
        identity = event.get("id")
        if identity is None or ("event", identity) not in state.keys:
            if identity is not None:
                log.append(("key", ("event", identity), day))
            self.kernel().react(trial, pool, log, found, day, minute, name, fields)
            found.alerts = self._alerts(state, shared, log, day)
        return Outcome(self.plan, found, log, day, minute, {}, [], None, None)

    def midnight(self, state: State, day: int, shared: Shared) -> Outcome:
        """The work of the local midnight that starts `day` (row 48). Pure."""
        trial, pool = state.copy(), shared.copy()
        return self._tick(trial, pool, day)

    def _tick(self, state: State, shared: Shared, day: int) -> Outcome:
        found, log = Found(), list[Effect]()
        watched = alerts.watch(self.plan, state, shared)
        self.kernel().tick(state, shared, log, found, day)
        found.alerts = alerts.reached(self.plan, watched, log, day, state.joined)
        return Outcome(self.plan, found, log, day, 0, {}, [], None, None)

    def _alerts(self, state: State, shared: Shared, effects: list[Effect], day: int) -> tuple[str, ...]:
        watched = alerts.watch(self.plan, state, shared)
        return alerts.reached(self.plan, watched, effects, day, state.joined)

    def next_due(self, state: State) -> int:
        """The first day after the state's clock at whose midnight anything could happen; may be early, never late."""
        return self.kernel().due(state)

    def handle(self, state: State | None, event: Event, shared: Shared) -> Outcome:
        """An event of the closed set. Pure; an id that the member's state has seen has no effect.

        `state` is None for a join, whose outcome (`Joined`) brings the state to keep, and for a basket of nobody.
        Raises InvalidInput; merge and erase do not run yet and are refused as `unsupported`.
        """
        from fidelang.engine.handling import handle

        return handle(self, state, event, shared)

    def order_record(
        self, order: str, state: State | None, basket: Mapping[str, Any], shared: Shared, outcome: Outcome
    ) -> OrderRecord:
        """All that later returns of this basket will need: to be made, and kept, before its outcome is applied.

        `state` is None for a basket of nobody, which cannot be returned.
        """
        from fidelang.engine.returns import recorded

        return recorded(self, order, state, basket, shared, outcome)

    def take_back(
        self,
        order: OrderRecord,
        lines: Mapping[Any, Any] | None = None,
        *,
        state: State | None,
        shared: Shared | None,
        at: Any,
    ) -> TakenBack:
        """A return of an order: `lines` (number from 1: quantity of this step), or all that is kept. Pure.

        The outcome holds the effects, both refunds and the record to keep in place of `order`. Midnights up to its day
        must have run. Without a state it says what is claimed and refunded, from the record alone, and touches no lot.
        Raises InvalidInput (`return_refused`) for what cannot be returned (row 128).
        """
        from fidelang.engine.returns import take_back

        return take_back(self, order, lines, state, shared, self._moment({"at": at}, "return"))

    def apply(self, state: State | None, shared: Shared, outcome: Outcome) -> None:
        """Apply an outcome's effects, in place. Knows no rule."""
        apply_effects(state, shared, outcome.effects)
        if state is not None:
            state.clock = max(state.clock, outcome.day)

    def commit(self, state: State | None, shared: Shared, outcome: Outcome, read: Shared) -> bool:
        """Apply an outcome that was worked out from `read`, a copy of `shared` as it was then, if each counter that it
        draws on is as it was read; then True. Else the race is lost: False, nothing is changed, and what happened must
        be evaluated again from a fresh copy (row 44).

        For callers who evaluate at several tills at once. A commit must not run beside another one on the same
        `shared` (hold a lock, or a transaction of the database that keeps it); evaluations may.
        """
        drawn = {effect[1] for effect in outcome.effects if effect[0] == "draw"}
        if any(shared.counters[at] != read.counters[at] for at in drawn):
            return False
        self.apply(state, shared, outcome)
        return True

    def advance(self, state: State, day: int, shared: Shared) -> list[Outcome]:
        """Run and apply every midnight that matters up to and including `day`; the outcomes that did something."""
        outcomes = []
        while True:
            due = self.next_due(state)
            if due > day:
                break
            outcome = self._tick(state, shared, due)
            state.clock = due
            if outcome.effects:
                outcomes.append(outcome)
        state.clock = max(state.clock, day)
        return outcomes

    def ledger(self, state: State) -> dict[str, Ledger]:
        """Integers per wallet, by name, as of the state's clock."""
        found = {}
        for at, wallet in enumerate(self.plan.wallets):
            now = sum(lot.left for lot in state.lots[at] if lot.available <= state.clock)
            later = sum(lot.left for lot in state.lots[at] if lot.available > state.clock)
            found[wallet.name] = Ledger(
                state.issued[at],
                state.redeemed[at],
                state.expired[at],
                state.reversed[at],
                state.adjusted[at],
                later,
                now,
                state.debt[at],
            )
        return found

    def campaigns(self, state: State) -> dict[str, str]:
        """The campaigns that the member has entered, by name: `in`, `holdout`, or the variant."""
        found = {}
        for at, campaign in enumerate(self.plan.campaigns):
            if state.campaigns[at] >= 0:
                words = ("holdout", "in", *(variant.name for variant in campaign.variants))
                found[campaign.name] = words[state.campaigns[at]]
        return found

    def tier_until(self, state: State) -> int | None:
        """The last day on which the tier is surely held: before the first review at or after the end of its keep.

        None for the lowest tier, one held for life or set by the caller, and where nothing or only a purchase reviews
        it.
        """
        tiers = self.plan.tiers
        if tiers is None or state.tier == 0 or tiers.review in (None, "purchase") or state.lifetime >= state.tier:
            return None
        if not tiers.tiers[state.tier].has_criterion:
            return None
        assert tiers.review is not None
        end = max(state.tier_until, state.clock + 1)
        if period_start(end, tiers.review, state.joined) == end:
            return end - 1
        return period_end(end, tiers.review, state.joined)

    def moment(self, at: Any) -> Moment:
        """(day, minute) of an instant in the program's zone: an ISO text, a date or a datetime; a day is a date's
        ordinal, as states and events count them. Raises InvalidInput."""
        return self._moment({"at": at}, "moment")

    def _moment(self, given: Mapping[str, Any], what: str) -> Moment:
        at = doors.mapping(given, what).get("at")
        try:
            return moment_of(at, self.zone)
        except ValueError as problem:
            raise InvalidInput("fact_type", str(problem), (what, "at")) from None
