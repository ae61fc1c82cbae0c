"""Declarations other than rules: header, wallets, facts, groups, tiers, budgets, campaigns, messages."""

from __future__ import annotations

from typing import Literal, cast

from lark import Token, Tree

from fidelang.source import Span
from fidelang.syntax import nodes
from fidelang.syntax.builder.base import LarkTree
from fidelang.syntax.builder.rules import RuleBuilder

FACT_TYPES: dict[str, Literal["number", "money", "text", "date", "flag", "one of"]] = {
    "TYPE_NUMBER": "number", "TYPE_MONEY": "money", "TYPE_TEXT": "text", "TYPE_DATE": "date", "TYPE_FLAG": "flag",
    "ONE": "one of",
}  # fmt: skip
ROUNDING: dict[str, Literal["down", "up", "half_up", "half_even"]] = {
    "DOWN": "down", "UP": "up", "HALF_UP": "half_up", "HALF_EVEN": "half_even",
}  # fmt: skip
COUNTED_EVENTS = {"PURCHASE": "purchase", "REDEMPTION": "redemption"}


class DeclarationBuilder(RuleBuilder):
    """Builds what stands at the top of a file, but for tests."""

    # ------------------------------------------------------------ header, includes, lets

    def program(self, tree: LarkTree) -> nodes.Header:
        return nodes.Header(self.the_text(tree), self.parts(tree), span=self.span(tree))

    def currency(self, tree: LarkTree) -> nodes.Currency:
        return nodes.Currency(str(tree.children[1]), span=self.span(tree))

    def timezone(self, tree: LarkTree) -> nodes.Timezone:
        return nodes.Timezone(self.the_text(tree), span=self.span(tree))

    def version(self, tree: LarkTree) -> nodes.Version:
        return nodes.Version(self.the_text(tree), span=self.span(tree))

    def language(self, tree: LarkTree) -> nodes.Language:
        return nodes.Language(self.the_text(tree), span=self.span(tree))

    def multipliers(self, tree: LarkTree) -> nodes.Multipliers:
        return nodes.Multipliers("add" if self.has(tree, "ADD") else "compound", span=self.span(tree))

    def earn_basis(self, tree: LarkTree) -> nodes.EarnOn:
        return nodes.EarnOn("net" if self.has(tree, "NET") else "gross", span=self.span(tree))

    def exclude(self, tree: LarkTree) -> nodes.Exclude:
        return nodes.Exclude(self.part(tree), span=self.span(tree))

    def channels(self, tree: LarkTree) -> nodes.Channels:
        return nodes.Channels(self.names(tree), span=self.span(tree))

    def largest(self, tree: LarkTree) -> nodes.Largest:
        lines = self.the_number(tree) if self.has(tree, "LINES") else None
        return nodes.Largest(self.part(tree), lines, span=self.span(tree))

    def fee(self, tree: LarkTree) -> nodes.Fee:
        money, unit = self.parts(tree)
        return nodes.Fee(money, unit, span=self.span(tree))

    def include(self, tree: LarkTree) -> nodes.Include:
        return nodes.Include(self.the_text(tree), span=self.span(tree))

    def let(self, tree: LarkTree) -> nodes.Let:
        value, *tunable = self.parts(tree)
        return nodes.Let(self.the_name(tree), value, tunable[0] if tunable else None, span=self.span(tree))

    def tunable(self, tree: LarkTree) -> nodes.Tunable:
        low, high, *step = self.parts(tree)
        return nodes.Tunable(low, high, step[0] if step else None, span=self.span(tree))

    # ------------------------------------------------------------ wallets

    def wallet(self, tree: LarkTree) -> nodes.Wallet:
        return nodes.Wallet(self.the_name(tree), self.parts(tree), span=self.span(tree))

    def label(self, tree: LarkTree) -> nodes.Label:
        return nodes.Label(self.the_text(tree), span=self.span(tree))

    def worth(self, tree: LarkTree) -> nodes.Worth:
        return nodes.Worth(self.part(tree), span=self.span(tree))

    def rounding(self, tree: LarkTree) -> nodes.Rounding:
        mode = ROUNDING[next(self.tokens(tree, *ROUNDING)).type]
        per: Literal["item", "line", "order"] | None = None
        for token in self.tokens(tree, "ITEM", "LINE", "ORDER"):
            per = cast('Literal["item", "line", "order"]', token.type.lower())
        return nodes.Rounding(mode, per, span=self.span(tree))

    def decimals(self, tree: LarkTree) -> nodes.Decimals:
        return nodes.Decimals(self.the_number(tree), span=self.span(tree))

    def pending(self, tree: LarkTree) -> nodes.Pending:
        return nodes.Pending(self.part(tree), span=self.span(tree))

    def expire_after(self, tree: LarkTree) -> nodes.ExpireAfter:
        return nodes.ExpireAfter(
            self.part(tree, "duration"),
            self.has(tree, "INACTIVITY"),
            self.part(tree, "event_list") or (),
            self.part(tree, "period_unit"),
            self.has(tree, "AVAILABILITY"),
            self.after(tree, "UNLESS"),
            span=self.span(tree),
        )

    def event_list(self, tree: LarkTree) -> tuple[nodes.Name, ...]:
        counted = self.tokens(tree, "NAME", *COUNTED_EVENTS)
        return tuple(
            nodes.Name(COUNTED_EVENTS.get(token.type, str(token)), span=self.token_span(token)) for token in counted
        )

    def expire_at_end(self, tree: LarkTree) -> nodes.ExpireAtEnd:
        unit, plus, unless = self.part(tree), self.after(tree, "PLUS"), self.after(tree, "UNLESS")
        return nodes.ExpireAtEnd(unit, plus, unless, span=self.span(tree))

    def expire_on_day(self, tree: LarkTree) -> nodes.ExpireOnDay:
        day, month = self.the_number(tree), self.part(tree, "month")
        if day.value.denominator != 1 or not 1 <= day.value <= 31:
            self.report("FID104", "a month has no such day", day.span, "here", "days run from 1 to 31")
        else:
            ends = next(self.span(child).end for child in tree.iter_subtrees() if child.data == "month")
            place = Span(self.source.name, day.span.start, ends)
            written = " ".join(self.source.text[place.start : place.end].split())
            self.check_day(place, written, 2000, month, int(day.value))  # of a leap year: 29 february is a day
        return nodes.ExpireOnDay(day, month, self.has(tree, "NEXT"), self.after(tree, "UNLESS"), span=self.span(tree))

    def expire_on_trigger(self, tree: LarkTree) -> nodes.ExpireOnTrigger:
        return nodes.ExpireOnTrigger(self.part(tree), span=self.span(tree))

    def expire_never(self, tree: LarkTree) -> nodes.ExpireNever:
        return nodes.ExpireNever(span=self.span(tree))

    def status_only(self, tree: LarkTree) -> nodes.StatusOnly:
        return nodes.StatusOnly(span=self.span(tree))

    def debt(self, tree: LarkTree) -> nodes.Debt:
        return nodes.Debt(self.has(tree, "ALLOWED"), span=self.span(tree))

    # ------------------------------------------------------------ facts and events

    def facts(self, tree: LarkTree) -> nodes.Facts:
        owner = cast('Literal["member", "basket", "line"]', cast(Token, tree.children[1]).type.lower())
        return nodes.Facts(owner, self.parts(tree), span=self.span(tree))

    def event(self, tree: LarkTree) -> nodes.Event:
        return nodes.Event(self.the_name(tree), self.parts(tree), span=self.span(tree))

    def fact(self, tree: LarkTree) -> nodes.Fact:
        return nodes.Fact(
            self.the_name(tree), self.part(tree, "fact_type"), self.part(tree, "privacy"), span=self.span(tree)
        )

    def fact_type(self, tree: LarkTree) -> nodes.FactType:
        decimals = self.the_number(tree) if self.has(tree, "DECIMALS") else None
        return nodes.FactType(FACT_TYPES[self.first(tree)], decimals, self.names(tree), span=self.span(tree))

    def privacy(self, tree: LarkTree) -> nodes.Privacy:
        return nodes.Privacy(self.maybe_text(tree), self.maybe_name(tree), span=self.span(tree))

    # ------------------------------------------------------------ segments, stages, tiers

    def segment(self, tree: LarkTree) -> nodes.Segment:
        return nodes.Segment(self.the_name(tree), self.maybe_text(tree), self.parts(tree), span=self.span(tree))

    def lifecycle(self, tree: LarkTree) -> nodes.Lifecycle:
        return nodes.Lifecycle(self.parts(tree), span=self.span(tree))

    def stage(self, tree: LarkTree) -> nodes.Stage:
        return nodes.Stage(self.the_name(tree), self.maybe_text(tree), self.part(tree), span=self.span(tree))

    def tiers(self, tree: LarkTree) -> nodes.Tiers:
        clauses, tiers = [], []
        for child in tree.children:
            if isinstance(child, Tree) and child.data == "tier":
                tiers.append(self.build(child))
            elif isinstance(child, Tree) and child.data in ("review", "keep", "carry", "drop"):
                clauses.append(self.build(child))
        return nodes.Tiers(self.after(tree, "BY"), tuple(clauses), tuple(tiers), span=self.span(tree))

    def review(self, tree: LarkTree) -> nodes.Review:
        return nodes.Review(self.part(tree), span=self.span(tree))

    def keep(self, tree: LarkTree) -> nodes.Keep:
        duration, unit = self.part(tree, "duration"), self.part(tree, "period_unit")
        return nodes.Keep(duration, unit, self.has(tree, "NEXT"), span=self.span(tree))

    def carry(self, tree: LarkTree) -> nodes.CarrySurplus:
        return nodes.CarrySurplus(self.part(tree), span=self.span(tree))

    def drop(self, tree: LarkTree) -> nodes.Drop:
        return nodes.Drop("one level" if self.has(tree, "ONE") else "earned level", span=self.span(tree))

    def tier(self, tree: LarkTree) -> nodes.Tier:
        return nodes.Tier(self.the_name(tree), self.maybe_text(tree), self.parts(tree), span=self.span(tree))

    def tier_from(self, tree: LarkTree) -> nodes.TierFrom:
        return nodes.TierFrom(self.part(tree), span=self.span(tree))

    def lifetime_when(self, tree: LarkTree) -> nodes.LifetimeWhen:
        return nodes.LifetimeWhen(self.part(tree), span=self.span(tree))

    # ------------------------------------------------------------ stacks and budgets

    def stack(self, tree: LarkTree) -> nodes.Stack:
        return nodes.Stack(self.the_name(tree), self.parts(tree), span=self.span(tree))

    def pick(self, tree: LarkTree) -> nodes.Pick:
        mode = cast('Literal["all", "best", "first", "cheapest"]', cast(Token, tree.children[1]).type.lower())
        return nodes.Pick(mode, span=self.span(tree))

    def budget(self, tree: LarkTree) -> nodes.Budget:
        return nodes.Budget(self.the_name(tree), self.maybe_text(tree), self.parts(tree), span=self.span(tree))

    def cap(self, tree: LarkTree) -> nodes.Cap:
        amount, *per = self.parts(tree)
        return nodes.Cap(amount, tuple(per), span=self.span(tree))

    def covers(self, tree: LarkTree) -> nodes.Covers:
        return nodes.Covers(self.names(tree), span=self.span(tree))

    def exhausted(self, tree: LarkTree) -> nodes.Exhausted:
        return nodes.Exhausted("stop" if self.has(tree, "STOP") else "scale", span=self.span(tree))

    def alert(self, tree: LarkTree) -> nodes.Alert:
        return nodes.Alert(self.the_percent(tree), span=self.span(tree))

    # ------------------------------------------------------------ campaigns, messages, objectives

    def campaign(self, tree: LarkTree) -> nodes.Campaign:
        return nodes.Campaign(self.the_name(tree), self.maybe_text(tree), self.parts(tree), span=self.span(tree))

    def audience(self, tree: LarkTree) -> nodes.Audience:
        return nodes.Audience(self.the_name(tree), span=self.span(tree))

    def holdout(self, tree: LarkTree) -> nodes.Holdout:
        return nodes.Holdout(self.the_percent(tree), span=self.span(tree))

    def campaign_budget(self, tree: LarkTree) -> nodes.CampaignBudget:
        amount, *per = self.parts(tree)
        return nodes.CampaignBudget(amount, tuple(per), span=self.span(tree))

    def variant(self, tree: LarkTree) -> nodes.Variant:
        return nodes.Variant(self.the_name(tree), self.the_percent(tree), self.parts(tree), span=self.span(tree))

    def message(self, tree: LarkTree) -> nodes.Message:
        return nodes.Message(self.the_name(tree), self.maybe_text(tree), self.parts(tree), span=self.span(tree))

    def by_channel(self, tree: LarkTree) -> nodes.ByChannel:
        return nodes.ByChannel(self.the_name(tree), span=self.span(tree))

    def needs_consent(self, tree: LarkTree) -> nodes.NeedsConsent:
        return nodes.NeedsConsent(self.the_name(tree), span=self.span(tree))

    def message_text(self, tree: LarkTree) -> nodes.MessageText:
        return nodes.MessageText(self.the_text(tree), span=self.span(tree))

    def objective(self, tree: LarkTree) -> nodes.Objective:
        op, _ = self.comparator(tree)
        target, *within = self.parts(tree)
        return nodes.Objective(
            self.the_name(tree),
            self.has(tree, "UPLIFT"),
            op,
            target,
            within[0] if within else None,
            span=self.span(tree),
        )
