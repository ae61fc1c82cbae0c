"""Triggers of rules, messages and wallets: when they run, and whether what they name exists."""

from __future__ import annotations

from collections.abc import Iterable

from fidelang.semantics.clauses import all_of
from fidelang.semantics.context import Context
from fidelang.semantics.literals import lapse_of
from fidelang.syntax import nodes


def triggers_of(node: nodes.Rule | nodes.Message) -> tuple[nodes.Trigger, ...]:
    """A rule's or a message's triggers as written."""
    return tuple(trigger for clause in all_of(node.clauses, nodes.On) for trigger in clause.triggers)


def at_purchase(node: nodes.Rule) -> bool:
    """Whether a basket is at hand whenever the rule runs."""
    return all(isinstance(trigger, nodes.OnPurchase) for trigger in triggers_of(node))


def trigger_names(ctx: Context, triggers: Iterable[nodes.Trigger]) -> None:
    """Looks up what triggers name: events, stages, segments, tiers, wallets."""
    for trigger in triggers:
        match trigger:
            case nodes.OnEvent(name=name):
                ctx.event(name)
            case nodes.OnMove(kind="entering", name=name) if ctx.campaign(name):
                pass
            case nodes.OnMove(kind=kind, name=name) if name.text in ctx.declared.campaigns:
                _not_left(ctx, kind, name)
            case nodes.OnMove(kind="entering" | "leaving", name=name):
                _stage_or_segment(ctx, name)
            case nodes.OnMove(name=name):
                _tier(ctx, name)
            case nodes.OnShifted():
                _shifted(ctx, trigger)
            case _:
                pass


def _not_left(ctx: Context, kind: str, name: nodes.Name) -> None:
    """A campaign is entered once, and nobody leaves it before it ends (row 75)."""
    what = "stage or segment" if kind == "leaving" else "tier"
    help = f"`{name.text}` is a campaign: members enter it, `on entering {name.text}`, and stay in it until it ends"
    ctx.unknown(name, name.text, what, (), help=help)


def _tier(ctx: Context, name: nodes.Name) -> None:
    what = "segment" if name.text in ctx.declared.segments else "stage" if name.text in ctx.declared.stages else None
    if what is None:
        ctx.tier(name)
    else:
        help = f"`{name.text}` is a {what}: write `on entering {name.text}` or `on leaving {name.text}`"
        ctx.unknown(name, name.text, "tier", (), help=help)


def _stage_or_segment(ctx: Context, name: nodes.Name) -> None:
    if name.text in ctx.declared.segments:
        ctx.segment(name)
    elif name.text in ctx.declared.stages:
        ctx.stage(name)
    elif name.text in ctx.declared.tiers:
        ctx.unknown(
            name,
            name.text,
            "stage or segment",
            (),
            help=f"`{name.text}` is a tier: write `on reaching {name.text}` or `on dropping to {name.text}`",
        )
    else:
        known = [*ctx.declared.stages, *ctx.declared.segments, *ctx.declared.campaigns]
        ctx.unknown(
            name, name.text, "stage, segment or campaign" if ctx.declared.campaigns else "stage or segment", known
        )


def _shifted(ctx: Context, node: nodes.OnShifted) -> None:
    lapse_of(ctx, node.duration, "a trigger")
    if isinstance(node.moment, nodes.Name):
        ctx.event(node.moment)
    elif isinstance(node.moment, nodes.OnMove):
        trigger_names(ctx, (node.moment,))
    if node.wallet is not None:
        ctx.wallet(node.wallet)
    elif node.moment == "expiry":
        wallet = next(iter(ctx.declared.wallets), "points")
        written = f"{ctx.report.quote(node)[1:-1]} of {wallet}"
        ctx.report.add(
            "which_wallet", node, "the expiry of which wallet?", help=f"write `{written}`", replacement=written
        )
    if node.direction == "before" and (node.moment == "purchase" or not isinstance(node.moment, str)):
        moves = isinstance(node.moment, nodes.OnMove)
        what = "a purchase" if node.moment == "purchase" else "a move" if moves else "an event"
        ctx.report.add(
            "before_the_unforeseen",
            node,
            f"nobody knows {what} before it happens",
            help="write `after`, or count before a birthday, an anniversary or an expiry",
        )
