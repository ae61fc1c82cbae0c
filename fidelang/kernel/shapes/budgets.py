"""Budgets over a group's awards, by name, each only lowering (rows 41 to 43)."""

from __future__ import annotations

from fidelang.kernel.shapes.limits import wallet_of
from fidelang.kernel.shapes.takes import points_cost
from fidelang.kernel.shapes.writer import Writer, code
from fidelang.plan import model


def covered_by(budget: model.Budget, members: list[int]) -> list[int]:
    return [position for position in members if position in budget.rules]


def write_budgets(to: Writer, members: list[int]) -> None:
    out, plan = to.out, to.plan
    for budget in plan.budgets:
        covered = covered_by(budget, members)
        if not covered:
            continue
        # below 0 where a return has restored an earlier use, or a claim comes after later ones
        out.line(f"left = max(0, {plan.counters[budget.counter].cap} - u[{budget.counter}])")
        out.line(f"v = {cost(plan, budget, covered)}")
        with out.block("if v > left:"):
            for position in covered:
                with out.block(f"if a_{position}:"):
                    out.line(f"a_{position} = {f'a_{position} * left // v' if budget.exhausted == 'scale' else 0}")
                    with out.block(f"if not a_{position}:"):
                        out.line(f"x_{position} = {code('budget')}")


def write_draws(to: Writer, members: list[int]) -> None:
    """The use of each budget by the final awards."""
    plan = to.plan
    for budget in plan.budgets:
        covered = covered_by(budget, members)
        if covered:
            to.out.line(f"v = {cost(plan, budget, covered)}")
            with to.out.block("if v:"):
                to.count(budget.counter, "v")


def cost(plan: model.Plan, budget: model.Budget, covered: list[int]) -> str:
    terms = []
    for position in covered:
        unit = points_cost(plan, wallet_of(plan.rules[position]), budget)
        terms.append(f"a_{position} * {unit}" if unit != 1 else f"a_{position}")
    return " + ".join(terms)
