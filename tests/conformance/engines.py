"""Engines that the conformance suite judges: functions from (program text, steps) to an answer a step."""

from __future__ import annotations

from functools import partial
from importlib import import_module

from tests.conformance.harness import Engine

ENGINES: dict[str, tuple[str, str, dict[str, str]]] = {
    "reference": ("tests.reference", "run_story", {}),
    "dict": ("fidelang.trials.story", "run_story", {"frame": "dict"}),
    "one_text": ("fidelang.trials.story", "run_story", {"frame": "one_text"}),
    "columns": ("tests.columns.story", "run_story", {}),
}

# Files that an engine, or the checker, does not pass yet, and the work that will make it. Engines and files only: a case
# that passes beside others that do not is judged when its file is.
NOT_YET: dict[str, frozenset[str]] = {
    "reference": frozenset(),
    "dict": frozenset(),
    "one_text": frozenset(),
    "columns": frozenset(),
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


def check_program(text: str) -> tuple[list[str], list[str]]:
    """Slugs of the errors and of the warnings that reading and checking a program finds."""
    from fidelang.semantics import check
    from fidelang.source import SourceFile
    from fidelang.syntax import read_text

    reading = read_text(SourceFile("case.fid", text))
    diagnostics = list(reading.diagnostics)
    if reading.tree is not None and reading.sources is not None:
        diagnostics += check(reading.tree, reading.sources)[1]
    errors = [one.slug for one in diagnostics if one.is_error]
    return errors, [one.slug for one in diagnostics if not one.is_error]
