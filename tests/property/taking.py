"""Offers and rewards."""

from __future__ import annotations

from tests.property.conditions import BASKET, LINES, MEMBER, PAIRS, sends, words
from tests.property.pick import Pick


def take(pick: Pick) -> str:
    amount = pick.one(["3 EUR", "0.99 EUR", "10%", "25%", "33%", "12 EUR"])
    where = f"where {pick.one(LINES)}" if pick.chance(45) else ""
    scope = pick.one(["basket", f"lines {where}", f"cheapest item {where}", f"dearest line {where}",
                      f"cheapest 2 items of every 3 items {where}", "shipping", f"cheapest line {where}"])  # fmt: skip
    return f"take {amount} off {scope}"


def offer(pick: Pick, name: str, *, dated: bool = False) -> str:
    stack = "stack cuts" if pick.chance(40) else ""
    limit = pick.one(["", "", "limit 4 EUR per member per month", "limit 2.50 EUR per basket", "stock 3 per month",
                      "limit 6 EUR per program per month"])  # fmt: skip
    what = take(pick)
    if pick.chance(20):
        what, limit = pick.one(['gift "Bag"  cost 1 EUR', 'gift "Pin"  cost 0.40 EUR']), pick.one(["", "stock 2"])
        stack = ""  # a stack's limit is in money
    return f"offer {name} {{ {what}  {limit}  {stack}  {words(pick, BASKET + MEMBER, dated=dated)}  {sends(pick)} }}"


def reward(pick: Pick, name: str, *, dated: bool = False) -> str:
    price = pick.one([f"price {pick.number(5, 25)} pts", f"price {pick.number(4, 12)} pts", "price 1 pts per 0.20 EUR",
                      "price every 10 pts", "", "price 1.5 fine", "price 8 pts"])  # fmt: skip
    what = pick.one([take(pick), take(pick), 'gift "Mug"  cost 2 EUR', "give 2 fine"])
    if "per 0.20" in price or ("every" in price and pick.chance(70)):
        what = "take 2 EUR off basket"
    if "give" in what:
        price = pick.one(["price 12 pts", "price every 10 pts", ""])
    limit = pick.one(["", "", "limit 5 EUR per member per month", "stock 2", "limit once per member per month"])
    if "take" not in what:
        limit = limit.replace("limit 5 EUR per member per month", "")
    stack = "stack rights" if "take" in what and pick.chance(35) else ""
    asks = words(pick, BASKET + MEMBER, limits=False, dated=dated)
    if pick.chance(35):  # what a return may undo, and another one bring back
        asks += f"  when {pick.one(PAIRS)}"
    return f"reward {name} {{ {price}  {what}  {limit}  {stack}  {asks} }}"
