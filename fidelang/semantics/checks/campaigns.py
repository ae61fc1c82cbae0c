"""Campaigns: shares that can be, names that differ, and nothing in them that nobody gets (rows 76, 131 to 133)."""

from __future__ import annotations

from fractions import Fraction

from fidelang.semantics.analysis import Analysis
from fidelang.semantics.report import Report, plain, there
from fidelang.semantics.symbols import CampaignInfo, MessageInfo
from fidelang.syntax import nodes

_DRAWN = {"in": "who is in the campaign", "holdout": "who is kept out of it"}


def check(analysis: Analysis, report: Report) -> None:
    sent = {name for rule in analysis.rules.values() for name in rule.sends}
    for campaign in analysis.campaigns.values():
        _holdout(campaign, report)
        _variants(campaign, report)
        _budget(analysis, campaign, report)
        if not campaign.rules and not campaign.messages and not _awaited(analysis, campaign):
            report.add(
                "campaign_of_nothing",
                campaign.node.name,
                f"the campaign `{campaign.name}` holds no rule and no message, and nothing runs on entering it",
                help="write between its braces what its members get",
            )
    for message in analysis.messages.values():
        if message.campaign is not None and not message.triggers and message.name not in sent:
            _never_sent(message, report)


def _holdout(campaign: CampaignInfo, report: Report) -> None:
    node = next((clause for clause in campaign.node.clauses if isinstance(clause, nodes.Holdout)), None)
    if node is not None and not 0 < campaign.holdout < 1:
        report.add(
            "holdout_out_of_range",
            node.share,
            f"a holdout of {report.quote(node.share)[1:-1]} keeps out {'everybody' if campaign.holdout else 'nobody'}",
            help="write the share that is kept out to measure the effect: `holdout 10%`",
        )


def _variants(campaign: CampaignInfo, report: Report) -> None:
    seen: dict[str, nodes.Variant] = {}
    for variant in campaign.variants:
        other = seen.setdefault(variant.name, variant.node)
        if other is not variant.node:
            report.add(
                "name_taken",
                variant.node.name,
                f"two variants of `{campaign.name}` named `{variant.name}`",
                there(other.name, "the first one"),
                help="give one of them another name",
            )
        if variant.name in _DRAWN:
            report.add(
                "name_taken",
                variant.node.name,
                f"`{variant.name}` stands for {_DRAWN[variant.name]}: no variant can be called so",
                help=f"give it another name, such as `{variant.name}_a`",
            )
        if not variant.share:
            report.add("variant_shares", variant.node.share, "a variant of 0% is for nobody", help="leave it out")
    total = sum((variant.share for variant in campaign.variants), start=Fraction(0))
    if campaign.variants and total != 1:
        report.add(
            "variant_shares",
            campaign.variants[-1].node.share,
            f"the variants of `{campaign.name}` add up to {plain(total * 100)}%, and not to 100%",
            *(there(variant.node.share, "and this") for variant in campaign.variants[:-1]),
            help="they share out all who are not kept out: make them 100% together",
        )


def _budget(analysis: Analysis, campaign: CampaignInfo, report: Report) -> None:
    """A campaign's budget bears the campaign's name (row 132)."""
    other = analysis.budgets.get(campaign.name)
    if campaign.budget is not None and other is not None:
        report.add(
            "name_taken",
            other.node.name,
            f"`{campaign.name}` is the name of a campaign's budget",
            there(campaign.node.name, "the campaign, whose budget bears its name"),
            help="give the budget another name",
        )


def _awaited(analysis: Analysis, campaign: CampaignInfo) -> bool:
    """Whether something runs when members enter it."""
    causes = [trigger for rule in analysis.rules.values() for trigger in rule.triggers]
    causes += [trigger for message in analysis.messages.values() for trigger in message.triggers]
    return any(isinstance(cause, nodes.OnMove) and cause.name.text == campaign.name for cause in causes)


def _never_sent(message: MessageInfo, report: Report) -> None:
    report.add(
        "message_never_sent",
        message.node.name,
        f"no trigger sets off `{message.name}`, and no rule sends it",
        help=f"say when: `on entering {message.campaign}`, or `send {message.name}` in a rule",
    )
