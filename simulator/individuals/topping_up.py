"""A member's basket just under a threshold, filled up to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.behaviour import top_up_gap
from simulator.individuals.rules import RuleBook

if TYPE_CHECKING:
    from fidelang.state import State
    from simulator.scenario import TopUp


class ToppingUp:
    def __init__(self, rules: RuleBook, settings: TopUp | None) -> None:
        self.thresholds = rules.thresholds if settings is not None else ()
        self._reach = settings.reach.base if settings is not None else 0.0
        self._probability = settings.probability.base if settings is not None else 0.0

    def gap(self, state: State, total: int, weight: float, draw: float, now: int) -> int:
        """Minor units that the member adds to a basket of `total` at an instant (minutes); `weight` is what the benefit
        makes of an effect."""
        if weight == 0.0 or draw >= self._probability * weight:
            return 0
        return top_up_gap(total, (at for at, opening in self.thresholds if opening.admits(state, now)), self._reach)
