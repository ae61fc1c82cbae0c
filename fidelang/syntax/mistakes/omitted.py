"""A keyword left out: with it the sentence reads on."""

from __future__ import annotations

from fidelang.diagnostics import Diagnostic, Fix, Label
from fidelang.source import Span
from fidelang.syntax.mistakes.situation import Situation, readings
from fidelang.syntax.words import keywords

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
}
_WITHIN = ("BY", "OFF", "FROM", "PER", "WHERE", "TO")
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
