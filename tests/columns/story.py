"""Stories on columns of one, for the conformance suite."""

from __future__ import annotations

from collections.abc import Sequence

from fidelang.columns import ColumnProgram
from fidelang.facade import compile_text
from fidelang.trials.answers import Answer
from fidelang.trials.story import Step, Story


def run_story(program_text: str, steps: Sequence[Step], native: bool = False) -> list[Answer]:
    """As `fidelang.trials.story.run_story`, every price, settle, tick and reaction through the lowered text."""
    story = Story(ColumnProgram(compile_text(program_text).plan, native=native), steps)
    return [story.play(step) for step in steps]


def run_native(program_text: str, steps: Sequence[Step]) -> list[Answer]:
    """The same as machine code."""
    return run_story(program_text, steps, native=True)
