"""Why the commonest mistakes of meaning matter, with what to write instead: (why, wrong, right) by code.

The texts are parts of a program that has a header in EUR, and the wallet `pts` with a worth.
"""

from __future__ import annotations

EXAMPLES: dict[str, tuple[str, str, str]] = {
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
    "FID301": (
        "20 could be euros, points or days",
        "offer big { when basket.total >= 80  take 5 EUR off basket }",
        "offer big { when basket.total >= 80 EUR  take 5 EUR off basket }",
    ),
    "FID303": (
        "a program counts in one currency; nothing here knows a rate of exchange",
        "offer big { take 5 USD off basket }",
        "offer big { take 5 EUR off basket }",
    ),
    "FID316": (
        "5% of what: of the points, or of the amount at what a point is worth?",
        "earn back { give 5% pts }",
        "earn back { give 5% as pts }",
    ),
    "FID402": (
        "a clause that is read and ignored would promise what nobody keeps",
        "earn base { give 1 pts per 1 EUR  price 5 pts }",
        "reward five { price 500 pts  take 5 EUR off basket }",
    ),
    "FID403": (
        "a rule without an effect is a sentence without a verb",
        "earn base { when basket.total >= 10 EUR }",
        "earn base { when basket.total >= 10 EUR  give 1 pts per 1 EUR }",
    ),
    "FID406": (
        "multipliers of multipliers grow without a bound that anyone could read",
        "earn base { give 1 pts per 1 EUR }\nearn two { multiply base by 2 }\nearn four { multiply two by 2 }",
        "earn base { give 1 pts per 1 EUR }\nearn two { multiply base by 2 }\nearn four { multiply base by 4 }",
    ),
    "FID409": (
        "what lowers points belongs in the rate, where its reader looks for it",
        "earn base { give 1 pts per 1 EUR }\nearn half { multiply base by 0.5 }",
        "earn base { give 0.5 pts per 1 EUR }",
    ),
    "FID410": (
        "of two rows that fit the same basket only the first would ever be used",
        "earn steps { give pts by amount of lines { to 30 EUR: 1, to 20 EUR: 2, above: 3 } }",
        "earn steps { give pts by amount of lines { to 20 EUR: 1, to 30 EUR: 2, above: 4 } }",
    ),
    "FID440": (
        "a rolling window loses its oldest day every day: there is no new period that a surplus could open",
        "tiers by member.spend over 12 months { review every year  carry surplus  tier low  tier high from 500 EUR }",
        "tiers by member.spend this year { review every year  carry surplus  tier low  tier high from 500 EUR }",
    ),
    "FID441": (
        "a wallet that is emptied at each purchase never pays for one",
        "wallet miles { expire on purchase }",
        "wallet miles { expire after 12 months of inactivity }",
    ),
    "FID443": (
        "a flat grant is given once, to no line: there is nothing that a limit per line could cut",
        "earn base { give 50 pts  limit 20 pts per line }",
        "earn base { give 1 pts per 1 EUR  limit 20 pts per line }",
    ),
    "FID501": (
        "50.000 EUR is fifty thousand to some readers and fifty to others",
        "offer big { when basket.total >= 50.000 EUR  take 5 EUR off basket }",
        "offer big { when basket.total >= 50_000 EUR  take 5 EUR off basket }",
    ),
    "FID430": (
        "a share that nobody has drawn would belong to no variant, or to two",
        "campaign win {\n  variant a 50% { earn one { give 5 pts } }\n  variant b 40% { earn two { give 9 pts } }\n}",
        "campaign win {\n  variant a 50% { earn one { give 5 pts } }\n  variant b 50% { earn two { give 9 pts } }\n}",
    ),
    "FID431": (
        "who is kept out shows what would have happened anyway: it takes some, and leaves some",
        "campaign win { holdout 0%  earn one { give 5 pts } }",
        "campaign win { holdout 10%  earn one { give 5 pts } }",
    ),
    "FID471": (
        "a text that is written and never sent is a plan that nobody carries out",
        'campaign win { message hi { by email  consent marketing  text "Hi" } }',
        'campaign win { message hi { by email  consent marketing  on entering win  text "Hi" } }',
    ),
    "FID503": (
        "a share of an amount becomes points only by what a point is worth",
        "wallet miles { }\nearn back { give 3% as miles }",
        "wallet miles { worth 0.01 EUR }\nearn back { give 3% as miles }",
    ),
    "FID511": (
        "points ripen at midnight, all at once",
        "wallet miles { pending 6 hours }",
        "wallet miles { pending 1 days }",
    ),
    "FID460": (
        "a price left out would give the reward away at every purchase",
        "reward five { take 5 EUR off basket }",
        "reward five { price 500 pts  take 5 EUR off basket }",
    ),
}
