"""The whole text of a plan's kernel, and the functions that it becomes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from fidelang.kernel.price import at_purchase, rewards_of, write_encode, write_price
from fidelang.kernel.settle import write_after, write_finish, write_settle
from fidelang.kernel.shapes.asked import write_redeem
from fidelang.kernel.shapes.automatic import write_automatic
from fidelang.kernel.shapes.due import write_due
from fidelang.kernel.shapes.fees import write_fees
from fidelang.kernel.shapes.firing import automatic_rewards, moved_rules, write_earn_group, write_moved, write_react
from fidelang.kernel.shapes.lots import write_wallet
from fidelang.kernel.shapes.messages import write_message
from fidelang.kernel.shapes.readings import write_readings
from fidelang.kernel.shapes.writer import Writer
from fidelang.kernel.tick import calendar_earns, write_tick
from fidelang.plan import model
from fidelang.plan.versions import stand

Frame = Literal["dict", "one_text"]

_HEAD = '''"""Kernel of a fidelang plan, written from it; {frame} frame."""
from bisect import bisect_right
from operator import sub

from fidelang.kernel.doors import (
    InvalidInput, asks, date, flag, mapping, money, number, one_of, quantity, text, unknown,
)
from fidelang.kernel.doors import price as price_of
from fidelang.kernel.found import Answer
from fidelang.kernel.primitives import (
    available, deadline, distinct, held, in_a_row, less, next_shifted_feast, oldest, on_day, round_lines,
    rounded_parts, share_of, shift, shifted_feast, sign, since, text_code, text_mark, to_spend, turn, units_scope, used,
)
from fidelang.state import apply_effect
from fidelang.values import (
    down, elapsed, feast_in, half_even, half_up, keyed, latest_feast, next_day_of_year, next_feast, parts, period_end,
    period_start, spread, up,
)


def do(S, H, log, effect):
    log.append(effect)
    apply_effect(S, H, effect)


'''


@dataclass(frozen=True, slots=True)
class Kernel:
    """The functions of one plan, and their text."""

    text: str
    price: Callable[..., Any]
    price_alone: Callable[..., Any]
    settle: Callable[..., Any]
    react: Callable[..., Any]
    redeem: Callable[..., tuple[int, Any] | None]
    tick: Callable[..., Any]
    moved: Callable[..., Any]
    stage_of: Callable[..., int]
    segments_of: Callable[..., list[int]]
    entered: Callable[..., list[tuple[int, int]]]
    metrics: Callable[..., tuple[int, ...]]
    rows: Callable[..., tuple[int, ...]]
    kept: Callable[..., int]
    due: Callable[..., int]
    joining_fees: Callable[..., None]
    taken_up: Callable[..., None]
    days: tuple[Callable[..., Any], ...]  # by wallet
    last_day: tuple[Callable[..., int], ...]
    pay: tuple[Callable[..., None], ...]
    gone: tuple[Callable[..., tuple[tuple[int, int], ...]], ...]
    encode: Callable[..., tuple[Any, ...]] | None  # of the frame `one_text`: a basket as integers and lists
    price_encoded: Callable[..., Any] | None  # of the same frame: `price` of such a basket


def kernel_text(plan: model.Plan, frame: Frame = "dict") -> str:
    """The Python text of a plan's kernel. Same plan, same text."""
    parts = [_HEAD.format(frame=frame), _constants(plan)]
    if frame == "one_text":
        parts.append(write_encode(plan))
    parts += [write_price(plan, frame == "one_text", True), write_price(plan, frame == "one_text", False)]
    to = Writer(plan)
    for wallet in range(len(plan.wallets)):
        write_wallet(to, wallet)
    for message in range(len(plan.messages)):
        write_message(to, message)
    write_finish(to)
    if moved_rules(plan):
        write_earn_group(to, "earn_moved", moved_rules(plan), chosen=True)
    for at in calendar_earns(plan):
        write_earn_group(to, f"earn_{at}", [(at, plan.rules[at])], chosen=False)
    for at, _ in automatic_rewards(plan):
        write_automatic(to, at)
    write_moved(to)
    write_after(to)
    write_fees(to)
    write_redeem(to)
    write_readings(to)
    write_due(to)
    write_settle(to)
    write_react(to)
    write_tick(to)
    parts.append(str(to.out))
    return "\n".join(parts)


def _constants(plan: model.Plan) -> str:
    basket = {"id", "name", "at", "channel", "store", "shipping", "redeem", "lines"}
    line = {"sku", "category", "brand", "price", "quantity", "amount", "giftcard"}
    basket |= {fact.name for fact in plan.facts if fact.owner == "basket"}
    line |= {fact.name for fact in plan.facts if fact.owner == "line"}
    rewards: dict[str, int] = {}
    turns: dict[int, tuple[tuple[int, int | None], ...]] = {}
    for at, rule in rewards_of(plan):
        if not rule.triggers:
            first = rewards.setdefault(rule.name, at)
            turns[first] = (*turns.get(first, ()), (at, stand(plan, at).stop))
    turns = {first: each for first, each in turns.items() if len(each) > 1}
    automatic = tuple((at, 1, 2) for at, rule in rewards_of(plan) if rule.triggers and at_purchase(rule))
    texts = {text: at for at, text in enumerate(plan.texts)}
    lists = "".join(f"LIST_{at} = frozenset({_positions(one)})\n" for at, one in enumerate(plan.lists))
    return (
        f"TEXTS = {texts!r}\nNAMES = tuple(TEXTS)\n"
        f"BASKET_NAMES = frozenset({sorted(basket)!r})\nLINE_NAMES = frozenset({sorted(line)!r})\n"
        f"REWARDS = {rewards!r}\nAUTOMATIC = {automatic!r}\nTURNS = {turns!r}\n{lists}"
    )


def _positions(values: model.TextList) -> str:
    """Positions of a list's texts: the set of them is made once, as the kernel is."""
    return f"({', '.join(f'*range({run[0]}, {run[1]})' for run in zip(values.starts, values.ends, strict=True))},)"


def quote_head(plan: model.Plan) -> str:
    """What the text of a quote stands on."""
    return _HEAD.format(frame="fused") + _constants(plan)


def build(plan: model.Plan, frame: Frame = "dict") -> Kernel:
    """Compile a plan's kernel."""
    text = kernel_text(plan, frame)
    names: dict[str, Any] = {"__name__": f"fidelang_kernel_{plan.hash[:12]}"}
    exec(compile(text, f"<kernel of {plan.name}>", "exec"), names)
    encode = names.get("encode")
    price, alone, price_encoded = names["price"], names["price_alone"], None
    if encode is not None:
        price_encoded, flat_price, flat_alone = price, price, alone

        def price(b: Any, S: Any, H: Any, day: int, minute: int) -> Any:
            return flat_price(encode(b), S, H, day, minute)

        def alone(b: Any, S: Any, H: Any, day: int, minute: int) -> Any:
            return flat_alone(encode(b), S, H, day, minute)

    wallets = range(len(plan.wallets))
    return Kernel(
        text,
        price,
        alone,
        names["settle"],
        names["react"],
        names["redeem"],
        names["tick"],
        names["moved"],
        names["stage_of"],
        names["segments_of"],
        names["entered"],
        names["metrics"],
        names["rows"],
        names["kept"],
        names["due"],
        names["joining_fees"],
        names["taken_up"],
        tuple(names[f"days_{wallet}"] for wallet in wallets),
        tuple(names[f"last_day_{wallet}"] for wallet in wallets),
        tuple(names[f"pay_{wallet}"] for wallet in wallets),
        tuple(names[f"gone_{wallet}"] for wallet in wallets),
        encode,
        price_encoded,
    )
