"""The population follows its models, and each draw is keyed by what it is."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from statistics import fmean, stdev

import pytest

from simulator.population import Customer, draw_population
from simulator.scenario import Scenario, load_scenario

TEXT = """\
preset: cdnow
population:
  size: 4000
  enter_within: 1
  lines_per_basket: 2.5
  categories:
    - {name: music, share: 70%, price: 15 USD, margin: 30%, facts: {organic: 25%}}
    - {name: books, share: 30%, price: 8 USD, margin: 40%}
  consents: {marketing: 60%}
  birthdays: known
response: {}
finance: {gross_margin: 30%}
run: {start: 1997-01-01, currency: USD, months: 12}
"""


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    file: Path = tmp_path_factory.mktemp("scenario") / "scenario.yaml"
    file.write_text(TEXT)
    return load_scenario(file)


def repeat_visits(customer: Customer, horizon: float) -> int:
    """Visits after the first, without a program."""
    count = 0
    for visit in customer.candidates(horizon):
        if customer.death_rate * (visit.time - customer.entry) >= customer.endurance:
            break
        count += visit.thinning * customer.market.max_lift < visit.season
    return count


def test_repeat_visits_follow_pareto_nbd_in_closed_form(scenario: Scenario) -> None:
    model = scenario.population.purchases
    weeks = 39
    expected = (
        model.r
        * model.beta
        / (model.alpha * (model.s - 1))
        * (1 - (model.beta / (model.beta + weeks)) ** (model.s - 1))
    )
    people = draw_population(scenario, 0).customers
    counts = [repeat_visits(customer, customer.entry + weeks * 7) for customer in people]
    assert abs(fmean(counts) - expected) < 3 * stdev(counts) / math.sqrt(len(counts))


def test_the_share_alive_follows_its_closed_form(scenario: Scenario) -> None:
    model = scenario.population.purchases
    people = draw_population(scenario, 0).customers
    alive = fmean([customer.death_rate * 52 * 7 < customer.endurance for customer in people])
    expected = (model.beta / (model.beta + 52)) ** model.s
    assert abs(alive - expected) < 3 * math.sqrt(expected * (1 - expected) / len(people))


def test_baskets_have_the_gamma_gamma_mean(scenario: Scenario) -> None:
    spend = scenario.population.spend
    expected = spend.p * spend.gamma / (spend.q - 1) * 100
    totals = [customer.basket(0).total for customer in draw_population(scenario, 1).customers]
    assert (
        abs(fmean(totals) - expected) < 3 * stdev(totals) / math.sqrt(len(totals)) + 2
    )  # prices round by a cent or so


def test_a_basket_adds_up_and_is_the_same_each_time_it_is_asked_for(scenario: Scenario) -> None:
    for customer in draw_population(scenario, 0).customers[:300]:
        basket = customer.basket(3)
        assert basket.total == sum(line.price * line.quantity for line in basket.lines) > 0
        assert basket.cost == sum(line.cost for line in basket.lines)
        assert basket is customer.basket(3)


def test_the_same_seed_draws_the_same_people_and_another_others(scenario: Scenario) -> None:
    def rates(of: Scenario, replication: int) -> list[float]:
        return [customer.rate for customer in draw_population(of, replication).customers[:50]]

    assert rates(scenario, 0) == rates(scenario, 0)
    assert rates(scenario, 0) != rates(scenario, 1)
    assert rates(scenario, 0) != rates(scenario.running(seed=2), 0)


def test_one_part_changed_leaves_every_other_draw_unchanged(scenario: Scenario) -> None:
    plain = draw_population(scenario, 0).customers[:200]
    population = scenario.population.model_copy(update={"lines_per_basket": 6.0, "consents": {"marketing": 0.1}})
    changed = draw_population(replace(scenario, population=population), 0).customers[:200]
    assert [c.rate for c in plain] == [c.rate for c in changed]
    assert [c.endurance for c in plain] == [c.endurance for c in changed]
    assert [c.facts for c in plain] == [c.facts for c in changed]
    assert [[v.time for v in c.candidates(400)] for c in plain] == [
        [v.time for v in c.candidates(400)] for c in changed
    ]
    assert [c.consents for c in plain] != [c.consents for c in changed]


def test_facts_and_consents_have_their_shares(scenario: Scenario) -> None:
    people = draw_population(scenario, 0).customers
    consenting = fmean(["marketing" in customer.consents for customer in people])
    lines = [line for customer in people for line in customer.basket(0).lines if line.category == "music"]
    organic = fmean([line.facts["organic"] is True for line in lines])
    assert abs(consenting - 0.6) < 3 * math.sqrt(0.24 / len(people))
    assert abs(organic - 0.25) < 3 * math.sqrt(0.1875 / len(lines))
    assert all(str(customer.facts["birthday"]).startswith("--") for customer in people)


def test_minutes_stay_within_opening_hours_and_rise_with_the_day(scenario: Scenario) -> None:
    customer = draw_population(scenario, 0).customers[0]
    minutes = [customer.minute(day / 1000) for day in range(1000)]
    assert minutes == sorted(minutes)
    assert (minutes[0], minutes[-1]) == (9 * 60, 20 * 60 - 1)


def test_candidates_come_at_the_ceiling_of_the_own_rate(scenario: Scenario) -> None:
    people = draw_population(scenario, 0).customers
    candidates = sum(1 for customer in people for _ in customer.candidates(customer.entry + 365))
    expected = sum(customer.rate for customer in people) * 1.5 * 365
    assert abs(candidates - expected) < 4 * math.sqrt(expected)


def test_the_cdnow_club_without_a_program_buys_as_its_closed_form_says() -> None:
    """4,270 repeat purchases by week 78; 100 replications stand in tests/prove."""
    club = load_scenario(Path(__file__).parents[3] / "programs/examples/cdnow_club/scenario.yaml")
    repeats = []
    for replication in range(15):
        people = draw_population(club, replication).customers
        repeats.append(sum(repeat_visits(customer, 546) for customer in people))
    assert abs(fmean(repeats) - 4270) < 3 * stdev(repeats) / math.sqrt(len(repeats))
