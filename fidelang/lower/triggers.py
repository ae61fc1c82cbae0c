"""Triggers by name of what sets them off."""

from __future__ import annotations

from fidelang.lower.problem import CannotLower
from fidelang.lower.tables import Tables
from fidelang.plan import model
from fidelang.semantics import meanings
from fidelang.syntax import nodes


def trigger(node: nodes.Trigger, tables: Tables) -> model.Trigger:
    match node:
        case nodes.OnPurchase():
            return model.Trigger("purchase")
        case nodes.OnEvent():
            return model.Trigger("event", node.name.text)
        case nodes.OnFeast():
            return model.Trigger(node.feast)
        case nodes.OnMove():
            return model.Trigger(node.kind, node.name.text, _kind_of(node, tables))
        case nodes.OnEvery():
            return model.Trigger("every", unit=node.unit)
        case nodes.OnShifted():
            return _shifted(node, tables)


def _kind_of(node: nodes.OnMove, tables: Tables) -> str:
    match tables.analysis.meaning_of(node.name):
        case meanings.TierRef():
            return "tier"
        case meanings.StageRef():
            return "stage"
        case meanings.SegmentRef():
            return "segment"
        case meanings.CampaignRef():
            return "campaign"
    raise CannotLower(node, f"`{node.name.text}` is no tier, stage, segment or campaign")


def _shifted(node: nodes.OnShifted, tables: Tables) -> model.Trigger:
    count = node.duration.count
    if count.denominator != 1 or node.duration.unit == "hour":
        raise CannotLower(node, "a trigger is shifted by whole days, weeks, months or years")
    months, days = {"day": (0, 1), "week": (0, 7), "month": (1, 0), "year": (12, 0)}[node.duration.unit]
    lapse = model.Lapse(months * int(count), days * int(count))
    moment = node.moment
    if isinstance(moment, nodes.Name):
        tables.moment_at(moment.text)
        return model.Trigger("after", moment.text, "event", None, lapse)
    if isinstance(moment, nodes.OnMove):
        name = f"{moment.kind} {moment.name.text}"
        tables.moment_at(name)
        return model.Trigger("after", name, "move", None, lapse)
    if moment == "purchase":
        tables.moment_at("purchase")
    if moment == "expiry":
        assert node.wallet is not None, "an expiry without its wallet does not pass the check"
        wallet = tables.wallet_at[node.wallet.text]
        if node.direction == "before":
            return model.Trigger("before", "expiry", "expiry", None, lapse, wallet)
        name = f"expiry {node.wallet.text}"
        tables.moment_at(name)
        return model.Trigger("after", name, "expired", None, lapse, wallet)
    return model.Trigger(node.direction, moment, moment, None, lapse)
