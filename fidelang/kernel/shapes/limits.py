"""A rule's own limits on points, and those of its stack (rows 18, 38, 39, 98)."""

from __future__ import annotations

from fidelang.kernel.shapes.gives import denominator
from fidelang.kernel.shapes.writer import Writer, code
from fidelang.plan import model


def wallet_of(rule: model.Rule) -> int:
    part = rule.give or rule.multiply
    assert part is not None
    return part.wallet


def write_left(to: Writer, rule: model.Rule, position: int) -> bool:
    """x_N is `limit` if nothing is left of one; else h_N is the points left. True if there is such an h_N."""
    out, plan = to.out, to.plan
    own = list(zip(rule.counters, rule.caps, strict=True))
    points = [(at, cap) for at, cap in own if plan.counters[at].kind != "times"]
    for at, cap in own:
        if plan.counters[at].kind == "times":
            with out.block(f"if u[{at}] >= {cap}:"):
                out.line(f"x_{position} = {code('limit')}")
    if points:
        lefts = [points_left(plan, at, cap, wallet_of(rule)) for at, cap in points]
        out.line(f"h_{position} = " + (lefts[0] if len(lefts) == 1 else f"min({', '.join(lefts)})"))
        with out.block(f"if h_{position} <= 0:"):
            out.line(f"x_{position} = {code('limit')}")
    if rule.stack is not None:
        for at in plan.stacks[rule.stack].counters:
            times = plan.counters[at].kind == "times"
            cap = plan.counters[at].cap
            left = f"{cap} - u[{at}]" if times else points_left(plan, at, cap, wallet_of(rule))
            with out.block(f"if on_{rule.stack} and {left} <= 0:"):
                out.line(f"x_{position} = {code('limit')}")
    return bool(points)


def own_limits(to: Writer, rule: model.Rule) -> tuple[list[str], str | None]:
    """(tests that hold where something is left of each limit, the points left of those that count points or money) of
    an earn rule's own limits."""
    plan, tests, lefts = to.plan, [], []
    for at, cap in zip(rule.counters, rule.caps, strict=True):
        used = to.used_of_own(at)
        if plan.counters[at].kind == "times":
            tests.append(f"{used} < {cap}")
        else:
            left = points_left(plan, at, cap, wallet_of(rule), used)
            lefts.append(left)
            tests.append(f"{left} > 0")
    return tests, None if not lefts else lefts[0] if len(lefts) == 1 else f"min({', '.join(lefts)})"


def has_points_limit(rule: model.Rule, plan: model.Plan) -> bool:
    return any(plan.counters[at].kind != "times" for at in rule.counters)


def points_left(plan: model.Plan, position: int, cap: int, wallet: int, used: str = "") -> str:
    """Points that a counter leaves of a cap, money at the wallet's worth rounded down to the unit."""
    counter = plan.counters[position]
    left = str(cap) if used == "0" else f"{cap} - u[{position}]"
    worth = plan.wallets[wallet].worth
    if counter.kind == "money" and worth is not None:
        return f"({left}) // {worth[0] * counter.scale // worth[1]}"
    return left


def write_cut(to: Writer, rule: model.Rule, position: int) -> None:
    """c_N: the raw award after the rule's own limits, then its stack's; a_N: its award, cut the same way."""
    out, plan = to.out, to.plan
    d = denominator(rule)
    out.line(f"c_{position} = k_{position}")
    if has_points_limit(rule, plan):
        cut(to, position, d, f"h_{position}")
    if rule.stack is None or not plan.stacks[rule.stack].counters:
        return
    with out.block(f"if on_{rule.stack}:"):
        counters = plan.stacks[rule.stack].counters
        tests = []
        for at in counters:
            cap = plan.counters[at].cap
            times = plan.counters[at].kind == "times"
            left = f"{cap} - u[{at}]" if times else points_left(plan, at, cap, wallet_of(rule))
            tests.append(f"{left} <= 0")
        with out.block(f"if {' or '.join(tests)}:"):
            out.line(f"x_{position} = {code('limit')}")
            out.line(f"k_{position} = c_{position} = a_{position} = 0")
        with out.block("else:"):
            for at in counters:
                if plan.counters[at].kind != "times":
                    cut(to, position, d, points_left(plan, at, plan.counters[at].cap, wallet_of(rule)))
            for at in counters:
                out.line(f"u[{at}] += {use(plan, at, wallet_of(rule), f'a_{position}')}")


def cut(to: Writer, position: int, d: int, left: str) -> None:
    """A raw award and its award cut to what is left."""
    if not left.isdigit():
        to.out.line(f"left = {left}")
        left = "left"
    with to.out.block(f"if c_{position} > {left}{f' * {d}' if d != 1 else ''}:"):
        to.out.line(f"c_{position} = {left}{f' * {d}' if d != 1 else ''}")
    with to.out.block(f"if a_{position} > {left}:"):
        to.out.line(f"a_{position} = {left}")


def use(plan: model.Plan, position: int, wallet: int, points: str) -> str:
    """What an award uses of a counter."""
    counter = plan.counters[position]
    if counter.kind == "times":
        return f"(1 if {points} else 0)"
    worth = plan.wallets[wallet].worth
    if counter.kind == "money" and worth is not None:
        return f"{points} * {worth[0] * counter.scale // worth[1]}"
    return points
