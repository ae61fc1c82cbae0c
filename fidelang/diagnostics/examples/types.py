"""Why mistakes of types and units matter, with what to write instead: (why, wrong, right) by code."""

from __future__ import annotations

TYPES: dict[str, tuple[str, str, str]] = {
    "FID301": (
        "20 could be euros, points or days",
        "offer big { when basket.total >= 80  take 5 EUR off basket }",
        "offer big { when basket.total >= 80 EUR  take 5 EUR off basket }",
    ),
    "FID302": (
        "a mile and a point are worth different things: a sum of both is worth nobody knows what",
        "wallet miles { worth 0.02 EUR  expire never }\n"
        "reward mix { price 100 pts  when balance miles > 100 pts  take 5 EUR off basket }",
        "wallet miles { worth 0.02 EUR  expire never }\n"
        "reward mix { price 100 pts  when balance miles > 100 miles  take 5 EUR off basket }",
    ),
    "FID303": (
        "a program counts in one currency; nothing here knows a rate of exchange",
        "offer big { take 5 USD off basket }",
        "offer big { take 5 EUR off basket }",
    ),
    "FID304": (
        "a number alone is neither true nor false",
        "earn often { when member.orders  give 5 pts }",
        "earn often { when member.orders >= 1  give 5 pts }",
    ),
    "FID305": (
        "nobody orders half a time",
        "earn tenth { give 5 pts  limit 2.5 times per member }",
        "earn tenth { give 5 pts  limit 2 times per member }",
    ),
    "FID306": (
        "what a rule may give is proved when the file is read, so that no basket can make it too large",
        "earn more { give (member.orders) pts }",
        "earn more { give pts by member.orders { to 5: 10, above: 20 } }",
    ),
    "FID307": (
        "a `let` is one number, the same for everybody: it is what a designer turns to tune the program",
        "let part = member.orders\nearn base { give part pts }",
        "let part = 5\nearn base { give part pts }",
    ),
    "FID308": (
        "each waits for the other's value",
        "let a = b + 1\nlet b = a * 2\nearn base { give b pts }",
        "let a = 1\nlet b = a * 2\nearn base { give b pts }",
    ),
    "FID309": (
        "the range says what tuning may choose from, and today's value is one of them",
        "let part = 9 from 1 to 5\nearn base { give part pts }",
        "let part = 4 from 1 to 5\nearn base { give part pts }",
    ),
    "FID310": (
        "tuning walks in steps from the start of the range: it would never come back to today's value",
        "let part = 2 from 1 to 5 step 3\nearn base { give part pts }",
        "let part = 4 from 1 to 5 step 3\nearn base { give part pts }",
    ),
    "FID311": (
        "nothing can be shared out among nobody",
        "let part = 10 / 0\nearn base { give part pts }",
        "let part = 10 / 2\nearn base { give part pts }",
    ),
    "FID312": (
        "a day of every year and a day of one year are two things",
        "earn open { on --05-01  give 1 pts per 1 EUR }",
        "earn open { on 2027-05-01  give 1 pts per 1 EUR }",
    ),
    "FID313": (
        "on a day that does not come, nothing would happen",
        "wallet miles { expire on 29 february }",
        "wallet miles { expire on 28 february }",
    ),
    "FID314": (
        "what a member bought is kept day by day",
        "earn soon { when member.spend over 36 hours > 20 EUR  give 5 pts }",
        "earn soon { when member.spend over 2 days > 20 EUR  give 5 pts }",
    ),
    "FID315": (
        "more could not be added up exactly over a life of purchases",
        "wallet fine { decimals 9  expire never }",
        "wallet fine { decimals 2  expire never }",
    ),
    "FID316": (
        "5% of what: of the points, or of the amount at what a point is worth?",
        "earn back { give 5% pts }",
        "earn back { give 5% as pts }",
    ),
    "FID317": (
        "half an order would never be found at a till",
        'earn base { give 1 pts per 1 EUR }\ntest "t" {\n  member { orders over 12 months: 3.5 }\n  on 2027-05-03\n}',
        'earn base { give 1 pts per 1 EUR }\ntest "t" {\n  member { orders over 12 months: 3 }\n  on 2027-05-03\n}',
    ),
    "FID318": (
        "a till answers while somebody waits",
        "let a = 123456789012\nlet b = a * a * a * a\nlet part = b * b * b * b\nearn base { give part pts }",
        "let part = 3\nearn base { give part pts }",
    ),
}
