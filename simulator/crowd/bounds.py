"""How much of a shared counter the events of a span may claim at most, and whether anything can be claimed at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fidelang.kernel.price import at_purchase
from fidelang.kernel.shapes.moves import is_calendar, is_move
from fidelang.kernel.shapes.takes import points_cost
from fidelang.plan import model
from fidelang.plan.bounds import Bounds
from fidelang.values import period_start
from fidelang.values.calendar import add_months

UNBOUNDED = 1 << 62
_MINUTES = 1440


@dataclass(frozen=True)
class Claim:
    """What one rule or message may use of a counter: at a visit, an event, a midnight, and by each customer in a span
    of at most a month (what happens once a year); and the least that it uses if it uses any.

    start, stop: days (half-open) on which it can, 0 and UNBOUNDED without bounds.
    """

    at_visit: int
    at_event: int
    at_midnight: int
    by_customer: int
    least: int
    start: int
    stop: int


class Draws:
    """Claims on every counter of all members."""

    def __init__(self, plan: model.Plan) -> None:
        self.plan = plan
        self._bounds = Bounds(plan)
        self._claims = {
            at: list(self._claims_on(at)) for at, counter in enumerate(plan.counters) if counter.subject == "program"
        }

    def fits(
        self, counter: int, uses: Sequence[tuple[int, int]], first: int, last: int, happens: tuple[int, int, int, int]
    ) -> bool:
        """Whether all is left that the days [first, last), at most a month, may claim, or nothing of the counter can be
        had on any of them. `uses`: (first day of a window, used) · `happens`: visits, events, midnights, customers."""
        one = self.plan.counters[counter]
        start = self._start(one, first)
        left = one.cap - sum(used for window, used in uses if window >= start)
        claims = [claim for claim in self._claims[counter] if claim.start < last and claim.stop > first]
        if not claims:
            return True
        same = one.window.kind == "ever" or (one.window.kind == "this" and self._start(one, last - 1) == start)
        if same and left < min(claim.least for claim in claims):
            return True
        visits, events, midnights, customers = happens
        most = sum(
            visits * one.at_visit + events * one.at_event + midnights * one.at_midnight + customers * one.by_customer
            for one in claims
        )
        return most <= left

    def _start(self, counter: model.Counter, day: int) -> int:
        window = counter.window
        if window.kind == "this":
            unit = "year" if window.unit == "membership year" else window.unit or "day"
            return period_start(day, unit)
        if window.lapse is not None:
            return add_months(day, -window.lapse.months) - window.lapse.days
        return 0

    # ------------------------------------------------------------ what claims

    def _claims_on(self, counter: int) -> Iterator[Claim]:
        plan = self.plan
        budget = next((one for one in plan.budgets if one.counter == counter), None)
        for at, rule in enumerate(plan.rules):
            stack = plan.stacks[rule.stack].counters if rule.stack is not None else ()
            if counter in rule.counters or counter in stack or (budget is not None and at in budget.rules):
                yield self._of_rule(at, rule, counter, budget)
        for at, message in enumerate(plan.messages):
            if counter in message.counters or (budget is not None and at in budget.messages):
                one = plan.counters[counter]
                cost = message.cost * one.scale if budget is not None and at in budget.messages else 1
                yield Claim(cost, cost, cost, 0, max(cost, 1), _day(message.start, 0), _day(message.stop, UNBOUNDED))

    def _of_rule(self, at: int, rule: model.Rule, counter: int, budget: model.Budget | None) -> Claim:
        most = self._most(at, rule, counter, budget)
        triggers = rule.triggers
        moves = any(map(is_move, triggers))
        signup = any(one.what == "event" and one.target == "signup" for one in triggers)  # comes with a first visit
        visit = at_purchase(rule) or moves or signup
        event = moves or any(one.what == "event" for one in triggers)
        calendar = [one for one in triggers if is_calendar(one)]
        yearly = bool(calendar) and not moves and all(_moment(one) in ("birthday", "anniversary") for one in calendar)
        midnight = (moves or bool(calendar)) and not yearly
        past = any(_moment(one) in ("purchase", "event", "move", "expired") for one in calendar)
        every = rule.price is not None and rule.price.every and bool(triggers)
        if past or every:  # as often as what it looks back to happened
            most = UNBOUNDED
        flat = rule.give is not None and rule.give.form == "flat" and rule.give.amount is not None
        least = 1
        if budget is not None and budget.exhausted == "stop" and flat and rule.take is None and rule.kind == "earn":
            assert rule.give is not None
            assert rule.give.amount is not None
            numerator, denominator = rule.give.amount
            least = max(1, numerator // denominator * points_cost(self.plan, rule.give.wallet, budget))
        return Claim(
            most if visit else 0,
            most if event else 0,
            most if midnight else 0,
            most if yearly else 0,
            least,
            _day(rule.start, 0),
            _day(rule.stop, UNBOUNDED),
        )

    def _most(self, at: int, rule: model.Rule, counter: int, budget: model.Budget | None) -> int:
        """Of one application, in the counter's unit."""
        plan, one = self.plan, self.plan.counters[counter]
        if budget is None and one.kind == "times":
            return 1
        points = 0
        part = rule.give or rule.multiply
        if rule.kind == "earn":
            points = self._bounds.earn(rule) if rule.give is not None else self._bounds.multiplier(rule)
        elif rule.give is not None:
            table = rule.give.table
            points = max((row.value for row in table.rows), default=0) if table else (rule.give.amount or (0, 1))[0]
            points = max(points, table.otherwise if table else 0)
        money = 0
        if rule.take is not None:
            money = plan.largest if rule.take.money is None else min(rule.take.money, plan.largest)
        if budget is None:
            if one.kind == "points":
                return points
            worth = plan.wallets[part.wallet].worth if part is not None else None
            return money + (points * (worth[0] * one.scale // worth[1] + 1) if worth is not None else 0)
        cost = money * one.scale + (rule.cost * one.scale if rule.gift is not None else 0)
        return cost + (points * points_cost(plan, part.wallet, budget) if part is not None else 0)


def _day(instant: int | None, otherwise: int) -> int:
    return otherwise if instant is None else instant // _MINUTES + (1 if otherwise else 0)


def _moment(trigger: model.Trigger) -> str | None:
    """What a calendar trigger counts from."""
    return trigger.kind if trigger.what in ("before", "after") else trigger.what
