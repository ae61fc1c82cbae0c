"""The file of a base: the same bytes back, and everything else refused with its place."""

from __future__ import annotations

import io
import json
import random

import pytest

from fidelang.cli.event_lines import Unusable, read_lines
from fidelang.facade import compile_text
from fidelang.replay import Replay
from fidelang.state.faults import StateFault
from fidelang.state.file import _canonical, _sum, from_text, to_text

from .shop import PROGRAM, STORY, text_of

THE_PROGRAM = compile_text(PROGRAM)
PLAN = THE_PROGRAM.plan


def kept() -> str:
    replay = Replay(THE_PROGRAM)
    for _, event in read_lines(io.BytesIO(text_of(STORY).encode()), "", THE_PROGRAM):
        assert not isinstance(event, Unusable)
        replay.play(event)
    return to_text(replay.base, PLAN)


TEXT = kept()


def summed(found: dict[str, object]) -> str:
    """With a sum that is right: as one who means it would change a file."""
    found.pop("sum", None)
    return _canonical(found | {"sum": _sum(found)})


def fault(text: str) -> tuple[str, str]:
    with pytest.raises(StateFault) as found:
        from_text(text, PLAN)
    return found.value.message, found.value.where


def test_what_is_written_is_read_and_written_again_to_the_byte() -> None:
    assert to_text(from_text(TEXT, PLAN), PLAN) == TEXT
    assert _canonical(json.loads(TEXT)) + "\n" == TEXT


def test_a_state_of_another_program_is_refused() -> None:
    other = compile_text(PROGRAM.replace("cap 2 EUR", "cap 3 EUR")).plan
    with pytest.raises(StateFault) as found:
        from_text(TEXT, other)
    assert found.value.message == "this is a state of another program, or of another version of it: 'Corner cafe'"


@pytest.mark.parametrize("share", [1, 10, 100, 500, 900, 999])
def test_a_file_that_was_cut_off_says_where(share: int) -> None:
    cut = TEXT[: len(TEXT) * share // 1000]
    message, where = fault(cut)
    assert where.startswith("character ")
    assert 1 <= int(where.split()[1]) <= len(cut) + 1
    assert message.startswith(("the file ends in the middle", "this is not JSON"))


def test_a_digit_changed_by_hand_is_noticed() -> None:
    assert fault(TEXT.replace('"refunded":6000', '"refunded":6001')) == (
        "the file was changed since it was written",
        "sum",
    )


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (("day",), "x", ("str where int should stand", "day")),
        (("seen", "p3"), None, ("NoneType where str should stand", "seen.p3")),
        (("members", "anna", "state", "clock"), 1.5, None),
        (("members", "anna", "state", "clock"), True, ("bool where int should stand", "members.anna.state.clock")),
        (("members", "anna", "state", "issued"), [1], ("it has not the length that this program needs", "members.anna.state.issued")),
        (("members", "anna", "state", "issued"), [36, 2], ("the points of the wallet `points` do not add up", "members.anna.state.lots")),
        (("members", "anna", "state", "lots"), [[[1]], []], ("this is no lot", "members.anna.state.lots")),
        (("members", "anna", "state", "member"), "bert", ("it is another member's", "members.anna.state.member")),
        (("members", "anna", "events", "p1"), 3, ("int where str should stand", "members.anna.events.p1")),
        (("members", "anna", "state", "tier"), 9, ("9 where a number from 0 to 0 should stand", "members.anna.state.tier")),
        (("members", "anna", "orders", "p1", "minute"), 1440, ("1440 where a number from 0 to 1439 should stand", "members.anna.orders.p1.minute")),
        (("members", "anna", "orders", "p1"), {}, ("this is no record of an order", "members.anna.orders.p1")),
        (("shared",), [], ("it has not the counters of this program", "shared")),
        (("format",), 2, ("its format is not 1, the one that is read here", "format")),
    ],
)  # fmt: skip
def test_a_part_of_the_wrong_kind_says_its_place(
    path: tuple[str, ...], value: object, expected: tuple[str, str] | None
) -> None:
    found = json.loads(TEXT)
    inner = found
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    if expected is None:
        assert fault(summed(found))[0] == "this is not JSON of a state: 1.5 is no integer"
    else:
        assert fault(summed(found)) == expected


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", "1", "[" * 100_000, '{"file":"fidelang state"}', "\x00"])
def test_what_is_no_state_at_all_is_refused(text: str) -> None:
    fault(text)


def test_no_damage_escapes_as_another_exception() -> None:
    draw = random.Random(7)
    for _ in range(300):
        at, to = sorted(draw.sample(range(len(TEXT)), 2))
        fault(TEXT[:at] + draw.choice(["", "0", "null", "[]", "{}", '"', "-", TEXT[at : at + 9] * 2]) + TEXT[to:])


def test_nothing_that_is_put_in_the_place_of_a_part_escapes_as_another_exception() -> None:
    draw = random.Random(11)
    for _ in range(300):
        found = json.loads(TEXT)
        inner = found
        while True:
            keys = list(inner) if isinstance(inner, dict) else range(len(inner))
            key = draw.choice(list(keys))
            if isinstance(inner[key], (dict, list)) and inner[key] and draw.random() < 0.85:
                inner = inner[key]
                continue
            inner[key] = draw.choice([None, True, "x", [], {}, [[]], [1], [[1, 2]], {"a": 1}, -1])
            break
        try:
            base = from_text(summed(found), PLAN)
        except StateFault:
            continue
        Replay(THE_PROGRAM, base)
