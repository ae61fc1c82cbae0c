"""Dated versions of a rule: one name, other words before and after a day, now and then with days between."""

from __future__ import annotations

from collections.abc import Callable

from tests.property.earning import earn, multiplier
from tests.property.pick import Pick
from tests.property.taking import offer, reward

CUTS = (
    ("until 2027-01-20", "from 2027-01-21"),
    ("from 2027-01-05 to 2027-02-01T12:00", "from 2027-02-01T12:00"),
    ("until 2027-01-15", "from 2027-02-03 to 2027-03-10"),
    ("until 2027-01-12", "from 2027-01-13 to 2027-01-31", "from 2027-02-01"),
    ("until 2027-02-10", "from 2027-02-11"),
)  # fmt: skip
SAME = ("", "limit 12 {} per member per month", "limit 30 {} per member per year", "limit once per member per month")


def versioned(pick: Pick, name: str, kind: str) -> str:
    """`kind`: earn, offer or reward. Half of the rules differ in their numbers alone, so that they count together."""
    cut = pick.one(CUTS)
    if kind == "earn" and pick.chance(50):
        wallet, limit = pick.one(["pts", "fine"]), pick.one(SAME)
        bodies = [f"earn {name} {{ give {pick.number(1, 9)} {wallet}  {limit.format(wallet)} }}" for _ in cut]
    else:
        writers: dict[str, Callable[..., str]] = {
            "earn": pick.one([earn, multiplier]),
            "offer": offer,
            "reward": reward,
        }
        bodies = [writers[kind](pick, name, dated=True) for _ in cut]
    found = [body.replace("{", f"{{ {dates} ", 1) for body, dates in zip(bodies, cut, strict=True)]
    return "\n".join(reversed(found) if pick.chance(30) else found)
