"""Give rules and multipliers on purchase."""

from __future__ import annotations

from tests.property.conditions import BASKET, BREADTH, EARNING, LINES, MEMBER, PAIRS, STREAKS, sends, words
from tests.property.pick import Pick


def earn(pick: Pick, name: str, *, dated: bool = False) -> str:
    wallet = pick.one(["pts", "pts", "pts", "fine", "fine", "marks"])
    on = f"on lines where {pick.one(LINES)}" if pick.chance(35) else ""
    linewise = [
        f"give {pick.number(1, 9)} {wallet} per {pick.one(['1', '3', '7.50'])} EUR",
        f"give 0.7 {wallet} per 1 EUR",
        f"give 2 {wallet} per item",
        f"give 1 {wallet} per 1.5 of line.litres",
        f"give {wallet} per 1 EUR by line.category {{ \"bio\": 2, \"wine\" or \"tea\": 0.5, otherwise: 1 }}",
        f"give {wallet} per 2 EUR by member.tier {{ bronze: 1, silver: 1.5, gold: 2, otherwise: 3 }}",
        f"give {wallet} per 1 EUR by line.amount {{ to 5 EUR: 1, to 15 EUR: 2, above: 0.5 }}",
        f"give {wallet} per 1 EUR by basket.vip {{ yes: 2, no: 1 }}",
    ]  # fmt: skip
    if wallet != "marks":  # which are worth nothing
        linewise.append(f"give {pick.number(1, 8)}% as {wallet}")
    whole = [
        f"give {pick.number(1, 30)} {wallet}",
        f"give 3 {wallet} per full 10 EUR",
        f"give 1 {wallet} per full 2 of line.litres",
        f"give {wallet} by amount of lines {{ to 10 EUR: 1, to 30 EUR: 4, above: 9 }}",
        f"give {wallet} by basket.items {{ to 2: 1, to 4: 3 }}",
        f"give {wallet} by basket.partner {{ fnac: 4, otherwise: 1 }}",
        f"give {wallet} by basket.total {{ to 20 EUR: 2, to 45 EUR: 11, above: 30 }}",
        f"give 2 {wallet} per full 3 of basket.items",
    ]  # fmt: skip
    per_line = pick.chance(12)
    what = pick.one(linewise) if per_line else pick.one(linewise + whole)
    limit = pick.one([
        "", "", f"limit {pick.number(3, 20)} {wallet} per basket", f"limit {pick.number(5, 30)} {wallet} per member per month",
        f"limit {pick.number(20, 60)} {wallet} per program per month", "limit 0.80 EUR per member per week",
    ])  # fmt: skip
    if wallet == "marks":
        limit = limit.replace("limit 0.80 EUR per member per week", "")
    if per_line:
        limit = f"{limit}  limit {pick.number(2, 6)} {wallet} per line"
    stack = "stack gives" if wallet == "pts" and pick.chance(40) else ""
    asks = words(pick, BASKET + EARNING, dated=dated)
    return f"earn {name} {{ {on}  {what}  {limit}  {stack}  {asks}  {sends(pick)} }}"


def multiplier(pick: Pick, name: str, *, dated: bool = False) -> str:
    target = pick.one(["first", "pts", "second", "first, third"])
    factor = pick.one(["1.5", "2", "3", "member.tier { bronze: 1, silver: 1.25, otherwise: 2 }", "basket.total { to 10 EUR: 1.1, above: 1.4 }"])  # fmt: skip
    on = f"on lines where {pick.one(LINES)}" if target != "pts" and pick.chance(40) else ""
    limit = pick.one(["", "", f"limit 6 {'fine' if target == 'second' else 'pts'} per basket"])
    return (
        f"earn {name} {{ {on}  multiply {target} by {factor}  {limit}  {words(pick, BASKET + MEMBER, dated=dated)} }}"
    )


def habit(pick: Pick, name: str) -> str:
    """A rule for streaks, for breadth, or for what a return may bring back by taking more away."""
    kind, asked = pick.one([("row", STREAKS), ("wide", BREADTH), ("pair", PAIRS)])
    what = pick.one(["give 5 pts", "give 2.5 fine", "give 1 pts per 2 EUR", "multiply first by 2"])
    limit = pick.one(["", "", "limit once per member per week", "limit once per member per month"])
    return f"earn {kind}{name} {{ when {pick.one(asked)}  {what}  {limit} }}"
