"""Multipliers: (f − 1) × what the targets gave, or compounded line by line in name order (rows 18 to 22, 99)."""

from __future__ import annotations

from math import lcm

from fidelang.kernel.shapes.gives import denominator, rounding_call, shared_out
from fidelang.kernel.shapes.limits import has_points_limit, write_left
from fidelang.kernel.shapes.writer import Writer, code
from fidelang.plan import model


def factor_denominator(multiply: model.Multiply) -> int:
    if multiply.table is not None:
        return multiply.table.denominator
    assert multiply.factor is not None
    return multiply.factor[1]


def is_simple(rule: model.Rule, plan: model.Plan) -> bool:
    """Whether a multiplier goes by what each target gave as a whole."""
    multiply = rule.multiply
    return multiply is not None and rule.lines is None and plan.wallets[multiply.wallet].round_per == "award"


def write_compound_start(to: Writer, targets: list[int], by_line: frozenset[int]) -> None:
    """p_T, q_T: what each target gave, as numerators (by line or whole) over one denominator."""
    for target in targets:
        d = denominator(to.plan.rules[target])
        raw = f"l_{target}" if target in by_line else f"[k_{target}]"
        to.out.line(f"p_{target}, q_{target} = [], {d}")
        with to.out.block(f"if c_{target} > 0:" if to.lean else f"if not x_{target} and c_{target} > 0:"):
            with to.out.block(f"if c_{target} == k_{target}:"):
                to.out.line(f"p_{target} = {raw}[:]")
            with to.out.block("else:"):
                to.out.line(f"p_{target} = [part * c_{target} for part in {raw}]; q_{target} = {d} * k_{target}")


def write_multiplier(to: Writer, rule: model.Rule, position: int, by_line: frozenset[int]) -> None:
    """a_N, in the branch in which the rule runs and has lines."""
    multiply = rule.multiply
    assert multiply is not None
    out, plan = to.out, to.plan
    fd = factor_denominator(multiply)
    if multiply.table is not None:
        out.line(f"f = {to.table(multiply.table)} or {fd}")
    else:
        assert multiply.factor is not None
        out.line(f"f = {multiply.factor[0]}")
    write_left(to, rule, position)
    limited = f"x_{position}"
    out.line(f"stop = {limited}; {limited} = 0")
    if plan.compound:
        _write_compound(to, rule, position, fd, by_line)
    else:
        _write_sum(to, rule, position, fd, by_line)
    with out.block(f"if stop and not {limited}:"):
        out.line(f"{limited} = stop; a_{position} = 0")
    if has_points_limit(rule, plan):
        with out.block(f"if not {limited} and a_{position} > h_{position}:"):
            out.line(f"a_{position} = h_{position}")


def _write_sum(to: Writer, rule: model.Rule, position: int, fd: int, by_line: frozenset[int]) -> None:
    multiply = rule.multiply
    assert multiply is not None
    out, plan = to.out, to.plan
    wallet = plan.wallets[multiply.wallet]
    simple = rule.lines is None and (
        wallet.round_per == "award" or not any(target in by_line for target in multiply.targets)
    )
    if simple:
        shared = lcm(1, *(denominator(plan.rules[target]) for target in multiply.targets))
        terms = [
            f"c_{target}"
            + (f" * {shared // denominator(plan.rules[target])}" if shared != denominator(plan.rules[target]) else "")
            for target in multiply.targets
        ]
        out.line(f"g = {' + '.join(terms) or '0'}")
        with out.block("if g <= 0:"):
            out.line(f"x_{position} = {code('target')}")
        with out.block("else:"):
            whole = not any(shared_out(plan.rules[target]) for target in multiply.targets)
            out.line(f"a_{position} = {rounding_call(wallet, f'g * (f - {fd})', str(shared * fd), whole)}")
        return
    out.line("made = []; g = 0")
    for target in multiply.targets:
        d = denominator(plan.rules[target])
        line_wise = target in by_line
        with out.block(f"if c_{target} > 0:"):
            if line_wise:
                if rule.lines is not None:
                    out.line("scoped = [0] * n")
                    with out.block(f"for j in L_{position}:"):
                        out.line(f"scoped[j] = l_{target}[j]")
                else:
                    out.line(f"scoped = l_{target}")
            else:
                out.line(f"scoped = [k_{target}]")
            out.line("g += sum(scoped)")
            with out.block(f"if c_{target} == k_{target}:"):
                out.line(f"made.append(([part * (f - {fd}) for part in scoped], {d * fd}, {line_wise}))")
            with out.block("else:"):
                parts = f"[part * c_{target} * (f - {fd}) for part in scoped]"
                out.line(f"made.append(({parts}, {d * fd} * k_{target}, {line_wise}))")
    _write_rounded(to, wallet, position)


def _write_rounded(to: Writer, wallet: model.Wallet, position: int) -> None:
    out = to.out
    with out.block("if g <= 0:"):
        out.line(f"x_{position} = {code('target')}")
    with out.block("else:"):
        quantities = "Q" if wallet.round_per == "item" else "None"
        out.line(f"a_{position} = rounded_parts(made, {wallet.rounding}, {quantities}, {wallet.round_per != 'award'})")


def _write_compound(to: Writer, rule: model.Rule, position: int, fd: int, by_line: frozenset[int]) -> None:
    multiply = rule.multiply
    assert multiply is not None
    out, plan = to.out, to.plan
    out.line("made = []; g = 0")
    for target in multiply.targets:
        line_wise = target in by_line
        out.line(f"scoped = p_{target}")
        if line_wise and rule.lines is not None:
            with out.block(f"if p_{target}:"):
                out.line("scoped = [0] * n")
                with out.block(f"for j in L_{position}:"):
                    out.line(f"scoped[j] = p_{target}[j]")
        out.line("g += sum(scoped)")
        out.line(f"made.append(([part * (f - {fd}) for part in scoped], q_{target} * {fd}, {line_wise}))")
        with out.block("if not stop:"):
            if line_wise and rule.lines is not None:
                out.line(f"before = p_{target}; p_{target} = [part * {fd} for part in before]")
                with out.block("if before:"), out.block(f"for j in L_{position}:"):
                    out.line(f"p_{target}[j] = before[j] * f")
            else:
                out.line(f"p_{target} = [part * f for part in p_{target}]")
            out.line(f"q_{target} *= {fd}")
    _write_rounded(to, plan.wallets[multiply.wallet], position)
