"""A program and the files it includes, read into one tree (rows 79 and 136 of the decisions on meaning)."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from fidelang.diagnostics import Diagnostic, Label, nearest
from fidelang.source import (
    MOST_BYTES,
    MOST_LIST_BYTES,
    MOST_VALUES,
    NoList,
    SourceFile,
    Sources,
    Unreadable,
    ValueList,
    read,
    read_list,
)
from fidelang.syntax import nodes
from fidelang.syntax.parse import parse
from fidelang.syntax.reading import read_file, unreadable

MOST_FILES = 100
_NO_LIST = {
    "open_text": (
        "FID010",
        "`{name}`: the quote that opens in line {line} is never closed",
        'write `"A1"`, or A1 without quotes',
    ),
    "quotes": (
        "FID010",
        "`{name}`: something stands behind the closing quote in line {line}",
        'a quote within quotes is written twice: `"1 ""large"" box"`',
    ),
    "invisible": (
        "FID005",
        "`{name}`: the value in line {line} holds a character that cannot be seen",
        "type it again",
    ),
    "columns": (
        "FID027",
        "`{name}` has several columns in line {line}, and none is called `{column}`",
        "call one of them `{column}` in the first line, or keep one column; a value with a comma in it needs quotes",
    ),
    "column_twice": ("FID027", "`{name}` has two columns called `{column}`", "give one of them another name"),
    "ragged": (
        "FID028",
        "`{name}`: line {line} has another number of columns than the first",
        "put quotes around a value that holds a comma, a semicolon or a tab",
    ),
    "too_many": (
        "FID025",
        f"`{{name}}` holds more than {MOST_VALUES:,} values",
        "let the checkout tell it of each line: declare a flag, `facts line {{ … }}`",
    ),
    "empty": (
        "FID024",
        "`{name}` holds no value",
        "write one a line, or a CSV whose first line calls a column `{column}`",
    ),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A program as far as it could be read. `sources` is None if its own file could not be; `tree`, None if some text
    is not in the language or a file is missing, holds the declarations of all files where their `include` stands."""

    tree: nodes.Tree | None
    sources: Sources | None
    diagnostics: tuple[Diagnostic, ...]


def read_program(path: str | Path) -> Reading:
    """The program of a file and of those it includes."""
    source, diagnostics = read_file(path)
    if source is None:
        return Reading(None, None, diagnostics)
    return _Including(source, Path(path).parent, Path(path).resolve()).result()


def read_text(source: SourceFile) -> Reading:
    """The program of a text: no folder holds it, so that it includes nothing."""
    return _Including(source, None, None).result()


class _Including:
    """`shown` is the program's folder as its user wrote it, for the names of files in messages."""

    def __init__(self, source: SourceFile, shown: Path | None, path: Path | None) -> None:
        self.root = source
        self.path = path
        if shown is not None and path is not None and shown.resolve() != path.parent:
            shown = path.parent  # the program's file is a link: its folder is the one that it leads to
        self.shown = shown
        self.sources = [source]
        self.seen = set() if path is None else {path}
        self.open: list[tuple[Path | None, nodes.Include | None]] = [(path, None)]
        self.comments: list[nodes.Comment] = []
        self.lists: dict[tuple[str, str], ValueList] = {}  # by path as written and column
        self.read: dict[tuple[Path, str], ValueList | None] = {}  # None: told already
        self.named: list[nodes.ListFile] = []
        self.found: list[Diagnostic] = []
        self.whole = True
        self.header: nodes.Header | None = None

    def result(self) -> Reading:
        tree, found = parse(self.root)
        self.found += found
        if tree is None:
            return Reading(None, Sources(self.root), tuple(self.found))
        self.header = next((item for item in tree.items if isinstance(item, nodes.Header)), None)
        items = self._items(tree)
        sources = Sources(*self.sources, lists=self.lists)
        self.found.sort(key=lambda one: (0, 0, 0) if one.span is None else sources.order(one.span))
        whole = None
        if self.whole:
            whole = nodes.Tree(tuple(items), tuple(self.comments), tuple(self.named), span=tree.span)
        return Reading(whole, sources, tuple(self.found))

    def _items(self, tree: nodes.Tree) -> list[nodes.Declaration]:
        self.comments += tree.comments
        for one in tree.lists:
            self._list(one)
        items: list[nodes.Declaration] = []
        for item in tree.items:
            if isinstance(item, nodes.Include):
                items += self._include(item)
            else:
                items.append(item)
        return items

    def _include(self, node: nodes.Include) -> list[nodes.Declaration]:
        """The declarations of an included file; none if it was read before, or cannot be."""
        path = self._resolved(node)
        if path is None:
            return []
        if any(path == other for other, _ in self.open):
            self._cycle(node, path)
            return []
        if path in self.seen:
            return []
        if len(self.seen) >= MOST_FILES:
            self._tell(node, "FID021", f"a program has at most {MOST_FILES} files", "put several of them into one")
            return []
        self.seen.add(path)
        assert self.shown is not None
        source = read(path, str(self.shown / node.path.value))
        if isinstance(source, Unreadable):
            self._unreadable(node, source)
            return []
        self.sources.append(source)
        tree, found = parse(source)
        self.found += (_advised(one) for one in found)
        if tree is None:
            self.whole = False
            return []
        self.open.append((path, node))
        items = [item for item in self._items(tree) if not isinstance(item, nodes.Header) or self._keeps(item)]
        self.open.pop()
        return items

    def _list(self, node: nodes.ListFile) -> None:
        """Reads a list that the program names; told if it cannot be used, and if a value stands twice in it."""
        self.named.append(node)
        path = self._resolved(node)
        if path is None:
            return
        key = (path, node.column)
        if key not in self.read:
            self.read[key] = self._values(node, path)
        values = self.read[key]
        if values is not None:
            self.lists[node.path.value, node.column] = values

    def _values(self, node: nodes.ListFile, path: Path) -> ValueList | None:
        if len(self.seen) + len(self.read) >= MOST_FILES:
            self._tell(node, "FID021", f"a program has at most {MOST_FILES} files", "put several of them into one")
            return None
        assert self.shown is not None
        found = read_list(path, str(self.shown / node.path.value), node.column)
        if isinstance(found, Unreadable):
            self._unreadable(node, found, MOST_LIST_BYTES)
        elif isinstance(found, NoList):
            code, message, help = _NO_LIST[found.reason]
            said = {"name": node.path.value, "line": found.line, "column": node.column or "sku"}
            if found.found:
                message += f": they are {', '.join(f'`{one}`' for one in found.found[:6])}"
            self._tell(node, code, message.format(**said), help.format(**said))
        else:
            if found.repeated is not None and not any(path == read for read, _ in self.read):
                self._repeated(node, found.repeated, found.repeats)
            return found
        return None

    def _repeated(self, node: nodes.ListFile, repeated: tuple[str, int, int], repeats: int) -> None:
        value, first, second = repeated
        others = f", and {repeats - 1:,} more like it" if repeats > 1 else ""
        message = f"`{node.path.value}` holds `{value}` twice, in lines {first} and {second}{others}"
        self.found.append(
            Diagnostic.at("FID026", message, Label(node.path.span), help="leave the second out: once is enough")
        )

    def _resolved(self, node: nodes.Include | nodes.ListFile) -> Path | None:
        """Where it leads, links followed; None if that is outside the program's folder, which is told."""
        written = node.path.value
        if self.path is None:
            is_list = isinstance(node, nodes.ListFile)
            does, holds = ("reads", "holds") if is_list else ("includes", "declares")
            self._tell(
                node,
                "FID022",
                f"a program that comes as a text {does} no file: no folder holds it",
                f"load the program from its file, or write what it {holds} here",
            )
            return None
        folder = self.path.parent
        path = _without_links(folder / written)
        if not written.strip() or Path(written).is_absolute() or not path.is_relative_to(folder):
            self._tell(
                node,
                "FID019",
                f"`{written}` is not in the folder of the program",
                f"a program reads only what lies in the folder of `{self.root.name}`: copy the file there",
            )
            return None
        return path

    def _cycle(self, node: nodes.Include, path: Path) -> None:
        at = next(place for place, (other, _) in enumerate(self.open) if other == path)
        way = [include for _, include in self.open[at + 1 :] if include is not None]
        self.found.append(
            Diagnostic.at(
                "FID020",
                f"`{node.path.value}` includes itself"
                if not way
                else f"`{node.path.value}` is being read: the files include each other in a circle",
                Label(node.path.span),
                *(Label(include.path.span, "on the way") for include in way[:3]),
                help="leave this `include` out: each file is read once, and its names are known everywhere",
            )
        )

    def _unreadable(self, node: nodes.Include | nodes.ListFile, problem: Unreadable, most: int = MOST_BYTES) -> None:
        """A file that cannot be read, told where it is named; a path from that place, or a slip in it, is noticed."""
        said = unreadable(problem, most)
        help = said.help
        if problem.reason == "missing" and self.path is not None:
            help = "paths start from the program's folder"
            here = _without_links(Path(node.span.file).parent / node.path.value)
            there = here if here.is_file() else _alike(self.path.parent / node.path.value)
            if there is not None and there.is_relative_to(self.path.parent):
                help += f": write `{there.relative_to(self.path.parent).as_posix()}`"
        self._tell(node, said.code, said.message, help)

    def _keeps(self, header: nodes.Header) -> bool:
        """Whether an included file's header, which is told, stands in for one that the program lacks."""
        if header.span.file == self.root.name:
            return True
        labels = () if self.header is None else (Label(self.header.name.span, "the program's own"),)
        self.found.append(
            Diagnostic.at(
                "FID023",
                "an included file has no `program` of its own",
                Label(header.name.span),
                *labels,
                help=f"leave it out: the settings stand in `{self.root.name}`",
            )
        )
        if self.header is not None:
            return False
        self.header = header
        return True

    def _tell(self, node: nodes.Include | nodes.ListFile, code: str, message: str, help: str) -> None:
        """Without a file the program is not whole: what it would declare is not known."""
        self.whole = False
        self.found.append(Diagnostic.at(code, message, Label(node.path.span), help=help))


def _without_links(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # links in a circle; a NUL
        return path.absolute()


def _alike(path: Path) -> Path | None:
    """The file of the same folder whose name is nearest to a name that no file has."""
    try:
        with os.scandir(path.parent) as entries:
            names = [entry.name for entry in islice(entries, 1000) if entry.is_file()]
    except (OSError, ValueError):
        return None
    name = nearest(path.name, names)
    return None if name is None else _without_links(path.parent / name)


def _advised(one: Diagnostic) -> Diagnostic:
    """An included file that is empty needs no header."""
    if one.code != "FID004":
        return one
    return replace(one, help="declare something in it, or leave its `include` out")
