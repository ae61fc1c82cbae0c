"""Reference and kernel, both frames, answer alike on generated programs and stories; points are conserved."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fidelang.trials.answers import Answer
from fidelang.trials.story import run_story
from tests.property.agreement import FRAMES, differences, pair, ready
from tests.property.pick import FromHypothesis, FromSeed
from tests.property.stories import story
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
def test_both_frames_and_quotes_answer_as_the_reference(made: Pair) -> None:
    text, steps = made
    program = ready(text)
    assert program is None or program.apart(steps) == []


def test_seeded_pairs_agree_and_conserve_points_too() -> None:
    """Wider than what Hypothesis starts from; `python -m tests.prove.agreement` runs as many as wanted."""
    found = []
    moved: list[str] = []
    for seed in range(120):
        text, steps = pair(FromSeed(seed))
        program = ready(text)
        for told in (steps, story(FromSeed(f"{seed}, another"), text)) if program is not None else ():
            answers = program.answers(told)
            moved += assert_conserved(answers)
            found += [f"seed {seed}: {line}" for line in differences(program.expected(told), answers)]
    assert found == []
    for part in ("issued", "adjusted", "available", "pending", "redeemed", "expired", "reversed", "debt"):
        assert moved.count(part) >= 8, part  # else conservation would hold of nothing


def test_a_program_read_once_answers_like_one_read_anew_for_each_story() -> None:
    """What the long run saves by reading a program once for many stories may leave nothing behind in it."""
    played = 0
    for seed in range(8):
        text, steps = pair(FromSeed(seed))
        program = ready(text)
        if program is None:
            continue
        again = story(FromSeed(f"{seed}, another"), text)
        for told in (steps, again, steps):
            assert program.expected(told) == reference(text, told)
            for frame in FRAMES:
                assert program.answers(told, frame) == run_story(text, told, frame)
            played += 1
    assert played >= 18


def test_most_generated_programs_are_sound() -> None:
    assert sum(ready(pair(FromSeed(seed))[0]) is not None for seed in range(40)) >= 36


@AS_MANY
@given(pairs())
def test_points_are_conserved_after_every_step(made: Pair) -> None:
    text, steps = made
    program = ready(text)
    if program is not None:
        assert_conserved(program.answers(steps))
