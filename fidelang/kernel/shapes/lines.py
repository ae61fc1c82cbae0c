"""Lines in a rule's scope, and sums over lines."""

from __future__ import annotations

from fidelang.kernel.shapes.writer import Writer
from fidelang.plan import model
from fidelang.plan.formula import FALSE, TRUE

_VALUE = {"amount": "A[j]", "quantity": "Q[j]", "count": "1", "any": "1"}


def write_eligible(to: Writer) -> None:
    """E0: lines that may earn; E1: gift cards too. Excluded lines are in neither (rows 3, 4)."""
    out = to.out
    if to.plan.exclude != FALSE:
        out.line(f"E1 = [j for j in range(n) if not ({to.python(to.plan.exclude)})]")
    else:
        out.line("E1 = ALL[n]" if to.lean else "E1 = range(n)")
    out.line("E0 = [j for j in E1 if not K[j]]" + (" if cards else E1" if to.lean else ""))


def write_scope(to: Writer, rule: model.Rule, position: int) -> None:
    """L_N: the eligible lines of an earn rule."""
    base = "C" if to.filed == "lines" else "E1" if rule.gift_cards else "E0"
    if rule.lines is None:
        to.out.line(f"L_{position} = {base}")
    else:
        to.out.line(f"L_{position} = [j for j in {base} if {to.python(rule.lines)}]")


def write_sum(to: Writer, position: int) -> None:
    """The sum over lines `sum:N` as it stands now."""
    one = to.plan.aggregates[position]
    if one.scope is None:
        lines = "range(n)"
        test = one.where
    else:
        rule = to.plan.rules[one.scope]
        lines = f"L_{one.scope}"
        test = one.where
        if one.gift_cards and not rule.gift_cards:
            lines = "E1" if rule.lines is None else f"[j for j in E1 if {to.python(rule.lines)}]"
    condition = "" if test == TRUE else f" if {to.python(test)}"
    to.out.line(f"v_sum_{position} = sum([{_VALUE[one.what]} for j in {lines}{condition}])")
