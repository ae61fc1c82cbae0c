"""The result of checking: what each name means, what each expression is, what each declaration says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from fidelang.semantics.meanings import Meaning
from fidelang.semantics.symbols import (
    BudgetInfo,
    CampaignInfo,
    EventInfo,
    FactInfo,
    LetInfo,
    MessageInfo,
    ObjectiveInfo,
    Period,
    Program,
    RuleInfo,
    SegmentInfo,
    StackInfo,
    StageInfo,
    TiersInfo,
    WalletInfo,
)
from fidelang.semantics.types import UNKNOWN, Type
from fidelang.source import Sources, Span
from fidelang.syntax import nodes


@dataclass(frozen=True, slots=True)
class Reference:
    """A name in the text and where it is declared (None: built in). What an editor jumps by, and renames."""

    span: Span
    name: str
    kind: str
    declared: Span | None


@dataclass(frozen=True, slots=True)
class Analysis:
    """A checked program. If the diagnostics beside it hold no error, every part of it is there and consistent.

    Tables keep written order. `types`, `meanings` and `constants` are keyed by a node's identity (`id`): ask through
    `type_of`, `meaning_of`, `constant_of`.
    """

    tree: nodes.Tree
    sources: Sources
    program: Program
    lets: Mapping[str, LetInfo]
    wallets: Mapping[str, WalletInfo]
    facts: Mapping[Literal["member", "basket", "line"], Mapping[str, FactInfo]]
    events: Mapping[str, EventInfo]
    segments: Mapping[str, SegmentInfo]
    stages: tuple[StageInfo, ...]
    tiers: TiersInfo | None
    stacks: Mapping[str, StackInfo]
    budgets: Mapping[str, BudgetInfo]
    rules: Mapping[str, RuleInfo]
    messages: Mapping[str, MessageInfo]
    campaigns: Mapping[str, CampaignInfo]
    objectives: tuple[ObjectiveInfo, ...]
    tests: tuple[nodes.Test, ...]
    consents: tuple[str, ...]
    references: tuple[Reference, ...]
    types: Mapping[int, Type] = field(repr=False)
    meanings: Mapping[int, Meaning] = field(repr=False)
    constants: Mapping[int, Fraction] = field(repr=False)

    def type_of(self, node: nodes.Node) -> Type:
        """The type of an expression of this tree; UNKNOWN if it is wrong."""
        return self.types.get(id(node), UNKNOWN)

    def meaning_of(self, node: nodes.Node) -> Meaning | None:
        """What a name or reading of this tree stands for; None if nobody declares it, or if it stands for nothing."""
        return self.meanings.get(id(node))

    def constant_of(self, node: nodes.Node) -> Fraction | None:
        """The value of an expression that reads no fact (money in minor units), else None."""
        return self.constants.get(id(node))

    def versions(self, name: str) -> tuple[RuleInfo, ...]:
        """The rules of a name: one, or its dated versions as written; none if nothing declares it."""
        found = [self.rules[name]] if name in self.rules else []
        while found and (key := f"{name} {len(found) + 1}") in self.rules:
            found.append(self.rules[key])
        return tuple(found)

    def period_of(self, part: RuleInfo | MessageInfo | CampaignInfo) -> Period:
        """When it runs: a campaign within the program, what stands in a campaign within that (rows 12, 77, 134)."""
        if isinstance(part, CampaignInfo):
            return part.period.within(self.program.period)
        own = part.period if isinstance(part, RuleInfo) else Period()
        campaign = None if part.campaign is None else self.campaigns.get(part.campaign)
        return own if campaign is None else own.within(self.period_of(campaign))
