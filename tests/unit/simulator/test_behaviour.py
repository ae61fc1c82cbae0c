"""Each mechanism's equation, at values worked by hand."""

from __future__ import annotations

import math
import random

import pytest

from simulator.behaviour import (
    calibrate_intercept,
    enrolment_probability,
    goal_pull,
    hazard_multiplier,
    headroom,
    intensity_multiplier,
    is_feasible,
    joined_within,
    membership_lift,
    redemption_probability,
    response,
    top_up_gap,
)


def test_half_of_an_effect_is_reached_at_the_half_benefit() -> None:
    assert response(benefit=2_00, spend=100_00, half_benefit=0.02) == 0.5
    assert response(benefit=6_00, spend=100_00, half_benefit=0.02) == pytest.approx(0.75)


def test_no_benefit_and_no_spend_are_exactly_no_effect() -> None:
    assert response(0, 100_00, 0.02) == response(5_00, 0, 0.02) == 0.0
    assert intensity_multiplier(0.0, 0.3) == hazard_multiplier(0.0, 0.2) == 1.0


def test_effects_add_on_the_rate_and_take_off_the_hazard() -> None:
    assert intensity_multiplier(0.5, 0.2) == 1.1
    assert hazard_multiplier(0.5, 0.2) == 0.9


def test_only_heavy_buyers_lack_headroom() -> None:
    assert [headroom(rank, 0.2) for rank in (0.0, 0.7, 0.9, 1.0)] == [1.0, 1.0, 0.2, 0.2]
    assert headroom(0.8, 0.2) == pytest.approx(0.6)
    assert membership_lift(0.02, 0.5) == 0.01


def test_a_goal_pulls_harder_the_nearer_it_is_and_not_once_it_is_reached() -> None:
    assert [goal_pull(left, 100, 0.2, 1.0) for left in (100, 50, 25, 0)] == pytest.approx([0.0, 0.1, 0.15, 0.0])
    assert goal_pull(50, 100, 0.2, 2.0) == pytest.approx(0.05)


def test_a_goal_beyond_the_bound_of_the_own_pace_does_not_pull() -> None:
    assert is_feasible(remaining=300, pace=1.0, days_left=100, bound=3.0)
    assert not is_feasible(remaining=301, pace=1.0, days_left=100, bound=3.0)


def test_redemption_starts_from_its_probability_and_rises_with_value_and_expiry() -> None:
    assert redemption_probability(0.35, 1.0, False, 0.7, 0.8) == pytest.approx(0.35)
    odds = 0.35 / 0.65 * 4**0.5 * math.exp(0.8)
    assert redemption_probability(0.35, 4.0, True, 0.5, 0.8) == pytest.approx(odds / (1 + odds))


def test_a_basket_is_filled_to_the_nearest_threshold_within_reach() -> None:
    assert top_up_gap(90_00, (50_00, 100_00, 150_00), 0.15) == 10_00
    assert top_up_gap(80_00, (100_00,), 0.15) == 0
    assert top_up_gap(100_00, (100_00,), 0.15) == 0


def test_enrolment_is_a_logit_of_rate_spend_and_incentive() -> None:
    assert enrolment_probability(0.0, 0.0, 0.0, 0.0, 0.7, 0.2, 0.1) == 0.5
    score = -1 + 0.7 * 2 + 0.2 * 3 + 0.1 * 4
    assert enrolment_probability(-1, 2, 3, 4, 0.7, 0.2, 0.1) == pytest.approx(1 / (1 + math.exp(-score)))


@pytest.mark.parametrize(("rate", "death_rate", "chance"), [(0.02, 0.01, 0.3), (0.14, 0.0, 0.05), (0.004, 0.03, 0.5)])
def test_the_share_that_has_joined_is_that_of_lives_drawn_one_by_one(
    rate: float, death_rate: float, chance: float
) -> None:
    draw = random.Random(1)
    joined = 0
    for _ in range(20_000):
        end = min(365.0, draw.expovariate(death_rate) if death_rate else 365.0)
        now = 0.0
        while now < end:
            if draw.random() < chance:
                joined += 1
                break
            now += draw.expovariate(rate)
    expected = joined_within(365.0, chance, rate, death_rate)
    assert abs(joined / 20_000 - expected) < 3 * math.sqrt(expected * (1 - expected) / 20_000)


def test_the_intercept_enrols_the_share_asked_for() -> None:
    people = [(0.01 * n, 0.001 * n, math.log(n / 5), 0.1 * n) for n in range(1, 10)]
    intercept = calibrate_intercept(0.35, people, 0.7, 0.2)
    joined = [
        joined_within(365.0, enrolment_probability(intercept, a, b, 0.0, 0.7, 0.2, 0.0), rate, death_rate)
        for rate, death_rate, a, b in people
    ]
    assert sum(joined) / len(joined) == pytest.approx(0.35, abs=1e-7)
    assert calibrate_intercept(0.0, people, 0.7, 0.2) == -math.inf
