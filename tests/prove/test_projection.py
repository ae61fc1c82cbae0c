"""Long runs of the simulator, as docs/simulation.md reports them: `make prove`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from statistics import fmean

import pytest

import fidelang
from fidelang.engine import Program
from fidelang.plan import Plan
from fidelang.plan.model import Give, Rule
from simulator.individuals import run_arm
from simulator.population import draw_population
from simulator.scenario import load_scenario

pytestmark = [pytest.mark.prove, pytest.mark.timeout(3600)]
EXAMPLES = Path(__file__).parents[2] / "programs/examples"
CDNOW_CLOSED_FORM = 4270.0  # Pareto/NBD's expected repeat purchases of the cohort by week 78


def test_cdnow_without_a_program_buys_as_its_closed_form_says() -> None:
    scenario = load_scenario(EXAMPLES / "cdnow_club/scenario.yaml")
    assert (scenario.run.months, len(scenario.first_days)) == (18, 2357)
    repeats = []
    for replication in range(100):
        books = run_arm(draw_population(scenario, replication), scenario)
        repeats.append(sum(month.orders for month in books.months) - len(books.people))
    mean = fmean(repeats)
    print(f"mean cumulative repeat visits {mean:.1f} over 100 replications, seed {scenario.run.seed}")
    assert abs(mean / CDNOW_CLOSED_FORM - 1) < 0.015


@pytest.mark.parametrize("name", ["stamp_card", "club_soleil", "cdnow_club"])
def test_halving_every_rate_does_not_raise_the_uplift_in_visits(name: str) -> None:
    program = fidelang.load(EXAMPLES / name / "program.fid")
    scenario = load_scenario(EXAMPLES / name / "scenario.yaml").running(replications=20)
    arms = (None, program, Program(halved(program.plan)))
    orders = [[] for _ in arms]  # type: list[list[int]]
    for replication in range(scenario.run.replications):
        people = draw_population(scenario, replication, minor=10**program.plan.decimals)
        for visits, arm in zip(orders, arms, strict=True):
            visits.append(len(run_arm(people, scenario, arm).visits))
    none, full, half = map(fmean, orders)
    print(f"{name}: {full - none} visits more, {half - none} with every rate halved")
    assert none < half <= full


def halved(plan: Plan) -> Plan:
    """The plan with everything that rules give cut to a half."""
    return replace(plan, rules=tuple(halved_rule(rule) for rule in plan.rules))


def halved_rule(rule: Rule) -> Rule:
    give, take = rule.give, rule.take
    if give is not None and rule.kind == "earn":
        give = halved_give(give)
    if take is not None and rule.kind == "offer":
        share = None if take.share is None else (take.share[0], take.share[1] * 2)
        take = replace(take, money=None if take.money is None else take.money // 2, share=share)
    return replace(rule, give=give, take=take)


def halved_give(give: Give) -> Give:
    amount = None if give.amount is None else (give.amount[0], give.amount[1] * 2)
    table = None if give.table is None else replace(give.table, denominator=give.table.denominator * 2)
    return replace(give, amount=amount, table=table)
