"""Why mistakes of rules matter, with what to write instead: (why, wrong, right) by code."""

from __future__ import annotations

RULES: dict[str, tuple[str, str, str]] = {
    "FID401": (
        "of two prices, which one holds?",
        "reward five { price 500 pts  price 400 pts  take 5 EUR off basket }",
        "reward five { price 500 pts  take 5 EUR off basket }",
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
    "FID404": (
        "the best of points and of euros: better by what?",
        "stack best { pick best }\n"
        "earn base { give 1 pts per 1 EUR  stack best }\n"
        "offer five { take 5 EUR off basket  stack best }",
        "stack best { pick best }\n"
        "offer three { take 3 EUR off basket  stack best }\n"
        "offer five { take 5 EUR off basket  stack best }",
    ),
    "FID405": (
        "a stack chooses among rules that give, and a multiplier gives nothing by itself",
        "stack best { pick best }\nearn base { give 1 pts per 1 EUR }\nearn two { multiply base by 2  stack best }",
        "earn base { give 1 pts per 1 EUR }\nearn two { multiply base by 2 }",
    ),
    "FID406": (
        "multipliers of multipliers grow without a bound that anyone could read",
        "earn base { give 1 pts per 1 EUR }\nearn two { multiply base by 2 }\nearn four { multiply two by 2 }",
        "earn base { give 1 pts per 1 EUR }\nearn two { multiply base by 2 }\nearn four { multiply base by 4 }",
    ),
    "FID407": (
        "each wallet keeps decimals and limits of its own",
        "wallet miles { expire never }\n"
        "earn base { give 1 pts per 1 EUR }\n"
        "earn fly { give 1 miles per 1 EUR }\n"
        "earn two { multiply base, fly by 2 }",
        "wallet miles { expire never }\n"
        "earn base { give 1 pts per 1 EUR }\n"
        "earn fly { give 1 miles per 1 EUR }\n"
        "earn two { multiply base by 2 }\n"
        "earn three { multiply fly by 2 }",
    ),
    "FID408": (
        "a grant of 300 points belongs to no line, so no line of it can be multiplied",
        'earn tenth { give 300 pts }\nearn bio { on lines where line.category is "bio"  multiply tenth by 2 }',
        'earn base { give 1 pts per 1 EUR }\nearn bio { on lines where line.category is "bio"  multiply base by 2 }',
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
    "FID411": (
        "a grant for the whole basket cannot follow a category that changes from line to line",
        'earn flat { give pts by line.category { "wine": 5, otherwise: 1 } }',
        'earn rate { give pts per 1 EUR by line.category { "wine": 5, otherwise: 1 } }',
    ),
    "FID412": (
        "a bound says how far a row reaches, a value whom it fits: a reader expects one of the two",
        'earn mixed { give pts by amount of lines { to 30 EUR: 2, "wine": 3 } }',
        "earn mixed { give pts by amount of lines { to 30 EUR: 2, above: 3 } }",
    ),
    "FID413": (
        "on an anniversary nobody stands at the till",
        "reward yearly { on anniversary  take 5 EUR off basket }",
        'reward yearly { on anniversary  gift "Cup" cost 2 EUR }',
    ),
    "FID414": (
        "from 22:00 to 22:00 is no time at all, or the whole day",
        "earn late { from 22:00 to 22:00  give 5 pts }",
        "earn late { from 22:00 to 02:00  give 5 pts }",
    ),
    "FID415": (
        "a rule of that period never applies",
        "earn june { from 2027-06-30 to 2027-06-01  give 1 pts per 1 EUR }",
        "earn june { from 2027-06-01 to 2027-06-30  give 1 pts per 1 EUR }",
    ),
    "FID416": (
        "three days before a purchase, nobody knows of it",
        "earn close { on 3 days before purchase  give 5 pts }",
        "earn close { on 3 days after purchase  give 5 pts }",
    ),
    "FID417": (
        "stages are worked out from tiers: a tier that read the stage would wait for itself",
        "tiers by member.spend over 12 months { tier low  tier best when member.stage is loyal }\n"
        "lifecycle { stage new  stage loyal when member.orders >= 3 }",
        "tiers by member.spend over 12 months { tier low  tier best when member.orders >= 3 }\n"
        "lifecycle { stage new  stage loyal when member.orders >= 3 }",
    ),
    "FID418": (
        "each would wait for the other's answer",
        "segment a { when member in b }\nsegment b { when not (member in a) }",
        "segment a { when member.orders >= 1 }\nsegment b { when not (member in a) }",
    ),
    "FID419": (
        "a member who reaches the higher tier has reached the lower one too",
        "tiers by member.spend over 12 months { tier low  tier mid from 500 EUR  tier top from 400 EUR }",
        "tiers by member.spend over 12 months { tier low  tier mid from 400 EUR  tier top from 500 EUR }",
    ),
    "FID420": (
        "500 of what? `tiers by` says what is counted",
        "tiers { tier low  tier high from 500 EUR }",
        "tiers by member.spend over 12 months { tier low  tier high from 500 EUR }",
    ),
    "FID421": (
        "a rule that cannot apply is a promise to nobody",
        "earn never { when member.orders between 5 and 3  give 5 pts }",
        "earn some { when member.orders between 3 and 5  give 5 pts }",
    ),
    "FID422": (
        "a rule of nothing would be announced, and bring nothing",
        "earn none { give 0 pts }",
        "earn some { give 5 pts }",
    ),
    "FID423": (
        "nobody is paid for buying",
        "offer much { take 150% off basket }",
        "offer much { take 15% off basket }",
    ),
    "FID424": (
        "twice nothing is nothing",
        "earn refer { on referral  give 500 pts }\nearn late { multiply refer by 2 }",
        "earn base { give 1 pts per 1 EUR }\nearn late { multiply base by 2 }",
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
    "FID450": (
        "a customer could climb the brackets by buying gift cards",
        "earn steps { give pts by basket.total { to 30 EUR: 2, above: 6 } }",
        "earn steps { give pts by amount of lines { to 30 EUR: 2, above: 6 } }",
    ),
    "FID451": (
        "which one is taken off first changes what the other is a percent of",
        "offer ten { take 10% off basket }\noffer five { take 5 EUR off basket }",
        "offer ten { take 10% off basket  priority 2 }\noffer five { take 5 EUR off basket  priority 1 }",
    ),
    "FID452": (
        "a basket over the last bound would get nothing, and its owner would ask why",
        "earn steps { give pts by amount of lines { to 30 EUR: 2, to 60 EUR: 4 } }",
        "earn steps { give pts by amount of lines { to 30 EUR: 2, to 60 EUR: 4, above: 6 } }",
    ),
    "FID453": (
        "whoever has no row gets nothing, said or forgotten?",
        "tiers by member.spend over 12 months { tier low  tier high from 500 EUR }\n"
        "earn t { give pts per 1 EUR by member.tier { high: 2 } }",
        "tiers by member.spend over 12 months { tier low  tier high from 500 EUR }\n"
        "earn t { give pts per 1 EUR by member.tier { low: 1, high: 2 } }",
    ),
    "FID454": (
        "customers find out, and queue twice",
        "earn steps { give pts by amount of lines { to 30 EUR: 2, to 60 EUR: 4, above: 6 } }",
        "earn rate { give 1 pts per 15 EUR }",
    ),
    "FID455": (
        "three bottles of one article are one line",
        "reward one { price 50 pts  take 100% off cheapest line }",
        "reward one { price 50 pts  take 100% off cheapest item }",
    ),
    "FID456": (
        "a birthday of 20 December lies in two years' limits",
        'facts member { birthday: date personal for "gift" }\n'
        "earn treat { when days since birthday < 30  give 50 pts  limit once per member per year }",
        'facts member { birthday: date personal for "gift" }\n'
        "earn treat { when days since birthday < 30  give 50 pts  limit once per member over 6 months }",
    ),
    "FID457": (
        "ten small purchases of a Monday would earn it ten times",
        "earn monday { every monday  give 50 pts }",
        "earn monday { every monday  give 50 pts  limit once per member per day }",
    ),
    "FID458": (
        "a rule outside the program's own dates waits for a day that does not come",
        'program "P" { currency EUR  timezone "Europe/Paris"  from 2027-01-01 to 2027-12-31 }\n'
        "wallet pts { worth 0.01 EUR  expire never }\n"
        "earn late { from 2028-01-01  give 1 pts per 1 EUR }",
        'program "P" { currency EUR  timezone "Europe/Paris"  from 2027-01-01 to 2027-12-31 }\n'
        "wallet pts { worth 0.01 EUR  expire never }\n"
        "earn late { from 2027-07-01  give 1 pts per 1 EUR }",
    ),
    "FID459": (
        "its limit would hold back nothing",
        "stack best { pick best }\noffer five { take 5 EUR off basket }",
        "stack best { pick best }\noffer five { take 5 EUR off basket  stack best }",
    ),
    "FID460": (
        "a price left out would give the reward away at every purchase",
        "reward five { take 5 EUR off basket }",
        "reward five { price 500 pts  take 5 EUR off basket }",
    ),
    "FID470": (
        "it would draw its members, and do nothing for them",
        "campaign idle { holdout 10% }",
        "campaign busy { holdout 10%  earn one { give 5 pts } }",
    ),
    "FID471": (
        "a text that is written and never sent is a plan that nobody carries out",
        'campaign win { message hi { by email  consent marketing  text "Hi" } }',
        'campaign win { message hi { by email  consent marketing  on entering win  text "Hi" } }',
    ),
}
