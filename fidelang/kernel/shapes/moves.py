"""Tier, stage, segments and campaigns: when they move, and what the moves set off (rows 62 to 66)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fidelang.kernel.names import metric
from fidelang.kernel.shapes.campaigns import write_entering
from fidelang.kernel.shapes.writer import Writer
from fidelang.plan import model
from fidelang.plan.formula import FALSE, TRUE, slots


def write_levels(to: Writer, midnight: bool) -> None:
    """`level(S, day, minute)` -> (highest level earned now, highest level earned for life or -1)."""
    tiers = to.plan.tiers
    assert tiers is not None
    out = to.out
    to.midnight = midnight
    with out.block(f"def level{'_at_midnight' if midnight else ''}(S, day, minute):"):
        out.line("fresh = {}")
        to.bind([formula for tier in tiers.tiers for formula in (tier.holds, tier.lifetime)])
        out.line("life = -1")
        for at, tier in reversed(list(enumerate(tiers.tiers))):
            if tier.lifetime != FALSE:
                with out.block(f"if life < 0 and ({to.python(tier.lifetime)}):"):
                    out.line(f"life = {at}")
        for at, tier in reversed(list(enumerate(tiers.tiers))):
            if tier.holds == TRUE:
                out.line(f"return {at}, life")
                break
            if tier.holds != FALSE:
                with out.block(f"if {to.python(tier.holds)}:"):
                    out.line(f"return {at}, life")
    to.midnight = False


def keep_until(tiers: model.Tiers, day: str, counted: str) -> str:
    """First day on which a level reached or renewed on `day` is no longer kept; `counted` is the day it held on."""
    if tiers.keep is not None:
        return f"shift({day}, {tiers.keep.months}, {tiers.keep.days})"
    if tiers.keep_to_end_of is not None:
        unit = tiers.keep_to_end_of
        end = f"period_end({counted}, {unit!r}, S.joined)"
        return f"period_end({end} + 1, {unit!r}, S.joined) + 1" if tiers.keep_next_period else f"{end} + 1"
    return day


def write_tier_after_event(to: Writer) -> None:
    """After a basket or event: up, or the keep renewed; with `review on purchase` a fall once the keep is over."""
    tiers = to.plan.tiers
    if tiers is None:
        return
    out = to.out
    out.line("earned, life = level(S, day, minute)")
    _write_lifetime(to)
    out.line("floor = max(earned, S.lifetime)")
    with out.block("if floor > S.tier:"):
        _move(to, "floor", keep_until(tiers, "day", "day"))
    with out.block("elif earned >= S.tier and S.tier > 0:"):
        out.line(f"until = {keep_until(tiers, 'day', 'day')}")
        with out.block("if until > S.tier_until:"):
            out.line("do(S, H, log, ('move', 'tier', S.tier, S.tier, day, until))")
    if tiers.review == "purchase":
        with out.block("elif purchase and floor < S.tier and day >= S.tier_until and S.tier in REVIEWED:"):
            _write_fall(to)


def write_tier_at_midnight(to: Writer) -> None:
    """A level reached since; on review days, renewal or fall once the keep is over (rows 49, 66, 95, 96)."""
    tiers = to.plan.tiers
    if tiers is None:
        return
    out = to.out
    out.line("earned, life = level_at_midnight(S, day, 0)")
    _write_lifetime(to)
    out.line("floor = max(earned, S.lifetime)")
    with out.block("if floor > S.tier:"):
        _move(to, "floor", keep_until(tiers, "day", "day - 1"))
    if tiers.review not in (None, "purchase"):
        due = f"period_start(day, {tiers.review!r}, S.joined) == day"
        with out.block(f"elif S.tier > 0 and day >= S.tier_until and {due} and S.tier in REVIEWED:"):
            with out.block("if earned >= S.tier:"):
                out.line(f"until = {keep_until(tiers, 'day', 'day - 1')}")
                with out.block("if until > S.tier_until:"):
                    out.line("do(S, H, log, ('move', 'tier', S.tier, S.tier, day, until))")
            with out.block("elif floor < S.tier:"):
                _write_fall(to, "day - 1")


def write_carry(to: Writer) -> None:
    """At the review that starts a window of the metric, what it was above the level's threshold goes on (row 139)."""
    tiers = to.plan.tiers
    if tiers is None or tiers.carry is None:
        return
    out, carry = to.out, tiers.carry
    window = to.plan.metrics[carry.metric].window
    starts = [f"period_start(day, {unit!r}, S.joined) == day" for unit in dict.fromkeys((window.unit, tiers.review))]
    out.line(f"least = {carry.thresholds!r}[S.tier]")
    with out.block(f"if least is not None and {' and '.join(starts)}:"):
        out.line(f"more = {metric(carry.metric, to.plan, 'day', True)} - least")
        if carry.up_to is not None:
            out.line(f"more = min(more, {carry.up_to})")
        with out.block("if more > 0:"):
            out.line(f"do(S, H, log, ('carry', {carry.metric}, day, more))")


def _write_lifetime(to: Writer) -> None:
    with to.out.block("if life > S.lifetime:"):
        to.out.line("do(S, H, log, ('move', 'lifetime', life))")


def _write_fall(to: Writer, counted: str = "day") -> None:
    tiers = to.plan.tiers
    assert tiers is not None
    to.out.line(f"down = {'max(floor, S.tier - 1)' if tiers.drop == 'one level' else 'floor'}")
    _move(to, "down", keep_until(tiers, "day", counted))


def _move(to: Writer, level: str, until: str) -> None:
    out = to.out
    out.line("before = S.tier")
    out.line(f"do(S, H, log, ('move', 'tier', before, {level}, day, {until}))")
    out.line(f"moves.append(('tier', before, {level}))")


def write_stage_function(to: Writer) -> None:
    """`stage_of(S, day, minute)`: the last stage whose condition holds."""
    out = to.out
    with out.block("def stage_of(S, day, minute):"):
        out.line("fresh = {}")
        to.bind([stage.holds for stage in to.plan.stages])
        for at, stage in reversed(list(enumerate(to.plan.stages))):
            if stage.holds == TRUE:
                out.line(f"return {at}")
                break
            with out.block(f"if {to.python(stage.holds)}:"):
                out.line(f"return {at}")
        else:
            out.line("return 0")
    with out.block("def segments_of(S, day, minute):"):
        out.line("fresh = {}")
        read = [slot for one in to.plan.segments for slot in slots(one.holds) if not slot.startswith("segment:")]
        to.bind([("get", slot) for slot in read])
        for at in _segment_order(to.plan):
            out.line(f"v_segment_{at} = 1 if {to.python(to.plan.segments[at].holds)} else 0")
        out.line(f"return [{', '.join(f'v_segment_{at}' for at in range(len(to.plan.segments)))}]")


def _segment_order(plan: model.Plan) -> list[int]:
    """Segments after those that they read."""
    reads = [
        [int(slot[8:]) for slot in dict.fromkeys(slots(one.holds)) if slot.startswith("segment:")]
        for one in plan.segments
    ]
    order: dict[int, None] = {}
    for first in range(len(plan.segments)):
        waiting = [first]
        while waiting:
            unread = [] if waiting[-1] in order else [at for at in reads[waiting[-1]] if at not in order]
            if unread:
                waiting.append(unread[0])
            else:
                order[waiting.pop()] = None
    return list(order)


def write_stage_and_segments(to: Writer) -> None:
    out = to.out
    if to.plan.stages:
        out.line("new = stage_of(S, day, minute)")
        with out.block("if new != S.stage:"):
            out.line("moves.append(('stage', S.stage, new))")
            out.line("do(S, H, log, ('move', 'stage', S.stage, new, day))")
    if to.plan.segments:
        out.line("now = segments_of(S, day, minute)")
        with out.block("for at in [at for at in range(len(now)) if now[at] != S.segments[at]]:"):
            out.line("moves.append(('segment', at, now[at]))")
            out.line("do(S, H, log, ('move', 'segment', at, now[at], day))")
    write_entering(to)


def test(trigger: model.Trigger, plan: model.Plan) -> str:
    """The condition on `moves` under which a move trigger fires."""
    if trigger.kind == "tier":
        assert plan.tiers is not None
        level = next(at for at, tier in enumerate(plan.tiers.tiers) if tier.name == trigger.target)
        if trigger.what == "leaving":
            return f"m[0] == 'tier' and m[1] == {level}"
        sign = {"reaching": " and m[2] > m[1]", "dropping": " and m[2] < m[1]"}.get(trigger.what, "")
        return f"m[0] == 'tier' and m[2] == {level}{sign}"
    if trigger.kind == "stage":
        stage = next(at for at, one in enumerate(plan.stages) if one.name == trigger.target)
        return f"m[0] == 'stage' and m[{1 if trigger.what == 'leaving' else 2}] == {stage}"
    if trigger.kind == "campaign":
        campaign = next(at for at, one in enumerate(plan.campaigns) if one.name == trigger.target)
        return f"m[0] == 'campaign' and m[1] == {campaign}"
    segment = next(at for at, one in enumerate(plan.segments) if one.name == trigger.target)
    return f"m == ('segment', {segment}, {0 if trigger.what == 'leaving' else 1})"


MOVES = ("entering", "leaving", "reaching", "dropping")


def is_move(trigger: model.Trigger) -> bool:
    return trigger.what in MOVES


def move_of(what: str, name: str, plan: model.Plan) -> model.Trigger:
    """A move by its word and what it is of: tiers, stages, segments and campaigns share their names."""
    tiers: Sequence[Any] = plan.tiers.tiers if plan.tiers else ()
    groups: dict[str, Sequence[Any]] = {"tier": tiers, "stage": plan.stages, "campaign": plan.campaigns}
    kind = next((kind for kind, those in groups.items() if any(one.name == name for one in those)), "segment")
    return model.Trigger(what, name, kind)


def is_calendar(trigger: model.Trigger) -> bool:
    """Whether a midnight sets it off."""
    return trigger.what in ("birthday", "anniversary", "every", "before", "after")
