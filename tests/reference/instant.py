"""One instant of evaluation: who, when, what is given and counted, and why rules did not apply."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from fidelang.syntax import nodes as n
from tests.reference.expressions import Basket, Scope, evaluate, holds
from tests.reference.member import Member, Part, Shared, used, window_start
from tests.reference.program import Budget, Campaign, Declared, Program, Rule, duration, start_of, stop_of
from tests.reference.values import UNKNOWN, Money, Points, floor_to, number_of


@dataclass
class Counter:
    """A limit, a stock or a budget: what is left of it is `cap` less its use in the window [38]."""

    key: Any
    kind: str  # times, money, points
    cap: Fraction
    subject: str  # member, basket, program
    window: tuple[str, Any]


@dataclass
class Outcome:
    awards: list[tuple[str, str, Fraction]] = field(default_factory=list)  # rule, wallet, points
    discounts: list[tuple[str, Fraction, list[Fraction]]] = field(default_factory=list)
    gifts: list[tuple[str, str]] = field(default_factory=list)
    messages: list[tuple[str, str | None]] = field(default_factory=list)
    moves: list[tuple[str, str, str]] = field(default_factory=list)
    lots: list[Any] = field(default_factory=list)
    posted: list[tuple[str, int]] = field(default_factory=list)  # wallet, lot number
    spent: list[tuple[str, Part]] = field(default_factory=list)  # by wallet, what paid
    uses: list[tuple[Counter, Fraction]] = field(default_factory=list)  # by rules, not by messages
    net: list[int] = field(default_factory=list)  # of the lines, minor units
    skipped: list[tuple[str, str]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    alerts: list[str] = field(default_factory=list)
    fees: list[tuple[str | None, Fraction]] = field(default_factory=list)  # tier, amount
    total: Fraction | None = None


@dataclass
class Instant:
    program: Program
    member: Member | None
    shared: Shared
    day: date
    minute: int
    basket: Basket | None = None
    event: dict[str, Any] | None = None
    outcome: Outcome = field(default_factory=Outcome)
    pending: list[tuple[Counter, Fraction]] = field(default_factory=list)
    sent: set[str] = field(default_factory=set)
    counted: bool = False  # the basket is in the member's log

    def scope(self, amounts: list[int] | None = None, eligible: Callable[[bool], list[int]] | None = None) -> Scope:
        scope = Scope(
            self.program,
            self.day,
            self.minute,
            self.member,
            self.basket,
            amounts or list(self.outcome.net),
            None,
            self.event,
            eligible,
        )
        scope.nets, scope.counted = self.outcome.net, self.counted
        return scope

    # ------------------------------------------------------------ counters

    def counter(self, key: Any, amount: Any, pers: Iterable[n.Per], subject: str = "member") -> Counter:
        """A counter of a `limit` or `cap` clause."""
        window: tuple[str, Any] = ("ever", None)
        for per in pers:
            if per.over is not None:
                window = ("over", duration(per.over))
            elif per.unit in ("member", "basket", "program"):
                subject = str(per.unit)
            elif per.unit is not None:
                window = ("this", per.unit)
        if isinstance(amount, n.Times):
            return Counter(key, "times", number_of(evaluate(amount.count, self.scope())), subject, window)
        if isinstance(amount, n.NamedGrant):
            return Counter(key, "points", number_of(evaluate(amount.count, self.scope())), subject, window)
        value = evaluate(amount, self.scope())
        kind = "money" if isinstance(value, Money) else "points" if isinstance(value, Points) else "times"
        return Counter(key, kind, number_of(value), subject, window)

    def counter_of(self, budget: Budget) -> Counter:
        return self.counter(budget.key, budget.amount, budget.per, "program")

    def limits_of(self, owner: str, limits: Iterable[n.Limit]) -> list[Counter]:
        """The n-th of its kind, subject, window and wallet counts in one counter, whatever version it stands in [135]."""
        counters: list[Counter] = []
        for limit in limits:
            counter = self.counter((), limit.amount, limit.per)
            wallet = getattr(limit.amount, "wallet", None)
            alike = (counter.kind, counter.subject, counter.window, wallet.text if wallet is not None else None)
            nth = sum(each.key[1] == alike for each in counters)
            counters.append(replace(counter, key=(owner, alike, nth)))
        return counters

    def stock_of(self, rule: Rule) -> Counter | None:
        if rule.stock is None or rule.most is None:
            return None
        window = ("this", rule.stock.per) if rule.stock.per else ("ever", None)
        return Counter(("stock", rule.name, window), "times", rule.most, "program", window)

    def left(self, counter: Counter) -> Fraction:
        joined = self.member.joined if self.member is not None else self.day
        start = window_start(counter.window, self.day, joined)
        past = {"member": self.member.uses if self.member else [], "program": self.shared.uses}.get(counter.subject, [])
        now = sum((amount for each, amount in self.pending if each.key == counter.key), start=Fraction(0))
        return counter.cap - used(past, counter.key, start) - now

    def use(self, counter: Counter, amount: Fraction) -> None:
        if amount:
            self.pending.append((counter, amount))

    def commit(self, message: bool = False) -> None:
        """What was used is logged; the evaluation's own counters (per basket) are forgotten. An alert is given by the
        first that reaches its share of the cap [44]."""
        if not message:
            self.outcome.uses += self.pending
        low = [each for each in self.program.budgets if each.alert is not None and not self._alerted(each)]
        for counter, amount in self.pending:
            if counter.subject == "member":
                assert self.member is not None
                self.member.uses.append((counter.key, self.day, amount))
            elif counter.subject == "program":
                self.shared.uses.append((counter.key, self.day, amount))
        self.pending.clear()
        self.outcome.alerts += [budget.key[1] for budget in low if self._alerted(budget)]

    def _alerted(self, budget: Budget) -> bool:
        """Whether what is logged of a budget has reached its alert."""
        assert budget.alert is not None
        counter = self.counter_of(budget)
        if counter.subject == "member" and self.member is None:
            return False
        joined = self.member.joined if self.member is not None else self.day
        past = self.shared.uses if counter.subject == "program" or self.member is None else self.member.uses
        return used(past, counter.key, window_start(counter.window, self.day, joined)) >= counter.cap * budget.alert

    def cut(self, value: Fraction, counters: Iterable[Counter], kind: str, unit: int) -> Fraction:
        """A value cut to what its counters of this kind leave, down to the unit (10^-unit) [39]."""
        for counter in counters:
            if counter.kind == kind:
                value = min(value, max(Fraction(0), floor_to(self.left(counter), unit)))
        return value

    # ------------------------------------------------------------ why not

    def why_not(self, rule: Rule, scope: Scope, reads_member: bool = True) -> str | None:
        """The first reason of a rule's own words that keeps it from applying, up to its conditions [113]."""
        program = self.program
        if program.first is not None and (self.day, self.minute) < start_of(program.first):
            return "not_started"
        if program.last is not None and rule.kind != "reward" and (self.day, self.minute) >= stop_of(program.last):
            return "ended"
        if self.member is None and reads_member:
            return "no_member"
        for period in [*rule.all(n.Period), *([rule.campaign] if rule.campaign else [])]:
            if period.first is not None and (self.day, self.minute) < start_of(period.first):
                return "too_early"
        for period in [*rule.all(n.Period), *([rule.campaign] if rule.campaign else [])]:
            if period.last is not None and (self.day, self.minute) >= stop_of(period.last):
                return "too_late"
        return (
            self._wrong_day(rule) or self.kept_out(rule) or self._no_consent(rule) or self._condition(rule.whens, scope)
        )

    def kept_out(self, what: Declared) -> str | None:
        """A rule or message of a campaign that the member has not entered, or that is for others [130]."""
        if what.campaign is None or not what.campaign.chooses:
            return None
        drawn = self.member.campaigns.get(what.campaign.name) if self.member is not None else None
        if drawn is None:
            return "audience"
        if drawn == "holdout":
            return "holdout"
        return "variant" if what.variant is not None and what.variant != drawn else None

    def runs(self, campaign: Campaign) -> bool:
        now = (self.day, self.minute)
        return (campaign.first is None or now >= start_of(campaign.first)) and (
            campaign.last is None or now < stop_of(campaign.last)
        )

    def _wrong_day(self, rule: Rule) -> str | None:
        hours = rule.one(n.Hours)
        day = self.day
        late = hours is not None and hours.end < hours.start
        if late and hours is not None and self.minute < hours.end:
            day = date.fromordinal(day.toordinal() - 1)  # the night belongs to the day on which it starts [45]
        for days in rule.all(n.Days):
            if days.weekdays and WEEKDAYS[day.weekday()] not in days.weekdays:
                return "other_day"
            if days.dates and day not in [date(d.year or 1, d.month, d.day) for d in days.dates]:
                return "other_day"
        if hours is not None:
            inside = hours.start <= self.minute < hours.end
            if late:
                inside = self.minute >= hours.start or self.minute < hours.end
            if not inside:
                return "other_hour"
        return None

    def _no_consent(self, rule: Rule) -> str | None:
        """A fact with a consent may only be read of a member who gave it."""
        needed = consents_of(self.program, rule)
        if needed and (self.member is None or not needed <= self.member.consents):
            return "consent"
        return None

    def _condition(self, whens: list[Any], scope: Scope) -> str | None:
        for when in whens:
            truth = holds(when, scope)
            if truth is UNKNOWN:
                return "unknown"
            if truth is not True:
                return "condition"
        return None


WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def consents_of(program: Program, rule: Rule) -> set[str]:
    read = program.reads(rule.node)
    before: set[tuple[str, ...]] = set()
    while read != before:  # segments read segments [145]
        before = set(read)
        read |= program.reads(*(program.segments[path[0]].whens for path in before if path[0] in program.segments))
    if any(isinstance(t, n.OnFeast) and t.feast == "birthday" for t in rule.triggers) or any(
        isinstance(t, n.OnShifted) and t.moment == "birthday" for t in rule.triggers
    ):
        read.add(("member", "birthday"))
    needed = set()
    for owner, facts in program.facts.items():
        for name, fact in facts.items():
            if (owner, name) in read and fact.personal is not None and fact.personal.consent is not None:
                needed.add(fact.personal.consent.text)
    return needed
