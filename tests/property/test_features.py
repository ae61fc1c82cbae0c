"""Nothing is generated idle: what a feature of the language does is seen in the answers, and gone without it."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

import pytest

from tests.property.agreement import Ready, differences, ready
from tests.property.happened import happened
from tests.property.pick import FromSeed
from tests.property.programs import program
from tests.property.stories import story

STORIES = 5
AT_MOST = 40  # programs with a feature that are looked at
WANTED = 3  # of them, in which it must have made a difference

WITHOUT = {
    "a budget that stops": (r"budget b\d \{[^}]*exhausted stop \}", ""),
    "a budget that scales": (r"budget b\d \{[^}]*exhausted scale \}", ""),
    "scaling instead of stopping": (r"exhausted scale", "exhausted stop"),
    "a budget of each member": (r"budget b\d \{[^}]*per member[^}]*\}", ""),
    "a campaign's budget": (r"  budget [\d.]+ EUR( per \w+( per \w+)?| over \d+ days)?", ""),
    "a campaign's audience": (r"  for (away|keen|both)  ", "    "),
    "a holdout": (r"holdout [\d.]+%", ""),
    "debt": (r"debt allowed", "debt refused"),
    "stock": (r"  stock \d( per month)?", ""),
    "a limit of the program": (r"limit \d+ \w+ per program per month", ""),
    "a limit per line": (r"limit \d+ \w+ per line", ""),
    "a stack of gives": (r"  stack gives", ""),
    "a stack of cuts": (r"  stack cuts", ""),
    "a version": (r"(?m)^earn dated \{ (until|from 2027-01-05).*$", ""),
    "a version of an offer or reward": (r"(?m)^(offer dated|reward r\d) \{ (until|from 2027-01-05).*$", ""),
    "surplus": (r"carry surplus( up to \d+ \w+)?", ""),
    "a bound of surplus": (r"carry surplus up to \d+ \w+", "carry surplus"),
    "a tier for life": (r"lifetime when [\w. ]+ >= \d+", ""),
    "compound multipliers": (r"multipliers compound", ""),
    "earning on gross": (r"earn on gross", ""),
    "excluded lines": (r"exclude lines where line.category is \"wine\"", ""),
    "a bracket of money": (r"by basket.total \{ to 20 EUR: 2, to 45 EUR: 11, above: 30 \}", "by basket.total { above: 2 }"),
    "gift cards named": (r"where line.giftcard", "where line.price < 0 EUR"),
    "pending points": (r"pending \d days", ""),
    "expiry": (r"  expire after [\w ]+?  ", "  "),
    "fees of the program": (r"fee \d+ EUR per [a-z ]+ \}", "}"),
    "fees of a tier": (r"fee \d+ EUR per [a-z]+( year)?  ", ""),
}  # fmt: skip
RULES = ("row", "wide", "pair", "bring", "brought", "dated", "x", "o", "m", "k", "w", "g", "t")
HAPPENED = {
    "return": 100, "return of a part": 60, "return of an order that came back in part": 25, "points taken": 70,
    "points restored": 2, "a price given back": 8, "something withheld": 20, "two refunds that differ": 25,
    "a gift asked back": 10, "a debt": 10, "a return after points expired": 30, "invalid return_refused": 5,
    "fee of the program": 40, "fee of a tier": 40, "move of tier": 60, "move of stage": 60, "messages": 60, "alerts": 20,
    "discounts": 80, "campaign in": 15, "campaign holdout": 10, "campaign b": 8, "skipped: budget": 60, "skipped: stock": 2,
    "skipped: limit": 20, "skipped: stack": 10, "skipped: audience": 20, "skipped: holdout": 10, "skipped: variant": 20,
    "refused: balance": 20, "refused: stock": 2, "refused: limit": 2, "refused: nothing_left": 5,
}  # fmt: skip


@lru_cache(2000)
def program_text(number: int) -> str:
    return program(FromSeed(number))


@lru_cache(120)
def kept_ready(text: str) -> Ready | None:
    return ready(text)


@pytest.mark.parametrize("feature", WITHOUT)
def test_a_program_without_it_answers_otherwise(feature: str) -> None:
    pattern, instead = WITHOUT[feature]
    other = looked = 0
    for number in range(2000):
        text = program_text(number)
        less = re.sub(pattern, instead, text)
        if less == text:
            continue
        looked += 1
        whole, without = kept_ready(text), ready(less)
        if whole is None or without is None:
            continue
        for at in range(STORIES):
            steps = story(FromSeed(f"{number}/{at}"), text)
            if differences(whole.answers(steps), without.answers(steps)):
                other += 1
                break
        if other == WANTED:
            return
        if looked == AT_MOST:
            break
    pytest.fail(f"of {looked} programs with it, {other} answer otherwise without it")


def test_what_a_story_can_bring_happens() -> None:
    found: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    for number in range(100):
        text = program_text(number)
        made = kept_ready(text)
        for at in range(2 if made is not None else 0):
            steps = story(FromSeed(f"{number}/{at}"), text)
            answers = made.answers(steps)
            found += happened(steps, answers)
            rules += acted(answers)
    short = {what: found[what] for what, least in HAPPENED.items() if found[what] < least}
    assert short == {}
    assert [rule for rule in RULES if rules[rule] < 2] == []


def acted(answers: list[dict[str, object]]) -> Counter[str]:
    """How often a rule gave, took, gifted or sent, by the letters that its name begins with."""
    found: Counter[str] = Counter()
    for answer in answers:
        for key in ("awards", "discounts", "gifts", "messages"):
            held = answer.get(key) or []
            assert isinstance(held, list)
            for one in held:
                name = one.get("rule") or one["message"]
                found[re.match(r"[a-z]*", name)[0]] += 1
                if one.get("message"):
                    found[re.match(r"[a-z]*", one["message"])[0]] += 1
    return found
