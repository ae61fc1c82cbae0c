"""`quote`: what a basket gives and takes, and no more: the phases of `price`, written without reasons and effects.

The same shapes write it, told that nobody asks why a rule gave nothing. So a quote cannot disagree with a purchase; the
conformance cases hold it to that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any, Literal

from fidelang.kernel.frames.fused import (
    UNUSUAL,
    Field,
    Shape,
    basket_fields,
    line_fields,
    usual_basket,
    usual_line,
    write_basket,
    write_tables,
)
from fidelang.kernel.frames.prologue import columns
from fidelang.kernel.frames.told import Told, readable
from fidelang.kernel.names import member_read, of_purchase, variable
from fidelang.kernel.price import earns_of, offers_of, rewards_of, write_encode, write_phase
from fidelang.kernel.shapes.conditions import write_life
from fidelang.kernel.shapes.gives import is_even
from fidelang.kernel.shapes.group import group_counters, write_group
from fidelang.kernel.shapes.limits import wallet_of
from fidelang.kernel.shapes.lines import write_eligible
from fidelang.kernel.shapes.offers import write_offers
from fidelang.kernel.shapes.plain import filed_of, is_plain
from fidelang.kernel.shapes.rewards import write_rewards
from fidelang.kernel.shapes.writer import Writer, rule_formulas
from fidelang.kernel.text import Text
from fidelang.plan import model
from fidelang.plan.formula import FALSE, Formula, slots

Reading = Literal["told", "kept", "alone", "objects", "typed"]
SHAPES: dict[Reading, Shape] = {"told": "keys", "objects": "objects", "typed": "typed"}
BEFORE = "this basket is before the member's latest day"
_WORD = re.compile(r"[A-Za-z_]\w*")
Member = tuple[int, model.Rule]


@dataclass(frozen=True, slots=True)
class Written:
    """The text of a quote; `typed`: what typed objects hold, if it reads such: member, balances, basket, line."""

    text: str
    typed: dict[str, list[Field]] | None = None


def write_quote(plan: model.Plan, reading: Reading) -> Written | None:
    """The text of `quote(m, b, H)`: `m` is a mapping that tells of a member, a state (`kept`), or nobody (`alone`).

    `objects` have attributes, `typed` ones are a decoder's: what they do not fit raises one of UNUSUAL. None if the
    program reads of a member what no object tells.
    """
    offers, rewards, earns = offers_of(plan), rewards_of(plan), earns_of(plan)
    rules = [*offers, *rewards, *earns]
    formulas = [formula for _, rule in rules for formula in rule_formulas(rule, plan)] + [plan.exclude]
    read = list(dict.fromkeys(slot for formula in formulas for slot in slots(formula) if not of_purchase(slot)))
    read += [f"balance:{at}" for at in _priced(rewards) if f"balance:{at}" not in read]
    if counts_membership(plan) and "member.joined" not in read:
        read.append("member.joined")
    direct = reading in SHAPES and is_direct(plan, rules, read)
    if reading in ("objects", "typed") and not direct:
        return None
    body = Writer(plan, out=Text(1), member=reading != "alone", lean=True, told=reading in SHAPES)
    body.plain = frozenset(position for position, rule in earns if is_plain(rule, plan))
    body.consents = "consents" if direct else "S.consents"
    takes = [rule for _, rule in [*offers, *rewards] if rule.take is not None]
    body.json = reading == "typed"
    body.once = len(takes) == 1 and takes[0].kind == "offer" and takes[0].stack is None
    _write_body(body, offers, rewards, earns, formulas)
    used = frozenset(_WORD.findall(str(body.out)))
    told = Told(plan, read, any(rule.consents for _, rule in rules), SHAPES[reading]) if direct else None
    out = Text()
    with out.block("def quote(m, b, H):"):
        _write_basket(out, plan, used, reading)
        if reading == "kept":
            out.line("S = m")
            with out.block("if day < S.clock:"):
                out.line("raise InvalidInput('back_in_time', BEFORE, ('basket', 'at'))")
        if reading != "alone":
            _write_member(out, plan, read, told, reading)
        if "now" in used:
            out.line("now = day * 1440 + minute")
    names = {"USUAL_LINE": usual_line(plan, used), "USUAL_BASKET": usual_basket(plan, used)}
    if told is not None:
        names["USUAL_MEMBER"] = told.usual()
    constants = "".join(f"{name} = frozenset({found!r})\n" for name, found in names.items())
    meet = any(one[0] in ("eq", "ne") and one[1][0] == one[2][0] == "get" for one in _parts(formulas))
    constants += f"TEXTS_MEET = {meet}\nOTHER_TEXT = len(TEXTS)\nNO_NAMES = frozenset()\n"
    constants += body.tables
    if body.json:
        for at, wallet in enumerate(plan.wallets):
            constants += f"WALLET_{at} = {json.dumps(wallet.name, ensure_ascii=False) + ':'!r}\n"
    constants += f"BEFORE = {BEFORE!r}\n"
    constants += f"ALL = tuple(map(range, range({plan.largest_lines + 1})))\nNO_CARDS = (0,) * {plan.largest_lines}\n"
    tables = Text()
    write_tables(tables, plan)
    text = "\n".join([constants, str(tables), str(out) + str(body.out)])
    if told is None or told.shape != "typed":
        return Written(text)
    fields = {
        "member": told.fields(),
        "balances": told.wallets(),
        "basket": basket_fields(plan, used),
        "line": line_fields(plan, used),
    }
    return Written(text, fields)


def is_direct(plan: model.Plan, rules: list[Member], read: list[str]) -> bool:
    """Whether the member can be read without a state."""
    campaigns = any(rule.campaign is not None and plan.campaigns[rule.campaign].chooses for _, rule in rules)
    return not campaigns and not plan.streaks and all(map(readable, read))


def _priced(rewards: list[Member]) -> list[int]:
    return sorted({rule.price.wallet for _, rule in rewards if rule.price is not None})


def _parts(formulas: Iterable[Formula]) -> Iterable[Formula]:
    for formula in formulas:
        yield formula
        yield from _parts(part for part in formula[1:] if isinstance(part, tuple) and part and isinstance(part[0], str))


def _write_basket(out: Text, plan: model.Plan, used: frozenset[str], reading: Reading) -> None:
    if reading in ("objects", "typed"):
        write_basket(out, plan, used, SHAPES[reading])
        return
    with out.block("try:"):
        write_basket(out, plan, used)
    with out.block(f"except {UNUSUAL}:"):
        out.line("day, minute = careful(m, b)")
        out.line(f"{', '.join(columns(plan))}, = encode(b)")
        out.line("gross = sum(G); cards = 1 in K")


def _write_member(out: Text, plan: model.Plan, read: list[str], told: Told | None, reading: Reading) -> None:
    if told is not None and told.shape != "keys":
        told.write(out)
        return
    if told is not None:
        with out.block("try:"):
            told.write(out)
        with out.block(f"except {UNUSUAL}:"):
            out.line("S = told(m, day); consents = S.consents; fresh = {}")
            _write_state(out, plan, read)
        return
    if reading == "told":
        out.line("S = told(m, day)")
    _write_state(out, plan, read)


def _write_state(out: Text, plan: model.Plan, read: list[str]) -> None:
    for slot in read:
        out.line(f"{variable(slot)} = {member_read(slot, plan)}")


def _write_body(
    to: Writer, offers: list[Member], rewards: list[Member], earns: list[Member], formulas: list[Formula]
) -> None:
    out, plan = to.out, to.plan
    out.line("mask = 0; rest = v_basket_gross = v_basket_total = gross; N = A = G")
    if any("basket.items" in slots(formula) for formula in formulas):
        out.line("v_basket_items = sum(U)")
    if offers or rewards:
        out.line("takes = []")
    if any(rule.take is not None and rule.take.scope == "shipping" for _, rule in [*offers, *rewards]):
        out.line("ship = [max(v_basket_shipping, 0)]")
    if to.once:
        out.line("pending = shares = None")
    if plan.start is not None or plan.stop is not None:
        write_life(to)
    elif len(to.plain) < len(earns) or any(rule.stack is not None for _, rule in offers) or rewards:
        out.line("life = 0")
    to.load_counters(_counters(to, offers, rewards, earns))
    if offers:
        write_phase(to, offers)
        write_offers(to, offers)
        out.line("v_basket_total = rest")
        if not to.once:
            out.line("A = N")
    if rewards or (to.member and filed_of(to, earns)):
        out.line("given = []")
    if to.member and plan.wallets:
        out.line(" = ".join(f"got_{wallet}" for wallet in range(len(plan.wallets))) + " = 0")
    if rewards:
        with out.block("if asked:"):
            _write_rewards(to, rewards)
    if earns and to.member:
        _write_earns(to, earns)
    _write_answer(to, offers, rewards, earns)


def _counters(to: Writer, offers: list[Member], rewards: list[Member], earns: list[Member]) -> set[int]:
    plan = to.plan
    if not to.member:
        return group_counters(offers, plan)
    found = group_counters([*offers, *rewards], plan)
    for position, rule in earns:
        mine = group_counters([(position, rule)], plan)
        if position in to.plain:
            mine -= {at for at in rule.counters if to.untouched(at)}
        found |= mine
    return found


def _write_rewards(to: Writer, rewards: list[Member]) -> None:
    out, plan = to.out, to.plan
    if to.member:
        out.line(f"bal = [0] * {len(plan.wallets)}; paid = [0] * {len(plan.wallets)}")
        for wallet in _priced(rewards):
            out.line(f"bal[{wallet}] = {variable(f'balance:{wallet}')}")
    to.cut_lines()
    write_phase(to, rewards)
    write_rewards(to, rewards)
    out.line("A = N; v_basket_total = rest")


def _write_earns(to: Writer, earns: list[Member]) -> None:
    """The lines that may earn, and their money: all of it where neither gift cards nor the program leave a line out."""
    out, plan = to.out, to.plan
    out.line(f"B = {'G' if plan.earn_on_gross else 'N'}")
    formulas = [formula for _, rule in earns for formula in rule_formulas(rule, plan)] + [plan.exclude]
    read = {slot for formula in formulas for slot in slots(formula)}
    sums = [plan.aggregates[int(slot[4:])] for slot in read if slot.startswith("sum:")]
    if "line.amount" in read or "hand.spend" in read or any(one.what == "amount" for one in sums):
        to.cut_lines()
    write_eligible(to)
    for name, gift_cards in (("0", False), ("1", True)):
        if any(rule.gift_cards == gift_cards and rule.lines is None for _, rule in earns):
            out.line(f"some_{name} = len(E{name})")
    rules = [rule for position, rule in earns if position in to.plain and is_even(rule) and rule.lines is None]
    for eligible, gift_cards in (("E0", False), ("E1", True)):
        if any(rule.gift_cards == gift_cards for rule in rules):
            name = f"goods_{int(gift_cards)}"
            everything = "gross" if plan.earn_on_gross else "rest"
            if plan.exclude == FALSE and gift_cards:
                out.line(f"{name} = {everything}")
                continue
            with out.block("if not cards:") if plan.exclude == FALSE else nullcontext():
                if plan.exclude == FALSE:
                    out.line(f"{name} = {everything}")
            with out.block("else:") if plan.exclude == FALSE else nullcontext():
                to.cut_lines()
                out.line(f"{name} = sum([B[j] for j in {eligible}])")
    write_phase(to, earns)
    write_group(to, earns, basket=True)


def _write_answer(to: Writer, offers: list[Member], rewards: list[Member], earns: list[Member]) -> None:
    out, plan = to.out, to.plan
    filed = filed_of(to, earns) if to.tables else frozenset()
    converted = to.member and bool(to.tables or any(rule.give is not None for _, rule in rewards))
    names = sorted(wallets_of(to, earns)) if not converted else list(range(len(plan.wallets)))
    if converted:
        with out.block("for rule, wallet, p in given:"):
            if to.tables:
                out.line("mask |= BITS[rule]")
            for wallet in names:
                with out.block(f"if wallet == {wallet}:") if len(names) > 1 else nullcontext():
                    out.line(f"got_{wallet} += p")
    shipping = any(rule.take is not None and rule.take.scope == "shipping" for _, rule in [*offers, *rewards])
    off = "sum([one[1] for one in takes])" if shipping else "gross - rest" if offers or rewards else "0"
    out.line(f"discount = {off}")
    if to.json:
        _write_json(to, names)
        return
    if len(names) == 1:
        points = f"{{{plan.wallets[names[0]].name!r}: got_{names[0]}}} if got_{names[0]} else {{}}"
    elif names:
        pairs = ", ".join(f"({plan.wallets[at].name!r}, got_{at})" for at in names)
        points = f"{{name: p for name, p in ({pairs}) if p}}"
    else:
        points = "{}"
    shares = "shares" if to.once else "None"
    none = filed if to.member else frozenset(position for position, _ in earns)
    own = "".join("0, " if position in none else f"a_{position}, " for position, _ in earns)
    given = "tuple(given)" if converted else "()"
    taken = "takes" if offers or rewards else "()"
    joined = "v_member_joined" if counts_membership(plan) and to.member else "0"
    out.line(
        f"return make(Quote, ({points}, discount, APPLIED[mask], rest, gross, day, "
        f"({own}), {given}, {taken}, {shares}, n, {joined}, BOOK))"
    )


def _write_json(to: Writer, wallets: list[int]) -> None:
    """The answer as JSON: integers, and names whose text was worked out before."""
    out = to.out
    if len(wallets) == 1:
        points = f"f'{{WALLET_{wallets[0]}}}{{got_{wallets[0]}}}' if got_{wallets[0]} else ''"
    else:
        each = "".join(f"f'{{WALLET_{at}}}{{got_{at}}}' if got_{at} else '', " for at in wallets)
        points = f"','.join(filter(None, ({each})))"
    out.line(f"points = {points}")
    out.line("rules = APPLIED[mask]")
    out.line('return f\'{{"points":{{{points}}},"discount":{discount},"total":{rest},"rules":{rules}}}\'.encode()')


def counts_membership(plan: model.Plan) -> bool:
    """Whether a day on which points are good hangs on the day of joining."""
    return any(
        one.unit == "membership year" or one.then_end_of == "membership year"
        for wallet in plan.wallets
        for one in wallet.expiries
    )


def wallets_of(to: Writer, earns: list[Member]) -> set[int]:
    """Wallets in which the rules of a basket give."""
    return {wallet_of(rule) for _, rule in earns} if to.member else set()


def build_quote(
    plan: model.Plan, reading: Reading, head: str, names: dict[str, Any]
) -> tuple[Callable[..., Any], Written] | None:
    """The function of a quote, and its text. `head`: the text that it stands on; `names`: what it calls beside that."""
    written = write_quote(plan, reading)
    if written is None:
        return None
    names = {**names, "__name__": "fidelang_quote"}
    exec(compile(head + written.text, f"<quote of {plan.name}>", "exec"), names)
    encode: list[Callable[..., Any]] = []

    def encoded(basket: Any) -> Any:
        """Written when the first unusual basket comes."""
        if not encode:
            apart = dict(names)
            exec(compile(head + write_encode(plan), f"<encoder of {plan.name}>", "exec"), apart)
            encode.append(apart["encode"])
        return encode[0](basket)

    names["encode"] = encoded
    return names["quote"], written
