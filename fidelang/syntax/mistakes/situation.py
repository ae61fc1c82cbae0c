"""Where the parser stood when it met what it could not take: all that an explanation may look at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from lark import TextSlice, Token, Tree
from lark.exceptions import UnexpectedInput, UnexpectedToken
from lark.parsers.lalr_parser_state import ParserState

from fidelang.source import SourceFile, Span
from fidelang.syntax.language import could_read, following, parser
from fidelang.syntax.scanning.pieces import PIECES
from fidelang.syntax.words import currencies, keywords, spellings

BRACKETS = {"LBRACE": "{", "LPAR": "(", "LSQB": "["}
CLOSING = {"LBRACE": "RBRACE", "LPAR": "RPAR", "LSQB": "RSQB"}
MARKS = {
    "LBRACE": "{", "RBRACE": "}", "LPAR": "(", "RPAR": ")", "LSQB": "[", "RSQB": "]", "COMMA": ",", "COLON": ":",
    "DOT": ".", "EQUAL": "=",
}  # fmt: skip
# What a block is called by: the last of these before its bracket.
_HEADS = frozenset(
    {
        "PROGRAM", "WALLET", "FACTS", "EVENT", "SEGMENT", "LIFECYCLE", "TIERS", "STACK", "BUDGET", "EARN", "OFFER",
        "REWARD", "CAMPAIGN", "VARIANT", "MESSAGE", "TEST", "MEMBER", "BASKET", "LINE", "RETURN", "GIVE", "MULTIPLY",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opened:
    """A bracket not yet closed. `head` is the terminal that its block starts with, `title` its words as written."""

    bracket: Token
    head: str
    title: str
    span: Span


@dataclass(frozen=True)
class Situation:
    """What was found, what could have stood there, and the words before it."""

    source: SourceFile
    text: str
    start: int
    limit: int
    """Where the piece of text being read ends."""
    error: UnexpectedInput

    @cached_property
    def state(self) -> ParserState[int]:
        found: ParserState[int] = self.error.interactive_parser.parser_state
        return found

    @cached_property
    def stack(self) -> tuple[Token | Tree[Token], ...]:
        return tuple(self.state.value_stack)

    @cached_property
    def accepts(self) -> frozenset[str]:
        """The terminals that could have stood here."""
        return following(self.state)

    # ------------------------------------------------------------ what was found

    @cached_property
    def at_end(self) -> bool:
        return isinstance(self.error, UnexpectedToken) and self.error.token.type == "$END"

    @cached_property
    def span(self) -> Span:
        """What was found; at the end, the empty place after the last word."""
        if self.at_end:
            end = self.before[-1].end() if self.before else self.start
            return Span(self.source.name, end, end)
        if isinstance(self.error, UnexpectedToken):
            token = self.error.token
            return Span(self.source.name, token.start_pos or 0, token.end_pos or 0)
        start = self.error.pos_in_stream or 0
        match = PIECES.match(self.text, start)
        return Span(self.source.name, start, match.end() if match else start + 1)

    @cached_property
    def found(self) -> str:
        """The text found."""
        return self.text[self.span.start : self.span.end]

    @cached_property
    def found_word(self) -> re.Match[str]:
        """What was found, as a piece of text."""
        word = PIECES.match(self.text, self.span.start, self.limit)
        assert word is not None, "nothing is found at the end"
        return word

    @cached_property
    def terminal(self) -> str:
        """Its terminal: its keyword if it is spelt as one, for in a wrong place a keyword is read as a name."""
        if self.at_end:
            return "$END"
        if self.found in spellings():
            return spellings()[self.found]
        return self.error.token.type if isinstance(self.error, UnexpectedToken) else ""

    @cached_property
    def following(self) -> tuple[re.Match[str], ...]:
        """The two words after what was found."""
        matches = PIECES.finditer(self.text, self.span.end, self.limit)
        words = (match for match in matches if match.lastgroup not in ("space", "comment"))
        return tuple(islice(words, 2))

    @cached_property
    def next_word(self) -> str:
        """The word after what was found, or nothing."""
        return self.following[0][0] if self.following else ""

    # ------------------------------------------------------------ what stands before

    @cached_property
    def before(self) -> tuple[re.Match[str], ...]:
        """The words of this piece of text before what was found."""
        end = self.limit if self.at_end else self.span.start
        matches = PIECES.finditer(self.text, self.start, end)
        return tuple(match for match in matches if match.lastgroup not in ("space", "comment"))

    @cached_property
    def previous(self) -> str:
        """The last word before what was found, or nothing."""
        return self.before[-1][0] if self.before else ""

    @cached_property
    def opened(self) -> tuple[Opened, ...]:
        """The brackets that are open, outermost first."""
        found = []
        for place, value in enumerate(self.stack):
            if isinstance(value, Token) and value.type in BRACKETS:
                found.append(self._opened(place, value))
            elif isinstance(value, Token) and value.type in CLOSING.values():
                found.pop()  # closed, and not yet put together
        return tuple(found)

    def _opened(self, place: int, bracket: Token) -> Opened:
        head = bracket
        if bracket.type == "LBRACE":
            for value in reversed(self.stack[:place]):
                if isinstance(value, Token) and value.type in _HEADS:
                    head = value
                    if value.type not in ("MEMBER", "BASKET", "LINE"):
                        break
                elif head is not bracket or (isinstance(value, Token) and value.type in BRACKETS):
                    break
        start, end = head.start_pos or 0, bracket.start_pos or 0
        words = self.text[start:end].rstrip()
        title = " ".join(words.split()) or str(bracket)
        return Opened(bracket, head.type, title, Span(self.source.name, start, start + max(len(words), 1)))

    @cached_property
    def block(self) -> Opened | None:
        """The innermost open block."""
        braces = [opened for opened in self.opened if opened.bracket.type == "LBRACE"]
        return braces[-1] if braces else None

    @cached_property
    def clause(self) -> str:
        """The words since the keyword that starts the current clause, the last three if they are many: `give 2`."""
        start = None
        for value in reversed(self.stack):
            if isinstance(value, Token) and value.type in BRACKETS:
                break
            if isinstance(value, Token) and value.type in keywords():
                start = value.start_pos
        if start is None or not self.before:
            return ""
        words = " ".join(self.text[start : self.before[-1].end()].split())
        return words if len(words) <= 40 else f"… {' '.join(word[0] for word in self.before[-3:])}"

    @property
    def where(self) -> str:
        """The place in words: ` after `give 2``, ` in `earn base`` or nothing."""
        if self.clause:
            return f" after `{self.clause}`"
        return f" in `{self.block.title}`" if self.block else ""

    # ------------------------------------------------------------ what if

    def could_follow(self, *terminals: str, words: tuple[re.Match[str], ...] = ()) -> bool:
        """Whether this sequence of terminals, and these words after it, could have stood here."""
        return could_read(self.state, [*([each] for each in terminals), *map(readings, words)])

    def before_word(self, word: re.Match[str]) -> ParserState[int]:
        """The state of the parser before a word that it took."""
        reading = parser().parse_interactive(TextSlice(self.text, self.start, self.limit))
        for token in reading.iter_parse():  # handed over before the parser takes it
            if (token.start_pos or 0) >= word.start():
                break
        return reading.parser_state

    @cached_property
    def taken_as_names(self) -> frozenset[int]:
        """Where the names start that the parser took in the sentence at hand."""
        starts = set()
        for value in self.stack[-12:]:
            starts |= {token.start_pos or 0 for token in _tokens_backwards(value) if token.type == "NAME"}
        return frozenset(starts)

    def would_mend(self, terminal: str) -> bool:
        """Whether what was found could stand here if `terminal` stood before it."""
        read_as = {self.terminal, "NAME"} if self.found.isidentifier() else {self.terminal}
        return any(self.could_follow(terminal, each) for each in read_as)


_KINDS = {"number": "NUMBER", "text": "STRING", "day": "DATE"}
_BY_MARK = {mark: terminal for terminal, mark in MARKS.items()} | {"-": "OP_SUB", "=": "EQUAL"}


def readings(word: re.Match[str]) -> frozenset[str]:
    """The terminals that a word could be read as."""
    if word.lastgroup == "word":
        if word[0] in currencies():
            return frozenset({"CURRENCY"})
        return frozenset({"NAME", spellings().get(word[0], "NAME")})
    return frozenset({_KINDS.get(word.lastgroup or "") or _BY_MARK.get(word[0], "")})


def _tokens_backwards(value: Any) -> Iterator[Token]:
    pending = [value]
    while pending:
        each = pending.pop()
        if isinstance(each, Token):
            yield each
        elif isinstance(each, Tree):
            pending.extend(each.children)
