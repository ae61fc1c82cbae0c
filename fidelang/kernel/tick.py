"""`tick`: the work of a local midnight, in the order of row 48."""

from __future__ import annotations

from contextlib import nullcontext

from fidelang.kernel.names import knows_birthday
from fidelang.kernel.shapes.conditions import standing
from fidelang.kernel.shapes.fees import write_taken_up
from fidelang.kernel.shapes.firing import automatic_rewards
from fidelang.kernel.shapes.lots import write_midnight_expiry, write_wipe
from fidelang.kernel.shapes.moves import is_calendar, write_carry, write_stage_and_segments, write_tier_at_midnight
from fidelang.kernel.shapes.writer import Writer
from fidelang.plan import model
from fidelang.plan.versions import versions


def calendar_earns(plan: model.Plan) -> list[int]:
    return [
        at for at, rule in enumerate(plan.rules) if rule.kind == "earn" and any(map(is_calendar, rule.triggers))
    ]  # fmt: skip


def write_tick(to: Writer) -> None:
    out, plan = to.out, to.plan
    with out.block("def tick(S, H, log, found, day):"):
        out.line("minute = 0; fresh = found.texts; moves = []; purchase = False")
        for wallet in sorted(range(len(plan.wallets)), key=lambda at: plan.wallets[at].name):
            write_midnight_expiry(to, wallet)
            causes = [one.trigger for one in plan.wallets[wallet].expiries if one.trigger is not None]
            if any(map(is_calendar, causes)):
                out.line("times = 0")
                for trigger in filter(is_calendar, causes):
                    _write_times(to, trigger, repr(f"expiry {plan.wallets[wallet].name}"))
                with out.block("if times:"):
                    write_wipe(to, wallet)
        for position, one in enumerate(plan.wallets):
            if one.debt_allowed:  # what ripens pays it
                with out.block(f"if S.debt[{position}]:"):
                    out.line(f"pay_{position}(S, H, log, day)")
        write_tier_at_midnight(to)
        write_taken_up(to)
        write_carry(to)
        write_stage_and_segments(to)
        with out.block("if moves:"):
            out.line("moved(S, H, log, found, day, minute, moves)")
        if plan.fees:
            out.line("midnight_fees(S, log, found, day, 0)")
        calls = [
            (plan.rules[at].name, plan.rules[at].triggers, f"earn_{at}(S, H, log, found, day, 0, None, {{}})", at)
            for at in calendar_earns(plan)
        ]
        calls += [
            (message.name, message.triggers, f"message_{at}(S, H, log, found, day, 0, -1, {{}})", -1 - at)
            for at, message in enumerate(plan.messages)
            if any(map(is_calendar, message.triggers))
        ]
        for _, triggers, call, at in sorted(calls, key=lambda one: one[0]):
            _write_firing(to, triggers, call, at)
        for at, rule in automatic_rewards(plan):
            if any(map(is_calendar, rule.triggers)):
                _write_firing(to, rule.triggers, f"reward_{at}(S, H, log, found, day, 0, {{}})", at)


def _write_firing(to: Writer, triggers: tuple[model.Trigger, ...], call: str, at: int) -> None:
    """Fire once if any of the triggers falls on this midnight, for each order if it follows a purchase. Versions of a
    rule share what fires once only; the one whose turn it is fires."""
    out = to.out
    speaks = standing(to.plan, at) if at >= 0 else ""
    first = versions(to.plan, at).start if at >= 0 else at
    out.line("times = 0")
    with out.block(f"if {speaks}:") if speaks else nullcontext():
        for trigger in filter(is_calendar, triggers):
            _write_times(to, trigger, first)
    with out.block("for _ in range(times):"):
        out.line(call)


def _write_times(to: Writer, trigger: model.Trigger, at: int | str) -> None:
    out = to.out
    lapse = trigger.lapse
    moment = trigger.kind if trigger.what in ("before", "after") else trigger.what
    months, days = (lapse.months, lapse.days) if lapse is not None else (0, 0)
    if trigger.what == "before":
        months, days = -months, -days
    if trigger.what == "every":
        with out.block(f"if period_start(day, {trigger.unit!r}, S.joined) == day:"):
            out.line("times = 1")
    elif moment == "birthday":
        with out.block(f"if {knows_birthday(to.plan)}:"):
            out.line(f"year = shifted_feast(day, S.birthday[1], S.birthday[2], {months}, {days})")
            with out.block(f"if year and ({at}, year) not in S.keys:"):
                out.line(f"do(S, H, log, ('key', ({at}, year), day))")
                out.line("times = 1")
    elif moment == "anniversary":
        out.line("joined = parts(S.joined)")
        with out.block(
            f"if shifted_feast(day, joined[1], joined[2], {months}, {days}) > joined[0] and day >= S.joined:"
        ):
            out.line("times = 1")
    elif moment in ("purchase", "event", "move", "expired"):
        past = to.plan.moments.index(trigger.target or "")
        out.line(f"times += sum([1 for past in S.happened[{past}] if shift(past, {months}, {days}) == day])")
    elif moment == "expiry":
        warned = f"shift(last_day_{trigger.wallet}(S, lot), {months}, {days}) == day"
        with out.block(f"if any([{warned} for lot in S.lots[{trigger.wallet}]]):"):
            out.line("times = 1")
