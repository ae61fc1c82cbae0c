"""A keyword left out: with it the sentence reads on."""

from __future__ import annotations

import re

from fidelang.diagnostics import Diagnostic, Fix, Label
from fidelang.source import Span
from fidelang.syntax.mistakes.situation import Situation, readings
from fidelang.syntax.mistakes.units import program_currency
from fidelang.syntax.words import keywords, spellings

# Block -> keywords that its clauses are led by, the likeliest first.
_LED_BY = {
    "EARN": ("GIVE", "ON", "WHEN"),
    "OFFER": ("TAKE", "GIFT", "WHEN"),
    "REWARD": ("PRICE", "TAKE", "GIFT", "WHEN"),
    "BUDGET": ("CAP",),
    "TIERS": ("TIER", "REVIEW", "KEEP", "DROP"),
    "LIFECYCLE": ("STAGE",),
    "SEGMENT": ("WHEN",),
    "TEST": ("EXPECT", "ON"),
    "STACK": ("PICK",),
    "MESSAGE": ("ON", "WHEN"),
}
_WITHIN = ("BY", "OFF", "FROM", "PER", "WHERE", "TO", "AFTER")
_LISTED = frozenset({"TIER", "STAGE"})  # in a bare list of names each lacks its keyword


def keyword(situation: Situation) -> Diagnostic | None:
    """`earn base { 1 points per EUR }`: `give` is missing before `1`."""
    if situation.at_end or not situation.before:
        return None
    led = _LED_BY.get(situation.block.head, ()) if situation.block else ()
    found = readings(situation.found_word)
    if len(found) > 1:
        found -= {"NAME"}  # a keyword in the wrong place is hardly meant as a name
    for terminal in (*_WITHIN, *led) if situation.clause else (*led, *_WITHIN):
        if terminal == "WHEN" and not found & {"MEMBER", "BASKET", "LINE"}:
            continue  # any word could be a condition
        if terminal == "ON" and found == {"NAME"}:
            continue  # any word could be an event
        following = () if terminal in _LISTED else situation.following
        if any(situation.could_follow(terminal, each, words=following) for each in found):
            return _missing(situation, keywords()[terminal])
    return None


def off_what(situation: Situation) -> Diagnostic | None:
    """`take 3 EUR`: off what? `take 3 points`: a discount is money."""
    if "OFF" not in situation.accepts or len(situation.before) < 2:
        return None
    taken = re.compile(rf"{keywords()['TAKE']}\s+").match(situation.text, _start_of(situation, "TAKE"))
    if taken is None:
        return None
    end = situation.before[-1].end()
    amount = " ".join(situation.text[taken.end() : end].split())
    span = Span(situation.source.name, taken.start(), end)
    if situation.before[-1].lastgroup == "number":
        return Diagnostic.at(
            "FID111",
            f"`take {amount}` is neither money nor a percentage",
            Label(span, "of what?"),
            help=f"a discount is `take {amount} {program_currency(situation.text)} off basket` or "
            f"`take {amount}% off basket`; points are spent by a reward's `price`",
        )
    if situation.following and situation.terminal == "NAME":
        return None
    return Diagnostic(
        "FID122",
        "missing_keyword",
        "error",
        f"`take {amount}` does not say off what",
        (Label(span, "off what?"),),
        f"write `take {amount} off basket`, `off lines where …`, `off cheapest item` or `off shipping`",
        Fix(Span(situation.source.name, end, end), " off basket"),
        situation.source.name,
    )


def _start_of(situation: Situation, terminal: str) -> int:
    starts = (word.start() for word in reversed(situation.before[-4:]) if spellings().get(word[0]) == terminal)
    return next(starts, situation.span.start)


def _missing(situation: Situation, word: str) -> Diagnostic:
    start = situation.span.start
    return Diagnostic(
        "FID122",
        "missing_keyword",
        "error",
        f"`{word}` is missing before `{situation.found}`",
        (Label(situation.span, f"expected `{word}`{situation.where}"),),
        f"write `{word} {situation.found} …`",
        Fix(Span(situation.source.name, start, start), f"{word} "),
        situation.source.name,
    )
