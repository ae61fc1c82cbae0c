"""`price`: a basket's phases, from offers to budgets, written from the plan (row 14)."""

from __future__ import annotations

from collections.abc import Iterable

from fidelang.kernel.frames.prologue import columns, write_prologue
from fidelang.kernel.names import balance, of_purchase, variable
from fidelang.kernel.shapes.conditions import write_life
from fidelang.kernel.shapes.group import group_counters, write_group
from fidelang.kernel.shapes.lines import write_eligible, write_sum
from fidelang.kernel.shapes.offers import write_offers
from fidelang.kernel.shapes.rewards import write_rewards
from fidelang.kernel.shapes.writer import Writer, condition_formulas, rule_formulas, sums_of
from fidelang.plan import model
from fidelang.plan.formula import FALSE, TRUE, Formula, slots
from fidelang.state import ABSENT

# as in `Answer`
ANSWER = "fx, takes, awards, gifts, given, done, paid, refused, {reasons}, N, U, K, gross, fresh, met, read"


def offers_of(plan: model.Plan) -> list[tuple[int, model.Rule]]:
    """Offers in the order in which they act: the greater priority first, then as written (row 15)."""
    found = [(position, rule) for position, rule in enumerate(plan.rules) if rule.kind == "offer"]
    return sorted(found, key=lambda one: (-one[1].priority, one[1].order))


def rewards_of(plan: model.Plan) -> list[tuple[int, model.Rule]]:
    """Rewards of a purchase: asked for, or automatic at a purchase."""
    return [(position, rule) for position, rule in enumerate(plan.rules) if rule.kind == "reward" and at_purchase(rule)]


def earns_of(plan: model.Plan) -> list[tuple[int, model.Rule]]:
    """Earn rules of a purchase, by name."""
    return [(position, rule) for position, rule in enumerate(plan.rules) if rule.kind == "earn" and at_purchase(rule)]


def at_purchase(rule: model.Rule) -> bool:
    return not rule.triggers or any(trigger.what == "purchase" for trigger in rule.triggers)


def write_price(plan: model.Plan, flat: bool, member: bool) -> str:
    """The text of `price(b, S, H, day, minute)`, or of `price_alone` for a basket without a member.

    `flat`: the basket comes as integers and lists from `encode`; else as the mapping itself.
    """
    to = Writer(plan, member=member)
    out = to.out
    offers, rewards, earns = offers_of(plan), rewards_of(plan), earns_of(plan)
    rules = [*offers, *rewards, *earns]
    formulas = [formula for _, rule in rules for formula in rule_formulas(rule, plan)] + [plan.exclude]
    with out.block(f"def price{'' if member else '_alone'}(b, S, H, day, minute):"):
        if flat:
            out.line(f"{', '.join(columns(plan))}, = b")
        else:
            write_prologue(out, plan)
        out.line("fx = []; awards = []; gifts = []; given = []; done = []; refused = []; takes = {}")
        out.line(f"paid = [0] * {len(plan.wallets)}")
        write_life(to)
        if member:
            to.bind(formulas)
        elif any("now" in slots(formula) for formula in formulas):
            out.line("now = day * 1440 + minute")
        counters = group_counters(rules, plan)
        to.load_counters(counters)
        out.line("N = G[:]; A = G; gross = sum(G); v_basket_gross = v_basket_total = gross")
        out.line("v_basket_items = sum(U); ship = [max(v_basket_shipping, 0)]")
        _write_taken(to)
        if offers:
            write_phase(to, offers)
            write_offers(to, offers)
            out.line("A = N[:]; v_basket_total = sum(N)")
        if rewards:
            if member:
                priced = sorted({rule.price.wallet for _, rule in rewards if rule.price is not None})
                out.line(f"bal = [0] * {len(plan.wallets)}")
                for wallet in priced:
                    out.line(f"bal[{wallet}] = {balance(wallet, plan, 'day')}")
            write_phase(to, rewards)
            write_rewards(to, rewards)
            out.line("A = N; v_basket_total = sum(N)")
        out.line(f"B = {'G' if plan.earn_on_gross else 'N'}")
        if earns:
            if member:
                write_eligible(to)
            write_phase(to, earns)
            write_group(to, earns, basket=True)
        _write_met(to)
        _write_read(to)
        reasons = "".join(f"({position}, x_{position}, y_{position}), " for position, _ in [*offers, *earns])
        out.line(f"return Answer({ANSWER.format(reasons=f'({reasons})')})")
    return str(out)


def _write_hand(to: Writer, formulas: Iterable[Formula]) -> None:
    """What the basket at hand adds to a streak's unit: an order, and its goods without gift cards as they stand."""
    read = {slot for formula in formulas for slot in slots(formula)}
    if to.member and "hand.orders" in read:
        to.out.line("v_hand_orders = 1")
    if to.member and "hand.spend" in read:
        to.out.line("v_hand_spend = sum([A[j] for j in range(n) if not K[j]])")


def _write_met(to: Writer) -> None:
    """Categories of the lines, gift cards left out, by their marks (row 156)."""
    out = to.out
    if not to.member or all(log.name != "categories" for log in to.plan.logs):
        out.line("met = ()")
        return
    out.line("named = {code: text for text, code in fresh.items()}")
    mark = "text_mark(named[v_line_category[j]] if v_line_category[j] in named else NAMES[v_line_category[j]])"
    told = f"v_line_category[j] != {ABSENT} and not K[j]"
    out.line(f"met = sorted({{{mark} for j in range(n) if {told}}})")


def read_by_messages(plan: model.Plan) -> list[str]:
    """What messages read of a basket."""
    formulas = [formula for message in plan.messages for formula in condition_formulas(message.whens)]
    found = {slot for formula in formulas for slot in slots(formula)}
    return sorted(slot for slot in found if slot.startswith(("basket.", "sum:")) and slot != "basket.ordinal")


def _write_read(to: Writer) -> None:
    """The basket as messages read it, all discounts taken (row 162)."""
    out, read = to.out, read_by_messages(to.plan) if to.member else []
    for slot in read:
        if slot.startswith("sum:"):
            write_sum(to, int(slot[4:]))
    out.line(f"read = {{{', '.join(f'{slot!r}: {variable(slot)}' for slot in read)}}}")


def _write_taken(to: Writer) -> None:
    """Discounts of one rule, of several applications, kept as one."""
    out = to.out
    with out.block("def taken(rule, amount, part):"):
        with out.block("if rule in takes:"):
            out.line("before = takes[rule]")
            out.line("takes[rule] = (before[0] + amount, [one + other for one, other in zip(before[1], part)])")
        with out.block("else:"):
            out.line("takes[rule] = (amount, part)")


def write_phase(to: Writer, rules: list[tuple[int, model.Rule]]) -> None:
    """What the rules of a phase read of the basket as it stands now, and which of their stacks are on."""
    stacks = sorted({rule.stack for _, rule in rules if rule.stack is not None})
    if not to.member:
        rules = [(position, rule) for position, rule in rules if rule.kind == "offer" and not rule.reads_member]
    formulas = [formula for _, rule in rules for formula in rule_formulas(rule, to.plan)]
    _write_hand(to, formulas)
    for at in sums_of(formulas):
        if to.plan.aggregates[at].scope is None:
            write_sum(to, at)
    for stack in stacks:
        holds = to.plan.stacks[stack].holds
        if not to.member and any(not of_purchase(slot) for slot in slots(holds)):
            holds = FALSE
        to.out.line(f"on_{stack} = {'True' if holds == TRUE else to.python(holds)}")


def write_encode(plan: model.Plan) -> str:
    """The text of `encode(b)`: a basket's mapping as a tuple of integers and lists."""
    to = Writer(plan)
    with to.out.block("def encode(b):"):
        write_prologue(to.out, plan)
        to.out.line(f"return ({', '.join(columns(plan))},)")
    return str(to.out)
