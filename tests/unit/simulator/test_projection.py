"""Whole projections: the null is exact, effects follow the benefit, money adds up, bytes repeat."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import jsonschema
import pytest

from simulator.experiment import run
from simulator.experiment.replication import replicate
from simulator.finance import Gain
from simulator.individuals import run_arm
from simulator.individuals.arm import Arm
from simulator.individuals.life import Life
from simulator.individuals.service import Service
from simulator.population import Candidate, draw_population
from simulator.result import Result, result_schema

from .projection import CLUB, HEADER, program, scenario

ROOT = Path(__file__).parents[3]
MONEY_OF_RULES = ("discounts", "gifts", "messages", "provision")


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    return run(program(), scenario(tmp_path_factory.mktemp("run")))


def test_a_program_without_rules_differs_from_none_by_exactly_nothing(tmp_path: Path) -> None:
    result = run(program(HEADER), scenario(tmp_path, replications=3))
    assert result.arms["program"]["members"] != 0
    for contrast in result.contrasts:
        if contrast.indicator in ("members", "enrolment_rate", "payback"):
            continue
        assert contrast.difference in (0, "0.00", None), contrast
    for key in ("orders", "list_sales", "cost_of_goods", "retention_rate", "repurchase_rate", "profit"):
        assert result.arms["program"][key] == result.arms["none"][key]
    assert all(
        row.orders == other.orders for row, other in zip(result.by_month[::2], result.by_month[1::2], strict=True)
    )


def test_rules_that_give_nothing_change_no_visit_and_no_life(tmp_path: Path) -> None:
    text = HEADER + (
        "wallet points { worth 0.01 EUR }\n"
        "earn base { when basket.total >= 100_000 EUR  give 3 points per 1 EUR }\n"
        "reward three { price 300 points  take 3 EUR off basket }\n"
    )
    of = scenario(tmp_path, replications=1)
    people = draw_population(of, 0)
    assert run_arm(people, of, program(text)).visits == run_arm(people, of).visits


def test_behaviours_that_are_off_have_no_effect_though_the_rules_give(tmp_path: Path) -> None:
    of = scenario(tmp_path, "{enrolment: default, redemption: default}", replications=1)
    people = draw_population(of, 0)
    none, club = run_arm(people, of), run_arm(people, of, program())
    assert club.visits == none.visits
    assert club.ledger["points"]["redeemed"] > 0


def test_the_program_brings_visits_that_none_does_not_have_and_loses_none(tmp_path: Path) -> None:
    of = scenario(tmp_path, replications=1)
    people = draw_population(of, 0)
    none, club = run_arm(people, of), run_arm(people, of, program())
    assert none.visits < club.visits


@pytest.mark.parametrize("mechanism", ["goal_gradient", "attrition", "frequency"])
def test_each_behaviour_alone_only_adds_visits(tmp_path: Path, mechanism: str) -> None:
    of = scenario(tmp_path, f"{{enrolment: default, redemption: default, {mechanism}: default}}", replications=1)
    people = draw_population(of, 0)
    assert run_arm(people, of).visits <= run_arm(people, of, program()).visits


def test_a_stronger_attrition_effect_never_loses_a_visit(tmp_path: Path) -> None:
    visits = []
    for reduction in ("5%", "20%", "60%"):
        high = f"{{low: 0%, base: {reduction}, high: 90%}}"
        response = f"{{enrolment: default, attrition: {{reduction: {high}}}, half_benefit: {{base: 1%}}}}"
        of = scenario(tmp_path, response, replications=1, members=600)
        visits.append(run_arm(draw_population(of, 0), of, program()).visits)
    assert visits[0] <= visits[1] <= visits[2]
    assert visits[0] < visits[2]


def test_halving_every_rate_does_not_raise_the_uplift_in_visits(tmp_path: Path) -> None:
    half = CLUB.replace("3 points per", "1.5 points per").replace("give 50", "give 25").replace("give 40", "give 20")
    half = half.replace("take 2 EUR", "take 1 EUR")
    of = scenario(tmp_path, replications=5)
    full, less = run(program(), of), run(program(half), of)
    assert full.contrast("orders").difference >= less.contrast("orders").difference  # type: ignore[operator]


def test_the_same_seed_gives_the_same_bytes_and_another_other_numbers(tmp_path: Path, result: Result) -> None:
    again = run(program(), scenario(tmp_path))
    assert again.to_json() == result.to_json()
    other = run(program(), scenario(tmp_path, seed=2))
    assert other.arms["none"]["list_sales"] != result.arms["none"]["list_sales"]


def test_money_of_each_arm_adds_up_to_its_profit_to_the_cent(tmp_path: Path) -> None:
    replication = replicate(scenario(tmp_path), 0, {"program": program()}, 100)
    for arm in replication.arms.values():
        assert arm.account.profit == arm.account.profit_from_net_sales
        assert sum(month.list_sales for month in arm.months) == arm.account.list_sales
        assert sum(month.discounts for month in arm.months) == arm.account.discounts
    gain = Gain(replication.arms["program"].account, replication.arms["none"].account)
    assert gain.net_gain == replication.arms["program"].account.profit - replication.arms["none"].account.profit
    assert gain.arm.discounts == sum(replication.arms["program"].given.values())


def test_points_are_conserved_over_the_whole_run(tmp_path: Path) -> None:
    ledger = run_arm(draw_population(scenario(tmp_path), 0), scenario(tmp_path), program()).ledger["points"]
    given = ledger["issued"] + ledger["adjusted"] + ledger["debt"]
    assert given > 0
    assert given == sum(ledger[name] for name in ("available", "pending", "redeemed", "expired", "reversed"))


def test_provision_is_what_is_left_at_its_expected_redemption(tmp_path: Path) -> None:
    of = scenario(tmp_path)
    arm = replicate(of, 0, {"program": program()}, 100).arms["program"]
    left = arm.ledger["points"]["available"] + arm.ledger["points"]["pending"]
    expected = left * Fraction(str(of.expected_redemption.base))
    assert arm.account.provision == int(expected + Fraction(1, 2)) > 0


def test_members_are_those_who_come_more_and_spend_more_before_any_effect(tmp_path: Path) -> None:
    of = scenario(tmp_path, "{enrolment: default}", members=1500, months=6)
    people = draw_population(of, 0)
    books = run_arm(people, of, program())
    joined = [p.rate for p in people.customers if books.people[p.index].enrolled is not None]
    others = [p.rate for p in people.customers if books.people[p.index].enrolled is None]
    assert sum(joined) / len(joined) > 1.5 * sum(others) / len(others)


def test_enrolment_reaches_about_its_calibrated_share(tmp_path: Path) -> None:
    of = scenario(tmp_path, "{enrolment: {slope_incentive: 0}}", members=1500, months=13)
    books = run_arm(draw_population(of, 0), of, program())
    share = sum(person.enrolled is not None for person in books.people.values()) / len(books.people)
    assert 0.325 < share < 0.375  # 35% within a year; binomial error 1.2 points


def test_objectives_are_judged_by_the_run(result: Result) -> None:
    retention, roi = result.objectives
    assert roi.met is (Decimal(str(roi.value)) >= 0)
    assert retention.met is False
    assert retention.value == result.contrast("retention_rate").difference


def test_an_objective_whose_term_the_run_does_not_reach_is_not_judged(tmp_path: Path) -> None:
    _, roi = run(program(), scenario(tmp_path, months=3, replications=1)).objectives
    assert (roi.met, roi.value, roi.note) == (None, None, "the run has 3 months, not 12")


def test_no_interval_is_given_under_five_replications(tmp_path: Path, result: Result) -> None:
    few = run(program(), scenario(tmp_path, replications=4))
    assert all(contrast.low is None for contrast in few.contrasts)
    assert result.contrast("net_gain").low is not None


def test_what_the_scenario_leaves_out_and_what_never_applied_is_named(tmp_path: Path) -> None:
    text = CLUB + (
        "facts line { organic: flag }\nevent survey { score: number }\n"
        "earn green { on lines where line.organic  give 1 points per 1 EUR }\n"
        "earn far { when basket.total >= 100_000 EUR  give 5 points }\n"
        "earn voice { on survey  when event.score >= 9  give 5 points }\n"
    )
    result = run(program(text), scenario(tmp_path, replications=1))
    assert {"line.organic", "event survey"} <= set(result.missing_facts)
    assert {"far", "green", "voice"} <= set(result.never_applied)
    assert "base" not in result.never_applied


def test_another_program_runs_on_the_same_people(tmp_path: Path) -> None:
    of = scenario(tmp_path, replications=2)
    result = run(program(), of, against=program())
    assert result.arms["against"] == result.arms["program"]
    same = [c for c in result.contrasts if (c.arm, c.against) == ("program", "against")]
    assert all(c.difference in (0, "0.00", None) for c in same if c.indicator != "payback")
    for key in ("break_even_lift", "subsidised_share"):
        assert result.contrast(key, "against").difference == result.contrast(key).difference != None  # noqa: E711
        assert result.contrast(key, "program", "against").difference is None


def test_net_gains_of_the_months_add_up_to_that_of_the_run(result: Result) -> None:
    months = [Decimal(row.net_gain) for row in result.by_month if row.arm == "program"]
    assert abs(sum(months) - Decimal(str(result.contrast("net_gain").difference))) <= Decimal("0.005") * len(months)


def test_a_run_in_which_nobody_can_be_lost_says_so(tmp_path: Path, result: Result) -> None:
    assert (result.arms["none"]["retention_rate"], len(result.warnings)) == (1.0, 1)
    assert result.warnings[0].startswith("retention says nothing here")
    assert not run(program(), scenario(tmp_path, replications=5, months=13)).warnings


def test_what_was_spent_before_joining_counts_in_what_a_benefit_is_held_against(tmp_path: Path) -> None:
    of = scenario(tmp_path)
    people = draw_population(of, 0)
    arm = Arm(people, of, program(), respond=True)
    later = 0
    for customer in people.customers[:60]:
        life = Life(customer, arm)
        if life.membership is not None:
            continue
        spent = arm.books.people[customer.index]
        assert (life.year.spend, life.year.benefit) == (spent.net_sales, 0) != (0, 0)
        number = 0
        while life.membership is None and number < 200:
            number += 1
            arm.visit(life, number, customer.entry)
        if life.membership is not None:
            later += 1
            assert life.membership.year is life.year
            assert life.year.spend == spent.net_sales
    assert later > 5


def test_effects_cut_at_the_ceiling_are_counted_on_quiet_days_too(tmp_path: Path) -> None:
    of = scenario(tmp_path)
    arm = Arm(draw_population(of, 0), of, None, respond=True)
    quiet = Candidate(index=1, time=1.0, thinning=0.49, season=0.5)
    assert arm.accepts(quiet, 9.0)  # 0.5 × 1.5 of a ceiling of 1.5: a half
    assert not arm.accepts(Candidate(1, 1.0, 0.51, 0.5), 9.0)
    assert arm.books.clipped == 2
    arm.accepts(quiet, 1.5)
    assert (arm.books.clipped, arm.books.candidates) == (2, 3)


def test_the_next_midnight_is_remembered_only_while_nothing_changes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = scenario(tmp_path)
    people = draw_population(of, 0)
    remembered = run_arm(people, of, program())
    monkeypatch.setattr(Service, "_due", lambda self, membership: self.program.next_due(membership.state))
    assert run_arm(people, of, program()) == remembered


def test_the_result_follows_its_published_schema(result: Result) -> None:
    jsonschema.validate(json.loads(result.to_json()), json.loads((ROOT / "docs/result.schema.json").read_text()))


def test_the_published_schema_is_current() -> None:
    assert (ROOT / "docs/result.schema.json").read_text() == result_schema()


def test_fees_are_money_received_and_lessen_what_a_member_got(tmp_path: Path) -> None:
    rules = "wallet points { worth 0.10 EUR }\nearn base { give 1 points per 1 EUR }"
    of = scenario(tmp_path, months=11)  # no anniversary yet
    free = replicate(of, 0, {"program": program(HEADER + rules)}, 100).arms["program"]
    paid = replicate(of, 0, {"program": program(HEADER.replace("from", "fee 500 EUR per year  from") + rules)}, 100)
    club, none = paid.arms["program"], paid.arms["none"]
    assert free.account.fees == 0 < sum(club.enrolments)
    assert club.account.fees == 500_00 * sum(club.enrolments)
    assert [month.fees for month in club.months] == [500_00 * joined for joined in club.enrolments]
    assert club.account.profit == club.account.margin - club.account.given
    assert club.account.list_sales == none.account.list_sales  # far above what they get: nobody comes more often
    assert free.account.list_sales > none.account.list_sales
