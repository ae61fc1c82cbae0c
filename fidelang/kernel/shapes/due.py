"""`due(S)`: the next midnight that matters to a member, from what its rules wait for. Early is allowed, late is not."""

from __future__ import annotations

from collections.abc import Iterator

from fidelang.kernel.names import member_read, variable
from fidelang.kernel.shapes.campaigns import OUTSIDE
from fidelang.kernel.shapes.fees import write_fees_due
from fidelang.kernel.shapes.lots import timed
from fidelang.kernel.shapes.moves import is_calendar
from fidelang.kernel.shapes.writer import Writer
from fidelang.plan import model
from fidelang.plan.formula import COMPARISONS, FALSE, TRUE, Formula, slots
from fidelang.state import ABSENT
from fidelang.values import FOREVER

_NEXT = "period_end(S.clock, {unit!r}, S.joined) + 1"


def write_due(to: Writer) -> None:
    out, plan = to.out, to.plan
    groups = _group_formulas(plan)
    with out.block("def due(S):"):
        out.line("first = S.clock + 1")
        if any(_each_day(formula) for formula in groups):
            out.line("return first")
            return
        out.line("fresh = {}; day = S.clock; days = []")
        with out.block("if max(S.told, S.corrected) >= S.clock:"):
            out.line("return first")
        for position, wallet in enumerate(plan.wallets):
            if timed(wallet):
                with out.block(f"for lot in S.lots[{position}]:"):
                    out.line(f"days.append(last_day_{position}(S, lot) + 1)")
            if wallet.debt_allowed:
                with out.block(f"if S.debt[{position}]:"):
                    out.line(f"days += [lot.available for lot in S.lots[{position}] if lot.available >= first]")
        _write_tiers(to)
        _write_metrics(to, groups)
        _write_dates(to, groups)
        write_fees_due(to)
        _write_campaigns(to)
        for trigger in _calendar_triggers(plan):
            _write_trigger(to, trigger)
        out.line(f"return max(min(days, default={FOREVER}), first)")


def _group_formulas(plan: model.Plan) -> list[Formula]:
    """What decides tier, stage and segments."""
    found = [one.holds for one in plan.stages] + [one.holds for one in plan.segments]
    if plan.tiers is not None:
        found += [formula for tier in plan.tiers.tiers for formula in (tier.holds, tier.lifetime)]
    return [formula for formula in found if formula not in (TRUE, FALSE)]


def _atoms(formula: Formula) -> Iterator[Formula]:
    if formula[0] in ("and", "or", "not"):
        for part in formula[1:]:
            yield from _atoms(part)
    else:
        yield formula


def _each_day(formula: Formula) -> bool:
    """Whether it may change on days that nothing here foresees."""
    for atom in _atoms(formula):
        read = set(slots(atom))
        if any(slot.startswith(("balance:", "held:")) or slot in ("now", "minute") for slot in read):
            return True
        if "today" in read and _watched(atom) is None:
            return True
    return False


def _watched(atom: Formula) -> tuple[Formula | None, str, int] | None:
    """(start, unit, count) of `elapsed(unit, start, today) ⋛ count`, or (None, "day", D) of `today ⋛ D`."""
    if atom[0] not in COMPARISONS or atom[2][0] != "int":
        return None
    left = atom[1]
    if left == ("get", "today"):
        return None, "day", atom[2][1]
    if left[0] == "elapsed" and left[3] == ("get", "today") and "today" not in set(slots(left[2])):
        return left[2], left[1], atom[2][1]
    return None


def _write_tiers(to: Writer) -> None:
    """The review at or after the end of the keep."""
    tiers = to.plan.tiers
    if tiers is None or tiers.review in (None, "purchase"):
        return
    out = to.out
    with out.block("if S.tier > 0:"):
        out.line("end = max(S.tier_until, first)")
        unit = f"{tiers.review!r}, S.joined"
        out.line(f"days.append(end if period_start(end, {unit}) == end else period_end(end, {unit}) + 1)")


def _write_metrics(to: Writer, groups: list[Formula]) -> None:
    """When the oldest entry leaves its window, or a calendar window ends; and the midnight after an entry."""
    out, plan = to.out, to.plan
    read = sorted({int(slot[7:]) for formula in groups for slot in slots(formula) if slot.startswith("metric:")})
    for log in sorted({plan.metrics[at].log for at in read}):
        with out.block(f"if S.logs[{log}] and S.logs[{log}][-1][0] >= S.clock:"):
            out.line("return first")
    for at in read:
        one = plan.metrics[at]
        if one.window.kind == "this":
            end = _NEXT.format(unit=one.window.unit)
            out.line(f"days.append({end}); days.append(period_start(S.clock, {one.window.unit!r}, S.joined) + 1)")
            with out.block("if days[-1] < first:"):
                out.line("days.pop()")
        elif one.window.lapse is not None:
            months, days = one.window.lapse.months, one.window.lapse.days
            out.line(f"start = shift(day, {-months}, {-days})")
            with out.block(f"for log in (S.logs[{one.log}], S.given[{at}]):"):
                out.line("leaves = oldest(log, start)")
                with out.block(f"if leaves != {ABSENT}:"):
                    out.line(f"days.append(shift(leaves, {months}, {days}) + 1)")


def _write_campaigns(to: Writer) -> None:
    """The first midnight of each campaign that is not entered yet; a later entry comes with a move of its audience."""
    out = to.out
    for at, campaign in enumerate(to.plan.campaigns):
        begins = 0 if campaign.start is None else -(-campaign.start // 1440)
        day = f"max(first, {begins})" if begins else "first"
        tests = [f"S.campaigns[{at}] == {OUTSIDE}"]
        if campaign.audience is not None:
            tests.append(f"S.segments[{campaign.audience}]")
        if campaign.stop is not None:
            tests.append(f"{day} * 1440 < {campaign.stop}")
        with out.block(f"if {' and '.join(tests)}:"):
            out.line(f"days.append({day})")


def _write_dates(to: Writer, groups: list[Formula]) -> None:
    """Days on which a span of time reaches what a condition compares it with."""
    out = to.out
    watched = dict.fromkeys(
        one for formula in groups for atom in _atoms(formula) if (one := _watched(atom)) is not None
    )
    bound: set[str] = set()
    for start, unit, count in watched:
        if start is None:
            out.line(f"days += [one for one in ({count}, {count + 1}) if one >= first]")
            continue
        for slot in slots(start):
            if slot not in bound:
                bound.add(slot)
                out.line(f"{variable(slot)} = {member_read(slot, to.plan)}")
        missing = " and ".join(f"{variable(slot)} != {ABSENT}" for slot in slots(start)) or "True"
        with out.block(f"if {missing}:"):
            out.line(f"start = {to.python(start)}")
            for reach in (count, count + 1):
                months, days = {"day": (0, reach), "month": (reach, 0), "year": (12 * reach, 0)}[unit]
                out.line(f"end = shift(start, {months}, {days})")
                out.line("days += [one for one in (end, end + 1) if one >= first]")


def _calendar_triggers(plan: model.Plan) -> list[model.Trigger]:
    of_rules = [trigger for rule in plan.rules for trigger in rule.triggers]
    of_messages = [trigger for message in plan.messages for trigger in message.triggers]
    of_wallets = [one.trigger for wallet in plan.wallets for one in wallet.expiries if one.trigger is not None]
    return [one for one in dict.fromkeys((*of_rules, *of_messages, *of_wallets)) if is_calendar(one)]


def _write_trigger(to: Writer, trigger: model.Trigger) -> None:
    out = to.out
    months, days = (trigger.lapse.months, trigger.lapse.days) if trigger.lapse is not None else (0, 0)
    if trigger.what == "before":
        months, days = -months, -days
    moment = trigger.kind if trigger.what in ("before", "after") else trigger.what
    if trigger.what == "every":
        out.line(f"days.append({_NEXT.format(unit=trigger.unit)})")
    elif moment == "birthday":
        with out.block("if S.birthday:"):
            out.line(f"days.append(next_shifted_feast(first, S.birthday[1], S.birthday[2], {months}, {days}))")
    elif moment == "anniversary":
        out.line(f"days.append(next_shifted_feast(first, *parts(S.joined)[1:], {months}, {days}))")
    elif moment in ("purchase", "event", "move", "expired"):
        past = to.plan.moments.index(trigger.target or "")
        moved = f"[shift(past, {months}, {days}) for past in S.happened[{past}]]"
        out.line(f"days += [one for one in {moved} if one >= first]")
    elif moment == "expiry":
        ends = f"[shift(last_day_{trigger.wallet}(S, lot), {months}, {days}) for lot in S.lots[{trigger.wallet}]]"
        out.line(f"days += [one for one in {ends} if one >= first]")
