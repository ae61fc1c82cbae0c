"""A function of the one text while it is lowered: its lines so far, and what each of its names stands for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NoReturn

from fidelang.columns.layout import Layout

CONTEXT = "R, M, Z, X, S, H"  # parameters of every function; S and H are where a member's row and the shared one begin


class NotInColumns(ValueError):
    """A construct of a program that columns do not run; `construct` names it."""

    def __init__(self, construct: str) -> None:
        super().__init__(f"the columns engine does not run {construct}")
        self.construct = construct


@dataclass(frozen=True)
class Kind:
    """What a name stands for. `what`: int · list (NAME_b: first word in Z, NAME_n: length) · tuple (of ints) · place
    (NAME: the place of an entry in `array`, Z or M) · table, cells (in Z at `at`, the count first or not) · header (the
    place of a list's header in R)."""

    what: str
    at: int = 0
    width: int = 1
    array: str = "Z"


INT, LIST, TUPLE = Kind("int"), Kind("list"), Kind("tuple")


@dataclass(frozen=True)
class Runs:
    """A set of integers: (first, one past the last) of each run of them."""

    runs: tuple[tuple[int, ...], ...]


@dataclass
class Module:
    """What the functions of a text share: where things stand, its constants, and the parameters of its functions."""

    layout: Layout
    constants: dict[str, object] = field(default_factory=dict)  # of the text, by name; names of functions as `ast.Name`
    functions: dict[str, list[str]] = field(default_factory=dict)  # parameters as the text has them
    slots: int = 0  # lists of lines that functions make
    marks: int = 0  # which of them is the door's: the marks of the lines' categories
    keys: dict[str, int] = field(default_factory=dict)  # what fires once and is not numbered by the text
    extra: list[str] = field(default_factory=list)  # functions that the text does not have: choices by number

    def new_slot(self) -> int:
        self.slots += 1
        return self.slots - 1


class Body:
    """Lines of one function. `kinds` says what its names stand for."""

    def __init__(self, module: Module, name: str, kinds: dict[str, Kind]) -> None:
        self.module = module
        self.layout = module.layout
        self.name = name
        self.kinds = kinds
        self.lines: list[str] = []
        self.closures: dict[str, tuple[str, list[str]]] = {}  # an inner function's name outside, and what it reads
        self._depth = 1
        self._fresh = 0

    def emit(self, line: str) -> None:
        self.lines.append("    " * self._depth + line)

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        self.emit(head)
        self._depth += 1
        before = len(self.lines)
        yield
        if len(self.lines) == before:
            self.emit("pass")
        self._depth -= 1

    def new_name(self, stem: str) -> str:
        self._fresh += 1
        return f"{stem}__{self._fresh}"

    def refuse(self, node: ast.AST) -> NoReturn:
        raise NotInColumns(f"`{ast.unparse(node)}` of {self.name}")

    # ------------------------------------------------------------ names

    def kind(self, name: str) -> Kind:
        """Tables and cells go by their name all over the text, whatever function they stand in."""
        found = self.kinds.get(name)
        if found is not None:
            return found
        if name == "fx" and self.name.startswith("message_"):
            return self._table("message_fx")
        if name in self.layout.tables:
            return self._table(name)
        if name in ("u", "w", "bal", "paid", "ship"):
            return Kind("cells", self.layout.scratch[name])
        return INT

    def _table(self, name: str) -> Kind:
        from fidelang.columns.layout import TABLES

        return Kind("table", self.layout.tables[name], TABLES[name])

    def table(self, name: str) -> int:
        return self.layout.tables[name]

    def cell(self, name: str, more: int = 0) -> str:
        return f"Z[{self.layout.scratch[name] + more}]"

    def row(self, name: str, more: int = 0) -> str:
        return f"R[S + {self.layout.row[name] + more}]"

    def slot(self) -> str:
        """The first word of a new list of lines."""
        return f"{self.layout.lines} + {self.module.new_slot()} * n"
