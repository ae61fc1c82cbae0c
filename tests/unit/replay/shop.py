"""A program with a budget that all share, returns, a consent, and rewards with and without a basket; its events."""

from __future__ import annotations

import json
import random
from typing import Any

PROGRAM = """
program "Corner cafe" { currency EUR   timezone "Europe/Paris"   from 2027-01-01 }
facts member { birthday: date personal for "a gift" consent marketing   shoe: number }
wallet points { worth 0.01 EUR   expire after 60 days   debt allowed }
wallet stars  { worth 0.05 EUR   expire never }
event check_in { spent: money }
segment regular { when member.orders over 30 days >= 2 }
lifecycle { stage new   stage loyal when member.orders >= 3 }
earn base     { give 1 points per 1 EUR }
earn visit    { on check_in   give 5 points   limit 2 times per member per month }
earn monthly  { on birthday   give 3 points }
budget all    { cap 2 EUR per month   covers base, visit, monthly   when exhausted scale }
reward coffee { price 20 points   gift "coffee"   cost 1.00 EUR   stock 3 per month }
reward five   { price 50 points   take 5 EUR off basket }
reward big    { price 10 points   gift "cup"   cost 1 EUR   when basket.total >= 20 EUR }
reward swap   { price 10 points   give 1 stars }
"""

Line = dict[str, Any]


def line(identity: str, member: str | None, at: str, kind: str, **more: Any) -> Line:
    return {"id": identity, "member": member, "at": at, "kind": kind, **more}


def bought(identity: str, member: str | None, at: str, price: str, **more: Any) -> Line:
    return line(identity, member, at, "purchase", basket={"lines": [{"price": price}], **more})


def text_of(lines: list[Line]) -> str:
    return "".join(json.dumps(one) + "\n" for one in lines)


STORY = [
    line("j1", "anna", "2027-01-04T09:00", "join", told={"balance": {"points": 40}, "shoe": 38}),
    line("j2", "bert", "2027-01-04T09:30", "join"),
    bought("p1", "anna", "2027-01-04T10:00", "30.00"),
    bought("p2", "bert", "2027-01-05T10:00", "60.00"),
    line("o1", "anna", "2027-01-05T11:00", "occur", name="check_in", fields={"spent": "2.50"}),
    line("r1", "anna", "2027-01-06T10:00", "redeem", reward="coffee"),
    line("r2", "anna", "2027-01-06T10:00", "redeem", reward="swap", times=2),
    line("c1", "bert", "2027-01-06T12:00", "consent", give=["marketing"]),
    bought("p3", None, "2027-01-07T10:00", "5.00"),
    line("b1", "bert", "2027-01-08T10:00", "return", order="p2"),
    line("a1", "bert", "2027-01-09T10:00", "adjust", points={"points": 7}, told={"shoe": 43}),
    {"kind": "tick", "at": "2027-02-02"},
]


def random_lines(seed: int, count: int = 40) -> list[Line]:
    """Events of three members over three months; some cannot be played, some come too late, some twice."""
    draw = random.Random(seed)
    lines = [line(f"j{who}", who, "2027-01-01T08:00", "join") for who in ("anna", "bert")]
    day, orders = 0, [("anna", "none")]
    for number in range(count):
        day += draw.choice([0, 0, 0, 1, 1, 6, 31])
        at = f"2027-{1 + day // 28:02}-{1 + day % 28:02}T{draw.choice([9, 10, 10, 11]):02}:00"
        member = draw.choice(["anna", "bert", "cleo"])
        name = f"e{number}"
        kind = draw.choice(
            ["join", "purchase", "purchase", "purchase", "return", "redeem", "occur", "consent", "adjust", "tick"]
        )
        if kind == "purchase":
            one = bought(name, draw.choice([member, member, member, None]), at, f"{draw.randrange(90)}.50")
            one["basket"]["redeem"] = draw.choice([[], ["five"], ["swap"], ["nothing"]])
            orders.append((member, name))
        elif kind == "return":
            who, order = draw.choice(orders)
            one = line(name, who, at, kind, order=order, **draw.choice([{}, {"lines": {"1": "0.5"}}]))
        elif kind == "redeem":
            one = line(
                name, member, at, kind, reward=draw.choice(["coffee", "swap", "five"]), times=draw.choice([1, 2, "max"])
            )
        elif kind == "occur":
            one = line(name, member, at, kind, name="check_in", fields={"spent": "1.00"})
        elif kind == "consent":
            one = line(name, member, at, kind, **{draw.choice(["give", "withdraw"]): ["marketing"]})
        elif kind == "adjust":
            one = line(name, member, at, kind, points={"points": draw.choice([5, -5, 60])})
        elif kind == "tick":
            one = {"kind": "tick", "at": at}
        else:
            one = line(name, member, at, kind)
        lines.append(one)
        if draw.random() < 0.1:
            lines.append(draw.choice(lines))
    return lines
