"""Returns of generated orders: what is rated again is what was, any split ends alike, all of it takes what was given."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from fidelang.engine import InvalidInput, Outcome, Program, TakenBack
from fidelang.engine.returns.claims import claim, price
from fidelang.engine.returns.rating import Rated, of_rules, rate
from fidelang.facade import ProgramError, compile_text
from fidelang.state import OrderRecord, Shared, State
from fidelang.trials.story import Story
from tests.property.agreement import pair
from tests.property.pick import FromSeed

SEEDS = range(70)
SPLITS = 3


class Order:
    """A generated order just bought: the member and the shared state after it, its record and its outcome."""

    def __init__(self, story: Story, record: OrderRecord, outcome: Outcome, seed: int) -> None:
        self.program: Program = story.program
        self.state, self.shared = story.state.copy(), story.shared.copy()
        self.record, self.outcome, self.seed = record, outcome, seed
        self.moment = (outcome.day, outcome.minute)

    def returned(self, steps: list[dict[str, str] | None]) -> tuple[State, Shared, list[TakenBack]]:
        """The member, the shared state and the outcomes after returns of `steps`, at the order's own moment."""
        state, shared, record, outcomes = self.state.copy(), self.shared.copy(), self.record, []
        for lines in steps:
            outcome = self.program.take_back(record, lines, state=state, shared=shared, at=self.moment)
            self.program.apply(state, shared, outcome)
            check_books(self.program, state)
            record = OrderRecord.from_json(outcome.record.to_json())
            outcomes.append(outcome)
        return state, shared, outcomes


def orders() -> Iterator[Order]:
    """Every order of the seeded stories, now and then with a part of an earlier one brought back."""
    for seed in SEEDS:
        text, steps = pair(FromSeed(seed))
        chance = random.Random(seed)
        try:
            story = Story(compile_text(text), steps)
        except ProgramError:
            continue
        for step in steps:
            if "return" in step:
                continue  # of an order that the story itself does not know
            if "basket" not in step or step["basket"].get("member") is False:
                story.play(step)
                check_books(story.program, story.state)
                continue
            order = bought(story, step["basket"], seed)
            if order is None:
                continue
            yield order
            if chance.random() < 0.4:
                story.state, story.shared, _ = order.returned([dict([next(pieces(order.record, chance))])])


def bought(story: Story, settings: dict[str, Any], seed: int) -> Order | None:
    basket = {key: value for key, value in settings.items() if key != "name"}
    before = story._saved()
    try:
        basket["at"] = story._move_to(basket.pop("at", None))
        outcome = story.program.purchase(story.state, basket, story.shared)
    except InvalidInput:
        story.state, story.shared, story.clock, story.history, story.orders = before
        return None
    record = story.program.order_record("it", story.state, basket, story.shared, outcome)
    story.program.apply(story.state, story.shared, outcome)
    return Order(story, OrderRecord.from_json(record.to_json()), outcome, seed)


def pieces(record: OrderRecord, chance: random.Random) -> Iterator[tuple[str, str]]:
    """(line, quantity) of an order, line by line, each in pieces."""
    sold = record.basket[2]
    for line in chance.sample(range(len(sold)), len(sold)):
        left, unit = sold[line], 1000 if sold[line] % 1000 == 0 else 250
        while left:
            part = min(left, unit * chance.randint(1, 3))
            left -= part
            yield str(line + 1), f"{part // 1000}.{part % 1000:03d}"


def split(record: OrderRecord, chance: random.Random) -> list[dict[str, str] | None]:
    """All of an order, in steps of some pieces."""
    steps: list[dict[str, str] | None] = []
    for line, quantity in pieces(record, chance):
        last = steps[-1] if steps else None
        if last is not None and line not in last and chance.random() < 0.5:
            last[line] = quantity
        else:
            steps.append({line: quantity})
    return steps


def check_books(program: Program, state: State) -> None:
    """The ledger's identity, no debt beside points to spend, sums that are those of their logs."""
    for wallet, book in program.ledger(state).items():
        came = book.issued + book.adjusted + book.debt
        assert came == book.available + book.pending + book.redeemed + book.expired + book.reversed, (wallet, book)
        assert min(book.available, book.pending, book.debt) >= 0, (wallet, book)
        assert not (book.available and book.debt), (wallet, book)
    for kind, log, total in zip(program.plan.logs, state.logs, state.totals, strict=True):
        assert kind.name == "categories" or sum(amount for _, amount in log) == total, kind
    assert all([day for day, _ in log] == sorted(day for day, _ in log) for log in state.logs)


def end(program: Program, state: State, shared: Shared) -> tuple[Any, ...]:
    """What must not depend on how an order came back: balances, metrics, the use of limits."""

    def use(counter: Any, used: Any) -> Any:
        return [one for one in used if one[1]]

    books = {
        wallet: (book.available, book.pending, book.debt, book.redeemed, book.reversed)
        for wallet, book in program.ledger(state).items()
    }
    counters = program.plan.counters
    return (
        books, state.totals, state.last_order, state.happened, list(map(use, counters, state.counters)),
        list(map(use, counters, shared.counters)),
    )  # fmt: skip


def expires(outcomes: list[TakenBack]) -> bool:
    return any(effect[0] == "expire" for outcome in outcomes for effect in outcome.effects)


def whole(order: Order) -> Rated:
    return rate(order.program, order.record, (0,) * len(order.record.back))


@pytest.fixture(scope="module")
def made() -> list[Order]:
    found = list(orders())
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
        ends = []
        for number in range(SPLITS):
            steps = split(order.record, random.Random(order.seed * 31 + number)) if number else [None]
            state, shared, outcomes = order.returned(steps)
            if not expires(outcomes):
                ends.append(end(order.program, state, shared))
        compared += len(ends) - 1
        assert all(one == ends[0] for one in ends), order.seed
    assert compared > 170


def test_taking_everything_back_takes_what_was_given_and_gives_back_what_was_paid(made: list[Order]) -> None:
    for order in made:
        rated = whole(order)
        for number in range(2):
            steps = split(order.record, random.Random(order.seed * 17 + number)) if number else [None]
            _, _, outcomes = order.returned(steps)
            last = outcomes[-1].record
            for at, wallet in enumerate(order.program.plan.wallets):
                taken = sum(outcome.taken_back[wallet.name] for outcome in outcomes)
                paid = sum(outcome.price_back[wallet.name] for outcome in outcomes)
                assert taken + last.missing[at] == rated.given[at] == claim(rated, Rated((0,)), at), order.seed
                assert paid == rated.paid[at] == price(rated, Rated((0,)), at), order.seed
                assert last.unpaid[at] == 0
            assert sum(outcome.refund_full for outcome in outcomes) == rated.total, order.seed
            refunded = sum(outcome.refund for outcome in outcomes)
            assert refunded == rated.total - outcomes[-1].withheld, order.seed


def test_a_step_never_takes_more_than_the_order_gave(made: list[Order]) -> None:
    for order in made:
        rated = whole(order)
        _, _, outcomes = order.returned(split(order.record, random.Random(order.seed)))
        for at, wallet in enumerate(order.program.plan.wallets):
            so_far = 0
            for outcome in outcomes:
                so_far += outcome.taken_back[wallet.name]
                assert 0 <= so_far <= rated.given[at], order.seed
