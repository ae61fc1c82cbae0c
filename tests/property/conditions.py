"""What generated rules ask of lines, baskets and members, and the words that every rule may have."""

from __future__ import annotations

from tests.property.pick import Pick

LINES = (
    "line.category is \"bio\"", "line.brand is \"S\"", "line.organic", "line.price >= 5 EUR", "line.quantity > 1",
    "line.giftcard", "not line.organic and line.category is not \"wine\"", "line.category in [\"bio\", \"wine\"]",
    "line.litres >= 2", "line.amount between 3 EUR and 15 EUR", "line.quantity is 0.5 or line.sku is \"A\"",
)  # fmt: skip
PAIRS = ("basket.items is multiple of 2", "not (basket.items is multiple of 3)", "quantity of lines between 2 and 3")
BASKET = (
    *PAIRS,
    "basket.total >= 20 EUR", "basket.gross > 10 EUR", "basket.items >= 3", "basket.channel is web", "basket.vip",
    "basket.shipping >= 1 EUR", "any line where (line.organic)", "basket.total / basket.items >= 4 EUR",
    "quantity of lines where (line.category is \"bio\") >= 2", "amount of lines where (line.organic) between 5 EUR and 40 EUR",
    "hour of basket.at >= 12", "not (basket.channel is store or basket.vip)", "count of lines where (line.price > 4 EUR) >= 2",
    "basket.partner is fnac", "basket.partner is not darty", "basket.tip >= 1 EUR", "basket.at <= 2027-02-14",
    "basket.store in [\"north\", \"south\"]", "day of today <= 15", "basket.total is basket.gross",
)  # fmt: skip
STREAKS = (
    "weeks in a row >= 2", "weeks in a row of 15 EUR >= 2", "months in a row is multiple of 2", "weeks in a row of 15 EUR is 1",
    "days in a row >= 2", "quarters in a row is 1", "months in a row of 30 EUR >= 1", "weeks in a row between 2 and 3",
)  # fmt: skip
BREADTH = (
    "member.categories over 1 month >= 2", "member.categories is 2", "member.categories this month >= 2",
    "member.categories over 20 days is 1",
)  # fmt: skip
MEMBER = (
    "member.orders >= 1", "member.orders over 30 days >= 2", "member.spend this month >= 30 EUR", "member.children > 1",
    "member.tier >= silver", "member.stage is new", "member.stage >= regular", "balance pts >= 20 pts",
    "earned pts over 2 months >= 15 pts", "days since member.last_order > 20", "birthday this month", "member in away",
    "not (member in away)", "years since birthday >= 18", "basket.ordinal is multiple of 2", "member.referrals >= 1",
    "member.children is not 2", "marketing in member.consents", "days since member.joined between 0 and 40",
    "member in keen", "member in both", "member.pets >= 1", "member.visits this week >= 1",
    "member.units over 1 month >= 3", "days as silver >= 20", "member.orders over 12 months >= 3",
    "earned fine this quarter >= 4 fine", "balance fine < 5 fine", "days since birthday < 10",
    "months since member.joined >= 1", "member.orders this membership year >= 2", "earned marks this month >= 5 marks",
    "birthday this quarter", "member.reviews over 1 month >= 1", *STREAKS, *BREADTH,
)  # fmt: skip
EARNING = tuple(one for one in MEMBER if "pets" not in one)  # base earning may not need a consent (row 82)
DAILY = tuple(one for one in MEMBER if not one.startswith("basket."))
LIMITS = (
    "limit once", "limit 2 times per member per month", "limit once per program per week", "limit 3 times over 10 days",
    "limit once per member per year", "limit 2 times per basket", "limit once per member per membership year",
    "limit 2 times per program per day", "limit once per member over 1 month", "limit once per member per quarter",
)  # fmt: skip
PERIODS = (
    "from 2027-01-10", "until 2027-02-20", "on 2027-01-11, 2027-01-25", "until 2027-02-10T12:00", "from 2027-01-08 to 2027-02-01",
)  # fmt: skip
HOURS = ("every monday, friday", "from 10:00 to 15:00", "from 22:00 to 11:00", "every saturday  from 18:00 to 09:00")


def words(pick: Pick, conditions: tuple[str, ...], *, limits: bool = True, dated: bool = False) -> str:
    """Some conditions, a period (none for a rule that is `dated` already), hours, a limit, a priority."""
    found = []
    if pick.chance(50):
        condition = pick.one(conditions)
        if pick.chance(30):
            condition = f"({condition}) {pick.one(['and', 'or'])} ({pick.one(conditions)})"
        found.append(f"when {condition}")
    if pick.chance(15):
        found.append(pick.one(HOURS if dated else PERIODS + HOURS))
    if limits and pick.chance(35):
        found.append(pick.one(LIMITS))
    if pick.chance(25):
        found.append(f"priority {pick.number(0, 3)}")
    return "  ".join(found)


def sends(pick: Pick) -> str:
    return "send note" if pick.chance(15) else ""
