"""Stories whose baskets are answered by `Program.quote` where a quote says it: points, discounts, totals.

A basket is quoted of the member's state, which answers; the first of a story also of a mapping that tells of the member,
and of an object, which must give the same quote.
What a quote does not say (effects, moves, messages, reasons) is the kernel's answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from fidelang.engine import Outcome, Program
from fidelang.engine.members import streak_position
from fidelang.engine.quote import Quote
from fidelang.kernel.frames.fused import attribute
from fidelang.kernel.shapes import tables
from fidelang.plan.names import metric_name, streak_name
from fidelang.state import State
from fidelang.trials.answers import Answer
from fidelang.trials.story import Step, Story
from fidelang.values import day_text, written
from tests.conformance.harness import Files


def run_product(text: str, steps: list[Step], files: Files, many: int = tables.MANY) -> list[Answer]:
    """The answers of a program, with files beside it. `many`: from how many plain rules on tables find them."""
    from fidelang.facade import compile_text, load
    from tests.conformance.engines import folder_of

    if not files:
        return played(compile_text(text), steps, many)
    with folder_of(text, files) as path:
        return played(load(path), steps, many)


def played(program: Program, steps: Sequence[Step], many: int = tables.MANY) -> list[Answer]:
    """The same of a program that is ready, and has been asked for no quote but with the same `many`: what it has written
    of them stays."""
    usual, tables.MANY = tables.MANY, many
    try:
        story = Quoted(program, steps)
        return [story.play(step) for step in steps]
    finally:
        tables.MANY = usual


def told(program: Program, history: Mapping[str, Any], state: State, day: int) -> dict[str, Any]:
    """A mapping that says all that the program reads of a member with a history, of which nothing but `state` is known:
    a streak that it leaves out has the unit at hand, if that has enough (row 153)."""
    plan, metrics = program.plan, program.kernel().metrics(state, day)
    nothing: dict[str, Any] = {metric_name(plan, at): 0 for at in range(len(plan.metrics))}
    nothing |= {streak_name(plan, at): int(metrics[one.metric] >= one.least) for at, one in enumerate(plan.streaks)}
    given = {"id": "member", **nothing, **{_as_read(program, key): value for key, value in history.items()}}
    given["balance"] = {wallet.name: 0 for wallet in plan.wallets} | dict(history.get("balance") or {})
    return given


def _as_read(program: Program, key: str) -> str:
    """A streak's key as the program writes it, `of 20 EUR` and not `of 20.00 EUR`: an object has one name for it."""
    at = streak_position(program.plan, key)
    return key if at is None else streak_name(program.plan, at)


class Quoted(Story):
    """A story that asks for a quote before each basket, and answers by it."""

    def _basket(self, settings: Mapping[str, Any]) -> Answer:
        anonymous = settings.get("member") is False
        first = self.clock is None
        basket = {key: value for key, value in settings.items() if key not in ("name", "member")}
        at = basket.get("at")
        clock = self.clock
        moment = self._move_to(at)
        self.clock = clock
        basket["at"] = moment
        state, shared = self.state.copy(), self.shared.copy()
        quote = self.program.quote(None if anonymous else state, basket, self.shared)
        own = 0
        if first and not anonymous and self._is_new():
            member = told(self.program, self._history(moment[0]), state, moment[0])
            same(self.program.quote(member, basket, self.shared), quote)
            same(self.program.quote_objects(an_object(member), an_object(basket), self.shared), quote)
        answer = super()._basket(settings)
        if not anonymous:
            found = self.program.kernel().price(basket, state, shared, *moment)
            merged = {(rule, wallet) for rule, wallet, _ in found.given}
            own = len(found.awards) + len(merged)
            outcome = self.program.purchase(state, basket, shared)
            applied = {self.program.plan.rules[rule].name for rule in found.done}
            assert set(quote.rules) == applied, (quote.rules, applied)
            assert quote.gross == outcome.gross
            return self._by_quote(answer, quote, outcome, own)
        return self._by_quote(answer, quote, None, 0)

    def _is_new(self) -> bool:
        """Whether the story has told all there is of the member, at the instant of the first basket."""
        return self.state.told == self.start

    def _history(self, day: int) -> dict[str, Any]:
        return {"joined": day, **self.history} if "joined" not in self.history else dict(self.history)

    def _by_quote(self, answer: Answer, quote: Quote, outcome: Outcome | None, own: int) -> Answer:
        plan = self.program.plan
        decimals = {wallet.name: wallet.decimals for wallet in plan.wallets}
        answer["discount"] = written(quote.discount, plan.decimals)
        answer["total"] = written(quote.total, plan.decimals)
        answer["discounts"] = [
            {
                "rule": one.rule,
                "amount": written(one.amount, plan.decimals),
                "lines": [written(share, plan.decimals) for share in one.lines],
            }
            for one in quote.discounts
        ]
        if outcome is None:
            assert not quote.points
            return answer
        mine = [
            {
                "rule": one.rule,
                "wallet": one.wallet,
                "points": written(one.points, decimals[one.wallet]),
                "available": day_text(one.available),
                "expires": None if one.expires is None else day_text(one.expires),
                "provisional": one.provisional,
            }
            for one in quote.awards
        ]
        later = outcome._found.awards[own:]  # what moves set off
        before = sorted(outcome._found.awards)
        kept = [answer["awards"][before.index(one)] for one in later]
        answer["awards"] = sorted([*mine, *kept], key=lambda one: one["rule"])
        points = dict(quote.points)
        for _, wallet, amount, *_ in later:
            name = plan.wallets[wallet].name
            points[name] = points.get(name, 0) + amount
        answer["points"] = {name: written(amount, decimals[name]) for name, amount in points.items()}
        return answer


def an_object(given: Mapping[str, Any]) -> SimpleNamespace:
    """A mapping as an object, its lines too."""
    found = SimpleNamespace(**{attribute(key): value for key, value in given.items()})
    if "lines" in given:
        found.lines = [an_object(line) for line in given["lines"]]
    return found


def same(one: Quote, other: Quote) -> None:
    """Two quotes that say the same."""
    for name in ("points", "discount", "rules", "total", "gross", "day", "awards", "discounts"):
        assert getattr(one, name) == getattr(other, name), (name, one, other)
