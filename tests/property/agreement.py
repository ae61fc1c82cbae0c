"""Whether two engines answer alike, and what they disagree on."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from fidelang.facade import ProgramError, compile_text
from tests.property.pick import Pick
from tests.property.programs import program
from tests.property.stories import story


def pair(pick: Pick) -> tuple[str, list[dict[str, Any]]]:
    """A program and a story that fits it."""
    text = program(pick)
    return text, story(pick, sum(f"reward r{at} " in text for at in range(5)))


def is_sound(text: str) -> bool:
    """Whether the program may run: what is refused has no meaning to agree on."""
    try:
        compile_text(text)
    except ProgramError:
        return False
    return True


def differences(mine: list[dict[str, Any]], other: list[dict[str, Any]]) -> list[str]:
    """One line for each field of each step in which two engines differ; order within a list does not count."""
    found = []
    for step, (a, b) in enumerate(zip(mine, other, strict=True), start=1):
        if ("invalid" in a) != ("invalid" in b) or a.get("invalid") != b.get("invalid"):
            found.append(f"step {step}: invalid: {a.get('invalid')} / {b.get('invalid')}")
            continue
        for key in sorted({*a, *b} - {"why", "help"}):
            if canonical(key, a.get(key)) != canonical(key, b.get(key)):
                found.append(f"step {step}: {key}: {a.get(key)} / {b.get(key)}")
    return found


def canonical(key: str, value: Any) -> Any:
    """Lists without their order; lots of one rule and fate as one: how many there are, no row says."""
    if key == "awards" and isinstance(value, list):
        sums: dict[str, Fraction] = {}
        for each in value:
            fate = repr([each[name] for name in ("rule", "wallet", "available", "expires", "provisional")])
            sums[fate] = sums.get(fate, Fraction(0)) + Fraction(each["points"])
        return sums
    if key == "messages" and isinstance(value, list):
        return sorted(each["message"] for each in value)  # which of two rules of an instant sent it, no row says
    if key in ("skipped", "refused") and isinstance(value, list):
        return sorted((each["rule"], each["code"]) for each in value)  # the sentence is a matter of words
    if key in ("gifts", "discounts") and isinstance(value, list):
        return sorted(map(repr, value))
    return value
