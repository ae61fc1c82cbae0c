"""How large a formula gets when it is written out: refused before it eats up the machine.

Formulas share parts in memory, but are walked and compiled as trees: `(a is (b is (c is …)))` doubles at each level.
"""

from __future__ import annotations

from fidelang.lower.problem import CannotLower
from fidelang.plan.formula import Formula
from fidelang.syntax import nodes

MOST_PARTS = 50_000  # of a formula written out
DEEPEST = 150  # Python's own parser stops at 200 brackets
MOST_BITS = 1_024  # of a number that is worked out beforehand; 63 bits is the most that a plan may reach at all


class Scales:
    """Weighs formulas as they grow; each part once, however often it is used."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Formula, int, int]] = {}  # by identity, the formula kept alive

    def check(self, node: nodes.Node, *formulas: Formula) -> None:
        """Raises CannotLower at the node if any of the formulas is out of bounds."""
        for formula in formulas:
            parts, depth = self._weigh(node, formula)
            if parts > MOST_PARTS or depth > DEEPEST:
                raise CannotLower(
                    node, "this comes to too many comparisons once it is worked out: say it with fewer", "too_long"
                )

    def _weigh(self, node: nodes.Node, formula: Formula) -> tuple[int, int]:
        found = self._known.get(id(formula))
        if found is not None:
            return found[1:]
        if formula[0] == "int" and formula[1].bit_length() > MOST_BITS:
            raise CannotLower(node, "this comes to a number of more than 300 digits", "too_long")
        parts, depth = 1, 0
        for part in formula[1:]:
            if isinstance(part, tuple) and part and isinstance(part[0], str):
                more, below = self._weigh(node, part)
                parts, depth = parts + more, max(depth, below)
        self._known[id(formula)] = formula, parts, depth + 1
        return parts, depth + 1
