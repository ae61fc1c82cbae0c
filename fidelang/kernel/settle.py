"""`settle`: what follows a basket: lots, metrics, tier and stage, what their moves give (rows 14, 62)."""

from __future__ import annotations

from fidelang.kernel.price import ANSWER
from fidelang.kernel.shapes.campaigns import write_entered
from fidelang.kernel.shapes.fees import write_taken_up
from fidelang.kernel.shapes.moves import (
    write_levels,
    write_stage_and_segments,
    write_stage_function,
    write_tier_after_event,
)
from fidelang.kernel.shapes.writer import Writer


def write_settle(to: Writer) -> None:
    out, plan = to.out, to.plan
    with out.block("def settle(S, H, log, found, answer, day, minute):"):
        out.line(ANSWER.format(reasons="reasons") + " = answer")
        out.line("found.reasons = reasons; found.texts = fresh")
        spend = "sum([N[j] for j in range(len(N)) if not K[j]])"
        if plan.streaks:
            out.line(f"found.hand = (1, {spend})  # till the logs have it")
        out.line("found.read = read")
        out.line("finish(S, H, log, found, day, minute, fx, awards, gifts, given, done, paid, {})")
        for position, message in enumerate(plan.messages):
            if any(trigger.what == "purchase" for trigger in message.triggers):
                out.line(f"message_{position}(S, H, log, found, day, minute, -1, {{}})")
        out.line("do(S, H, log, ('order', day))")
        if "purchase" in plan.moments:
            out.line(f"do(S, H, log, ('happened', {plan.moments.index('purchase')}, day))")
        amounts = {"orders": "1", "spend": spend, "units": "sum(U)"}
        for at, one in enumerate(plan.logs):
            if one.name in amounts:
                out.line(f"do(S, H, log, ('observe', {at}, day, {amounts[one.name]}))")
            if one.name == "categories":
                with out.block("for mark in met:"):
                    out.line(f"do(S, H, log, ('meet', {at}, day, mark))")
        out.line("found.read = None")
        if plan.streaks:
            out.line("found.hand = (0, 0)")
        out.line("after(S, H, log, found, day, minute, True)")


def write_finish(to: Writer) -> None:
    """`finish(…)`: counters, spending, lots, what is earned counted, messages of the rules that applied."""
    out, plan = to.out, to.plan
    wallets = range(len(plan.wallets))
    earned = {one.wallet: at for at, one in enumerate(plan.logs) if one.wallet is not None}
    redemption = [at for at, counted in enumerate(plan.activities) if "redemption" in counted]
    out.line(f"POST = ({''.join(f'post_{wallet}, ' for wallet in wallets)})")
    out.line(f"LAST_DAY = ({''.join(f'last_day_{wallet}, ' for wallet in wallets)})")
    out.line(f"EARNED = {earned!r}")
    out.line(f"SENDS = { ({at: rule.sends for at, rule in enumerate(plan.rules) if rule.sends})!r}")
    out.line(f"MESSAGES = ({''.join(f'message_{at}, ' for at in range(len(plan.messages)))})")
    with out.block("def finish(S, H, log, found, day, minute, fx, awards, gifts, given, done, paid, E):"):
        with out.block("for effect in fx:"):
            out.line("do(S, H, log, effect)")
        with out.block("for rule, cost in gifts:"):
            out.line("do(S, H, log, ('gift', rule, cost))")
            out.line("found.gifts.append((rule, cost))")
        with out.block("for wallet, points in enumerate(paid):"), out.block("if points:"):
            out.line("spent = to_spend(S.lots[wallet], points, day, lambda lot: LAST_DAY[wallet](S, lot))")
            out.line("do(S, H, log, ('spend', wallet, spent))")
            out.line("found.redeemed[wallet] = found.redeemed.get(wallet, 0) + points")
            for at in redemption:
                out.line(f"do(S, H, log, ('active', {at}, day))")
        with out.block("for rule, wallet, points in awards:"):
            out.line("POST[wallet](S, H, log, found, rule, points, day)")
            if earned:
                with out.block("if wallet in EARNED:"):
                    out.line("do(S, H, log, ('observe', EARNED[wallet], day, points))")
        out.line("merged = {}")
        with out.block("for rule, wallet, points in given:"):
            out.line("merged[rule, wallet] = merged.get((rule, wallet), 0) + points")
        with out.block("for (rule, wallet), points in merged.items():"):
            out.line("POST[wallet](S, H, log, found, rule, points, day)")
        if any(rule.sends for rule in plan.rules):
            with out.block("for rule in done:"), out.block("for message in SENDS.get(rule, ()):"):
                out.line("MESSAGES[message](S, H, log, found, day, minute, rule, E)")


def write_after(to: Writer) -> None:
    """`after(…)`: tier up, stage, segments, then what the moves set off; no further move at this instant."""
    out, plan = to.out, to.plan
    if plan.tiers is not None:
        reviewed = [at for at, tier in enumerate(plan.tiers.tiers) if tier.has_criterion]
        out.line(f"REVIEWED = frozenset({reviewed!r})")
        write_levels(to, midnight=False)
        write_levels(to, midnight=True)
    write_stage_function(to)
    write_entered(to)
    with out.block("def after(S, H, log, found, day, minute, purchase):"):
        out.line("moves = []")
        write_tier_after_event(to)
        write_taken_up(to)
        write_stage_and_segments(to)
        with out.block("if moves:"):
            out.line("moved(S, H, log, found, day, minute, moves)")
