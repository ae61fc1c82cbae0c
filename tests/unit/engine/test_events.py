"""What an event carries is read as it was sent: by rules, and by the messages that it starts."""

from __future__ import annotations

from typing import Any

import pytest

import fidelang
from fidelang.engine import Program
from fidelang.facade import check_text
from fidelang.state import State

TEXT = """
program "P" { currency EUR  timezone "Europe/Paris" }
wallet pts { worth 0.01 EUR }
facts member { city: text }
event survey { score: number  place: text }
event audit { score: flag }
earn near { on survey  when event.place is member.city  give 7 pts }
earn low { on survey  when event.score < 3  give 5 pts }
earn passed { on audit  when event.score  give 2 pts }
earn failed { on audit  when not event.score  give 1 pts }
earn told { on survey  when event.score is 9  give 1 pts  send praised }
message thanks { on survey  by email  consent marketing  when event.score > 3  text "Thank you" }
message praised { by email  consent marketing  text "Nine!" }
"""
DAY = 740_000


@pytest.fixture(scope="module")
def program() -> Program:
    return fidelang.compile_text(TEXT)


@pytest.fixture
def member(program: Program) -> State:
    return program.new_state("m", DAY, {"city": "Lyon"}, ("marketing",))


def points(program: Program, member: State, **event: Any) -> dict[str, int]:
    return program.react(member, {"at": (DAY + 1, 600), **event}, program.new_shared()).points


@pytest.mark.parametrize(("place", "given"), [("Lyon", {"pts": 7}), ("Paris", {})])
def test_two_texts_that_no_rule_names_are_the_same_only_if_they_are(
    program: Program, member: State, place: str, given: dict[str, int]
) -> None:
    assert points(program, member, name="survey", place=place) == given


def test_a_number_that_an_event_lacks_is_unknown_though_another_event_has_a_flag_of_its_name(
    program: Program, member: State
) -> None:
    outcome = program.react(member, {"name": "survey", "at": (DAY + 1, 600)}, program.new_shared())
    assert outcome.points == {}
    assert {(reason.rule, reason.code) for reason in outcome.skipped} == {
        ("low", "unknown"), ("near", "unknown"), ("told", "unknown"),
    }  # fmt: skip


@pytest.mark.parametrize(("sent", "given"), [({}, 1), ({"score": False}, 1), ({"score": True}, 2)])
def test_a_flag_that_an_event_lacks_is_no(program: Program, member: State, sent: dict[str, bool], given: int) -> None:
    assert points(program, member, name="audit", **sent) == {"pts": given}


@pytest.mark.parametrize(("score", "sent"), [(3, []), (4, ["thanks"]), (9, ["praised", "thanks"])])
def test_a_message_reads_the_event_that_starts_it(program: Program, member: State, score: int, sent: list[str]) -> None:
    outcome = program.react(member, {"name": "survey", "score": score, "at": (DAY + 1, 600)}, program.new_shared())
    assert [one.message for one in outcome.messages] == sent


def test_a_message_that_reads_the_basket_is_refused_with_what_to_write() -> None:
    bought = 'message m { on purchase  by email  consent marketing  when basket.total > 3 EUR  text "x" }'
    diagnostics = check_text(TEXT + bought).diagnostics
    assert [(one.slug, one.message) for one in diagnostics if one.is_error] == [
        (
            "unsupported",
            "a message does not read the basket yet: ask in a rule on purchase, and let it `send` the message",
        )
    ]
