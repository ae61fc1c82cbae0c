"""The parser, made once from the grammar and a table of keywords."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from lark import Lark, Token
from lark.lark import PostLex

import grammar


class _NameAnywhere(PostLex):
    """Asks the contextual lexer to try NAME in every place, so that `costs` is never cut into `cost` and `s`."""

    always_accept = ("NAME",)

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        return stream


@cache
def parser(words: str = "words_en") -> Lark:
    """The parser of one surface; comments are handed over by whoever lexes."""
    text = grammar.read("fidelang.lark") + grammar.read(f"{words}.lark")
    return Lark(
        text,
        parser="lalr",
        lexer="contextual",
        postlex=_NameAnywhere(),
        propagate_positions=True,
        maybe_placeholders=False,
    )
