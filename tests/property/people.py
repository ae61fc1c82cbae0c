"""The member of a generated story: what is told at first, what changes later, and what happens to them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.property.pick import Pick


def member(pick: Pick, day: date, text: str) -> dict[str, Any]:
    """History, dated `day`; a streak is told to a program whose `text` asks for it, as no other knows it."""
    found: dict[str, Any] = {
        "id": f"m{pick.number(1, 12)}",
        "joined": (day - timedelta(days=pick.one([0, 3, 30, 350, 366]))).isoformat(),
    }
    if pick.chance(60):
        birthday = day + timedelta(days=pick.number(-3, 40))
        found["birthday"] = pick.one([birthday.replace(year=1990).isoformat(), f"--{birthday:%m-%d}"])
    if pick.chance(50):
        found["consents"] = ["marketing"]
    if pick.chance(40):
        found["children"] = pick.one(["0", "2", "3"])
    if pick.chance(30):
        found["tier"] = pick.one(["bronze", "silver", "gold"])
    if pick.chance(60):
        found["balance"] = {"pts": str(pick.number(0, 90)), "fine": pick.one(["0.0", "1.5", "12.3"])}
    if pick.chance(30):
        found["pets"] = pick.one(["0", "1"])
    if pick.chance(25):
        found |= {"orders over 12 months": "2", "earned fine this quarter": "3.5", "days as silver": "15"}
    if pick.chance(15):
        found |= {"spend this month": pick.one(["31.00", "120.00"]), "earned marks this month": pick.one(["28", "130"])}
    if pick.chance(15):
        found |= {"categories over 1 month": "1", "spend this week": "95.00"}
    if pick.chance(30):
        found["last_order"] = (day - timedelta(days=pick.number(1, 30))).isoformat()
    for streak in ("weeks in a row", "months in a row", "weeks in a row of 15 EUR"):
        if pick.chance(15) and any(f"{streak} {word}" in text for word in (">=", "is", "between")):
            found[streak] = str(pick.number(0, 3))
    return found


def change(pick: Pick) -> dict[str, Any]:
    """What a later step tells of the member."""
    return pick.one([
        {"tier": "silver"}, {"tier": "bronze"}, {"tier": "gold"}, {"balance": {"pts": "25"}}, {"balance": {"fine": "0.5"}},
        {"consents": []}, {"consents": ["marketing"]}, {"pets": "2"}, {"children": "2"}, {"birthday": "1991-02-14"},
        {"balance": {"pts": "0", "fine": "0.0"}}, {"orders over 30 days": "3"},
    ])  # fmt: skip


def event(pick: Pick, at: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": pick.one(["survey", "survey", "referral", "referred", "signup", "visit", "login", "review"]),
        "at": at,
    }
    if found["name"] == "survey" and pick.chance(75):
        found["score"] = str(pick.number(0, 10))
    if pick.chance(30):
        found["id"] = pick.one(["a", "b"])
    return found
