"""From a file or a text to a Program: the front and the engine behind one door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fidelang.diagnostics import Diagnostic, render_text
from fidelang.engine import Program
from fidelang.lower import lower
from fidelang.plan.model import Plan
from fidelang.semantics import Analysis, check
from fidelang.source import SourceFile
from fidelang.syntax import Reading, read_program, read_text

Diagnostics = tuple[Diagnostic, ...]


class ProgramError(Exception):
    """A program that cannot run; `diagnostics` say why, `sources` hold the text that they point into."""

    def __init__(self, diagnostics: Diagnostics, sources: Mapping[str, SourceFile]) -> None:
        super().__init__()
        self.diagnostics = diagnostics
        self.sources = sources

    def __str__(self) -> str:
        return render_text(self.diagnostics, self.sources)


@dataclass(frozen=True, slots=True)
class Checked:
    """A program as far as it could be made out, read once.

    `sources` are its files by name, none if its own could not be read. `analysis` is None if some of the text is not in
    the language, `plan` beside any error.
    """

    name: str
    sources: Mapping[str, SourceFile]
    analysis: Analysis | None
    plan: Plan | None = field(repr=False)
    diagnostics: Diagnostics

    @property
    def errors(self) -> Diagnostics:
        return tuple(one for one in self.diagnostics if one.is_error)

    def program(self) -> Program:
        """The program, ready to run. Raises ProgramError."""
        if self.plan is None:
            raise ProgramError(self.diagnostics, self.sources)
        return Program(self.plan)


def load(path: str | Path) -> Program:
    """The program of a file and of those it includes. Raises ProgramError."""
    return check_file(path).program()


def compile_text(text: str, name: str = "<text>") -> Program:
    """The program of a text, which includes no files. Raises ProgramError."""
    return check_text(text, name).program()


def check_file(path: str | Path) -> Checked:
    """What is found in a file and those it includes, and what is wrong; never raises for a user's mistake.

    A program that checks but cannot be run yet is told of too.
    """
    return _checked(str(path), read_program(path))


def check_text(text: str, name: str = "<text>") -> Checked:
    """The same for a text, which includes no files."""
    return _checked(name, read_text(SourceFile(name, text)))


def _checked(name: str, reading: Reading) -> Checked:
    diagnostics, analysis, plan = reading.diagnostics, None, None
    if reading.tree is not None and reading.sources is not None:
        analysis, found = check(reading.tree, reading.sources)
        diagnostics += found
        if not any(one.is_error for one in diagnostics):
            plan, problems = lower(analysis)
            diagnostics += problems
    return Checked(name, reading.sources or {}, analysis, plan, diagnostics)
