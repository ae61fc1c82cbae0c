"""A scenario ready to run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from simulator.scenario.assumption import Assumption
from simulator.scenario.model import FinanceSection, PopulationSection, RunSection
from simulator.scenario.response import Response


@dataclass(frozen=True, slots=True)
class Scenario:
    """A population, how it responds, what things cost, and the run. `first_days` is empty unless a file gave them."""

    population: PopulationSection
    response: Response
    finance: FinanceSection
    run: RunSection
    expected_redemption: Assumption
    first_days: tuple[date, ...]
    hash: str

    def assumptions(self) -> list[Assumption]:
        """The register: everything that a reader may dispute."""
        return [*self.response.assumptions(), self.expected_redemption]

    def running(
        self,
        *,
        members: int | None = None,
        months: int | None = None,
        replications: int | None = None,
        seed: int | None = None,
    ) -> Scenario:
        """The same scenario with the command line's values for its run.

        With `members`, a population that enters on days from a file takes them in turn, evenly over the list.
        """
        changes: dict[str, Any] = {
            key: value
            for key, value in (("months", months), ("replications", replications), ("seed", seed))
            if value is not None
        }
        scenario = replace(self, run=self.run.model_copy(update=changes))
        if members is None:
            return scenario
        if self.first_days:
            count = len(self.first_days)
            days = tuple(self.first_days[position * count // members] for position in range(members))
            return replace(scenario, first_days=days)
        return replace(scenario, population=self.population.model_copy(update={"size": members}))
