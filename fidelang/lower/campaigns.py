"""Campaigns: what members enter, and where rules and messages stand in it."""

from __future__ import annotations

from fidelang.lower.tables import Tables, ratio
from fidelang.plan import model
from fidelang.semantics import symbols


def campaign(info: symbols.CampaignInfo, tables: Tables) -> model.Campaign:
    start, stop = bounds(info, tables)
    return model.Campaign(
        name=info.name,
        label=info.label,
        start=start,
        stop=stop,
        audience=None if info.audience is None else tables.segment_at[info.audience],
        holdout=ratio(info.holdout),
        variants=tuple(
            model.Variant(one.name, ratio(one.share)) for one in sorted(info.variants, key=lambda one: one.name)
        ),
    )


def instant(at: symbols.Instant | None) -> int | None:
    return None if at is None else at.day * 1440 + at.minute


def bounds(
    info: symbols.RuleInfo | symbols.MessageInfo | symbols.CampaignInfo, tables: Tables
) -> tuple[int | None, int | None]:
    """First instant, and the first after it: own dates within the campaign's, the campaign's within the program's."""
    period = tables.analysis.period_of(info)
    return instant(period.start), instant(period.stop)


def place(info: symbols.RuleInfo | symbols.MessageInfo, tables: Tables) -> tuple[int | None, int | None]:
    """Positions of the campaign in which a rule or message stands, and of its variant there."""
    if info.campaign is None:
        return None, None
    names = sorted(one.name for one in tables.analysis.campaigns[info.campaign].variants)
    return tables.campaign_at[info.campaign], None if info.variant is None else names.index(info.variant)
