"""A pair on which engines differ, cut down to what the difference needs."""

from __future__ import annotations

import re

from tests.property.agreement import Steps, ready

Pair = tuple[str, Steps]
_FIELD = re.compile(r"step \d+: (\w+)")


def kind_of(lines: list[str]) -> str:
    """Which fields of an answer differ first: two pairs of one kind probably have one cause."""
    found = _FIELD.search(lines[0])
    return found[1] if found else ""


def shrunk(text: str, steps: Steps) -> tuple[str, Steps, list[str]]:
    """The shortest found by leaving out lines of the program, then its clauses, and steps and their parts."""
    kind = kind_of(apart(text, steps))
    going = True
    while going:
        going = False
        for shorter in smaller(text, steps):
            if kind_of(apart(*shorter)) == kind:
                text, steps, going = *shorter, True
                break
    return text, steps, apart(text, steps)


def apart(text: str, steps: Steps) -> list[str]:
    """In what the engines differ; of a program that is refused, or that an engine cannot run: nothing."""
    try:
        made = ready(text)
        return [""] if made is None else made.apart(steps) or [""]
    except Exception:
        return [""]


def smaller(text: str, steps: Steps) -> list[Pair]:
    """Everything that is one part less, the largest parts first."""
    lines = text.splitlines()
    found = [("\n".join(lines[:at] + lines[at + 1 :]), steps) for at in reversed(range(len(lines)))]
    found += [(text, steps[:at] + steps[at + 1 :]) for at in reversed(range(len(steps)))]
    found += [(text, [*steps[:at], less, *steps[at + 1 :]]) for at, step in enumerate(steps) for less in lesser(step)]
    for at, line in enumerate(lines):
        parts = line.split("  ")
        for place in range(1, len(parts)):
            less = "  ".join(parts[:place] + parts[place + 1 :])
            found.append(("\n".join([*lines[:at], less, *lines[at + 1 :]]), steps))
    return found


def lesser(step: dict[str, object]) -> list[dict[str, object]]:
    """A step without one of its settings, or without one of its lines."""
    ((kind, held),) = step.items()
    if not isinstance(held, dict):
        return []
    found: list[dict[str, object]] = [
        {kind: {key: value for key, value in held.items() if key != gone}}
        for gone in held
        if gone not in ("lines", "name", "order", "at")
    ]
    lines = held.get("lines")
    if kind == "basket" and isinstance(lines, list):
        if len(lines) > 1:
            found += [{kind: {**held, "lines": lines[:at] + lines[at + 1 :]}} for at in range(len(lines))]
        found += [
            {kind: {**held, "lines": [*lines[:at], {k: v for k, v in line.items() if k != gone}, *lines[at + 1 :]]}}
            for at, line in enumerate(lines)
            for gone in line
            if gone != "price"
        ]
    return found
