"""Rules, stacks, budgets, messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from fractions import Fraction
from math import ceil, lcm
from typing import Literal

from fidelang.lower.campaigns import bounds, place
from fidelang.lower.expressions import Scope, amount, condition, truth
from fidelang.lower.gives import give, multiply
from fidelang.lower.problem import CannotLower
from fidelang.lower.readings import consent_of
from fidelang.lower.tables import Tables, as_taken, plan_window, ratio, whole
from fidelang.lower.triggers import trigger
from fidelang.plan import model
from fidelang.plan.formula import TRUE, all_of, slots
from fidelang.semantics import symbols
from fidelang.syntax import nodes

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_OF_MEMBER = (
    "member.",
    "metric:",
    "balance:",
    "held:",
    "segment:",
    "consent:",
    "birthday.",
    "basket.ordinal",
    "row:",
    "hand.",
)


def of_member(names: Iterable[str]) -> bool:
    """Whether a member must be there to read these slots."""
    return any(name.startswith(_OF_MEMBER) for name in names)


def rule(info: symbols.RuleInfo, tables: Tables) -> model.Rule:
    scope = Scope(tables, tables.rule_at[info.key] if info.kind == "earn" and info.on_purchase else None)
    lines = None if info.lines_where is None else truth(info.lines_where, scope).holds
    whens = condition(info.whens, scope)
    given = None if info.give is None else give(info.give, scope, info.limits)
    multiplied = None if info.multiply is None else multiply(info.multiply, scope)
    taken = None if info.take is None else _take(info.take, scope)
    counters, caps = _counters(info, given, tables)
    triggers = tuple(trigger(one, tables) for one in info.triggers)
    if any("birthday" in (one.what, one.kind) for one in triggers):
        scope.consents |= consent_of("member", "birthday", tables)
    read = [slot for one in whens for slot in one.reads]
    if taken is not None:
        read += slots(taken.where)
    for sums in [slot for slot in read if slot.startswith("sum:")]:
        read += slots(tables.aggregates[int(sums[4:])].where)
    start, stop = bounds(info, tables)
    campaign, variant = place(info, tables)
    chosen = info.campaign is not None and _chooses(tables.analysis.campaigns[info.campaign])
    return model.Rule(
        name=info.name,
        label=info.label,
        kind=info.kind,
        order=tables.offer_at.get(info.key, 0),
        triggers=triggers,
        start=start,
        stop=stop,
        weekdays=tuple(WEEKDAYS.index(day) for day in info.weekdays),
        dates=info.dates,
        hours=info.hours,
        consents=tuple(sorted(scope.consents)),
        whens=whens,
        reads_member=chosen
        or of_member(read)
        or any(tables.counters[one].subject == "member" for one in counters)
        or bool(scope.consents),
        lines=lines,
        gift_cards=lines is not None and "line.giftcard" in slots(lines),
        give=given,
        multiply=multiplied,
        take=taken,
        gift=info.gift,
        cost=0 if info.cost is None else whole(info.cost),
        price=None if info.price is None else _price(info.price, tables),
        counters=counters,
        caps=caps,
        stack=None if info.stack is None else tables.stack_at[info.stack],
        priority=info.priority,
        sends=tuple(tables.message_at[name] for name in info.sends),
        campaign=campaign,
        variant=variant,
    )


def _counters(
    info: symbols.RuleInfo, given: model.Give | None, tables: Tables
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The counters of a rule's limits and stock, and its caps. The n-th limit of each version that counts the same
    (kind, subject, window, wallet) counts in one counter (row 135)."""
    wallets = (given.wallet,) if given else ()
    found = [counter_of(one, tables, wallets) for one in info.limits if one.subject != "line"]
    if info.stock is not None:
        window = plan_window(symbols.WindowOf(this=info.stock.per))
        found.append(model.Counter("times", info.stock.count, "program", window, stock=True))
    alike: Counter[object] = Counter()
    positions = []
    for one in found:
        key = (info.name, replace(one, cap=0), wallets if one.kind == "money" else ())
        positions.append(tables.counter(one, (key, alike[key])))
        alike[key] += 1
    return tuple(positions), tuple(one.cap for one in found)


def _chooses(info: symbols.CampaignInfo) -> bool:
    """Whether a campaign's rules need to know who the member is (row 130)."""
    return info.audience is not None or info.holdout > 0 or bool(info.variants)


def _take(info: symbols.TakeInfo, scope: Scope) -> model.Take:
    where = TRUE if info.scope.where is None else truth(info.scope.where, scope).holds
    count = info.scope.count
    every = info.scope.every
    return model.Take(
        whole(info.amount) if info.kind == "money" else None,
        ratio(info.amount) if info.kind == "percent" else None,
        info.scope.kind,
        info.scope.unit,
        1 if count is None else whole(count.value),
        None if every is None else whole(every.value),
        where,
        "line.giftcard" in slots(where),
    )


def _price(info: symbols.PriceInfo, tables: Tables) -> model.Price:
    return model.Price(
        tables.wallet_at[info.wallet],
        whole(tables.points(info.wallet, info.amount)),
        info.every,
        None if info.per is None else whole(info.per),
    )


def limit(info: symbols.LimitInfo, tables: Tables, gives: Collection[int] = ()) -> int:
    """The position of a limit's counter, which nothing else counts in."""
    return tables.counter(counter_of(info, tables, gives))


def counter_of(info: symbols.LimitInfo, tables: Tables, gives: Collection[int] = ()) -> model.Counter:
    """The counter of a limit; a money limit on points counts in the unit that makes the worth of each wallet whole."""
    window = plan_window(info.window)
    if info.kind == "points":
        assert info.wallet is not None
        cap = whole(tables.points(info.wallet, info.amount))
        return model.Counter("points", cap, _subject(info), window, wallet=tables.wallet_at[info.wallet])
    wallets = list(tables.analysis.wallets.values())
    scale = lcm(*(worth(wallets[at]).denominator for at in gives)) if info.kind == "money" else 1
    return model.Counter(info.kind, whole(info.amount * scale), _subject(info), window, scale)


def _subject(info: symbols.LimitInfo) -> Literal["member", "basket", "program"]:
    assert info.subject != "line", "a limit per line is a part of what its rule gives"
    return info.subject


def worth(wallet: symbols.WalletInfo) -> Fraction:
    """Minor units per unit of points; 0 for a wallet without worth."""
    return Fraction(0) if wallet.worth is None else wallet.worth / 10**wallet.decimals


def stack(info: symbols.StackInfo, tables: Tables) -> model.Stack:
    scope = Scope(tables)
    order = as_taken(tables.analysis.rules[key] for key in info.rules)
    gives = [one.give for one in order]
    wallets = {tables.wallet_at[one.wallet] for one in gives if one is not None}
    counters = tuple(limit(one, tables, wallets) for one in info.limits)
    return model.Stack(
        info.name,
        info.pick,
        all_of(*(truth(one, scope).holds for one in info.whens)),
        counters,
        tuple(tables.rule_at[one.key] for one in order),
        info.kind or "earn",
    )


def budget(info: symbols.BudgetInfo, tables: Tables, scale: int) -> model.Budget:
    cap = info.cap
    assert cap is not None
    if cap.kind == "times":
        raise CannotLower(info.node, "a budget caps money or points")
    wallet = None if cap.wallet is None else tables.wallet_at[cap.wallet]
    amount_cap = tables.points(cap.wallet, cap.amount) if cap.wallet is not None else cap.amount * scale
    unit = scale if cap.wallet is None else 1
    counter = tables.counter(
        model.Counter(cap.kind, whole(amount_cap), _subject(cap), plan_window(cap.window), unit, wallet, budget=True)
    )
    covered = set(info.covers)
    return model.Budget(
        name=info.name,
        label=info.label,
        counter=counter,
        rules=tuple(position for name, position in tables.rule_at.items() if name in covered),
        messages=tuple(position for name, position in tables.message_at.items() if name in covered),
        exhausted=info.exhausted,
        alert=None if info.alert is None else ratio(info.alert),
    )


def message(info: symbols.MessageInfo, tables: Tables) -> model.Message:
    scope = Scope(tables)
    whens = condition(info.whens, scope)
    start, stop = bounds(info, tables)
    campaign, variant = place(info, tables)
    return model.Message(
        name=info.name,
        channel=info.channel,
        consent=info.consent,
        cost=0 if info.cost is None else whole(info.cost),
        text=info.text,
        triggers=tuple(trigger(one, tables) for one in info.triggers),
        whens=whens,
        counters=tuple(limit(one, tables) for one in info.limits),
        start=start,
        stop=stop,
        campaign=campaign,
        variant=variant,
    )


def goals(rules: tuple[model.Rule, ...], tables: Tables) -> Iterable[model.Goal]:
    """Prices, tier thresholds and basket totals that a member can be near to."""
    for at, one in enumerate(rules):
        if one.price is not None and one.price.per is None and not one.triggers:
            yield model.Goal("reward", one.name, one.price.amount, one.price.wallet, rule=at)
    tiers = tables.analysis.tiers
    if tiers is not None and tiers.by is not None:
        by = amount(tiers.by, Scope(tables))
        if by.numerator[0] == "get" and by.numerator[1].startswith("metric:"):
            metric = int(by.numerator[1][7:])
            for tier in tiers.tiers:
                if tier.threshold is not None:
                    needed = ceil(amount_threshold(tier.threshold, tiers.by, tables) * by.denominator[1])
                    yield model.Goal("tier", tier.name, whole(needed), metric=metric)
    for at, one in enumerate(rules):
        if one.kind == "reward":
            continue
        for when in one.whens:
            for witness in when.witnesses:
                if witness.op in (">=", ">") and witness.actual in (("get", "basket.total"), ("get", "basket.gross")):
                    yield model.Goal("basket", one.name, witness.needed[1], strict=witness.op == ">", rule=at)


def amount_threshold(threshold: Fraction, by: nodes.Expr, tables: Tables) -> Fraction:
    """A tier's threshold in the units of its criterion."""
    from fidelang.semantics.types import PointsType

    kind = tables.analysis.type_of(by)
    return tables.points(kind.wallet, threshold) if isinstance(kind, PointsType) else threshold
