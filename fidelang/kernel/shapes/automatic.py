"""Automatic rewards: evaluated at their trigger; no basket, so they give or hand out (row 35)."""

from __future__ import annotations

from fidelang.kernel.names import balance
from fidelang.kernel.shapes.conditions import write_checks, write_life
from fidelang.kernel.shapes.group import group_counters
from fidelang.kernel.shapes.takes import write_apply, write_try
from fidelang.kernel.shapes.writer import Writer, rule_formulas
from fidelang.plan.formula import TRUE


def write_automatic(to: Writer, position: int) -> None:
    """`reward_N(S, H, log, found, day, minute, E)`: once, or with `price every` as often as the balance allows."""
    out, plan = to.out, to.plan
    rule = plan.rules[position]
    with out.block(f"def reward_{position}(S, H, log, found, day, minute, E):"):
        out.line("fresh = found.texts; fx = []; gifts = []; given = []; done = []")
        out.line(f"bal = [0] * {len(plan.wallets)}; paid = [0] * {len(plan.wallets)}")
        if rule.price is not None:
            out.line(f"bal[{rule.price.wallet}] = {balance(rule.price.wallet, plan, 'day')}")
        write_life(to)
        formulas = list(rule_formulas(rule, plan))
        to.bind(formulas)
        to.bind_event(formulas)
        to.load_counters(group_counters([(position, rule)], plan))
        if rule.stack is not None:
            holds = plan.stacks[rule.stack].holds
            out.line(f"on_{rule.stack} = {'True' if holds == TRUE else to.python(holds)}")
        write_checks(to, rule, position)
        write_try(to, rule, position)
        again = rule.price is not None and rule.price.every
        with out.block("while True:"):
            out.line(f"x, k, t, W, p, _ = try_{position}(1)")
            with out.block("if x:"):
                out.line("break")
            write_apply(to, rule, position)
            if not again:
                out.line("break")
        with out.block("if done:"):
            out.line("finish(S, H, log, found, day, minute, fx, (), gifts, given, done[:1], paid, E)")
