"""Reference and kernel, all frames, answer alike on generated programs and stories; points are conserved."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fidelang.trials.answers import Answer
from fidelang.trials.story import run_story
from tests.columns.story import run_story as run_columns
from tests.property.agreement import differences, is_sound, pair
from tests.property.pick import FromHypothesis, FromSeed
from tests.reference import run_story as reference

Pair = tuple[str, list[dict[str, Any]]]
FEW = 60  # of the common run; `make prove` looks at as many as its profile says
AS_MANY = settings(
    max_examples=FEW if settings().max_examples <= 100 else settings().max_examples,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


@st.composite
def pairs(draw: Any) -> Pair:
    return pair(FromHypothesis(draw))


def assert_conserved(answers: list[Answer]) -> set[str]:
    """Issued + adjusted + debt = available + pending + redeemed + expired + reversed, to the unit, in every wallet after
    every step that could be played; the parts of the ledger that were not 0."""
    moved: set[str] = set()
    for answer in answers:
        if "invalid" in answer:
            continue
        for wallet, book in answer["ledger"].items():
            sums = {name: Fraction(value) for name, value in book.items()}
            came = sums["issued"] + sums["adjusted"] + sums["debt"]
            went = sum(sums[name] for name in ("available", "pending", "redeemed", "expired", "reversed"))
            assert came == went, (wallet, book)
            assert min(value for name, value in sums.items() if name != "adjusted") >= 0
            moved |= {name for name, value in sums.items() if value}
    return moved


@AS_MANY
@given(pairs())
def test_all_frames_answer_as_the_reference(made: Pair) -> None:
    text, story = made
    if not is_sound(text):
        return
    expected = reference(text, story)
    assert differences(expected, run_story(text, story)) == []
    assert differences(expected, run_story(text, story, "one_text")) == []
    assert differences(expected, run_columns(text, story)) == []


def test_seeded_pairs_agree_and_conserve_points_too() -> None:
    """Wider than what Hypothesis starts from; `python -m tests.prove.agreement` runs as many as wanted."""
    found = []
    moved: list[str] = []
    for seed in range(250):
        text, story = pair(FromSeed(seed))
        if is_sound(text):
            answers = run_story(text, story)
            moved += assert_conserved(answers)
            found += [f"seed {seed}: {line}" for line in differences(reference(text, story), answers)]
    assert found == []
    for part in ("issued", "adjusted", "available", "pending", "redeemed", "expired"):
        assert moved.count(part) >= 10, part  # else conservation would hold of nothing


def test_most_generated_programs_are_sound() -> None:
    assert sum(is_sound(pair(FromSeed(seed))[0]) for seed in range(40)) >= 32


@AS_MANY
@given(pairs())
def test_points_are_conserved_after_every_step(made: Pair) -> None:
    text, story = made
    if not is_sound(text):
        return
    assert_conserved(run_story(text, story))
