"""Stories that fit every generated program: a member over some months, baskets with edges, returns, events, midnights."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.property.baskets import basket
from tests.property.people import change, event, member
from tests.property.pick import Pick
from tests.property.programs import rewards_of
from tests.property.returning import Kept

KINDS = ("basket",) * 5 + ("return",) * 3 + ("on", "on", "event", "event", "member")
DAYS = (0, 1, 2, 5, 7, 11, 16, 28, 40)


def story(pick: Pick, text: str) -> list[dict[str, Any]]:
    """Steps in order of time for the program `text`."""
    day = date(2027, 1, 4) + timedelta(days=pick.number(0, 20))
    steps: list[dict[str, Any]] = []
    if pick.chance(80):
        steps.append({"member": member(pick, day, text)})
    kept, rewards = Kept(), rewards_of(text)
    for at in range(pick.number(1, 9)):
        kind = pick.one(KINDS)
        if (kind == "return" and not kept) or (kind == "member" and not at):
            kind = "basket"
        if at and kind != "return":
            day += timedelta(days=pick.one(DAYS))
        moment = f"{day.isoformat()}T{min(23, 8 + 2 * at):02d}:{pick.one(['00', '30'])}"
        if kind == "basket":
            steps.append({"basket": basket(pick, moment, f"b{at}", rewards)})
            kept.bought(steps[-1]["basket"])
        elif kind == "return":
            if pick.chance(35):  # the points are gone when the goods come back
                steps.append({"member": {"balance": {"pts": "0", "fine": "0.0"}}})
            steps += [{"return": kept.step(pick)} for _ in range(pick.one([1, 1, 1, 2, 3])) if kept]
        elif kind == "event":
            steps.append({"event": event(pick, moment)})
        elif kind == "member":
            steps.append({"member": change(pick)})
        else:
            day += timedelta(days=pick.number(0, 20))
            steps.append({"on": day.isoformat()})
            day += timedelta(days=1)
    return steps
