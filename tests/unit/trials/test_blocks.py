"""Test blocks played: what holds passes, and each expectation that fails is told beside what was found."""

from fidelang.facade import check_text, compile_text
from fidelang.trials import Failure, run_tests
from fidelang.trials import TestResult as Result

PROGRAM = """program "P" { currency EUR  timezone "Europe/Paris"  from 2027-01-01  largest basket 1_000 EUR }
wallet pts { worth 0.01 EUR  expire after 12 months }
lifecycle { stage new  stage old when member.orders >= 2 }
tiers by member.spend over 12 months { review every month  keep 12 months  tier low  tier high from 50 EUR }
earn base { give 1 pts per 1 EUR }
earn monday { every monday  give 7 pts  limit once per member per week }
offer ten { when basket.total >= 100 EUR  take 10 EUR off basket }
reward five { price 500 pts  take 5 EUR off basket }
reward cup { price 999 pts  gift "A cup"  cost 3 EUR }
reward mug { price 10 pts  gift "A mug"  cost 3 EUR }
message hello { by email  cost 0.01 EUR  text "Hello" }
earn greet { on signup  give 1 pts  send hello }
"""


def results(story: str) -> list[Result]:
    text = PROGRAM + story
    found = check_text(text, "p.fid")
    assert found.analysis is not None
    return list(run_tests(found.program(), found.analysis))


def failures(steps: str) -> tuple[Failure, ...]:
    (result,) = results(f'test "t" {{\n{steps}\n}}')
    return result.failures


def test_a_story_whose_expectations_all_hold_passes() -> None:
    (result,) = results(
        """test "all" {
  basket { at: 2027-01-04T10:00, line { price: 120 EUR } }
  expect 117 pts, 110 pts from base, 7 pts from monday, 10 EUR off, 10 EUR off from ten, total 110 EUR, ten applies
  expect balance 117 pts, pending 0 pts, debt 0 pts, tier high until 2028-01-31, stage new, no five
  basket { at: 2027-01-05T10:00, redeem: [mug, five], line { price: 5 EUR } }
  expect gift "A mug", mug applies, five refused, no monday, balance 112 pts, stage old
  event signup { at: 2027-01-06T10:00 }
  expect send hello, greet applies
}"""
    )
    assert result == Result("all", "p.fid", 13, ())


def test_a_fee_is_expected_in_all_or_of_one_tier() -> None:
    text = PROGRAM.replace("largest basket", "fee 65 EUR per year  largest basket").replace(
        "tier high from 50 EUR", "tier high from 50 EUR fee 5 EUR per year"
    )
    story = """test "t" {
  basket { at: 2027-01-05T10:00, line { price: 60 EUR } }
  expect fee 70 EUR, fee 5 EUR from high, fee 0 EUR from low
  expect fee 65 EUR, fee 6 EUR from high, fee 1 EUR from low
}"""
    found = check_text(text + story, "p.fid")
    assert found.analysis is not None
    (result,) = run_tests(compile_text(text + story, "p.fid"), found.analysis)
    assert result.failures == (
        Failure(16, "fee 65 EUR", "fee 70.00 EUR"),
        Failure(16, "fee 6 EUR from high", "fee 5.00 EUR from high"),
        Failure(16, "fee 1 EUR from low", "no fee from low"),
    )


def test_every_failing_expectation_is_told_in_the_words_of_the_file() -> None:
    found = failures(
        """basket { at: 2027-01-05T10:00, redeem: five, line { price: 120 EUR } }
  expect 111 pts from base,
         9 pts, 1 pts from monday, 9.99 EUR off, 5 EUR off from ten,
         total 100 EUR, balance 1 pts, tier low, tier high until 2027-12-31,
         stage old, gift "A cup", send hello, no base, ten refused, five applies, five refused"""
    )
    assert found == (
        Failure(15, "111 pts from base", "110 pts from base"),
        Failure(16, "9 pts", "110 pts"),
        Failure(16, "1 pts from monday", "no monday (it is Tuesday; the rule is for Monday)"),
        Failure(16, "9.99 EUR off", "10.00 EUR off"),
        Failure(16, "5 EUR off from ten", "10.00 EUR off from ten"),
        Failure(17, "total 100 EUR", "total 110.00 EUR"),
        Failure(17, "balance 1 pts", "balance 110 pts"),
        Failure(17, "tier low", "tier high"),
        Failure(17, "tier high until 2027-12-31", "tier high until 2028-01-31"),
        Failure(18, "stage old", "stage new"),
        Failure(18, 'gift "A cup"', "no gift"),
        Failure(18, "send hello", "no send"),
        Failure(18, "no base", "110 pts from base"),
        Failure(18, "ten refused", "10.00 EUR off from ten"),
        Failure(18, "five applies", "no five (the balance does not cover its price of 500 pts)"),
    )


def test_a_step_that_cannot_be_played_ends_its_test_with_the_reason() -> None:
    found = failures(
        """basket { at: 2027-01-05T10:00, line { price: 1 EUR } }
  basket { at: 2027-01-06T10:00, line { price: 900 EUR, quantity: 2 } }
  expect 99 pts"""
    )
    assert [(each.line, each.expected) for each in found] == [(15, "a step that can be played")]
    assert found[0].found == "the basket is above the largest allowed"


def test_a_return_answers_points_money_and_what_the_member_has_then() -> None:
    assert (
        failures(
            """basket first { at: 2027-01-05T10:00, line { price: 40 EUR, quantity: 2 }, line { price: 30 EUR } }
  expect 10 EUR off, balance 100 pts
  return first { 2: 1 }
  expect refund 20 EUR, balance 80 pts, debt 0 pts
  on 2027-01-20
  return first
  expect refund 80 EUR, balance 0 pts
  return first
  expect return refused, balance 0 pts, tier high, no base"""
        )
        == ()
    )


def test_a_return_that_fails_its_expectations_says_what_it_did() -> None:
    found = failures(
        """basket first { at: 2027-01-05T10:00, line { price: 40 EUR } }
  expect refund 1 EUR
  return first { 1: 1 }
  expect refund 39 EUR, return refused, balance 1 pts"""
    )
    assert found == (
        Failure(15, "refund 1 EUR", "no return to refund"),
        Failure(17, "refund 39 EUR", "refund 40.00 EUR"),
        Failure(17, "return refused", "the return was taken"),
        Failure(17, "balance 1 pts", "balance 0 pts"),
    )


def test_points_that_are_spent_show_in_the_refund() -> None:
    found = failures(
        """basket first { at: 2027-01-05T10:00, line { price: 40 EUR } }
  basket { at: 2027-01-06T10:00, redeem: mug, line { price: 0 EUR } }
  return first
  expect refund 40 EUR"""
    )
    assert found == (Failure(17, "refund 40 EUR", "refund 39.90 EUR (0.10 EUR withheld for points that are spent)"),)


def test_a_refused_return_that_nothing_expects_ends_its_test_and_says_what_to_write() -> None:
    found = failures(
        """basket first { at: 2027-01-05T10:00, line { price: 40 EUR } }
  return first { 2: 1 }
  return first
  expect return refused"""
    )
    assert found == (
        Failure(
            15,
            "a return that goes through",
            "there is no line 2 in the order `first`, which has one line; lines count from 1, in the order of the basket, or"
            " write `expect return refused`",
        ),
    )


def test_an_expected_refusal_does_not_hide_a_refund() -> None:
    found = failures(
        """basket first { at: 2027-01-05T10:00, line { price: 40 EUR } }
  return first { 1: 2 }
  expect return refused, refund 40 EUR"""
    )
    assert found == (Failure(16, "refund 40 EUR", "return refused (line 1: 2 come back, and 1 of it is kept)"),)


def test_an_expectation_before_any_step_fails() -> None:
    assert failures("expect 1 pts") == (Failure(14, "1 pts", "nothing has happened yet"),)


def test_tests_are_chosen_by_a_part_of_their_name() -> None:
    text = PROGRAM + 'test "Alpha one" { on 2027-01-02 } test "beta" { on 2027-01-02 }'
    found = check_text(text, "p.fid")
    assert found.analysis is not None
    assert [result.name for result in run_tests(found.program(), found.analysis, "alpha")] == ["Alpha one"]


def test_a_message_that_was_not_sent_can_be_expected() -> None:
    assert failures("event referral { at: 2027-01-06T10:00 }\n  expect no hello") == ()
    assert failures("event signup { at: 2027-01-06T10:00 }\n  expect no hello") == (
        Failure(15, "no hello", "send hello"),
    )
