"""From a file or a text to a Program: the front and the engine behind one door."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from fidelang.diagnostics import Diagnostic, render_text
from fidelang.engine import Program
from fidelang.lower import lower
from fidelang.semantics import Analysis, check
from fidelang.source import SourceFile
from fidelang.syntax import parse, read_file

Diagnostics = tuple[Diagnostic, ...]


class ProgramError(Exception):
    """A program that cannot run; `diagnostics` say why, `sources` hold the text that they point into."""

    def __init__(self, diagnostics: Diagnostics, sources: Mapping[str, SourceFile]) -> None:
        super().__init__()
        self.diagnostics = diagnostics
        self.sources = sources

    def __str__(self) -> str:
        return render_text(self.diagnostics, self.sources)


def load(path: str | Path) -> Program:
    """The program of a file. Raises ProgramError."""
    source, diagnostics = read_file(path)
    if source is None:
        raise ProgramError(diagnostics, {})
    return _program(source, diagnostics)


def compile_text(text: str, name: str = "<text>") -> Program:
    """The program of a text. Raises ProgramError."""
    return _program(SourceFile(name, text), ())


def check_file(path: str | Path) -> tuple[Analysis | None, Diagnostics]:
    """What is found in a file, and what is wrong with it; never raises for a user's mistake.

    A program that checks but cannot be run yet is told of too.
    """
    source, diagnostics = read_file(path)
    if source is None:
        return None, diagnostics
    analysis, found = _checked(source)
    return analysis, diagnostics + found


def check_text(text: str, name: str = "<text>") -> tuple[Analysis | None, Diagnostics]:
    """The same for a text."""
    return _checked(SourceFile(name, text))


def _checked(source: SourceFile) -> tuple[Analysis | None, Diagnostics]:
    analysis, diagnostics = analyse(source)
    if analysis is not None and not any(one.is_error for one in diagnostics):
        diagnostics += lower(analysis)[1]
    return analysis, diagnostics


def analyse(source: SourceFile) -> tuple[Analysis | None, Diagnostics]:
    """Parse and check; None if there is no whole tree."""
    tree, diagnostics = parse(source)
    if tree is None:
        return None, diagnostics
    analysis, found = check(tree, source)
    return analysis, (*diagnostics, *found)


def _program(source: SourceFile, before: Diagnostics) -> Program:
    analysis, found = analyse(source)
    diagnostics = (*before, *found)
    if analysis is None or any(one.is_error for one in diagnostics):
        raise ProgramError(diagnostics, {source.name: source})
    plan, problems = lower(analysis)
    if plan is None:
        raise ProgramError((*diagnostics, *problems), {source.name: source})
    return Program(plan)
