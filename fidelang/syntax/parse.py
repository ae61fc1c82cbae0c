"""Text to tree."""

from __future__ import annotations

from lark import Token, Tree
from lark.exceptions import UnexpectedInput

from fidelang.diagnostics import Diagnostic, Label
from fidelang.source import SourceFile, Span
from fidelang.syntax import nodes
from fidelang.syntax.builder import StoryBuilder, TooDeep
from fidelang.syntax.builder.base import MAX_NESTING
from fidelang.syntax.declared import reserved_names
from fidelang.syntax.language import parser
from fidelang.syntax.recovery import read_pieces
from fidelang.syntax.scanning import MOST_MISTAKES, scan


def parse(source: SourceFile) -> tuple[nodes.Tree | None, tuple[Diagnostic, ...]]:
    """The tree of a file, and its mistakes in the order of their places, at most some twenty.

    The tree is None when some of the text is not in the language at all; a tree beside errors (a date that does
    not exist, `=` for `is`) is whole and may be checked further.
    """
    scanned = scan(source)
    if scanned.stopped:
        return None, scanned.diagnostics
    found = list(scanned.diagnostics)
    whole = not scanned.spoiled
    trees: list[Tree[Token]]
    try:
        trees = [parser().parse(scanned.text)]
    except UnexpectedInput:
        trees, unread = read_pieces(source, scanned.text, scanned.spoiled)
        found += unread
        whole = False
    items, met = _build(source, trees)
    found += met
    tree = nodes.Tree(tuple(items), scanned.comments, span=Span(source.name, 0, len(source.text)))
    found += reserved_names(tree)
    if not items and not found:
        label = Label(Span(source.name, 0, 0), "nothing to read")
        found.append(Diagnostic.at("FID004", "the file is empty", label, help='start with `program "Name" { … }`'))
    found.sort(key=lambda diagnostic: diagnostic.labels[0].span.start)
    whole = whole and not any(diagnostic.code == "FID102" for diagnostic in met)
    return (tree if whole else None), tuple(found[: MOST_MISTAKES + 1])


def _build(source: SourceFile, trees: list[Tree[Token]]) -> tuple[list[nodes.Declaration], list[Diagnostic]]:
    """Nodes of all declarations; one that nests too deep is left out and told."""
    builder = StoryBuilder(source)
    items: list[nodes.Declaration] = []
    for tree in trees:
        for child in tree.children:
            assert isinstance(child, Tree)
            builder.depth = 0
            try:
                items.append(builder.build(child))
            except TooDeep as error:
                builder.report(
                    "FID102",
                    f"an expression nests more than {MAX_NESTING} deep",
                    error.span,
                    "reading stops here",
                    "split it: a `let` can name a part",
                )
    return items, builder.found
