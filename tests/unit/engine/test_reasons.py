"""Why a rule gave nothing, in one sentence that names what was asked of the member or the basket."""

import fidelang

HEAD = """program "Why" { currency EUR   timezone "Europe/Paris"   from 2027-01-01   channels store, web }
wallet pts { worth 0.01 EUR   expire never }
facts member { city: text }
tiers by member.spend over 12 months { tier bronze   tier silver from 500 EUR }
"""
MEMBER = {"joined": "2027-01-01", "orders": 1, "spend over 12 months": 1000, "tier": "bronze", "balance": {"pts": 10}}
BASKET = {"at": "2027-05-03T10:00", "channel": "store", "lines": [{"price": 500, "quantity": 1}]}


def why(rule: str) -> str:
    """The only sentence that an evaluation of this rule has to say."""
    outcome = fidelang.compile_text(HEAD + rule).evaluate(MEMBER, BASKET, None)
    (sentence,) = outcome.explain()
    return sentence


def test_an_amount_is_told_beside_the_condition_as_written() -> None:
    assert why("earn a { when basket.total >= 80 EUR   give 5 pts }") == (
        "`basket.total >= 80 EUR` does not hold: it is 5.00 EUR"
    )


def test_points_are_told_with_their_wallet() -> None:
    assert why("earn a { when balance pts >= 100 pts   give 5 pts }") == (
        "`balance pts >= 100 pts` does not hold: it is 10 pts"
    )


def test_of_several_parts_the_one_that_fails_is_told() -> None:
    assert why("earn a { when member.orders >= 1 and member.tier >= silver   give 5 pts }") == (
        "`member.tier >= silver` does not hold: it is bronze"
    )


def test_of_several_whens_the_one_that_fails_is_told() -> None:
    rule = "earn a { when member.orders >= 1   when basket.channel in [web]   give 5 pts }"
    assert why(rule) == "`basket.channel in [web]` does not hold"


def test_a_condition_over_several_lines_is_told_on_one_without_its_comment() -> None:
    rule = """earn a { when basket.ordinal   # this one included
       is multiple of 10   give 5 pts }"""
    assert why(rule) == "`basket.ordinal is multiple of 10` does not hold"


def test_a_hash_within_a_text_is_no_comment() -> None:
    rule = 'earn a { when any line where (line.sku is "#1")   give 5 pts }'
    assert why(rule) == '`any line where (line.sku is "#1")` does not hold'


def test_what_is_not_known_is_named() -> None:
    assert why('earn a { when member.city is "Paris"   give 5 pts }') == "member.city is not known"
    assert why("earn a { when days since member.last_order > 90   give 5 pts }") == "member.last_order is not known"


def test_hours_without_days_are_told_as_hours() -> None:
    assert why("earn a { from 18:00 to 20:00   give 5 pts }") == "it is 10:00; the rule runs from 18:00 to 20:00"
