"""Returns of generated orders: what is rated again is what was, any split ends alike, all of it takes what was given."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from fidelang.engine.returns.rating import of_rules
from tests.property.ordering import Order, ends, not_taken, orders, split, whole

SEEDS = range(70)
SPLITS = 3


@pytest.fixture(scope="module")
def made() -> list[Order]:
    found = list(orders(SEEDS))
    assert len(found) > 100
    return found


def test_an_order_rated_again_whole_is_what_it_was(made: list[Order]) -> None:
    for order in made:
        rated, effects = whole(order), of_rules(order.program, order.outcome.effects)
        assert list(rated.posts) == [effect[1:] for effect in effects if effect[0] == "post"], order.seed
        assert rated.total == order.outcome.total, order.seed
        for kind, uses in (("count", rated.counts), ("draw", rated.draws)):
            sums: Counter[tuple[int, int]] = Counter()
            for effect in effects:
                if effect[0] == kind:
                    sums[effect[1], effect[2]] += effect[3]
            assert sums == uses, order.seed
        spent = Counter({effect[1]: 0 for effect in effects if effect[0] == "spend"})
        for effect in effects:
            if effect[0] == "spend":
                spent[effect[1]] += sum(points for _, points in effect[2])
        assert spent == rated.paid, order.seed


def test_any_split_of_the_returns_of_an_order_ends_alike(made: list[Order]) -> None:
    compared = 0
    for order in made:
        first, *others = ends(order, SPLITS) or [()]
        compared += len(others)
        assert all(one == first for one in others), order.seed
    assert compared > 170


def test_taking_everything_back_takes_what_was_given_and_gives_back_what_was_paid(made: list[Order]) -> None:
    assert [(order.seed, found) for order in made for at in range(2) if (found := not_taken(order, at))] == []


def test_a_step_never_takes_more_than_the_order_gave(made: list[Order]) -> None:
    for order in made:
        rated = whole(order)
        _, _, outcomes = order.returned(split(order.record, random.Random(order.seed)))
        for at, wallet in enumerate(order.program.plan.wallets):
            so_far = 0
            for outcome in outcomes:
                so_far += outcome.taken_back[wallet.name]
                assert 0 <= so_far <= rated.given[at], order.seed
