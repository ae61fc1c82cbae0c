"""Program files for commands: analysed, or made ready to run, with what is wrong as diagnostics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fidelang.cli.progress import waiting
from fidelang.diagnostics import Diagnostic
from fidelang.source import SourceFile

if TYPE_CHECKING:
    from fidelang.engine import Program
    from fidelang.semantics import Analysis


@dataclass(frozen=True, slots=True)
class Looked:
    """A program file and what checking it said. `source` is None if it could not be read, `analysis` if not parsed."""

    name: str
    source: SourceFile | None
    analysis: Analysis | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def sources(self) -> Mapping[str, SourceFile]:
        return {self.source.name: self.source} if self.source else {}

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        return tuple(each for each in self.diagnostics if each.is_error)


def analyse(path: str) -> Looked:
    """A program file, checked as far as its mistakes let it."""
    from fidelang.facade import check_file
    from fidelang.syntax import read_file

    source, diagnostics = read_file(path)
    if source is None:
        return Looked(path, None, None, tuple(diagnostics))
    with waiting(f"checking {path}"):
        analysis, diagnostics = check_file(path)
    return Looked(path, source, analysis, tuple(diagnostics))


def load(path: str) -> tuple[Program | None, tuple[Diagnostic, ...], Mapping[str, SourceFile]]:
    """The program of a file, ready to run; None and its errors if it cannot run."""
    from fidelang.facade import ProgramError
    from fidelang.facade import load as load_program

    try:
        with waiting(f"reading {path}"):
            return load_program(path), (), {}
    except ProgramError as error:
        return None, tuple(each for each in error.diagnostics if each.is_error), error.sources
