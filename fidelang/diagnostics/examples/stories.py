"""Why mistakes of tests and stories matter, with what to write instead: (why, wrong, right) by code."""

from __future__ import annotations

STORIES: dict[str, tuple[str, str, str]] = {
    "FID701": (
        "a stage follows from what the member did: a test that set it could never happen",
        "earn base { give 1 pts per 1 EUR }\n"
        "lifecycle { stage new  stage loyal when member.orders >= 3 }\n"
        'test "t" {\n'
        "  member { stage: loyal }\n"
        "  on 2027-05-03\n"
        "}",
        "earn base { give 1 pts per 1 EUR }\n"
        "lifecycle { stage new  stage loyal when member.orders >= 3 }\n"
        'test "t" {\n'
        "  member { orders: 3 }\n"
        "  on 2027-05-03\n"
        "}",
    ),
    "FID702": (
        "no till sells a line of nothing",
        "earn base { give 1 pts per 1 EUR }\n"
        'test "t" {\n'
        "  basket { at: 2027-05-03T10:00, line { price: 20 EUR, quantity: 0 } }\n"
        "}",
        "earn base { give 1 pts per 1 EUR }\n"
        'test "t" {\n'
        "  basket { at: 2027-05-03T10:00, line { price: 20 EUR, quantity: 1 } }\n"
        "}",
    ),
    "FID703": (
        "a story is told in the order in which it happens",
        "earn base { give 1 pts per 1 EUR }\n"
        'test "t" {\n'
        "  basket { at: 2027-05-03T10:00, line { price: 5 EUR } }\n"
        "  basket { at: 2027-05-02T10:00, line { price: 5 EUR } }\n"
        "}",
        "earn base { give 1 pts per 1 EUR }\n"
        'test "t" {\n'
        "  basket { at: 2027-05-02T10:00, line { price: 5 EUR } }\n"
        "  basket { at: 2027-05-03T10:00, line { price: 5 EUR } }\n"
        "}",
    ),
}
