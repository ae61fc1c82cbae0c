"""Any text answers in time with messages at their places: shipped programs with words taken out, doubled or swapped."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fidelang.diagnostics import render_json, render_text
from fidelang.source import SourceFile
from fidelang.syntax import dump, parse
from fidelang.syntax.scanning.pieces import PIECES

ROOT = Path(__file__).parents[3]
PROGRAMS = sorted([*ROOT.glob("programs/**/*.fid"), *ROOT.glob("tests/golden/good/*.fid")])
WORDS = [
    "{", "}", "(", ")", "[", "]", ",", ":", ".", "=", "earn", "give", "per", "when", "test", "expect", "tier", "5",
    "EUR", '"', "#", "\n", "not", "-", "10%", "2027-02-30", "\x00", "é", "€",
]  # fmt: skip


def answer(text: str) -> float:
    """Parse and render a text; the seconds it took. Every message must have its place within it."""
    source = SourceFile("a.fid", text)
    start = time.perf_counter()
    tree, found = parse(source)
    shown = render_text(found, {"a.fid": source})
    taken = time.perf_counter() - start
    assert (tree is not None) or found
    assert all(label.span.end <= len(source.text) for each in found for label in each.labels)
    assert shown.count("error[") + shown.count("warning[") >= len(found)
    for entry in render_json(found, {"a.fid": source}):
        assert isinstance(entry["line"], int)
        assert entry["message"]
    if tree is not None:
        dump(tree)
    return taken


def pieces(text: str) -> list[str]:
    return [match[0] for match in PIECES.finditer(text)]


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: str(path.relative_to(ROOT)))
def test_words_deleted_doubled_and_swapped(path: Path) -> None:
    words = pieces(path.read_text(encoding="utf-8"))
    chance = random.Random(path.name)
    slowest = 0.0
    for _ in range(25):
        mutated = list(words)
        for _ in range(chance.randint(1, 6)):
            place, other = chance.randrange(len(mutated)), chance.randrange(len(mutated))
            match chance.randrange(4):
                case 0:
                    del mutated[place]
                case 1:
                    mutated.insert(place, mutated[place])
                case 2:
                    mutated[place], mutated[other] = mutated[other], mutated[place]
                case _:
                    mutated.insert(place, chance.choice(WORDS))
        slowest = max(slowest, answer("".join(mutated)))
    assert slowest < 2


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_program_cut_short_anywhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    chance = random.Random(path.name)
    assert max(answer(text[: chance.randrange(len(text))]) for _ in range(15)) < 2


@settings(max_examples=150, deadline=2_000, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200))
def test_any_text_at_all(text: str) -> None:
    answer(text)


@settings(max_examples=200, deadline=2_000, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from([*WORDS, "a", "wallet", "member", "take", "off", "basket", "3 EUR", "over", "12 months"]))
)
def test_any_words_of_the_language_in_any_order(words: list[str]) -> None:
    answer(" ".join(words))
