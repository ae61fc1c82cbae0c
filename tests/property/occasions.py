"""Rules that no purchase sets off: events, moves, feasts, calendars, days after and before something."""

from __future__ import annotations

from tests.property.conditions import DAILY, sends
from tests.property.pick import Pick

TRIGGERS = (
    "on birthday", "on every month", "on every week", "on entering regular", "on leaving new", "on reaching silver",
    "on reaching gold", "on dropping to bronze", "on entering away", "on referral", "on survey", "on anniversary",
    "on 3 days after purchase", "on 2 days before birthday", "on 4 days before expiry of pts",
    "on every day", "on every quarter", "on login or visit", "on entering both", "on leaving keen", "on 1 month after birthday",
    "on 5 days after survey", "on leaving regular", "on signup or every month", "on referred", "on referral or referred",
    "on 3 days after entering away", "on 2 days after expiry of pts", "on 1 week after reaching silver",
    "on 1 day after expiry of fine", "on every membership year",
)  # fmt: skip


def occasion(pick: Pick, name: str) -> str:
    trigger = pick.one(TRIGGERS)
    condition = f"when {pick.one(DAILY)}" if pick.chance(40) else ""
    if trigger == "on survey" and pick.chance(60):
        condition = "when event.score >= 5"
    limit = pick.one(["", "", "limit once per member per month", "limit 12 pts per member per month", "limit 3 times per program"])  # fmt: skip
    if pick.chance(25):
        what = pick.one(['gift "Card"  cost 1 EUR', "price every 10 pts  give 1 fine", "give 2 fine"])
        limit = limit.replace("limit 12 pts per member per month", "")
        return f"reward {name} {{ {trigger}  {condition}  {what}  {limit} }}"
    return f"earn {name} {{ {trigger}  {condition}  give {pick.number(1, 15)} pts  {limit}  {sends(pick)} }}"


def sides(pick: Pick) -> str:
    """A referral for both sides."""
    limit = pick.one(["limit once", "limit 2 times per member per month", ""])
    return f"earn bring {{ on referral  give 9 pts  {limit} }}\nearn brought {{ on referred  give 4 pts  limit once }}"
