"""Rewards asked for away from a purchase: those that take nothing off a basket and ask nothing about one (row 31)."""

from __future__ import annotations

from fidelang.kernel.names import balance
from fidelang.kernel.price import rewards_of
from fidelang.kernel.shapes.conditions import write_checks, write_life
from fidelang.kernel.shapes.group import group_counters
from fidelang.kernel.shapes.takes import write_apply, write_try
from fidelang.kernel.shapes.writer import Writer, rule_formulas
from fidelang.plan import model
from fidelang.plan.formula import TRUE, slots

_BASKET = ("basket.", "line.", "sum:")


def askable(plan: model.Plan) -> list[tuple[int, model.Rule]]:
    """Rewards that can be asked for without a basket, by name."""
    return [
        (at, rule) for at, rule in rewards_of(plan) if not rule.triggers and rule.take is None and not _asks(rule, plan)
    ]


def _asks(rule: model.Rule, plan: model.Plan) -> bool:
    return any(slot.startswith(_BASKET) for formula in rule_formulas(rule, plan) for slot in slots(formula))


def write_redeem(to: Writer) -> None:
    """`redeem(S, H, log, found, day, minute, rule, m, mode)` -> (code, shown) of what was refused, or None.

    Once after the other up to `m` times; mode 1 asks as often as possible, and is refused only if it is never.
    """
    out = to.out
    rules = askable(to.plan)
    for position, rule in rules:
        _write_one(to, position, rule)
    with out.block("def redeem(S, H, log, found, day, minute, rule, m, mode):"):
        out.line("refused = None")
        for position, _ in rules:
            with out.block(f"if rule == {position}:"):
                out.line(f"refused = asked_{position}(S, H, log, found, day, minute, m, mode)")
        out.line("after(S, H, log, found, day, minute, False)")
        out.line("return refused")


def _write_one(to: Writer, position: int, rule: model.Rule) -> None:
    out, plan = to.out, to.plan
    with out.block(f"def asked_{position}(S, H, log, found, day, minute, m, mode):"):
        out.line("fresh = found.texts; fx = []; gifts = []; given = []; done = []; first = True; refused = None")
        out.line(f"bal = [0] * {len(plan.wallets)}; paid = [0] * {len(plan.wallets)}")
        if rule.price is not None:
            out.line(f"bal[{rule.price.wallet}] = {balance(rule.price.wallet, plan, 'day')}")
        elif not rule.counters:
            with out.block("if mode == 1:"):
                out.line("m = 1")
        write_life(to)
        to.bind(list(rule_formulas(rule, plan)))
        to.load_counters(group_counters([(position, rule)], plan))
        if rule.stack is not None:
            holds = plan.stacks[rule.stack].holds
            out.line(f"on_{rule.stack} = {'True' if holds == TRUE else to.python(holds)}")
        write_checks(to, rule, position)
        write_try(to, rule, position)
        with out.block("while m > 0:"):
            out.line(f"x, k, t, W, p, _ = try_{position}(1)")
            with out.block("if x:"):
                with out.block("if mode == 0 or first:"):
                    out.line(f"refused = (x, y_{position})")
                out.line("break")
            write_apply(to, rule, position)
            out.line("m -= 1; first = False")
        with out.block("if done:"):
            out.line("finish(S, H, log, found, day, minute, fx, (), gifts, given, done[:1], paid, {})")
        out.line("return refused")
