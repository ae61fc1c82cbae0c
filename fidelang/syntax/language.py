"""The parser, made once from the grammar and a table of keywords."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

from lark import Lark, Token
from lark import __version__ as lark_version
from lark.lark import PostLex
from lark.parsers.lalr_analysis import Shift
from lark.parsers.lalr_parser_state import ParserState

import grammar


class _NameAnywhere(PostLex):
    """Asks the contextual lexer to try NAME in every place, so that `costs` is never cut into `cost` and `s`."""

    always_accept = ("NAME",)

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        return stream


def grammar_text(words: str = "words_en") -> str:
    """The grammar with one surface's keywords: all that Lark needs."""
    return grammar.read("fidelang.lark") + grammar.read(f"{words}.lark")


def parser(words: str = "words_en") -> Lark:
    """The parser of one surface, from the user's cache if it was built before (40 ms for 350)."""
    return _parser(words)


@cache
def _parser(words: str) -> Lark:
    text = grammar_text(words)
    kept = _kept(text)
    if kept is None:
        return _build(text, cache=False)
    if kept.exists():
        return _build(text, cache=str(kept))
    # Written aside and moved into place, so that two processes starting together never read half a file.
    aside = kept.with_suffix(f".{os.getpid()}")
    built = _build(text, cache=str(aside))
    with suppress(OSError):
        aside.replace(kept)
    return built


def _build(text: str, cache: bool | str) -> Lark:
    return Lark(
        text,
        parser="lalr",
        lexer="contextual",
        postlex=_NameAnywhere(),
        propagate_positions=True,
        maybe_placeholders=False,
        cache=cache,
    )


def _kept(text: str) -> Path | None:
    """The file of the user's cache that holds this grammar's parser; None where no cache can be had."""
    try:
        folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "fidelang"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError):  # RuntimeError: no home
        return None
    if not os.access(folder, os.W_OK):
        return None
    return folder / f"parser-{sha256((lark_version + text).encode()).hexdigest()[:16]}.lark"


def may_follow(terminals: Iterable[str], words: str = "words_en") -> frozenset[str]:
    """The terminals that may follow a sequence of terminals from the start of a file."""
    return following(parser(words).parse_interactive("").parser_state, terminals)


def read_after(terminals: Iterable[str], words: str = "words_en") -> frozenset[str]:
    """The terminals that the contextual lexer looks for after a sequence of terminals.

    They are those of the state's row in the parse table: a few more than may follow, as LALR merges states.
    """
    state = parser(words).parse_interactive("").parser_state
    stack = list(state.state_stack)
    for terminal in terminals:
        shifted = _shifted(state, stack, terminal)
        if shifted is None:
            raise ValueError(f"{terminal} cannot stand there")
        stack = shifted
    return frozenset(symbol for symbol in state.parse_conf.states[stack[-1]] if symbol.isupper())


def following(state: ParserState[int], terminals: Iterable[str] = ()) -> frozenset[str]:
    """The terminals that may follow a sequence of terminals from a state of the parser; none if that cannot stand.

    Lark's own `accepts` answers the same for an empty sequence, fifty times slower: it copies the lexer too.
    """
    stack = list(state.state_stack)
    for terminal in terminals:
        shifted = _shifted(state, stack, terminal)
        if shifted is None:
            return frozenset()
        stack = shifted
    listed = state.parse_conf.states[stack[-1]]
    return frozenset(symbol for symbol in listed if symbol.isupper() and _shifted(state, stack, symbol) is not None)


def could_read(state: ParserState[int], words: Sequence[Iterable[str]]) -> bool:
    """Whether some reading of these words, each with its possible terminals, could stand after a parser's state."""
    stacks = [list(state.state_stack)]
    for terminals in words:
        after = (_shifted(state, stack, terminal) for stack in stacks for terminal in terminals)
        stacks = [stack for stack in after if stack is not None]
    return bool(stacks)


def _shifted(state: ParserState[int], stack: list[int], terminal: str) -> list[int] | None:
    """The stack of states after a terminal, or None if it cannot stand there."""
    configuration, states = state.parse_conf, list(stack)
    while True:
        action, target = configuration.states[states[-1]].get(terminal, (None, None))
        if action is None:
            return None
        if action is Shift:
            return [*states, target]
        if size := len(target.expansion):
            del states[-size:]
        states.append(configuration.states[states[-1]][target.origin.name][1])
        if terminal == "$END" and states[-1] == configuration.end_state:
            return states
