"""Campaigns for generated programs: dates at the edges of the stories, audiences that members fall into and out of,
holdouts and variants that split the stories' few ids, budgets that run out."""

from __future__ import annotations

from collections.abc import Callable

from tests.property.pick import Pick

DATES = (
    "", "from 2027-01-20 to 2027-03-10", "from 2027-01-12T12:00", "until 2027-02-05", "from 2026-06-01 to 2027-02-20T09:00",
    "from 2027-02-01 to 2027-02-01", "from 2027-01-25 to 2027-12-31",
)  # fmt: skip
OWN_DATES = ("", "", "", "", "from 2027-01-28", "until 2027-01-31", "every monday, friday", "from 10:00 to 15:00")
BUDGETS = (
    "", "", "budget 1.20 EUR", "budget 0.90 EUR per month", "budget 2 EUR per member per month",
    "budget 1.10 EUR over 20 days", "budget 3 EUR per year",
)  # fmt: skip
SHARES = ((50, 50), (30, 70), (100,), (20, 30, 50), (33.3, 33.3, 33.4))


def campaign(pick: Pick, at: int, rule: Callable[[Pick, str], str]) -> str:
    """A campaign `c{at}`. `rule` writes a rule of the name that it is given."""
    parts = [pick.one(DATES), pick.one(["", "", "for away", "for keen", "for both"]), pick.one(BUDGETS)]
    parts.append(pick.one(["", "", "holdout 30%", "holdout 62.5%"]))
    if pick.chance(70):
        parts.append(_inner(pick, at, f"{at}n", rule))
    if pick.chance(60):
        for place, share in enumerate(pick.one(SHARES)):
            name = "xbyaz"[place]  # not in written order
            parts.append(f"variant {name} {share}% {{ {_inner(pick, at, f'{at}{name}', rule)} }}")
    return f"campaign c{at} {{ {'  '.join(parts)} }}"


def _inner(pick: Pick, at: int, end: str, rule: Callable[[Pick, str], str]) -> str:
    """What stands in a campaign or in one of its variants."""
    found = [rule(pick, f"k{end}")] if pick.chance(75) else []
    if pick.chance(45):
        trigger = pick.one([f"on entering c{at}", f"on entering c{at} or birthday", "on entering c0", "on survey"])
        what = pick.one(["give 7 pts", "give 3 fine  limit once per member", "give 4 pts  send hi"])
        found.append(f"earn w{end} {{ {trigger}  {what.replace('hi', f'hi{end}')} }}")
        if "send" in what:
            found.append(f'message hi{end} {{ by email  cost 0.30 EUR  text "Hello" }}')
    if pick.chance(40):
        when = pick.one([f"on entering c{at}", "on purchase", "on every week", "on 2 days after purchase", "on login"])
        found.append(
            f'message t{end} {{ by email  {pick.one(["", "consent marketing"])}  cost 0.20 EUR  text "Now"  {when} }}'
        )
    if pick.chance(20):
        found.append(f'reward g{end} {{ on entering c{at}  gift "Cap"  cost 0.40 EUR }}')
    return "  ".join(found)
