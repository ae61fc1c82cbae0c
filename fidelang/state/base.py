"""Everybody of a program: the members' states, what they share, and what makes a repeated event a repeated one."""

from __future__ import annotations

from dataclasses import dataclass, field

from fidelang.state.member import State
from fidelang.state.records import OrderRecord
from fidelang.state.shared import Shared


@dataclass(slots=True)
class Kept:
    """A member. `latest`: (day, minute) of the latest event that went through · `orders`: their records, by name ·
    `events`: digests of the events that went through, by id."""

    state: State
    latest: tuple[int, int]
    orders: dict[str, OrderRecord] = field(default_factory=dict)
    events: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Base:
    """`day`: midnights of all members have run up to and including it; 0 before the first event.

    refused: what was refused on `day`, by the event's digest, with the reason: who sends it again is told the same, and
    it does not slip through because something came between · seen: digests of baskets without a member, by id.
    """

    shared: Shared
    day: int = 0
    members: dict[str, Kept] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
