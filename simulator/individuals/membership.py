"""What a member carries in an arm: the program's own state, and what the behaviours read of the past year."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simulator.individuals.trailing import TrailingYear

if TYPE_CHECKING:
    from fidelang.state import State


@dataclass(slots=True)
class Membership:
    """`engaged` members respond to the program; the others only collect. Benefits are minor units times 1000."""

    state: State
    enrolled: int  # day, an ordinal
    engaged: bool
    redeems: bool
    year: TrailingYear  # the customer's own: what they spent before they joined counts too
    due: int = 0  # the next midnight with something to do, an ordinal; 0 when it must be asked for anew
    earned: Counter[str] = field(default_factory=Counter)  # points by wallet since enrolment: the own pace
