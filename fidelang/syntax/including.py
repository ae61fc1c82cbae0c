"""A program and the files it includes, read into one tree (rows 79 and 136 of the decisions on meaning)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from fidelang.diagnostics import Diagnostic, Label
from fidelang.source import SourceFile, Sources, Unreadable, read
from fidelang.syntax import nodes
from fidelang.syntax.parse import parse
from fidelang.syntax.reading import read_file, unreadable

MOST_FILES = 100


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
        sources = Sources(*self.sources)
        self.found.sort(key=lambda one: (0, 0, 0) if one.span is None else sources.order(one.span))
        whole = nodes.Tree(tuple(items), tuple(self.comments), span=tree.span) if self.whole else None
        return Reading(whole, sources, tuple(self.found))

    def _items(self, tree: nodes.Tree) -> list[nodes.Declaration]:
        self.comments += tree.comments
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

    def _resolved(self, node: nodes.Include) -> Path | None:
        """Where an include leads, links followed; None if that is outside the program's folder, which is told."""
        written = node.path.value
        if self.path is None:
            self._tell(
                node,
                "FID022",
                "a program that comes as a text includes no file: no folder holds it",
                "load the program from its file, or write what it declares here",
            )
            return None
        folder = self.path.parent
        path = _without_links(folder / written)
        if not written.strip() or Path(written).is_absolute() or not path.is_relative_to(folder):
            self._tell(
                node,
                "FID019",
                f"`{written}` is not in the folder of the program",
                f"a program includes only what lies in the folder of `{self.root.name}`: copy the file there",
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

    def _unreadable(self, node: nodes.Include, problem: Unreadable) -> None:
        """A file that cannot be read, told where it is named; a path from that place is noticed."""
        said = unreadable(problem)
        help = said.help
        if problem.reason == "missing" and self.path is not None:
            here = _without_links(Path(node.span.file).parent / node.path.value)
            if here.is_relative_to(self.path.parent) and here.is_file():
                right = here.relative_to(self.path.parent).as_posix()
                help = f"paths start from the program's folder: write `{right}`"
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

    def _tell(self, node: nodes.Include, code: str, message: str, help: str) -> None:
        """Without a file the program is not whole: what it would declare is not known."""
        self.whole = False
        self.found.append(Diagnostic.at(code, message, Label(node.path.span), help=help))


def _without_links(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # links in a circle; a NUL
        return path.absolute()


def _advised(one: Diagnostic) -> Diagnostic:
    """An included file that is empty needs no header."""
    if one.code != "FID004":
        return one
    return replace(one, help="declare something in it, or leave its `include` out")
