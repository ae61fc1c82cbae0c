"""Which engine runs an arm: the readable one, or the crowd, which gives the same books."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from fidelang.columns import NotInColumns
from fidelang.engine import Program
from simulator import individuals
from simulator.crowd import draw_people, has_numba
from simulator.crowd import run_arm as run_crowd
from simulator.individuals import Books
from simulator.population import draw_population
from simulator.scenario import Scenario

Engine = Literal["individuals", "crowd"]
Arm = Callable[[Program | None, bool], Books]


class EngineMissing(RuntimeError):
    """The engine that was asked for cannot run here, or not this program."""


def chosen(wanted: Engine | None, programs: list[Program]) -> tuple[Engine, str | None]:
    """The engine to use, and why it is not the crowd where nobody asked for another. Raises EngineMissing."""
    if wanted == "individuals":
        return wanted, None
    why = None if has_numba() else "Numba is not installed (pip install 'fidelang[columns]')"
    for program in programs if why is None else ():
        try:
            runs_in_columns(program)
        except NotInColumns as problem:
            why = str(problem)
    if why is not None and wanted == "crowd":
        raise EngineMissing(f"the crowd engine cannot run: {why}")
    return ("individuals" if why else "crowd"), why


def runs_in_columns(program: Program) -> None:
    """Raises NotInColumns."""
    from simulator.crowd.program import check

    check(program.plan)


def arm_runner(engine: Engine, scenario: Scenario, replication: int, minor: int) -> Arm:
    """Runs arms of one replication (from 0) on the same people: (program, whether they respond) to books."""
    if engine == "crowd":
        people = draw_people(scenario, replication, minor)
        return lambda program, respond: run_crowd(people, scenario, program, respond=respond, minor=minor)
    population = draw_population(scenario, replication, minor=minor)
    return lambda program, respond: individuals.run_arm(population, scenario, program, respond=respond)
