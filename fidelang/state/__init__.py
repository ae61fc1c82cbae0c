"""A member's state, shared state, and the closed set of effects that change them."""

from fidelang.state.effects import Effect, apply_effect, apply_effects, used_more
from fidelang.state.member import ABSENT, Ledger, Lot, State, new_member
from fidelang.state.shared import Shared, new_shared

__all__ = [
    "ABSENT",
    "Effect",
    "Ledger",
    "Lot",
    "Shared",
    "State",
    "apply_effect",
    "apply_effects",
    "new_member",
    "new_shared",
    "used_more",
]
