"""What an order claims back, from what it gave and what the kept part of it gives."""

from __future__ import annotations

from collections import Counter

from fidelang.engine.returns.claims import claim, counted, gifts_back, price
from fidelang.engine.returns.rating import Rated


def test_a_claim_is_what_the_kept_goods_would_not_have_earned_and_never_below_zero() -> None:
    whole, kept = Rated((0,), given=Counter({0: 100, 1: 5})), Rated((0,), given=Counter({0: 60, 1: 9}))
    assert (claim(whole, kept, 0), claim(whole, kept, 1), claim(whole, Rated((0,)), 1)) == (40, 0, 5)


def test_a_price_is_what_rewards_refused_on_the_kept_goods_had_cost() -> None:
    whole, kept = Rated((0,), paid=Counter({0: 100})), Rated((0,), paid=Counter({0: 70, 1: 3}))
    assert (price(whole, kept, 0), price(whole, kept, 1)) == (30, 0)


def test_a_metric_counts_what_is_kept_and_never_more_than_was_counted() -> None:
    whole, kept = Rated((0,), observed=Counter({0: 55, 1: 4})), Rated((0,), observed=Counter({0: 90, 1: 3}))
    assert (counted(whole, kept, 0), counted(whole, kept, 1)) == (55, 3)


def test_a_gift_is_asked_back_once_and_as_often_as_it_was_given() -> None:
    mug, bag = (3, 2_00), (4, 9_00)
    whole, kept = Rated((0,), gifts=Counter({mug: 2, bag: 1})), Rated((0,), gifts=Counter({mug: 1, bag: 1}))
    assert gifts_back(whole, kept, ()) == (mug,)
    assert gifts_back(whole, kept, (mug,)) == ()
    assert gifts_back(whole, Rated((0,)), (mug,)) == (mug, bag)
    assert gifts_back(whole, whole, ()) == ()
