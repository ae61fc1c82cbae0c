"""The parser, made once from the grammar and a table of keywords."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from lark import Lark, Token
from lark.lark import PostLex

import grammar


class _NameAnywhere(PostLex):
    """Asks the contextual lexer to try NAME in every place, so that `costs` is never cut into `cost` and `s`."""

    always_accept = ("NAME",)

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        return stream


def grammar_text(words: str = "words_en") -> str:
    """The grammar with one surface's keywords: all that Lark needs."""
    return grammar.read("fidelang.lark") + grammar.read(f"{words}.lark")


@cache
def parser(words: str = "words_en") -> Lark:
    """The parser of one surface."""
    return Lark(
        grammar_text(words),
        parser="lalr",
        lexer="contextual",
        postlex=_NameAnywhere(),
        propagate_positions=True,
        maybe_placeholders=False,
    )


def may_follow(terminals: Iterable[str], words: str = "words_en") -> frozenset[str]:
    """The terminals that may follow a sequence of terminals from the start of a file."""
    interactive = parser(words).parse_interactive("")
    for terminal in terminals:
        interactive.feed_token(Token(terminal, "", 0, 1, 1, 1, 1, 0))
    return frozenset(interactive.accepts())  # type: ignore[no-untyped-call]
