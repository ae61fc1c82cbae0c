"""What grows while a program is lowered: texts, facts, logs, metrics, activities, sums over lines, counters."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import date
from fractions import Fraction
from typing import TypeVar
from unicodedata import normalize

from fidelang.lower.weight import Scales
from fidelang.plan import model
from fidelang.semantics import symbols
from fidelang.semantics.analysis import Analysis
from fidelang.semantics.types import (
    DateType,
    FlagType,
    MoneyType,
    NumberType,
    OneOfType,
    TextType,
    Type,
)
from fidelang.syntax import nodes

_KINDS: dict[type, str] = {
    NumberType: "number", MoneyType: "money", TextType: "text", FlagType: "flag", OneOfType: "one_of", DateType: "date",
}  # fmt: skip


_Item = TypeVar("_Item", bound=Hashable)


class Numbered(list[_Item]):
    """A list of different things, of which there may be thousands, each found again at once."""

    def __init__(self) -> None:
        super().__init__()
        self._places: dict[_Item, int] = {}

    def at(self, item: _Item) -> int:
        """Position of a thing, which is added if it is new."""
        place = self._places.setdefault(item, len(self))
        if place == len(self):
            self.append(item)
        return place


class Tables:
    """Each `…_at` gives the position of a thing in the plan's list, adding it when it is new."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.wallet_at = {name: position for position, name in enumerate(analysis.wallets)}
        self.rule_at = {one.key: position for position, one in enumerate(in_order(analysis))}
        self.offer_at = {one.key: position for position, one in enumerate(offers(analysis))}
        self.message_at = {name: position for position, name in enumerate(sorted(analysis.messages))}
        self.segment_at = {name: position for position, name in enumerate(analysis.segments)}
        self.campaign_at = {name: position for position, name in enumerate(sorted(analysis.campaigns))}
        self.stack_at = {name: position for position, name in enumerate(analysis.stacks)}
        self.tier_at = {tier.name: tier.index for tier in analysis.tiers.tiers} if analysis.tiers else {}
        self.texts: Numbered[str] = Numbered()
        self.lists: Numbered[model.TextList] = Numbered()
        self._lists: dict[tuple[str, str], int] = {}  # by path as written and column
        self.facts: Numbered[model.Fact] = Numbered()
        self.logs: Numbered[model.Log] = Numbered()
        self.metrics: Numbered[model.Metric] = Numbered()
        self.streaks: Numbered[model.Streak] = Numbered()
        self.moments: Numbered[str] = Numbered()
        self.activities: Numbered[tuple[str, ...]] = Numbered()
        self.aggregates: Numbered[model.Aggregate] = Numbered()
        self.counters: list[model.Counter] = []
        self._shared: dict[object, int] = {}  # counters that versions of a rule share
        self.scales = Scales()
        self.consents_of_segments: dict[str, frozenset[str]] = {}

    def text_at(self, text: str) -> int:
        """Position of a text, in NFC (row 13)."""
        return self.texts.at(normalize("NFC", text))

    def list_at(self, node: nodes.ListFile) -> int:
        """Position of a list. Its values become texts of the plan, sorted, but for those that are texts already; lists
        of the same values are one, whatever their files are called."""
        key = (node.path.value, node.column)
        if key not in self._lists:
            places = sorted(self.text_at(value) for value in sorted(self.analysis.sources.lists[key].values))
            starts = tuple(place for before, place in zip([-2, *places], places, strict=False) if place != before + 1)
            ends = tuple(
                place + 1 for place, after in zip(places, [*places[1:], -2], strict=True) if after != place + 1
            )
            self._lists[key] = self.lists.at(model.TextList(starts, ends))
        return self._lists[key]

    def fact_at(self, fact: model.Fact) -> int:
        return self.facts.at(fact)

    def own_fact(self, info: symbols.FactInfo) -> int:
        kind, decimals, values = fact_kind(info.type)
        return self.fact_at(model.Fact(info.owner, info.name, kind, decimals, values, info.consent))  # type: ignore[arg-type]

    def log_at(self, name: str, wallet: int | None = None, decimals: int = 0) -> int:
        return self.logs.at(model.Log(name, wallet, decimals))

    def metric_at(self, log: int, window: symbols.WindowOf) -> int:
        return self.metrics.at(model.Metric(log, plan_window(window)))

    def streak_at(self, streak: model.Streak) -> int:
        return self.streaks.at(streak)

    def activity_at(self, counted: tuple[str, ...]) -> int:
        return self.activities.at(tuple(sorted(counted)))

    def moment_at(self, name: str) -> int:
        """Position of a purchase or event that rules come back to some days after."""
        return self.moments.at(name)

    def sum_slot(self, aggregate: model.Aggregate) -> str:
        return f"sum:{self.aggregates.at(aggregate)}"

    def counter(self, counter: model.Counter, key: object = None) -> int:
        """Position of a new counter; with a key, of the one that limits of that key share, its cap the greatest."""
        position = None if key is None else self._shared.get(key)
        if position is None:
            self.counters.append(counter)
            position = len(self.counters) - 1
            if key is not None:
                self._shared[key] = position
        elif counter.cap > self.counters[position].cap:
            self.counters[position] = counter
        return position

    def points(self, wallet: str, amount: Fraction) -> Fraction:
        """Whole points in units of the wallet."""
        return amount * int(10 ** self.analysis.wallets[wallet].decimals)


def in_order(analysis: Analysis) -> list[symbols.RuleInfo]:
    """Rules by name, versions of one by their dates: the order of the plan's list."""

    def dates(rule: symbols.RuleInfo) -> tuple[str, symbols.Instant, symbols.Instant]:
        period = analysis.period_of(rule)
        return rule.name, period.start or symbols.Instant(0), period.stop or symbols.Instant(date.max.toordinal() + 1)

    return sorted(analysis.rules.values(), key=dates)


def offers(analysis: Analysis) -> list[symbols.RuleInfo]:
    """Offers in the order in which they are taken."""
    return as_taken(one for one in analysis.rules.values() if one.kind == "offer")


def as_taken(rules: Iterable[symbols.RuleInfo]) -> list[symbols.RuleInfo]:
    """Rules in the order in which they come up: the greater priority first, then as written (rows 15, 17)."""
    return sorted(rules, key=lambda one: (-one.priority, one.order))


def fact_kind(kind: Type) -> tuple[str, int, tuple[str, ...]]:
    """A type as a fact's (kind, decimals, values)."""
    if isinstance(kind, DateType) and kind.timed:
        return "moment", 0, ()
    decimals = kind.decimals or 0 if isinstance(kind, NumberType) else 0
    values = kind.values if isinstance(kind, OneOfType) else ()
    return _KINDS[type(kind)], decimals, values


def plan_lapse(lapse: symbols.Lapse | None) -> model.Lapse | None:
    return None if lapse is None else model.Lapse(lapse.months, lapse.days)


def plan_window(window: symbols.WindowOf) -> model.Window:
    if window.over is not None:
        return model.Window("over", plan_lapse(window.over))
    if window.this is not None:
        return model.Window("this", None, window.this)
    return model.Window("ever")


def ratio(value: Fraction) -> model.Ratio:
    return value.numerator, value.denominator


def whole(value: Fraction) -> int:
    """A fraction that is known to be whole."""
    if value.denominator != 1:
        raise ValueError(f"{value} is not whole")
    return value.numerator
