"""An order rated again: everything kept is what was, nothing kept is nothing."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

import fidelang
from fidelang.engine.returns.rating import rate, recorded_state
from fidelang.state import OrderRecord
from tests.unit.engine.returns.shop import DAY, Shop, compiled, line

RICH = """wallet pts { worth 0.01 EUR  pending 3 days  expire after 12 months }
wallet km { worth 0.01 EUR  debt allowed  expire never }
tiers by member.spend over 12 months { review every month  keep 12 months  tier low  tier high from 100 EUR }
earn base { give 1 pts per 1 EUR  limit 90 pts per member per month }
earn lot { give 3 km per full 10 EUR  limit 50 km per program over 10 days }
earn up { on reaching high  give 25 pts }
offer five { when basket.total >= 50 EUR  take 5 EUR off basket }
reward mug { price 20 km  gift "Mug"  cost 2 EUR  stock 3 }
message hello { by email  cost 0.10 EUR  limit once  text "Hello"  on purchase }
budget purse { cap 10 EUR per month  covers base, lot, up, hello }"""


def test_all_of_it_rated_again_is_what_it_was() -> None:
    shop = Shop(compiled(RICH), {"balance": {"km": "30"}, "spend over 12 months": "60.00"})
    order = shop.buy("it", line(40_00), line(15_00), redeem=["mug"])
    rated = rate(shop.program, order, (0, 0))
    assert rated.total == 50_00
    assert rated.net == (36_36, 13_64)
    assert by_name(shop, rated.given) == {"pts": 50 + 25, "km": 15}
    assert by_name(shop, rated.paid) == {"km": 20}
    assert [shop.program.plan.wallets[post[0]].name for post in rated.posts] == ["pts", "km", "pts"]
    assert dict(rated.gifts) == {(shop_rule(shop, "mug"), 2_00): 1}
    assert sum(rated.observed.values()) == 50_00


def by_name(shop: Shop, points: Mapping[int, int]) -> dict[str, int]:
    return {shop.program.plan.wallets[wallet].name: each for wallet, each in points.items()}


def shop_rule(shop: Shop, name: str) -> int:
    return next(at for at, rule in enumerate(shop.program.plan.rules) if rule.name == name)


def test_what_is_kept_is_rated_in_the_state_before_the_order_whatever_came_since() -> None:
    shop = Shop(compiled(RICH), {"balance": {"km": "30"}, "spend over 12 months": "60.00"})
    order = shop.buy("it", line(40_00), line(15_00), redeem=["mug"])
    shop.buy("more", line(60_00))
    rated = rate(shop.program, order, (0, 1000))
    assert rated.net == (40_00, 0)
    assert by_name(shop, rated.given) == {
        "pts": 40 + 25,
        "km": 12,
    }  # 60 + 40 reach the tier, and the limit was untouched
    assert by_name(shop, rated.paid) == {"km": 20}


def test_nothing_kept_is_worth_nothing() -> None:
    shop = Shop(compiled(RICH), {"balance": {"km": "30"}})
    order = shop.buy("it", line(40_00), line(15_00), redeem=["mug"])
    rated = rate(shop.program, order, (1000, 1000))
    assert (rated.net, rated.posts, rated.total) == ((0, 0), (), 0)
    assert not any((rated.given, rated.paid, rated.observed, rated.counts, rated.draws, rated.gifts))


def test_what_messages_used_is_nobodys_to_give_back() -> None:
    shop = Shop(compiled(RICH))
    order = shop.buy("it", line(40_00))
    plan = shop.program.plan
    hello = next(one for one in plan.messages if one.name == "hello")
    assert shop.state.counters[hello.counters[0]] == ((0, 1),)
    rated = rate(shop.program, order, (0,))
    assert hello.counters[0] not in {counter for counter, _ in rated.counts}
    budget = plan.budgets[0].counter
    assert shop.shared.counters[budget][0][1] == (40 + 12 + 10) * plan.scale
    assert sum(uses for (counter, _), uses in rated.draws.items() if counter == budget) == (40 + 12) * plan.scale


def test_a_record_reads_as_it_was_written() -> None:
    shop = Shop(compiled(RICH), {"balance": {"km": "30"}, "spend over 12 months": "60.00"})
    order = shop.buy("it", line(40_00), line(15_00, "3"), redeem=["mug"])
    read = OrderRecord.from_json(order.to_json())
    assert read == order
    assert rate(shop.program, read, (0, 1000)) == rate(shop.program, order, (0, 1000))


def test_a_recorded_debt_is_a_debt_again() -> None:
    shop = Shop(compiled(RICH))
    shop.state.debt = [7, 5]  # of `pts`, which refuses debt, only points that come back pay it
    order = shop.buy("it", line(5_00))
    assert order.balances == (-7, 0)
    state = recorded_state(shop.program, order)
    assert (state.debt, state.lots) == ([7, 0], [[], []])


@pytest.mark.parametrize(
    ("mode", "per_line"),
    [("down", 6), ("up", 7), ("half_up", 7), ("half_even", 7)],
)
def test_a_fraction_of_a_lines_number_is_rounded_by_the_wallet(mode: str, per_line: int) -> None:
    program = compiled(
        f"""wallet pts {{ worth 0.01 EUR  round {mode}  expire never }}
wallet by_line {{ worth 0.01 EUR  round {mode} per line  expire never }}
wallet by_item {{ worth 0.01 EUR  round {mode} per item  expire never }}
facts line {{ litres: number }}
earn a {{ give 1 pts per 1 of line.litres }}
earn b {{ give 1 by_line per 1 of line.litres }}
earn c {{ give 1 by_item per 1 of line.litres }}
earn d {{ multiply a by 3 }}
earn e {{ on lines where line.category is "x"  multiply b by 3 }}"""
    )
    shop = Shop(program)
    # 10 litres in 3 pieces, 2 of them kept: 20/3
    order = shop.buy("it", line(5_00, "3", litres="10", category="x"), day=DAY)
    rated = rate(program, order, (1000,))
    double = {"down": 13, "up": 14, "half_up": 13, "half_even": 13}[mode]
    item = {"down": 3, "up": 4, "half_up": 3, "half_even": 3}[mode]
    assert by_name(shop, rated.given) == {"pts": per_line + double, "by_line": per_line + double, "by_item": 2 * item}
    assert all(type(post[-1]) is int for post in rated.posts)


def test_compound_multipliers_stay_exact_on_a_fraction() -> None:
    text = """program "P" { currency EUR  timezone "Europe/Paris"  from 2027-01-01  multipliers compound }
wallet pts { worth 0.01 EUR  round half_up  expire never }
facts line { litres: number }
earn a { give 1 pts per 1 of line.litres }
earn b { on lines where line.category is "x"  multiply a by 1.5 }
earn c { on lines where line.category is "x"  multiply a by 1.5 }"""
    program = fidelang.compile_text(text)
    order = Shop(program).buy("it", line(5_00, "3", litres="10", category="x"))
    # 20/3, half of it, and half of the 10 that both make
    assert dict(rate(program, order, (1000,)).given) == {0: 7 + 3 + 5}
