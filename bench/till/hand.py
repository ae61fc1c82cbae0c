"""The yardstick: the twelve rules as a good programmer writes them for these mappings, in plain Python.

It has the same meaning as `twelve.fid` for what the cases hold, and nothing more: no check of what it is given, no gift
cards, no parts of a unit, no reasons. It is not tuned.
"""

from __future__ import annotations

from datetime import date
from typing import Any

Answer = tuple[int, int, tuple[str, ...]]  # points, minor units off, rules that applied


def price(member: dict[str, Any], basket: dict[str, Any]) -> Answer:
    lines = basket["lines"]
    channel = basket["channel"]
    tier = member["tier"]
    day = basket["at"][0]
    ordinal = member["orders"] + 1
    last_order = member["last_order"]
    rules = []

    net = [line["price"] * line["quantity"] for line in lines]
    total = sum(net)
    discount = 0
    if total >= 8000:
        discount = 500
        shares = [discount * amount // total for amount in net]
        missing = discount - sum(shares)
        if missing:
            rests = [discount * amount % total for amount in net]
            for j in sorted(range(len(net)), key=rests.__getitem__, reverse=True)[:missing]:
                shares[j] += 1
        net = [amount - share for amount, share in zip(net, shares, strict=True)]
        total -= discount
        rules.append("from_80")

    points = 0
    base = total // 100
    cut = total
    if base >= 2000:
        base, cut = 2000, min(cut, 200000)
    if base:
        points += base
        rules.append("base")
    if tier == "silver":
        award = cut // 400
        if award:
            points += award
            rules.append("silver_up")
    elif tier == "gold":
        award = cut // 200
        if award:
            points += award
            rules.append("gold_up")
    organic = sum(amount for amount, line in zip(net, lines, strict=True) if line["organic"])
    if organic:
        award = organic // 200 if cut == total else organic * cut // (200 * total)
        if award:
            points += award
            rules.append("bio")
    if member["ambassador"]:
        award = cut // 1000
        if award:
            points += award
            rules.append("ambassador")
    if channel == "web" and day % 7 == 3:
        award = cut // 100
        if award:
            points += award
            rules.append("wednesday")
    if member["birthday"][1] == date.fromordinal(day).month:
        points += 100
        rules.append("birthday")
    if last_order is not None and day - last_order > 180:
        points += 200
        rules.append("come_back")
    if ordinal == 1:
        points += 500
        rules.append("first")
    if ordinal % 10 == 0:
        points += 300
        rules.append("tenth")
    if channel == "app":
        points += 20
        rules.append("on_the_app")
    return points, discount, tuple(rules)


def same(member: dict[str, Any], basket: dict[str, Any]) -> Answer:
    """Never called: its code becomes a copy of `price`, below, for the control that a measurement needs."""
    raise NotImplementedError


same.__code__ = price.__code__.replace(co_name="same")
