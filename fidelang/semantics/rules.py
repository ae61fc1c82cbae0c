"""Rules: their clauses sorted by kind, their numbers worked out, their conditions typed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from fidelang.semantics.clauses import (
    all_of,
    first,
    limit_of,
    no_year,
    ordinal,
    period_of,
    whole_number,
)
from fidelang.semantics.context import Context
from fidelang.semantics.expressions import condition
from fidelang.semantics.gifts import cost_of, give_of, multiply_of, price_of, take_of
from fidelang.semantics.meanings import MessageRef, StackRef
from fidelang.semantics.scope import Scope
from fidelang.semantics.symbols import FactInfo, RuleInfo, StockInfo
from fidelang.semantics.triggers import at_purchase, trigger_names, triggers_of
from fidelang.semantics.types import UNKNOWN
from fidelang.syntax import nodes


def scope_of(ctx: Context, node: nodes.Rule | nodes.Message, place: str) -> Scope:
    """What the conditions of a rule or message may read."""
    triggers = triggers_of(node)
    basket = (
        at_purchase(node)
        if isinstance(node, nodes.Rule)
        else bool(triggers) and all(isinstance(trigger, nodes.OnPurchase) for trigger in triggers)
    )
    known = all(trigger.name.text in ctx.events for trigger in triggers if isinstance(trigger, nodes.OnEvent))
    return Scope(place, basket=basket, fields=_fields(ctx, triggers), rule=True, event_known=known)


def _fields(ctx: Context, triggers: tuple[nodes.Trigger, ...]) -> Mapping[str, FactInfo] | None:
    """The fields of the events that start a rule; one that an event lacks is unknown there (row 83)."""
    names = [trigger.name.text for trigger in triggers if isinstance(trigger, nodes.OnEvent)]
    if not names:
        return None
    found: dict[str, FactInfo] = {}
    for name in names:
        for field, fact in (ctx.events[name].fields if name in ctx.events else {}).items():
            if found.setdefault(field, fact).type != fact.type:
                ctx.report.add(
                    "type_mismatch",
                    fact.node,
                    f"`{field}` is not the same kind of thing in the events that start one rule",
                    help="write one rule for each event",
                )
                found[field] = FactInfo(
                    fact.owner, field, fact.node, UNKNOWN, fact.personal, fact.purpose, fact.consent
                )
    return MappingProxyType(found)


def rule_of(ctx: Context, node: nodes.Rule, key: str, order: int) -> RuleInfo:
    """One rule. What its kind may hold and what stands twice is told by the checks on clauses."""
    clauses = node.clauses
    place = ctx.declared.places.get(id(node))
    triggers = triggers_of(node)
    trigger_names(ctx, triggers)
    scope = scope_of(ctx, node, f"the {node.kind} rule" if node.kind == "earn" else f"the {node.kind}")
    whens = tuple(clause.condition for clause in all_of(clauses, nodes.When))
    for when in whens:
        condition(ctx, when, scope)
    on_lines = first(clauses, nodes.OnLines)
    if on_lines is not None:
        condition(ctx, on_lines.where, scope.of_lines())
    give_node = next(
        (clause for clause in clauses if isinstance(clause, nodes.GivePoints | nodes.GiveShare | nodes.GiveTable)), None
    )
    multiply, take, gift = first(clauses, nodes.Multiply), first(clauses, nodes.Take), first(clauses, nodes.Gift)
    price, priority, owner = first(clauses, nodes.Price), first(clauses, nodes.Priority), first(clauses, nodes.Owner)
    weekdays, dates = _days(ctx, all_of(clauses, nodes.Days))
    if not triggers and node.kind != "reward":
        triggers = (nodes.OnPurchase(span=node.span),)
    return RuleInfo(
        name=node.name.text,
        key=key,
        kind=node.kind,
        label=None if node.label is None else node.label.value,
        node=node,
        order=order,
        triggers=triggers,
        on_purchase=at_purchase(node),
        whens=whens,
        lines_where=None if on_lines is None else on_lines.where,
        period=period_of(ctx, first(clauses, nodes.Period)),
        weekdays=weekdays,
        dates=dates,
        hours=_hours(ctx, first(clauses, nodes.Hours)),
        give=None if give_node is None else give_of(ctx, give_node, scope, scoped=on_lines is not None),
        multiply=None if multiply is None else multiply_of(ctx, multiply, scope),
        take=None if take is None else take_of(ctx, take, scope),
        gift=None if gift is None else gift.what.value,
        cost=cost_of(ctx, first(clauses, nodes.Cost)),
        price=None if price is None else price_of(ctx, price),
        limits=tuple(limit for clause in all_of(clauses, nodes.Limit) if (limit := limit_of(ctx, clause)) is not None),
        stock=_stock(ctx, first(clauses, nodes.Stock)),
        stack=_stack(ctx, first(clauses, nodes.InStack)),
        priority=0 if priority is None else whole_number(ctx, priority.value, "a priority", 0) or 0,
        sends=tuple(clause.message.text for clause in all_of(clauses, nodes.Send) if _message(ctx, clause.message)),
        owner=None if owner is None else owner.text.value,
        campaign=None if place is None else place.campaign,
        variant=None if place is None else place.variant,
    )


def _days(ctx: Context, parts: tuple[nodes.Days, ...]) -> tuple[tuple[nodes.Weekday, ...], tuple[int, ...]]:
    weekdays: list[nodes.Weekday] = []
    dates: list[int] = []
    for part in parts:
        weekdays += part.weekdays
        for date in part.dates:
            if date.year is None:
                no_year(ctx, date)
            elif date.minute is not None:
                ctx.report.add(
                    "type_mismatch",
                    date,
                    f"{ctx.report.quote(date)} is a moment, and a list of days is of whole days",
                    help=f"write `{date.year:04}-{date.month:02}-{date.day:02}`, and hours as `from 10:00 to 12:00`",
                )
            elif (day := ordinal(date)) is not None:
                dates.append(day)
    return tuple(dict.fromkeys(weekdays)), tuple(dict.fromkeys(dates))


def _hours(ctx: Context, node: nodes.Hours | None) -> tuple[int, int] | None:
    if node is None:
        return None
    if node.start == node.end:
        ctx.report.add(
            "equal_hours",
            node,
            f"{ctx.report.quote(node)} ends when it starts",
            help="for the whole day leave the hours out; across midnight write for example `from 22:00 to 02:00`",
        )
    return (node.start, node.end)


def _stock(ctx: Context, node: nodes.Stock | None) -> StockInfo | None:
    if node is None:
        return None
    count = whole_number(ctx, node.count, "a stock", 1)
    return None if count is None else StockInfo(count, node.per, node)


def _stack(ctx: Context, node: nodes.InStack | None) -> str | None:
    if node is None:
        return None
    name = node.stack
    if name.text in ctx.declared.stacks:
        ctx.means(name, StackRef(name.text), "stack", ctx.declared.stacks[name.text], name.text)
        return name.text
    ctx.unknown(name, name.text, "stack", ctx.declared.stacks)
    return None


def _message(ctx: Context, name: nodes.Name) -> bool:
    if name.text in ctx.declared.messages:
        ctx.means(name, MessageRef(name.text), "message", ctx.declared.messages[name.text], name.text)
        return True
    ctx.unknown(name, name.text, "message", ctx.declared.messages)
    return False
