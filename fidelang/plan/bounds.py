"""The proof that no number of an evaluation leaves 63 bits: the greatest magnitude of every sum and product.

It rests on the ranges that the doors enforce: a basket of at most `largest` minor units and `largest_lines` lines, a
quantity of at most a million, facts within ±10^12 (scaled); and on two that no one member reaches: counts of a history
within 10^12, its money and points within 10^15. Left out are the doors' own checks, which need wider numbers, and the
sum of what several targets of one multiplier gave once limits have cut them (`add_ratio`, exact at any width).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import lcm
from typing import Any

from fidelang.catalogue import PRICE_DECIMALS
from fidelang.plan import model
from fidelang.plan.formula import Formula
from fidelang.plan.walk import formulas_of

LARGEST_FACT = 10**12  # a number or money fact, scaled
LARGEST_QUANTITY = 10**9  # thousandths
LARGEST_COUNT = 10**12  # orders, units, events of a member
LARGEST_HISTORY = 10**15  # money spent, points earned or held
LARGEST_DAY = 3_652_059
LIMIT = 2**63
_SMALL = frozenset({
    "minute", "member.tier", "member.stage", "segment", "birthday.month", "birthday.day", "line.giftcard",
})  # fmt: skip
_DAYS = ("today", "member.joined", "member.last_order", "birthday.date")


@dataclass(frozen=True, slots=True)
class Widest:
    """The greatest magnitude found, and the part of the plan that needs it."""

    bound: int
    rule: str | None


@dataclass
class Bounds:
    """Magnitudes of a plan's formulas and of what its rules work out."""

    plan: model.Plan
    widest: Widest = Widest(0, None)
    rule: str | None = None
    _facts: dict[str, model.Fact] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for fact in self.plan.facts:
            prefix = "event" if fact.owner == "event" else fact.owner if fact.builtin else f"{fact.owner}.own"
            self._facts[f"{prefix}.{fact.name}"] = fact

    def see(self, bound: int) -> int:
        """Note that a number may be as great as this."""
        if bound > self.widest.bound:
            self.widest = Widest(bound, self.rule)
        return bound

    def slot(self, name: str) -> int:
        """The greatest magnitude of a reading."""
        plan = self.plan
        head = name.partition(":")[0]
        if head.startswith("consent"):
            return 1
        if head in ("basket.total", "basket.gross", "basket.shipping", "line.amount"):
            return plan.largest
        if head == "basket.items":
            return plan.largest_lines * (LARGEST_QUANTITY // 1000)
        if head == "line.quantity":
            return LARGEST_QUANTITY
        if head == "line.price":
            return self.price()
        if head == "sum":
            what = plan.aggregates[int(name[4:])].what
            return (
                plan.largest
                if what == "amount"
                else plan.largest_lines * (LARGEST_QUANTITY if what == "quantity" else 1)
            )
        if head == "metric":
            return LARGEST_HISTORY if self._summed(int(name[7:])) else LARGEST_COUNT
        if head == "balance":
            return LARGEST_HISTORY
        if head == "basket.ordinal":
            return LARGEST_COUNT + 1
        if head == "row":
            return LARGEST_DAY
        if head == "hand.orders":
            return 1
        if head == "hand.spend":
            return plan.largest
        if head == "held":
            return 2 * LARGEST_DAY  # told, and since
        if head.startswith("event."):
            return LARGEST_FACT  # two events may have a field of one name
        if head in _DAYS:
            return LARGEST_DAY
        if head == "now":
            return LARGEST_DAY * 1440
        fact = self._facts.get(name)
        if head in _SMALL or (fact is not None and fact.kind in ("flag", "one_of", "text")):
            return max(10**6, 2 * len(self.plan.texts))
        if fact is None:
            raise ValueError(f"no bound is known for the slot `{name}`")
        return LARGEST_DAY if fact.kind in ("date", "moment") else LARGEST_FACT

    def price(self) -> int:
        """A unit price of a line within the largest basket, of which a thousandth may be bought."""
        finer = max(PRICE_DECIMALS, self.plan.decimals) - self.plan.decimals
        return (self.plan.largest + 1) * 1000 * int(10**finer)

    def _summed(self, position: int) -> bool:
        log = self.plan.logs[self.plan.metrics[position].log]
        return log.wallet is not None or log.name == "spend"

    def formula(self, formula: Formula) -> int:
        """The greatest magnitude of a number formula; of a truth, that of its parts."""
        op = formula[0]
        if op == "among":
            return self.formula(formula[1])
        if op == "int":
            return self.see(abs(formula[1]))
        if op in ("get", "flag", "known"):
            return self.see(self.slot(formula[1]))
        parts = [self.formula(part) for part in formula[1:] if isinstance(part, tuple)]
        if op in ("add", "sub"):
            return self.see(sum(parts))
        if op == "mul":
            product = 1
            for part in parts:
                product *= part
            return self.see(product)
        if op in ("neg", "abs"):
            return parts[0]
        if op == "mod":
            return parts[1]
        if op == "sign":
            return 1
        return LARGEST_DAY

    # ------------------------------------------------------------ rules

    def ratio(self, numerator: int, denominator: int) -> int:
        """A division rounded half up doubles both sides; the award itself."""
        self.see(2 * numerator + denominator)
        return self.see(numerator // max(denominator, 1) + 1)

    def raw(self, rule: model.Rule) -> tuple[int, int]:
        """(greatest raw award as a numerator, its denominator) of an earn rule."""
        give = rule.give
        assert give is not None
        if give.table is not None:
            factor = max([abs(give.table.otherwise), *(abs(row.value) for row in give.table.rows)])
            denominator = give.table.denominator
        else:
            assert give.amount is not None
            factor, denominator = abs(give.amount[0]), give.amount[1]
        lines = self.plan.largest_lines
        base = {"flat": 1, "item": lines * (LARGEST_QUANTITY // 1000)}.get(give.form, self.plan.largest)
        if give.of is not None:
            base = self.formula(give.of) * (lines if give.of_line else 1)
        self.see((give.line_cap or 0) * denominator)
        return self.see(base * factor), denominator

    def earn(self, rule: model.Rule) -> int:
        """The greatest award of an earn rule that gives."""
        numerator, denominator = self.raw(rule)
        award = self.ratio(numerator, denominator) + self._by_line(rule.give.wallet if rule.give else 0)
        caps = [
            self.plan.counters[at].cap for at in rule.counters if self.plan.counters[at].kind == "points"
        ]  # fmt: skip
        for cap in caps:
            self.see(cap * denominator)
        return min([award, *caps])

    def _by_line(self, wallet: int) -> int:
        return self.plan.largest_lines * 10**6 if self.plan.wallets[wallet].round_per != "award" else 0

    def multiplier(self, rule: model.Rule) -> int:
        """The greatest award of a multiplier; a target cut by a limit multiplies twice (row 18)."""
        multiply = rule.multiply
        assert multiply is not None
        top, bottom = self.factor(multiply)
        award = 0
        shared = 1
        for target in multiply.targets:
            one = self.plan.rules[target]
            if one.give is None:
                continue
            numerator, denominator = self.raw(one)
            others = 1
            if self.plan.compound:
                for other in self.plan.rules:
                    if other is not rule and other.multiply is not None and target in other.multiply.targets:
                        others *= self.factor(other.multiply)[0]
            made = self.see(numerator * others * top)
            caps = [self.plan.counters[at] for at in one.counters if self.plan.counters[at].kind != "times"]
            if caps and (rule.lines is not None or self.plan.compound):
                self.see(made * min(numerator, min(cap.cap for cap in caps) * denominator))
            award += made // (denominator * bottom) + 1
            shared *= denominator
        self.see(2 * (award + 1) * shared * bottom)
        return self.see(award + self._by_line(multiply.wallet))

    def factor(self, multiply: model.Multiply) -> tuple[int, int]:
        if multiply.table is not None:
            values = [multiply.table.otherwise, *(row.value for row in multiply.table.rows)]
            return max(max(values), multiply.table.denominator), multiply.table.denominator
        assert multiply.factor is not None
        return multiply.factor

    def take(self, rule: model.Rule) -> None:
        take = rule.take
        assert take is not None
        largest = self.plan.largest
        self.see(largest * largest)  # the spread: amount × a line's weight
        self.see(largest * (LARGEST_QUANTITY // 1000))  # unit prices are compared crosswise
        if take.share is not None:
            self.see(2 * largest * take.share[0] + take.share[1])
        if rule.price is not None and rule.price.per is not None:
            self.see(largest * rule.price.amount + 2 * rule.price.per)


def widest(plan: model.Plan) -> Widest:
    """The greatest magnitude of any number that an evaluation of the plan can reach, and where."""
    found = Bounds(plan)
    found.see(2 * found.price())  # price × quantity in thousandths, rounded half up
    found.see((plan.largest + max([0, *(rule.cost for rule in plan.rules)])) * plan.scale)
    for message in plan.messages:
        found.see(message.cost * plan.scale)
    if plan.tiers is not None and plan.tiers.carry is not None:
        found.see(max(LARGEST_HISTORY, *(one or 0 for one in plan.tiers.carry.thresholds), plan.tiers.carry.up_to or 0))
    for fee in plan.fees:
        found.see(fee.amount)
    for counter in plan.counters:
        found.see(2 * counter.cap)  # what is used, and what a basket would use more
    _formulas(found, plan)
    awards: dict[int, int] = {}
    for position, rule in enumerate(plan.rules):
        found.rule = rule.name
        if rule.give is not None:
            awards[position] = found.earn(rule)
        if rule.take is not None:
            found.take(rule)
    for position, rule in enumerate(plan.rules):
        found.rule = rule.name
        if rule.multiply is not None:
            awards[position] = found.multiplier(rule)
    for position, award in awards.items():
        found.rule = plan.rules[position].name
        part = plan.rules[position].give or plan.rules[position].multiply
        worth = plan.wallets[part.wallet].worth if part is not None else None
        found.see(award * (worth[0] * plan.scale // worth[1] if worth is not None else 1))
    _stacks(found, plan)
    _budgets(found, plan, awards)
    return found.widest


def _formulas(found: Bounds, plan: model.Plan) -> None:
    """Every formula of the plan, under the name of the part that it stands in."""
    tiers = plan.tiers.tiers if plan.tiers is not None else ()
    named: tuple[Any, ...] = (
        *plan.wallets,
        *tiers,
        *plan.stages,
        *plan.segments,
        *plan.stacks,
        *plan.rules,
        *plan.messages,
    )
    for part in named:
        found.rule = part.name
        for formula in formulas_of(part):
            found.formula(formula)
    found.rule = plan.name
    for formula in formulas_of(plan):
        found.formula(formula)


def _stacks(found: Bounds, plan: model.Plan) -> None:
    """Candidates of a stack are compared over one denominator."""
    for stack in plan.stacks:
        found.rule = stack.name
        shared = 1
        greatest = 0
        for position in stack.rules:
            rule = plan.rules[position]
            if rule.give is None or rule.kind != "earn":
                continue
            numerator, denominator = found.raw(rule)
            worth = plan.wallets[rule.give.wallet].worth or (1, 1)
            shared = lcm(shared, denominator * worth[1])
            greatest = max(greatest, numerator * worth[0])
        found.see(greatest * shared)


def _budgets(found: Bounds, plan: model.Plan, awards: dict[int, int]) -> None:
    """A covered award is multiplied by what is left of its budget."""
    for budget in plan.budgets:
        found.rule = budget.name
        counter = plan.counters[budget.counter]
        total = 0
        for position in budget.rules:
            rule = plan.rules[position]
            part = rule.give or rule.multiply
            worth = plan.wallets[part.wallet].worth if part is not None else None
            unit = 1 if counter.kind == "points" or worth is None else worth[0] * counter.scale // worth[1]
            total += awards.get(position, 0) * unit
            if budget.exhausted == "scale":
                found.see(awards.get(position, 0) * counter.cap)
        found.see(total + counter.cap)
