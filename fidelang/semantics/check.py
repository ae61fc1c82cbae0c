"""From a tree to what it means: names first, then types, then each check in turn."""

from __future__ import annotations

from types import MappingProxyType
from typing import Literal

from fidelang.diagnostics import Diagnostic
from fidelang.semantics.analysis import Analysis
from fidelang.semantics.campaigns import campaign_of
from fidelang.semantics.checks import CHECKS
from fidelang.semantics.context import Context
from fidelang.semantics.declared import declare
from fidelang.semantics.groups import declare_facts, segment_of, stage_of, tiers_of
from fidelang.semantics.lets import resolve_lets
from fidelang.semantics.others import budget_of, message_of, objective_of, stack_of
from fidelang.semantics.program import header_of, program_of, settle_currency
from fidelang.semantics.report import Report
from fidelang.semantics.rules import rule_of
from fidelang.semantics.stories import check_test
from fidelang.semantics.wallets import decimals_of, wallet_of
from fidelang.source import Sources
from fidelang.syntax import nodes

OWNERS: tuple[Literal["member"], Literal["basket"], Literal["line"]] = ("member", "basket", "line")


def check(tree: nodes.Tree, sources: Sources) -> tuple[Analysis, tuple[Diagnostic, ...]]:
    """What a program means, and its mistakes file by file. The tree is whole: what it includes is in it.

    Never raises for a user's mistake. The Analysis is whole if no diagnostic is an error; beside errors it holds what
    could be made out.
    """
    report = Report(sources)
    ctx = Context(report, declare(tree, report))
    header = header_of(ctx, tree.span)
    settle_currency(ctx, header)
    analysis = _analysis(ctx, tree, sources, header)
    for look in CHECKS:
        look(analysis, report)
    return analysis, report.diagnostics()


def _analysis(ctx: Context, tree: nodes.Tree, sources: Sources, header: nodes.Header | None) -> Analysis:
    declared = ctx.declared
    ctx.wallet_decimals = {name: decimals_of(ctx, node) for name, node in declared.wallets.items()}
    declare_facts(ctx)
    resolve_lets(ctx)
    program = program_of(ctx, header, tree.span)
    wallets = {name: wallet_of(ctx, node) for name, node in declared.wallets.items()}
    segments = {name: segment_of(ctx, node) for name, node in declared.segments.items()}
    stages = tuple(stage_of(ctx, node, index) for index, node in enumerate(declared.stages.values()))
    tiers = None if declared.tiers_block is None else tiers_of(ctx, declared.tiers_block)
    rules = {key: rule_of(ctx, node, key, order) for order, (key, node) in enumerate(declared.rules.items())}
    stacks = {name: stack_of(ctx, node, rules) for name, node in declared.stacks.items()}
    budgets = {name: budget_of(ctx, node) for name, node in declared.budgets.items()}
    messages = {name: message_of(ctx, node) for name, node in declared.messages.items()}
    campaigns = {name: campaign_of(ctx, node, rules, messages) for name, node in declared.campaigns.items()}
    objectives = tuple(objective_of(ctx, node) for node in declared.objectives)
    for test in declared.tests:
        check_test(ctx, test)
    return Analysis(
        tree=tree,
        sources=sources,
        program=program,
        lets=MappingProxyType(ctx.lets),
        wallets=MappingProxyType(wallets),
        facts=MappingProxyType({owner: MappingProxyType(ctx.facts[owner]) for owner in OWNERS}),
        events=MappingProxyType(ctx.events),
        segments=MappingProxyType(segments),
        stages=stages,
        tiers=tiers,
        stacks=MappingProxyType(stacks),
        budgets=MappingProxyType(budgets),
        rules=MappingProxyType(rules),
        messages=MappingProxyType(messages),
        campaigns=MappingProxyType(campaigns),
        objectives=objectives,
        tests=tuple(declared.tests),
        consents=ctx.consents.values,
        references=tuple(sorted(ctx.references, key=lambda reference: sources.order(reference.span))),
        types=MappingProxyType(ctx.types),
        meanings=MappingProxyType(ctx.meanings),
        constants=MappingProxyType(ctx.constants),
    )
