"""What a return corrects beside points: metrics, limits, stock, budgets, the last order, what rules wait for."""

from __future__ import annotations

from fidelang.state import ABSENT
from tests.unit.engine.returns.shop import DAY, Shop, compiled, line

PURSE = """wallet pts { worth 0.01 EUR  expire never }
stack promo { pick best }
earn bio { on lines where line.category is "bio"  give 2 pts per 1 EUR  stack promo }
earn flat { give 60 pts  stack promo }
budget purse { cap 1.20 EUR %s  covers flat }"""


def test_metrics_lose_what_came_back_at_the_day_of_the_order() -> None:
    shop = Shop(
        compiled(
            """wallet pts { worth 0.01 EUR  expire never }
earn base { when member.spend over 10 days >= 1 EUR or member.orders >= 9   give 1 pts }"""
        )
    )
    shop.buy("it", line(10_00), line(20_00))
    shop.buy("more", line(5_00), day=DAY + 2)
    spend = next(at for at, one in enumerate(shop.program.plan.logs) if one.name == "spend")
    orders = next(at for at, one in enumerate(shop.program.plan.logs) if one.name == "orders")
    shop.bring_back("it", {2: 1}, day=DAY + 3)
    assert shop.state.logs[spend] == [(DAY, 30_00), (DAY, -20_00), (DAY + 2, 5_00)]
    assert (shop.state.totals[spend], shop.state.totals[orders]) == (15_00, 2)
    shop.bring_back("it", day=DAY + 4)
    assert (shop.state.totals[spend], shop.state.totals[orders]) == (5_00, 1)


def test_the_last_order_is_the_latest_of_which_something_is_kept() -> None:
    shop = Shop(compiled("wallet pts { expire never }\nearn base { give 1 pts }"), {"last_order": "2027-01-05"})
    told = shop.state.last_order
    shop.buy("a", line(5_00), line(6_00))
    shop.buy("b", line(5_00), day=DAY + 1)
    shop.bring_back("a", {1: 1}, day=DAY + 1)
    assert shop.state.last_order == DAY + 1
    shop.bring_back("b", day=DAY + 1)
    assert shop.state.last_order == DAY
    shop.bring_back("a", day=DAY + 2)
    assert shop.state.last_order == told
    other = Shop(compiled("wallet pts { expire never }\nearn base { give 1 pts }"))
    other.buy("a", line(5_00))
    other.bring_back("a")
    assert other.state.last_order == ABSENT


def test_what_would_come_some_days_after_is_called_off_for_this_order_alone() -> None:
    shop = Shop(compiled("wallet pts { expire never }\nearn thanks { on 3 days after purchase  give 7 pts }"))
    shop.buy("a", line(5_00))
    shop.buy("b", line(5_00))
    shop.bring_back("a")
    assert shop.state.happened == [[DAY]]
    shop.program.advance(shop.state, DAY + 3, shop.shared)
    assert shop.program.ledger(shop.state)["pts"].available == 7


def test_a_rolling_limit_is_corrected_at_the_day_of_the_order() -> None:
    shop = Shop(
        compiled(
            "wallet pts { expire never }\nearn base { give 1 pts per 1 EUR  limit 50 pts per member over 10 days }"
        )
    )
    shop.buy("it", line(30_00))
    shop.buy("more", line(15_00), day=DAY + 2)
    shop.bring_back("it", day=DAY + 3)
    assert shop.state.counters[0] == ((DAY, 0), (DAY + 2, 15))


def test_a_limit_is_corrected_in_the_window_of_the_order() -> None:
    shop = Shop(
        compiled("wallet pts { expire never }\nearn base { give 1 pts per 1 EUR  limit 50 pts per member per month }")
    )
    shop.buy("it", line(30_00))
    shop.buy("more", line(40_00), day=DAY + 31)
    shop.bring_back("it", day=DAY + 32)
    assert shop.state.counters[0] == ((DAY, 0), (DAY + 31, 40))


def test_a_full_budget_is_not_passed_and_nothing_is_given_back_that_was_not_drawn() -> None:
    for window in ("per month", "over 30 days"):
        shop = Shop(compiled(PURSE % window))
        shop.buy("it", line(50_00, category="bio"), line(20_00))  # bio wins: nothing is drawn
        shop.buy("a", line(20_00))
        shop.buy("b", line(20_00))

        def drawn(shop: Shop = shop) -> int:
            return sum(uses for _, uses in shop.shared.counters[0])

        assert drawn() == 1_20
        outcome = shop.bring_back("it", {1: 1})  # flat would win, and draw 60
        assert (drawn(), [uses for _, _, uses in outcome.record.capped]) == (1_20, [60])
        shop.bring_back("it")
        assert drawn() == 1_20
        shop.bring_back("a")
        assert drawn() == 60


def test_what_is_left_of_a_budget_is_drawn_on() -> None:
    shop = Shop(compiled(PURSE.replace("1.20", "1.00") % "per month"))
    shop.buy("it", line(50_00, category="bio"), line(20_00))
    outcome = shop.bring_back("it", {1: 1})
    assert (sum(uses for _, uses in shop.shared.counters[0]), outcome.record.capped) == (60, ())
    assert shop.bring_back("it").effects.count(("draw", 0, DAY, -60)) == 1


def test_stock_is_free_again() -> None:
    shop = Shop(
        compiled('wallet pts { expire never }\noffer mug { when basket.items >= 2  gift "Mug"  cost 1 EUR  stock 1 }')
    )
    shop.buy("it", line(5_00), line(6_00))
    assert sum(uses for _, uses in shop.shared.counters[0]) == 1
    outcome = shop.bring_back("it", {1: 1})
    assert [(one.rule, one.what, one.cost) for one in outcome.gifts_back] == [("mug", "Mug", 1_00)]
    assert sum(uses for _, uses in shop.shared.counters[0]) == 0
