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

    `payload`: of a purchase its basket, of an `occur` the event's `name` and fields, of a tick nothing.
    """

    id: str
    member: str
    at: tuple[int, int]
    kind: EventKind
    payload: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OrderRecord:
    """An order as its evaluation read it: enough to rate it again, in the state and under the program of its day.

    `program`: the plan's hash · `basket`: integers and lists as the kernel's `encode` made it · `metrics`, `balances`
    (available points), `counters` and `shared` (uses): by the plan's positions, as they stood before · the rest as in
    `State`. No name and no address (row 93).
    """

    program: str
    order: str
    member: str
    day: int
    minute: int
    basket: tuple[Any, ...]
    metrics: tuple[int, ...]
    balances: tuple[int, ...]
    counters: tuple[Any, ...]
    shared: tuple[Any, ...]
    tier: int
    stage: int
    segments: tuple[int, ...]
    campaigns: tuple[int, ...]
    last_order: int
    birthday: tuple[int, int, int] | None
    consents: tuple[str, ...]
    facts: tuple[tuple[str, Any], ...]

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
