"""The fused frame: a mapping read once, each value guarded where it is read; whatever is unusual goes the careful way.

A text of this frame reads a basket as tills send it: lines of whole units, prices in minor units, no key that it does
not know. It counts keys instead of looking at each: so many keys, of which so many are found, leave none unknown. What
does not fit raises KeyError, TypeError, AttributeError or ValueError, and the text then reads everything again by the
doors, which refuse it or know what it means. Both ways leave the same variables.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Literal

from fidelang.kernel.frames.prologue import finest, list_of
from fidelang.kernel.names import variable
from fidelang.kernel.text import Text
from fidelang.plan import model
from fidelang.plan.bounds import LARGEST_FACT, LARGEST_QUANTITY
from fidelang.state import ABSENT
from fidelang.values import FOREVER

CAREFUL = "raise KeyError"
UNUSUAL = "(KeyError, TypeError, AttributeError, ValueError)"


Field = tuple[str, str, bool, int]  # key, kind (a fact's, or what the JSON door knows), must be there, greatest
Shape = Literal["keys", "objects", "typed"]  # mappings; objects with attributes; those that a decoder looked at
Wanted = tuple[str, str, str | None]  # variable, key, default as text; None: it must be there


def write_keys(
    out: Text, source: str, wanted: Iterable[Wanted], known: str, others: Collection[str] = (), shape: Shape = "keys"
) -> None:
    """Reads keys of the mapping `source` into variables.

    `known` names a frozenset of all keys that may stand there; it is looked at only if there are more or fewer than
    those wanted. `others`: lines for that case. An object has attributes, and may have others.
    """
    wanted = list(wanted)
    if shape != "keys":
        for name, key, _ in wanted:
            out.line(f"{name} = {source}.{attribute(key)}")
        return
    with out.block(f"if len({source}) == {len(wanted)}:"):
        for name, key, _ in wanted:
            out.line(f"{name} = {source}[{key!r}]")
    with out.block("else:"):
        with out.block(f"if not {source}.keys() <= {known}:"):
            out.line(CAREFUL)
        for name, key, default in wanted:
            out.line(f"{name} = {source}[{key!r}]" if default is None else f"{name} = {source}.get({key!r}, {default})")
        for line in others:
            out.line(line)


def attribute(key: str) -> str:
    """What an object calls a key: `orders over 12 months` is its `orders_over_12_months`."""
    return re.sub(r"[^0-9a-zA-Z]", "_", key)


def write_guard(out: Text, fact: model.Fact, name: str, shape: Shape = "keys") -> None:
    """A value as it was read becomes the fact's integer, or goes the careful way."""
    match fact.kind:
        case "flag":
            if shape == "typed":
                return
            with out.block(f"if {name} is not True and {name} is not False:"):
                out.line(CAREFUL)
        case "text":
            out.line(f"c = TEXTS.get({name})")
            with out.block("if c is None:"):
                careful = f"text_code(TEXTS, fresh, text({name}, {fact.name!r}))"
                with out.block(f"if type({name}) is str and {name}.isascii() and not TEXTS_MEET:"):
                    out.line("c = OTHER_TEXT")
                with out.block("else:"):
                    out.line(f"c = {careful}")
            out.line(f"{name} = c")
        case "one_of":
            out.line(f"{name} = {table_of(fact)}[{name}]")
        case "number" | "money":
            scale = 10**fact.decimals if fact.kind == "number" else 1
            _write_number(out, name, -(LARGEST_FACT // scale), LARGEST_FACT // scale, shape)
            if scale > 1:
                with out.block(f"if {name} != {ABSENT}:"):
                    out.line(f"{name} *= {scale}")
        case _ if shape == "typed":
            out.line(f"{name} = DATES[{name}]")
        case _:
            _write_number(out, name, 1, FOREVER)


def table_of(fact: model.Fact) -> str:
    """The name of a closed list's table: the position of each value."""
    return f"VALUES_{variable(f'{fact.owner}.{fact.name}').removesuffix('[j]')}"


def write_tables(out: Text, plan: model.Plan) -> None:
    """Tables of every closed list, and of the tiers: no value is the lowest."""
    for fact in plan.facts:
        if fact.kind == "one_of":
            values: dict[str | None, int] = {value: at for at, value in enumerate(fact.values)}
            out.line(f"{table_of(fact)} = { ({**values, None: ABSENT})!r}")
    levels: dict[str | None, int] = {one.name: at for at, one in enumerate(plan.tiers.tiers if plan.tiers else ())}
    out.line(f"LEVELS = { ({**levels, None: 0})!r}")


def _write_number(out: Text, name: str, least: int, most: int, shape: Shape = "keys") -> None:
    with out.block(f"if {name} is None:"):
        out.line(f"{name} = {ABSENT}")
    if shape == "typed":
        return
    with out.block(f"elif type({name}) is not int or not {least} <= {name} <= {most}:"):
        out.line(CAREFUL)


def line_facts(plan: model.Plan, used: Collection[str]) -> list[model.Fact]:
    """Facts of a line that the text reads."""
    return [fact for fact in plan.facts if fact.owner == "line" and list_of(fact) in used]


def write_lines(out: Text, plan: model.Plan, used: Collection[str], shape: Shape = "keys") -> None:
    """The rows of the list `rows` as columns, those that are used: G gross, Q thousandths, U items, P prices, facts.

    Leaves n, `cards` (whether there is a gift card) and the sum `gross`.
    """
    facts = line_facts(plan, used)
    columns = ["G", *(name for name in ("Q", "U", "P") if name in used), *(list_of(fact) for fact in facts)]
    out.line("; ".join(f"{name} = []" for name in columns))
    if shape != "typed":
        with out.block("if type(rows) is not list:"):
            out.line(CAREFUL)
    values = [f"r_{at}" for at in range(len(facts))]
    with out.block("for row in rows:"):
        if shape == "objects":  # nothing counts their attributes
            with out.block("if getattr(row, 'giftcard', None) or getattr(row, 'amount', None) is not None:"):
                out.line(CAREFUL)
        defaults = {"flag": "False"}
        write_keys(
            out,
            "row",
            [
                ("p", "price", None),
                ("q", "quantity", "1"),
                *((name, fact.name, defaults.get(fact.kind, "None")) for name, fact in zip(values, facts, strict=True)),
            ],
            "USUAL_LINE",
            unread(plan, "line", used, "row"),
            shape=shape,
        )
        guard = f"(p > 1 and q > 0 or p >= 0 and 0 < q <= {LARGEST_QUANTITY // 1000})"
        if plan.largest > LARGEST_QUANTITY // 1000 * 2:  # else the largest basket bounds the quantity of what costs
            guard = f"p >= 0 and 0 < q <= {LARGEST_QUANTITY // 1000}"
        if shape != "typed":
            with out.block(f"if not (type(p) is int is type(q) and {guard}):"):
                out.line(CAREFUL)
        out.line("G.append(p * q)")
        for name, fact in zip(values, facts, strict=True):
            write_guard(out, fact, name, shape)
            out.line(f"{list_of(fact)}.append({name})")
        if "Q" in used:
            out.line("Q.append(q * 1000)")
        if "U" in used:
            out.line("U.append(q)")
        if "P" in used:
            out.line(f"P.append(p * {10 ** (finest(plan) - plan.decimals)})")
    out.line("n = len(G); gross = sum(G)")
    with out.block(f"if not 0 < n <= {plan.largest_lines} or gross > {plan.largest}:"):
        out.line(CAREFUL)
    out.line("cards = False")
    if "K" in used:
        out.line("K = NO_CARDS")


def usual_line(plan: model.Plan, used: Collection[str]) -> list[str]:
    """Names that a line may have on the usual way: those read, and those that mean nothing to the program."""
    declared = {fact.name for fact in plan.facts if fact.owner == "line" and _looked_at(fact, used)}
    return sorted({"price", "quantity", *declared, *({"sku", "category", "brand"} - _declared(plan, "line"))})


def basket_facts(plan: model.Plan, used: Collection[str]) -> list[model.Fact]:
    return [fact for fact in plan.facts if fact.owner == "basket" and list_of(fact) in used]


def usual_basket(plan: model.Plan, used: Collection[str]) -> list[str]:
    read = {
        "at",
        "lines",
        "redeem",
        *(one.name for one in plan.facts if one.owner == "basket" and _looked_at(one, used)),
    }
    if "v_basket_shipping" in used:
        read.add("shipping")
    return sorted(read | ({"id", "name", "channel", "store"} - _declared(plan, "basket")))


def _declared(plan: model.Plan, owner: str) -> set[str]:
    return {fact.name for fact in plan.facts if fact.owner == owner}


def _looked_at(fact: model.Fact, used: Collection[str]) -> bool:
    """Whether the usual way reads a fact, or can at least see that it is of its kind."""
    return list_of(fact) in used or fact.kind in ("text", "flag", "one_of")


def unread(plan: model.Plan, owner: str, used: Collection[str], source: str) -> list[str]:
    """Lines that look at facts which no rule of the text reads: what is not of their kind is refused all the same."""
    found = []
    for fact in plan.facts:
        if fact.owner != owner or list_of(fact) in used or not _looked_at(fact, used):
            continue
        test = {"text": "type(c) is not str", "flag": "type(c) is not bool"}.get(
            fact.kind, f"c not in {table_of(fact)}"
        )
        found.append(f"c = {source}.get({fact.name!r})")
        found.append(f"if c is not None and {test}: {CAREFUL}")
    return found


def write_basket(out: Text, plan: model.Plan, used: Collection[str], shape: Shape = "keys") -> None:
    """The mapping or object `b`: its instant, its facts, what it redeems, its lines."""
    facts = basket_facts(plan, used)
    wanted: list[Wanted] = [("at", "at", None), ("rows", "lines", None)]
    wanted += [(list_of(fact), fact.name, "False" if fact.kind == "flag" else "None") for fact in facts]
    others = ["v_basket_shipping = b.get('shipping')"] if "v_basket_shipping" in used else []
    others += ["asked = asks(b.get('redeem'), REWARDS, AUTOMATIC)"] if "asked" in used else []
    others += unread(plan, "basket", used, "b")
    if "fresh" in used or any(fact.kind == "text" for fact in [*facts, *line_facts(plan, used)]):
        out.line("fresh = {}")
    if "v_basket_shipping" in used:
        out.line("v_basket_shipping = None")
    if "asked" in used:
        out.line("asked = AUTOMATIC")
    if shape != "keys":
        others = ["v_basket_shipping = getattr(b, 'shipping', None)"] if "v_basket_shipping" in used else []
        others += ["asked = asks(getattr(b, 'redeem', None), REWARDS, AUTOMATIC)"] if "asked" in used else []
    if shape == "objects" and "asked" not in used:
        with out.block("if getattr(b, 'redeem', None):"):
            out.line(CAREFUL)
    write_keys(out, "b", wanted, "USUAL_BASKET", others, shape)
    for line in others if shape != "keys" else ():
        out.line(line)
    write_moment(out)
    for fact in facts:
        write_guard(out, fact, list_of(fact), shape)
    if "v_basket_shipping" in used:
        _write_number(out, "v_basket_shipping", 0, plan.largest, shape)
    write_lines(out, plan, used, shape)


def field_of(fact: model.Fact) -> Field:
    return fact.name, fact.kind, False, LARGEST_FACT // (10**fact.decimals if fact.kind == "number" else 1)


def line_fields(plan: model.Plan, used: Collection[str]) -> list[Field]:
    """What a typed line holds."""
    facts = [field_of(fact) for fact in line_facts(plan, used)]
    numbers: list[Field] = [
        ("price", "amount", True, plan.largest),
        ("quantity", "quantity", False, LARGEST_QUANTITY // 1000),
    ]
    return with_others([*numbers, *facts, *_unread_fields(plan, "line", used)], usual_line(plan, used), plan, "line")


def basket_fields(plan: model.Plan, used: Collection[str]) -> list[Field]:
    """What a typed basket holds; `lines` are its lines."""
    facts = [field_of(fact) for fact in basket_facts(plan, used)]
    found: list[Field] = [("at", "moment", True, 0), ("lines", "lines", True, 0), *facts]
    if "v_basket_shipping" in used:
        found.append(("shipping", "shipping", False, plan.largest))
    if "asked" in used:
        found.append(("redeem", "any", False, 0))
    found += _unread_fields(plan, "basket", used)
    others = usual_basket(plan, used)
    names = others if "asked" in used else [name for name in others if name != "redeem"]
    return with_others(found, names, plan, "basket")


def _unread_fields(plan: model.Plan, owner: str, used: Collection[str]) -> list[Field]:
    """Facts that no rule of the text reads, as far as their type says all of them: not a closed list."""
    facts = [fact for fact in plan.facts if fact.owner == owner and list_of(fact) not in used]
    return [field_of(fact) for fact in facts if fact.kind in ("text", "flag")]


def with_others(fields: list[Field], names: Iterable[str], plan: model.Plan, owner: str) -> list[Field]:
    """Fields, and names that may stand beside them and say nothing to the program."""
    known = {key for key, *_ in fields} | _declared(plan, owner)
    return [*fields, *((name, "any", False, 0) for name in names if name not in known)]


def write_moment(out: Text) -> None:
    with out.block("if type(at) is tuple:"):
        out.line("day, minute = at")
        with out.block(
            "if not (type(day) is int is type(minute) and FIRST_DAY <= day <= LAST_DAY and 0 <= minute < 1440):"
        ):
            out.line(CAREFUL)
    with out.block("else:"):
        out.line("day, minute = MOMENTS[at]")
