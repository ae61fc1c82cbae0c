"""The crowd gives the books of the readable engine, to the point, however many threads run it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fidelang.engine import InvalidInput, Program
from fidelang.facade import compile_text, load
from simulator.crowd import draw_people, has_numba, run_arm
from simulator.crowd.engine import Crowd, books_of
from simulator.experiment import EngineMissing, chosen, engines, run
from simulator.individuals import Books
from simulator.individuals import run_arm as individuals
from simulator.population import draw_population
from simulator.scenario import Scenario, read_scenario

pytestmark = pytest.mark.skipif(not has_numba(), reason="Numba, of the extra `columns`, is not installed")
EXAMPLES = sorted(path.parent.name for path in Path("programs/examples").glob("*/program.fid"))


@cache
def example(name: str) -> tuple[Program, Scenario]:
    scenario, _ = read_scenario(f"programs/examples/{name}/scenario.yaml")
    assert scenario is not None
    return load(f"programs/examples/{name}/program.fid"), scenario


def differences(mine: Books, other: Books) -> Iterator[str]:
    """Parts in which two books differ; facts that reasons name are the readable engine's alone."""
    for field in fields(Books):
        if field.name != "unknown" and getattr(mine, field.name) != getattr(other, field.name):
            yield field.name


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_has_the_same_books_in_both_engines(name: str) -> None:
    program, scenario = example(name)
    scenario = scenario.running(members=60, months=14)
    population = draw_population(scenario, 0, minor=100)
    for arm, respond in ((None, True), (program, True), (program, False)):
        books = individuals(population, scenario, arm, respond=respond)
        assert list(differences(run_arm(population, scenario, arm, respond=respond), books)) == []
        assert books.visits


def test_people_are_drawn_number_by_number_alike() -> None:
    _, scenario = example("club_soleil")
    scenario = scenario.running(members=300)
    population, people = draw_population(scenario, 3, minor=100), draw_people(scenario, 3, 100)
    for name in ("rate", "death_rate", "spend_scale", "mean_spend", "entry", "endurance", "rank"):
        assert getattr(people, name).tolist() == [getattr(one, name) for one in population.customers], name
    assert (people.median_rate, people.median_spend) == (population.median_rate, population.median_spend)


SHORT = """
program "Short" { currency EUR   timezone "Europe/Paris" }
wallet pts { worth 0.01 EUR   pending 2 days }
facts member { birthday: date }
earn base { give 1 pts per 1 EUR }
earn tenth { when basket.ordinal is multiple of 3   give 300 pts }
earn feast { on birthday   give 100 pts }
offer first { when basket.total >= 20 EUR   take 2 EUR off basket   stock 5 per month }
reward five { price 300 pts   take 3 EUR off basket   stock 7 per month }
budget small { cap 60 EUR per year   covers tenth, feast   when exhausted stop }
"""


@cache
def short_of_budget() -> tuple[Program, Scenario, Any, Books]:
    _, scenario = example("club_soleil")
    scenario = scenario.running(members=150, months=18)
    population = scenario.population.model_copy(update={"events": {}, "consents": {}, "categories": [
        one.model_copy(update={"facts": {}}) for one in scenario.population.categories
    ]})  # fmt: skip
    scenario = replace(scenario, population=population)
    program = compile_text(SHORT)
    people = draw_population(scenario, 0, minor=100)
    return program, scenario, people, individuals(people, scenario, program)


@pytest.mark.parametrize("threads", [1, 2, 7])
def test_budgets_that_run_out_are_claimed_in_the_order_of_time_whatever_the_threads(threads: int) -> None:
    program, scenario, population, books = short_of_budget()
    crowd = Crowd(draw_people(scenario, 0, 100), scenario, program, threads=threads)
    crowd.play()
    assert list(differences(books_of(crowd), books)) == []
    assert crowd.claims is not None
    assert crowd.claims.days_apart > 20  # budgets and stock were short on many days
    assert len(population.customers) == 150


def test_a_basket_above_the_largest_is_refused_by_both_engines() -> None:
    _, scenario, population, _ = short_of_budget()
    program = compile_text(SHORT.replace("currency EUR", "currency EUR   largest basket 30 EUR lines 100"))
    with pytest.raises(InvalidInput, match="largest"):
        individuals(population, scenario, program)
    with pytest.raises(InvalidInput, match="largest"):
        run_arm(population, scenario, program)


def test_a_projection_is_the_same_by_either_engine() -> None:
    program, scenario = example("club_soleil")
    scenario = scenario.running(members=40, months=13, replications=2)
    assert run(program, scenario, engine="crowd") == run(program, scenario, engine="individuals")


def test_the_crowd_is_chosen_where_it_can_run_and_says_why_where_it_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    program, _ = example("club_soleil")
    assert chosen(None, [program]) == ("crowd", None)
    assert chosen("individuals", [program]) == ("individuals", None)
    monkeypatch.setattr(engines, "has_numba", lambda: False)
    engine, why = chosen(None, [program])
    assert engine == "individuals"
    assert "fidelang[columns]" in str(why)
    with pytest.raises(EngineMissing, match="Numba is not installed"):
        chosen("crowd", [program])


def test_draws_of_a_thousand_blocks_are_those_of_philox() -> None:
    from simulator.crowd.draws import gammas, uniforms
    from simulator.random import Stream, gamma, uniform

    out = np.empty(1000)
    uniforms(np.uint64(7), np.uint64(2), int(Stream.TRAITS), 5, out)
    assert out.tolist() == [uniform((7, 2), Stream.TRAITS, member=at, index=5) for at in range(1000)]
    for shape in (0.4, 1.0, 6.0):
        gammas(np.uint64(7), np.uint64(2), int(Stream.RATE), shape, out)
        assert out.tolist() == [gamma((7, 2), Stream.RATE, shape, member=at) for at in range(1000)]
