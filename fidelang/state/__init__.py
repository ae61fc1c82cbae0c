"""A member's state, shared state, and the closed set of effects that change them."""

from fidelang.state.base import Base, Kept
from fidelang.state.effects import Effect, apply_effect, apply_effects, told_effects
from fidelang.state.member import ABSENT, Ledger, Lot, State, new_member
from fidelang.state.records import Event, EventKind, OrderRecord, frozen
from fidelang.state.shared import Shared, Uses, new_shared

__all__ = [
    "ABSENT",
    "Base",
    "Effect",
    "Event",
    "EventKind",
    "Kept",
    "Ledger",
    "Lot",
    "OrderRecord",
    "Shared",
    "State",
    "Uses",
    "apply_effect",
    "apply_effects",
    "frozen",
    "new_member",
    "new_shared",
    "told_effects",
]
