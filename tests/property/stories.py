"""Stories that fit every generated program: a member over some months, baskets with edges, events, midnights."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.property.pick import Pick

PRICES = ("0.00", "0.99", "1.00", "3.33", "4.99", "5.00", "9.95", "10.00", "12.345", "20.00", "33.30")
QUANTITIES = ("1", "1", "2", "3", "0.5", "1.25")


def story(pick: Pick, rewards: int) -> list[dict[str, Any]]:
    """Steps in order of time; `rewards` is how many rewards (r0, r1 …) the program has."""
    day = date(2027, 1, 4) + timedelta(days=pick.number(0, 20))
    steps: list[dict[str, Any]] = []
    if pick.chance(80):
        steps.append({"member": _member(pick, day)})
    for at in range(pick.number(1, 7)):
        kind = pick.one(["basket", "basket", "basket", "basket", "on", "event", "event", "member"])
        if at:
            day += timedelta(days=pick.one([0, 1, 2, 5, 11, 16, 28, 40]))
        if kind == "basket":
            steps.append({"basket": _basket(pick, day, at, rewards)})
        elif kind == "event":
            steps.append({"event": _event(pick, day, at)})
        elif kind == "member":
            if at:
                steps.append({"member": _change(pick)})
        else:
            day += timedelta(days=pick.number(0, 20))
            steps.append({"on": day.isoformat()})
            day += timedelta(days=1)
    return steps


def _member(pick: Pick, day: date) -> dict[str, Any]:
    member: dict[str, Any] = {
        "id": f"m{pick.number(1, 12)}",
        "joined": (day - timedelta(days=pick.one([0, 3, 30, 366]))).isoformat(),
    }
    if pick.chance(60):
        birthday = day + timedelta(days=pick.number(-3, 40))
        member["birthday"] = pick.one([birthday.replace(year=1990).isoformat(), f"--{birthday:%m-%d}"])
    if pick.chance(50):
        member["consents"] = ["marketing"]
    if pick.chance(40):
        member["children"] = pick.one(["0", "2", "3"])
    if pick.chance(30):
        member["tier"] = pick.one(["bronze", "silver", "gold"])
    if pick.chance(40):
        member["balance"] = {"pts": str(pick.number(0, 60)), "fine": pick.one(["0.0", "1.5", "12.3"])}
    if pick.chance(30):
        member["pets"] = pick.one(["0", "1"])
    if pick.chance(25):
        member |= {"orders over 12 months": "2", "earned fine this quarter": "3.5", "days as silver": "15"}
    if pick.chance(30):
        member["last_order"] = (day - timedelta(days=pick.number(1, 30))).isoformat()
    return member


def _change(pick: Pick) -> dict[str, Any]:
    """What a later step tells of the member."""
    return pick.one([
        {"tier": "silver"}, {"tier": "bronze"}, {"tier": "gold"}, {"balance": {"pts": "25"}}, {"balance": {"fine": "0.5"}},
        {"consents": []}, {"consents": ["marketing"]}, {"pets": "2"}, {"children": "2"}, {"birthday": "1991-02-14"},
    ])  # fmt: skip


def _time(pick: Pick, day: date, at: int) -> str:
    return f"{day.isoformat()}T{min(23, 8 + 2 * at):02d}:{pick.one(['00', '30'])}"


def _basket(pick: Pick, day: date, at: int, rewards: int) -> dict[str, Any]:
    basket: dict[str, Any] = {"at": _time(pick, day, at), "lines": [_line(pick) for _ in range(pick.number(1, 4))]}
    if pick.chance(60):
        basket["channel"] = pick.one(["store", "web", "app"])
    if pick.chance(40):
        basket["vip"] = pick.chance(50)
    if pick.chance(30):
        basket["tip"] = pick.one(["0.00", "1.00", "2.50"])
    if pick.chance(40):
        basket["partner"] = pick.one(["fnac", "darty"])
    if pick.chance(30):
        basket["store"] = pick.one(["north", "west"])
    if pick.chance(40):
        basket["shipping"] = pick.one(["0.00", "2.95", "5.00"])
    if rewards and pick.chance(60):
        asked: list[Any] = [f"r{pick.number(0, rewards - 1)}" for _ in range(pick.number(1, 3))]
        if pick.chance(25):
            asked[0] = {"name": asked[0], "times": pick.one(["2", "3", "max"])}
        basket["redeem"] = asked
    if pick.chance(6):
        basket["member"] = False
        basket.pop("redeem", None)
    return basket


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


def _event(pick: Pick, day: date, at: int) -> dict[str, Any]:
    event: dict[str, Any] = {
        "name": pick.one(["survey", "survey", "referral", "signup", "visit", "login"]),
        "at": _time(pick, day, at),
    }
    if event["name"] == "survey" and pick.chance(75):
        event["score"] = str(pick.number(0, 10))
    if pick.chance(30):
        event["id"] = pick.one(["a", "b"])
    return event
