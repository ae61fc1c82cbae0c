"""Points out of lots and back into them."""

from __future__ import annotations

from fidelang.engine.returns.lots import Hand
from fidelang.kernel import Found
from tests.unit.engine.returns.shop import DAY, Shop, compiled, line

CLUB = """wallet pts {{ worth 0.01 EUR  {words} }}
earn base {{ on lines where line.category is "bio"  give 1 pts per 1 EUR }}
earn pairs {{ when basket.items is multiple of 2  give 10 pts }}
reward pay {{ price 1 pts per 0.01 EUR  take 1 EUR off basket }}
reward mug {{ when basket.items is multiple of 2  price 10 pts  gift "Mug"  cost 1 EUR }}"""


def club(words: str, **member: object) -> Shop:
    return Shop(compiled(CLUB.format(words=words)), dict(member))


def bio(price: int, quantity: str = "1") -> dict[str, object]:
    return line(price, quantity, category="bio")


def test_an_orders_own_lot_gives_before_one_that_expires_sooner() -> None:
    shop = club("expire after 20 days")
    shop.buy("old", bio(50_00))
    shop.buy("it", bio(30_00), day=DAY + 5)
    outcome = shop.bring_back("it", day=DAY + 6)
    assert shop.left() == [(1, 50)]
    assert outcome.effects[-2] == ("reverse", 0, ((2, 30),))
    assert outcome.record.taken[0][0::2] == (0, 30)


def test_then_available_lots_in_the_order_of_spending_and_no_pending_one() -> None:
    shop = club("pending 3 days  expire after 30 days")
    shop.buy("it", bio(100_00))
    shop.buy("b", bio(40_00), day=DAY + 1)
    shop.buy("c", bio(40_00), day=DAY + 2)
    shop.buy("spend", line(5_00), day=DAY + 3, redeem=["pay"])  # 100 points of the first lot
    shop.buy("d", bio(40_00), day=DAY + 4)
    assert shop.left() == [(2, 40), (3, 40), (4, 40)]
    outcome = shop.bring_back("it", day=DAY + 5)
    assert shop.left() == [(4, 40)]
    assert outcome.record.missing == (20,)
    assert outcome.taken_back == {"pts": 80}


def test_what_comes_back_goes_to_the_lot_that_gave_last() -> None:
    shop = club("expire never")
    shop.buy("it", line(5_00, "4"))
    shop.bring_back("it", {1: 1})
    assert shop.left() == []
    outcome = shop.bring_back("it", {1: 1})
    assert shop.left() == [(1, 10)]
    assert (outcome.taken_back, outcome.reversed) == ({"pts": -10}, {"pts": -10})
    assert outcome.record.taken == ()


def test_a_debt_is_paid_before_points_are_there_to_spend() -> None:
    shop = club("debt allowed  expire never")
    shop.buy("it", line(5_00, "2"))
    shop.state.lots[0] = []
    shop.state.redeemed[0] += 10
    shop.bring_back("it")
    assert (shop.state.debt, shop.state.reversed) == ([10], [10])
    shop.buy("next", bio(7_00))
    assert (shop.state.debt, shop.left()) == ([3], [])
    shop.buy("last", bio(5_00))
    assert (shop.state.debt, shop.left()) == ([0], [(3, 2)])


def test_a_debt_waits_for_points_to_ripen() -> None:
    shop = club("debt allowed  pending 3 days  expire never")
    shop.state.debt[0] = shop.state.reversed[0] = 10
    shop.buy("next", bio(12_00))
    shop.program.advance(shop.state, DAY + 2, shop.shared)
    assert (shop.state.debt, shop.left()) == ([10], [(1, 12)])
    shop.program.advance(shop.state, DAY + 3, shop.shared)
    assert (shop.state.debt, shop.left()) == ([0], [(1, 2)])


def test_a_debt_cannot_be_spent() -> None:
    shop = club("debt allowed  pending 3 days  expire never")
    shop.state.debt[0] = shop.state.reversed[0] = 10
    outcome = shop.program.purchase(
        shop.state, {"at": (DAY, 600), "lines": [line(9_00)], "redeem": ["pay"]}, shop.shared
    )
    assert [(one.rule, one.code) for one in outcome.refused] == [("pay", "balance")]


def test_told_points_pay_a_debt_too() -> None:
    shop = club("debt allowed  expire never")
    shop.state.debt[0] = shop.state.reversed[0] = 10
    shop.program.set_member(shop.state, {"balance": {"pts": "25"}}, DAY)
    ledger = shop.program.ledger(shop.state)["pts"]
    assert (ledger.debt, ledger.available, ledger.adjusted) == (0, 25, 35)


def test_a_price_due_again_that_nothing_pays_is_remembered_or_owed() -> None:
    for words, unpaid, debt in (("debt refused", (10,), 0), ("debt allowed", (0,), 10)):
        shop = Shop(
            compiled(
                f"""wallet pts {{ worth 0.01 EUR  {words}  expire never }}
earn base {{ on lines where line.category is "bio"  give 1 pts per 1 EUR }}
reward mug {{ when basket.items is multiple of 2  price 10 pts  gift "Mug"  cost 1 EUR }}"""
            ),
            {"balance": {"pts": "10"}},
        )
        shop.buy("it", line(5_00, "4"), redeem=["mug"])
        assert shop.bring_back("it", {1: 1}).price_back == {"pts": 10}
        shop.state.lots[0] = []
        shop.state.redeemed[0] += 10
        outcome = shop.bring_back("it", {1: 1})
        assert outcome.record.unpaid == unpaid
        assert (shop.state.debt[0], outcome.price_back["pts"]) == (debt, -debt)
        assert outcome.withheld == sum(unpaid)
        last = shop.bring_back("it")
        assert (shop.state.debt[0], last.price_back["pts"], last.withheld) == (0, debt, 0)


def test_a_step_gives_back_before_it_takes() -> None:
    """What the kept goods earn again pays for what they are due again."""
    shop = club("expire never", balance={"pts": "10"})
    shop.buy("it", line(5_00, "4"), redeem=["mug"])
    shop.bring_back("it", {1: 1})
    shop.state.lots[0] = []
    shop.state.redeemed[0] += 10
    outcome = shop.bring_back("it", {1: 1})
    assert (outcome.taken_back, outcome.price_back) == ({"pts": -10}, {"pts": -10})
    assert (outcome.record.unpaid, shop.left()) == ((0,), [])


def test_points_back_in_a_lot_past_its_last_day_are_gone_at_once() -> None:
    shop = club("expire after 20 days")
    shop.buy("it", line(5_00, "4"))
    shop.bring_back("it", {1: 1})
    outcome = shop.bring_back("it", {1: 1}, day=DAY + 21)
    assert (outcome.taken_back, outcome.expired, shop.left()) == ({"pts": -10}, {"pts": 10}, [])
    assert (shop.state.expired, shop.state.reversed) == ([10], [0])


def test_a_lot_that_some_reason_keeps_alive_is_not_past_its_last_day() -> None:
    program = compiled(
        """wallet pts { worth 0.01 EUR  expire after 20 days unless member.orders >= 2 }
earn pairs { when basket.items is multiple of 2  give 10 pts }"""
    )
    for orders, left in (("2", [(1, 10)]), ("0", [])):
        shop = Shop(program, {"orders": orders})
        shop.buy("it", line(5_00, "4"))
        shop.bring_back("it", {1: 1})
        shop.bring_back("it", {1: 1}, day=DAY + 21)
        assert shop.left() == left


def test_what_the_order_still_has_pending_goes_before_what_it_has_to_spend() -> None:
    program = compiled(
        """wallet pts { worth 0.01 EUR  pending 3 days  expire never }
earn base { give 1 pts per 1 EUR }"""
    )
    shop = Shop(program)
    shop.buy("it", line(30_00), line(20_00))
    lot = shop.state.lots[0][0]
    shop.state.lots[0] = [lot._replace(available=DAY, left=20, points=20), lot._replace(number=2, left=30, points=30)]
    rated = {1: (0, shop.state.lots[0][0]), 2: (0, shop.state.lots[0][1])}
    hand = Hand(program, shop.state, None, Found(), [], DAY, rated, [], [], [0], [0])
    assert hand.take(0, 40) == 40
    assert shop.left() == [(1, 10)]


def test_a_price_goes_back_to_the_lot_that_was_spent_last() -> None:
    shop = club("expire after 20 days")
    shop.buy("a", bio(60_00))
    shop.buy("b", bio(60_00), day=DAY + 5)
    shop.buy("it", line(0, "1"), line(40, "1"), line(30, "1"), day=DAY + 6, redeem=["pay"])  # 70 off, 60 and 10
    assert shop.left() == [(2, 50)]
    outcome = shop.bring_back("it", {2: 1}, day=DAY + 7)
    assert outcome.price_back == {"pts": 40}
    assert shop.left() == [(1, 30), (2, 60)]


def test_what_was_owed_comes_back_to_the_orders_own_lot_with_its_days_once_the_debt_is_paid() -> None:
    shop = club("debt allowed  expire after 20 days")
    shop.buy("it", line(5_00, "4"))
    shop.buy("pay", line(10), redeem=["pay"])  # the ten points of it
    shop.bring_back("it", {1: 1})
    assert (shop.state.debt, shop.left()) == ([10], [])
    shop.buy("next", bio(15_00), day=DAY + 1)
    assert (shop.state.debt, shop.left()) == ([0], [(2, 5)])
    outcome = shop.bring_back("it", {1: 1}, day=DAY + 2)
    assert (outcome.taken_back, shop.left()) == ({"pts": -10}, [(1, 10), (2, 5)])
    assert shop.state.lots[0][0].fixed == DAY + 20
    assert outcome.record.taken == ()
