"""What typing an expression needs to know, and where it writes what it finds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import get_args

from fidelang.catalogue import EVENTS, minor_units
from fidelang.diagnostics import nearest
from fidelang.semantics.analysis import Reference
from fidelang.semantics.declared import Declared
from fidelang.semantics.meanings import (
    CampaignRef,
    EventRef,
    Meaning,
    RuleRef,
    SegmentRef,
    StageRef,
    TierRef,
    WalletRef,
)
from fidelang.semantics.report import Report
from fidelang.semantics.symbols import EventInfo, FactInfo, LetInfo
from fidelang.semantics.types import UNKNOWN, OneOfType, PointsType, Type
from fidelang.source import Span
from fidelang.syntax import nodes
from fidelang.syntax.words import currencies

_MOST_GUESSES = 100  # of what a name was meant to be: a guess costs as much as there are names


@dataclass(slots=True)
class Context:
    """The tables of a file under check. `types`, `meanings` and `constants` are keyed by a node's identity."""

    report: Report
    declared: Declared
    currency: str = "EUR"
    currency_known: bool = True
    channels: OneOfType = field(default_factory=lambda: OneOfType("channel", ()))
    consents: OneOfType = field(default_factory=lambda: OneOfType("consent", ()))
    tiers: OneOfType = field(default_factory=lambda: OneOfType("tier", (), True))
    stages: OneOfType = field(default_factory=lambda: OneOfType("stage", (), True))
    lets: dict[str, LetInfo] = field(default_factory=dict)
    facts: dict[str, dict[str, FactInfo]] = field(default_factory=dict)
    events: dict[str, EventInfo] = field(default_factory=dict)
    wallet_decimals: dict[str, int] = field(default_factory=dict)
    types: dict[int, Type] = field(default_factory=dict)
    meanings: dict[int, Meaning] = field(default_factory=dict)
    constants: dict[int, Fraction] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)
    earning: dict[str, tuple[str, ...]] = field(default_factory=dict)  # wallets to their earn rules on purchase
    told: int = 0  # unknown names so far

    @property
    def money_decimals(self) -> int:
        return minor_units(self.currency)

    @property
    def minor(self) -> int:
        """Minor units in one unit of the currency: 100 for EUR."""
        return int(10**self.money_decimals)

    def constant_of(self, node: nodes.Node) -> Fraction | None:
        return self.constants.get(id(node))

    def type_of(self, node: nodes.Node) -> Type:
        return self.types.get(id(node), UNKNOWN)

    def means(self, node: nodes.Node, meaning: Meaning, kind: str, declared: nodes.Node | None, name: str) -> None:
        """Notes what a name stands for, and where it is declared."""
        self.meanings[id(node)] = meaning
        self.references.append(Reference(node.span, name, kind, None if declared is None else name_span(declared)))

    # ------------------------------------------------------------ names of declarations

    def wallet(self, name: nodes.Name) -> Type:
        """The type of a wallet's points; an unknown wallet is told here."""
        if name.text in self.declared.wallets:
            self.means(name, WalletRef(name.text), "wallet", self.declared.wallets[name.text], name.text)
            return PointsType(name.text)
        wallets = list(self.declared.wallets)
        help, replacement = "", None
        if name.text in currencies() and wallets:
            help = f"points stand here, such as `100 {wallets[0]}`; an amount of money is what `take` gives off"
        elif len(wallets) == 1 and nearest(name.text, wallets) is None:
            help, replacement = f"write `{wallets[0]}`, the program's only wallet", wallets[0]
        self.unknown(name, name.text, "wallet", wallets, help=help, replacement=replacement)
        return UNKNOWN

    def rule(self, name: nodes.Name) -> bool:
        """Whether a rule of this name is declared; an unknown one is told here."""
        if name.text in self.declared.rules:
            self.means(name, RuleRef(name.text), "rule", self.declared.rules[name.text], name.text)
            return True
        self.unknown(name, name.text, "rule", self.declared.versions)
        return False

    def tier(self, name: nodes.Name) -> bool:
        """Whether a tier of this name is declared; an unknown one is told here."""
        if name.text in self.declared.tiers:
            self.means(name, TierRef(name.text), "tier", self.declared.tiers[name.text], name.text)
            return True
        self.unknown(name, name.text, "tier", self.declared.tiers)
        return False

    def stage(self, name: nodes.Name) -> bool:
        """Whether a stage of this name is declared; an unknown one is told here."""
        if name.text in self.declared.stages:
            self.means(name, StageRef(name.text), "stage", self.declared.stages[name.text], name.text)
            return True
        self.unknown(name, name.text, "stage", self.declared.stages)
        return False

    def segment(self, name: nodes.Name) -> bool:
        """Whether a segment of this name is declared; an unknown one is told here."""
        if name.text in self.declared.segments:
            self.means(name, SegmentRef(name.text), "segment", self.declared.segments[name.text], name.text)
            return True
        self.unknown(name, name.text, "segment", self.declared.segments)
        return False

    def campaign(self, name: nodes.Name) -> bool:
        """Whether a campaign of this name is declared; nothing is told."""
        found = self.declared.campaigns.get(name.text)
        if found is not None:
            self.means(name, CampaignRef(name.text), "campaign", found, name.text)
        return found is not None

    def event(self, name: nodes.Name) -> EventInfo | None:
        """The event of this name; an unknown one is told here."""
        found = self.events.get(name.text)
        if found is None:
            day = name.text.lower().removesuffix("s")
            help = f"a day of the week is `every {day}`" if day in get_args(nodes.Weekday) else ""
            self.unknown(name, name.text, "event", self.events, help=help)
            return None
        builtin = next((event for event in EVENTS if event.name == name.text), None)
        self.means(name, EventRef(name.text, builtin), "event", found.node, name.text)
        return found

    def unknown(
        self,
        where: nodes.Node,
        name: str,
        kind: str,
        known: Iterable[str],
        *,
        help: str = "",
        replacement: str | None = None,
    ) -> None:
        """Tells that no such thing is declared, with the nearest name, or what there is, as help."""
        known = list(known)
        self.told += 1
        near = nearest(name, known) if self.told <= _MOST_GUESSES else None
        if help:
            self.report.add("unknown_name", where, f"no {kind} is named `{name}`", help=help, replacement=replacement)
        elif near is not None:
            self.report.add(
                "unknown_name",
                where,
                f"no {kind} is named `{name}`",
                help=f"did you mean `{near}`?",
                replacement=near if _is_name(where) else None,
            )
        elif known:
            self.report.add(
                "unknown_name", where, f"no {kind} is named `{name}`", help=listed(f"the {kind}s are", known)
            )
        else:
            self.report.add(
                "unknown_name", where, f"no {kind} is named `{name}`", help=f"the program declares no {kind} yet"
            )


def _is_name(node: nodes.Node) -> bool:
    """Whether the node is the name alone, so that another may take its place."""
    return isinstance(node, nodes.Name) or (
        isinstance(node, nodes.Reading) and len(node.path) == 1 and node.window is None
    )


def listed(lead: str, names: Iterable[str]) -> str:
    """A list of names in a sentence, the first ten of them."""
    names = list(names)
    shown = ", ".join(f"`{name}`" for name in names[:10])
    return f"{lead} {shown}" + (f" and {len(names) - 10} more" if len(names) > 10 else "")


def name_span(node: nodes.Node) -> Span:
    """The span of a declaration's name."""
    name = getattr(node, "name", None)
    return name.span if isinstance(name, nodes.Name) else node.span
