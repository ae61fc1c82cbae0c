"""Whether the engines answer alike, and what they disagree on."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from fidelang.engine import Program
from fidelang.facade import ProgramError, compile_text
from fidelang.kernel import Frame
from fidelang.kernel.shapes import tables
from fidelang.trials.story import Story
from tests.columns.story import played as played_in_columns
from tests.conformance.quoted import played
from tests.property.pick import Pick
from tests.property.programs import program
from tests.property.stories import story
from tests.reference.program import Program as ReferenceProgram
from tests.reference.story import Story as ReferenceStory

Steps = list[dict[str, Any]]
Answers = list[dict[str, Any]]
QUOTED = (tables.MANY, 1)  # plain rules from which tables find them: as ever, and always
FRAMES: tuple[Frame, ...] = ("dict", "one_text")


@dataclass(frozen=True)
class Ready:
    """A program that was read once by both engines, for as many stories as wanted."""

    text: str
    program: Program
    reference: ReferenceProgram
    quoting: tuple[Program, ...]  # as QUOTED has them

    def answers(self, steps: Steps, frame: Frame = "dict") -> Answers:
        told = Story(self.program, steps, frame)
        return [told.play(step) for step in steps]

    def expected(self, steps: Steps) -> Answers:
        told = ReferenceStory(self.reference, steps)
        return [told.play(step) for step in steps]

    def apart(self, steps: Steps, every: bool = True) -> list[str]:
        """In what the reference and the kernel differ, both frames, and columns and quotes if `every` engine is wanted;
        empty if they agree."""
        expected = self.expected(steps)
        answers: dict[str, Answers] = {frame: self.answers(steps, frame) for frame in FRAMES}
        if every:
            answers["columns"] = played_in_columns(self.program, steps)
        answers |= {
            f"quote, tables from {many}": played(one, steps, many)
            for one, many in zip(self.quoting, QUOTED, strict=True)
            if every
        }
        return [f"{name}, {line}" for name, each in answers.items() for line in differences(expected, each)]


def ready(text: str) -> Ready | None:
    """None for a program that is refused: it has no meaning to agree on."""
    try:
        program = compile_text(text)
    except ProgramError:
        return None
    return Ready(text, program, ReferenceProgram(text, {}), tuple(Program(program.plan) for _ in QUOTED))


def pair(pick: Pick) -> tuple[str, Steps]:
    """A program and a story that fits it."""
    text = program(pick)
    return text, story(pick, text)


def differences(mine: Answers, other: Answers) -> list[str]:
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
    if key in ("gifts", "discounts", "fees") and isinstance(value, list):
        return sorted(map(repr, value))
    return value
