"""Why mistakes of money and wallets matter, with what to write instead: (why, wrong, right) by code."""

from __future__ import annotations

MONEY: dict[str, tuple[str, str, str]] = {
    "FID501": (
        "50.000 EUR is fifty thousand to some readers and fifty to others",
        "offer big { when basket.total >= 50.000 EUR  take 5 EUR off basket }",
        "offer big { when basket.total >= 50_000 EUR  take 5 EUR off basket }",
    ),
    "FID502": (
        "half a point would be rounded at each till in another way",
        "earn base { give 1 pts per 1 EUR  limit 99.5 pts per member per day }",
        "earn base { give 1 pts per 1 EUR  limit 99 pts per member per day }",
    ),
    "FID503": (
        "a share of an amount becomes points only by what a point is worth",
        "wallet miles { }\nearn back { give 3% as miles }",
        "wallet miles { worth 0.01 EUR }\nearn back { give 3% as miles }",
    ),
    "FID504": (
        "what is worth nothing cannot pay, and a percent of it would be endless points",
        "wallet miles { worth 0 EUR  expire never }",
        "wallet miles { worth 0.01 EUR  expire never }",
    ),
    "FID505": (
        "nights count towards a tier; as money they would be a debt in the books",
        "wallet nights { status  worth 0.01 EUR }",
        "wallet nights { status }",
    ),
    "FID506": (
        "members could go round for ever",
        "wallet vouchers { worth 5 EUR  expire never }\n"
        "reward issue { price 500 pts  give 1 vouchers }\n"
        "reward back { price 1 vouchers  give 600 pts }",
        "wallet vouchers { worth 5 EUR  expire never }\n"
        "reward issue { price 500 pts  give 1 vouchers }\n"
        "reward back { price 1 vouchers  give 400 pts }",
    ),
    "FID507": (
        "what the rule does not give, the limit could not count",
        "offer five { take 5 EUR off basket  limit 50 pts per member }",
        "offer five { take 5 EUR off basket  limit 30 EUR per member }",
    ),
    "FID508": (
        "a cap in points cannot count euros",
        "offer five { take 5 EUR off basket }\nbudget cap { cap 100 pts per month  covers five }",
        "offer five { take 5 EUR off basket }\nbudget cap { cap 100 EUR per month  covers five }",
    ),
    "FID509": (
        "a rule that is never let through is better left out",
        "earn base { give 1 pts per 1 EUR  limit 0 pts per member per day }",
        "earn base { give 1 pts per 1 EUR  limit 100 pts per member per day }",
    ),
    "FID510": (
        "for nothing it would be given away at every purchase",
        "reward five { price 0 pts  take 5 EUR off basket }",
        "reward five { price 500 pts  take 5 EUR off basket }",
    ),
    "FID511": (
        "points ripen at midnight, all at once",
        "wallet miles { pending 6 hours }",
        "wallet miles { pending 1 days }",
    ),
    "FID512": (
        "nobody could ever spend them",
        "wallet slow { pending 30 days  expire after 1 month }",
        "wallet slow { pending 14 days  expire after 12 months }",
    ),
    "FID513": (
        "nobody would ever be told",
        "earn base { give 1 pts per 1 EUR }\nbudget cap { cap 100 EUR per month  covers base  alert at 120% }",
        "earn base { give 1 pts per 1 EUR }\nbudget cap { cap 100 EUR per month  covers base  alert at 80% }",
    ),
    "FID550": (
        "the projection would count it as free",
        'reward cup { price 100 pts  gift "Cup" }',
        'reward cup { price 100 pts  gift "Cup" cost 2 EUR }',
    ),
    "FID551": (
        "the budget would count what `base` gives, and pay what `two` makes of it",
        "earn base { give 1 pts per 1 EUR }\n"
        "earn two { multiply base by 2 }\n"
        "budget cap { cap 100 EUR per month  covers base }",
        "earn base { give 1 pts per 1 EUR }\n"
        "earn two { multiply base by 2 }\n"
        "budget cap { cap 100 EUR per month  covers base, two }",
    ),
    "FID552": (
        "the night the condition stops holding, years of points may go at once",
        "wallet miles { expire after 12 months unless member.orders over 12 months >= 5 }",
        "wallet miles { expire after 12 months unless member.orders over 12 months >= 5 }\n"
        'message soon { by email  consent marketing  on 30 days before expiry of miles  text "Soon" }',
    ),
    "FID553": (
        "points that vanish in silence are what members complain of most",
        "wallet miles { expire after 12 months }",
        "wallet miles { expire after 12 months }\n"
        'message soon { by email  consent marketing  on 30 days before expiry of miles  text "Soon" }',
    ),
    "FID554": (
        "a cap on nothing looks like safety",
        "budget cap { cap 100 EUR per month  covers all }",
        "offer five { take 5 EUR off basket }\nbudget cap { cap 100 EUR per month  covers five }",
    ),
}
