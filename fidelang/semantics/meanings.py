"""What a name in the text stands for."""

from __future__ import annotations

from dataclasses import dataclass

from fidelang.catalogue import BuiltinEvent, BuiltinFact, Metric
from fidelang.semantics.symbols import FactInfo, WindowOf
from fidelang.semantics.types import OneOfType


@dataclass(frozen=True, slots=True)
class FactOf:
    """A built-in fact (`member.tier`, `basket.total`)."""

    fact: BuiltinFact


@dataclass(frozen=True, slots=True)
class ProgramFact:
    """A fact of the program's own, or a field of an event (`fact.owner` is "event")."""

    fact: FactInfo


@dataclass(frozen=True, slots=True)
class MetricOver:
    metric: Metric
    window: WindowOf


@dataclass(frozen=True, slots=True)
class EarnedOver:
    wallet: str
    window: WindowOf


@dataclass(frozen=True, slots=True)
class LetValue:
    name: str


@dataclass(frozen=True, slots=True)
class OneOfValue:
    """A value of a closed list (tiers, stages, channels, consents, a fact's own); `index` as written."""

    type: OneOfType
    value: str
    index: int


@dataclass(frozen=True, slots=True)
class WalletRef:
    name: str


@dataclass(frozen=True, slots=True)
class TierRef:
    name: str


@dataclass(frozen=True, slots=True)
class StageRef:
    name: str


@dataclass(frozen=True, slots=True)
class SegmentRef:
    name: str


@dataclass(frozen=True, slots=True)
class CampaignRef:
    name: str


@dataclass(frozen=True, slots=True)
class MemberItself:
    """`member` in `member in lapsed`."""


@dataclass(frozen=True, slots=True)
class EventRef:
    """An event by name; `builtin` None if the program declares it."""

    name: str
    builtin: BuiltinEvent | None


@dataclass(frozen=True, slots=True)
class RuleRef:
    name: str


@dataclass(frozen=True, slots=True)
class MessageRef:
    name: str


@dataclass(frozen=True, slots=True)
class StackRef:
    name: str


Meaning = (
    FactOf | ProgramFact | MetricOver | EarnedOver | LetValue | OneOfValue | WalletRef | TierRef | StageRef | SegmentRef
    | CampaignRef | MemberItself | EventRef | RuleRef | MessageRef | StackRef
)  # fmt: skip
