"""What comes in and what is kept: an event, from a closed set, and the record of an order that a return will need."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

EventKind = Literal[
    "purchase", "return", "redeem", "occur", "tick", "consent", "join", "adjust", "merge", "erase"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens to a member. `at` is (day, minute), local to the program's zone.

    `payload`: of a purchase its basket, of an `occur` the event's `name` and fields, of a return the `order` (its
    record) and the `lines` that come back, of a redeem the `reward` and how many `times`, of a consent what it gives
    (`give`) and withdraws (`withdraw`), of a join and an adjust what is `told`, of an adjust also `points` more or less
    by wallet, of a tick nothing.
    """

    id: str
    member: str
    at: tuple[int, int]
    kind: EventKind
    payload: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OrderRecord:
    """An order as its evaluation read it, and what has come back of it since: a return needs this alone.

    What was read, as it stood before the order. `program`: the plan's hash · `member`: opaque, empty for nobody ·
    `basket`: integers and lists as the kernel's `encode` made them · `metrics`, `rows` (streaks, to the unit before),
    `balances` (available points less debt), `counters` and `shared` (uses, rolling ones as one sum): by the plan's
    positions · `met`: latest day and mark of each category · `held`: days held, by tier · the rest as in `State`. No
    name and no address (row 93).

    What it did: `first_lot`, the number of the first lot that it posted · `spent`: (wallet, lot, points, owed), what
    its rewards took of which lots, less what returns gave back; owed: what a return charged again and no lot could pay.

    What returns did: `back`, thousandths by line · `refunded`, minor units · `taken`: (wallet, lot, points, owed) still
    taken back, the last taken last; owed ones name the lot that they come back to · `missing`, `unpaid`: by wallet,
    what no lot could give of the claim, and of a price that is due again, and nothing owes · `asked`: (rule, cost) of
    the gifts asked back · `capped`: (counter, window, uses), what a full counter of all members could not take back.
    """

    program: str
    order: str
    member: str
    joined: int
    day: int
    minute: int
    basket: tuple[Any, ...]
    metrics: tuple[int, ...]
    rows: tuple[int, ...]
    met: tuple[tuple[int, int], ...]
    balances: tuple[int, ...]
    counters: tuple[Any, ...]
    shared: tuple[Any, ...]
    tier: int
    tier_until: int
    lifetime: int
    held: tuple[int, ...]
    stage: int
    segments: tuple[int, ...]
    campaigns: tuple[int, ...]
    last_order: int
    birthday: tuple[int, int, int] | None
    consents: tuple[str, ...]
    facts: tuple[tuple[str, Any], ...]
    first_lot: int
    spent: tuple[tuple[int, Any, int, bool], ...]
    back: tuple[int, ...]
    refunded: int
    taken: tuple[tuple[int, Any, int, bool], ...]
    missing: tuple[int, ...]
    unpaid: tuple[int, ...]
    asked: tuple[tuple[int, int], ...]
    capped: tuple[tuple[int, int, int], ...]

    def to_json(self) -> str:
        """Compact JSON, about a kilobyte for a basket of five lines."""
        values = {name: getattr(self, name) for name in OrderRecord.__slots__}
        return json.dumps(values, separators=(",", ":"), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> OrderRecord:
        """The record that `to_json` wrote."""
        values = {name: frozen(value) for name, value in json.loads(text).items()}
        return cls(**values)


def frozen(value: Any) -> Any:
    """Lists as tuples, all the way down."""
    return tuple(map(frozen, value)) if isinstance(value, (list, tuple)) else value
