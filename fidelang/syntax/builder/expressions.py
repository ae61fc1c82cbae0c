"""Expressions: readings, operators, comparisons."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal, cast

from lark import Token, Tree

from fidelang.syntax import nodes
from fidelang.syntax.builder.base import LarkTree
from fidelang.syntax.builder.literals import UNITS, LiteralBuilder

Comparator = Literal["<=", ">=", "<", ">", "=", "!="]
COMPARATORS: dict[str, Comparator] = {
    "OP_LE": "<=", "OP_GE": ">=", "OP_LT": "<", "OP_GT": ">", "OP_EQ": "=", "OP_NE": "!=",
}  # fmt: skip
ROOTS = {"MEMBER": "member", "BASKET": "basket", "LINE": "line", "EVENT": "event"}


class ExpressionBuilder(LiteralBuilder):
    """Builds every expression; n-ary operators stay flat."""

    # ------------------------------------------------------------ operators

    def or_test(self, tree: LarkTree) -> nodes.Or:
        return nodes.Or(self.parts(tree), span=self.span(tree))

    def and_test(self, tree: LarkTree) -> nodes.And:
        return nodes.And(self.parts(tree), span=self.span(tree))

    def negation(self, tree: LarkTree) -> nodes.Not:
        return nodes.Not(self.deeper(cast(LarkTree, tree.children[1])), span=self.span(tree))

    def negative(self, tree: LarkTree) -> nodes.Negative:
        return nodes.Negative(self.deeper(cast(LarkTree, tree.children[1])), span=self.span(tree))

    def sum(self, tree: LarkTree) -> nodes.Sum:
        first, rest = self._chain(tree, {"OP_ADD": "+", "OP_SUB": "-"})
        return nodes.Sum(first, rest, span=self.span(tree))

    def product(self, tree: LarkTree) -> nodes.Product:
        first, rest = self._chain(tree, {"OP_MUL": "*", "OP_DIV": "/"})
        return nodes.Product(first, rest, span=self.span(tree))

    def _chain(self, tree: LarkTree, signs: dict[str, str]) -> tuple[Any, tuple[Any, ...]]:
        operands = self.parts(tree)
        operators = [signs[token.type] for token in self.tokens(tree, *signs)]
        return operands[0], tuple(zip(operators, operands[1:], strict=True))

    def comparator(self, tree: LarkTree) -> tuple[Comparator, Token]:
        token = next(self.tokens(tree, *COMPARATORS))
        return COMPARATORS[token.type], token

    def compare(self, tree: LarkTree) -> nodes.Compare:
        left, right = self.parts(tree)
        op, token = self.comparator(tree)
        if op in ("=", "!="):
            word = "is" if op == "=" else "is not"
            self.report(
                "FID110",
                f"`{token}` does not compare",
                self.token_span(token),
                f"write `{word}`",
                "equality is written in words: `is` and `is not`",
                fix=word,
            )
        return nodes.Compare(op, left, right, span=self.span(tree))

    def is_test(self, tree: LarkTree) -> nodes.Is:
        left, right = self.parts(tree)
        return nodes.Is(left, right, self.has(tree, "NOT"), span=self.span(tree))

    def multiple_of(self, tree: LarkTree) -> nodes.MultipleOf:
        left, right = self.parts(tree)
        return nodes.MultipleOf(left, right, span=self.span(tree))

    def in_test(self, tree: LarkTree) -> nodes.In:
        left, right = self.parts(tree)
        if isinstance(right, nodes.ListFile):
            right = replace(right, column=_last_name(left))
            self.lists.append(right)
        return nodes.In(left, right, self.has(tree, "NOT"), span=self.span(tree))

    def between(self, tree: LarkTree) -> nodes.Between:
        value, low, high = self.parts(tree)
        return nodes.Between(value, low, high, span=self.span(tree))

    def paren(self, tree: LarkTree) -> nodes.Paren:
        inner = next(child for child in tree.children if isinstance(child, Tree))
        return nodes.Paren(self.deeper(inner), span=self.span(tree))

    def list_file(self, tree: LarkTree) -> nodes.ListFile:
        return nodes.ListFile(self.the_text(tree), "", span=self.span(tree))

    def soft_name(self, tree: LarkTree) -> nodes.Reading:
        """A keyword that is a name where nothing follows that would make it a keyword."""
        return nodes.Reading((str(tree.children[0]),), span=self.span(tree))

    def list(self, tree: LarkTree) -> nodes.ListOf:
        items = tuple(self.deeper(child) for child in tree.children if isinstance(child, Tree))
        return nodes.ListOf(items, span=self.span(tree))

    # ------------------------------------------------------------ readings

    def path(self, tree: LarkTree) -> nodes.Reading:
        root, *names = cast("list[Token]", tree.children)
        return nodes.Reading((ROOTS.get(root.type, str(root)), *map(str, names)), span=self.span(tree))

    def reading(self, tree: LarkTree) -> nodes.Reading:
        path: nodes.Reading = self.build(cast(LarkTree, tree.children[0]))
        return nodes.Reading(path.path, self.part(tree, "window"), span=self.span(tree))

    def window(self, tree: LarkTree) -> nodes.Window:
        part = self.part(tree)
        if self.first(tree) == "OVER":
            return nodes.Window(part, None, span=self.span(tree))
        return nodes.Window(None, part, span=self.span(tree))

    def today(self, tree: LarkTree) -> nodes.Today:
        return nodes.Today(span=self.span(tree))

    def balance(self, tree: LarkTree) -> nodes.Balance:
        return nodes.Balance(self.the_name(tree), span=self.span(tree))

    def earned(self, tree: LarkTree) -> nodes.Earned:
        return nodes.Earned(self.the_name(tree), self.part(tree, "window"), span=self.span(tree))

    def feast(self, tree: LarkTree) -> nodes.Feast:
        return nodes.Feast(self.feast_word(self.first(tree)), self.part(tree, "period_unit"), span=self.span(tree))

    def feast_word(self, terminal: str) -> Literal["birthday", "anniversary"]:
        return "birthday" if terminal == "BIRTHDAY" else "anniversary"

    def elapsed(self, tree: LarkTree) -> nodes.Elapsed:
        moment = self.part(tree, "path", "date")
        if moment is None:
            moment = self.feast_word(cast(Token, tree.children[2]).type)
        direction: Literal["since", "until"] = "since" if self.has(tree, "SINCE") else "until"
        return nodes.Elapsed(self._unit(tree), direction, moment, span=self.span(tree))

    def held_as(self, tree: LarkTree) -> nodes.HeldAs:
        return nodes.HeldAs(self._unit(tree), self.the_name(tree), span=self.span(tree))

    def streak(self, tree: LarkTree) -> nodes.Streak:
        unit: Any = "quarter" if self.first(tree) in ("QUARTER", "QUARTERS") else self._unit(tree)
        return nodes.Streak(unit, self.part(tree), span=self.span(tree))

    def part_of(self, tree: LarkTree) -> nodes.PartOf:
        return nodes.PartOf(self._unit(tree), self.part(tree), span=self.span(tree))

    def _unit(self, tree: LarkTree) -> Any:
        return UNITS[self.first(tree)]

    def lines_total(self, tree: LarkTree) -> nodes.LinesTotal:
        what = cast('Literal["amount", "quantity", "count"]', self.first(tree).lower())
        where = self.part(tree)
        return nodes.LinesTotal(what, where, span=self.span(tree))

    def any_line(self, tree: LarkTree) -> nodes.AnyLine:
        return nodes.AnyLine(self.part(tree), span=self.span(tree))


def _last_name(expr: nodes.Expr) -> str:
    """What a fact is called: `sku` of `line.sku`; nothing for what is no fact."""
    while isinstance(expr, nodes.Paren):
        expr = expr.inner
    return expr.path[-1] if isinstance(expr, nodes.Reading) else ""
