"""Periods that hold no day: of a rule, a campaign, the program, or of two of them together (rows 46, 77)."""

from __future__ import annotations

from fidelang.semantics.analysis import Analysis
from fidelang.semantics.report import Report, there
from fidelang.semantics.symbols import CampaignInfo, Instant, Period, RuleInfo
from fidelang.syntax import nodes

_OUTSIDE = "outside the program's own period"


def check(analysis: Analysis, report: Report) -> None:
    header = next((item for item in analysis.tree.items if isinstance(item, nodes.Header)), None)
    whole = analysis.program.period
    if header is not None and whole.empty:
        parts = [clause for clause in header.clauses if isinstance(clause, nodes.Period)]
        _tell(parts[-1], "the program ends before it starts", report)
        return
    for campaign in analysis.campaigns.values():
        node = _period(campaign.node)
        if node is not None and campaign.period.empty:
            _tell(node, f"`{campaign.name}` ends before it starts", report)
        elif analysis.period_of(campaign).empty:
            _never(campaign, node or campaign.node.name, _OUTSIDE, header, report)
    for rule in analysis.rules.values():
        node = _period(rule.node)
        home = analysis.campaigns.get(rule.campaign or "")
        if node is not None and rule.period.empty:
            _tell(node, f"`{rule.name}` ends before it starts", report)
        elif home is not None and rule.period.within(home.period).empty:
            if node is not None and not home.period.empty:
                _apart(rule, node, home, report)
        elif home is not None and analysis.period_of(home).empty:
            continue  # told of the campaign
        elif analysis.period_of(rule).within(whole).empty:
            _never(rule, node or rule.node.name, _OUTSIDE, header, report)
        elif rule.dates and not any(_meets(day, analysis.period_of(rule).within(whole)) for day in rule.dates):
            days = next(clause for clause in rule.node.clauses if isinstance(clause, nodes.Days) and clause.dates)
            other = node or (None if home is None else _period(home.node)) or header
            _never(rule, days, "on days outside its period", other, report)


def _period(node: nodes.Rule | nodes.Campaign) -> nodes.Period | None:
    return next((clause for clause in node.clauses if isinstance(clause, nodes.Period)), None)


def _tell(node: nodes.Node, message: str, report: Report) -> None:
    report.add("empty_period", node, message, help="write the earlier date first; `to` counts its day whole")


def _apart(rule: RuleInfo, node: nodes.Period, campaign: CampaignInfo, report: Report) -> None:
    other = _period(campaign.node)
    report.add(
        "empty_period",
        node,
        f"`{rule.name}` shares no day with its campaign `{campaign.name}`",
        there(campaign.node.name if other is None else other, "the campaign's period"),
        help="a rule of a campaign runs on days of both: leave its own dates out, or move it out of the campaign",
    )


def _never(
    part: RuleInfo | CampaignInfo, where: nodes.Node, why: str, other: nodes.Node | None, report: Report
) -> None:
    labels = () if other is None else (there(other.name if isinstance(other, nodes.Header) else other, "the period"),)
    report.add(
        "never_applies",
        where,
        f"`{part.name}` is {why}: it never applies",
        *labels,
        help="change the dates, or leave it out",
    )


def _meets(day: int, period: Period) -> bool:
    return not Period(Instant(day), Instant(day + 1)).within(period).empty
