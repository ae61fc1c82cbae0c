"""What a run of the measurements finds: rows of bars, tables beside them, notes."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One path against its bar. `better`: "<=" or ">=" says which side of the bar is reached. None: not measured."""

    path: str
    measured: float | None
    better: str
    bar: float
    stretch: float
    unit: str = "×"
    note: str = ""

    def reached(self, mark: float) -> bool:
        if self.measured is None:
            return False
        return self.measured <= mark if self.better == "<=" else self.measured >= mark

    @property
    def verdict(self) -> str:
        if self.measured is None:
            return "not measured"
        return "stretch" if self.reached(self.stretch) else "reached" if self.reached(self.bar) else "**missed**"

    def cells(self) -> tuple[str, str, str, str, str]:
        def shown(number: float) -> str:
            return f"{self.better} {number:g} {self.unit}"

        measured = "–" if self.measured is None else f"{self.measured:.3g} {self.unit}"
        path = f"{self.path} ({self.note})" if self.note else self.path
        return path, measured, shown(self.bar), shown(self.stretch), self.verdict


@dataclass(frozen=True, slots=True)
class Detail:
    """A table beside the bars."""

    title: str
    head: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]


@dataclass
class Report:
    """What one suite found. `facts` says what was checked before anything was timed."""

    name: str
    rows: list[Row] = field(default_factory=list)
    details: list[Detail] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        return {
            "suite": self.name,
            "rows": [asdict(row) | {"verdict": row.verdict.strip("*")} for row in self.rows],
            "details": [asdict(one) for one in self.details],
            "facts": self.facts,
        }


def table(head: tuple[str, ...], lines: list[tuple[str, ...]] | tuple[tuple[str, ...], ...]) -> str:
    """A table as Markdown, its columns in line."""
    widths = [max(len(row[at]) for row in (head, *lines)) for at in range(len(head))]
    text = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in (head, *lines)]
    text.insert(1, " | ".join("-" * width for width in widths))
    return "\n".join(f"| {one} |" for one in text)


HEAD = ("path", "measured", "bar", "stretch", "verdict")
