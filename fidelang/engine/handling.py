"""The closed set of events, each kind by its own function: the one door of a maintained member."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from fidelang.engine.members import balance, consents_of
from fidelang.engine.outcome import Outcome
from fidelang.engine.settings import put
from fidelang.kernel import Found, InvalidInput, doors
from fidelang.kernel.shapes.asked import askable
from fidelang.plan import Plan
from fidelang.plan.versions import standing
from fidelang.state import Effect, Event, OrderRecord, Shared, State, apply_effects, new_member, told_effects
from fidelang.values import shown, written

if TYPE_CHECKING:
    from fidelang.engine.program import Program

_MOST = 1_000_000
_Settings = Mapping[str, Any]


class Joined(Outcome):
    """The outcome of a join. `state` is the one to keep, untouched: the effects are still to be applied to it."""

    __slots__ = ("state",)

    def __init__(self, plan: Plan, found: Found, effects: list[Effect], at: tuple[int, int], state: State) -> None:
        super().__init__(plan, found, effects, at[0], at[1], {}, [], None, None)
        self.state = state


def handle(program: Program, state: State | None, event: Event, shared: Shared) -> Outcome:
    """What `Program.handle` says. The event's id becomes a key of the state, but for ticks, which may come twice."""
    if event.kind == "tick":
        return program.midnight(_known(state, event), event.at[0], shared)
    key = ("event", event.id)
    if state is not None and key in state.keys:
        return Outcome(program.plan, Found(), [], *event.at, {}, [], None, None)
    played = _KINDS.get(event.kind)
    if played is None:
        message = f"events of the kind `{event.kind}` do not run yet"
        raise InvalidInput("unsupported", message, ("event", "kind"), "leave it out")
    if state is not None and event.at[0] < state.clock:
        raise InvalidInput("back_in_time", "this event is before the member's latest day", ("event", "at"))
    outcome = played(program, state, event, shared)
    if state is not None or event.kind == "join":
        outcome.effects.insert(0, ("key", key, event.at[0]))
    return outcome


def _known(state: State | None, event: Event) -> State:
    if state is None:
        message = f"the member {shown(event.member)} has not joined"
        raise InvalidInput("no_member", message, ("event", "member"), "a `join` comes before everything else")
    return state


def _purchase(program: Program, state: State | None, event: Event, shared: Shared) -> Outcome:
    basket = {**event.payload, "at": event.at}
    if state is None and event.member:
        _known(state, event)
    return program.purchase(state, basket, shared) if state is not None else program.evaluate(None, basket, shared)


def _return(program: Program, state: State | None, event: Event, shared: Shared) -> Outcome:
    known, order = _known(state, event), event.payload.get("order")
    if not isinstance(order, OrderRecord):
        raise InvalidInput("return_refused", "a return brings the record of its order", ("event", "order"))
    return program.take_back(order, event.payload.get("lines"), state=known, shared=shared, at=event.at)


def _occur(program: Program, state: State | None, event: Event, shared: Shared) -> Outcome:
    return program.react(_known(state, event), {**event.payload, "at": event.at}, shared)


def _redeem(program: Program, state: State | None, event: Event, shared: Shared) -> Outcome:
    """One reward, `times` of it. A reward that is refused is an answer, with its reason, and no mistake."""
    known = _known(state, event)
    plan, name, times = program.plan, event.payload.get("reward"), event.payload.get("times", 1)
    position = standing(plan, name, event.at[0] * 1440 + event.at[1]) if isinstance(name, str) else None
    if position is None or plan.rules[position].kind != "reward" or plan.rules[position].triggers:
        raise InvalidInput("unknown_reward", f"there is no reward {shown(name)} to ask for", ("event", "reward"))
    if position not in {at for at, _ in askable(plan)}:
        message = f"the reward `{name}` takes from a basket, or asks about one: it can be had with a purchase only"
        raise InvalidInput("reward_needs_basket", message, ("event", "reward"), "ask for it in `redeem` of the basket")
    count = 1 << 40 if times == "max" else doors.number(times, 0, "times")
    if times != "max" and not 0 < count <= _MOST:
        raise InvalidInput("fact_type", f"{shown(times)} is not a count", ("event", "times"))
    trial, pool, found, log = known.copy(), shared.copy(), Found(), list[Effect]()
    day, minute = event.at
    refused = program.kernel().redeem(trial, pool, log, found, day, minute, position, count, int(times == "max"))
    found.alerts = program._alerts(known, shared, log, day)
    return Outcome(
        plan, found, log, day, minute, {}, [] if refused is None else [(position, *refused)], None, None
    )  # fmt: skip


def _consent(program: Program, state: State | None, event: Event, shared: Shared) -> Outcome:
    known = _known(state, event)
    given = consents_of(program.plan, event.payload.get("give"))
    withdrawn = consents_of(program.plan, event.payload.get("withdraw"))
    both = sorted(given & withdrawn)
    if both:
        raise InvalidInput("fact_type", f"`{both[0]}` is given and withdrawn at once", ("event", "give"))
    return _told(program, known, {"consents": sorted((known.consents | given) - withdrawn)}, event, shared)


def _adjust(program: Program, state: State | None, event: Event, shared: Shared) -> Outcome:
    """`told`: what a member step of a story may say; `points`: points more or less, by wallet."""
    known = _known(state, event)
    settings = dict(doors.mapping(event.payload.get("told") or {}, "event", "told"))
    changes = doors.mapping(event.payload.get("points") or {}, "event", "points")
    balances = dict(doors.mapping(settings.get("balance") or {}, "event", "told", "balance"))
    names = [one.name for one in program.plan.wallets]
    for wallet, points in changes.items():
        if wallet not in names or wallet in balances:
            why = f"there is no wallet `{wallet}`" if wallet not in names else f"`{wallet}` is told of twice"
            raise InvalidInput("unknown_fact", why, ("event", "points", wallet))
        at = names.index(wallet)
        decimals = program.plan.wallets[at].decimals
        more = doors.number(0 if points is None else points, decimals, wallet)
        have = balance(program.plan, known, at, event.at[0])
        if have + more < 0:
            message = f"`{wallet}` would go below zero: {written(have, decimals)} can be taken"
            raise InvalidInput("fact_type", message, ("event", "points", wallet))
        balances[wallet] = written(have + more, decimals)
    return _told(program, known, settings | ({"balance": balances} if balances else {}), event, shared)


def _told(program: Program, state: State, settings: _Settings, event: Event, shared: Shared) -> Outcome:
    """What a caller tells, as effects: those of the engine, then the columns that it told."""
    trial, played = state.copy(), state.copy()
    outcome = _put(program, trial, settings, event, shared)
    apply_effects(played, shared.copy(), outcome.effects)
    outcome.effects += told_effects(played, trial)
    return outcome


def _put(program: Program, trial: State, settings: _Settings, event: Event, shared: Shared) -> Outcome:
    if "id" in settings:
        raise InvalidInput("fact_type", "the member's id stands in `member`", ("event", "told", "id"))
    outcome = put(program, trial, settings, event.at[0], shared.copy())
    outcome.minute = event.at[1]
    return outcome


def _join(program: Program, state: State | None, event: Event, shared: Shared) -> Outcome:
    """A new member, of whom `told` is history, as at the start of a story (row 112)."""
    if state is not None:
        raise InvalidInput("joined", f"the member {shown(event.member)} has joined already", ("event", "member"))
    settings = dict(doors.mapping(event.payload.get("told") or {}, "event", "told"))
    told = settings.pop("joined", None)
    joined = event.at[0] if told is None else doors.date(told, "joined")
    if joined > event.at[0]:
        raise InvalidInput("fact_type", "nobody joins after the day of the event", ("event", "told", "joined"))
    trial, kept = program.new_state(event.member, joined), new_member(program.plan, event.member, joined)
    outcome = _put(program, trial, settings, event, shared)
    played = kept.copy()
    apply_effects(played, shared.copy(), outcome.effects)
    effects = [*outcome.effects, *told_effects(played, trial)]
    if joined == event.at[0]:  # who joined before is told of as history, and has paid (row 141)
        due = program.join(trial, event.at, tier_told="tier" in settings)
        outcome._found.fees += due._found.fees
        effects += due.effects
    return Joined(program.plan, outcome._found, effects, event.at, kept)


_KINDS: dict[str, Callable[[Program, State | None, Event, Shared], Outcome]] = {
    "purchase": _purchase,
    "return": _return,
    "redeem": _redeem,
    "occur": _occur,
    "consent": _consent,
    "join": _join,
    "adjust": _adjust,
}
