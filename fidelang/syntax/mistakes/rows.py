"""Rows of tables, rates of facts and amounts of wallets, said as terms and conditions say them."""

from __future__ import annotations

from dataclasses import replace

from fidelang.diagnostics import Diagnostic, Fix, Label
from fidelang.source import Span
from fidelang.syntax.mistakes.situation import Situation, readings
from fidelang.syntax.words import keywords, spellings

_OWNERS = frozenset({"MEMBER", "BASKET", "LINE", "EVENT"})
_UNITS = frozenset({"DAY", "WEEK", "MONTH", "QUARTER", "YEAR"})


def row_from(situation: Situation) -> Diagnostic | None:
    """`30.01 EUR to 60 EUR: 6`: a row is known by where it ends."""
    if not _in_table(situation) or not situation.before or situation.before[-1].lastgroup != "number":
        return None
    to, start = keywords()["TO"], situation.before[-1].start()
    words = [situation.found_word, *situation.following]
    if "CURRENCY" in readings(words[0]):
        del words[0]
    if not words or words[0][0] not in (to, "-"):
        return None
    said = situation.text[start : words[0].start()].strip()
    return _told(
        situation,
        f"a row does not say where it begins: `{said}`",
        Label(Span(situation.source.name, start, start + len(said)), "leave it out"),
        f"a row is known by where it ends: `{to} …`, and begins where the one before it ended",
        Fix(Span(situation.source.name, start, words[0].end()), to),
    )


def row_above(situation: Situation) -> Diagnostic | None:
    """`above 60 EUR: 10`: `above` is all that the rows before it leave."""
    if not _in_table(situation) or spellings().get(situation.previous) != "ABOVE" or not situation.found[:1].isdigit():
        return None
    above = situation.previous
    span = situation.span
    if situation.following and situation.following[0][0] != ":":
        span = Span(situation.source.name, span.start, situation.following[0].end())
    return _told(
        situation,
        f"`{above}` does not say from where: it is all that the rows before it leave",
        Label(span, "leave it out"),
        f"`{above}: …`",
        Fix(Span(situation.source.name, situation.before[-1].end(), span.end), ""),
    )


def row_up_to(situation: Situation) -> Diagnostic | None:
    """`up to 30 EUR: 2`: `to 30 EUR: 2`."""
    if not _in_table(situation) or situation.terminal != "TO" or spellings().get(situation.previous) != "UP":
        return None
    word, to = situation.before[-1], situation.found
    return _told(
        situation,
        f"`{word[0]} {to}` is not said so here",
        Label(Span(situation.source.name, word.start(), situation.span.end), f"write `{to}`"),
        f"a row is `{to} {situation.next_word} …`",
        Fix(Span(situation.source.name, word.start(), situation.span.start), ""),
    )


def rate_of_a_fact(situation: Situation) -> Diagnostic | None:
    """`give basket.nights nights`, `give 1 nights per basket.nights`: so many points per 1 of the fact."""
    give, per, of = keywords()["GIVE"], keywords()["PER"], keywords()["OF"]
    words = [word[0] for word in situation.before]
    if situation.terminal in _OWNERS and words[-1:] == [per] and give in words[-5:] and situation.next_word == ".":
        path = f"{situation.found}.{situation.following[1][0]}" if len(situation.following) > 1 else situation.found
        start = situation.span.start
        return _told(
            situation,
            f"`{per} {path}` does not say how many of them",
            Label(situation.span, f"write `1 {of} {path}`"),
            f"a rate is per so many: `{per} 1 {of} {path}`",
            Fix(Span(situation.source.name, start, start), f"1 {of} "),
        )
    if situation.found != "." or words[-2:-1] != [give] or spellings().get(words[-1]) not in _OWNERS:
        return None
    if len(situation.following) < 2 or situation.following[1].lastgroup != "word":
        return None
    owner, (fact, wallet) = situation.before[-1], situation.following
    written = f"1 {wallet[0]} {per} 1 {of} {owner[0]}.{fact[0]}"
    span = Span(situation.source.name, owner.start(), wallet.end())
    return _told(
        situation,
        f"`{give} {owner[0]}.{fact[0]}` is no number of points",
        Label(span, f"write `{written}`"),
        "points by a fact are a rate: so many of the wallet per 1 of it",
        Fix(span, written),
    )


def scheduled(situation: Situation) -> Diagnostic | None:
    """`every month`: what runs by itself is `on every month`; `every monday` is for purchases on that day."""
    if situation.terminal not in _UNITS or "MONDAY" not in situation.accepts:
        return None
    if not situation.before or spellings().get(situation.previous) != "EVERY":
        return None
    every, on = situation.before[-1], keywords()["ON"]
    span = Span(situation.source.name, every.start(), situation.span.end)
    return _told(
        situation,
        f"`{every[0]} {situation.found}` is not said so here",
        Label(span, f"write `{on} {every[0]} {situation.found}`"),
        f"what runs by itself each {situation.found} is `{on} {every[0]} {situation.found}`; "
        f"`{every[0]} {keywords()['MONDAY']}` is for purchases on that day",
        Fix(Span(situation.source.name, every.start(), every.start()), f"{on} "),
    )


def wallet_twice(situation: Situation) -> Diagnostic | None:
    """`member { earned nights this year: 99 nights }`: the wallet stands before the colon."""
    words = [word[0] for word in situation.before[-8:]]
    if "COMMA" not in situation.accepts or ":" not in words or situation.before[-1].lastgroup != "number":
        return None
    named = words[: len(words) - 1 - words[::-1].index(":")]
    led = {place for place, word in enumerate(named) if spellings().get(word) in ("EARNED", "BALANCE")}
    if not any(named[place + 1 : place + 2] == [situation.found] for place in led):
        return None
    return _told(
        situation,
        f"`{situation.found}` is said twice",
        Label(situation.span, "leave it out"),
        f"the wallet stands before the number: `{' '.join(named[max(led) :])}: {situation.previous}`",
        Fix(Span(situation.source.name, situation.before[-1].end(), situation.span.end), ""),
    )


def _in_table(situation: Situation) -> bool:
    """Whether a row of a table is being read, before its `:`."""
    block = situation.block
    within = block is not None and block.head in ("GIVE", "MULTIPLY")
    return within and "COLON" in situation.accepts and not situation.at_end


def _told(situation: Situation, message: str, label: Label, help: str, fix: Fix | None) -> Diagnostic:
    return replace(Diagnostic.at("FID108", message, label, help=help, file=situation.source.name), fix=fix)
