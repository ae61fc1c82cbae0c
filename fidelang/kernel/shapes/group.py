"""Earn rules of one instant together: raw gives, stacks, own limits, multipliers, rounding, budgets (row 14)."""

from __future__ import annotations

from fidelang.kernel.shapes.budgets import write_budgets, write_draws
from fidelang.kernel.shapes.conditions import write_checks
from fidelang.kernel.shapes.gives import needed_by_line, write_own_award, write_raw
from fidelang.kernel.shapes.limits import use, wallet_of, write_cut, write_left
from fidelang.kernel.shapes.lines import write_scope, write_sum
from fidelang.kernel.shapes.multiplies import write_compound_start, write_multiplier
from fidelang.kernel.shapes.plain import write_applied, write_plain_gives, write_plain_multipliers
from fidelang.kernel.shapes.stacks import write_stack
from fidelang.kernel.shapes.writer import Writer, code, rule_formulas, sums_of
from fidelang.plan import model

Member = tuple[int, model.Rule]


def write_group(to: Writer, rules: list[Member], basket: bool, chosen: bool = False) -> None:
    """Awards of `rules` (by name): appends to `awards`, `fx`, `done`. `chosen`: only those in the set `go` run.

    A lean text has a_N of each, and the bits of those that applied in `mask`; a rule that nothing else weighs is then
    written at once (`plain`), and the others as ever.
    """
    out, plan = to.out, to.plan
    gives = [(position, rule) for position, rule in rules if rule.give is not None]
    multipliers = [(position, rule) for position, rule in rules if rule.multiply is not None]
    plain = to.plain
    by_line = needed_by_line(rules, plan, plain)
    if to.lean and not to.member:
        return
    if to.lean:
        write_plain_gives(to, rules, by_line)
    for position, rule in rules:
        if position not in plain:
            _write_start(to, rule, position, basket, chosen)
    if not to.member:
        return
    gives = [(position, rule) for position, rule in gives if position not in plain]
    others = [(position, rule) for position, rule in multipliers if position not in plain]
    for position, rule in gives:
        _write_give(to, rule, position, position in by_line, basket)
    _write_limits_and_stacks(to, gives, by_line)
    if plan.compound and multipliers:
        targets = sorted({target for _, rule in multipliers if rule.multiply for target in rule.multiply.targets})
        write_compound_start(to, targets, by_line)
    for position, rule in others:
        with out.block(f"if not x_{position}:"):
            with out.block(f"if not L_{position}:"):
                out.line(f"x_{position} = {code('no_line')}")
            with out.block("else:"):
                write_multiplier(to, rule, position, by_line)
    for position, _ in [*gives, *others] if to.lean else rules:
        with out.block(f"if not x_{position} and a_{position} <= 0:"):
            out.line(f"x_{position} = {code('nothing')}; a_{position} = 0")
    if to.lean:
        write_plain_multipliers(to, rules)
    members = [position for position, _ in rules]
    write_budgets(to, members)
    if to.lean:
        write_applied(to, rules)
        return
    write_draws(to, members)
    for position, rule in rules:
        _write_award(to, rule, position)


def _write_start(to: Writer, rule: model.Rule, position: int, basket: bool, chosen: bool) -> None:
    """No award yet, the rule's lines, and whether it runs."""
    out, plan = to.out, to.plan
    if not to.lean:
        out.line(f"a_{position} = 0")
        if rule.give is not None:
            out.line(f"k_{position} = c_{position} = 0")
    if basket and to.member:
        write_scope(to, rule, position)
        for at in sums_of(rule_formulas(rule, plan)):
            if plan.aggregates[at].scope == position:
                write_sum(to, at)
    write_checks(to, rule, position)
    if chosen:
        with out.block(f"if {position} not in go:"):
            out.line(f"x_{position} = -1")


def _write_give(to: Writer, rule: model.Rule, position: int, by_line: bool, basket: bool) -> None:
    out = to.out
    with out.block(f"if not x_{position}:"):
        if basket:
            with out.block(f"if not L_{position}:"):
                out.line(f"x_{position} = {code('no_line')}")
            with out.block("else:"):
                write_raw(to, rule, position, by_line)
                write_left(to, rule, position)
        else:
            write_raw(to, rule, position, by_line)
            write_left(to, rule, position)


def _write_limits_and_stacks(to: Writer, gives: list[Member], by_line: frozenset[int]) -> None:
    out, plan = to.out, to.plan
    stacks = sorted({rule.stack for _, rule in gives if rule.stack is not None})
    here = {position for position, _ in gives}
    order = [position for position, rule in gives if rule.stack is None]
    for stack in stacks:
        members = [position for position in plan.stacks[stack].rules if position in here]
        write_stack(to, stack, members)
        order += members
    for position in order:
        rule = plan.rules[position]
        with out.block(f"if not x_{position} and k_{position} > 0:"):
            write_own_award(to, rule, position, position in by_line)
            write_cut(to, rule, position)


def _write_award(to: Writer, rule: model.Rule, position: int) -> None:
    out, plan = to.out, to.plan
    wallet = wallet_of(rule)
    with out.block(f"if a_{position} > 0:"):
        out.line(f"awards.append(({position}, {wallet}, a_{position}))")
        out.line(f"done.append({position})")
        counters = [(at, "") for at in rule.counters]
        if rule.stack is not None:
            counters += [(at, f"on_{rule.stack}") for at in plan.stacks[rule.stack].counters]
        for at, on in counters:
            if plan.counters[at].subject == "basket":
                continue
            kind = "draw" if plan.counters[at].subject == "program" else "count"
            line = f"fx.append(({kind!r}, {at}, w[{at}], {use(plan, at, wallet, f'a_{position}')}))"
            if on:
                with out.block(f"if {on}:"):
                    out.line(line)
            else:
                out.line(line)


def group_counters(rules: list[Member], plan: model.Plan) -> set[int]:
    """Every counter that a group of rules reads: own limits, those of stacks, budgets."""
    found: set[int] = set()
    for position, rule in rules:
        found.update(rule.counters)
        if rule.stack is not None:
            found.update(plan.stacks[rule.stack].counters)
        found.update(budget.counter for budget in plan.budgets if position in budget.rules)
    return found
