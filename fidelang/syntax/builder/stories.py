"""Test blocks: the steps of a story and what it expects."""

from __future__ import annotations

from typing import Literal, cast

from fidelang.syntax import nodes
from fidelang.syntax.builder.base import LarkTree
from fidelang.syntax.builder.declarations import DeclarationBuilder
from fidelang.syntax.builder.literals import UNITS


class StoryBuilder(DeclarationBuilder):
    """Builds tests; being the last of the chain, it builds every rule of the grammar."""

    def test(self, tree: LarkTree) -> nodes.Test:
        return nodes.Test(self.the_text(tree), self.parts(tree), span=self.span(tree))

    # ------------------------------------------------------------ steps

    def member_step(self, tree: LarkTree) -> nodes.MemberStep:
        return nodes.MemberStep(self.parts(tree), span=self.span(tree))

    def basket_step(self, tree: LarkTree) -> nodes.BasketStep:
        return nodes.BasketStep(self.maybe_name(tree), self.parts(tree), span=self.span(tree))

    def event_step(self, tree: LarkTree) -> nodes.EventStep:
        return nodes.EventStep(self.the_name(tree), self.parts(tree), span=self.span(tree))

    def return_step(self, tree: LarkTree) -> nodes.ReturnStep:
        numbers = self.parts(tree)
        returned = tuple(zip(numbers[::2], numbers[1::2], strict=True))
        return nodes.ReturnStep(self.the_name(tree), returned, span=self.span(tree))

    def wait_step(self, tree: LarkTree) -> nodes.WaitStep:
        return nodes.WaitStep(self.date(tree), span=self.span(tree))

    # ------------------------------------------------------------ settings

    def set_fact(self, tree: LarkTree) -> nodes.SetFact:
        *window, value = self.parts(tree)
        return nodes.SetFact(self.the_name(tree), window[0] if window else None, value, span=self.span(tree))

    def set_balance(self, tree: LarkTree) -> nodes.SetBalance:
        return nodes.SetBalance(self.the_name(tree), self.part(tree), span=self.span(tree))

    def set_earned(self, tree: LarkTree) -> nodes.SetEarned:
        window, amount = self.part(tree, "window"), self.part(tree, "number")
        return nodes.SetEarned(self.the_name(tree), window, amount, span=self.span(tree))

    def set_held(self, tree: LarkTree) -> nodes.SetHeld:
        unit = cast('Literal["day", "month", "year"]', UNITS[self.first(tree)])
        return nodes.SetHeld(unit, self.the_name(tree), self.part(tree), span=self.span(tree))

    def set_streak(self, tree: LarkTree) -> nodes.SetStreak:
        return nodes.SetStreak(self.part(tree, "streak"), self.part(tree, "number"), span=self.span(tree))

    def set_redeem(self, tree: LarkTree) -> nodes.SetRedeem:
        return nodes.SetRedeem(self.parts(tree), span=self.span(tree))

    def asked(self, tree: LarkTree) -> nodes.Asked:
        return nodes.Asked(self.the_name(tree), self.part(tree, "number"), span=self.span(tree))

    def set_consent(self, tree: LarkTree) -> nodes.SetConsent:
        return nodes.SetConsent(self.names(tree), span=self.span(tree))

    def set_line(self, tree: LarkTree) -> nodes.SetLine:
        return nodes.SetLine(self.parts(tree), span=self.span(tree))

    # ------------------------------------------------------------ expectations

    def expect(self, tree: LarkTree) -> nodes.Expect:
        return nodes.Expect(self.parts(tree), span=self.span(tree))

    def expect_points(self, tree: LarkTree) -> nodes.ExpectPoints:
        return nodes.ExpectPoints(self.part(tree), self.maybe_name(tree), span=self.span(tree))

    def expect_none(self, tree: LarkTree) -> nodes.ExpectNone:
        return nodes.ExpectNone(self.the_name(tree), span=self.span(tree))

    def expect_discount(self, tree: LarkTree) -> nodes.ExpectDiscount:
        return nodes.ExpectDiscount(self.part(tree), self.maybe_name(tree), span=self.span(tree))

    def expect_total(self, tree: LarkTree) -> nodes.ExpectTotal:
        return nodes.ExpectTotal(self.part(tree), span=self.span(tree))

    def expect_holding(self, tree: LarkTree) -> nodes.ExpectHolding:
        what = cast('Literal["balance", "pending", "debt"]', self.first(tree).lower())
        sign = -1 if self.has(tree, "OP_SUB") else 1
        grant = self.grant(cast(LarkTree, tree.children[-1]), sign)
        return nodes.ExpectHolding(what, grant, span=self.span(tree))

    def expect_tier(self, tree: LarkTree) -> nodes.ExpectTier:
        until = next((self.date_of(token) for token in self.tokens(tree, "DATE")), None)
        return nodes.ExpectTier(self.the_name(tree), until, span=self.span(tree))

    def expect_stage(self, tree: LarkTree) -> nodes.ExpectStage:
        return nodes.ExpectStage(self.the_name(tree), span=self.span(tree))

    def expect_gift(self, tree: LarkTree) -> nodes.ExpectGift:
        return nodes.ExpectGift(self.the_text(tree), span=self.span(tree))

    def expect_message(self, tree: LarkTree) -> nodes.ExpectMessage:
        return nodes.ExpectMessage(self.the_name(tree), span=self.span(tree))

    def expect_rule(self, tree: LarkTree) -> nodes.ExpectRule:
        return nodes.ExpectRule(self.the_name(tree), self.has(tree, "APPLIES"), span=self.span(tree))

    def expect_fee(self, tree: LarkTree) -> nodes.ExpectFee:
        return nodes.ExpectFee(self.part(tree), self.maybe_name(tree), span=self.span(tree))

    def expect_refund(self, tree: LarkTree) -> nodes.ExpectRefund:
        return nodes.ExpectRefund(self.part(tree), span=self.span(tree))

    def expect_return(self, tree: LarkTree) -> nodes.ExpectReturnRefused:
        return nodes.ExpectReturnRefused(span=self.span(tree))
