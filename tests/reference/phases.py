"""Offers, then the rewards that were asked for [14]."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from fidelang.syntax import nodes as n
from tests.reference import conversions, takes
from tests.reference.expressions import Scope, evaluate, holds
from tests.reference.instant import Counter, Instant
from tests.reference.program import Rule
from tests.reference.values import floor_to, number_of


@dataclass
class Till:
    """What is left to pay as phases go by. Minor units."""

    net: list[int]
    shipping: int
    balances: dict[str, Fraction] = field(default_factory=dict)
    applied: list[str] = field(default_factory=list)
    paid: dict[str, Fraction] = field(default_factory=dict)
    conversions: list[tuple[str, str, Fraction]] = field(default_factory=list)
    taken: dict[str, tuple[int, list[int]]] = field(default_factory=dict)

    def take(self, rule: str, taken: takes.Taken) -> None:
        amount, lines = self.taken.get(rule, (0, [0] * len(self.net)))
        self.taken[rule] = (amount + taken.amount, [a + b for a, b in zip(lines, taken.lines, strict=True)])
        self.net = [left - part for left, part in zip(self.net, taken.lines, strict=True)]
        self.shipping -= taken.shipping


def stack_of(instant: Instant, rule: Rule, scope: Scope) -> Any:
    """The rule's stack if it is active: its `when` holds [17]."""
    if rule.stack is None:
        return None
    stack = instant.program.stacks[rule.stack]
    return stack if all(holds(when.condition, scope) is True for when in stack.all(n.When)) else None


def mode_of(stack: Any) -> str:
    pick = stack.one(n.Pick)
    return pick.mode if pick else "all"


def counters_of(instant: Instant, rule: Rule, stack: Any) -> tuple[list[Counter], Counter | None, list[Counter]]:
    """A rule's own limits, its stock, its stack's limits."""
    shared = instant.limits_of(f"stack {stack.name}", stack.all(n.Limit)) if stack is not None else []
    return instant.limits_of(rule.name, rule.limits), instant.stock_of(rule), shared


def exhausted(instant: Instant, rule: Rule, stack: Any) -> str | None:
    """`stock` or `limit` where nothing is left of one."""
    own, stock, shared = counters_of(instant, rule, stack)
    if stock is not None and instant.left(stock) < 1:
        return "stock"
    if any(instant.left(c) <= 0 for c in own + shared):
        return "limit"
    return None


def record(
    instant: Instant, rule: Rule, stack: Any, value: Fraction, times: int = 1, points: Fraction = Fraction(0)
) -> None:
    """Counts a take, gift or conversion that was given: `value` is its money, `points` what it gave."""
    own, stock, shared = counters_of(instant, rule, stack)
    if stock is not None:
        instant.use(stock, Fraction(times))
    for counter in own + shared:
        if counter.kind == "times":
            instant.use(counter, Fraction(times))
        else:
            instant.use(counter, value if counter.kind == "money" else points)


# ---------------------------------------------------------------- offers


def offers(instant: Instant, till: Till) -> None:
    """By priority, then as written [15]; conditions read the basket before any discount [1]."""
    scope = instant.scope(list(till.net))
    winners: dict[str, str | None] = {}
    rules = sorted(
        (rule for rule in instant.program.rules.values() if rule.kind == "offer" and rule.on_purchase),
        key=lambda rule: rule.rank,
    )
    early = {rule.name: instant.why_not(rule, scope, reads_member(instant, rule)) for rule in rules}
    for rule in rules:
        stack = stack_of(instant, rule, scope) if early[rule.name] is None else None
        reason = early[rule.name] or _offer(instant, till, rule, scope, stack, winners, rules, early)
        if reason is not None:
            instant.outcome.skipped.append((rule.name, reason))
        else:
            till.applied.append(rule.name)


def reads_member(instant: Instant, rule: Rule) -> bool:
    """Whether an offer needs a member [11]."""
    read = instant.program.reads(rule.node)
    if any(path[0] == "member" for path in read) or ("basket", "ordinal") in read:
        return True
    if rule.campaign is not None and rule.campaign.chooses:
        return True  # [130]
    counters = instant.limits_of(rule.name, rule.limits)
    if rule.stack is not None:
        counters += instant.limits_of(rule.stack, instant.program.stacks[rule.stack].all(n.Limit))
    counters += [instant.counter_of(budget) for budget in instant.program.budgets if budget.covers(rule.name)]
    return any(counter.subject == "member" for counter in counters)


def _offer(
    instant: Instant, till: Till, rule: Rule, scope: Scope, stack: Any, winners: dict[str, str | None],
    rules: list[Rule], early: dict[str, str | None],
) -> str | None:  # fmt: skip
    reason = _no_line(instant, till, rule, scope) or exhausted(instant, rule, stack)
    if reason is not None:
        return reason
    if stack is not None and mode_of(stack) != "all":
        if stack.name not in winners and _worth(instant, till, rule, scope, stack) > 0:
            winners[stack.name] = _best(
                instant, stack, [r for r in rules if r.stack == stack.name and early[r.name] is None],
                lambda each: _worth(instant, till, each, scope, stack),
            )  # fmt: skip
        winner = winners.get(stack.name)
        if winner is not None and winner != rule.name:
            return "stack"
    return _apply_offer(instant, till, rule, scope, stack)


def _best(instant: Instant, stack: Any, rules: list[Rule], worth: Any) -> str | None:
    """The rule that a stack picks; None where none would give anything."""
    candidates = [(rule, worth(rule)) for rule in sorted(rules, key=lambda rule: rule.rank)]
    candidates = [(rule, value) for rule, value in candidates if value > 0]
    if not candidates:
        return None
    if mode_of(stack) == "first":
        return str(candidates[0][0].name)
    best = (max if mode_of(stack) == "best" else min)(value for _, value in candidates)
    return str(next(rule.name for rule, value in candidates if value == best))


def _no_line(instant: Instant, till: Till, rule: Rule, scope: Scope) -> str | None:
    if rule.take is None:
        return None
    scoped = takes.scope_of(rule.take, instant, scope, till.net, till.shipping)
    return "no_line" if scoped.empty else None


def _worth(instant: Instant, till: Till, rule: Rule, scope: Scope, stack: Any) -> Fraction:
    """What an offer would give now, for its stack to compare [17]."""
    if _no_line(instant, till, rule, scope) or exhausted(instant, rule, stack):
        return Fraction(0)
    if rule.take is None:
        return rule.cost
    scoped = takes.scope_of(rule.take, instant, scope, till.net, till.shipping)
    amount, _ = takes.amount_of(rule.take, instant, scope, scoped)
    own, _, _ = counters_of(instant, rule, stack)
    return Fraction(takes.within_limits(amount, instant, own), instant.program.minor)


def _apply_offer(instant: Instant, till: Till, rule: Rule, scope: Scope, stack: Any) -> str | None:
    minor, decimals = instant.program.minor, instant.program.decimals
    own, _, shared = counters_of(instant, rule, stack)
    if rule.take is not None:
        scoped = takes.scope_of(rule.take, instant, scope, till.net, till.shipping)
        if scoped.total == 0:
            return "nothing_left"
        amount, _ = takes.amount_of(rule.take, instant, scope, scoped)
        amount = takes.within_limits(amount, instant, own + shared)
        if amount == 0:
            return "nothing"
        value = takes.within_budgets(Fraction(amount, minor), instant, rule, whole=False, unit=decimals)
        if value == 0:
            return "budget"
        till.take(rule.name, takes.spread_over(int(value * minor), scoped))
    if rule.gift is not None:
        value = rule.cost
        if value and takes.within_budgets(value, instant, rule, whole=True, unit=decimals) < value:
            return "budget"
        instant.outcome.gifts.append((rule.name, rule.gift.what.value))
    takes.draw_on_budgets(value, instant, rule)
    record(instant, rule, stack, value)
    return None


# ---------------------------------------------------------------- rewards


def rewards(instant: Instant, till: Till, asked: list[tuple[str, Any]]) -> None:
    """In the order asked; conditions as the phase began, the rest as earlier ones left it [31]."""
    scope = instant.scope(list(till.net))
    winners: dict[str, str | None] = {}
    if instant.member is not None:
        till.balances = {name: instant.member.balance(name, instant.day) for name in instant.program.wallets}
    for name, times in asked:
        rule = instant.program.rules[name]
        reason = _asked(instant, till, rule, times, scope, asked, winners)
        if reason is not None and name not in [each for each, _ in instant.outcome.refused]:
            instant.outcome.refused.append((name, reason))


def _asked(
    instant: Instant, till: Till, rule: Rule, times: Any, scope: Scope, asked: list[tuple[str, Any]],
    winners: dict[str, str | None],
) -> str | None:  # fmt: skip
    """Tries a reward `times` times (a number, or max); the reason of what was refused, if any was."""
    if _money_take(rule, scope):
        return _take_times(instant, till, rule, times, scope, asked, winners)
    done = 0
    if times == "max" and not (rule.price or rule.take or rule.limits or rule.stock):
        times = 1
    while times == "max" or done < times:
        reason = _reward(instant, till, rule, 1, scope, asked, winners)
        if reason is not None:
            return None if times == "max" and done else reason
        done += 1
    return None


def _money_take(rule: Rule, scope: Scope) -> bool:
    from tests.reference.values import Money

    return rule.take is not None and isinstance(evaluate(rule.take.amount, scope), Money)


def _take_times(
    instant: Instant, till: Till, rule: Rule, times: Any, scope: Scope, asked: list[tuple[str, Any]],
    winners: dict[str, str | None],
) -> str | None:  # fmt: skip
    """One take of n amounts, n as large as balance, stock, limits and basket allow [34]."""
    most = 1_000_000 if times == "max" else int(times)
    low, high = 0, most  # what can be had is had for every smaller number too
    while low < high:
        middle = (low + high + 1) // 2
        if _reward_reason(instant, till, rule, middle, scope, asked, winners) is None:
            low = middle
        else:
            high = middle - 1
    if low == 0:
        return _reward_reason(instant, till, rule, 1, scope, asked, winners)
    refused = _reward_reason(instant, till, rule, low + 1, scope, asked, winners) if low < most else None
    reason = _reward(instant, till, rule, low, scope, asked, winners)
    return reason or (None if times == "max" else refused)


def _price(
    rule: Rule, scope: Scope, discount: int, times: int, minor: int, decimals: int
) -> tuple[str, Fraction] | None:
    """Wallet and points; with `per`, so many a minor unit of discount, rounded up to the unit [34]."""
    if rule.price is None:
        return None
    count = number_of(evaluate(rule.price.count, scope))
    if rule.price.per is not None:
        exact = Fraction(discount, minor) * count / rule.price.per.amount
        return rule.price.wallet.text, -floor_to(-exact, decimals)
    return rule.price.wallet.text, count * times


def _reward_reason(
    instant: Instant, till: Till, rule: Rule, times: int, scope: Scope, asked: list[tuple[str, Any]],
    winners: dict[str, str | None],
) -> str | None:  # fmt: skip
    program = instant.program
    early = instant.why_not(rule, scope)
    if early is not None:
        return early
    stack = stack_of(instant, rule, scope)
    if (reason := _no_line(instant, till, rule, scope)) is not None:
        return reason
    own, stock, shared = counters_of(instant, rule, stack)
    if stock is not None and instant.left(stock) < times:
        return "stock"
    if any(c.kind == "times" and instant.left(c) < times for c in own + shared):
        return "limit"
    before = number_of(evaluate(rule.take.amount, scope)) * (times - 1) if rule.take is not None and times > 1 else 0
    if any(c.kind == "money" and instant.left(c) <= before for c in own + shared):
        return "limit"  # the last of so many would find nothing left
    if any(c.kind == "points" and instant.left(c) <= 0 for c in own + shared):
        return "limit"
    discount, scoped, enough = 0, None, True
    if rule.take is not None:
        scoped = takes.scope_of(rule.take, instant, scope, till.net, till.shipping)
        discount, enough = takes.amount_of(rule.take, instant, scope, scoped, times)
        discount = takes.within_limits(discount, instant, own + shared)
    price = _price(rule, scope, discount, times, program.minor, _decimals(instant, rule))
    if price is not None and till.balances.get(price[0], Fraction(0)) < price[1]:
        return "balance"
    if stack is not None and mode_of(stack) != "all":
        if stack.name not in winners:
            names = list(dict.fromkeys(name for name, _ in asked if program.rules[name].stack == stack.name))
            winners[stack.name] = _best_reward(instant, till, stack, names, scope)
        winner = winners[stack.name]
        if winner is not None and winner != rule.name:
            return "stack"
    if rule.take is not None and scoped is not None:
        if scoped.total == 0:
            return "nothing_left"
        if not enough and (rule.price is None or rule.price.per is None):
            return "nothing_left"
        if before * program.minor >= scoped.total:
            return "nothing_left"  # the last of so many would find nothing
        if discount == 0:
            return "nothing"
        value = Fraction(discount, program.minor)
        if times > 1 and takes.within_budgets(value, instant, rule, whole=False, unit=program.decimals) <= before:
            return "budget"
    given = conversions.convert(instant, rule, scope, own + shared)
    return "nothing" if given is not None and given[1] <= 0 else None


def _best_reward(instant: Instant, till: Till, stack: Any, names: list[str], scope: Scope) -> str | None:
    """`first` is the order asked; a reward that cannot be paid is no candidate [17, 97]."""
    candidates = []
    for name in names:
        rule = instant.program.rules[name]
        alone = _reward_reason(instant, till, rule, 1, scope, [], {stack.name: None})
        if alone is None:
            candidates.append((rule, _reward_worth(instant, till, rule, scope, stack)))
    if not candidates:
        return None
    if mode_of(stack) == "first":
        return str(candidates[0][0].name)
    best = (max if mode_of(stack) == "best" else min)(value for _, value in candidates)
    return str(min((rule for rule, value in candidates if value == best), key=lambda rule: rule.rank).name)


def _reward_worth(instant: Instant, till: Till, rule: Rule, scope: Scope, stack: Any) -> Fraction:
    own, _, _ = counters_of(instant, rule, stack)
    taken = _worth(instant, till, rule, scope, stack) if rule.take is not None else Fraction(0)
    given = conversions.worth_of(instant, conversions.convert(instant, rule, scope, own))
    return taken + given + (rule.cost if rule.gift is not None else 0)


def _decimals(instant: Instant, rule: Rule) -> int:
    return instant.program.wallets[rule.price.wallet.text].decimals if rule.price is not None else 0


def _reward(
    instant: Instant, till: Till, rule: Rule, times: int, scope: Scope, asked: list[tuple[str, Any]],
    winners: dict[str, str | None],
) -> str | None:  # fmt: skip
    """Gives a reward, or says why not; nothing is changed then."""
    reason = _reward_reason(instant, till, rule, times, scope, asked, winners)
    if reason is not None:
        return reason
    program, stack = instant.program, stack_of(instant, rule, scope)
    own, _, shared = counters_of(instant, rule, stack)
    discount, value, taken = 0, Fraction(0), None
    if rule.take is not None:
        scoped = takes.scope_of(rule.take, instant, scope, till.net, till.shipping)
        discount, _ = takes.amount_of(rule.take, instant, scope, scoped, times)
        discount = takes.within_limits(discount, instant, own + shared)
        value = takes.within_budgets(
            Fraction(discount, program.minor), instant, rule, whole=False, unit=program.decimals
        )
        if value == 0:
            return "budget"
        taken = takes.spread_over(int(value * program.minor), scoped)
    price = _price(rule, scope, discount if value == 0 else int(value * program.minor), times, program.minor,
                   _decimals(instant, rule))  # fmt: skip
    conversion = conversions.convert(instant, rule, scope, own + shared)
    points = Fraction(0) if conversion is None else conversion[1]
    value += rule.cost if rule.gift is not None else 0
    several = [rule.take, rule.gift, rule.give].count(None) < 2
    if conversion is not None and not several:
        points = conversions.within_budgets(instant, rule, conversion)
        conversion = (conversion[0], points)
        if points == 0:
            return "budget"
    value += conversions.worth_of(instant, conversion)
    if (several or rule.gift is not None) and not conversions.fits(instant, rule, value, points):
        return "budget"
    if conversion is not None:
        till.conversions.append((rule.name, *conversion))
    if rule.gift is not None:
        instant.outcome.gifts.append((rule.name, rule.gift.what.value))
    if taken is not None:
        till.take(rule.name, taken)
    if price is not None:
        wallet, pay = price
        till.balances[wallet] -= pay
        till.paid[wallet] = till.paid.get(wallet, Fraction(0)) + pay
    conversions.draw(instant, rule, value, points)
    record(instant, rule, stack, value, times, points)
    till.applied.append(rule.name)
    return None
