"""Numbers without their unit, currencies in words, commas and blanks in numbers, dates in other forms."""

from __future__ import annotations

import re

from fidelang.diagnostics import Diagnostic, Label
from fidelang.source import Span
from fidelang.syntax.mistakes.expected import LENGTHS
from fidelang.syntax.mistakes.situation import Situation
from fidelang.syntax.mistakes.speech import SPEECH
from fidelang.syntax.words import currencies, keywords, spellings

_MONEY_WORDS = {
    "euro": "EUR", "euros": "EUR", "dollar": "USD", "dollars": "USD", "pound": "GBP", "pounds": "GBP", "yen": "JPY",
    "franc": "CHF", "francs": "CHF",
}  # fmt: skip
_TO = frozenset({"to", "-", "give", "multiply", "when", "take", "}"})  # after an hour, not a month's name
_CLOCK = {"noon": "12:00", "midday": "12:00", "midnight": "24:00"}
_DATES = "a date is year, month, day, such as `2027-05-01`"
_TIMES = "a time is such as `09:00`"
_DIGITS = re.compile(r"[0-9]+(?![\w.])")


def decimal_comma(situation: Situation) -> Diagnostic | None:
    """`0,01 EUR`: decimals follow a point."""
    if situation.found != "," or not situation.before or situation.before[-1].lastgroup != "number":
        return None
    whole = situation.before[-1]
    rest = _DIGITS.match(situation.text, situation.span.end)
    if rest is None or whole.end() != situation.span.start:
        return None
    grouped = len(rest[0]) == 3 and whole[0] != "0"
    written = f"{whole[0]}_{rest[0]}" if grouped else f"{whole[0]}.{rest[0]}"
    return Diagnostic.at(
        "FID112",
        f"`{whole[0]},{rest[0]}` is not a number",
        Label(Span(situation.source.name, whole.start(), rest.end()), f"write `{written}`"),
        help="decimals follow a point, thousands are grouped with `_`",
        replacement=written,
    )


def spaced_number(situation: Situation) -> Diagnostic | None:
    """`50 000 EUR`: blanks do not group digits."""
    if not situation.before or situation.before[-1].lastgroup != "number":
        return None
    first = situation.before[-1]
    match = re.compile(r"[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+(?:\.[0-9]+)?(?!\w)").match(
        situation.text, first.start()
    )
    if match is None or match.end() <= situation.span.start:
        return None
    written = re.sub(r"[ \u00a0\u202f]", "_", match[0])
    return Diagnostic.at(
        "FID113",
        f"`{match[0]}` is more than one number",
        Label(Span(situation.source.name, match.start(), match.end()), f"write `{written}`"),
        help="thousands are grouped with `_`",
        replacement=written,
    )


def other_date(situation: Situation) -> Diagnostic | None:
    """`from 1 May 2027`, `from 2027-5-1`: dates are year, month, day."""
    if not situation.accepts & {"DATE", "TIME"} or "NUMBER" in situation.accepts or "STRING" in situation.accepts:
        return None
    if not situation.found[:1].isalnum():
        return None
    match = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?!\w)").match(situation.text, situation.span.start)
    written = f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}" if match else None
    end = match.end() if match else situation.span.end
    times, dates = "TIME" in situation.accepts, "DATE" in situation.accepts
    what = " or ".join(["a date"] * dates + ["a time"] * times)
    wrong = "neither a date nor a time" if dates and times else f"not {what}"
    if times and written is None:
        written = _CLOCK.get(situation.found)
    if times and situation.terminal == "NUMBER" and written is None and situation.found.isdecimal():
        written = (
            f"{int(situation.found):02d}:00" if int(situation.found) <= 24 and situation.next_word in _TO else None
        )
    return Diagnostic.at(
        "FID117",
        f"expected {what} after `{situation.clause or situation.previous}`",
        Label(Span(situation.source.name, situation.span.start, end), f"write `{written}`" if written else wrong),
        help=", ".join([_DATES] * dates + [_TIMES] * times),
        replacement=written,
    )


def unit_in_words(situation: Situation) -> Diagnostic | None:
    """`1 euro`, `10 percent`: a currency is its code, a percentage its sign."""
    if not situation.before:
        return None
    last = situation.before[-1]
    percent = situation.found == "%" and last.end() < situation.span.start
    if last.lastgroup == "number" and (percent or situation.found in ("percent", "percents", "pct")):
        return Diagnostic.at(
            "FID111",
            f"`{last[0]} {situation.found}` is not a percentage",
            Label(Span(situation.source.name, last.start(), situation.span.end), f"write `{last[0]}%`"),
            help="a percentage is written with its sign, such as `10%`",
            replacement=f"{last[0]}%",
        )
    code = _currency_meant(situation.found)
    if code in (None, situation.found) or not (last.lastgroup == "number" or "CURRENCY" in situation.accepts):
        return None
    return Diagnostic.at(
        "FID111",
        f"`{situation.found}` is not a currency",
        Label(situation.span, f"write `{code}`"),
        help="a currency is its three capital letters, such as `EUR`, `USD` or `GBP`",
        replacement=code,
    )


def percent_for_money(situation: Situation) -> Diagnostic | None:
    """`worth 1%`: an amount of money stands here."""
    if situation.found != "%" or not situation.before or not situation.accepts <= {"CURRENCY", "OF"}:
        return None
    number = situation.before[-1]
    return Diagnostic.at(
        "FID111",
        f"`{number[0]}%` is not an amount of money",
        Label(Span(situation.source.name, number.start(), situation.span.end), "a percentage"),
        help=f"an amount is a number and its currency, such as `0.01 {program_currency(situation.text)}`",
    )


def missing_unit(situation: Situation) -> Diagnostic | None:
    """A number that needs a currency, a percent sign or a length of time."""
    if situation.accepts == {"PERCENT"} and situation.terminal == "NUMBER":
        return Diagnostic.at(
            "FID111",
            f"`{situation.found}` is not a percentage",
            Label(situation.span, f"write `{situation.found}%`"),
            help=f"`{situation.clause}` takes a percentage",
            replacement=f"{situation.found}%",
        )
    if not situation.before or situation.before[-1].lastgroup != "number":
        return None
    number = situation.before[-1]
    span = Span(situation.source.name, number.start(), number.end())
    if situation.terminal in LENGTHS or _length_meant(situation):
        return None  # a unit in another language, told as a word
    if situation.accepts <= {"CURRENCY", "OF"}:
        code = program_currency(situation.text)
        if _counts_something(situation):
            return Diagnostic.at(
                "FID111",
                f"`{number[0]} {situation.found}` is not an amount of money",
                Label(Span(situation.source.name, number.start(), situation.span.end), "of what?"),
                help=f"points for money are `per {number[0]} {code}`; "
                f"for another number say whose it is: `per {number[0]} of line.{situation.found}`",
            )
        points = situation.clause.startswith(keywords()["COST"]) and situation.terminal == "NAME"
        return Diagnostic.at(
            "FID111",
            f"a currency is missing after `{number[0]}`",
            Label(span, f"write `{number[0]} {code}`"),
            help=f"a price in points is written `{keywords()['PRICE']} {number[0]} {situation.found}`"
            if points
            else "every amount of money says its currency",
            replacement=None if points else f"{number[0]} {code}",
        )
    if situation.accepts >= LENGTHS and "CURRENCY" not in situation.accepts:
        return Diagnostic.at(
            "FID111",
            f"a unit of time is missing after `{number[0]}`",
            Label(span, "`days`, `weeks`, `months` or `years`?"),
            help=f"such as `{number[0]} days`",
        )
    return None


def _length_meant(situation: Situation) -> bool:
    """Whether the word says a length of time that the language knows: `14 jours`."""
    return any(each in LENGTHS & situation.accepts for each in SPEECH.get(situation.found.lower(), ()))


def _counts_something(situation: Situation) -> bool:
    """`per 2 litres`: a number of something, on the line of the number."""
    words = situation.before
    rate = len(words) > 1 and spellings().get(words[-2][0]) in ("PER", "FULL")
    same_line = "\n" not in situation.text[words[-1].end() : situation.span.start]
    return rate and same_line and situation.terminal == "NAME" and "OF" in situation.accepts


def currency_word(situation: Situation) -> Diagnostic | None:
    """`currency EURO`: no code of the list."""
    if situation.accepts != {"CURRENCY"} or not situation.found[:1].isalpha():
        return None
    return Diagnostic.at(
        "FID111",
        f"`{situation.found}` is not a currency",
        Label(situation.span, "not in the list of ISO 4217"),
        help="a currency is its three capital letters, such as `EUR`, `USD` or `GBP`",
    )


def _currency_meant(word: str) -> str | None:
    return word.upper() if word.upper() in currencies() else _MONEY_WORDS.get(word.lower())


def program_currency(text: str) -> str:
    """The currency that the file's header names, `EUR` if none."""
    match = re.search(r"\bcurrency\s+([A-Z]{3})\b", text)
    return match[1] if match else "EUR"


def program_wallet(text: str) -> str:
    """The first wallet that the file declares, `points` if none."""
    match = re.search(r"^\s*wallet\s+([^\W\d]\w*)", text, re.MULTILINE)
    return match[1] if match else "points"


def negative(situation: Situation) -> Diagnostic | None:
    """`cost -5 EUR`: an amount in a clause is never negative."""
    if situation.terminal != "OP_SUB" or "NUMBER" not in situation.accepts or not situation.next_word[:1].isdigit():
        return None
    return Diagnostic.at(
        "FID120",
        f"`{situation.found}{situation.next_word}` is negative",
        Label(situation.span, "no sign here"),
        help=f"`{situation.clause or situation.previous}` takes an amount of zero or more",
        replacement="",
    )
