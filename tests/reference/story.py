"""A story on one member, an answer a step [84 to 86, 112, 115]."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from fidelang.syntax import nodes as n
from tests.reference import fees, inputs, returns
from tests.reference.dates import period_end, period_start
from tests.reference.evaluation import advance, purchase, react
from tests.reference.expressions import in_unit, least_of
from tests.reference.instant import Instant, Outcome
from tests.reference.member import Member, Shared
from tests.reference.moves import (
    criterion,
    derive_segments,
    derive_stage,
    enter_campaigns,
    kept,
    review_unit,
    set_off,
    set_tier,
)
from tests.reference.program import NO_FILES, Program, walk
from tests.reference.values import written
from tests.reference.wallets import pay_debt

Step = dict[str, Any]
Answer = dict[str, Any]
_START = date(2000, 1, 1)  # of a story and a program without any date
_ROW = re.compile(r"(?P<unit>day|week|month|quarter|year)s in a row(?: of (?P<least>[0-9.]+) [A-Z]{3})?")
_HELD = re.compile(r"(?P<unit>day|month|year)s as (?P<tier>\w+)")


def run_story(program_text: str, steps: list[Step], files: Mapping[str, str] = NO_FILES) -> list[Answer]:
    """Plays the steps of a story on a program's text, with the files beside it; see tests/conformance/README.md."""
    story = Story(Program(program_text, files), steps)
    return [story.play(step) for step in steps]


class Story:
    def __init__(self, program: Program, steps: list[Step]) -> None:
        self.program = program
        self.shared = Shared()
        self.start = self._first_day(steps)
        self.clock: tuple[date, int] | None = None
        self.history: dict[str, Any] = {}
        self.orders: dict[str, returns.Order] = {}
        self._begin()

    def play(self, step: Step) -> Answer:
        kind = next(key for key in step if key != "expect")
        first = self.clock is None
        before = copy.deepcopy((self.member, self.shared, self.clock, self.history, self.orders))
        try:
            answer = self._play(kind, step[kind])
            if first and self.clock is not None:
                answer["fees"] = self._joining_fees(*self.clock) + answer["fees"]
            return answer
        except inputs.Invalid as error:
            self.member, self.shared, self.clock, self.history, self.orders = before
            return {"invalid": error.slug}

    def _play(self, kind: str, given: Any) -> Answer:
        if kind == "member":
            if self.clock is None:
                self.history |= given
                self._begin()
                return self._answer([])
            return self._answer([self._tell(given, self.clock[0], first=False)])
        if kind == "basket":
            basket, asked = inputs.basket(self.program, given)
            day, minute = self._move_to(given.get("at"))
            return self._answer([self._purchase(given, day, minute, basket, asked)], asked=True)
        if kind == "event":
            return self._event(given)
        if kind == "on":
            return self._on(given)
        assert kind == "return", kind
        return self._return(given)

    def _purchase(self, given: dict[str, Any], day: date, minute: int, basket: Any, asked: Any) -> Outcome:
        name = given.get("name")
        if given.get("member") is False:
            self.orders.pop(str(name), None)  # nobody's order, of which nothing can come back [128]
            return purchase(self.program, None, self.shared, day, minute, basket, asked)
        if name is None:
            return purchase(self.program, self.member, self.shared, day, minute, basket, asked)
        outcome, self.orders[name] = returns.make_order(
            self.program, self.member, self.shared, day, minute, basket, asked
        )
        return outcome

    def _return(self, given: dict[str, Any]) -> Answer:
        if given.get("order") not in self.orders or self.clock is None:
            raise inputs.Invalid("return_refused")
        done = returns.take_back(
            self.program, self.member, self.shared, *self.clock, self.orders[given["order"]], given.get("lines")
        )
        program, decimals = self.program, self.program.decimals

        def points(amounts: dict[str, Fraction]) -> dict[str, str]:
            return {name: written(amount, program.wallets[name].decimals) for name, amount in amounts.items()}

        return self._answer([]) | {
            "taken_back": points(done.taken_back),
            "price_back": points(done.price_back),
            "refund": written(Fraction(done.refund, program.minor), decimals),
            "refund_full": written(Fraction(done.refund_full, program.minor), decimals),
            "withheld": written(Fraction(done.withheld, program.minor), decimals),
            "gifts_back": [{"rule": rule, "gift": gift} for rule, gift in done.gifts_back],
        }

    def _event(self, given: dict[str, Any]) -> Answer:
        name = given.get("name")
        if name not in self.program.events:
            raise inputs.Invalid("unknown_event")
        event: dict[str, Any] = {"name": name, "id": given.get("id")}
        for key, value in given.items():
            if key in self.program.events[name]:
                event[key] = inputs.fact(self.program.events[name][key], value, self.program)
            elif key not in ("name", "at", "id"):
                raise inputs.Invalid("unknown_fact")
        day, minute = self._move_to(given.get("at"))
        return self._answer([react(self.program, self.member, self.shared, day, minute, event)], asked=True)

    def _on(self, given: Any) -> Answer:
        day = inputs.day(given)
        if self.clock is None:
            self.member.clock = day - timedelta(days=1)  # a first `on D` runs the midnight of D
        elif day < self.clock[0]:
            raise inputs.Invalid("back_in_time")
        outcomes = advance(self.program, self.member, self.shared, day)
        self.clock = max(self.clock or (day, 0), (day, 0))
        return self._answer(outcomes)

    # ------------------------------------------------------------ time

    def _first_day(self, steps: list[Step]) -> date:
        first = self.program.first
        begins = date(first.year or 1, first.month, first.day) if first is not None else _START
        for step in steps:
            at = step.get("on") or (step.get("basket") or step.get("event") or {}).get("at")
            try:
                if at is not None:
                    return inputs.day(at) if "on" in step else inputs.moment(at, self.program.zone)[0]
            except inputs.Invalid:
                return begins
            if "basket" in step or "event" in step:
                return begins
        return begins

    def _move_to(self, at: Any) -> tuple[date, int]:
        if at is not None:
            moment = inputs.moment(at, self.program.zone)
        elif self.clock is None:
            moment = (self.start, 720)
        else:
            moment = inputs.next_noon(self.clock)
        if self.clock is not None:
            if moment < self.clock:
                raise inputs.Invalid("back_in_time")
            advance(self.program, self.member, self.shared, moment[0])
        self.clock = moment
        return moment

    # ------------------------------------------------------------ the member

    def _begin(self) -> None:
        joined = inputs.day(self.history["joined"]) if "joined" in self.history else self.start
        self.member = Member(str(self.history.get("id", "member")), joined, self.start)
        if self.program.tiers is not None:
            self.member.held.append((0, joined, None))
        self._tell({k: v for k, v in self.history.items() if k not in ("id", "joined")}, self.start, first=True)

    def _tell(self, settings: dict[str, Any], day: date, *, first: bool) -> Outcome:
        """History at first, dated the story's first day; a change now later [86, 112]."""
        member = self.member
        program = self.program.on(day, 0 if first or self.clock is None else self.clock[1])
        instant = Instant(program, member, self.shared, day, 0)
        moves = []
        streaks = {key: value for key, value in settings.items() if _ROW.fullmatch(key)}
        for key, value in settings.items():
            if key in streaks:
                continue
            if key == "birthday":
                year, month, number = re.fullmatch(r"(?:(\d{4})|-)-(\d\d)-(\d\d)", str(value)).groups()  # type: ignore[union-attr]
                member.birthday = (int(year) if year else None, int(month), int(number))
            elif key == "consents":
                member.consents = set(value)
            elif key == "last_order":
                member.last_order = inputs.day(value)
                member.last_orders = [("told", member.last_order)]
                member.activity.append((member.last_order, "purchase"))
            elif key == "balance":
                for wallet, points in value.items():
                    self._balance(wallet, points, day)
            elif key == "tier":
                if value not in program.levels:
                    raise inputs.Invalid("fact_type")
                moves += self._tier(instant, program.levels.index(value), day, first=first)
            elif key in program.facts["member"]:
                member.facts[key] = inputs.fact(program.facts["member"][key], value, program)
            elif (held := _HELD.fullmatch(key)) is not None:
                member.held_given[held["unit"], held["tier"]] = inputs.decimal(value, 0, "fact_decimals")
            elif (metric := inputs.metric(key)) is not None:
                member.given = [entry for entry in member.given if entry[1] != metric]
                member.given.append((day, metric, inputs.decimal(value, None, "fact_decimals")))
            elif key not in ("id", "joined", "stage"):
                raise inputs.Invalid("unknown_fact")
        for key, value in streaks.items():
            self._streak(key, inputs.decimal(value, 0, "fact_decimals"), day)
        if first:
            member.stage = derive_stage(program, instant.scope()) if program.stages else 0
            if "stage" in settings:
                if settings["stage"] not in program.stage_names:
                    raise inputs.Invalid("fact_type")
                member.stage = program.stage_names.index(settings["stage"])
            member.segments = derive_segments(program, instant.scope())
            enter_campaigns(instant)  # which sets nothing off [140]
        elif moves:
            set_off(instant, moves)
        return instant.outcome

    def _streak(self, key: str, told: Fraction, day: date) -> None:
        """Told as it is read: the unit at hand is one of them if it has enough already [153]."""
        match = _ROW.fullmatch(key)
        assert match is not None
        least = None if match["least"] is None else Fraction(match["least"])
        for expr in (node for node in walk(self.program.items) if isinstance(node, n.Streak)):
            if (expr.unit, expr.least and expr.least.amount) == (match["unit"], least):
                start = period_start(day, expr.unit, self.member.joined)
                count = told - (in_unit(expr, self.member, start) >= least_of(expr))
                if count < 0:
                    raise inputs.Invalid("fact_type")
                self.member.rows[expr.unit, least] = (day, int(count))

    def _balance(self, wallet: str, points: Any, day: date) -> None:
        """The available balance; the difference counts as adjusted [115]."""
        if wallet not in self.program.wallets:
            raise inputs.Invalid("unknown_fact")
        wanted = inputs.decimal(points, self.program.wallets[wallet].decimals, "fact_decimals")
        member = self.member
        change = wanted - member.balance(wallet, day)
        member.adjusted[wallet] += change
        if change > 0:
            member.new_lot(wallet, "", day, day, change)
            pay_debt(member, self.program.wallets[wallet], day)
        for lot in member.lots[wallet]:
            if change < 0 and lot.available <= day:
                part = min(-change, lot.left)
                lot.left -= part
                change += part

    def _tier(self, instant: Instant, level: int, day: date, *, first: bool) -> list[tuple[str, str, str]]:
        program, member = self.program, self.member
        until = kept(program, day, day, member.joined)
        if first:
            member.held = [(level, day, None)]
            member.tier, member.tier_since, member.tier_until = level, day, until
            return []
        before = member.tier
        if level == before:
            return []
        set_tier(program, member, level, day, until)
        fees.on_taking_up(instant)
        return [("tier", program.levels[before], program.levels[level])]

    def _joining_fees(self, day: date, minute: int) -> list[dict[str, Any]]:
        """Due with the first dated step of who did not join before it [138, 141]."""
        if self.member.joined < self.start:
            return []
        instant = Instant(self.program, self.member, self.shared, day, minute)
        fees.on_joining(instant, "tier" in self.history)
        return self._fees([instant.outcome])

    def _fees(self, outcomes: list[Outcome]) -> list[dict[str, Any]]:
        money = self.program.decimals
        return [{"tier": tier, "amount": written(fee, money)} for outcome in outcomes for tier, fee in outcome.fees]

    # ------------------------------------------------------------ answers

    def _answer(self, outcomes: list[Outcome], asked: bool = False) -> Answer:
        program, member = self.program, self.member
        wallets, money = program.wallets, program.decimals
        today = self.clock[0] if self.clock is not None else self.start
        points: dict[str, Fraction] = {}
        for outcome in outcomes:
            for _, wallet, given in outcome.awards:
                points[wallet] = points.get(wallet, Fraction(0)) + given
        merged: dict[tuple[int, str, str], dict[str, Any]] = {}
        for at, outcome in enumerate(outcomes):
            for rule, wallet, given, available, expires, provisional in outcome.lots:
                entry = merged.setdefault((at, rule, wallet), {"rule": rule, "wallet": wallet, "points": Fraction(0)})
                entry["points"] += given
                entry |= {
                    "available": available.isoformat(),
                    "expires": None if expires is None else expires.isoformat(),
                    "provisional": provisional,
                }
        ledger = {name: self._ledger(name, today) for name in wallets}
        return {
            "points": {name: written(given, wallets[name].decimals) for name, given in points.items()},
            "awards": [
                {**entry, "points": written(entry["points"], wallets[entry["wallet"]].decimals)} for entry in merged.values()
            ],
            "discount": written(sum((d[1] for o in outcomes for d in o.discounts), start=Fraction(0)), money),
            "total": written(outcomes[0].total, money) if outcomes and outcomes[0].total is not None else None,
            "discounts": [
                {"rule": rule, "amount": written(amount, money), "lines": [written(line, money) for line in lines]}
                for outcome in outcomes
                for rule, amount, lines in sorted(outcome.discounts)
            ],
            "gifts": [{"rule": rule, "gift": gift} for outcome in outcomes for rule, gift in sorted(outcome.gifts)],
            "messages": [
                {"message": name, "rule": rule} for o in outcomes for name, rule in sorted(o.messages, key=lambda m: m[0])
            ],
            "moves": [{"kind": kind, "from": a, "to": b} for outcome in outcomes for kind, a, b in outcome.moves],
            "alerts": [name for outcome in outcomes for name in outcome.alerts],
            "skipped": [
                {"rule": rule, "code": code} for outcome in outcomes for rule, code in sorted(outcome.skipped)
            ] if asked else [],
            "refused": [{"rule": rule, "code": code} for outcome in outcomes for rule, code in sorted(outcome.refused)],
            "balance": {name: written(member.balance(name, today), wallets[name].decimals) for name in wallets},
            "pending": {name: book["pending"] for name, book in ledger.items()},
            "debt": {name: book["debt"] for name, book in ledger.items()},
            "expired": {name: book["expired"] for name, book in ledger.items()},
            "tier": program.levels[member.tier] if program.levels else None,
            "tier_until": self._tier_until(),
            "stage": program.stage_names[member.stage] if program.stages else None,
            "campaigns": dict(member.campaigns),
            "fees": self._fees(outcomes),
            "ledger": ledger,
        }  # fmt: skip

    def _ledger(self, wallet: str, today: date) -> dict[str, str]:
        member, decimals = self.member, self.program.wallets[wallet].decimals
        amounts = {
            "issued": member.issued[wallet],
            "redeemed": member.redeemed[wallet],
            "expired": member.expired[wallet],
            "reversed": member.reversed[wallet],
            "adjusted": member.adjusted[wallet],
            "pending": member.pending(wallet, today),
            "available": member.available(wallet, today),
            "debt": member.debt[wallet] + member.lacking[wallet],
        }
        return {name: written(amount, decimals) for name, amount in amounts.items()}

    def _tier_until(self) -> str | None:
        """Last day before the first review at or after the end of the keep [47]."""
        member, unit = self.member, review_unit(self.program)
        if (
            self.program.tiers is None
            or unit in (None, "purchase")
            or member.tier == 0
            or member.lifetime >= member.tier
            or not criterion(self.program, member.tier)
        ):
            return None
        end = max(member.tier_until, member.clock + timedelta(days=1))  # a review that has been is none to come
        review = end
        if period_start(end, str(unit), member.joined) != end:
            review = period_end(end, str(unit), member.joined) + timedelta(days=1)
        return (review - timedelta(days=1)).isoformat()
