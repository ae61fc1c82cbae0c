"""Earn rules that nothing else weighs, each written at once, for a text that tells neither reasons nor effects.

A rule is plain if no stack picks among it and others, if nothing sums over its own lines, and, of a multiplier, if no
limit cuts it and factors add up. What it gives is written by the same pieces as that of any other.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from math import gcd

from fidelang.kernel.shapes.conditions import runs
from fidelang.kernel.shapes.gives import (
    denominator,
    is_even,
    rounding_call,
    shared_out,
    sums_even_target,
    write_own_award,
    write_raw,
)
from fidelang.kernel.shapes.limits import cut, own_limits, wallet_of
from fidelang.kernel.shapes.lines import write_scope
from fidelang.kernel.shapes.multiplies import factor_denominator, is_simple
from fidelang.kernel.shapes.tables import split, write_tables
from fidelang.kernel.shapes.writer import Writer, rule_formulas, sums_of
from fidelang.plan import model
from fidelang.values import ROUNDERS

Member = tuple[int, model.Rule]


def is_plain(rule: model.Rule, plan: model.Plan) -> bool:
    if rule.stack is not None or any(
        plan.aggregates[at].scope is not None for at in sums_of(rule_formulas(rule, plan))
    ):
        return False
    if rule.multiply is None:
        return True
    if plan.compound or rule.counters or rule.multiply.table is not None:
        return False
    return sums_even_target(rule, plan) or is_simple(rule, plan)


def budgeted(position: int, plan: model.Plan) -> bool:
    return any(position in budget.rules for budget in plan.budgets)


def lines_of(rule: model.Rule) -> str:
    """What a rule's lines are called where it has no condition on them."""
    return "E1" if rule.gift_cards else "E0"


def _some(rule: model.Rule) -> list[str]:
    """That there is a line, where a rule has no condition on lines."""
    return [] if rule.lines is not None else ["some_1" if rule.gift_cards else "some_0"]


def _when(to: Writer, tests: list[str]) -> AbstractContextManager[None]:
    tests = [test for test in tests if not _always(test)]
    return to.out.block(f"if {' and '.join(tests)}:") if tests else nullcontext()


def _always(test: str) -> bool:
    """`0 < 3` and `2000 > 0`: limits that nothing has used."""
    parts = test.split(" ")
    if len(parts) != 3 or not (parts[0].isdigit() and parts[2].isdigit()):
        return False
    left, right = int(parts[0]), int(parts[2])
    return left < right if parts[1] == "<" else left > right


def _written(numerator: str, factor: int, bottom: int, wallet: model.Wallet, whole: bool) -> str:
    """numerator × factor / bottom in lowest terms, rounded once."""
    shared = gcd(factor, bottom)
    factor, bottom = factor // shared, bottom // shared
    return rounding_call(wallet, f"{numerator} * {factor}" if factor != 1 else numerator, str(bottom), whole)


def _fileable(to: Writer, rules: list[Member]) -> tuple[list[Member], list[Member]]:
    """Plain rules that give: those to ask each, and those to file. What others weigh is never filed."""
    plan = to.plan
    targets = {target for _, rule in rules if rule.multiply is not None for target in rule.multiply.targets}
    each = [one for one in rules if one[1].give is not None and one[0] in to.plain]
    weighed = {position for position, _ in each if position in targets or budgeted(position, plan)}
    asked, filed = split([one for one in each if one[0] not in weighed])
    return sorted([*(one for one in each if one[0] in weighed), *asked], key=lambda one: one[0]), filed


def filed_of(to: Writer, rules: list[Member]) -> frozenset[int]:
    """Positions of the rules that tables find."""
    return frozenset(position for position, _ in _fileable(to, rules)[1])


def write_plain_gives(to: Writer, rules: list[Member], by_line: frozenset[int]) -> None:
    """a_N of every rule is 0 first, and what multipliers read of their targets; then the plain rules that give."""
    targets = {target for _, rule in rules if rule.multiply is not None for target in rule.multiply.targets}
    names = [f"a_{position}" for position, _ in rules]
    for position, rule in rules:
        if rule.give is not None and (position in targets or position not in to.plain):
            names += [f"k_{position}", f"c_{position}"]
    asked, filed = _fileable(to, rules)
    gone = {f"a_{position}" for position, _ in filed}
    names = [name for name in names if name not in gone]
    if names:
        to.out.line(" = ".join(names) + " = 0")
    for position, rule in asked:
        _write_give(to, rule, position, by_line, position in targets)
    if filed:
        write_tables(to, filed, lambda one, rule, position: _write_give(one, rule, position, by_line, False))


def _write_give(to: Writer, rule: model.Rule, position: int, by_line: frozenset[int], target: bool) -> None:
    out, plan, give = to.out, to.plan, rule.give
    assert give is not None
    wallet, d = plan.wallets[give.wallet], denominator(rule)
    limits, left = own_limits(to, rule)
    with _when(to, [*runs(to, rule, position), *_some(rule), *limits]):
        lines = lines_of(rule)
        if rule.lines is not None:
            write_scope(to, rule, position)
            lines = f"L_{position}"
        with _when(to, [lines] if rule.lines is not None else []):
            fixed = give.amount[0] if give.amount is not None and give.form == "flat" and give.table is None else None
            if give.amount is not None and give.amount[0] <= 0 and (fixed is not None or is_even(rule)):
                out.line("pass")  # never above 0
                return
            if fixed is not None and not target:
                award = ROUNDERS[wallet.rounding](fixed, d)
                out.line(f"a_{position} = {award}")
            elif is_even(rule) and rule.lines is None and position not in by_line and give.amount is not None:
                goods = "goods_1" if rule.gift_cards else "goods_0"
                if target:
                    factor = f" * {give.amount[0]}" if give.amount[0] != 1 else ""
                    out.line(f"c_{position} = k_{position} = {goods}{factor}")
                out.line(f"a_{position} = {_written(goods, give.amount[0], d, wallet, not shared_out(rule))}")
            else:
                to.cut_lines()
                write_raw(to, rule, position, position in by_line, lines)
                with out.block(f"if k_{position} > 0:"):
                    write_own_award(to, rule, position, position in by_line)
                if target:
                    out.line(f"c_{position} = k_{position}")
            if left is not None:
                _write_cut(to, position, d, left, target)
            if not budgeted(position, plan):
                with out.block(f"if a_{position} > 0:") if fixed is None or left is not None else nullcontext():
                    _write_one_applied(to, position, give.wallet)


def _write_one_applied(to: Writer, position: int, wallet: int) -> None:
    if to.filed:
        to.out.line(f"given.append(({position}, {wallet}, a_{position}))")
    else:
        to.out.line(f"mask |= {1 << position}; got_{wallet} += a_{position}")


def _write_cut(to: Writer, position: int, d: int, left: str, target: bool) -> None:
    if target:
        cut(to, position, d, left)
        return
    if not left.isdigit():
        to.out.line(f"left = {left}")
        left = "left"
    with to.out.block(f"if a_{position} > {left}:"):
        to.out.line(f"a_{position} = {left}")


def write_plain_multipliers(to: Writer, rules: list[Member]) -> None:
    for position, rule in rules:
        if rule.multiply is not None and position in to.plain:
            _write_multiplier(to, rule, position, rule.multiply)


def _write_multiplier(to: Writer, rule: model.Rule, position: int, multiply: model.Multiply) -> None:
    out, plan = to.out, to.plan
    assert multiply.factor is not None
    fd = factor_denominator(multiply)
    more = multiply.factor[0] - fd
    if more <= 0 or not multiply.targets:
        return  # what it gives is never above 0
    wallet = plan.wallets[multiply.wallet]
    with _when(
        to,
        [
            *runs(to, rule, position),
            *_some(rule),
            *(f"c_{target} > 0" for target in multiply.targets[:1] if len(multiply.targets) == 1),
        ],
    ):
        if rule.lines is not None:
            _write_over_lines(to, rule, position, multiply, more, fd)
        else:
            ds = {target: denominator(plan.rules[target]) for target in multiply.targets}
            whole = not any(shared_out(plan.rules[target]) for target in multiply.targets)
            shared = 1
            for d in ds.values():
                shared = shared * d // gcd(shared, d)
            terms = [f"c_{target}" + (f" * {shared // d}" if shared != d else "") for target, d in ds.items()]
            made = terms[0] if len(terms) == 1 else f"({' + '.join(terms)})"
            out.line(f"a_{position} = {_written(made, more, shared * fd, wallet, whole)}")
        if not budgeted(position, plan):
            with out.block(f"if a_{position} > 0:"):
                _write_one_applied(to, position, multiply.wallet)


def _write_over_lines(
    to: Writer, rule: model.Rule, position: int, multiply: model.Multiply, more: int, fd: int
) -> None:
    """The target's part on the rule's lines is their money × its factor; where a limit cut the target, they keep their
    share of what is left of it (row 18)."""
    out, plan = to.out, to.plan
    target = multiply.targets[0]
    give = plan.rules[target].give
    assert give is not None
    assert give.amount is not None
    wallet, d = plan.wallets[multiply.wallet], denominator(plan.rules[target])
    assert rule.lines is not None
    out.line(f"L_{position} = []")  # a loop: few lines, as a rule, and nothing captured
    with out.block(f"for j in {lines_of(rule)}:"), out.block(f"if {to.python(rule.lines)}:"):
        out.line(f"L_{position}.append(j)")
    with out.block(f"if L_{position}:"):
        alone = to.once and not plan.earn_on_gross and _over_lines(to) == [position]
        if not plan.earn_on_gross and not alone:
            to.cut_lines()
        out.line("g = 0")
        with out.block(f"for j in L_{position}:"):
            out.line("g += B[j]")
        if alone:  # one rule asks for what some lines are left with: the others' shares need not be worked out
            with out.block("if pending:"):
                out.line(f"g -= share_of(L_{position}, *pending)")
        plain = _written("g", give.amount[0] * more, d * fd, wallet, True)
        uneven = rounding_call(wallet, f"g * c_{target} * {give.amount[0] * more}", f"({d * fd} * k_{target})", True)
        out.line(f"a_{position} = {plain} if c_{target} == k_{target} else {uneven}")


def _over_lines(to: Writer) -> list[int]:
    """Plain multipliers on some lines."""
    rules = ((position, to.plan.rules[position]) for position in sorted(to.plain))
    return [position for position, rule in rules if rule.multiply is not None and rule.lines is not None]


def write_applied(to: Writer, rules: list[Member]) -> None:
    """What is not noted yet of the rules that applied, after stacks and budgets."""
    for position, rule in rules:
        if position not in to.plain or budgeted(position, to.plan):
            with to.out.block(f"if a_{position} > 0:"):
                _write_one_applied(to, position, wallet_of(rule))
