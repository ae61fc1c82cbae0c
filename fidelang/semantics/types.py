"""The types of the language. Operators keep units: points carry their wallet, durations their calendar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class NumberType:
    """An exact number. `decimals` are those it is declared with, None where nothing bounds them (a division)."""

    decimals: int | None = None
    percent: bool = False  # written `10%`: only such a number may be taken off, or given as points


@dataclass(frozen=True, slots=True)
class MoneyType:
    """An amount of the program's currency."""


@dataclass(frozen=True, slots=True)
class PointsType:
    """Points of one wallet: two wallets never mix."""

    wallet: str


@dataclass(frozen=True, slots=True)
class DurationType:
    """A length of time: days and weeks are days, months and years are months; the two do not mix."""

    unit: Literal["hours", "days", "months"]


@dataclass(frozen=True, slots=True)
class DateType:
    """A day, or with `timed` a moment of a day (to the minute), in the program's zone."""

    timed: bool = False


@dataclass(frozen=True, slots=True)
class TextType:
    pass


@dataclass(frozen=True, slots=True)
class FlagType:
    """Yes or no; what a condition is."""


@dataclass(frozen=True, slots=True)
class OneOfType:
    """A closed list of values. Tiers and stages are ordered as written, so that `>=` has a meaning."""

    what: str  # "tier", "stage", "channel", "consent", or the fact's own name
    values: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class ListType:
    item: Type


@dataclass(frozen=True, slots=True)
class SegmentType:
    """A segment's name, on the right of `member in`."""


@dataclass(frozen=True, slots=True)
class MemberType:
    """The member as a whole: only `member in SEGMENT` may say so."""


@dataclass(frozen=True, slots=True)
class UnknownType:
    """The type of what is already reported: nothing that follows from it is reported again."""


Type = (
    NumberType | MoneyType | PointsType | DurationType | DateType | TextType | FlagType | OneOfType | ListType
    | SegmentType | MemberType | UnknownType
)  # fmt: skip

NUMBER = NumberType()
WHOLE = NumberType(0)
PERCENT = NumberType(None, percent=True)
MONEY = MoneyType()
DATE = DateType()
MOMENT = DateType(timed=True)
TEXT = TextType()
FLAG = FlagType()
SEGMENT = SegmentType()
MEMBER = MemberType()
UNKNOWN = UnknownType()


def in_words(kind: Type) -> str:
    """A type as a person names it, with its article.

    >>> in_words(PointsType("soleils")), in_words(MONEY), in_words(OneOfType("tier", ("silver",), True))
    ('`soleils`', 'an amount of money', 'a tier')
    """
    match kind:
        case NumberType(percent=True):
            return "a percent"
        case NumberType():
            return "a number"
        case MoneyType():
            return "an amount of money"
        case PointsType(wallet):
            return f"`{wallet}`"
        case DurationType(unit):
            return f"a duration in {unit}"
        case DateType(timed=True):
            return "a date and time"
        case DateType():
            return "a date"
        case TextType():
            return "a text"
        case FlagType():
            return "yes or no"
        case OneOfType(what, _, _):
            return f"a {what}" if what in ("tier", "stage", "channel", "consent") else f"a value of `{what}`"
        case ListType(item):
            return "a list" if isinstance(item, UnknownType) else f"a list ({in_words(item)} each)"
        case SegmentType():
            return "a segment"
        case MemberType():
            return "the member"
        case UnknownType():
            return "something unknown"
