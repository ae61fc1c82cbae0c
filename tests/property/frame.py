"""What every generated program stands on: header, wallets, facts, and the rules that others multiply and cap."""

from __future__ import annotations

from tests.property.pick import Pick

FACTS = """facts basket { vip: flag  tip: money  partner: one of [fnac, darty] }
facts member { children: number  pets: number personal for "offers" consent marketing }
facts line { organic: flag  litres: number decimals 3 }
event survey { score: number }
message note { by email  consent marketing  cost 0.05 EUR  text "Hello" }
event login
message soon { by email  cost 0.10 EUR  text "Soon"  on 3 days before expiry of pts or 1 day before expiry of fine }
message again { by email  consent marketing  text "Again"  on purchase  when member.orders >= 1 }
earn first { give 1 pts per 2 EUR }
earn second { give 0.3 fine per 1 EUR }
earn third { on lines where line.category is "bio"  give 1 pts per 3 EUR }
earn fourth { give 2 marks per full 5 EUR }"""

EXPIRIES = (
    "", "", "expire after 20 days", "expire after 1 month", "expire after 15 days of inactivity",
    "expire after 10 days at end of month", "expire at end of month", "expire at end of month plus 5 days",
    "expire on 20 february", "expire after 12 days without survey or purchase", "expire on dropping to bronze",
    "expire after 9 days unless member.tier >= silver", "expire after 14 days from availability",
    "expire after 2 months  expire at end of quarter", "expire on survey", "expire after 20 days without redemption",
    "expire after 1 month of inactivity unless member.stage is new", "expire on leaving new", "expire on every quarter",
    "expire on 28 february of next year", "expire after 10 days at end of week", "expire on birthday",
    "expire on 12 days after survey",
)  # fmt: skip
ROUNDINGS = ("", "", "round up", "round half_up", "round half_even", "round half_up per line", "round down per item",
             "round up per line")  # fmt: skip
DEBTS = ("debt allowed", "debt refused", "")
FEES = ("", "", "fee 5 EUR per month", "fee 12 EUR per membership year", "fee 3 EUR per week", "fee 20 EUR per year",
        "fee 9 EUR per quarter")  # fmt: skip


def header(pick: Pick) -> str:
    more = pick.one(["", "multipliers compound", "earn on gross", 'exclude lines where line.category is "wine"'])
    until = pick.one(["", "", "", "to 2027-02-28"])
    return (
        f'program "Made" {{ currency EUR  timezone "Europe/Paris"  from 2027-01-01 {until}  '
        f"largest basket 5_000 EUR lines 50  {more}  {pick.one(FEES)} }}"
    )


def wallets(pick: Pick) -> str:
    """`pts` in whole points, `fine` with a decimal, `marks` that cannot be spent."""
    pending = pick.one(("", "pending 1 days", "pending 5 days"))
    fine, debts = pick.one(("", "", "pending 2 days")), (pick.one(DEBTS), pick.one(DEBTS))
    return (
        f"wallet pts {{ worth 0.05 EUR  {pick.one(ROUNDINGS)}  {pending}  {pick.one(EXPIRIES)}  {debts[0]} }}\n"
        f"wallet fine {{ worth 0.10 EUR  decimals 1  {pick.one(ROUNDINGS)}  {fine}  {pick.one(EXPIRIES)}  {debts[1]} }}\n"
        "wallet marks { status }"
    )
