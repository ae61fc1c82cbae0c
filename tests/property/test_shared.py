"""Budgets, stock and limits that all members share are used up and never passed, whoever evaluates at the same time;
`python -m tests.prove.shared` runs 10,000 evaluations and more."""

from __future__ import annotations

import pytest

from tests.property.pick import FromSeed
from tests.property.tills import Tills, shared_program

WORDS = ("scale", "stop")
WINDOWS = ("", "per month", "per week", "over 10 days")
HAPPENED = {
    "purchase": 400, "alone": 60, "event": 60, "return": 100, "midnights": 400, "moves": 60, "lost races": 60, "late": 200,
    "given back": 5, "alerts": 1,
}  # fmt: skip


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("word", WORDS)
def test_what_all_share_is_used_up_and_never_passed(word: str, window: str) -> None:
    tills = Tills(shared_program(word=word, window=window), FromSeed(1)).run(2500)
    assert tills.passed == []
    for budget in ("all", "some"):
        used, cap = tills.use(budget)
        assert cap * 95 // 100 <= used <= cap, budget
        assert word == "stop" or used == cap
    assert (5, 5) in tills.fullest_of("stock")
    assert tills.fullest_of("limit") == [(8, 8)]
    assert {what: tills.seen[what] for what, least in HAPPENED.items() if tills.seen[what] < least} == {}


@pytest.mark.parametrize("word", WORDS)
def test_what_was_given_is_what_was_drawn(word: str) -> None:
    """By the outcomes' own awards, discounts, gifts and messages, at their worth; nothing comes back."""
    tills = Tills(shared_program(word=word, window=""), FromSeed(2), returns=False).run(2500)
    assert (tills.money, tills.points) == (tills.use("all")[0], tills.use("some")[0])
    assert tills.money >= 10_450


@pytest.mark.parametrize("word", WORDS)
def test_without_comparing_the_same_evaluations_pass_the_caps(word: str) -> None:
    tills = Tills(shared_program(word=word, window=""), FromSeed(1), compares=False).run(2500)
    assert tills.passed
    assert all(used > cap for used, cap in (tills.use("all"), tills.use("some"), *tills.fullest_of("limit")))
