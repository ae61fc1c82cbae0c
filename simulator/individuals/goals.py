"""How hard a pending goal pulls a member, today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.behaviour import goal_pull, is_feasible
from simulator.individuals.rules import RewardGoal, RuleBook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simulator.individuals.membership import Membership
    from simulator.scenario import GoalGradient

_MINUTES = 1440  # of a day
_A_YEAR = 365  # a goal further than this at the bound's pace is hopeless, whatever the wallet's expiry


class Goals:
    """The cheapest reward of each wallet that the member can have today is a goal while it is not yet affordable; the
    strongest pull counts."""

    def __init__(self, rules: RuleBook, settings: GoalGradient | None) -> None:
        rewards: dict[str, list[RewardGoal]] = {}
        for reward in sorted(rules.rewards, key=lambda reward: reward.price) if settings is not None else ():
            others = rewards.setdefault(reward.wallet, [])
            if not any(
                other.opening.always for other in others
            ):  # one that all can have, always, is the last to look at
                others.append(reward)
        self.rewards = rewards
        if settings is not None:
            self._lift = settings.lift.base
            self._shape = settings.shape.base
            self._bound = settings.pace_bound.base

    def pull(self, membership: Membership, balances: Mapping[str, int], day: int) -> float:
        """The rise in visit intensity before headroom and benefit scale it."""
        strongest = 0.0
        days = max(1, day - membership.enrolled)
        for wallet, rewards in self.rewards.items():
            price = next((one.price for one in rewards if one.opening.admits(membership.state, day * _MINUTES)), None)
            if price is None:
                continue
            remaining = price - balances.get(wallet, 0)
            pace = membership.earned[wallet] / days
            if remaining > 0 and is_feasible(remaining, pace, _A_YEAR, self._bound):
                strongest = max(strongest, goal_pull(remaining, price, self._lift, self._shape))
        return strongest
