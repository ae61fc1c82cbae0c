"""What is wrong with a scenario, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake. Line and column start at 1; 0 where the whole file is meant."""

    code: str
    message: str
    file: str
    line: int
    column: int
    help: str | None = None

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: {self.code}: {self.message}" + (f"\n  help: {self.help}" if self.help else "")


def framed(problem: Problem, lines: Sequence[str]) -> str:
    """A problem as a program's mistakes are shown: its place pointed at in the file's `lines`, if it has one."""
    place = f"{problem.file}:{problem.line}:{problem.column}" if problem.line else problem.file
    shown = [f"error[{problem.code}]: {problem.message}", f" --> {place}"]
    if 0 < problem.line <= len(lines):
        number, blank = str(problem.line), " " * len(str(problem.line))
        shown += [f"{number} │ {lines[problem.line - 1]}", f"{blank} │ {' ' * (problem.column - 1)}^"]
    return "\n".join([*shown, f"  help: {problem.help}"] if problem.help else shown)


class ScenarioError(ValueError):
    """A scenario that cannot be used; `problems` says why, one entry a mistake."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
