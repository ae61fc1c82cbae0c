"""Text to tree."""

from __future__ import annotations

from lark import Token, Tree

from fidelang.diagnostics import Diagnostic, Label
from fidelang.source import SourceFile, Span
from fidelang.syntax import nodes
from fidelang.syntax.builder import StoryBuilder, TooDeep
from fidelang.syntax.builder.base import MAX_NESTING
from fidelang.syntax.declared import reserved_names
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
    items: list[nodes.Declaration] = []
    builder = StoryBuilder(source)
    for piece in read_pieces(source, scanned):
        if isinstance(piece, Tree):
            whole &= _build(builder, piece, items)
            continue
        whole = False
        if piece is not None:
            found.append(piece)
        if len(found) >= MOST_MISTAKES:
            break
    found += builder.found
    tree = nodes.Tree(tuple(items), scanned.comments, tuple(builder.lists), span=Span(source.name, 0, len(source.text)))
    found += reserved_names(tree)
    if not items and not found:
        label = Label(Span(source.name, 0, 0), "nothing to read")
        found.append(Diagnostic.at("FID004", "the file is empty", label, help='start with `program "Name" { … }`'))
        whole = False
    found.sort(key=lambda diagnostic: diagnostic.labels[0].span.start)
    return (tree if whole else None), tuple(found[: MOST_MISTAKES + 1])


def _build(builder: StoryBuilder, piece: Tree[Token], items: list[nodes.Declaration]) -> bool:
    """Add the nodes of a piece's declarations; False if one nests too deep, which is told and left out."""
    whole = True
    for child in piece.children:
        assert isinstance(child, Tree)
        builder.depth = 0
        try:
            items.append(builder.build(child))
        except TooDeep as error:
            whole = False
            builder.report(
                "FID102",
                f"an expression nests more than {MAX_NESTING} deep",
                error.span,
                "reading stops here",
                "split it: a `let` can name a part",
            )
    return whole
