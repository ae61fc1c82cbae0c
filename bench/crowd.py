"""How long the crowd takes of Club Soleil, both arms of one replication, beside the readable engine.

    python bench/crowd.py [--members 100000] [--months 12] [--threads 1] [--beside 500]

`--beside N`: first the same books by both engines for N members, and how much slower the readable one is. Seconds are
processor time and wall time, after a short run that compiles; memory is the most that the process held.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from fidelang.engine import Program
from fidelang.facade import load
from simulator.crowd import draw_people
from simulator.crowd.engine import Crowd, books_of
from simulator.individuals import run_arm as individuals
from simulator.population import draw_population
from simulator.scenario import Scenario, read_scenario

HERE = Path(__file__).parent
CLUB = HERE.parent / "programs" / "examples" / "club_soleil" / "program.fid"


def scenario_of(members: int, months: int) -> Scenario:
    """A fifth of the members come later, month by month."""
    read, problems = read_scenario(str(HERE / "crowd.yaml"))
    assert read is not None, problems
    later = members // 5 // months
    population = read.population.model_copy(update={"size": members - later * months, "newcomers_per_month": later})
    return replace(read.running(months=months), population=population)


def crowd(program: Program, scenario: Scenario, threads: int) -> dict[str, Any]:
    """Both arms: seconds of the wall and of the processor, orders, days on which budgets were claimed one by one."""
    wall, used = time.perf_counter(), time.process_time()
    people = draw_people(scenario, 0, 100)
    orders = apart = 0
    for arm in (None, program):
        played = Crowd(people, scenario, arm, threads=threads, sales=False)
        played.play()
        played.check()
        orders += int(played.months()[:, 6].sum())
        apart += played.claims.days_apart if played.claims is not None else 0
    seconds, cpu = time.perf_counter() - wall, time.process_time() - used
    return {
        "customers": len(people), "orders": orders, "wall": round(seconds, 2), "processor": round(cpu, 2),
        "orders a second of processor": round(orders / cpu), "days one by one": apart,
    }  # fmt: skip


def beside(program: Program, members: int, months: int) -> dict[str, Any]:
    """Equal books first; then how many times the crowd's processor time the readable engine takes, both warm: of the
    runs themselves, and with the crowd's arrays made into books of Python objects."""
    scenario = scenario_of(members, months)
    population, people = draw_population(scenario, 0, minor=100), draw_people(scenario, 0, 100)
    began = time.process_time()
    readable = [individuals(population, scenario, arm) for arm in (None, program)]
    seconds = [time.process_time() - began]
    began = time.process_time()
    crowds = [Crowd(people, scenario, arm) for arm in (None, program)]
    for one in crowds:
        one.play()
    seconds.append(time.process_time() - began)
    books = [books_of(one) for one in crowds]
    seconds.append(time.process_time() - began)
    for mine, other in zip(readable, books, strict=True):
        mine.unknown.clear()
        assert mine == other, "the engines differ"
    runs, made = round(seconds[0] / seconds[1], 1), round(seconds[0] / seconds[2], 1)
    return {"members": members, "individuals / crowd": runs, "with its books": made}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--members", type=int, default=100_000)
    asked.add_argument("--months", type=int, default=12)
    asked.add_argument("--threads", type=int, default=1)
    asked.add_argument("--beside", type=int, default=0)
    given = asked.parse_args()
    program = load(CLUB)
    crowd(program, scenario_of(200, 2), given.threads)  # compiles, or reads the cache
    found = {"beside": beside(program, given.beside, given.months)} if given.beside else {}
    found["crowd"] = crowd(program, scenario_of(given.members, given.months), given.threads)
    found["crowd"]["most memory, MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
