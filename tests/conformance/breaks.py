"""Breaks: a small change of the program for each row of docs/semantics.md, and the cases that must fail under it.

`breaks/*.yaml` hold them, a file for each file of cases; `README.md` there says how they are written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType
from typing import Any

from tests.conformance.harness import read_yaml

FOLDER = Path(__file__).parent / "breaks"
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Break:
    """`old` stands once in `file` (a path from the root) and becomes `new`; each of `cases` lists `row`, and fails."""

    row: int
    says: str
    file: str
    old: str
    new: str
    cases: tuple[str, ...]

    @property
    def module(self) -> str:
        return self.file.removesuffix(".py").replace("/", ".").removesuffix(".__init__")

    def text(self) -> str:
        """The file as it stands."""
        return (ROOT / self.file).read_text(encoding="utf-8")

    def broken(self) -> str:
        """The file with the break. Raises ValueError if `old` does not stand in it once."""
        text = self.text()
        if text.count(self.old) != 1:
            raise ValueError(f"{self.old!r} stands {text.count(self.old)} times in {self.file}")
        return text.replace(self.old, self.new)


def break_files() -> list[Path]:
    return sorted(FOLDER.glob("*.yaml"))


def load_breaks(paths: Sequence[Path] | None = None) -> list[Break]:
    found = []
    for path in break_files() if paths is None else paths:
        entries = read_yaml(path)
        assert isinstance(entries, list), path
        found += [Break(**(entry | {"cases": tuple(entry["cases"])})) for entry in entries]
    return found


class BreakingFinder(MetaPathFinder):
    """Imports the module of a break from its broken text; everything else as ever. No file is written."""

    def __init__(self, one: Break) -> None:
        self.one = one

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: Any = None) -> ModuleSpec | None:
        if fullname != self.one.module:
            return None
        file = str(ROOT / self.one.file)
        return spec_from_file_location(fullname, file, loader=_Broken(fullname, file, self.one.broken()))


class _Broken(SourceFileLoader):
    def __init__(self, name: str, path: str, text: str) -> None:
        super().__init__(name, path)
        self.text = text

    def get_code(self, fullname: str) -> CodeType | None:
        return compile(self.text, self.path, "exec", dont_inherit=True)


def grouped(breaks: Sequence[Break]) -> Iterator[list[Break]]:
    """Breaks of the same change together, so that it is tried once."""
    groups: dict[tuple[str, str, str], list[Break]] = {}
    for one in breaks:
        groups.setdefault((one.file, one.old, one.new), []).append(one)
    yield from groups.values()
