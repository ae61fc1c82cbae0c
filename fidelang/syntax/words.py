"""The keywords of a surface, read from its table, and the words that cannot be names (`docs/semantics.md`, row 92)."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

import grammar
from fidelang.syntax.language import may_follow, parser, read_after

NameKind = Literal[
    "wallet", "rule", "fact", "event", "let", "tier", "stage", "segment", "campaign", "stack", "message", "value"
]

_ENTRY = re.compile(r'^([A-Z_]+)(?:\.\d+)?:\s*"([^"]+)"', re.MULTILINE)

# Where a name of each kind is read, as the terminals that come before it. A keyword that may stand in one of these
# places would be read there instead of the name.
_PLACES: dict[NameKind, tuple[str, ...]] = {
    "wallet": (
        "EARN NAME LBRACE GIVE", "EARN NAME LBRACE GIVE NUMBER", "EARN NAME LBRACE GIVE NUMBER AS",
        "EARN NAME LBRACE LIMIT NUMBER", "REWARD NAME LBRACE PRICE NUMBER", "EARN NAME LBRACE WHEN BALANCE",
        "EARN NAME LBRACE WHEN NUMBER", "TEST STRING LBRACE EXPECT NUMBER", "LET NAME EQUAL NUMBER",
        "TIERS LBRACE TIER NAME FROM NUMBER", "WALLET NAME LBRACE EXPIRE AT END OF YEAR UNLESS NUMBER",
    ),
    "rule": (
        "EARN NAME LBRACE MULTIPLY", "BUDGET NAME LBRACE COVERS", "TEST STRING LBRACE EXPECT",
        "TEST STRING LBRACE EXPECT NO", "TEST STRING LBRACE BASKET LBRACE REDEEM COLON",
    ),
    "fact": ("TEST STRING LBRACE MEMBER LBRACE",),
    "event": ("EARN NAME LBRACE ON",),
    "let": ("EARN NAME LBRACE WHEN", "EARN NAME LBRACE GIVE", "EARN NAME LBRACE LIMIT"),
    "tier": ("EARN NAME LBRACE WHEN MEMBER DOT NAME IS",),
    "stage": ("EARN NAME LBRACE WHEN MEMBER DOT NAME IS",),
    "segment": ("EARN NAME LBRACE WHEN MEMBER IN",),
    "campaign": ("EARN NAME LBRACE ON ENTERING",),
    "stack": ("EARN NAME LBRACE STACK",),
    "message": ("EARN NAME LBRACE SEND",),
    "value": ("EARN NAME LBRACE WHEN MEMBER DOT NAME IS",),
}  # fmt: skip


@cache
def keywords(words: str = "words_en") -> dict[str, str]:
    """Terminal -> spelling, as the table of a surface has it."""
    return dict(_ENTRY.findall(grammar.read(f"{words}.lark")))


@cache
def spellings(words: str = "words_en") -> dict[str, str]:
    """Spelling -> terminal."""
    return {spelling: terminal for terminal, spelling in keywords(words).items()}


@cache
def reserved(kind: NameKind, words: str = "words_en") -> frozenset[str]:
    """The words that a name of this kind cannot be, worked out from the parser's own table."""
    table = keywords(words)
    terminals = {terminal for place in _PLACES[kind] for terminal in read_after(place.split(), words)}
    return frozenset(table[terminal] for terminal in terminals - soft(words) if terminal in table)


@cache
def soft(words: str = "words_en") -> frozenset[str]:
    """The terminals that are names, too, where what follows does not make them keywords."""
    rules = (rule for rule in parser(words).rules if rule.origin.name == "soft_name")
    return frozenset(symbol.name for rule in rules for symbol in rule.expansion)


@cache
def opening_terminals(words: str = "words_en") -> frozenset[str]:
    """The terminals that start a declaration."""
    return frozenset(may_follow([], words)) & keywords(words).keys()


@cache
def opening_words(words: str = "words_en") -> frozenset[str]:
    """The spellings that start a declaration."""
    return frozenset(keywords(words)[terminal] for terminal in opening_terminals(words))


@cache
def currencies() -> frozenset[str]:
    """The ISO 4217 codes that the grammar lists."""
    listed = parser().get_terminal("CURRENCY").pattern.to_regexp()
    return frozenset(re.findall(r"[A-Z]{3}", listed))
