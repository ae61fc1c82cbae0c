"""Stacks of earn rules: which candidates go on (rows 17, 97)."""

from __future__ import annotations

from math import lcm

from fidelang.kernel.shapes.gives import denominator
from fidelang.kernel.shapes.limits import has_points_limit, wallet_of
from fidelang.kernel.shapes.writer import Writer, code
from fidelang.plan import model


def write_stack(to: Writer, stack: int, members: list[int]) -> None:
    """Of `members` (in the stack's order) whose raw award is above 0 the picked one stays; the others get `stack`."""
    out, plan = to.out, to.plan
    one = plan.stacks[stack]
    if one.pick == "all":
        return
    with out.block(f"if on_{stack}:"):
        out.line("top = -1; won = -1")
        weights = _weights(plan, members) if one.pick != "first" else {}
        for position in members:
            rule = plan.rules[position]
            first = " and won < 0" if one.pick == "first" else ""
            with out.block(f"if not x_{position} and k_{position} > 0{first}:"):
                if one.pick == "first":
                    out.line(f"won = {position}")
                    continue
                raw = f"k_{position}"
                if has_points_limit(rule, plan):
                    raw = f"min(k_{position}, h_{position} * {denominator(rule)})"
                out.line(f"v = {raw} * {weights[position]}")
                with out.block(f"if won < 0 or v {'>' if one.pick == 'best' else '<'} top:"):
                    out.line(f"top = v; won = {position}")
        with out.block("if won >= 0:"):
            for position in members:
                with out.block(f"if won != {position} and not x_{position}:"):
                    out.line(f"x_{position} = {code('stack')}; k_{position} = 0")


def _weights(plan: model.Plan, members: list[int]) -> dict[int, int]:
    """Factors that make raw awards of unlike denominators and worths comparable."""
    ratios = {}
    for position in members:
        rule = plan.rules[position]
        worth = plan.wallets[wallet_of(rule)].worth or (1, 1)
        ratios[position] = (worth[0], worth[1] * denominator(rule))
    shared = lcm(*(bottom for _, bottom in ratios.values()))
    return {position: top * shared // bottom for position, (top, bottom) in ratios.items()}
