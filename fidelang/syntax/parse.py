"""Text to tree."""

from __future__ import annotations

import re

from lark.exceptions import UnexpectedInput

from fidelang.diagnostics import Diagnostic, Label
from fidelang.source import SourceFile, Span
from fidelang.syntax import nodes
from fidelang.syntax.builder import StoryBuilder, TooDeep
from fidelang.syntax.language import parser


def parse(source: SourceFile) -> tuple[nodes.Tree | None, tuple[Diagnostic, ...]]:
    """The tree of a file, and its mistakes.

    The tree is None when some of the text is not in the language at all; a tree beside errors (a date that does
    not exist, `=` for `is`) is whole and may be checked further.
    """
    builder = StoryBuilder(source)
    try:
        found = parser().parse(source.text)
        items = builder.parts(found)
    except UnexpectedInput as error:
        start = error.pos_in_stream or 0
        span = Span(source.name, start, min(start + 1, len(source.text)))
        return None, (Diagnostic.at("FID101", "this cannot stand here", Label(span, "here")),)
    except TooDeep as error:
        return None, (Diagnostic.at("FID102", "nests too deep", Label(error.span, "here")),)
    tree = nodes.Tree(items, _comments(source), span=Span(source.name, 0, len(source.text)))
    return tree, tuple(builder.found)


_COMMENT_OR_STRING = re.compile(r'"(?:[^"\\\n]|\\[^\n])*"|#[^\n]*')


def _comments(source: SourceFile) -> tuple[nodes.Comment, ...]:
    return tuple(
        nodes.Comment(match[0].rstrip(), span=Span(source.name, match.start(), match.end()))
        for match in _COMMENT_OR_STRING.finditer(source.text)
        if match[0].startswith("#")
    )
