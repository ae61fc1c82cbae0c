"""A purchase, an event, a midnight."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from fidelang.syntax import nodes as n
from tests.reference import dates, fees, phases, wallets
from tests.reference.earning import Earning
from tests.reference.expressions import Basket, consented
from tests.reference.firing import after_awards, automatic, on_event_messages, send, sends
from tests.reference.instant import Instant, Outcome
from tests.reference.member import Member, Shared
from tests.reference.moves import earn_of_an_event, move
from tests.reference.program import Program, Rule, duration


def purchase(
    program: Program, member: Member | None, shared: Shared, day: date, minute: int, basket: Basket,
    asked: list[tuple[str, Any]],
) -> Outcome:  # fmt: skip
    """Offers, rewards, gives; then lots, metrics, moves [14]."""
    program = program.on(day, minute)
    instant = Instant(program, member, shared, day, minute, basket)
    till = phases.Till([line.net for line in basket.lines], basket.shipping or 0)
    phases.offers(instant, till)
    phases.rewards(instant, till, asked)
    rules = [rule for rule in program.rules.values() if rule.kind == "earn" and rule.on_purchase]
    earning = Earning(instant, rules, till.net)
    earning.run()
    outcome, minor = instant.outcome, program.minor
    outcome.net = list(till.net)
    outcome.total = Fraction(sum(till.net), minor)
    outcome.discounts = [
        (rule, Fraction(amount, minor), [Fraction(part, minor) for part in lines])
        for rule, (amount, lines) in till.taken.items()
    ]
    if member is None:
        instant.commit()
        return outcome
    instant.commit()
    for wallet, points in till.paid.items():
        wallets.spend(instant, program.wallets[wallet], points)
        member.activity.append((day, "redemption"))
    member.activity.append((day, "purchase"))
    awards = list(outcome.awards)
    after_awards(instant, awards)
    for rule, wallet, points in till.conversions:
        outcome.awards.append((rule, wallet, points))
        wallets.post(instant, rule, program.wallets[wallet], points)
    for rule in sorted(set(till.applied)):
        sends(instant, rule)
    on_event_messages(instant, lambda trigger: isinstance(trigger, n.OnPurchase))
    member.orders.append(day)
    member.last_order = day
    member.last_orders.append(("order", day))
    spend = sum((net for net, line in zip(till.net, basket.lines, strict=True) if not line.giftcard), start=0)
    member.log += [
        (day, "orders", Fraction(1)),
        (day, "spend", Fraction(spend, minor)),
        (day, "units", sum((line.units for line in basket.lines), start=Fraction(0))),
    ]
    bought = {line.facts["category"] for line in basket.lines if "category" in line.facts and not line.giftcard}
    member.log += [(day, f"category {name}", Fraction(1)) for name in sorted(bought)]
    instant.counted = True
    move(instant, purchase=True)
    return outcome


METRIC_OF = {"referral": "referrals", "review": "reviews", "visit": "visits"}


def react(program: Program, member: Member, shared: Shared, day: date, minute: int, event: dict[str, Any]) -> Outcome:
    """An event of a member's [83]."""
    program = program.on(day, minute)
    instant = Instant(program, member, shared, day, minute, event=event)
    if event.get("id") is not None:
        if ("event", event["id"]) in member.keys:
            return instant.outcome
        member.keys.add(("event", event["id"]))
    name = event["name"]

    def heard(trigger: Any) -> bool:
        return isinstance(trigger, n.OnEvent) and trigger.name.text == name

    rules = [rule for rule in program.rules.values() if any(heard(trigger) for trigger in rule.triggers)]
    for wallet in sorted(program.wallets):
        for clause in program.wallets[wallet].expiries:
            if isinstance(clause, n.ExpireOnTrigger) and heard(clause.trigger):
                wallets.expire(member, wallet, list(member.lots[wallet]), day)
    earn_of_an_event(instant, [rule for rule in rules if rule.kind == "earn"], listed=True)
    for rule in sorted((rule for rule in rules if rule.kind == "reward"), key=lambda rule: rule.name):
        automatic(instant, rule)
    on_event_messages(instant, heard)
    member.activity.append((day, name))
    member.happened.append((day, name))
    if name in METRIC_OF:
        member.log.append((day, METRIC_OF[name], Fraction(1)))
    move(instant)
    return instant.outcome


def midnight(program: Program, member: Member, shared: Shared, day: date) -> Outcome:
    """Expiry, ripening, tier, stage and segments, calendar rules by name, automatic rewards by name [48]."""
    program = program.on(day, 0)
    instant = Instant(program, member, shared, day, 0)
    wallets.expire_at_midnight(program, member, instant.scope())
    for name in sorted(program.wallets):
        triggers = tuple(c.trigger for c in program.wallets[name].expiries if isinstance(c, n.ExpireOnTrigger))
        if times(program, member, day, f"expiry {name}", triggers):
            wallets.expire(member, name, list(member.lots[name]), day)
    for wallet in program.wallets:
        wallets.pay_debt(member, program.wallets[wallet], day)  # with what ripens [123]
    member.clock = day
    move(instant, midnight=True)
    fees.at_midnight(instant)
    fired: list[tuple[str, Any]] = []
    for rule in program.rules.values():
        if rule.kind == "earn":
            fired += [(rule.name, rule)] * times(program, member, day, rule.name, rule.triggers)
    for name, message in program.messages.items():
        triggers = tuple(trigger for on in message.all(n.On) for trigger in on.triggers)
        fired += [(name, name)] * times(program, member, day, name, triggers)
    for _, what in sorted(fired, key=lambda pair: pair[0]):
        if isinstance(what, Rule):
            earn_of_an_event(instant, [what], listed=False)
        else:
            send(instant, what, None)
    for rule in sorted(program.rules.values(), key=lambda rule: rule.name):
        if rule.kind == "reward":
            for _ in range(times(program, member, day, rule.name, rule.triggers)):
                automatic(instant, rule)
    return instant.outcome


def times(program: Program, member: Member, day: date, name: str, triggers: tuple[Any, ...]) -> int:
    """How often a rule's calendar triggers fall on this midnight."""
    count = 0
    for trigger in triggers:
        match trigger:
            case n.OnEvery():
                count = max(count, int(dates.period_start(day, trigger.unit, member.joined) == day))
            case n.OnFeast():
                count = max(count, _feast(program, member, day, name, trigger.feast, dates.Lapse(0, 0), 1))
            case n.OnShifted():
                count += _shifted(program, member, day, name, trigger)
            case _:
                pass
    return count


def _shifted(program: Program, member: Member, day: date, name: str, trigger: n.OnShifted) -> int:
    by, sign = duration(trigger.duration), 1 if trigger.direction == "after" else -1
    moment = trigger.moment
    if moment in ("birthday", "anniversary"):
        return _feast(program, member, day, name, str(moment), by, sign)
    if moment == "purchase":
        return sum(dates.later(order, by, sign) == day for order in member.orders)
    if moment == "expiry" and sign > 0:
        assert trigger.wallet is not None
        return sum(
            dates.later(when, by) == day for when, what in member.happened if what == f"expiry {trigger.wallet.text}"
        )
    if moment == "expiry":
        names = [trigger.wallet.text] if trigger.wallet is not None else list(program.wallets)
        days = [
            min(lasts) for wallet in names for lot in member.lots[wallet]
            if (lasts := wallets.lasts(program.wallets[wallet], lot, member))
        ]  # fmt: skip
        return int(any(dates.later(last, by, sign) == day for last in days))
    assert isinstance(moment, n.Name | n.OnMove)
    what_happened = f"{moment.kind} {moment.name.text}" if isinstance(moment, n.OnMove) else moment.text
    return sum(dates.later(when, by, sign) == day for when, what in member.happened if what == what_happened)


def _feast(program: Program, member: Member, day: date, name: str, feast: str, by: dates.Lapse, sign: int) -> int:
    """Once for each year's feast, also if the date is edited; an anniversary not on the day of joining [53]."""
    if feast == "birthday" and (member.birthday is None or not consented("birthday", program, member)):
        return 0
    month_day = (
        member.birthday[1:] if feast == "birthday" and member.birthday else (member.joined.month, member.joined.day)
    )
    for year in range(day.year - 2, day.year + 3):
        moment = dates.feast(year, *month_day)
        if dates.later(moment, by, sign) != day or day < member.joined:
            continue
        if feast == "anniversary" and year <= member.joined.year:
            continue
        if feast == "birthday":
            if (name, year) in member.keys:
                continue
            member.keys.add((name, year))
        return 1
    return 0


def advance(program: Program, member: Member, shared: Shared, day: date) -> list[Outcome]:
    outcomes = []
    while member.clock < day:
        outcomes.append(midnight(program, member, shared, member.clock + timedelta(days=1)))
    return outcomes
