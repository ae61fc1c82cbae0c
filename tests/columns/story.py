"""Stories on columns of one, for the conformance suite."""

from __future__ import annotations

from collections.abc import Sequence

from fidelang.columns import ColumnProgram
from fidelang.engine import Program
from fidelang.facade import compile_text, load
from fidelang.trials.answers import Answer
from fidelang.trials.story import Step, Story
from tests.conformance.harness import Files


def run_story(program_text: str, steps: Sequence[Step], native: bool = False) -> list[Answer]:
    """As `fidelang.trials.story.run_story`, every price, settle, tick and reaction through the lowered text."""
    return played(compile_text(program_text), steps, native)


def played(program: Program, steps: Sequence[Step], native: bool = False) -> list[Answer]:
    story = Story(ColumnProgram(program.plan, native=native), steps)
    return [story.play(step) for step in steps]


def run_product(text: str, steps: list[Step], files: Files, native: bool = False) -> list[Answer]:
    """A case's story; a program with files beside it is loaded from a folder that holds them."""
    from tests.conformance.engines import folder_of

    if not files:
        return run_story(text, steps, native)
    with folder_of(text, files) as path:
        return played(load(path), steps, native)


def run_native(text: str, steps: list[Step], files: Files) -> list[Answer]:
    """The same as machine code."""
    return run_product(text, steps, files, native=True)
