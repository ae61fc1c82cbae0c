"""Offers, by priority and then as written; each takes of what earlier ones left (rows 15 to 17)."""

from __future__ import annotations

from fidelang.kernel.shapes.conditions import runs, standing, write_checks
from fidelang.kernel.shapes.takes import write_apply, write_at_once, write_try
from fidelang.kernel.shapes.writer import Writer, code
from fidelang.plan import model


def write_offers(to: Writer, offers: list[tuple[int, model.Rule]]) -> None:
    """`offers` in their order. A stack decides when its first candidate comes up; the winner acts at its own place."""
    alone = {position for position, rule in offers if to.lean and rule.stack is None}
    for position, rule in offers:
        if position not in alone:
            write_checks(to, rule, position)
    for position, rule in offers:
        if position not in alone:
            write_try(to, rule, position)
    for stack in sorted({rule.stack for _, rule in offers if rule.stack is not None}):
        to.out.line(f"won_{stack} = -1")
    for position, rule in offers:
        if position in alone:
            write_at_once(to, rule, position, runs(to, rule, position))
        elif standing(to.plan, position):
            with to.out.block(f"if x_{position} >= 0:"):  # else another version has its turn
                _write_offer(to, rule, position)
        else:
            _write_offer(to, rule, position)


def _write_offer(to: Writer, rule: model.Rule, position: int) -> None:
    out = to.out
    out.line(f"a = try_{position}(1)")
    if rule.stack is not None and to.plan.stacks[rule.stack].pick != "all":
        stack = rule.stack
        with out.block(f"if on_{stack} and a[0] in (0, {code('budget')}) and won_{stack} < 0:"):
            write_choice(to, stack, to.plan.stacks[stack].rules, f"won_{stack}", "True")
        lost = f"on_{stack} and won_{stack} >= 0 and won_{stack} != {position}"
        with out.block(f"if {lost} and (not a[0] or a[0] % 32 > {code('stack')}):"):
            out.line(f"a = ({code('stack')}, 0, 0, None, 0, 0)")
    out.line(f"x_{position}, k, t, W, p, _ = a")
    with out.block(f"if not x_{position}:"):
        write_apply(to, rule, position)


def write_choice(to: Writer, stack: int, rules: tuple[int, ...], winner: str, among: str) -> None:
    """The stack's winner among the candidates as things stand: the first, or the best or cheapest by value; ties go to
    the greater priority, then to the first written. `among` may name N, the candidate's position."""
    out, plan = to.out, to.plan
    pick = plan.stacks[stack].pick
    out.line("top = None")
    for candidate in rules:
        test = among.replace("N", str(candidate))
        with out.block(f"if {'top is None' if pick == 'first' else 'True'} and {test}:"):
            out.line(f"a_{candidate} = try_{candidate}(1)")
            with out.block(f"if a_{candidate}[0] in (0, {code('budget')}):"):
                worth = f"a_{candidate}[5]"
                better = {"first": "top is None", "best": f"top is None or {worth} > top"}.get(
                    pick, f"top is None or {worth} < top"
                )
                with out.block(f"if {better}:"):
                    out.line(f"top = {worth}")
                    out.line(f"{winner} = {candidate}")
