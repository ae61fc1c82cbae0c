"""Test blocks: every name known, every value of its fact's kind, time never going back."""

from __future__ import annotations

from collections.abc import Mapping

from fidelang.catalogue import FACTS, METRICS, PRICE_DECIMALS
from fidelang.semantics.clauses import first, no_year, ordinal, whole_number
from fidelang.semantics.context import Context
from fidelang.semantics.expressions import infer, streak
from fidelang.semantics.literals import check_points, money_value
from fidelang.semantics.meanings import FactOf, MessageRef, MetricOver, ProgramFact
from fidelang.semantics.operators import comparable, mismatch
from fidelang.semantics.readings import window_of
from fidelang.semantics.report import there
from fidelang.semantics.scope import constant
from fidelang.semantics.symbols import FactInfo
from fidelang.semantics.types import (
    DATE,
    FLAG,
    MOMENT,
    MONEY,
    TEXT,
    DateType,
    MoneyType,
    NumberType,
    PointsType,
    Type,
    UnknownType,
    in_words,
)
from fidelang.syntax import nodes

_VALUE = constant("a test's value")
_SETTABLE: Mapping[str, tuple[str, ...]] = {
    "member": ("tier", "birthday", "joined", "last_order"),
    "basket": ("at", "channel", "store", "shipping"),
    "line": ("sku", "category", "brand", "price", "quantity", "giftcard"),
}
_BUILTIN = {(fact.owner, fact.name): fact for fact in FACTS}
_METRICS = {metric.name: metric for metric in METRICS}


Last = tuple[int, int, nodes.Node] | None


def check_test(ctx: Context, test: nodes.Test) -> None:
    """Types one test block and tells what is wrong in it."""
    baskets: dict[str, nodes.Node] = {}
    last: Last = None
    for step in test.steps:
        match step:
            case nodes.MemberStep(settings=settings):
                _settings(ctx, settings, "member", {})
            case nodes.BasketStep():
                _settings(ctx, step.settings, "basket", {})
                _lines(ctx, step)
                last = _time(ctx, step, last)
                if step.name is not None:
                    _named(ctx, step.name, baskets)
            case nodes.EventStep():
                event = ctx.event(step.name)
                _settings(ctx, step.settings, "event", {} if event is None else event.fields, known=event is not None)
                last = _time(ctx, step, last)
            case nodes.ReturnStep():
                _return(ctx, step, baskets)
            case nodes.WaitStep(until=until):
                last = _forward(ctx, until, last)
            case nodes.Expect(items=items):
                for item in items:
                    _expectation(ctx, item)


def _named(ctx: Context, name: nodes.Name, baskets: dict[str, nodes.Node]) -> None:
    if name.text in baskets:
        ctx.report.add(
            "clause_twice",
            name,
            f"a basket of this test is named `{name.text}` already",
            there(baskets[name.text], "here"),
            help="give it another name: a `return` says by name which of them comes back",
        )
    baskets.setdefault(name.text, name)


def _return(ctx: Context, step: nodes.ReturnStep, baskets: Mapping[str, nodes.Node]) -> None:
    """A basket of this test comes back, each line named once; how much of it there is, the story says when it runs."""
    if step.basket.text not in baskets:
        help = "" if baskets else f"name the basket that comes back: `basket {step.basket.text} {{ … }}`"
        ctx.unknown(step.basket, step.basket.text, "earlier basket", sorted(baskets), help=help)
    seen: dict[object, nodes.Node] = {}
    for line, _ in step.lines:
        if line.value in seen:
            ctx.report.add(
                "clause_twice",
                line,
                f"line {ctx.report.quote(line).strip('`')} comes back twice",
                there(seen[line.value], "here already"),
                help="name it once, with all of it that comes back in this step",
            )
        seen.setdefault(line.value, line)


# ---------------------------------------------------------------- settings


def _settings(
    ctx: Context,
    settings: tuple[nodes.Setting, ...],
    owner: str,
    fields: Mapping[str, FactInfo],
    *,
    known: bool = True,
) -> None:
    seen: dict[str, nodes.Node] = {}
    for setting in settings:
        if not isinstance(setting, nodes.SetLine):
            key = " ".join(ctx.report.sources.written(setting.span).split(":")[0].split())
            if key in seen:
                ctx.report.add(
                    "clause_twice",
                    setting,
                    f"`{key}` is given twice",
                    there(seen[key], "here already"),
                    help="give it once",
                )
                continue
            seen[key] = setting
        match setting:
            case nodes.SetFact():
                if known:
                    _fact(ctx, setting, owner, fields)
            case nodes.SetLine(settings=inner):
                if owner != "basket":
                    _misplaced(ctx, setting, "a line belongs to a basket", "write it within `basket { … }`")
                else:
                    _settings(ctx, inner, "line", {})
            case nodes.SetRedeem(asked=asked):
                if owner != "basket":
                    _misplaced(ctx, setting, "a reward is asked for at a basket", "write it within `basket { … }`")
                for each in asked:
                    _reward(ctx, each.name)
                    if each.count is not None:
                        whole_number(ctx, each.count, "how many times a reward is asked for", 1)
            case _:
                if owner != "member":
                    _misplaced(
                        ctx, setting, f"{ctx.report.quote(setting)} is the member's", "write it within `member { … }`"
                    )
                else:
                    _history(ctx, setting)


def _misplaced(ctx: Context, where: nodes.Node, message: str, help: str) -> None:
    ctx.report.add("setting_not_here", where, message, help=help)


def _reward(ctx: Context, name: nodes.Name) -> None:
    rule = ctx.declared.rules.get(name.text)
    rewards = list(dict.fromkeys(other.name.text for other in ctx.declared.rules.values() if other.kind == "reward"))
    if rule is None:
        ctx.unknown(name, name.text, "reward", rewards)
    elif ctx.rule(name) and rule.kind != "reward":
        ctx.report.add(
            "setting_not_here",
            name,
            f"`{name.text}` is an {rule.kind}{' rule' if rule.kind == 'earn' else ''}, which nobody redeems",
            help="it applies by itself; ask for rewards only",
        )


def _history(ctx: Context, setting: nodes.Setting) -> None:
    match setting:
        case nodes.SetBalance(wallet=wallet, amount=amount):
            if isinstance(kind := ctx.wallet(wallet), PointsType):
                check_points(ctx, amount, amount.value, kind.wallet)
        case nodes.SetEarned(wallet=wallet, amount=amount):
            if isinstance(kind := ctx.wallet(wallet), PointsType):
                check_points(ctx, amount, amount.value, kind.wallet)
            window_of(ctx, setting.window)
        case nodes.SetHeld(level=level, amount=amount):
            ctx.tier(level)
            if amount.value.denominator != 1:
                ctx.report.add("not_whole", amount, "time held is in whole days, months or years", help="round it")
        case nodes.SetStreak(streak=told, amount=amount):
            streak(ctx, told)
            if amount.value.denominator != 1:
                ctx.report.add("not_whole", amount, "a streak is of whole units", help="round it")
        case nodes.SetConsent(names=names):
            for name in names:
                if name.text not in ctx.consents.values:
                    ctx.unknown(name, name.text, "consent", ctx.consents.values)
        case _:
            pass


def _fact(ctx: Context, node: nodes.SetFact, owner: str, fields: Mapping[str, FactInfo]) -> None:
    kind = _fact_type(ctx, node, owner, fields)
    if kind is None:
        return
    found: Type
    if isinstance(node.value, nodes.Money) and owner == "line" and node.name.text == "price":
        money_value(ctx, node.value, finest=PRICE_DECIMALS)
        found = ctx.types[id(node.value)] = MONEY
        ctx.constants[id(node.value)] = node.value.amount * ctx.minor
    else:
        found = infer(ctx, node.value, _VALUE, kind)
    if isinstance(found, UnknownType):
        return
    if not _accepts(kind, found):
        ctx.types[id(node.name)] = kind
        mismatch(
            ctx,
            node.name,
            node.value,
            f"`{node.name.text}` is {in_words(kind)}, and {ctx.report.quote(node.value)} is {in_words(found)}",
        )
        return
    _amount(ctx, node, kind)


def _accepts(kind: Type, found: Type) -> bool:
    match kind, found:
        case (DateType(timed=False), DateType(timed=True)):
            return False
        case (NumberType(), NumberType(percent=True)):
            return False
    return comparable(kind, found)


def _fact_type(ctx: Context, node: nodes.SetFact, owner: str, fields: Mapping[str, FactInfo]) -> Type | None:
    """The type of a fact that a test gives; None if there is none, which is told."""
    name = node.name.text
    if owner == "member" and name in _METRICS:
        metric = _METRICS[name]
        ctx.means(node.name, MetricOver(metric, window_of(ctx, node.window)), "metric", None, name)
        return MONEY if metric.kind == "money" else NumberType(metric.decimals)
    if node.window is not None:
        ctx.report.add(
            "window_misplaced", node, f"`{name}` is not counted over a time", help="give it without `over` or `this`"
        )
        return None
    if owner == "event":
        if name == "at":
            return MOMENT
        if name in fields:
            ctx.means(node.name, ProgramFact(fields[name]), "event field", fields[name].node, name)
            return fields[name].type
        ctx.unknown(node.name, name, "field of the event", [*fields, "at"])
        return None
    if owner == "member" and name == "id":
        return TEXT
    own = ctx.facts[owner].get(name)
    if name in _SETTABLE[owner]:
        builtin = _BUILTIN[(owner, name)]  # type: ignore[index]
        ctx.means(node.name, FactOf(builtin), f"{owner} fact", None if own is None else own.node, name)
        kinds: dict[str, Type] = {
            "tier": ctx.tiers,
            "channel": ctx.channels,
            "money": MONEY,
            "text": TEXT,
            "flag": FLAG,
            "date": DATE,
            "date-time": MOMENT,
            "number": NumberType(builtin.decimals),
        }
        return kinds[builtin.kind]
    if own is not None:
        ctx.means(node.name, ProgramFact(own), f"{owner} fact", own.node, name)
        return own.type
    _unknown(ctx, node, owner)
    return None


_COMPUTED = {
    ("member", "stage"): "the stage follows from the member's history: give that",
    ("member", "consents"): "write `consent: marketing`",
    ("basket", "total"): "it is worked out from the lines",
    ("basket", "gross"): "it is worked out from the lines",
    ("basket", "items"): "it is worked out from the lines",
    ("basket", "ordinal"): "it follows from `member { orders: 9 }`",
    ("line", "amount"): "it is `price` times `quantity`: give those",
}


def _unknown(ctx: Context, node: nodes.SetFact, owner: str) -> None:
    name = node.name.text
    if (owner, name) in _COMPUTED:
        ctx.report.add("setting_not_here", node.name, f"`{name}` cannot be given", help=_COMPUTED[(owner, name)])
        return
    known = [*_SETTABLE[owner], *ctx.facts[owner], *(_METRICS if owner == "member" else ())]
    ctx.unknown(node.name, name, f"{owner} fact", known)


def _amount(ctx: Context, node: nodes.SetFact, kind: Type) -> None:
    """Decimals and signs of a number or an amount (rows 7, 28)."""
    value = ctx.constant_of(node.value)
    if value is None:
        return
    name = node.name.text
    if isinstance(kind, NumberType) and kind.decimals is not None and (value * 10**kind.decimals).denominator != 1:
        allowed = "whole" if kind.decimals == 0 else f"declared with {kind.decimals} decimals"
        ctx.report.add(
            "fact_decimals",
            node.value,
            f"{ctx.report.quote(node.value)} has too many decimals: `{name}` is {allowed}",
            help="round it, or declare the fact with more decimals",
        )
    elif name == "quantity" and value <= 0:
        ctx.report.add(
            "not_sold", node.value, "a line has a quantity above 0", help="give at least 1, or leave the line out"
        )
    elif isinstance(kind, MoneyType) and value < 0:
        ctx.report.add(
            "not_sold", node.value, f"`{name}` is 0 or more", help="a discount is an offer's work, not a price's"
        )


def _lines(ctx: Context, step: nodes.BasketStep) -> None:
    lines = [setting for setting in step.settings if isinstance(setting, nodes.SetLine)]
    if not lines:
        ctx.report.add(
            "not_sold", step, "a basket has at least one line", help=f"add `line {{ price: 10 {ctx.currency} }}`"
        )
    for line in lines:
        if all(not isinstance(part, nodes.SetFact) or part.name.text != "price" for part in line.settings):
            ctx.report.add("not_sold", line, "the line has no price", help=f"add `price: 10 {ctx.currency}`")


# ---------------------------------------------------------------- time


def _time(ctx: Context, step: nodes.BasketStep | nodes.EventStep, last: Last) -> Last:
    told = (part.value for part in step.settings if isinstance(part, nodes.SetFact) and part.name.text == "at")
    at = next(told, None)
    if isinstance(at, nodes.Date):
        return _forward(ctx, at, last)
    return last if at is not None or last is None else (last[0] + 1, 0, step)  # row 86: the next day


def _forward(ctx: Context, node: nodes.Date, last: Last) -> Last:
    if node.year is None:
        no_year(ctx, node)
        return last
    day = ordinal(node)
    if day is None:
        return last
    now = (day, node.minute or 0)
    if last is not None and now < last[:2]:
        ctx.report.add(
            "back_in_time",
            node,
            f"{ctx.report.quote(node)} comes before the step above it",
            there(
                last[2], "a later moment" if isinstance(last[2], nodes.Date) else "without `at`: noon of the day after"
            ),
            help="a story goes forward in time: put the steps in the order of their dates",
        )
        return last
    return (*now, node)


# ---------------------------------------------------------------- expectations


def _expectation(ctx: Context, node: nodes.Expectation) -> None:
    match node:
        case nodes.ExpectPoints(grant=grant, rule=rule):
            infer(ctx, grant, _VALUE)
            _rule(ctx, rule)
        case nodes.ExpectHolding(grant=grant):
            infer(ctx, grant, _VALUE)
        case nodes.ExpectDiscount(money=money, rule=rule):
            infer(ctx, money, _VALUE)
            _rule(ctx, rule)
        case nodes.ExpectTotal(money=money) | nodes.ExpectRefund(money=money):
            infer(ctx, money, _VALUE)
        case nodes.ExpectFee(money=money, tier=tier):
            infer(ctx, money, _VALUE)
            if tier is not None:
                ctx.tier(tier)
        case nodes.ExpectNone(rule=rule) if rule.text in ctx.declared.messages and rule.text not in ctx.declared.rules:
            _message(ctx, rule)
        case nodes.ExpectNone(rule=rule) | nodes.ExpectRule(rule=rule):
            _rule(ctx, rule)
        case nodes.ExpectTier(tier=tier, until=until):
            ctx.tier(tier)
            if until is not None and until.year is None:
                no_year(ctx, until)
        case nodes.ExpectStage(stage=stage):
            ctx.stage(stage)
        case nodes.ExpectMessage(message=message):
            _message(ctx, message)
        case nodes.ExpectGift(gift=gift):
            _gift(ctx, gift)
        case _:
            pass


def _rule(ctx: Context, name: nodes.Name | None) -> None:
    if name is not None:
        ctx.rule(name)


def _message(ctx: Context, name: nodes.Name) -> None:
    if name.text in ctx.declared.messages:
        ctx.means(name, MessageRef(name.text), "message", ctx.declared.messages[name.text], name.text)
    else:
        ctx.unknown(name, name.text, "message", ctx.declared.messages)


def _gift(ctx: Context, node: nodes.Text) -> None:
    gifts = {
        gift.what.value for rule in ctx.declared.rules.values() if (gift := first(rule.clauses, nodes.Gift)) is not None
    }
    if node.value not in gifts:
        ctx.unknown(node, node.value, "gift", sorted(gifts))
