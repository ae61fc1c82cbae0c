"""What could have stood in a place, in words: never a terminal's name, never forty alternatives."""

from __future__ import annotations

import re
from functools import cache

from fidelang.syntax.language import may_follow
from fidelang.syntax.mistakes.situation import MARKS, Situation
from fidelang.syntax.words import keywords, opening_terminals, spellings

MOST_NAMED = 6
WORDS = {
    "NUMBER": "a number", "PERCENT": "a percentage", "STRING": "a text in quotes", "DATE": "a date", "TIME": "a time",
    "CURRENCY": "a currency", "NAME": "a name",
}  # fmt: skip
OPERATORS = {
    "OP_LE": "<=", "OP_GE": ">=", "OP_LT": "<", "OP_GT": ">", "OP_EQ": "is", "OP_NE": "is not", "OP_ADD": "+",
    "OP_SUB": "-", "OP_MUL": "*", "OP_DIV": "/",
}  # fmt: skip
CONTINUES = frozenset({*OPERATORS, "IS", "IN", "NOT", "BETWEEN", "AND", "OR", "DOT", "OVER", "THIS"})
LENGTHS = frozenset({"DAY", "DAYS", "WEEK", "WEEKS", "MONTH", "MONTHS", "YEAR", "YEARS"})
_NAMED_AFTER = {
    "GIVE": "a wallet", "AS": "a wallet", "PRICE": "a wallet", "BALANCE": "a wallet", "EARNED": "a wallet",
    "PENDING": "a wallet", "STACK": "a stack", "SEND": "a message", "MULTIPLY": "a rule", "COVERS": "a rule",
    "REDEEM": "a reward", "REACHING": "a tier", "DROPPING": "a tier", "TIER": "a tier", "STAGE": "a stage",
    "ENTERING": "a stage or segment", "LEAVING": "a stage or segment", "FOR": "a segment", "CONSENT": "a consent",
    "BY": "a channel", "NO": "a rule", "RETURN": "a basket", "ON": "an event",
}  # fmt: skip


@cache
def _value_starts() -> frozenset[str]:
    return may_follow(["LET", "NAME", "EQUAL"])


def name_of_what(before: tuple[re.Match[str], ...]) -> str:
    """What a name after these words would name: `a wallet`, `a rule`."""
    for match in reversed(before[-4:]):
        terminal = spellings().get(match[0], "")
        if terminal in _NAMED_AFTER:
            return _NAMED_AFTER[terminal]
        if match.lastgroup == "number":
            continue
        if match.lastgroup != "word":
            break
    return "a wallet" if before and before[-1].lastgroup == "number" else "a name"


def expected(situation: Situation) -> str:
    """The alternatives, joined: `a number, a wallet or `by``."""
    named = alternatives(situation)
    if len(named) > MOST_NAMED:
        named = [*named[: MOST_NAMED - 1], "another word"]
    return joined(named)


def joined(named: list[str]) -> str:
    """`a`, `a or b`, `a, b or c`."""
    return " or ".join([", ".join(named[:-1]), named[-1]]) if len(named) > 1 else "".join(named)


def alternatives(situation: Situation) -> list[str]:
    """What could have stood here, grouped: a value, a comparison, another clause."""
    left = set(situation.accepts) - {"$END"}
    named: list[str] = []
    if opening_terminals() <= left:
        left -= opening_terminals()
        named.append("a declaration, such as `wallet`, `earn` or `offer`")
    if {"NUMBER", "STRING", "LPAR"} <= left:
        left -= _value_starts()
        left -= {"TO", "ABOVE", "OTHERWISE"} if "ABOVE" in left else set()
        named.append("a value")
    clauses = _clauses(situation)
    if len(clauses & left) > MOST_NAMED and situation.block:
        left -= clauses | CONTINUES
        named.append(f"another clause ({shown_clauses(clauses)}…)")
    if "OP_LE" in left or "OP_ADD" in left:
        comparing = "OP_LE" in left
        left -= CONTINUES
        named.append("a comparison such as `>=` or `is`" if comparing else "an operator such as `+`")
    if left >= LENGTHS:
        calendar = "QUARTER" in left
        left -= LENGTHS | {"HOUR", "HOURS", "QUARTER", "MEMBERSHIP"}
        named.append("`day`, `week`, `month` or `year`" if calendar else "`days`, `weeks`, `months` or `years`")
    for terminal in sorted(left, key=_order):
        if terminal == "NAME":
            what = name_of_what(situation.before)
            named.append(f"{what}'s name" if what != "a name" else what)
        else:
            named.append(spelt(terminal))
    return named


def _order(terminal: str) -> tuple[int, str]:
    if terminal in WORDS:
        return (0, terminal)
    return (2 if terminal in MARKS else 1, terminal)


def spelt(terminal: str) -> str:
    """A terminal as people know it."""
    if terminal in WORDS:
        return WORDS[terminal]
    if terminal == "$END":
        return "the end of the file"
    return f"`{MARKS.get(terminal) or OPERATORS.get(terminal) or keywords()[terminal]}`"


_BLOCKS: dict[str, str] = {
    "PROGRAM": "PROGRAM STRING LBRACE",
    "WALLET": "WALLET NAME LBRACE",
    "SEGMENT": "SEGMENT NAME LBRACE",
    "LIFECYCLE": "LIFECYCLE LBRACE",
    "TIERS": "TIERS LBRACE",
    "STACK": "STACK NAME LBRACE",
    "BUDGET": "BUDGET NAME LBRACE",
    "EARN": "EARN NAME LBRACE",
    "OFFER": "OFFER NAME LBRACE",
    "REWARD": "REWARD NAME LBRACE",
    "CAMPAIGN": "CAMPAIGN NAME LBRACE",
    "VARIANT": "CAMPAIGN NAME LBRACE VARIANT NAME PERCENT LBRACE",
    "MESSAGE": "MESSAGE NAME LBRACE",
    "TEST": "TEST STRING LBRACE",
}
_SHOWN_FIRST = ("GIVE", "TAKE", "WHEN", "WORTH", "EXPIRE", "CURRENCY_KW", "TIMEZONE", "FROM", "LIMIT", "TEXT", "BY")


@cache
def clauses_of(head: str) -> frozenset[str]:
    """The keywords that start a clause of a block."""
    return may_follow(_BLOCKS[head].split()) & keywords().keys() if head in _BLOCKS else frozenset()


def _clauses(situation: Situation) -> frozenset[str]:
    return clauses_of(situation.block.head) if situation.block else frozenset()


def shown_clauses(clauses: frozenset[str]) -> str:
    """Three of a block's clauses: `give`, `take`, `when`."""
    first = [each for each in _SHOWN_FIRST if each in clauses][:3] or sorted(clauses)[:3]
    return ", ".join(f"`{keywords()[each]}`" for each in first)


def blocks_with(terminal: str) -> list[str]:
    """The blocks in which a keyword starts a clause, as written: `wallet`, `tiers`."""
    return [keywords()[head] for head in _BLOCKS if terminal in clauses_of(head)]
