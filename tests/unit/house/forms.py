"""The grammar as a reader sees it: each rule a line in which keywords are spelt as they are written."""

from __future__ import annotations

import re
import textwrap
from functools import cache

import grammar
from fidelang.syntax.words import keywords

_RULE = re.compile(r"^[?]?([a-z_]+): *(.*(?:\n[ \t]+\S.*)*)", re.MULTILINE)
_TOKEN = re.compile(r'"[^"]+"|[A-Za-z_0-9]+|->|[()?*+|]')
_OPERATOR = re.compile(r'^(OP_[A-Z]+): (?:"([^"]+)"|/==\?/)', re.MULTILINE)
_LITERALS = {"PERCENT": "NUMBER%", "STRING": '"TEXT"'}
UNITS = {"_hour": "hour", "_day": "day", "_week": "week", "_month": "month", "_year": "year"}  # one word or many
WIDTH = 112


@cache
def rules() -> dict[str, str]:
    """The body of each rule, comments left out."""
    syntax = grammar.read("fidelang.lark").split("// ----", 1)[1].split("- terminals")[0]
    text = re.sub(r"(?m)(?:^|[ \t]+)//.*$", "", syntax)
    return {name: " ".join(body.split()) for name, body in _RULE.findall(text)}


def form(name: str) -> str:
    """A rule's line: `limit = limit <amount> <per>*`. Raises KeyError if the grammar has no such rule.

    `[x]` may be left out, `x*` stands any number of times, `<x>` is another rule; the rest is written as it stands.
    """
    tokens = _TOKEN.findall(rules()[_bare(name)])
    written = _alternatives(tokens).replace(" ,", ",").replace(" . ", ".")
    lead = f"{name} = "
    lines = textwrap.wrap(lead + written, WIDTH, subsequent_indent=" " * len(lead), break_on_hyphens=False)
    return "\n".join(lines)


def public(name: str) -> str:
    """A rule's name as it is shown."""
    return name.removeprefix("_")


def terminals(name: str) -> set[str]:
    """The keywords of a rule, by the names of their terminals."""
    return set(_TOKEN.findall(rules()[_bare(name)])) & keywords().keys()


def _bare(name: str) -> str:
    return name if name in rules() else f"_{name}"


@cache
def _operators() -> dict[str, str]:
    return {name: spelt or "=" for name, spelt in _OPERATOR.findall(grammar.read("fidelang.lark"))}


def _alternatives(tokens: list[str]) -> str:
    parts = [_sequence(tokens)]
    while tokens and tokens[0] == "|":
        tokens.pop(0)
        parts.append(_sequence(tokens))
    return " | ".join(dict.fromkeys(parts))


def _sequence(tokens: list[str]) -> str:
    parts = []
    while tokens and tokens[0] not in ("|", ")"):
        token = tokens.pop(0)
        if token == "->":  # an alias is a matter of the tree
            tokens.pop(0)
            continue
        if token == "(":
            inner = _alternatives(tokens)
            tokens.pop(0)
            mark = _mark(tokens)
            if mark == "?":
                parts.append(f"[{inner}]")
            elif mark:
                parts.append(f"({inner}){mark}")
            else:
                parts.append(f"({inner})")
            continue
        mark = _mark(tokens)
        word = _word(token)
        parts.append(f"[{word}]" if mark == "?" else f"{word}{mark}")
    return " ".join(parts)


def _mark(tokens: list[str]) -> str:
    return tokens.pop(0) if tokens and tokens[0] in "?*+" else ""


def _word(token: str) -> str:
    if token.startswith('"'):
        return token if token[1:-1] in "()[]" else token[1:-1]
    if token in UNITS:
        return UNITS[token]
    if token.islower():
        return f"<{public(token)}>"
    if token in _operators():
        return f'"{_operators()[token]}"' if token in ("OP_MUL", "OP_ADD") else _operators()[token]
    return keywords().get(token) or _LITERALS.get(token, token)
