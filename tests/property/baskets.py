"""Baskets with edges: free lines, gift cards, weights, four decimals, rewards asked for twice."""

from __future__ import annotations

from typing import Any

from tests.property.pick import Pick

PRICES = ("0.00", "0.99", "1.00", "3.33", "4.99", "5.00", "9.95", "10.00", "12.345", "20.00", "33.30")
QUANTITIES = ("1", "1", "2", "3", "0.5", "1.25")


def basket(pick: Pick, at: str, name: str, rewards: int) -> dict[str, Any]:
    """`rewards` is how many rewards, r0, r1 and so on, may be asked for."""
    found: dict[str, Any] = {"at": at, "name": name, "lines": [_line(pick) for _ in range(pick.number(1, 4))]}
    if pick.chance(60):
        found["channel"] = pick.one(["store", "web", "app"])
    if pick.chance(40):
        found["vip"] = pick.chance(50)
    if pick.chance(30):
        found["tip"] = pick.one(["0.00", "1.00", "2.50"])
    if pick.chance(40):
        found["partner"] = pick.one(["fnac", "darty"])
    if pick.chance(30):
        found["store"] = pick.one(["north", "west"])
    if pick.chance(40):
        found["shipping"] = pick.one(["0.00", "2.95", "5.00"])
    if rewards and pick.chance(70):
        asked: list[Any] = [f"r{pick.number(0, rewards - 1)}" for _ in range(pick.number(1, 3))]
        if pick.chance(25):
            asked[0] = {"name": asked[0], "times": pick.one(["2", "3", "max"])}
        found["redeem"] = asked
    if pick.chance(6):
        found["member"] = False
        found.pop("redeem", None)
    if pick.chance(10):
        found.pop("name")
    return found


def _line(pick: Pick) -> dict[str, Any]:
    line: dict[str, Any] = {"price": pick.one(PRICES), "quantity": pick.one(QUANTITIES)}
    if pick.chance(75):
        line["category"] = pick.one(["bio", "wine", "tea"])
    if pick.chance(40):
        line["brand"] = pick.one(["S", "T"])
    if pick.chance(50):
        line["organic"] = pick.chance(60)
    if pick.chance(20):
        line["sku"] = pick.one(["A", "B"])
    if pick.chance(35):
        line["litres"] = pick.one(["0", "1.5", "2", "7.125"])
    if pick.chance(12):
        line["giftcard"] = True
    return line
