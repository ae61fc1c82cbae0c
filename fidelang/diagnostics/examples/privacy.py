"""Why mistakes of privacy matter, with what to write instead: (why, wrong, right) by code."""

from __future__ import annotations

PRIVACY: dict[str, tuple[str, str, str]] = {
    "FID601": (
        "nobody may be made to say yes to advertising for the points that everybody earns",
        'facts member { birthday: date personal for "gift" consent marketing }\n'
        "earn month { when birthday this month  give 1 pts per 1 EUR }",
        'facts member { birthday: date personal for "gift" consent marketing }\n'
        "earn month { on birthday  give 50 pts }",
    ),
    "FID650": (
        "a person may ask what it is kept for, and must be told (RGPD, article 13)",
        "facts member { children: number personal }\nearn more { when member.children >= 2  give 5 pts }",
        'facts member { children: number personal for "family offers" }\n'
        "earn more { when member.children >= 2  give 5 pts }",
    ),
    "FID651": (
        "what nobody needs may not be kept (RGPD, article 5)",
        'facts member { shoe_size: number personal for "nothing yet" }',
        'facts member { shoe_size: number personal for "fit" }\nearn fit { when member.shoe_size >= 45  give 5 pts }',
    ),
    "FID652": (
        "advertising by e-mail needs a yes",
        'message news { by email  on every month  text "News" }',
        'message news { by email  consent marketing  on every month  text "News" }',
    ),
}
