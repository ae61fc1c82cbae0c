"""Which reward a member asks for at a visit, if any."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from simulator.behaviour import redemption_probability
from simulator.individuals.rules import RewardGoal, RuleBook

if TYPE_CHECKING:
    from fidelang.state import State
    from simulator.scenario import Redemption


class Asking:
    """The reward of greatest value for its points that the basket at hand gets, ties to the cheaper, then by name."""

    def __init__(self, rules: RuleBook, settings: Redemption | None) -> None:
        self.rewards = tuple(sorted(rules.rewards, key=lambda reward: (reward.price, reward.rule)))
        self._least = min((reward.value for reward in self.rewards if reward.value > 0), default=0)
        self._settings = settings

    def open_to(self, state: State, balances: Mapping[str, int], now: int) -> list[RewardGoal]:
        """Rewards that are open to this member at an instant (minutes) and affordable; none if redemption is off."""
        if self._settings is None:
            return []
        return [
            reward
            for reward in self.rewards
            if reward.price <= balances.get(reward.wallet, 0) and reward.opening.admits(state, now)
        ]

    def best(self, rewards: Sequence[RewardGoal], got: Callable[[RewardGoal], int | None]) -> RewardGoal | None:
        """The best of `rewards`; `got` is what one brings today, in minor units, None where it is refused."""
        found = [(Fraction(value, reward.price), reward) for reward in rewards if (value := got(reward)) is not None]
        return max(found, key=lambda each: each[0])[1] if found else None  # the first of equals

    def asks(self, reward: RewardGoal, near_expiry: bool, draw: float) -> bool:
        """Whether this visit's draw, uniform in (0, 1), makes the member ask for it."""
        settings = self._settings
        if settings is None:
            return False
        ratio = reward.value / self._least if reward.value > 0 and self._least > 0 else 1.0
        return draw < redemption_probability(
            settings.visit_probability.base, ratio, near_expiry, settings.slope_value.base, settings.slope_expiry.base
        )
