"""Several words of speech that mean one here: `unless`, `is greater than`, `in the last`, `for every`, `monthly`."""

from __future__ import annotations

import re

from fidelang.diagnostics import Diagnostic, Label
from fidelang.source import Span
from fidelang.syntax.language import could_read
from fidelang.syntax.mistakes.situation import Situation, readings
from fidelang.syntax.mistakes.speech import SPEECH
from fidelang.syntax.words import keywords, spellings

_THAN = {"greater": ">", "more": ">", "higher": ">", "above": ">", "less": "<", "fewer": "<", "lower": "<"}
_OR_EQUAL = re.compile(r"than\s+or\s+equal\s+to(?!\w)")
_FEWEST = re.compile(r"(?:for|per)\s+(?:every|each)(?!\w)")
_ADVERBS = {"daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year",
            "annually": "year"}  # fmt: skip

_LEADS = {"REVIEW": "EVERY", "LIMIT": "PER", "CAP": "PER", "STOCK": "PER"}


def unless(situation: Situation) -> Diagnostic | None:
    """`unless basket.total < 10 EUR`: a rule says when it applies, never when it does not."""
    if situation.terminal != "UNLESS" or "WHEN" not in situation.accepts:
        return None
    when = keywords()["WHEN"]
    return Diagnostic.at(
        "FID108",
        f"`{situation.found}` cannot stand here",
        Label(situation.span, f"write `{when} not ( … )`"),
        help=f"a clause says when it applies: `{when} not (basket.total < 10 EUR)`; "
        f"only `{keywords()['EXPIRE']}` has an `{situation.found}`",
    )


def greater_than(situation: Situation) -> Diagnostic | None:
    """`is greater than 10 EUR`, `is less than or equal to 10 EUR`: a sign."""
    words = situation.before
    if situation.found != "than" or not words or words[-1][0] not in _THAN:
        return None
    sign = _THAN[words[-1][0]]
    end = situation.span.end
    if equal := _OR_EQUAL.match(situation.text, situation.span.start):
        sign, end = sign + "=", equal.end()
    start = words[-2].start() if len(words) > 1 and words[-2][0] == keywords()["IS"] else words[-1].start()
    said = " ".join(situation.text[start:end].split())
    return _phrase(situation, said, start, end, sign, "comparisons are `<`, `<=`, `>`, `>=`, `is`, `is not`")


def is_in(situation: Situation) -> Diagnostic | None:
    """`line.sku is in list "bio.csv"`, `member is not in lapsed`: `in` asks by itself."""
    words = situation.before
    said = [keywords()["IN"], keywords()["NOT"], keywords()["IS"]]
    found = [word[0] for word in words[-1:-4:-1]]
    if found[:2] == [said[0], said[2]]:
        first, written = words[-2], said[0]
    elif found == said:
        first, written = words[-3], f"{said[1]} {said[0]}"
    else:
        return None
    phrase = " ".join(situation.text[first.start() : words[-1].end()].split())
    return _phrase(situation, phrase, first.start(), words[-1].end(), written, f"`{written}` asks by itself")


def in_the_last(situation: Situation) -> Diagnostic | None:
    """`member.orders in the last 12 months`: `over 12 months`."""
    words = situation.before
    if situation.found not in ("last", "past") or len(words) < 2 or words[-1][0] != "the":
        return None
    if not could_read(situation.before_word(words[-2]), [["OVER"]]):
        return None
    over, start = keywords()["OVER"], words[-2].start()
    said = " ".join(situation.text[start : situation.span.end].split())
    return _phrase(situation, said, start, situation.span.end, over, f"what is counted says so: `{over} 12 months`")


def for_every(situation: Situation) -> Diagnostic | None:
    """`1 points for every 1 EUR`: `per 1 EUR`."""
    match = _FEWEST.match(situation.text, situation.span.start, situation.limit)
    if match is None or "PER" not in situation.accepts:
        return None
    per = keywords()["PER"]
    said = " ".join(match[0].split())
    return _phrase(situation, said, match.start(), match.end(), per, f"`{situation.clause} {per} …`")


def adverb(situation: Situation) -> Diagnostic | None:
    """`review monthly`: `every month`; `limit 2 times monthly`: `per month`."""
    unit = _ADVERBS.get(situation.found)
    lead = _LEADS.get(spellings().get(situation.clause.partition(" ")[0], ""))
    if unit is None or lead is None or lead not in situation.accepts:
        return None
    written = f"{keywords()[lead]} {unit}"
    span = situation.span
    return _phrase(situation, situation.found, span.start, span.end, written, f"`{situation.clause} {written}`")


def of_member(situation: Situation) -> Diagnostic | None:
    """`member.balance soleils`, `member.earned soleils`: what a wallet holds and earned is said without `member.`."""
    words = situation.before[-3:]
    if len(words) < 3 or [words[0][0], words[1][0]] != [keywords()["MEMBER"], "."]:
        return None
    if spellings().get(words[2][0]) not in ("BALANCE", "EARNED") or situation.terminal != "NAME":
        return None
    written = f"{words[2][0]} {situation.found}"
    return _phrase(
        situation,
        f"member.{written}",
        words[0].start(),
        situation.span.end,
        written,
        f"`{written}` is always the member's",
    )


def taken_for_a_name(situation: Situation) -> Diagnostic | None:
    """`event.score >= 9 et event.score < 10`: `et` was read as what the 9 counts; with `and` the sentence reads on."""
    if not situation.before or situation.at_end:
        return None
    word = situation.before[-1]
    if word.start() not in situation.taken_as_names or word[0] in spellings():
        return None
    for terminal in SPEECH.get(word[0].lower(), ()):
        if could_read(situation.before_word(word), [[terminal], readings(situation.found_word)]):
            meant = keywords()[terminal]
            return Diagnostic.at(
                "FID108",
                f"`{word[0]}` is not a word of this language",
                Label(Span(situation.source.name, word.start(), word.end()), f"did you mean `{meant}`?"),
                help=f"`{meant} {situation.found} …`",
                replacement=meant,
            )
    return None


def _phrase(situation: Situation, said: str, start: int, end: int, written: str, help: str) -> Diagnostic:
    return Diagnostic.at(
        "FID108",
        f"`{said}` is not said so here",
        Label(Span(situation.source.name, start, end), f"write `{written}`"),
        help=help,
        replacement=written,
    )
