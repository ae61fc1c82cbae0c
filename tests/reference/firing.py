"""What awards bring with them, messages, and rewards that are given without being asked for [35]."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from fidelang.syntax import nodes as n
from tests.reference import conversions, phases, wallets
from tests.reference.expressions import holds
from tests.reference.instant import Instant
from tests.reference.program import Rule, amount_of, start_of, stop_of
from tests.reference.values import number_of


def after_awards(instant: Instant, awards: list[tuple[str, str, Fraction]]) -> None:
    """Lots, the points earned as a metric, and what the rules send."""
    member = instant.member
    assert member is not None
    for rule, wallet, points in sorted(awards):
        wallets.post(instant, rule, instant.program.wallets[wallet], points)
        member.log.append((instant.day, f"earned {wallet}", points))
    for rule, _, _ in sorted(awards):
        sends(instant, rule)


def sends(instant: Instant, rule: str) -> None:
    for message in instant.program.rules[rule].sends:
        send(instant, message, rule)


def send(instant: Instant, name: str, rule: str | None) -> None:
    """Once an instant, only with its consent, within its limits and budgets [117]."""
    member, message = instant.member, instant.program.messages[name]
    if member is None or name in instant.sent:
        return
    consent, cost = message.one(n.NeedsConsent), message.one(n.Cost)
    if consent is not None and consent.consent.text not in member.consents:
        return
    if program_is_over(instant) or instant.kept_out(message) is not None:
        return
    if message.campaign is not None and not instant.runs(message.campaign):
        return  # [134]
    if any(holds(when.condition, instant.scope()) is not True for when in message.all(n.When)):
        return
    limits = instant.limits_of(f"message {name}", message.all(n.Limit))
    if any(instant.left(counter) <= 0 for counter in limits):
        return
    price = amount_of(cost.money, instant.program.lets) if cost is not None else Fraction(0)
    budgets = [instant.counter_of(budget) for budget in instant.program.budgets if budget.covers(name)]
    if any(price > instant.left(counter) for counter in budgets):
        return
    for counter in limits:
        instant.use(counter, Fraction(1))
    for counter in budgets:
        instant.use(counter, price)
    instant.commit(message=True)
    instant.sent.add(name)
    instant.outcome.messages.append((name, rule))


def program_is_over(instant: Instant) -> bool:
    """Before `from` nothing is sent, after `to` neither [12]."""
    now, program = (instant.day, instant.minute), instant.program
    return (program.first is not None and now < start_of(program.first)) or (
        program.last is not None and now >= stop_of(program.last)
    )


def on_event_messages(instant: Instant, fires: Callable[[Any], bool]) -> None:
    for name in sorted(instant.program.messages):
        for on in instant.program.messages[name].all(n.On):
            if any(fires(trigger) for trigger in on.triggers):
                send(instant, name, None)


def automatic(instant: Instant, rule: Rule) -> None:
    """A reward on a trigger: with `price every N` as often as the balance allows, the remainder kept [34].

    Its conditions are read once, before the first.
    """
    if instant.why_not(rule, instant.scope()) is not None:
        return
    while _once(instant, rule):
        if rule.price is None or not rule.price.every:
            break


def _once(instant: Instant, rule: Rule) -> bool:
    program, member, scope = instant.program, instant.member, instant.scope()
    assert member is not None
    if phases.exhausted(instant, rule, None):
        return False
    price = None
    if rule.price is not None:
        price = (rule.price.wallet.text, number_of(evaluate_count(rule, instant)))
        if member.balance(price[0], instant.day) < price[1]:
            return False
    own, _, shared = phases.counters_of(instant, rule, None)
    conversion = conversions.convert(instant, rule, scope, own + shared)
    points = Fraction(0)
    if conversion is not None:
        if rule.gift is None:
            conversion = (conversion[0], conversions.within_budgets(instant, rule, conversion))
        points = conversion[1]
        if points <= 0:
            return False
    value = conversions.worth_of(instant, conversion) + (rule.cost if rule.gift is not None else 0)
    if rule.gift is not None:
        if not conversions.fits(instant, rule, value, points):
            return False
        instant.outcome.gifts.append((rule.name, rule.gift.what.value))
    conversions.draw(instant, rule, value, points)
    phases.record(instant, rule, None, value, points=points)
    instant.commit()
    if price is not None:
        wallets.spend(instant, program.wallets[price[0]], price[1])
        member.activity.append((instant.day, "redemption"))
    if conversion is not None:
        instant.outcome.awards.append((rule.name, *conversion))
        wallets.post(instant, rule.name, program.wallets[conversion[0]], conversion[1])
    sends(instant, rule.name)
    return True


def evaluate_count(rule: Rule, instant: Instant) -> Any:
    from tests.reference.expressions import evaluate

    assert rule.price is not None
    return evaluate(rule.price.count, instant.scope())
