"""Basket to integers and lists: written once, fused into `price` by the dict frame, apart in `encode` by the other."""

from __future__ import annotations

from fidelang.catalogue import PRICE_DECIMALS
from fidelang.kernel.names import variable
from fidelang.kernel.text import Text
from fidelang.plan import model
from fidelang.state import ABSENT


def finest(plan: model.Plan) -> int:
    """Decimals of a unit price as the kernel holds it."""
    return max(PRICE_DECIMALS, plan.decimals)


def columns(plan: model.Plan) -> list[str]:
    """Names of what the prologue leaves, in the order in which the encoder packs them."""
    facts = [list_of(fact) for fact in plan.facts if fact.owner in ("basket", "line")]
    return ["n", "G", "Q", "U", "P", "K", "v_basket_shipping", "asked", "fresh", *facts]


def write_prologue(out: Text, plan: model.Plan) -> None:
    """Reads the mapping `b`. Leaves n lines: G gross, Q quantity in thousandths, U items, P unit price, K gift card,
    and a list for each line fact; the basket's facts; the rewards asked for. Raises InvalidInput."""
    lists = ["G", "Q", "U", "P", "K", *(list_of(fact) for fact in plan.facts if fact.owner == "line")]
    out.line("fresh = {}; " + "; ".join(f"{name} = []" for name in lists))
    with out.block("try:"):
        with out.block("if not b.keys() <= BASKET_NAMES:"):
            out.line("unknown(b, BASKET_NAMES)")
        out.line("rows = b.get('lines')")
        with out.block("if not rows:"):
            out.line("raise InvalidInput('no_lines', 'a basket has at least one line', ('lines',))")
        with out.block("if not isinstance(rows, (list, tuple)):"):
            out.line("raise InvalidInput('fact_type', f'{rows!r} is not a list of lines', ('lines',))")
        out.line("n = len(rows)")
        with out.block(f"if n > {plan.largest_lines}:"):
            out.line(f"raise InvalidInput('too_many_lines', f'{{n}} lines; at most {plan.largest_lines}', ('lines',))")
        with out.block("for j, row in enumerate(rows):"):
            with out.block("try:"):
                _write_line(out, plan)
            with out.block("except InvalidInput as problem:"):
                out.line("raise problem.within('lines', j)")
        with out.block(f"if sum(G) > {plan.largest}:"):
            out.line("raise InvalidInput('basket_too_large', 'the basket is above the largest allowed', ('lines',))")
        _write_shipping(out, plan)
        out.line("asked = asks(b.get('redeem'), REWARDS, AUTOMATIC)")
        for fact in plan.facts:
            if fact.owner == "basket":
                out.line(f"{list_of(fact)} = {read(fact, 'b', plan)}")
    with out.block("except InvalidInput as problem:"):
        out.line("raise problem.within('basket')")


def _write_line(out: Text, plan: model.Plan) -> None:
    with out.block("if type(row) is not dict:"):
        out.line("row = mapping(row)")
    with out.block("if not row.keys() <= LINE_NAMES:"):
        out.line("unknown(row, LINE_NAMES)")
    out.line("q = quantity(row.get('quantity'), 'quantity')")
    out.line("u = q // 1000 if q % 1000 == 0 else 1")
    step = 10 ** (finest(plan) - plan.decimals)
    with out.block("if 'amount' in row:"):
        out.line(f"g = price_of(row['amount'], {plan.decimals}, {plan.decimals}, 'amount')")
        out.line(f"p = g * {step} * 1000 // q if g * {step} * 1000 % q == 0 else {ABSENT}")
    with out.block("else:"):
        out.line(f"p = price_of(row.get('price'), {plan.decimals}, {finest(plan)}, 'price')")
        scale = step * 1000
        out.line(f"g = (2 * p * q + {scale}) // {2 * scale}")
    for name, value in (("G", "g"), ("Q", "q"), ("U", "u"), ("P", "p"), ("K", "flag(row.get('giftcard'), 'giftcard')")):
        out.line(f"{name}.append({value})")
    for fact in plan.facts:
        if fact.owner == "line":
            out.line(f"{list_of(fact)}.append({read(fact, 'row', plan)})")


def _write_shipping(out: Text, plan: model.Plan) -> None:
    out.line(f"v_basket_shipping = money(b.get('shipping'), {plan.decimals}, 'shipping')")
    with out.block("if v_basket_shipping < 0:"), out.block(f"if v_basket_shipping != {ABSENT}:"):
        out.line("raise InvalidInput('negative_price', 'the shipping is below zero', ('shipping',))")
    with out.block(f"if v_basket_shipping > {plan.largest}:"):
        out.line("raise InvalidInput('basket_too_large', 'the shipping is above the largest basket', ('shipping',))")


def list_of(fact: model.Fact) -> str:
    return variable(f"{fact.owner}{'' if fact.builtin else '.own'}.{fact.name}").removesuffix("[j]")


def read(fact: model.Fact, source: str, plan: model.Plan) -> str:
    """The expression that reads a fact from a mapping."""
    value, where = f"{source}.get({fact.name!r})", repr(fact.name)
    match fact.kind:
        case "number":
            return f"number({value}, {fact.decimals}, {where})"
        case "money":
            return f"money({value}, {plan.decimals}, {where})"
        case "text":
            return f"text_code(TEXTS, fresh, text({value}, {where}))"
        case "flag":
            return f"flag({value}, {where})"
        case "one_of":
            values = {name: at for at, name in enumerate(fact.values)}
            return f"one_of({value}, {values!r}, {where})"
    return f"date({value}, {where})"
