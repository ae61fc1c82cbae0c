"""Which reward simulated members ask for: of those that their basket gets, the one of greatest value for its points."""

from __future__ import annotations

from pathlib import Path

from simulator.experiment import run
from simulator.result import Result

from .projection import HEADER, program, scenario

POINTS = "wallet points { worth 0.01 EUR }\nearn base { give 10 points per 1 EUR }\n"
COFFEE = 'reward coffee { price 25 points  take 100% off dearest item where line.category is "coffee" }\n'
TWO = "reward two { price 200 points  take 2 EUR off basket }\n"
DEAR = "reward dear { price 200 points  take 1 EUR off basket }\n"


def played(folder: Path, rewards: str) -> Result:
    return run(program(HEADER + POINTS + rewards), scenario(folder, members=40, months=4, replications=1))


def redeemed(result: Result) -> int:
    return int(result.ledger["program"]["points"].redeemed)


def test_a_reward_of_goods_that_nobody_buys_keeps_no_member_from_another_reward(tmp_path: Path) -> None:
    both = played(tmp_path, COFFEE + TWO)
    assert both.never_applied == ["coffee"]
    assert redeemed(both) > 0
    assert redeemed(both) % 200 == 0


def test_of_two_rewards_at_the_same_price_members_ask_for_the_one_that_takes_more_off(tmp_path: Path) -> None:
    assert played(tmp_path, DEAR + TWO).never_applied == ["dear"]


def test_what_a_share_takes_off_is_that_of_the_basket_at_hand(tmp_path: Path) -> None:
    crumbs = 'reward crumbs { price 200 points  take 0.1% off lines where line.category is "bread" }\n'
    assert played(tmp_path, crumbs + DEAR).never_applied == ["crumbs"]  # 1 EUR is more
    bottles = 'reward bottles { price 200 points  take 100% off lines where line.category is "wine" }\n'
    assert played(tmp_path, bottles + DEAR).never_applied == []  # some baskets have no wine


def test_asking_changes_nothing_but_the_reward_that_is_asked_for(tmp_path: Path) -> None:
    with_more = played(tmp_path, COFFEE + TWO)
    alone = played(tmp_path, TWO)
    assert with_more.arms["none"] == alone.arms["none"]
    assert redeemed(with_more) > 0
