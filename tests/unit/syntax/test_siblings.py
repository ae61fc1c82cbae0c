"""No keyword and no operator is lost on the way to the tree: another in its place makes another tree."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lark import Token
from lark.exceptions import UnexpectedInput

from fidelang.source import SourceFile
from fidelang.syntax.builder import StoryBuilder
from fidelang.syntax.language import following, parser
from fidelang.syntax.mistakes.expected import OPERATORS
from fidelang.syntax.words import keywords
from tests.conformance.harness import load_cases

GOOD = sorted((Path(__file__).parents[3] / "tests/golden/good").glob("*.fid"))
SPELT = {**keywords(), **OPERATORS, "OP_EQ": "=", "OP_NE": "!="}
# Two ways to write one thing.
SAME = [
    {"DAY", "DAYS"}, {"WEEK", "WEEKS"}, {"MONTH", "MONTHS"}, {"YEAR", "YEARS"}, {"HOUR", "HOURS"}, {"YES", "TRUE"},
    {"NO", "FALSE"}, {"QUARTER", "QUARTERS"},
]  # fmt: skip
SAME_WITHOUT = {"ITEMS"}  # `every 3 items` and `every 3`


@dataclass(frozen=True)
class Swap:
    declaration: str
    token: Token
    start: int  # of the declaration
    sibling: str  # a terminal, or "" to leave the word out

    @property
    def changed(self) -> str:
        before = self.declaration[: (self.token.start_pos or 0) - self.start]
        after = self.declaration[(self.token.end_pos or 0) - self.start :]
        return f"{before} {SPELT.get(self.sibling, '')} {after}"


def swaps() -> list[Swap]:
    """Every keyword and operator of the fixtures and of the conformance programs with every other that the grammar admits
    in its place, once for each state of the parser."""
    found: dict[tuple[int, str, str], Swap] = {}
    for text in [*(path.read_text(encoding="utf-8") for path in GOOD), *(case.program for case in load_cases())]:
        ranges = [(tree.meta.start_pos, tree.meta.end_pos) for tree in parser().parse(text).children]
        reading = parser().parse_interactive(text)
        for token in reading.iter_parse():  # handed over before the parser takes it
            if token.type not in SPELT:
                continue
            start, end = next(each for each in ranges if each[0] <= token.start_pos < each[1])
            siblings = following(reading.parser_state) & SPELT.keys() - {token.type}
            for sibling in (*siblings, ""):
                key = (reading.parser_state.position, token.type, sibling)
                found.setdefault(key, Swap(text[start:end], token, start, sibling))
    return list(found.values())


@cache
def tree_of(text: str) -> Any:
    source = SourceFile("swap.fid", text)
    try:
        return [StoryBuilder(source).build(child) for child in parser().parse(text).children]
    except UnexpectedInput:
        return None


@pytest.fixture(scope="module")
def outcomes() -> list[tuple[str, str, str, bool]]:
    """(terminal, sibling, text, whether the tree is the same) of each swap that parses."""
    trees = ((swap, tree_of(swap.changed)) for swap in swaps())
    return [
        (swap.token.type, swap.sibling, swap.changed, tree == tree_of(swap.declaration))
        for swap, tree in trees
        if tree is not None
    ]


def test_another_word_in_the_place_of_a_word_makes_another_tree(outcomes: list[tuple[str, str, str, bool]]) -> None:
    same = [
        (terminal, sibling, text)
        for terminal, sibling, text, equal in outcomes
        if equal and sibling and {terminal, sibling} not in SAME
    ]
    assert same == []


def test_a_word_left_out_makes_another_tree(outcomes: list[tuple[str, str, str, bool]]) -> None:
    assert [(t, text) for t, sibling, text, equal in outcomes if equal and not sibling and t not in SAME_WITHOUT] == []


def test_the_swaps_reach_all_words_that_have_a_sibling(outcomes: list[tuple[str, str, str, bool]]) -> None:
    swapped = {word for terminal, sibling, _, _ in outcomes if sibling for word in (terminal, sibling)}
    assert len(outcomes) > 1_500
    assert swapped >= OPERATORS.keys()
    assert len(SPELT.keys() - swapped) < 50  # those after which nothing else fits: `worth`, `wallet`, `take`
