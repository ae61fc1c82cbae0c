"""Generated orders just bought, and what must be alike or in order however they come back."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from typing import Any

from fidelang.engine import InvalidInput, Outcome, Program, TakenBack
from fidelang.engine.returns.claims import claim, price
from fidelang.engine.returns.rating import Rated, rate
from fidelang.facade import ProgramError, compile_text
from fidelang.state import OrderRecord, Shared, State
from fidelang.trials.story import Story
from tests.property.agreement import pair
from tests.property.pick import FromSeed

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


def orders(seeds: Iterable[int]) -> Iterator[Order]:
    """Every order of the seeded stories, now and then with a part of an earlier one brought back."""
    for seed in seeds:
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
        allowed = next(one.debt_allowed for one in program.plan.wallets if one.name == wallet)
        assert not (allowed and book.available and book.debt), (wallet, book)
    for kind, log, total in zip(program.plan.logs, state.logs, state.totals, strict=True):
        assert kind.name == "categories" or sum(amount for _, amount in log) == total, kind
    assert all([day for day, _ in log] == sorted(day for day, _ in log) for log in state.logs)


def end(program: Program, state: State, shared: Shared, record: OrderRecord) -> tuple[Any, ...]:
    """What must not depend on how an order came back: balances, metrics, the use of limits. What is missing may be
    withheld in one split and owed in another, where the money was paid out before (row 123): both together."""

    def use(counter: Any, used: Any) -> Any:
        return [one for one in used if one[1]]

    books = {
        wallet: (book.available, book.pending, book.debt + gone + due, book.redeemed + due, book.reversed + gone)
        for (wallet, book), gone, due in zip(program.ledger(state).items(), record.missing, record.unpaid, strict=True)
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


def ends(order: Order, splits: int) -> list[tuple[Any, ...]]:
    """Where a whole return of an order ends, at once and in other splits; those left out on whose way points expired."""
    found = []
    for number in range(splits):
        steps = split(order.record, random.Random(order.seed * 31 + number)) if number else [None]
        state, shared, outcomes = order.returned(steps)
        if not expires(outcomes):
            found.append(end(order.program, state, shared, outcomes[-1].record))
    return found


def not_taken(order: Order, number: int) -> list[str]:
    """Where taking everything back, in the split of that number, does not take exactly what was given, give back what
    was paid, and refund what was not withheld."""
    rated = whole(order)
    steps = split(order.record, random.Random(order.seed * 17 + number)) if number else [None]
    _, _, outcomes = order.returned(steps)
    last, found = outcomes[-1].record, []
    for at, wallet in enumerate(order.program.plan.wallets):
        taken = sum(outcome.taken_back[wallet.name] for outcome in outcomes)
        paid = sum(outcome.price_back[wallet.name] for outcome in outcomes)
        if not taken + last.missing[at] == rated.given[at] == claim(rated, Rated((0,)), at):
            found.append(f"{wallet.name}: {taken} taken, {last.missing[at]} missing of {rated.given[at]}")
        if not paid == rated.paid[at] == price(rated, Rated((0,)), at) or last.unpaid[at]:
            found.append(f"{wallet.name}: {paid} given back of {rated.paid[at]}")
    if sum(outcome.refund_full for outcome in outcomes) != rated.total:
        found.append("the fuller refunds are not the total")
    if sum(outcome.refund for outcome in outcomes) != rated.total - outcomes[-1].withheld:
        found.append("the refunds are not the total less what was withheld")
    return found
