"""Analysis -> Plan: the one function that knows both floors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import lcm

from fidelang.diagnostics import CODES, Diagnostic, Label
from fidelang.lower import campaigns, groups, rules
from fidelang.lower.canonical import by_name, program_hash
from fidelang.lower.expressions import Scope, truth
from fidelang.lower.problem import CannotLower
from fidelang.lower.requires import requires
from fidelang.lower.tables import Tables, fact_kind, plan_lapse, ratio
from fidelang.plan import model
from fidelang.plan.bounds import LIMIT, widest
from fidelang.plan.formula import FALSE
from fidelang.semantics.analysis import Analysis
from fidelang.syntax import nodes

_EVENT_LOGS = {"referral": "referrals", "review": "reviews", "visit": "visits"}


def lower(analysis: Analysis) -> tuple[model.Plan | None, tuple[Diagnostic, ...]]:
    """The plan of a checked program, or None and why it does not run. `analysis` must be free of errors."""
    try:
        plan = _lowered(by_name(analysis))
        return replace(plan, width=_proved(plan, analysis)), ()
    except CannotLower as problem:
        code = next(code for code, entry in CODES.items() if entry.slug == problem.slug)
        return None, (Diagnostic.at(code, problem.message, Label(problem.node.span)),)


def _proved(plan: model.Plan, analysis: Analysis) -> int:
    """Bits that the widest number needs, sign included; a program that could pass 64 is refused."""
    found = widest(plan)
    if found.bound >= LIMIT:
        rule = analysis.rules.get(found.rule or "")
        header = next(one for one in analysis.tree.items if isinstance(one, nodes.Header))
        where = rule.node if rule is not None else header
        raise CannotLower(
            where,
            f"numbers of `{found.rule or analysis.program.name}` may need {found.bound.bit_length() + 1} bits, 64 are"
            " kept: lower `largest basket`, or use rates with fewer decimals",
        )
    return found.bound.bit_length() + 1


def _needing_a_member(
    plan_rules: tuple[model.Rule, ...],
    budgets: tuple[model.Budget, ...],
    stacks: tuple[model.Stack, ...],
    counters: Sequence[model.Counter],
) -> tuple[model.Rule, ...]:
    """A rule under a budget per member, or in a stack with a limit per member, needs one: there is nobody else to count
    it for (decision 0020)."""
    own = {at for one in budgets if counters[one.counter].subject == "member" for at in one.rules}
    own |= {
        at for one in stacks if any(counters[each].subject == "member" for each in one.counters) for at in one.rules
    }
    return tuple(replace(rule, reads_member=rule.reads_member or at in own) for at, rule in enumerate(plan_rules))


def _lowered(analysis: Analysis) -> model.Plan:
    tables = Tables(analysis)
    for owner in ("member", "basket", "line"):
        for info in analysis.facts.get(owner, {}).values():
            tables.own_fact(info)
    header = analysis.program
    tables.fact_at(
        model.Fact("basket", "channel", "one_of", 0, header.channels, builtin=True)
    )  # told, so it is checked
    tables.fact_at(model.Fact("basket", "store", "text", builtin=True))
    wallets = tuple(groups.wallet(one, tables) for one in analysis.wallets.values())
    scale = lcm(1, *(one.worth[1] for one in wallets if one.worth is not None))
    exclude = FALSE if header.exclude is None else truth(header.exclude, Scope(tables)).holds
    plan_tiers = groups.tiers(analysis.tiers, tables)
    plan_stages = groups.stages(analysis.stages, tables)
    plan_segments = groups.segments(tuple(analysis.segments.values()), tables)
    plan_rules = tuple(rules.rule(analysis.rules[name], tables) for name in tables.rule_at)
    plan_stacks = tuple(rules.stack(one, tables) for one in analysis.stacks.values())
    plan_messages = tuple(rules.message(analysis.messages[name], tables) for name in tables.message_at)
    plan_campaigns = tuple(campaigns.campaign(analysis.campaigns[name], tables) for name in tables.campaign_at)
    own = [one.budget for name in tables.campaign_at if (one := analysis.campaigns[name]).budget is not None]
    named = [analysis.budgets[name] for name in sorted(analysis.budgets)]
    budgets = tuple(rules.budget(one, tables, scale) for one in (*own, *named) if one is not None)
    plan_rules = _needing_a_member(plan_rules, budgets, plan_stacks, tables.counters)
    goals = tuple(rules.goals(plan_rules, tables))
    events = tuple(_event(name, tables) for name in sorted(analysis.events))
    objectives = tuple(
        model.Objective(one.indicator, one.uplift, one.op, ratio(one.target), plan_lapse(one.within), one.text)
        for one in analysis.objectives
        if one.target is not None
    )
    plan = model.Plan(
        format=model.FORMAT,
        name=header.name,
        source_hash=program_hash(analysis),
        currency=header.currency,
        decimals=header.decimals,
        zone=header.zone,
        start=campaigns.instant(header.period.start),
        stop=campaigns.instant(header.period.stop),
        compound=header.multipliers == "compound",
        earn_on_gross=header.earn_on == "gross",
        largest=header.largest,
        largest_lines=header.largest_lines,
        scale=scale,
        channels=header.channels,
        consents=analysis.consents,
        exclude=exclude,
        texts=tuple(tables.texts),
        lists=tuple(tables.lists),
        facts=tuple(tables.facts),
        events=events,
        moments=tuple(tables.moments),
        activities=tuple(tables.activities),
        logs=tuple(tables.logs),
        metrics=tuple(tables.metrics),
        streaks=tuple(tables.streaks),
        aggregates=tuple(tables.aggregates),
        counters=tuple(tables.counters),
        wallets=wallets,
        tiers=plan_tiers,
        fees=groups.fees(header.fee, analysis.tiers),
        stages=plan_stages,
        segments=plan_segments,
        stacks=plan_stacks,
        campaigns=plan_campaigns,
        budgets=budgets,
        rules=plan_rules,
        messages=plan_messages,
        goals=goals,
        objectives=objectives,
        requires=(),
    )
    return requires(plan)


def _event(name: str, tables: Tables) -> model.Event:
    info = tables.analysis.events[name]
    fields = []
    for field in info.fields.values():
        kind, decimals, values = fact_kind(field.type)
        fields.append(
            tables.fact_at(model.Fact("event", field.name, kind, decimals, values, field.consent))  # type: ignore[arg-type]
        )
    log = next((at for at, one in enumerate(tables.logs) if one.name == _EVENT_LOGS.get(name)), None)
    return model.Event(name, tuple(fields), log)
