"""Tiers with their reviews, fees and surplus, stages and segments."""

from __future__ import annotations

from tests.property.pick import Pick

SEGMENTS = """segment both { when member in keen and not (member in away) }
segment keen { when member.visits >= 1 or member.tier >= silver }
segment away { when days since member.last_order > 10 }"""
BY = ("member.spend over 30 days", "member.spend this month", "member.spend", "earned pts this quarter",
      "earned marks this month")  # fmt: skip
FEES = ("", "", "fee 4 EUR per year", "fee 2 EUR per month", "fee 6 EUR per membership year", "fee 1 EUR per week")
STAGES = (
    "stage new  stage regular when member.orders over 20 days >= 2  stage away_long when days since member.last_order > 15",
    "stage new  stage regular when member.spend >= 40 EUR  stage star when member.tier >= gold",
    "stage new  stage regular when balance pts >= 15 pts  stage owner when member.pets >= 1",
    "stage new  stage regular when weeks in a row >= 2  stage broad when member.categories over 1 month >= 3",
)  # fmt: skip


def standing(pick: Pick) -> str:
    carried = pick.chance(25)
    review = pick.one(["review every month", "review every week", "review on purchase", "", "review every quarter",
                       "review every day"])  # fmt: skip
    keep = pick.one(["keep 1 months", "keep 20 days", "keep until end of month", "keep until end of next month", "",
                     "keep until end of next quarter"])  # fmt: skip
    drop = pick.one(["drop one level", "drop to earned level", ""])
    by = pick.one(BY)
    life = pick.one(["", "", "lifetime when member.orders >= 4", "lifetime when days as silver >= 40"])
    also, top = pick.one(["", "", "when member.orders >= 2"]), pick.one(["", "", "tier black"])
    surplus = ""
    if carried:  # of one metric of a calendar window, with a review that starts it
        by = pick.one(["member.spend this month", "earned marks this month", "member.spend this week"])
        review, also = pick.one(["review every week", "review every day"]) if "week" in by else "review every month", ""
        most = pick.one(["", "up to 10 EUR", "up to 30 EUR"])
        surplus = f"carry surplus {most.replace('EUR', _unit(by))}"
        life = life.replace("when days as silver >= 40", "when member.orders >= 4")
    unit = _unit(by)
    fees = [pick.one(FEES) for _ in range(2)]
    return (
        f"tiers by {by} {{ {review}  {keep}  {drop}  {surplus}\n  tier bronze  tier silver from 25 {unit} {life} {fees[0]}"
        f"  tier gold from 60 {unit} {also} {fees[1]}  {top} }}\n"
        f"lifecycle {{ {pick.one(STAGES)} }}\n{SEGMENTS}"
    )


def _unit(by: str) -> str:
    return "EUR" if "spend" in by else by.split()[1]
