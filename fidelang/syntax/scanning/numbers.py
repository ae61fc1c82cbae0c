"""Digits that make no number: why, and what to write."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from fidelang.syntax.scanning.pieces import NUMBER

_NUMBER = re.compile(NUMBER)
_GLUED = re.compile(rf"({NUMBER})([^\W\d_]+)")
_POWER = re.compile(r"[0-9][0-9_.]*[eE][0-9]*")
_POINTS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}")
_DOTTED = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}|[0-9]{4}\.[0-9]{1,2}\.[0-9]{1,2}")
_HOUR = re.compile(r"([01]?[0-9]|2[0-4])h([0-5][0-9])")
_DURATIONS = {"h": "hours", "d": "days", "w": "weeks", "mo": "months", "y": "years", "yr": "years"}


@dataclass(frozen=True, slots=True)
class BadNumber:
    """A code of the table and its words; `replacement` is what to write, if that is sure."""

    code: str
    message: str
    label: str
    help: str
    replacement: str | None = None


def ascii_digits(text: str) -> str:
    """The same text with every digit of another script written 0 to 9."""
    return "".join(str(unicodedata.digit(each)) if each.isdecimal() else each for each in text)


def iso_date(text: str) -> str | None:
    """`31/12/2027` as `2027-12-31`; None where the day could be the month: `03/04/2027`.

    >>> iso_date("31/12/2027"), iso_date("2027.5.1"), iso_date("03/04/2027")
    ('2027-12-31', '2027-05-01', None)
    """
    first, second, third = (int(each) for each in re.split("[/.]", text))
    if first > 31:
        year, month, day = first, second, third
    elif third > 31 and (first > 12 or second > 12 or first == second):
        year, month, day = third, min(first, second), max(first, second)
    else:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def bad_number(chunk: str, currencies: frozenset[str]) -> BadNumber:
    """Why a run of digits, letters and points is not a number."""
    plain = ascii_digits(chunk)
    if plain != chunk:
        return BadNumber(
            "FID008",
            f"the digits of `{chunk}` are not 0 to 9",
            "digits of another script",
            "these digits look like ours and are other characters",
            plain,
        )
    if _DOTTED.fullmatch(chunk):
        written = iso_date(chunk)
        return BadNumber(
            "FID117",
            f"`{chunk}` is not a date here",
            f"write `{written}`" if written else "a date with points",
            "write year, month, day: `2027-05-01` is 1 May 2027",
            written,
        )
    if hour := _HOUR.fullmatch(chunk):
        time = f"{int(hour[1]):02d}:{hour[2] or '00'}"
        return BadNumber("FID012", f"`{chunk}` is not a time here", f"write `{time}`", "such as `14:00`", time)
    if _POWER.fullmatch(chunk):
        return BadNumber(
            "FID013", f"`{chunk}` is not a number here", "no powers of ten", "write all digits, such as `100_000`"
        )
    if _POINTS.fullmatch(chunk):
        return BadNumber(
            "FID013",
            f"`{chunk}` has more than one point",
            "a point comes before decimals, once",
            "group thousands with `_`",
            chunk.replace(".", "_"),
        )
    if glued := _GLUED.fullmatch(chunk):
        return _glued(chunk, glued[1], glued[2], currencies)
    if "_" in chunk and _NUMBER.fullmatch(chunk.replace("_", "")):
        return BadNumber(
            "FID013",
            f"`{chunk}` is not grouped by three digits",
            "`_` parts groups of three digits",
            "write `1_000` or `1000`",
            chunk.replace("_", ""),
        )
    if chunk.endswith(".") and _NUMBER.fullmatch(chunk[:-1]):
        return BadNumber(
            "FID013", f"`{chunk}` ends in a point", "no digit after the point", "leave the point out", chunk[:-1]
        )
    return BadNumber(
        "FID013", f"`{chunk}` is not a number", "not a number", "a number is digits, such as `12`, `1_500` or `0.5`"
    )


def _glued(chunk: str, number: str, letters: str, currencies: frozenset[str]) -> BadNumber:
    message = f"`{chunk}` is neither a number nor a name"
    if letters.upper() in currencies:
        return _spaced(message, f"{number} {letters.upper()}")
    if letters.lower() in _DURATIONS:
        unit = _DURATIONS[letters.lower()]
        return _spaced(message, f"{number} {unit.removesuffix('s') if number == '1' else unit}")
    if letters.lower() in ("k", "m"):
        return BadNumber("FID012", message, "no shorthand for thousands", "write all digits, such as `10_000`")
    if letters.lower() in ("st", "nd", "rd", "th"):
        return BadNumber("FID012", message, "write the number alone", f"write `{number}`", number)
    if letters.lower() in ("am", "pm") and number.isdecimal() and 1 <= int(number) <= 12:
        time = f"{int(number) % 12 + 12 * (letters.lower() == 'pm'):02d}:00"
        return BadNumber("FID012", message, f"write `{time}`", "hours run from `00:00` to `24:00`", time)
    if len(letters) > 2:
        return _spaced(message, f"{number} {letters}")
    return BadNumber(
        "FID012", message, "a name starts with a letter, a number ends with a digit", "part them by a space"
    )


def _spaced(message: str, replacement: str) -> BadNumber:
    return BadNumber("FID012", message, "a space is missing", f"write `{replacement}`", replacement)
