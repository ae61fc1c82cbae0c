"""What the loop reads of a program and a scenario, as arrays: goods, facts, rewards, thresholds, worths, settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from fidelang.columns.lowering.module import Lowered
from fidelang.engine import InvalidInput, Program
from fidelang.engine.events import encoded
from fidelang.kernel import doors
from fidelang.kernel.frames.prologue import finest
from fidelang.kernel.names import variable
from fidelang.plan import Plan
from fidelang.plan.model import Fact
from fidelang.state import ABSENT
from fidelang.values import add_months
from simulator.behaviour import redemption_probability
from simulator.individuals.asking import Asking
from simulator.individuals.clock import Horizon
from simulator.individuals.goals import Goals
from simulator.individuals.opening import Opening
from simulator.individuals.rules import RuleBook
from simulator.individuals.topping_up import ToppingUp
from simulator.population.market import Market
from simulator.scenario import Distribution, Scenario

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
NONE = -(2**62)  # no bound
CONSTANT, DRAWN = 0, 1


@dataclass
class Spreads:
    """Values that are drawn: where each ends on the way from 0 to 1, and its code, one list after the other."""

    bounds: list[float]
    codes: list[int]

    def add(self, spread: Distribution, codes: Sequence[int]) -> tuple[int, int]:
        """(first, count) of a new list."""
        first = len(self.bounds)
        self.bounds += spread.bounds
        self.codes += codes
        return first, len(codes)


@dataclass(frozen=True)
class Tables:
    """`line_facts` (goods, fact, 4), `basket_facts` (fact, 5): how it comes (constant or drawn), first and count of its
    spread (or its code), place of its draw, and of a basket's fact where the number comes from · `events` (kind, 3):
    event of the program, first and count of its fields · `fields` (n, 4): word of Z, first, count, place · `rewards`
    (n, 8): rule, price, wallet, value, opening · `asking` (n, 2): probabilities far from and near expiry ·
    `goals` (n, 6): wallet, price, opening · `thresholds` (n, 5): total, opening · `numbers`, `settings`: `places`."""

    goods: Ints
    bounds: Floats
    line_facts: Ints
    basket_facts: Ints
    spread_bounds: Floats
    spread_codes: Ints
    events: Ints
    event_rates: Floats
    fields: Ints
    rewards: Ints
    asking: Floats
    goals: Ints
    thresholds: Ints
    automatic: Ints
    hours: Floats
    season: Floats
    months: Ints
    year_before: Ints
    worth: Ints
    paid_with_points: Ints
    numbers: Ints
    settings: Floats


class Coding:
    """Facts of a program as the door would read them; texts that the plan does not name have one code each."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.fresh: dict[str, int] = {}

    def code(self, fact: Fact, value: object) -> int:
        return encoded(fact, value, self.plan, self.fresh)

    def find(self, owner: str, name: str) -> Fact | None:
        return next((one for one in self.plan.facts if one.owner == owner and one.name == name), None)

    def missing(self, fact: Fact) -> int:
        return 0 if fact.kind == "flag" else ABSENT


def column_facts(plan: Plan, columns: Sequence[str]) -> list[Fact]:
    """The facts of the lists of lines, or of a basket, that `price` reads, by the names of their columns."""
    found = []
    for column in columns:
        found += [
            fact
            for fact in plan.facts
            if column == variable(f"{fact.owner}{'' if fact.builtin else '.own'}.{fact.name}").removesuffix("[j]")
        ]
    return found


def season_of(market: Market, horizon: Horizon) -> Floats:
    return np.array([market.season(horizon.start + day) for day in range(horizon.days)])


def of_market(market: Market, horizon: Horizon) -> dict[str, Any]:
    """What a run without a program reads, too."""
    goods = np.array([[one.price, *one.margin] for one in market.goods], dtype=np.int64)
    months = np.array([start - horizon.start for start in horizon.month_starts], dtype=np.int64)
    before = [add_months(horizon.start + day, -12) for day in range(horizon.days)]
    return {
        "goods": goods,
        "bounds": np.array(market.bounds),
        "hours": np.array(market.hours, dtype=np.float64).reshape(-1, 3),
        "season": season_of(market, horizon),
        "months": months,
        "year_before": np.array(before, dtype=np.int64),
    }


def opening(one: Opening) -> list[int]:
    """start, stop, campaign (−1: asks nobody), and the draw that is admitted (−1: any that is in)."""
    return [
        NONE if one.start is None else one.start,
        NONE if one.stop is None else one.stop,
        -1 if one.campaign is None else one.campaign,
        -1 if one.variant is None else 2 + one.variant,
    ]


def _rows(rows: Sequence[Sequence[int]], width: int) -> Ints:
    return np.array(rows, dtype=np.int64).reshape(-1, width)


def tables_of(
    program: Program, low: Lowered, scenario: Scenario, market: Market, horizon: Horizon, rules: RuleBook, respond: bool
) -> tuple[Tables, Coding]:
    """Raises InvalidInput for a fact that the program does not know, or a value that cannot be its."""
    plan, coding, spreads = program.plan, Coding(program.plan), Spreads([], [])
    response = scenario.response
    lines = _line_facts(low, market, coding, spreads)
    baskets = _basket_facts(low, market, coding, spreads)
    events, rates, fields = _events(low, plan, market, coding, spreads)
    asking = Asking(rules, response.redemption)
    goals = Goals(rules, response.goal_gradient if respond else None)
    topping = ToppingUp(rules, response.top_up if respond else None)
    wallets = {wallet.name: at for at, wallet in enumerate(plan.wallets)}
    least = min((one.value for one in rules.rewards if one.value > 0), default=0)
    rewards, chances = [], []
    settings = response.redemption
    for one in asking.rewards if settings is not None else ():
        assert settings is not None
        ratio = one.value / least if one.value > 0 and least > 0 else 1.0
        rewards.append([low.rewards[one.rule], one.price, wallets[one.wallet], one.value, *opening(one.opening)])
        chances.append(
            [
                redemption_probability(
                    settings.visit_probability.base, ratio, near, settings.slope_value.base, settings.slope_expiry.base
                )
                for near in (False, True)
            ]
        )
    gradient = response.goal_gradient if respond else None
    enrolment = response.enrolment
    top_up = response.top_up if respond else None
    floats = [
        response.max_lift, response.half_benefit.base,
        response.frequency.lift.base if respond and response.frequency else 0.0,
        response.attrition.reduction.base if respond and response.attrition else 0.0,
        gradient.lift.base if gradient else 0.0, gradient.shape.base if gradient else 1.0,
        gradient.pace_bound.base if gradient else 0.0,
        top_up.reach.base if top_up else 0.0, top_up.probability.base if top_up else 0.0,
        enrolment.engaged_share.base if enrolment else 0.0,
        settings.never_share.base if settings else 1.0,
        market.more_lines, market.spend_shape,
    ]  # fmt: skip
    goal_rows = [
        [wallets[name], one.price, *opening(one.opening)]
        for name, those in goals.rewards.items() for one in those
    ]  # fmt: skip
    layout = low.layout
    numbers = [
        horizon.start, market.minor, len(plan.wallets), layout.scratch["n"], layout.lines, layout.scratch["lasts"],
        layout.tables["asked"], 10 ** (finest(plan) - plan.decimals), len(plan.rules), int(rules.offers), plan.largest,
        plan.largest_lines, layout.width, layout.row["lots"], layout.lists, layout.lot, len(market.events),
        layout.row["tier"], layout.row["stage"],
    ]  # fmt: skip
    return Tables(
        **of_market(market, horizon),
        line_facts=lines,
        basket_facts=baskets,
        spread_bounds=np.array(spreads.bounds, dtype=np.float64),
        spread_codes=np.array(spreads.codes, dtype=np.int64),
        events=_rows(events, 3),
        event_rates=np.array(rates, dtype=np.float64),
        fields=_rows(fields, 4),
        rewards=_rows(rewards, 8),
        asking=np.array(chances, dtype=np.float64).reshape(-1, 2),
        goals=_rows(goal_rows, 6),
        thresholds=_rows([[total, *opening(one)] for total, one in topping.thresholds], 5),
        automatic=_rows(low.automatic, 3),
        worth=np.array([rules.worth_milli[wallet.name] for wallet in plan.wallets], dtype=np.int64),
        paid_with_points=np.array([rule.name in rules.paid_with_points for rule in plan.rules], dtype=np.int64),
        numbers=np.array(numbers, dtype=np.int64),
        settings=np.array(floats, dtype=np.float64),
    ), coding


_OF_LINES = frozenset({"sku", "category", "brand", "giftcard"})  # what any basket may say of a line, read or not


def _line_facts(low: Lowered, market: Market, coding: Coding, spreads: Spreads) -> Ints:
    """Whether a line is a gift card, then the facts that `price` reads."""
    facts = column_facts(low.layout.plan, low.columns)
    rows = []
    for kind in market.goods:
        own, names = dict(kind.facts), [name for name, _ in kind.facts]
        for name in names:
            if name not in _OF_LINES and coding.find("line", name) is None:
                raise InvalidInput("unknown_fact", f"the program knows no `{name}`", ("basket", "lines", 0, name))
        cards = own.get("giftcard")
        if cards is None:
            rows.append([CONSTANT, 0, 0, 0])
        else:
            codes = [doors.flag(value, "giftcard") for value in cards.values]
            rows.append([DRAWN, *spreads.add(cards, codes), names.index("giftcard")])
        for fact in facts:
            spread = own.get(fact.name)
            if fact.name == "category":
                rows.append([CONSTANT, coding.code(fact, kind.name), 0, 0])
            elif spread is None:
                rows.append([CONSTANT, coding.missing(fact), 0, 0])
            else:
                codes = [coding.code(fact, value) for value in spread.values]
                rows.append([DRAWN, *spreads.add(spread, codes), names.index(fact.name)])
    return np.array(rows, dtype=np.int64).reshape(len(market.goods), 1 + len(facts), 4)


_OF_WORDS = {"channel": 1, "store": 2}


def _basket_facts(low: Lowered, market: Market, coding: Coding, spreads: Spreads) -> Ints:
    """The last number: 0 a draw of its own, else the word of the basket's own block."""
    rows = [[CONSTANT, ABSENT, 0, 0, 0]]  # the shipping, which nobody has
    own = dict(market.basket_facts)
    for name in own:
        if coding.find("basket", name) is None and name not in _OF_WORDS:
            raise InvalidInput("unknown_fact", f"the program knows no `{name}`", ("basket", name))
    for fact in column_facts(low.layout.plan, low.facts):
        spread = {"channel": market.channels, "store": market.stores}.get(fact.name, own.get(fact.name))
        if spread is None:
            rows.append([CONSTANT, coding.missing(fact), 0, 0, 0])
            continue
        first, count = spreads.add(spread, [coding.code(fact, value) for value in spread.values])
        place = 0 if fact.name in _OF_WORDS else [name for name, _ in market.basket_facts].index(fact.name)
        rows.append([DRAWN, first, count, 1 << 20 | place, _OF_WORDS.get(fact.name, 0)])
    return np.array(rows, dtype=np.int64)


def _events(
    low: Lowered, plan: Plan, market: Market, coding: Coding, spreads: Spreads
) -> tuple[list[list[int]], list[float], list[list[int]]]:
    names = [event.name for event in plan.events]
    rows: list[list[int]] = []
    rates: list[float] = []
    fields: list[list[int]] = []
    for name, rate, those in market.events:
        if name not in names:
            raise InvalidInput("unknown_event", f"the program knows no event {name!r}", ("event", "name"))
        known = {plan.facts[at].name: plan.facts[at] for at in plan.events[names.index(name)].fields}
        rows.append([names.index(name), len(fields), len(those)])
        rates.append(rate)
        for place, (field, spread) in enumerate(those):
            if field not in known:
                raise InvalidInput("unknown_fact", f"the event `{name}` has no field `{field}`", ("event", field))
            first, count = spreads.add(spread, [coding.code(known[field], value) for value in spread.values])
            fields.append([low.layout.event_field[field], first, count, 1 + place])
    return rows, rates, fields
