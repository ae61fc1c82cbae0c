"""Engines that the conformance suite judges: functions from (program text, steps, files beside it) to an answer a step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fidelang.kernel import Frame
from tests.conformance.compare import Answer
from tests.conformance.harness import Engine, Files, Step

ENGINES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "reference": ("tests.reference", "run_story", {}),
    "dict": ("tests.conformance.engines", "run_product", {"frame": "dict"}),
    "one_text": ("tests.conformance.engines", "run_product", {"frame": "one_text"}),
    "columns": ("tests.columns.story", "run_product", {}),
    "quote": ("tests.conformance.quoted", "run_product", {}),
    "quote, by tables": ("tests.conformance.quoted", "run_product", {"many": 1}),
}

# Files that an engine, or the checker, does not pass yet, and the work that will make it. Engines and files only: a case
# that passes beside others that do not is judged when its file is.
NOT_YET: dict[str, frozenset[str]] = {
    "reference": frozenset(),
    "dict": frozenset(),
    "one_text": frozenset(),
    "columns": frozenset(),
    "quote": frozenset(),
    "quote, by tables": frozenset(),
    "check": frozenset(),
}


def runs(name: str, file: str) -> bool:
    """Whether an engine, or `check`, must pass the cases of a file today."""
    return file not in NOT_YET.get(name, frozenset())


def engine(name: str) -> Engine:
    """The engine of that name, or of any `module:function`, imported when asked for: one that breaks hides no other."""
    if name not in ENGINES:
        module, _, function = name.partition(":")
        run: Engine = getattr(import_module(module), function)
        return run
    module, function, options = ENGINES[name]
    return partial(getattr(import_module(module), function), **options)


def run_product(text: str, steps: list[Step], files: Files, frame: Frame) -> list[Answer]:
    """Fidelang itself; a program with files beside it is loaded from a folder that holds them."""
    from fidelang.facade import load
    from fidelang.trials.story import Story, run_story

    if not files:
        return run_story(text, steps, frame)
    with folder_of(text, files) as path:
        story = Story(load(path), steps, frame)
    return [story.play(step) for step in steps]


@contextmanager
def folder_of(text: str, files: Files) -> Iterator[Path]:
    """The path of a program, in a folder with its files for as long as it is needed."""
    with TemporaryDirectory() as folder:
        for name, held in {**files, "program.fid": text}.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(held, encoding="utf-8", newline="")
        yield Path(folder, "program.fid")


def hash_of(text: str, files: Files) -> str:
    """The hash of a program, which names what it says (row 137)."""
    from fidelang.facade import load

    with folder_of(text, files) as path:
        return load(path).plan.source_hash


def check_program(text: str, files: Files) -> tuple[list[str], list[str]]:
    """Slugs of the errors and of the warnings that reading and checking a program finds."""
    from fidelang.semantics import check
    from fidelang.source import SourceFile
    from fidelang.syntax import read_program, read_text

    if files:
        with folder_of(text, files) as path:
            reading = read_program(path)
    else:
        reading = read_text(SourceFile("case.fid", text))
    diagnostics = list(reading.diagnostics)
    if reading.tree is not None and reading.sources is not None:
        diagnostics += check(reading.tree, reading.sources)[1]
    errors = [one.slug for one in diagnostics if one.is_error]
    return errors, [one.slug for one in diagnostics if not one.is_error]
