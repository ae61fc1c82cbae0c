"""When a rule can apply to a member: its dates, and what its campaign asks of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fidelang.plan import Plan
    from fidelang.plan.model import Rule
    from fidelang.state import State

_IN = 1  # what a state holds of a campaign: from here on the member is in; a variant is two above its position


@dataclass(frozen=True, slots=True)
class Opening:
    """`start` and `stop` are instants (minutes), half-open, None for no bound. `campaign` is None for a rule that asks
    nobody what they entered."""

    start: int | None = None
    stop: int | None = None
    campaign: int | None = None
    variant: int | None = None

    @classmethod
    def of(cls, plan: Plan, rule: Rule) -> Opening:
        """Nobody waits for what is not for them: a reward of a campaign pulls those who are in it, while it runs."""
        asks = rule.campaign is not None and plan.campaigns[rule.campaign].chooses
        return cls(rule.start, rule.stop, rule.campaign if asks else None, rule.variant)

    @property
    def always(self) -> bool:
        """Whether it is open to every member at any time."""
        return self.start is None and self.stop is None and self.campaign is None

    def admits(self, state: State, now: int) -> bool:
        """Whether the rule can apply to a member at an instant, whatever its conditions say."""
        if (self.start is not None and now < self.start) or (self.stop is not None and now >= self.stop):
            return False
        if self.campaign is None:
            return True
        drawn = state.campaigns[self.campaign]
        return drawn >= _IN if self.variant is None else drawn == _IN + 1 + self.variant


ALWAYS = Opening()
