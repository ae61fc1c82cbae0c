"""Rewards asked for, in the order asked; a refused one is left out with its reason (rows 31 to 36)."""

from __future__ import annotations

from fidelang.kernel.shapes.conditions import standing, write_checks
from fidelang.kernel.shapes.offers import write_choice
from fidelang.kernel.shapes.takes import write_apply, write_try
from fidelang.kernel.shapes.writer import Writer, code
from fidelang.plan import model


def write_rewards(to: Writer, rewards: list[tuple[int, model.Rule]]) -> None:
    """Conditions as of the start of the phase; balance, stock, limits and amounts as earlier applications left them."""
    out = to.out
    if any(standing(to.plan, position) for position, _ in rewards):
        out.line("asked = [(turn(TURNS, r, day * 1440 + minute), m, mode) for r, m, mode in asked]")
    for position, rule in rewards:
        write_checks(to, rule, position)
    if not to.member and to.lean:
        return
    if not to.member:
        with out.block("for r, m, mode in asked:"), out.block("if mode < 2:"):
            out.line(f"refused.append((r, life if life == 1 else {code('no_member')}, None))")
        return
    for position, rule in rewards:
        write_try(to, rule, position)
    stacks = sorted({rule.stack for _, rule in rewards if rule.stack is not None})
    for stack in stacks:
        out.line(f"won_{stack} = -1")
    if stacks:
        out.line("wanted = {ask[0] for ask in asked}")
    with out.block("for r, m, mode in asked:"):
        out.line("first = True")
        word = "if"
        for position, rule in rewards:
            with out.block(f"{word} r == {position}:"):
                if _endless(rule):
                    with out.block("if mode == 1:"):
                        out.line("m = 1")
                with out.block("while m > 0:"):
                    _write_asked(to, rule, position)
            word = "elif"


def _endless(rule: model.Rule) -> bool:
    """Whether nothing of the rule's own bounds how often it can be had: as often as possible is then once (row 34)."""
    return rule.price is None and rule.take is None and not rule.counters


def _write_asked(to: Writer, rule: model.Rule, position: int) -> None:
    out = to.out
    out.line(f"a = try_{position}(m)")
    if rule.take is not None and rule.take.money is not None:  # one take; what is asked beyond it is refused (row 34)
        with out.block("if not first and not a[0]:"):
            out.line(f"a = ({code('nothing_left')}, 0, 0, None, 0, 0)")
    stack = rule.stack
    pick = to.plan.stacks[stack].pick if stack is not None else "all"
    if stack is not None and pick != "all":
        if pick != "first":
            with out.block(f"if on_{stack} and won_{stack} < 0:"):
                write_choice(to, stack, to.plan.stacks[stack].rules, f"won_{stack}", "N in wanted")
        lost = f"on_{stack} and won_{stack} >= 0 and won_{stack} != {position}"
        with out.block(f"if {lost} and (not a[0] or a[0] % 32 > {code('stack')}):"):
            out.line(f"a = ({code('stack')}, 0, 0, None, 0, 0)")
    if stack is not None and pick == "first":
        with out.block(f"if on_{stack} and a[0] in (0, {code('budget')}):"):
            out.line(f"won_{stack} = {position}")
    if rule.take is not None and rule.take.money is not None:  # one take of n amounts: what is over finds nothing
        with out.block("if not first and not a[0]:"):
            out.line(f"a = ({code('nothing_left')}, 0, 0, None, 0, 0)")
    with out.block("if a[0]:"):
        if not to.lean:
            with out.block("if mode == 0 or (mode == 1 and first):"):
                out.line(f"refused.append(({position}, a[0], y_{position}))")
        out.line("break")
    out.line("_, k, t, W, p, _ = a")
    write_apply(to, rule, position)
    out.line("m -= k")
    out.line("first = False")
