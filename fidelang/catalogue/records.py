"""What a line of the catalogue says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Owner = Literal["member", "basket", "line"]
FactKind = Literal[
    "number", "money", "text", "flag", "date", "date-time", "tier", "stage", "channel", "consents"
]  # fmt: skip
IndicatorKind = Literal["money", "count", "rate"]


@dataclass(frozen=True, slots=True)
class BuiltinFact:
    """A fact that every program has. `decimals` is meant for numbers, and for money finer than the minor unit."""

    owner: Owner
    name: str
    french: str
    kind: FactKind
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Metric:
    """What is counted of a member, over a window (`over 12 months`, `this year`) or since ever."""

    name: str
    french: str
    kind: Literal["number", "money"]
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class BuiltinEvent:
    """An event that a host may send without the program declaring it; it carries no field."""

    name: str
    french: str


@dataclass(frozen=True, slots=True)
class Word:
    """A name without further meaning: a channel, a consent."""

    name: str
    french: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """What an objective may be about. A rate's target is a percent or a number, money's an amount."""

    name: str
    french: str
    kind: IndicatorKind
