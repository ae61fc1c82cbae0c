"""What each trigger sets off: groups of earn rules, automatic rewards and messages, as functions of the text."""

from __future__ import annotations

from fidelang.kernel.price import at_purchase
from fidelang.kernel.shapes.conditions import write_life
from fidelang.kernel.shapes.group import Member, group_counters, write_group
from fidelang.kernel.shapes.moves import MOVES, is_move, move_of, test
from fidelang.kernel.shapes.writer import Writer, rule_formulas
from fidelang.plan import model
from fidelang.plan.formula import TRUE


def write_earn_group(to: Writer, name: str, rules: list[Member], chosen: bool) -> None:
    """`NAME(S, H, log, found, day, minute, go, E)`: an instant's earn rules away from a basket, their awards posted."""
    out, plan = to.out, to.plan
    with out.block(f"def {name}(S, H, log, found, day, minute, go, E):"):
        out.line("fresh = found.texts; fx = []; awards = []; done = []")
        write_life(to)
        formulas = [formula for _, rule in rules for formula in rule_formulas(rule, plan)]
        to.bind(formulas)
        to.bind_event(formulas)
        to.load_counters(group_counters(rules, plan))
        for stack in sorted({rule.stack for _, rule in rules if rule.stack is not None}):
            holds = plan.stacks[stack].holds
            out.line(f"on_{stack} = {'True' if holds == TRUE else to.python(holds)}")
        write_group(to, rules, basket=False, chosen=chosen)
        if not chosen:
            reasons = "".join(f"({position}, x_{position}, y_{position}), " for position, _ in rules)
            out.line(f"found.reasons += ({reasons})")
        out.line("finish(S, H, log, found, day, minute, fx, awards, (), (), done, (), E)")


def moved_rules(plan: model.Plan) -> list[Member]:
    return [
        (position, rule)
        for position, rule in enumerate(plan.rules)
        if rule.kind == "earn" and any(is_move(trigger) for trigger in rule.triggers)
    ]


def write_moved(to: Writer) -> None:
    """`moved(S, H, log, found, day, minute, moves)`: what moves of tier, stage and segments set off, each once."""
    from fidelang.kernel.shapes.lots import write_wipe

    out, plan = to.out, to.plan
    rules = moved_rules(plan)
    with out.block("def moved(S, H, log, found, day, minute, moves):"):
        out.line("found.moves += moves")
        for position, moment in enumerate(plan.moments):
            what, _, name = moment.partition(" ")
            if what in MOVES:
                with out.block(f"if {any_of_moves([move_of(what, name, plan)], plan)}:"):
                    out.line(f"do(S, H, log, ('happened', {position}, day))")
        for position, wallet in enumerate(plan.wallets):
            causes = [one.trigger for one in wallet.expiries if one.trigger is not None and is_move(one.trigger)]
            if causes:
                with out.block(f"if {any_of_moves(causes, plan)}:"):
                    write_wipe(to, position)
        if rules:
            out.line("go = set()")
            for position, rule in rules:
                with out.block(f"if {any_of_moves([one for one in rule.triggers if is_move(one)], plan)}:"):
                    out.line(f"go.add({position})")
            with out.block("if go:"):
                out.line("earn_moved(S, H, log, found, day, minute, go, {})")
        for position, rule in automatic_rewards(plan):
            causes = [one for one in rule.triggers if is_move(one)]
            if causes:
                with out.block(f"if {any_of_moves(causes, plan)}:"):
                    out.line(f"reward_{position}(S, H, log, found, day, minute, {{}})")
        for position, message in enumerate(plan.messages):
            causes = [one for one in message.triggers if is_move(one)]
            if causes:
                with out.block(f"if {any_of_moves(causes, plan)}:"):
                    out.line(f"message_{position}(S, H, log, found, day, minute, -1, {{}})")


def any_of_moves(causes: list[model.Trigger], plan: model.Plan) -> str:
    tests = " or ".join(test(one, plan) for one in causes)
    return f"any([{tests} for m in moves])"


def automatic_rewards(plan: model.Plan) -> list[Member]:
    """Rewards with a trigger other than a purchase, by name."""
    return [
        (position, rule)
        for position, rule in enumerate(plan.rules)
        if rule.kind == "reward" and rule.triggers and not (len(rule.triggers) == 1 and at_purchase(rule))
    ]


def write_react(to: Writer) -> None:
    """`react(S, H, log, found, day, minute, name, E)`: an event of the host, its fields encoded in E."""
    from fidelang.kernel.shapes.lots import write_wipe

    out, plan = to.out, to.plan
    for position, event in enumerate(plan.events):
        rules = event_rules(plan, event.name)
        if rules:
            write_earn_group(to, f"earn_event_{position}", rules, chosen=False)
    with out.block("def react(S, H, log, found, day, minute, name, E):"):
        out.line("purchase = False")
        for position, event in enumerate(plan.events):
            with out.block(f"if name == {event.name!r}:"):
                for wallet_at, wallet in enumerate(plan.wallets):
                    if any(_is_event(one.trigger, event.name) for one in wallet.expiries if one.trigger is not None):
                        write_wipe(to, wallet_at)
                if event_rules(plan, event.name):
                    out.line(f"earn_event_{position}(S, H, log, found, day, minute, None, E)")
                for reward_at, rule in automatic_rewards(plan):
                    if any(_is_event(one, event.name) for one in rule.triggers):
                        out.line(f"reward_{reward_at}(S, H, log, found, day, minute, E)")
                for message_at, message in enumerate(plan.messages):
                    if any(_is_event(one, event.name) for one in message.triggers):
                        out.line(f"message_{message_at}(S, H, log, found, day, minute, -1, E)")
                for at, counted in enumerate(plan.activities):
                    if event.name in counted:
                        out.line(f"do(S, H, log, ('active', {at}, day))")
                if event.name in plan.moments:
                    out.line(f"do(S, H, log, ('happened', {plan.moments.index(event.name)}, day))")
                if event.log is not None:
                    out.line(f"do(S, H, log, ('observe', {event.log}, day, 1))")
        out.line("after(S, H, log, found, day, minute, False)")


def event_rules(plan: model.Plan, name: str) -> list[Member]:
    return [
        (position, rule)
        for position, rule in enumerate(plan.rules)
        if rule.kind == "earn" and any(_is_event(one, name) for one in rule.triggers)
    ]


def _is_event(trigger: model.Trigger | None, name: str) -> bool:
    return trigger is not None and trigger.what == "event" and trigger.target == name
