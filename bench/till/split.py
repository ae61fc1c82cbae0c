"""Text of expressions that peers of infix operators share: amounts, the split of 5 EUR by largest remainder over five
lines, and awards. A peer says how it writes a floor, a choice and a remainder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench.till.cases import LINES

EACH = range(LINES)
RULES = (
    "base", "silver_up", "gold_up", "bio", "ambassador", "wednesday", "birthday", "come_back", "first", "tenth",
    "on_the_app",
)  # fmt: skip


def _choice(test: str, yes: str, no: str) -> str:
    return f"({test} ? {yes} : {no})"


@dataclass(frozen=True, slots=True)
class Words:
    """`floor`: of a ratio of integers. `all_of`: the word for `and`. `least`: the smaller of two."""

    floor: Callable[[str, str], str]
    least: Callable[[str, str], str]
    all_of: str = "and"
    choose: Callable[[str, str, str], str] = _choice


def steps(words: Words) -> Iterator[tuple[str, str]]:
    """(name, expression) of every intermediate result, in order: a0…4, total, off, net, cut, f0…4, r0…4, missing,
    bio, and an award under each rule's name. An expression names only facts of the case and what stands before it."""
    for j in EACH:
        yield f"a{j}", f"lines[{j}].price * lines[{j}].quantity"
    yield "total", " + ".join(f"a{j}" for j in EACH)
    yield "off", words.choose("total >= 8000", "500", "0")
    yield "net", "total - off"
    yield "cut", words.least("net", "200000")
    yield "whole", words.choose("total > 0", "total", "1")
    for j in EACH:
        yield f"f{j}", words.floor(f"off * a{j}", "whole")
    for j in EACH:
        yield f"r{j}", f"off * a{j} % whole"
    yield "missing", "off - (" + " + ".join(f"f{j}" for j in EACH) + ")"
    organic = []
    for j in EACH:
        before = [words.choose(f"r{i} {'>=' if i < j else '>'} r{j}", "1", "0") for i in EACH if i != j]
        one = words.choose(f"{' + '.join(before)} < missing", "1", "0")
        organic.append(words.choose(f"lines[{j}].organic", f"a{j} - f{j} - {one}", "0"))
    yield "organic", " + ".join(organic)
    for name, (test, award) in awards(words).items():
        yield name, words.choose(test, award, "0") if test else award


def awards(words: Words) -> dict[str, tuple[str, str]]:
    """(condition, award) by rule."""
    floor = words.floor
    return {
        "base": ("", floor("cut", "100")),
        "silver_up": ("tier == 'silver'", floor("cut", "400")),
        "gold_up": ("tier == 'gold'", floor("cut", "200")),
        "bio": ("net > 0", floor("organic * cut", "(200 * net)")),
        "ambassador": ("ambassador", floor("cut", "1000")),
        "wednesday": (f"weekday == 2 {words.all_of} channel == 'web'", floor("cut", "100")),
        "birthday": ("birthday_month == month", "100"),
        "come_back": ("days_away > 180", "200"),
        "first": ("orders == 0", "500"),
        "tenth": ("orders % 10 == 9", "300"),
        "on_the_app": ("channel == 'app'", "20"),
    }
