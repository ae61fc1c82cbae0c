"""What an offer or a reward takes: its scope, its amount, its limits and budgets, as a function `try_N` of the text."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext

from fidelang.kernel.shapes.writer import Writer, code
from fidelang.plan import model
from fidelang.plan.formula import TRUE


def all_counters(rule: model.Rule, plan: model.Plan) -> list[tuple[int, str, int]]:
    """A rule's counters, the condition under which they bind (those of its stack only while it is on), and the cap."""
    own = [(position, "", cap) for position, cap in zip(rule.counters, rule.caps, strict=True)]
    if rule.stack is not None:
        on = f"on_{rule.stack}"
        own += [(position, on, plan.counters[position].cap) for position in plan.stacks[rule.stack].counters]
    return own


def budgets_of(position: int, plan: model.Plan) -> list[model.Budget]:
    return [budget for budget in plan.budgets if position in budget.rules]


Leave = Callable[[str], str]  # the line that leaves an application that a reason forbids


def _returned(reason: str) -> str:
    return f"return {code(reason)}, 0, 0, None, 0, {'worth' if reason == 'budget' else '0'}"


def _broken(reason: str) -> str:
    return "break"


def write_weights(to: Writer, take: model.Take, leave: Leave) -> None:
    """W: what the scope holds of each line, as left, and its sum s; left where no line is in it at all."""
    out = to.out
    if take.scope == "shipping":
        out.line("W = None; s = ship[0]")
        return
    if to.lean and take.scope in ("basket", "lines") and take.where == TRUE:  # N is not changed in place
        with out.block("if cards:") if not take.gift_cards else nullcontext():
            if not take.gift_cards:
                _write_weights(to, take, leave)
        with out.block("else:") if not take.gift_cards else nullcontext():
            out.line("W = N; s = rest")
        return
    _write_weights(to, take, leave)


def _write_weights(to: Writer, take: model.Take, leave: Leave) -> None:
    out = to.out
    parts = []
    if not take.gift_cards:
        parts.append("not K[j]")
    if take.where != TRUE:
        parts.append(f"({to.python(take.where)})")
    out.line(f"inside = [j for j in range(n){' if ' + ' and '.join(parts) if parts else ''}]")
    with out.block("if not inside:"):
        out.line(leave("no_line"))
    if take.scope in ("basket", "lines"):
        out.line("W = [0] * n")
        with out.block("for j in inside:"):
            out.line("W[j] = N[j]")
    else:
        whole = take.unit == "line"
        every = take.every or 0
        out.line(f"W = units_scope(N, U, inside, {take.scope == 'dearest'}, {whole}, {take.count}, {every})")
    out.line("s = sum(W)")


def write_try(to: Writer, rule: model.Rule, position: int) -> None:
    """`try_N(m)` -> (code, times, discount, weights, points, worth): what one or `m` applications would do now.

    `worth` is what its stack compares: after its own limits, before the stack's, which cuts the picked one, and before
    budgets, which are no candidate's business (row 17).
    """
    out = to.out
    with out.block(f"def try_{position}(m):"):
        with out.block(f"if x_{position}:"):
            out.line(f"return x_{position}, 0, 0, None, 0, 0")
        _write_tried(to, rule, position, _returned)
        out.line("return 0, k, t, W, p, worth")


def write_at_once(to: Writer, rule: model.Rule, position: int, tests: list[str]) -> None:
    """One application where it stands, without a reason where there is none: of an offer that no stack weighs."""
    with to.out.block(f"while {' and '.join(tests) or 'True'}:"):
        _write_tried(to, rule, position, _broken)
        write_apply(to, rule, position)
        to.out.line("break")


def _write_tried(to: Writer, rule: model.Rule, position: int, leave: Leave) -> None:
    """k, t, W, p and worth of an application, or left with a reason.

    Changes nothing. A money take asked for several times is one take of that many amounts (ruled by row 34); everything
    else is tried once.
    """
    out, plan = to.out, to.plan
    take, price = rule.take, rule.price
    several = rule.kind == "reward" and take is not None and take.money is not None

    alone = to.lean and leave is _broken  # nothing but what an offer takes is asked for
    out.line("k = 1; p = 0" if alone else "k = 1; t = 0; W = None; p = 0")
    if take is not None:
        write_weights(to, take, leave)
    for stock in (True, False):
        for counter, on, cap in all_counters(rule, plan):
            one = plan.counters[counter]
            if one.stock == stock:
                test = f"u[{counter}] >= {cap}"
                with out.block(f"if {on + ' and ' if on else ''}{test}:"):
                    out.line(leave("stock" if stock else "limit"))
    if price is not None and price.per is None:
        with out.block(f"if bal[{price.wallet}] < {price.amount}:"):
            out.line(leave("balance"))
    if take is not None:
        _write_amount(to, rule, take, several, leave)
        if price is not None and price.per is not None:
            out.line(f"pay = -(-t * {price.amount} // {price.per})")
            with out.block(f"if bal[{price.wallet}] < pay:"):
                out.line(leave("balance"))
    if rule.give is not None:
        out.line(f"p = {(rule.give.amount or (0, 1))[0] if rule.give.table is None else to.table(rule.give.table)}")
        _write_points_cut(to, rule)
        with out.block("if p <= 0:"):
            out.line(leave("nothing"))
    if not alone:
        out.line(f"worth = {value(rule, plan, 't_own', 'p_own')}")
    _write_budgets(to, rule, position, leave)


def _write_amount(to: Writer, rule: model.Rule, take: model.Take, several: bool, leave: Leave) -> None:
    """t: the discount; k: how often it fits."""
    out, plan = to.out, to.plan
    none = leave("nothing_left")
    whole = rule.kind == "reward" and take.money is not None and (rule.price is None or rule.price.per is None)
    with out.block("if s <= 0:"):
        out.line(none)
    if take.money is not None:
        if whole:
            with out.block(f"if s < {take.money}:"):
                out.line(none)
        if several:
            _write_times(to, rule, take.money)
            for counter, on, cap in all_counters(rule, plan):
                one = plan.counters[counter]
                left = f"{cap} - u[{counter}]"
                fits = left if one.kind == "times" else f"-(-({left}) // {take.money})"
                with out.block(f"if {on or 'True'} and k > {fits}:"):
                    out.line(f"k = {fits}")
            out.line(f"t = min(k * {take.money}, s)")
        else:
            out.line(f"t = {take.money} if s > {take.money} else s")
    elif take.share is not None:
        numerator, denominator = take.share
        out.line(f"t = (2 * s * {numerator} + {denominator}) // {2 * denominator}")
    for own in (True, False):
        for counter, on, cap in all_counters(rule, plan):
            if (not on) == own and plan.counters[counter].kind == "money":
                with out.block(f"if {on or 'True'} and t > {cap} - u[{counter}]:"):
                    out.line(f"t = {cap} - u[{counter}]")
        if own and leave is not _broken:
            out.line("t_own = t")
    if take.money is None or all_counters(rule, plan) or not to.lean:
        with out.block("if t <= 0:"):
            out.line(leave("nothing"))


def _write_times(to: Writer, rule: model.Rule, money: int) -> None:
    """k: how often, of `m`, scope and balance hold it. With a price `per` money the last may be taken in part."""
    out, price = to.out, rule.price
    if price is None:
        out.line(f"k = min(m, s // {money})")
    elif price.per is None:
        out.line(f"k = min(m, s // {money}, bal[{price.wallet}] // {price.amount})")
    else:
        out.line(f"k = min(m, -(-s // {money}))")
        dearest = -(-to.plan.largest * price.amount // price.per)  # more points than any basket can cost
        out.line(f"most = min(bal[{price.wallet}], {dearest}) * {price.per} // {price.amount}")
        with out.block(f"if min(k * {money}, s) > most:"):
            out.line(f"k = max(1, most // {money})")


def _write_points_cut(to: Writer, rule: model.Rule) -> None:
    """p cut to what the points and money limits of a conversion leave."""
    out, plan = to.out, to.plan
    assert rule.give is not None
    worth = plan.wallets[rule.give.wallet].worth
    for own in (True, False):
        for counter, on, cap in all_counters(rule, plan):
            one = plan.counters[counter]
            if one.kind == "times" or (not on) != own:
                continue
            left = f"{cap} - u[{counter}]"
            if one.kind == "money" and worth is not None:
                left = f"({left}) // {worth[0]}"
            with out.block(f"if {on or 'True'} and p > {left}:"):
                out.line(f"p = {left}")
        if own:
            out.line("p_own = p")


def cost_formula(rule: model.Rule, plan: model.Plan, budget: model.Budget) -> str:
    """What t and p cost in a budget's unit, with the rule's gift."""
    counter = plan.counters[budget.counter]
    if counter.kind == "points":
        return "p"
    parts = []
    if rule.take is not None:
        parts.append(f"t * {counter.scale}")
    if rule.gift is not None:
        parts.append(str(rule.cost * counter.scale))
    if rule.give is not None and plan.wallets[rule.give.wallet].worth is not None:
        parts.append(f"p * {points_cost(plan, rule.give.wallet, budget)}")
    return " + ".join(parts) or "0"


def points_cost(plan: model.Plan, wallet: int, budget: model.Budget) -> int:
    """What a unit of points costs in a budget's unit."""
    counter = plan.counters[budget.counter]
    if counter.kind == "points":
        return 1
    worth = plan.wallets[wallet].worth
    return 0 if worth is None else worth[0] * counter.scale // worth[1]


def _write_budgets(to: Writer, rule: model.Rule, position: int, leave: Leave) -> None:
    """Refused where a budget is short; `scale` cuts a discount or a conversion that stands alone (row 42)."""
    out, plan = to.out, to.plan
    none = leave("budget")
    for budget in budgets_of(position, plan):
        counter = plan.counters[budget.counter]
        out.line(f"left = {counter.cap} - u[{budget.counter}]")
        several = rule.kind == "reward" and rule.take is not None and rule.take.money is not None
        with out.block(f"if {cost_formula(rule, plan, budget)} > left:"):
            alone = rule.gift is None and (rule.take is None) != (rule.give is None)
            if budget.exhausted == "scale" and alone and rule.take is not None:
                out.line(f"t = left // {counter.scale}")
                if several and rule.take.money is not None:
                    out.line(f"k = min(k, -(-t // {rule.take.money}))")
            elif budget.exhausted == "scale" and alone and rule.give is not None:
                unit = points_cost(plan, rule.give.wallet, budget)
                out.line(f"p = left // {unit}" if unit else "pass")
            elif several and rule.take is not None and rule.take.money is not None and alone:
                out.line(f"k = left // {rule.take.money * counter.scale}")
                out.line(f"t = min(t, k * {rule.take.money})")
            else:
                out.line(none)
            with out.block("if t <= 0 and p <= 0:"):
                out.line(none)


def write_apply(to: Writer, rule: model.Rule, position: int) -> None:
    """What k applications do, from x, k, t, W, p that `try_N` answered: shares, balance, counters, gifts, points."""
    out, plan = to.out, to.plan
    if rule.take is not None:
        _write_off(to, rule.take, position)
    if rule.price is not None:
        wallet = rule.price.wallet
        pay = (
            f"-(-t * {rule.price.amount} // {rule.price.per})"
            if rule.price.per is not None
            else f"k * {rule.price.amount}"
        )
        out.line(f"pay = {pay}")
        out.line(f"bal[{wallet}] -= pay")
        out.line(f"paid[{wallet}] += pay")
    for counter, on, _ in all_counters(rule, plan):
        one = plan.counters[counter]
        if one.kind == "times":
            amount = "k"
        elif one.kind == "money":
            worth = plan.wallets[rule.give.wallet].worth if rule.give is not None else None
            amount = f"p * {worth[0]}" if worth is not None else "t"
        else:
            amount = "p"
        if on:
            with out.block(f"if {on}:"):
                to.count(counter, amount)
        else:
            to.count(counter, amount)
    for budget in budgets_of(position, plan):
        out.line(f"cost = {cost_formula(rule, plan, budget)}")
        to.count(budget.counter, "cost")
    if rule.gift is not None and not to.lean:
        out.line(f"gifts.append(({position}, {rule.cost}))")
    if rule.give is not None:
        out.line(f"given.append(({position}, {rule.give.wallet}, p))")
    out.line(f"mask |= {1 << position}" if to.lean else f"done.append({position})")


def _write_off(to: Writer, take: model.Take, position: int) -> None:
    """The discount taken off shipping or off the lines. A lean text notes weights: shares are worked out when they are
    asked for, and the lines are cut when something reads them (`cut_lines`)."""
    out = to.out
    if to.lean:
        shipping = take.scope == "shipping"
        out.line("ship[0] -= t" if shipping else "rest -= t")
        if not shipping:
            out.line("pending = t, W, s" if to.once else "N = less(N, t, W)")
        out.line(f"takes.append(({position}, t, W))")
        return
    if take.scope == "shipping":
        out.line("ship[0] -= t")
        out.line("part = [0] * n")
    else:
        out.line("part = spread(t, W)")
        with out.block("for j in range(n):"):
            out.line("N[j] -= part[j]")
    out.line(f"taken({position}, t, part)")


def value(rule: model.Rule, plan: model.Plan, taken: str, given: str) -> str:
    """What an application that takes and gives so much is worth to the member, in minor units × scale, for `best` and
    `cheapest` (row 17)."""
    parts = []
    if rule.take is not None:
        parts.append(f"{taken} * {plan.scale}")
    if rule.gift is not None:
        parts.append(str(rule.cost * plan.scale))
    if rule.give is not None and (worth := plan.wallets[rule.give.wallet].worth) is not None:
        parts.append(f"{given} * {worth[0] * plan.scale // worth[1]}")
    return " + ".join(parts) or "0"
