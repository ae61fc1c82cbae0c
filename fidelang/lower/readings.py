"""A fact, metric or name that is read becomes a slot of the plan."""

from __future__ import annotations

from typing import Literal

from fidelang.catalogue import PRICE_DECIMALS
from fidelang.lower.problem import CannotLower
from fidelang.lower.tables import Tables, fact_kind, whole
from fidelang.lower.values import Amount
from fidelang.plan import model
from fidelang.plan.formula import constant, get, total
from fidelang.semantics import meanings, symbols
from fidelang.syntax import nodes

_MEMBER = {"tier": "member.tier", "stage": "member.stage", "joined": "member.joined"}


def reading(expr: nodes.Reading, tables: Tables, consents: set[str]) -> Amount:
    meaning = tables.analysis.meaning_of(expr)
    match meaning:
        case meanings.OneOfValue():
            return Amount(constant(meaning.index))
        case meanings.MetricOver(metric, window):
            log = tables.log_at(metric.name, None, metric.decimals)
            if metric.name == "categories":
                tables.fact_at(model.Fact("line", "category", "text", builtin=True))
            return Amount.slot(f"metric:{tables.metric_at(log, window)}", metric.decimals, sure=True)
        case meanings.EarnedOver(wallet, window):
            return _earned(wallet, window, tables)
        case meanings.ProgramFact(fact):
            if fact.consent:
                consents.add(fact.consent)
            tables.own_fact(fact)
            kind, decimals, _ = fact_kind(fact.type)
            prefix = "event" if fact.owner == "event" else f"{fact.owner}.own"
            return Amount.slot(f"{prefix}.{fact.name}", decimals if kind == "number" else 0)
        case meanings.FactOf(fact):
            consents.update(consent_of(fact.owner, fact.name, tables))
            return _builtin(expr, meaning, tables)
    raise CannotLower(expr, f"`{'.'.join(expr.path)}` cannot be read here yet")


def consent_of(owner: Literal["member", "basket", "line"], name: str, tables: Tables) -> set[str]:
    """The consent that a program asks for a built-in fact, by declaring it again with one."""
    declared = tables.analysis.facts.get(owner, {}).get(name)
    return {declared.consent} if declared is not None and declared.consent else set()


def _builtin(expr: nodes.Reading, meaning: meanings.FactOf, tables: Tables) -> Amount:
    fact = meaning.fact
    if fact.owner == "member":
        if fact.name in _MEMBER:
            return Amount.slot(_MEMBER[fact.name], sure=True)
        if fact.name == "last_order":
            return Amount.slot("member.last_order")
        if fact.name == "birthday":
            return Amount.slot("birthday.date")
        raise CannotLower(expr, f"`member.{fact.name}` is only read by `in`")
    if fact.owner == "basket":
        if fact.name == "at":
            return Amount.slot("today", sure=True)
        if fact.name == "ordinal":
            tables.metric_at(tables.log_at("orders"), symbols.EVER)
            return Amount.slot("basket.ordinal", sure=True)
        if fact.name == "shipping":
            return Amount.slot("basket.shipping")
        if fact.name in ("total", "gross", "items"):
            return Amount.slot(f"basket.{fact.name}", sure=True)
        kind, values = ("text", ()) if fact.name == "store" else ("one_of", tables.analysis.program.channels)
        tables.fact_at(model.Fact("basket", fact.name, kind, 0, values, builtin=True))  # type: ignore[arg-type]
        return Amount.slot(f"basket.{fact.name}")
    if fact.name == "price":
        return Amount.slot("line.price", max(0, PRICE_DECIMALS - tables.analysis.program.decimals))
    if fact.name in ("sku", "category", "brand"):
        tables.fact_at(model.Fact("line", fact.name, "text", builtin=True))
        return Amount.slot(f"line.{fact.name}")
    return Amount.slot(f"line.{fact.name}", fact.decimals, sure=True)


def read_earned(expr: nodes.Earned, tables: Tables) -> Amount:
    meaning = tables.analysis.meaning_of(expr)
    if not isinstance(meaning, meanings.EarnedOver):
        raise CannotLower(expr, "these points cannot be counted")
    return _earned(meaning.wallet, meaning.window, tables)


def read_streak(expr: nodes.Streak, tables: Tables) -> Amount:
    """Units before the one at hand, and that one if it has enough, the basket at hand included (rows 151, 152)."""
    log, least = (
        ("orders", 1)
        if expr.least is None
        else ("spend", whole(expr.least.amount * 10**tables.analysis.program.decimals))
    )
    metric = tables.metric_at(tables.log_at(log), symbols.WindowOf(this=expr.unit))
    before = get(f"row:{tables.streak_at(model.Streak(metric, least))}")
    over = total([get(f"metric:{metric}"), get(f"hand.{log}"), constant(1 - least)])  # above 0: enough
    enough = ("sign", ("add", over, ("abs", over)))
    return Amount(total([before, enough]))


def _earned(wallet: str, window: symbols.WindowOf, tables: Tables) -> Amount:
    log = tables.log_at("earned", tables.wallet_at[wallet])
    return Amount.slot(f"metric:{tables.metric_at(log, window)}", sure=True)
