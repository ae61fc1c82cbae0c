"""A keyword left out: with it the sentence reads on."""

from __future__ import annotations

from fidelang.diagnostics import Diagnostic, Fix, Label
from fidelang.source import Span
from fidelang.syntax.mistakes.situation import Situation, readings
from fidelang.syntax.words import keywords

# Block -> keywords that its clauses are led by, the likeliest first.
_LED_BY = {
    "EARN": ("GIVE", "WHEN"),
    "OFFER": ("TAKE", "WHEN"),
    "REWARD": ("PRICE", "TAKE", "WHEN"),
    "BUDGET": ("CAP",),
    "TIERS": ("TIER",),
    "LIFECYCLE": ("STAGE",),
    "SEGMENT": ("WHEN",),
    "TEST": ("EXPECT",),
    "STACK": ("PICK",),
}
_WITHIN = ("BY", "OFF", "FROM")


def keyword(situation: Situation) -> Diagnostic | None:
    """`earn base { 1 points per EUR }`: `give` is missing before `1`."""
    if situation.at_end or not situation.before:
        return None
    led = _LED_BY.get(situation.block.head, ()) if situation.block and situation.block.bracket.type == "LBRACE" else ()
    found = readings(situation.found_word)
    if len(found) > 1:
        found -= {"NAME"}  # a keyword in the wrong place is hardly meant as a name
    for terminal in (*led, *_WITHIN):
        if terminal == "WHEN" and found == {"NAME"}:
            continue  # any word could be a condition
        if any(situation.could_follow(terminal, each) and _goes_on(situation, terminal, each) for each in found):
            return _missing(situation, keywords()[terminal])
    return None


def _goes_on(situation: Situation, terminal: str, found: str) -> bool:
    if terminal in ("TIER", "STAGE") or not situation.following:
        return True  # in a bare list of names each lacks its keyword
    return situation.could_go_on(terminal, found, words=situation.following)


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
