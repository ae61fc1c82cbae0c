"""Wallets, tiers, stages, segments."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from fidelang.lower.expressions import Scope, amount, truth
from fidelang.lower.rules import amount_threshold, worth
from fidelang.lower.tables import Tables, plan_lapse, ratio, whole
from fidelang.lower.triggers import trigger
from fidelang.lower.values import Amount
from fidelang.plan import model
from fidelang.plan.formula import FALSE, TRUE, Formula, all_of
from fidelang.semantics import symbols


def wallet(info: symbols.WalletInfo, tables: Tables) -> model.Wallet:
    return model.Wallet(
        name=info.name,
        label=info.label,
        worth=None if info.worth is None else ratio(worth(info)),
        rounding=info.rounding,
        round_per=info.round_per,
        decimals=info.decimals,
        pending=model.Lapse(info.pending_months, info.pending_days),
        expiries=tuple(_expiry(one, tables) for one in info.expiries),
        status=info.status,
        debt_allowed=info.debt_allowed,
    )


def _expiry(info: symbols.Expiry, tables: Tables) -> model.Expiry:
    unless = None if info.unless is None else truth(info.unless, Scope(tables)).holds
    later = info.start == "availability"
    if info.trigger is not None:
        cause = trigger(info.trigger, tables)
        return model.Expiry("trigger", trigger=cause)
    if info.end_of is not None:
        return model.Expiry("end_of", plan_lapse(info.plus), unit=info.end_of, unless=unless)
    if info.on_day is not None:
        month, day = info.on_day
        return model.Expiry("on_day", month=month, day=day, of_next_year=info.of_next_year, unless=unless)
    lapse = plan_lapse(info.after)
    if info.activity:
        counted = tables.activity_at(info.activity)
        return model.Expiry("activity", lapse, later, counted, info.then_end_of, unless=unless)
    return model.Expiry("after", lapse, later, None, info.then_end_of, unless=unless)


def tiers(info: symbols.TiersInfo | None, tables: Tables) -> model.Tiers | None:
    if info is None:
        return None
    return model.Tiers(
        review=info.review,
        keep=plan_lapse(info.keep),
        keep_to_end_of=info.keep_to_end_of,
        keep_next_period=info.keep_next_period,
        drop=info.drop,
        carry=_carry(info, tables),
        tiers=tuple(_tier(tier, info, tables) for tier in info.tiers),
    )


def _carry(info: symbols.TiersInfo, tables: Tables) -> model.Carry | None:
    if info.carry is None or info.by is None:
        return None
    criterion = info.by
    by = amount(criterion, Scope(tables))

    def counted(value: Fraction) -> int:
        """In the metric's own unit; a part of it needs the whole."""
        return ceil(amount_threshold(value, criterion, tables) * int(by.denominator[1]))

    thresholds = [None if tier.threshold is None or tier.index == 0 else counted(tier.threshold) for tier in info.tiers]
    up_to = None if info.carry.up_to is None else counted(info.carry.up_to)
    return model.Carry(metric=int(by.numerator[1][7:]), up_to=up_to, thresholds=tuple(thresholds))


def _tier(tier: symbols.TierInfo, info: symbols.TiersInfo, tables: Tables) -> model.Tier:
    scope = Scope(tables)
    parts: list[Formula] = [truth(one, scope).holds for one in tier.whens]
    criterion = bool(tier.whens) or tier.threshold is not None
    if tier.threshold is not None and info.by is not None:
        bound = Amount.of(amount_threshold(tier.threshold, info.by, tables))
        parts.append(amount(info.by, scope).against("ge", bound).holds)
    lifetime = all_of(*(truth(one, scope).holds for one in tier.lifetime)) if tier.lifetime else FALSE
    holds = TRUE if tier.index == 0 else all_of(*parts) if criterion else FALSE
    return model.Tier(
        name=tier.name,
        label=tier.label,
        holds=holds,
        lifetime=lifetime,
        has_criterion=criterion or tier.index == 0,
    )


def fees(header: symbols.FeeInfo | None, info: symbols.TiersInfo | None) -> tuple[model.Fee, ...]:
    """The header's fee, then those of tiers in their order."""
    found = [] if header is None else [model.Fee(tier=None, amount=whole(header.amount), per=header.per)]
    for tier in info.tiers if info is not None else ():
        if tier.fee is not None:
            found.append(model.Fee(tier=tier.index, amount=whole(tier.fee.amount), per=tier.fee.per))
    return tuple(found)


def stages(infos: tuple[symbols.StageInfo, ...], tables: Tables) -> tuple[model.Stage, ...]:
    scope = Scope(tables)
    return tuple(
        model.Stage(one.name, one.label, TRUE if one.when is None else truth(one.when, scope).holds) for one in infos
    )


def segments(infos: tuple[symbols.SegmentInfo, ...], tables: Tables) -> tuple[model.Segment, ...]:
    scope = Scope(tables)
    return tuple(
        model.Segment(one.name, one.label, all_of(*(truth(when, scope).holds for when in one.whens))) for one in infos
    )
