"""Campaigns: dates, audience, holdout, variants, and the budget of all that stands in them (rows 75 to 77, 132)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from fidelang.semantics.clauses import all_of, first, limit_of, period_of
from fidelang.semantics.context import Context
from fidelang.semantics.symbols import BudgetInfo, CampaignInfo, MessageInfo, RuleInfo, VariantInfo
from fidelang.syntax import nodes


def campaign_of(
    ctx: Context, node: nodes.Campaign, rules: Mapping[str, RuleInfo], messages: Mapping[str, MessageInfo]
) -> CampaignInfo:
    """One campaign, with the rules and messages that stand in it, those of its variants included."""
    name = node.name.text
    clauses = node.clauses
    audience, holdout, owner = (
        first(clauses, nodes.Audience),
        first(clauses, nodes.Holdout),
        first(clauses, nodes.Owner),
    )
    inner_rules = tuple(rule.key for rule in rules.values() if rule.campaign == name)
    inner_messages = tuple(message.name for message in messages.values() if message.campaign == name)
    return CampaignInfo(
        name=name,
        label=None if node.label is None else node.label.value,
        node=node,
        period=period_of(ctx, first(clauses, nodes.Period)),
        audience=audience.segment.text if audience is not None and ctx.segment(audience.segment) else None,
        holdout=Fraction(0) if holdout is None else holdout.share.value,
        variants=tuple(
            VariantInfo(variant.name.text, variant.share.value, variant) for variant in all_of(clauses, nodes.Variant)
        ),
        budget=_budget(ctx, node, (*inner_rules, *inner_messages)),
        rules=inner_rules,
        messages=inner_messages,
        owner=None if owner is None else owner.text.value,
    )


def _budget(ctx: Context, node: nodes.Campaign, covers: tuple[str, ...]) -> BudgetInfo | None:
    """The campaign's own budget: all that stands in it, stopped when exhausted (row 132)."""
    clause = first(node.clauses, nodes.CampaignBudget)
    if clause is None:
        return None
    return BudgetInfo(
        name=node.name.text,
        label=None if node.label is None else node.label.value,
        node=node,
        cap=limit_of(ctx, clause),
        covers=covers,
        exhausted="stop",
        alert=None,
    )
