"""A member's state: integers in columns that the plan names, and lots. No name, no address: an opaque id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from fidelang.state.shared import Uses

ABSENT = -(1 << 62)  # the integer that stands for "not known"; no value may reach it


class Lot(NamedTuple):
    """Points of one award that live and die together. Days are ordinals.

    `fixed`: the last day by the clauses that nothing moves. `soft`: the last days by the clauses with `unless`, one for
    each, in order. Deadlines that move with activity are worked out when they are read.
    """

    number: int
    rule: int  # position in the plan's rules; -1 for points given by a story or a transfer
    earned: int
    available: int
    fixed: int
    soft: tuple[int, ...]
    left: int
    points: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """One wallet of one member, in units of points. Issued + adjusted + debt = available + pending + redeemed +
    expired + reversed, always."""

    issued: int
    redeemed: int
    expired: int
    reversed: int
    adjusted: int
    pending: int
    available: int
    debt: int


class State:
    """One member under one plan. Positions are those of the plan's lists.

    member: opaque id · joined, clock: days (midnights have run up to and including clock) · told: the day on which the
    caller last told of the member, or ABSENT · facts: encoded values · consents · birthday: (year or 0, month, day) ·
    tier, tier_since, tier_until (first day not kept) · lifetime: highest level held for life, -1 none ·
    held_from, held_days: by tier, since when held without a break (ABSENT: not held), and days held before · stage ·
    segments: 0 or 1 each · campaigns: -1 not entered, 0 kept out, 1 in, 2 + k its k-th variant · lots: by wallet ·
    counters: as in `Shared` · keys: what fired once · logs, totals: (day, amount) by log, by rising day, and sums ·
    given: (day, amount) by metric, told and not observed · rows: (day, units before that of the day) by streak, told ·
    orders: days of the orders of which something is kept, or the told one · last_order: the latest of them · activity:
    by the plan's activities, the latest day of one that is no purchase · happened: days of the plan's moments ·
    corrected: the day of the latest return, or ABSENT · issued,
    redeemed, expired, adjusted, reversed, debt: by wallet.
    """

    __slots__ = (
        "activity", "adjusted", "birthday", "campaigns", "clock", "consents", "corrected", "counters", "debt",
        "expired", "facts", "given", "happened", "held_days", "held_from", "issued", "joined", "keys", "last_order",
        "lifetime", "logs", "lots", "member", "next_lot", "orders", "redeemed", "reversed", "rows", "segments", "stage",
        "tier", "tier_since", "tier_until", "told", "totals",
    )  # fmt: skip

    member: str
    joined: int
    clock: int
    told: int
    facts: dict[str, Any]
    consents: frozenset[str]
    birthday: tuple[int, int, int] | None
    tier: int
    tier_since: int
    tier_until: int
    lifetime: int
    held_from: list[int]
    held_days: list[int]
    stage: int
    segments: list[int]
    campaigns: list[int]
    lots: list[list[Lot]]
    next_lot: int
    counters: list[Uses]
    keys: dict[Any, int]
    logs: list[list[tuple[int, int]]]
    totals: list[int]
    given: list[list[tuple[int, int]]]
    rows: list[tuple[int, int]]
    orders: list[int]
    last_order: int
    activity: list[int]
    happened: list[list[int]]
    corrected: int
    issued: list[int]
    redeemed: list[int]
    expired: list[int]
    adjusted: list[int]
    reversed: list[int]
    debt: list[int]

    def copy(self) -> State:
        """A copy on which effects can be tried; what no effect changes in place is shared."""
        new = State.__new__(State)
        new.member = self.member
        new.joined = self.joined
        new.clock = self.clock
        new.told = self.told
        new.facts = self.facts
        new.consents = self.consents
        new.birthday = self.birthday
        new.tier = self.tier
        new.tier_since = self.tier_since
        new.tier_until = self.tier_until
        new.lifetime = self.lifetime
        new.held_from = self.held_from[:]
        new.held_days = self.held_days[:]
        new.stage = self.stage
        new.segments = self.segments[:]
        new.campaigns = self.campaigns[:]
        new.lots = [lots[:] for lots in self.lots]
        new.next_lot = self.next_lot
        new.counters = self.counters[:]
        new.keys = self.keys.copy()
        new.logs = [log[:] for log in self.logs]
        new.totals = self.totals[:]
        new.given = self.given
        new.rows = self.rows
        new.orders = self.orders[:]
        new.last_order = self.last_order
        new.activity = self.activity[:]
        new.happened = [days[:] for days in self.happened]
        new.corrected = self.corrected
        new.issued = self.issued[:]
        new.redeemed = self.redeemed[:]
        new.expired = self.expired[:]
        new.adjusted = self.adjusted[:]
        new.reversed = self.reversed[:]
        new.debt = self.debt[:]
        return new


def new_member(plan: Any, member: str, joined: int) -> State:
    """An untouched state of a plan (fidelang.plan.Plan): no points, the lowest tier, the first stage."""
    state = State()
    state.member, state.joined, state.clock, state.told = member, joined, joined, ABSENT
    state.facts, state.consents, state.birthday = {}, frozenset(), None
    tiers = len(plan.tiers.tiers) if plan.tiers else 0
    state.tier, state.tier_since, state.tier_until, state.lifetime = 0, joined, joined, -1
    state.held_from = [joined] + [ABSENT] * (tiers - 1) if tiers else []
    state.held_days = [0] * tiers
    state.stage, state.segments, state.campaigns = 0, [0] * len(plan.segments), [-1] * len(plan.campaigns)
    wallets = len(plan.wallets)
    state.lots, state.next_lot = [[] for _ in range(wallets)], 1
    state.counters = [() for _ in plan.counters]
    state.keys = {}
    state.logs, state.totals = [[] for _ in plan.logs], [0] * len(plan.logs)
    state.given = [[] for _ in plan.metrics]
    state.rows = [(ABSENT, 0)] * len(plan.streaks)
    state.orders, state.last_order, state.corrected = [], ABSENT, ABSENT
    state.activity, state.happened = [ABSENT] * len(plan.activities), [[] for _ in plan.moments]
    state.issued, state.redeemed, state.expired = [0] * wallets, [0] * wallets, [0] * wallets
    state.adjusted, state.reversed, state.debt = [0] * wallets, [0] * wallets, [0] * wallets
    return state
