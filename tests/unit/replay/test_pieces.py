"""A file of events in pieces, or twice, ends in the same state, byte for byte; effects alone make the states."""

from __future__ import annotations

import io
import random

import pytest

from fidelang.cli.event_lines import Unusable, read_lines
from fidelang.engine import InvalidInput, Joined, Program
from fidelang.facade import compile_text
from fidelang.replay import Base, Replay
from fidelang.state import Shared, State, apply_effects, new_member
from fidelang.state.file import from_text, to_text

from .shop import PROGRAM, STORY, Line, random_lines, text_of

SEEDS = range(40)


@pytest.fixture(scope="module")
def program() -> Program:
    return compile_text(PROGRAM)


def replayed(program: Program, lines: list[Line], text: str | None = None) -> tuple[str, int, int]:
    """(state afterwards, lines played, lines that cannot be used)."""
    replay = Replay(program, None if text is None else from_text(text, program.plan))
    played = unusable = 0
    for _, event in read_lines(io.BytesIO(text_of(lines).encode()), "e.jsonl", program):
        if isinstance(event, Unusable):
            unusable += 1
            continue
        try:
            played += replay.play(event) is not None
        except InvalidInput:
            unusable += 1
    return to_text(replay.base, program.plan), played, unusable


def test_the_random_events_are_of_every_kind_and_some_of_them_cannot_be_played(program: Program) -> None:
    results = [replayed(program, random_lines(seed)) for seed in SEEDS]
    assert min(played for _, played, _ in results) > 5
    assert sum(unusable for _, _, unusable in results) > 100
    kinds = {one["kind"] for seed in SEEDS for one in random_lines(seed)}
    assert kinds == {"join", "purchase", "return", "redeem", "occur", "consent", "adjust", "tick"}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_file_cut_anywhere_ends_in_the_same_bytes(program: Program, seed: int) -> None:
    lines = random_lines(seed)
    whole, _, _ = replayed(program, lines)
    draw = random.Random(seed)
    text: str | None = None
    rest = lines
    while rest:
        cut = draw.randint(1, 12)
        text, _, _ = replayed(program, rest[:cut], text)
        rest = rest[cut:]
    assert text == whole


@pytest.mark.parametrize("seed", SEEDS)
def test_a_file_played_twice_changes_nothing_the_second_time(program: Program, seed: int) -> None:
    lines = random_lines(seed)
    once, _, unusable = replayed(program, lines)
    again, played, still = replayed(program, lines, once)
    assert (again, played, still) == (once, 0, unusable)


@pytest.mark.parametrize("seed", SEEDS)
def test_effects_alone_make_the_states(program: Program, seed: int) -> None:
    replay, states, shared = Replay(program), dict[str, State](), program.new_shared()
    for _, event in read_lines(io.BytesIO(text_of(random_lines(seed)).encode()), "e.jsonl", program):
        if isinstance(event, Unusable):
            continue
        try:
            done = replay.play(event) or []
        except InvalidInput:
            done = replay.between
        for one in done:
            if isinstance(one.outcome, Joined):
                states[one.member] = new_member(program.plan, one.member, one.day)
            apply_effects(states.get(one.member), shared, one.outcome.effects)
    for name, kept in replay.base.members.items():
        for slot in set(State.__slots__) - {"clock"}:
            assert getattr(states[name], slot) == getattr(kept.state, slot), slot
    assert shared.counters == replay.base.shared.counters


def test_a_join_is_brought_about_by_its_effects_alone(program: Program) -> None:
    event = next(read_lines(io.BytesIO(text_of(STORY[:1]).encode()), "e.jsonl", program))[1]
    assert not isinstance(event, Unusable)
    outcome = program.handle(None, event, program.new_shared())
    assert isinstance(outcome, Joined)
    fresh = outcome.state.copy()
    assert (fresh.facts, fresh.lots[0], fresh.keys) == ({}, [], {})
    program.apply(fresh, program.new_shared(), outcome)
    assert (fresh.facts, [lot.left for lot in fresh.lots[0]]) == ({"shoe": 38}, [40])
    assert list(fresh.keys) == [("event", "j1")]


def test_the_story_ends_where_it_should(program: Program) -> None:
    text, played, unusable = replayed(program, STORY)
    base = from_text(text, program.plan)
    assert (played, unusable) == (12, 0)
    anna, bert = base.members["anna"].state, base.members["bert"].state
    # 40 told, 30 for the basket, 5 for the visit; 20 for the coffee and 20 for two swaps
    assert [program.ledger(anna)[name].available for name in ("points", "stars")] == [35, 2]
    assert program.ledger(bert)["points"].available == 7  # 60 earned and taken back with the order; 7 given
    assert (bert.consents, bert.facts) == ({"marketing"}, {"shoe": 43})
    assert base.members["bert"].orders["p2"].refunded == 6000


def test_all_midnights_before_an_event_run_by_day_whoever_it_is_of(program: Program) -> None:
    lines = [*STORY[:4], {"kind": "tick", "at": "2027-06-01"}]
    base = from_text(replayed(program, lines)[0], program.plan)
    assert {name: program.ledger(kept.state)["points"].expired for name, kept in base.members.items()} == {
        "anna": 70,
        "bert": 60,
    }


def refusal(program: Program, lines: list[Line]) -> str:
    """Why the last line cannot be played; those before it can."""
    replay = Replay(program)
    *before, (_, last) = read_lines(io.BytesIO(text_of(lines).encode()), "e.jsonl", program)
    for _, event in before:
        assert not isinstance(event, Unusable), event
        assert replay.play(event) is not None
    assert not isinstance(last, Unusable), last
    with pytest.raises(InvalidInput) as found:
        replay.play(last)
    return found.value.message


@pytest.mark.parametrize(
    ("last", "why"),
    [
        ({**STORY[2], "id": "x", "member": "dora", "at": "2027-01-09T10:00"}, "the member 'dora' has not joined"),
        ({**STORY[0], "id": "x", "at": "2027-01-09T10:00"}, "the member 'anna' has joined already"),
        ({**STORY[2], "id": "x", "at": "2027-01-03T10:00"}, "it is before 2027-01-09, a day that has begun for everybody"),
        ({**STORY[4], "id": "x", "member": "bert", "at": "2027-01-09T09:00"}, "it is before the member's event before it"),
        ({**STORY[2], "at": "2027-01-09T10:00"}, "the id 'p1' is that of another event, of 2027-01-04, which says something else"),
        ({**STORY[2], "id": "x", "order": "p1", "at": "2027-01-09T10:00"}, "the member has an order 'p1' already"),
        ({**STORY[9], "id": "x", "order": "p9", "at": "2027-01-09T10:00"}, "the member has no order 'p9'"),
        ({**STORY[9], "id": "x", "at": "2027-01-09T10:00"}, "nothing of the order `p2` is kept any more"),
        ({**STORY[5], "id": "x", "reward": "five", "at": "2027-01-09T10:00"}, "the reward `five` takes from a basket, or asks about one: it can be had with a purchase only"),
        ({**STORY[5], "id": "x", "reward": "big", "at": "2027-01-09T10:00"}, "the reward `big` takes from a basket, or asks about one: it can be had with a purchase only"),
        ({**STORY[10], "id": "x", "points": {"points": -8}}, "`points` would go below zero: 7 can be taken"),
    ],
)  # fmt: skip
def test_what_cannot_be_played_says_why(program: Program, last: Line, why: str) -> None:
    assert refusal(program, [*STORY[:11], last]) == why


@pytest.mark.parametrize("member", ["anna", None])
@pytest.mark.parametrize(
    "change",
    [{"basket": {"lines": [{"price": "31.00"}]}}, {"at": "2027-01-04T10:01"}, {"order": "other"}, {"kind": "occur", "name": "check_in"}],
)  # fmt: skip
def test_one_id_of_two_events_of_a_day_is_refused_and_the_first_is_a_repeat_still(
    program: Program, member: str | None, change: Line
) -> None:
    first = {**STORY[2], "member": member}
    other = {**first, **change}
    if change.get("kind") == "occur":
        del other["basket"]
    lines = [STORY[0], first, other, first]
    once, played, unusable = replayed(program, lines)
    assert (played, unusable) == (2, 1)
    assert once == replayed(program, lines[:2])[0]
    assert replayed(program, [*lines, {"kind": "tick", "at": "2027-01-09"}, *lines], once)[1:] == (1, 2)


def test_the_corrected_line_of_a_refused_one_may_have_its_id(program: Program) -> None:
    wrong = {**STORY[5], "id": "r", "reward": "five"}
    lines = [STORY[0], wrong, {**wrong, "reward": "coffee"}]
    once, played, unusable = replayed(program, lines)
    assert (played, unusable) == (2, 1)
    assert replayed(program, lines, once) == (once, 0, 1)


def test_a_refused_event_is_refused_again_on_its_day_though_it_could_be_played_by_now(program: Program) -> None:
    late = {**STORY[5], "id": "early", "member": "bert", "at": "2027-01-05T10:00"}
    there = {**STORY[3]}
    lines = [STORY[1], {**late, "reward": "coffee"}, there]
    # a redeem that is short of points is an answer; a return of what is not bought yet is a mistake
    lines[1] = {**STORY[9], "id": "early", "at": "2027-01-05T10:00"}
    once, played, unusable = replayed(program, lines)
    assert (played, unusable) == (2, 1)
    assert replayed(program, lines, once) == (once, 0, 1)


def test_a_reward_refused_for_its_balance_is_an_answer_with_its_reason(program: Program) -> None:
    replay = Replay(program)
    lines = [STORY[1], {**STORY[5], "member": "bert"}]
    _, done = [
        replay.play(event)
        for _, event in read_lines(io.BytesIO(text_of(lines).encode()), "", program)
        if not isinstance(event, Unusable)
    ]
    assert done is not None
    assert [(one.rule, one.code) for one in done[-1].outcome.refused] == [("coffee", "balance")]
    assert [effect[0] for effect in done[-1].outcome.effects] == ["key"]


@pytest.mark.parametrize(("times", "stars", "refused"), [(2, 2, []), (5, 4, ["balance"]), ("max", 4, [])])
def test_a_reward_is_had_as_often_as_asked_or_as_the_balance_allows(
    program: Program, times: int | str, stars: int, refused: list[str]
) -> None:
    replay = Replay(program)
    lines = [STORY[0], {**STORY[6], "times": times}]
    _, done = [
        replay.play(event)
        for _, event in read_lines(io.BytesIO(text_of(lines).encode()), "", program)
        if not isinstance(event, Unusable)
    ]
    assert done is not None
    assert done[-1].outcome.points.get("stars", 0) == stars
    assert [one.code for one in done[-1].outcome.refused] == refused


def test_stock_is_drawn_by_redeems_of_all_members(program: Program) -> None:
    base = Base(Shared(program.new_shared().counters))
    replay = Replay(program, base)
    told = {"balance": {"points": 100}}
    lines = [
        {**STORY[0], "told": told},
        {**STORY[1], "told": told},
        {**STORY[5], "times": 2},
        {**STORY[5], "id": "s", "member": "bert", "times": 2},
    ]
    done = [
        replay.play(event)
        for _, event in read_lines(io.BytesIO(text_of(lines).encode()), "", program)
        if not isinstance(event, Unusable)
    ]
    assert done[3] is not None
    assert [one.code for one in done[3][-1].outcome.refused] == ["stock"]
    assert len(done[3][-1].outcome.gifts) == 1


CLUB = PROGRAM.replace("from 2027-01-01 }", "from 2027-01-01   fee 12 EUR per year }").replace(
    "earn monthly", "earn streak { when weeks in a row >= 3   give 2 points }\nearn monthly"
)


def test_a_join_pays_the_fee_and_a_told_streak_survives_a_cut() -> None:
    club = compile_text(CLUB)
    lines: list[Line] = [
        {"id": "j", "member": "anna", "at": "2027-01-04T09:00", "kind": "join", "told": {"weeks in a row": 2}},
        {
            "id": "p",
            "member": "anna",
            "at": "2027-01-05T09:00",
            "kind": "purchase",
            "basket": {"lines": [{"price": "7"}]},
        },
    ]
    (_, join), (_, bought) = read_lines(io.BytesIO(text_of(lines).encode()), "e.jsonl", club)
    assert not isinstance(join, Unusable)
    assert not isinstance(bought, Unusable)
    joined = club.handle(None, join, club.new_shared())
    assert [(fee.tier, fee.amount) for fee in joined.fees] == [(None, 1200)]
    whole, _, _ = replayed(club, lines)
    first, _, _ = replayed(club, lines[:1])
    assert replayed(club, lines[1:], first) == (whole, 1, 0)
    replay = Replay(club, from_text(first, club.plan))
    answer = replay.play(bought)
    assert answer is not None
    assert {award.rule for award in answer[-1].outcome.awards} >= {"streak"}


def test_what_was_refused_is_kept_until_its_day_is_over(program: Program) -> None:
    lines = [STORY[1], {**STORY[9], "id": "early", "at": "2027-01-05T10:00"}]
    text, _, _ = replayed(program, lines)
    base = from_text(text, program.plan)
    assert list(base.refused.values()) == ["the member has no order 'p2'"]
    text, _, _ = replayed(program, [{"kind": "tick", "at": "2027-01-06"}], text)
    assert from_text(text, program.plan).refused == {}
