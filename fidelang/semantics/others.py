"""Stacks, budgets, messages, objectives."""

from __future__ import annotations

from fractions import Fraction

from fidelang.catalogue import INDICATORS, MESSAGE_CHANNELS
from fidelang.diagnostics import nearest
from fidelang.semantics.clauses import all_of, first, limit_of
from fidelang.semantics.context import Context, listed
from fidelang.semantics.expressions import condition, infer
from fidelang.semantics.gifts import cost_of
from fidelang.semantics.literals import lapse_of
from fidelang.semantics.meanings import MessageRef, RuleRef
from fidelang.semantics.rules import scope_of
from fidelang.semantics.scope import Scope, constant
from fidelang.semantics.symbols import BudgetInfo, LimitInfo, MessageInfo, ObjectiveInfo, RuleInfo, StackInfo
from fidelang.semantics.triggers import trigger_names, triggers_of
from fidelang.semantics.types import UNKNOWN, MoneyType, NumberType, UnknownType, in_words
from fidelang.syntax import nodes


def stack_of(ctx: Context, node: nodes.Stack, rules: dict[str, RuleInfo]) -> StackInfo:
    """A stack and the rules that say they are in it. Its `when` reads what those rules may read."""
    members = [rule for rule in rules.values() if rule.stack == node.name.text]
    whens = tuple(clause.condition for clause in all_of(node.clauses, nodes.When))
    basket = all(rule.on_purchase for rule in members)
    for when in whens:
        condition(ctx, when, Scope("a stack", basket=basket, rule=True))
    pick = first(node.clauses, nodes.Pick)
    return StackInfo(
        name=node.name.text,
        node=node,
        pick="all" if pick is None else pick.mode,
        whens=whens,
        limits=_limits(ctx, all_of(node.clauses, nodes.Limit)),
        rules=tuple(rule.key for rule in members),
        kind=members[0].kind if members else None,
    )


def _limits(ctx: Context, clauses: tuple[nodes.Limit, ...]) -> tuple[LimitInfo, ...]:
    return tuple(limit for clause in clauses if (limit := limit_of(ctx, clause)) is not None)


def budget_of(ctx: Context, node: nodes.Budget) -> BudgetInfo:
    """A budget; `covers all` is every rule and message. Its cap is for all unless it says `per member` (row 41)."""
    cap = first(node.clauses, nodes.Cap)
    covers, exhausted = first(node.clauses, nodes.Covers), first(node.clauses, nodes.Exhausted)
    alert = first(node.clauses, nodes.Alert)
    if alert is not None and not 0 < alert.at.value <= 1:
        ctx.report.add(
            "alert_out_of_range",
            alert.at,
            f"an alert at {ctx.report.quote(alert.at)[1:-1]} of the cap is never given",
            help="write a share of the cap above 0%, at most 100%: `alert at 80%`",
        )
    everything = (*ctx.declared.rules, *ctx.declared.messages)
    names: tuple[str, ...] = everything
    if covers is not None and covers.names:
        named = [name.text for name in covers.names if _covered(ctx, name)]
        names = tuple(key for name in named for key in ctx.declared.versions.get(name, (name,)))
    elif covers is None:
        names = ()
    return BudgetInfo(
        name=node.name.text,
        label=None if node.label is None else node.label.value,
        node=node,
        cap=None if cap is None else limit_of(ctx, cap),
        covers=tuple(dict.fromkeys(names)),
        exhausted="stop" if exhausted is None else exhausted.then,
        alert=None if alert is None else alert.at.value,
    )


def _covered(ctx: Context, name: nodes.Name) -> bool:
    if name.text in ctx.declared.rules:
        ctx.means(name, RuleRef(name.text), "rule", ctx.declared.rules[name.text], name.text)
        return True
    if name.text in ctx.declared.messages:
        ctx.means(name, MessageRef(name.text), "message", ctx.declared.messages[name.text], name.text)
        return True
    help = ""
    if name.text in ctx.declared.wallets:
        help = f"`{name.text}` is a wallet: name the rules that fill it"
    ctx.unknown(name, name.text, "rule or message", [*ctx.declared.versions, *ctx.declared.messages], help=help)
    return False


def message_of(ctx: Context, node: nodes.Message) -> MessageInfo:
    place = ctx.declared.places.get(id(node))
    triggers = triggers_of(node)
    trigger_names(ctx, triggers)
    whens = tuple(clause.condition for clause in all_of(node.clauses, nodes.When))
    for when in whens:
        condition(ctx, when, scope_of(ctx, node, "a message"))
    by, consent = first(node.clauses, nodes.ByChannel), first(node.clauses, nodes.NeedsConsent)
    text = first(node.clauses, nodes.MessageText)
    if by is not None and all(word.name != by.channel.text for word in MESSAGE_CHANNELS):
        ctx.unknown(by.channel, by.channel.text, "message channel", [word.name for word in MESSAGE_CHANNELS])
    return MessageInfo(
        name=node.name.text,
        label=None if node.label is None else node.label.value,
        node=node,
        channel=None if by is None else by.channel.text,
        consent=None if consent is None else consent.consent.text,
        cost=cost_of(ctx, first(node.clauses, nodes.Cost)),
        text=None if text is None else text.text.value,
        triggers=triggers,
        whens=whens,
        limits=_limits(ctx, all_of(node.clauses, nodes.Limit)),
        campaign=None if place is None else place.campaign,
        variant=None if place is None else place.variant,
    )


def objective_of(ctx: Context, node: nodes.Objective) -> ObjectiveInfo:
    """An objective; told: an indicator that no projection has, a target of another kind."""
    name = node.indicator.text
    indicator = next((known for known in INDICATORS if known.name == name), None)
    if indicator is None:
        names = [known.name for known in INDICATORS]
        near = nearest(name, names)
        ctx.unknown(node.indicator, name, "indicator", names, help="" if near else listed("they are", names))
    if isinstance(node.target, nodes.In):
        time = ctx.report.quote(node.target.right)[1:-1]
        ctx.report.add(
            "type_mismatch",
            node.target,
            "`in` asks whether something is in a list",
            help=f"a time is `within {time}`",
            replacement=f"{ctx.report.quote(node.target.left)[1:-1]} within {time}",
        )
    kind = UNKNOWN if isinstance(node.target, nodes.In) else infer(ctx, node.target, constant("an objective's target"))
    target: Fraction | None = ctx.constant_of(node.target)
    if indicator is not None and not isinstance(kind, UnknownType):
        money = indicator.kind == "money" and not node.uplift
        if money != isinstance(kind, MoneyType) or not isinstance(kind, MoneyType | NumberType):
            wanted = f"an amount, such as `10_000 {ctx.currency}`" if money else "a percent or a number, such as `2%`"
            ctx.report.add(
                "type_mismatch",
                node.target,
                f"{ctx.report.quote(node.target)} is {in_words(kind)}: the target of `{name}` is another kind of thing",
                help=f"write {wanted}",
            )
            target = None
    return ObjectiveInfo(
        indicator=name,
        uplift=node.uplift,
        op=node.op,
        target=target,
        within=None if node.within is None else lapse_of(ctx, node.within, "`within`"),
        text=ctx.report.quote(node)[1:-1],
        node=node,
    )
