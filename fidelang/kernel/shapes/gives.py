"""What an earn rule gives, raw: k_N over the constant D of the rule, and l_N line by line where needed (row 4)."""

from __future__ import annotations

from fidelang.kernel.shapes.writer import Writer
from fidelang.plan import model
from fidelang.plan.formula import TRUE


def denominator(rule: model.Rule) -> int:
    """D: what the rule's raw award is counted in fractions of."""
    give = rule.give
    assert give is not None
    if give.table is not None:
        return give.table.denominator
    assert give.amount is not None
    return give.amount[1]


def needed_by_line(
    rules: list[tuple[int, model.Rule]], plan: model.Plan, without: frozenset[int] = frozenset()
) -> frozenset[int]:
    """Which rules of a group somebody needs line by line: rounded per line, or multiplied on some lines only.
    `without`: multipliers that sum over their lines themselves."""
    found = set()
    for position, rule in rules:
        if rule.give is not None and rule.give.line_wise and plan.wallets[rule.give.wallet].round_per != "award":
            found.add(position)
    for position, rule in rules:
        if rule.multiply is None or position in without:
            continue
        scoped = rule.lines is not None or plan.compound
        for target in rule.multiply.targets:
            give = plan.rules[target].give
            if give is not None and give.line_wise and scoped:
                found.add(target)
    return frozenset(found)


def is_even(rule: model.Rule) -> bool:
    """Whether each line's part of the raw award is its money times one factor."""
    give = rule.give
    return give is not None and give.form == "rate" and give.table is None and give.line_cap is None


def sums_even_target(rule: model.Rule, plan: model.Plan) -> bool:
    """Whether a multiplier on some lines has one target, of which those lines' part is their money times a factor."""
    multiply = rule.multiply
    if multiply is None or rule.lines is None or plan.compound or len(multiply.targets) != 1 or multiply.table:
        return False
    target = plan.rules[multiply.targets[0]]
    if target.give is None or not is_even(target) or target.lines is not None:
        return False
    if rule.gift_cards and not target.gift_cards:
        return False
    return all(plan.wallets[at].round_per == "award" for at in (multiply.wallet, target.give.wallet))


def write_raw(to: Writer, rule: model.Rule, position: int, by_line: bool, lines: str = "") -> None:
    """k_N, inside the branch in which the rule runs. With `by_line` also l_N, 0 on lines out of scope. `lines`: what
    its scope is called, if not L_N."""
    give = rule.give
    assert give is not None
    out = to.out
    k = f"k_{position}"
    if give.table is None:
        assert give.amount is not None
        factor = str(give.amount[0])
    elif give.table.by_line:
        factor = to.table(give.table)
    else:
        out.line(f"f = {to.table(give.table)}")
        factor = "f"
    lines = lines or f"L_{position}"
    base = {"rate": "B[j]", "item": "U[j]"}.get(give.form, "")
    if give.form == "units" and give.of_line and give.of is not None:
        base = to.python(give.of)
        if give.of_known not in (None, TRUE):
            base = f"(({base}) if {to.python(give.of_known)} else 0)"
    if base:
        amount = f"({base}) * {factor}"
        if give.line_cap is not None:
            amount = f"min({amount}, {give.line_cap * denominator(rule)})"
        if by_line:
            out.line(f"l_{position} = [0] * n")
            with out.block(f"for j in {lines}:"):
                out.line(f"l_{position}[j] = {amount}")
            out.line(f"{k} = sum(l_{position})")
        elif give.line_cap is not None or (give.table is not None and give.table.by_line):
            out.line(f"{k} = sum([{amount} for j in {lines}])")
        else:
            out.line(f"{k} = sum([{base} for j in {lines}]) * {factor}")
        return
    if give.form == "flat":
        out.line(f"{k} = {factor}")
    elif give.form == "full":
        out.line(f"{k} = sum([B[j] for j in {lines}]) // {give.step} * {factor}")
    else:
        _write_units(to, give, position, factor, lines)


def _write_units(to: Writer, give: model.Give, position: int, factor: str, lines: str) -> None:
    """Whole-basket numbers, and whole steps of a number summed over the lines."""
    assert give.of is not None
    number = to.python(give.of)
    if give.of_known not in (None, TRUE):
        number = f"(({number}) if {to.python(give.of_known)} else 0)"
    if give.of_line:
        number = f"sum([{number} for j in {lines}])"
    step = f" // {give.step}" if give.form == "full_units" else ""
    to.out.line(f"k_{position} = ({number}){step} * {factor}")


def shared_out(rule: model.Rule) -> bool:
    """Whether a return can make the raw award a fraction: a part of a line has its exact share of the line's numbers
    (row 103)."""
    return rule.give is not None and rule.give.form == "units" and rule.give.of_line


def rounding_call(wallet: model.Wallet, numerator: str, denominator: str, whole: bool = True) -> str:
    """The award of a ratio by the wallet's mode; a `whole` numerator over a denominator of 1 needs none."""
    if denominator == "1" and whole:
        return numerator
    if wallet.rounding == "down":
        return f"({numerator}) // {denominator}"
    return f"{wallet.rounding}({numerator}, {denominator})"


def write_own_award(to: Writer, rule: model.Rule, position: int, by_line: bool) -> None:
    """a_N of the uncut raw award, rounded once; line by line where the wallet says so (row 26)."""
    give = rule.give
    assert give is not None
    wallet = to.plan.wallets[give.wallet]
    d = denominator(rule)
    if give.line_wise and wallet.round_per != "award" and by_line:
        quantities = "Q" if wallet.round_per == "item" else "None"
        to.out.line(f"a_{position} = round_lines(l_{position}, {d}, {wallet.rounding}, {quantities})")
    else:
        to.out.line(f"a_{position} = {rounding_call(wallet, f'k_{position}', str(d), not shared_out(rule))}")
