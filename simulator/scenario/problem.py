"""What is wrong with a scenario, and where."""

from __future__ import annotations

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


class ScenarioError(ValueError):
    """A scenario that cannot be used; `problems` says why, one entry a mistake."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
