"""An order evaluated again, without what came back, in the state and under the program of its day (rows 69, 120)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fidelang.engine.returns.kept import kept_basket, quantities
from fidelang.kernel import Found
from fidelang.state import ABSENT, Effect, Lot, OrderRecord, Shared, State, new_member

if TYPE_CHECKING:
    from fidelang.engine.program import Program

Window = tuple[int, int]  # a counter, and the first day of the window in which it was used (rolling: the day)


@dataclass(frozen=True, slots=True)
class Rated:
    """What an order gives, costs and counts. All zero for one of which nothing is kept.

    net: minor units after discounts, by line of the order · posts: (wallet, rule, earned, available, fixed, soft,
    points) in the order of posting · given, paid: points by wallet · observed: by log · counts, draws: uses of
    counters · gifts: (rule, cost), how often · met: (log, mark).
    """

    net: tuple[int, ...]
    posts: tuple[tuple[Any, ...], ...] = ()
    given: Counter[int] = field(default_factory=Counter)
    paid: Counter[int] = field(default_factory=Counter)
    observed: Counter[int] = field(default_factory=Counter)
    counts: Counter[Window] = field(default_factory=Counter)
    draws: Counter[Window] = field(default_factory=Counter)
    gifts: Counter[tuple[int, int]] = field(default_factory=Counter)
    met: set[tuple[int, int]] = field(default_factory=set)

    @property
    def total(self) -> int:
        return sum(self.net)


def rate(program: Program, record: OrderRecord, back: tuple[int, ...]) -> Rated:
    """The whole outcome of the order, moves and what they give included, of what is kept of it."""
    net = [0] * len(back)
    if back == quantities(program.plan, record):
        return Rated(tuple(net))
    kernel = program.kernel("one_text")
    assert kernel.price_encoded is not None
    state, shared = recorded_state(program, record), Shared(list(record.shared))
    found, log = Found(), list[Effect]()
    basket, kept = kept_basket(program.plan, record, back)
    answer = kernel.price_encoded(basket, state, shared, record.day, record.minute)
    kernel.settle(state, shared, log, found, answer, record.day, record.minute)
    for at, amount in zip(kept, answer.net, strict=True):
        net[at] = amount
    rated = Rated(tuple(net), tuple(effect[1:] for effect in log if effect[0] == "post"))
    for effect in of_rules(program, log):
        match effect:
            case ("post", wallet, *_, points):
                rated.given[wallet] += points
            case ("spend", wallet, parts):
                rated.paid[wallet] += sum(points for _, points in parts)
            case ("observe", at, _, amount):
                rated.observed[at] += amount
            case ("meet", at, _, mark):
                rated.met.add((at, mark))
            case ("count", counter, window, used):
                rated.counts[counter, window] += used
            case ("draw", counter, window, used):
                rated.draws[counter, window] += used
    rated.gifts.update(found.gifts)
    return rated


def of_rules(program: Program, log: list[Effect]) -> list[Effect]:
    """The effects without what messages used of limits and budgets, which stays used (decision 0071).

    A message's uses stand right before its `send`, one for each limit that outlives the basket and each budget.
    """
    plan = program.plan
    found: list[Effect] = []
    for effect in log:
        if effect[0] == "send":
            message = plan.messages[effect[1]]
            uses = sum(plan.counters[at].subject != "basket" for at in message.counters)
            if message.cost:
                uses += sum(
                    effect[1] in budget.messages and plan.counters[budget.counter].subject != "basket"
                    for budget in plan.budgets
                )
            del found[len(found) - uses :]
        found.append(effect)
    return found


def recorded_state(program: Program, record: OrderRecord) -> State:
    """The member as the order found them: sums for logs, one lot for what can be spent of a wallet."""
    plan = program.plan
    state = new_member(plan, record.member, record.joined)
    state.clock = record.day
    state.facts, state.consents, state.birthday = dict(record.facts), frozenset(record.consents), record.birthday
    state.tier, state.tier_until, state.lifetime = record.tier, record.tier_until, record.lifetime
    state.held_days, state.held_from = list(record.held), [ABSENT] * len(record.held)
    state.stage, state.segments, state.campaigns = record.stage, list(record.segments), list(record.campaigns)
    state.last_order = record.last_order
    state.counters = list(record.counters)
    for log, one in zip(state.logs, plan.logs, strict=True):
        if one.name == "categories":
            log += record.met
    met = program.kernel().metrics(state, record.day)  # what is known one by one; the rest was told as a number
    state.given = [[(record.day, amount - seen)] for amount, seen in zip(record.metrics, met, strict=True)]
    state.rows = [(record.day, units) for units in record.rows]
    for wallet, points in enumerate(record.balances):
        state.debt[wallet] = max(-points, 0)
        if points > 0:
            fixed, soft = program.kernel().days[wallet](state, record.day, record.day)
            state.lots[wallet] = [Lot(0, -1, record.day, record.day, fixed, soft, points, points)]
    return state
