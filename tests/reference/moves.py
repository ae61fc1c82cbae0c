"""After a basket, an event or a midnight's reviews: tier, stage, segments, and the rules on their moves [62 to 66]."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from fidelang.syntax import nodes as n
from tests.reference import dates, fees, wallets
from tests.reference.earning import Earning
from tests.reference.expressions import Scope, compare, conjunction, evaluate, holds, in_segment, window_of
from tests.reference.firing import after_awards, automatic, on_event_messages
from tests.reference.instant import Instant
from tests.reference.member import Member
from tests.reference.program import Program, Rule, duration, walk
from tests.reference.values import number_of

Move = tuple[str, str, str]  # kind, from, to; a segment: ("segment", name, "in" or "out")


def level(program: Program, scope: Scope) -> int:
    """The highest tier whose words hold; lower ones need not [65]."""
    assert program.tiers is not None
    best = 0
    for at, tier in enumerate(program.tiers.tiers):
        parts = []
        for clause in tier.clauses:
            if isinstance(clause, n.TierFrom):
                parts.append(compare(">=", evaluate(program.tiers.by, scope), evaluate(clause.threshold, scope)))
            elif isinstance(clause, n.When):
                parts.append(holds(clause.condition, scope))
        if parts and conjunction(parts) is True:
            best = at
    return best


def lifetime(program: Program, scope: Scope) -> int:
    assert program.tiers is not None
    best = -1
    for at, tier in enumerate(program.tiers.tiers):
        for clause in tier.clauses:
            if isinstance(clause, n.LifetimeWhen) and holds(clause.condition, scope) is True:
                best = at
    return best


def kept(program: Program, day: date, counted_from: date, joined: date) -> date:
    """First day on which a level reached on `day` is no longer kept [47, 66, 94]."""
    keep = next((c for c in program.tiers.clauses if isinstance(c, n.Keep)), None) if program.tiers else None
    if keep is None:
        return day  # until the next review
    if keep.duration is not None:
        return dates.later(day, duration(keep.duration))
    assert keep.until_end_of is not None
    end = dates.period_end(counted_from, keep.until_end_of, joined)
    if keep.next_period:
        end = dates.period_end(end + timedelta(days=1), keep.until_end_of, joined)
    return end + timedelta(days=1)


def review_unit(program: Program) -> str | None:
    review = next((c for c in program.tiers.clauses if isinstance(c, n.Review)), None) if program.tiers else None
    return None if review is None else (review.every or "purchase")


def criterion(program: Program, at: int) -> bool:
    """Whether a tier is judged at all; one without threshold or condition is the caller's [65]."""
    assert program.tiers is not None
    tier = program.tiers.tiers[at]
    return at == 0 or any(isinstance(clause, n.TierFrom | n.When) for clause in tier.clauses)


def set_tier(program: Program, member: Member, to: int, day: date, until: date) -> None:
    if to != member.tier:
        if member.held and member.held[-1][2] is None:
            at, since, _ = member.held[-1]
            member.held[-1] = (at, since, day)
        member.held.append((to, day, None))
        member.tier_since = day
    member.tier, member.tier_until = to, until


def work_tier(instant: Instant, *, midnight: bool, purchase: bool) -> list[Move]:
    program, member, day = instant.program, instant.member, instant.day
    if program.tiers is None or member is None:
        return []
    scope = replace(instant.scope(), last_period=midnight)
    earned = level(program, scope)
    member.lifetime = max(member.lifetime, lifetime(program, scope))
    floor = max(earned, member.lifetime)
    until = kept(program, day, day - timedelta(days=1) if midnight else day, member.joined)
    before = member.tier
    unit = review_unit(program)
    if floor > before:
        set_tier(program, member, floor, day, until)
    elif midnight:
        review = unit not in (None, "purchase") and dates.period_start(day, str(unit), member.joined) == day
        if before > 0 and review and day >= member.tier_until and criterion(program, before):
            _review(program, member, earned, floor, day, until)
    elif (
        unit == "purchase" and purchase and earned < before and day >= member.tier_until and criterion(program, before)
    ):
        _review(program, member, earned, floor, day, until)
    elif earned >= before and before > 0:
        member.tier_until = max(member.tier_until, until)
    if member.tier == before:
        return []
    return [("tier", program.levels[before], program.levels[member.tier])]


def _review(program: Program, member: Member, earned: int, floor: int, day: date, until: date) -> None:
    """The level still holds: the keep is renewed. Else down, and the keep starts anew [66, 95]."""
    assert program.tiers is not None
    drop = next((c for c in program.tiers.clauses if isinstance(c, n.Drop)), None)
    if earned >= member.tier:
        member.tier_until = max(member.tier_until, until)
    elif floor < member.tier:
        to = max(floor, member.tier - 1) if drop is not None and drop.to == "one level" else floor
        set_tier(program, member, to, day, until)


def carry_surplus(instant: Instant) -> None:
    """At the review that starts a window of the metric: what it was above the threshold of the level held [67, 139]."""
    program, member, day = instant.program, instant.member, instant.day
    carry = next((c for c in program.tiers.clauses if isinstance(c, n.CarrySurplus)), None) if program.tiers else None
    if carry is None or member is None or program.tiers is None:
        return
    by, unit = program.tiers.by, review_unit(program)
    assert isinstance(by, n.Reading | n.Earned)
    assert by.window is not None
    assert by.window.this is not None
    starts = dates.period_start(day, by.window.this, member.joined) == day
    if not starts or unit in (None, "purchase") or dates.period_start(day, str(unit), member.joined) != day:
        return
    threshold = next((c.threshold for c in program.tiers.tiers[member.tier].clauses if isinstance(c, n.TierFrom)), None)
    if member.tier == 0 or threshold is None:
        return
    scope = replace(instant.scope(), last_period=True)
    surplus = number_of(evaluate(by, scope)) - number_of(evaluate(threshold, scope))
    if carry.up_to is not None:
        surplus = min(surplus, number_of(evaluate(carry.up_to, scope)))
    if surplus > 0:
        name = f"earned {by.wallet.text}" if isinstance(by, n.Earned) else by.path[1]
        member.given.append((day, (name, window_of(by.window)), surplus))


def derive_stage(program: Program, scope: Scope) -> int:
    """The last stage whose condition holds."""
    best = 0
    for at, stage in enumerate(program.stages):
        if stage.when is None or holds(stage.when.condition, scope) is True:
            best = at
    return best


def derive_segments(program: Program, scope: Scope) -> dict[str, bool]:
    anew = replace(scope, deriving=True)
    return {name: in_segment(name, anew) for name in program.segments}


def move(instant: Instant, *, midnight: bool = False, purchase: bool = False) -> None:
    """Tier, then stage, then segments, each once; then what the moves set off [62]."""
    member = instant.member
    assert member is not None
    moves = work_tier(instant, midnight=midnight, purchase=purchase)
    if moves:
        fees.on_taking_up(instant)
    if midnight:
        carry_surplus(instant)
    moves += _stage_and_segments(instant, member)
    moves += enter_campaigns(instant)
    set_off(instant, moves)


def _stage_and_segments(instant: Instant, member: Member) -> list[Move]:
    program, moves = instant.program, list[Move]()
    if program.stages:
        stage = derive_stage(program, replace(instant.scope(), deriving=True))
        if stage != member.stage:
            moves.append(("stage", program.stage_names[member.stage], program.stage_names[stage]))
            member.stage = stage
    for name, inside in derive_segments(program, instant.scope()).items():
        if inside != member.segments.get(name, False):
            moves.append(("segment", name, "in" if inside else "out"))
            member.segments[name] = inside
    return moves


def enter_campaigns(instant: Instant) -> list[Move]:
    """Campaigns that run, and of whose audience the member is; never left again [75, 129]."""
    member, moves = instant.member, list[Move]()
    assert member is not None
    for name, campaign in instant.program.campaigns.items():
        if name in member.campaigns or not instant.runs(campaign):
            continue
        if campaign.audience is None or member.segments.get(campaign.audience, False):
            member.campaigns[name] = campaign.draw(member.id)
            if member.campaigns[name] != "holdout":
                moves.append(("campaign", name, "in"))
    return moves


def set_off(instant: Instant, moves: list[Move]) -> None:
    """Expiry on a move, then the rules, the automatic rewards and the messages on it; no further move [62, 114]."""
    program, member = instant.program, instant.member
    assert member is not None
    instant.outcome.moves += [each for each in moves if each[0] in ("tier", "stage")]
    if not moves:
        return
    triggers = [t for t in walk(program.items) if isinstance(t, n.OnShifted) and isinstance(t.moment, n.OnMove)]
    for name in {f"{t.moment.kind} {t.moment.name.text}" for t in triggers if moved(program, t.moment, moves)}:
        member.happened.append((instant.day, name))  # [158]
    instant = replace(instant, basket=None)  # what a move gives has no lines; outcome and messages sent are the same
    for name in sorted(program.wallets):
        for clause in program.wallets[name].expiries:
            if isinstance(clause, n.ExpireOnTrigger) and moved(program, clause.trigger, moves):
                wallets.expire(member, name, list(member.lots[name]), instant.day)
    rules = [r for r in program.rules.values() if any(moved(program, t, moves) for t in r.triggers)]
    earn_of_an_event(instant, [rule for rule in rules if rule.kind == "earn"], listed=False)
    for rule in sorted((rule for rule in rules if rule.kind == "reward"), key=lambda rule: rule.name):
        automatic(instant, rule)
    on_event_messages(instant, lambda trigger: moved(program, trigger, moves))


def earn_of_an_event(instant: Instant, rules: list[Rule], *, listed: bool) -> None:
    """Flat grants of one group of rules [96]; `listed`: those that gave nothing are told."""
    if not rules:
        return
    skipped = list(instant.outcome.skipped)
    awards = list(instant.outcome.awards)
    earning = Earning(instant, rules, [])
    earning.run()
    new = instant.outcome.awards[len(awards) :]
    if not listed:
        instant.outcome.skipped = skipped
    instant.commit()
    after_awards(instant, new)


def moved(program: Program, trigger: Any, moves: list[Move]) -> bool:
    """Whether a move sets a trigger off: a jump reaches its end only [62]."""
    if not isinstance(trigger, n.OnMove):
        return False
    name = trigger.name.text
    for kind, before, after in moves:
        if kind == "campaign":
            if before == name and trigger.kind == "entering":
                return True  # [133]
            continue
        if kind == "segment":
            if before == name and trigger.kind == ("entering" if after == "in" else "leaving"):
                return True
            continue
        up = kind == "tier" and program.levels.index(after) > program.levels.index(before)
        if trigger.kind == "entering" and after == name:
            return True
        if trigger.kind == "leaving" and before == name:
            return True
        if kind == "tier" and after == name and trigger.kind == ("reaching" if up else "dropping"):
            return True
    return False
