"""Why mistakes of names matter, with what to write instead: (why, wrong, right) by code."""

from __future__ import annotations

NAMES: dict[str, tuple[str, str, str]] = {
    "FID201": (
        "a misspelt name would be a rule that never applies",
        "earn gold { when member.teir >= 2  give 5 pts }",
        "earn often { when member.orders >= 2  give 5 pts }",
    ),
    "FID202": (
        "two rules of one name would share counters and budgets without saying so",
        "earn base { give 1 pts per 1 EUR }\nearn base { give 5 pts }",
        "earn base { give 1 pts per 1 EUR }\nearn flat { give 5 pts }",
    ),
    "FID204": (
        "a row that fits nobody is a misspelt one: its members would silently get nothing",
        "tiers by member.spend over 12 months { tier low  tier high from 500 EUR }\n"
        "earn t { give pts per 1 EUR by member.tier { low: 1, hihg: 2 } }",
        "tiers by member.spend over 12 months { tier low  tier high from 500 EUR }\n"
        "earn t { give pts per 1 EUR by member.tier { low: 1, high: 2 } }",
    ),
    "FID205": (
        "what stands before the window must be something that is counted day by day",
        "segment known { when member.tier over 12 months is low }\n"
        "tiers by member.spend over 12 months { tier low  tier high from 500 EUR }\n"
        "",
        "segment known { when member.orders over 12 months >= 1 }\n"
        "tiers by member.spend over 12 months { tier low  tier high from 500 EUR }\n"
        "",
    ),
    "FID206": (
        "a month, a birthday and a Monday begin at midnight: of which place?",
        'program "P" { currency EUR  timezone "Europe/Pari"  from 2027-01-01 }\n'
        "wallet pts { worth 0.01 EUR  expire never }\n"
        "earn base { give 1 pts per 1 EUR }\n"
        "",
        'program "P" { currency EUR  timezone "Europe/Paris"  from 2027-01-01 }\n'
        "wallet pts { worth 0.01 EUR  expire never }\n"
        "earn base { give 1 pts per 1 EUR }\n"
        "",
    ),
    "FID207": (
        "two wallets may end on different days",
        "wallet miles { expire never }\n"
        'message soon { by email  consent marketing  on 14 days before expiry  text "Soon" }',
        "wallet miles { expire after 12 months }\n"
        'message soon { by email  consent marketing  on 14 days before expiry of miles  text "Soon" }',
    ),
    "FID208": (
        "currency, time zone and dates are said once, for all rules",
        "earn base { give 1 pts per 1 EUR }\n",
        'program "P" { currency EUR  timezone "Europe/Paris"  from 2027-01-01 }\n'
        "wallet pts { worth 0.01 EUR  expire never }\n"
        "earn base { give 1 pts per 1 EUR }\n"
        "",
    ),
    "FID209": (
        "without a currency no amount has a meaning",
        'program "P" { timezone "Europe/Paris"  from 2027-01-01 }',
        'program "P" { currency EUR  timezone "Europe/Paris"  from 2027-01-01 }\n',
    ),
    "FID211": (
        "a segment is looked at on every day, with a basket or without",
        "segment big { when basket.total > 20 EUR }",
        "segment big { when member.spend over 12 months > 500 EUR }",
    ),
    "FID212": (
        "which line's category? A basket has many",
        'earn bio { when line.category is "bio"  give 1 pts per 1 EUR }',
        'earn bio { on lines where line.category is "bio"  give 1 pts per 1 EUR }',
    ),
    "FID213": (
        "at a sign-up nothing is bought",
        "earn hello { on signup  when basket.total > 20 EUR  give 5 pts }",
        "earn hello { on signup  give 5 pts }",
    ),
    "FID214": (
        "only a rule that runs on an event has one to read",
        "event survey { score: number }\nearn thanks { when event.score > 3  give 5 pts }",
        "event survey { score: number }\nearn thanks { on survey  when event.score > 3  give 5 pts }",
    ),
    "FID250": (
        "a month and a birthday begin at midnight: without a place it is midnight in Greenwich",
        'program "P" { currency EUR  from 2027-01-01 }',
        'program "P" { currency EUR  timezone "Europe/Paris"  from 2027-01-01 }\n',
    ),
}
