"""Clauses of rules: triggers, conditions, what is given, taken and limited."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Literal, cast

from lark import Token

from fidelang.syntax import nodes
from fidelang.syntax.builder.base import LarkTree
from fidelang.syntax.builder.expressions import ExpressionBuilder

WEEKDAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")


class RuleBuilder(ExpressionBuilder):
    """Builds rules and what their clauses hold."""

    def rule(self, tree: LarkTree) -> nodes.Rule:
        kind = cast('Literal["earn", "offer", "reward"]', self.first(tree).lower())
        return nodes.Rule(kind, self.the_name(tree), self.maybe_text(tree), self.parts(tree), span=self.span(tree))

    # ------------------------------------------------------------ when a rule runs

    def on(self, tree: LarkTree) -> nodes.On:
        return nodes.On(self.parts(tree), span=self.span(tree))

    def on_purchase(self, tree: LarkTree) -> nodes.OnPurchase:
        return nodes.OnPurchase(span=self.span(tree))

    def on_event(self, tree: LarkTree) -> nodes.OnEvent:
        return nodes.OnEvent(self.the_name(tree), span=self.span(tree))

    def on_feast(self, tree: LarkTree) -> nodes.OnFeast:
        return nodes.OnFeast(self.feast_word(self.first(tree)), span=self.span(tree))

    def on_move(self, tree: LarkTree) -> nodes.OnMove:
        kind = cast('Literal["entering", "leaving", "reaching", "dropping"]', self.first(tree).lower())
        return nodes.OnMove(kind, self.the_name(tree), span=self.span(tree))

    def on_every(self, tree: LarkTree) -> nodes.OnEvery:
        return nodes.OnEvery(self.part(tree), span=self.span(tree))

    def on_shifted(self, tree: LarkTree) -> nodes.OnShifted:
        direction: Literal["before", "after"] = "before" if self.has(tree, "BEFORE") else "after"
        name = self.maybe_name(tree)
        moment: Any = name or self.part(tree, "on_move")
        for word in ("PURCHASE", "BIRTHDAY", "ANNIVERSARY", "EXPIRY"):
            if self.has(tree, word):
                moment = word.lower()
        wallet = name if moment == "expiry" else None
        return nodes.OnShifted(self.part(tree, "duration"), direction, moment, wallet, span=self.span(tree))

    def when(self, tree: LarkTree) -> nodes.When:
        return nodes.When(self.part(tree), span=self.span(tree))

    def on_lines(self, tree: LarkTree) -> nodes.OnLines:
        return nodes.OnLines(self.part(tree), span=self.span(tree))

    def period(self, tree: LarkTree) -> nodes.Period:
        dates = [self.date_of(token) for token in self.tokens(tree, "DATE")]
        if self.has(tree, "UNTIL"):
            return nodes.Period(None, dates[0], span=self.span(tree))
        return nodes.Period(dates[0], dates[1] if len(dates) == 2 else None, span=self.span(tree))

    def days(self, tree: LarkTree) -> nodes.Days:
        weekdays = tuple(cast(nodes.Weekday, token.type.lower()) for token in self.tokens(tree, *WEEKDAYS))
        dates = tuple(self.date_of(token) for token in self.tokens(tree, "DATE"))
        return nodes.Days(weekdays, dates, self.has(tree, "EVERY"), span=self.span(tree))

    def hours(self, tree: LarkTree) -> nodes.Hours:
        start, end = (self.clock(token) for token in self.tokens(tree, "TIME"))
        return nodes.Hours(start, end, span=self.span(tree))

    # ------------------------------------------------------------ what it gives

    def give_points(self, tree: LarkTree) -> nodes.GivePoints:
        count = self.build(cast(LarkTree, tree.children[1]))
        return nodes.GivePoints(count, self.the_name(tree), self.part(tree, "rate_base"), span=self.span(tree))

    def give_share(self, tree: LarkTree) -> nodes.GiveShare:
        return nodes.GiveShare(self.part(tree), self.the_name(tree), span=self.span(tree))

    def give_table(self, tree: LarkTree) -> nodes.GiveTable:
        base, table = self.part(tree, "rate_base"), self.part(tree, "table")
        return nodes.GiveTable(self.the_name(tree), base, table, span=self.span(tree))

    def rate_base(self, tree: LarkTree) -> nodes.RateBase:
        span, full = self.span(tree), self.has(tree, "FULL")
        for token in self.tokens(tree, "CURRENCY"):
            one = nodes.Money(Fraction(1), 0, str(token), span=self.token_span(token))
            return nodes.RateBase(full, money=one, span=span)
        if self.has(tree, "ITEM"):
            return nodes.RateBase(full, unit="item", span=span)
        if self.has(tree, "ORDER"):
            return nodes.RateBase(full, unit="order", span=span)
        money, number, of = (self.part(tree, rule) for rule in ("money", "number", "path"))
        return nodes.RateBase(full, money=money, number=number, of=of, span=span)

    def table(self, tree: LarkTree) -> nodes.Table:
        subject, *rows = self.parts(tree)
        return nodes.Table(subject, tuple(rows), span=self.span(tree))

    def row_to(self, tree: LarkTree) -> nodes.Row:
        bound, value = self.parts(tree)
        return nodes.Row(value, to=bound, span=self.span(tree))

    def row_above(self, tree: LarkTree) -> nodes.Row:
        return nodes.Row(self.part(tree), above=True, span=self.span(tree))

    def row_case(self, tree: LarkTree) -> nodes.Row:
        *keys, value = self.parts(tree)
        return nodes.Row(value, keys=tuple(keys), span=self.span(tree))

    def row_otherwise(self, tree: LarkTree) -> nodes.Row:
        return nodes.Row(self.part(tree), otherwise=True, span=self.span(tree))

    def multiply(self, tree: LarkTree) -> nodes.Multiply:
        return nodes.Multiply(self.names(tree), self.part(tree), span=self.span(tree))

    # ------------------------------------------------------------ what it takes, costs, and how often

    def take(self, tree: LarkTree) -> nodes.Take:
        amount, scope = self.parts(tree)
        return nodes.Take(amount, scope, span=self.span(tree))

    def scope(self, tree: LarkTree) -> nodes.Scope:
        kind = cast('Literal["basket", "shipping", "lines", "cheapest", "dearest"]', self.first(tree).lower())
        unit, count = self.part(tree, "picked") or (None, None)
        every, where = self.part(tree, "every_of"), self.part(tree, "where")
        return nodes.Scope(kind, unit, count, every, where, span=self.span(tree))

    def picked(self, tree: LarkTree) -> tuple[Literal["line", "item"], nodes.Number | None]:
        return ("line" if self.has(tree, "LINE") else "item"), self.part(tree, "number")

    def every_of(self, tree: LarkTree) -> nodes.Number:
        return cast(nodes.Number, self.part(tree, "number"))

    def where(self, tree: LarkTree) -> nodes.Expr:
        return cast(nodes.Expr, self.part(tree))

    def gift(self, tree: LarkTree) -> nodes.Gift:
        return nodes.Gift(self.the_text(tree), span=self.span(tree))

    def price(self, tree: LarkTree) -> nodes.Price:
        every, wallet = self.has(tree, "EVERY"), self.the_name(tree)
        return nodes.Price(every, self.part(tree), wallet, self.after(tree, "PER"), span=self.span(tree))

    def cost(self, tree: LarkTree) -> nodes.Cost:
        return nodes.Cost(self.part(tree), span=self.span(tree))

    def limit(self, tree: LarkTree) -> nodes.Limit:
        amount, *per = self.parts(tree)
        return nodes.Limit(amount, tuple(per), span=self.span(tree))

    def once(self, tree: LarkTree) -> nodes.Times:
        span = self.span(tree)
        return nodes.Times(nodes.Number(Fraction(1), 0, span=span), span=span)

    def times(self, tree: LarkTree) -> nodes.Times:
        return nodes.Times(self.part(tree), span=self.span(tree))

    def counted(self, tree: LarkTree) -> nodes.Grant | nodes.NamedGrant:
        count, wallet = self.part(tree), self.the_name(tree)
        if isinstance(count, nodes.Number):
            return nodes.Grant(count.value, count.decimals, wallet, span=self.span(tree))
        return nodes.NamedGrant(count, wallet, span=self.span(tree))

    def per(self, tree: LarkTree) -> nodes.Per:
        part = self.part(tree)
        if self.first(tree) == "OVER":
            return nodes.Per(None, part, span=self.span(tree))
        return nodes.Per(part or self._subject(tree), span=self.span(tree))

    def _subject(self, tree: LarkTree) -> Literal["member", "basket", "line", "program"]:
        return cast('Literal["member", "basket", "line", "program"]', cast(Token, tree.children[1]).type.lower())

    def stock(self, tree: LarkTree) -> nodes.Stock:
        count, *unit = self.parts(tree)
        return nodes.Stock(count, unit[0] if unit else None, span=self.span(tree))

    def in_stack(self, tree: LarkTree) -> nodes.InStack:
        return nodes.InStack(self.the_name(tree), span=self.span(tree))

    def priority(self, tree: LarkTree) -> nodes.Priority:
        return nodes.Priority(self.part(tree), span=self.span(tree))

    def send(self, tree: LarkTree) -> nodes.Send:
        return nodes.Send(self.the_name(tree), span=self.span(tree))

    def owner(self, tree: LarkTree) -> nodes.Owner:
        return nodes.Owner(self.the_text(tree), span=self.span(tree))
