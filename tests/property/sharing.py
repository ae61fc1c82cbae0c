"""What rules share: stacks that pick among them, budgets that bound them together."""

from __future__ import annotations

from tests.property.pick import Pick


def stack(pick: Pick, name: str) -> str:
    if name == "gives":
        limits = ["", "", "limit 15 pts per basket", "limit 25 pts per member per month", "limit 2 times per member"]
    else:
        limits = ["", "", "", "limit 4 EUR per basket", "limit 6 EUR per member per month", "limit 2 times per member"]
    limit = pick.one(limits)
    when = pick.one(["", "", "when basket.total >= 10 EUR"])
    mode = pick.one(["best", "first", "cheapest", "all"])
    return (
        f"stack {name} {{ pick {mode}  {limit if mode == 'all' or not limit.startswith('limit 2') else ''}  {when} }}"
    )


def budget(pick: Pick, name: str) -> str:
    cap = pick.one(["1.20 EUR per month", "3 EUR per year", "2 EUR", "0.75 EUR per week", "1.50 EUR per member per month",
                    "1.10 EUR over 20 days", "40 pts per member per month", "25 pts"])  # fmt: skip
    covers = pick.one(["first", "first, third"]) if "pts" in cap else pick.one(["first", "first, second", "all"])
    alert = pick.one(["", "alert at 50%", "alert at 80%", "alert at 100%"])
    return f"budget {name} {{ cap {cap}  covers {covers}  {alert}  when exhausted {pick.one(['stop', 'scale'])} }}"
