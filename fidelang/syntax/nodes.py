"""The tree of a rule file: frozen nodes, each with its span, which equality ignores.

The shape follows the grammar. A declaration keeps its clauses in written order; that a clause may stand
only once, or not in that kind of rule, is the checker's business, not the parser's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from fidelang.source import Span

PeriodUnit = Literal["day", "week", "month", "quarter", "year", "membership year"]
DurationUnit = Literal["hour", "day", "week", "month", "year"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A name as written, where it is declared or referred to."""

    text: str


# ---------------------------------------------------------------- literals


@dataclass(frozen=True, slots=True)
class Number(Node):
    value: Fraction
    decimals: int  # as written: 1.50 has 2


@dataclass(frozen=True, slots=True)
class Percent(Node):
    value: Fraction  # 10% is 1/10


@dataclass(frozen=True, slots=True)
class Money(Node):
    amount: Fraction
    decimals: int
    currency: str


@dataclass(frozen=True, slots=True)
class Grant(Node):
    """`500 soleils`: an amount of a wallet's points (the checker looks the wallet up)."""

    amount: Fraction
    decimals: int
    wallet: Name


@dataclass(frozen=True, slots=True)
class Duration(Node):
    count: Fraction
    unit: DurationUnit


@dataclass(frozen=True, slots=True)
class Date(Node):
    """`2027-05-03`, `2027-05-03T10:00` (minute of the day) or `--05-01` (no year). Not yet known to exist."""

    year: int | None
    month: int
    day: int
    minute: int | None


@dataclass(frozen=True, slots=True)
class Text(Node):
    value: str


@dataclass(frozen=True, slots=True)
class Flag(Node):
    value: bool


@dataclass(frozen=True, slots=True)
class ListOf(Node):
    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class ListFile(Node):
    """`list "bio.csv"`, on the right of `in`: texts that a file of the program's folder holds, in its column `column`,
    which is called as the fact on the left."""

    path: Text
    column: str


# ---------------------------------------------------------------- readings


@dataclass(frozen=True, slots=True)
class Window(Node):
    """`over 12 months` (rolling: duration) or `this year` (calendar: this)."""

    over: Duration | None
    this: PeriodUnit | None


@dataclass(frozen=True, slots=True)
class Reading(Node):
    """`member.orders over 12 months`, `line.organic`, or a bare name (a let, or a value of a one-of type)."""

    path: tuple[str, ...]  # ("member", "orders"); a bare name has one part
    window: Window | None = None


@dataclass(frozen=True, slots=True)
class Today(Node):
    pass


@dataclass(frozen=True, slots=True)
class Balance(Node):
    wallet: Name


@dataclass(frozen=True, slots=True)
class Earned(Node):
    wallet: Name
    window: Window | None


@dataclass(frozen=True, slots=True)
class Feast(Node):
    """`birthday today`, `anniversary this month`. `this` None means today."""

    feast: Literal["birthday", "anniversary"]
    this: PeriodUnit | None


@dataclass(frozen=True, slots=True)
class Elapsed(Node):
    """`days since member.last_order`, `months until anniversary`."""

    unit: Literal["day", "month", "year"]
    direction: Literal["since", "until"]
    moment: Reading | Date | Literal["birthday", "anniversary"]


@dataclass(frozen=True, slots=True)
class HeldAs(Node):
    """`years as gold`: how long a tier (or higher) has been held."""

    unit: Literal["day", "month", "year"]
    level: Name


@dataclass(frozen=True, slots=True)
class Streak(Node):
    """`weeks in a row`: consecutive calendar units with an order, each of at least so much spend if that is said."""

    unit: Literal["day", "week", "month", "quarter", "year"]
    least: Money | None


@dataclass(frozen=True, slots=True)
class PartOf(Node):
    """`month of today`, `hour of basket.at`."""

    unit: Literal["hour", "day", "month", "year"]
    moment: Reading | Today


@dataclass(frozen=True, slots=True)
class LinesTotal(Node):
    """`amount of lines where (...)`."""

    what: Literal["amount", "quantity", "count"]
    where: Expr | None


@dataclass(frozen=True, slots=True)
class AnyLine(Node):
    where: Expr


# ---------------------------------------------------------------- operators


@dataclass(frozen=True, slots=True)
class Negative(Node):
    operand: Expr


@dataclass(frozen=True, slots=True)
class Not(Node):
    operand: Expr


@dataclass(frozen=True, slots=True)
class And(Node):
    operands: tuple[Expr, ...]  # flat, in written order


@dataclass(frozen=True, slots=True)
class Or(Node):
    operands: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Sum(Node):
    """`first + a - b`: flat, so that a sum of thousands of terms is not thousands deep."""

    first: Expr
    rest: tuple[tuple[Literal["+", "-"], Expr], ...]


@dataclass(frozen=True, slots=True)
class Product(Node):
    first: Expr
    rest: tuple[tuple[Literal["*", "/"], Expr], ...]


@dataclass(frozen=True, slots=True)
class Compare(Node):
    op: Literal["<=", ">=", "<", ">", "=", "!="]  # "=" ("==" too) and "!=" parse so that the checker can say `is`
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Is(Node):
    left: Expr
    right: Expr
    negated: bool


@dataclass(frozen=True, slots=True)
class MultipleOf(Node):
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class In(Node):
    left: Expr
    right: Expr
    negated: bool


@dataclass(frozen=True, slots=True)
class Between(Node):
    value: Expr
    low: Expr
    high: Expr


@dataclass(frozen=True, slots=True)
class Paren(Node):
    """Kept, so that a tree can be written back as it was; it means its inner."""

    inner: Expr


Expr = (
    Number | Percent | Money | Grant | Duration | Date | Text | Flag | ListOf | ListFile
    | Reading | Today | Balance | Earned | Feast | Elapsed | HeldAs | Streak | PartOf | LinesTotal | AnyLine
    | Negative | Not | And | Or | Sum | Product | Compare | Is | MultipleOf | In | Between | Paren
)  # fmt: skip


# ---------------------------------------------------------------- triggers and small parts


@dataclass(frozen=True, slots=True)
class OnPurchase(Node):
    pass


@dataclass(frozen=True, slots=True)
class OnEvent(Node):
    name: Name


@dataclass(frozen=True, slots=True)
class OnFeast(Node):
    feast: Literal["birthday", "anniversary"]


@dataclass(frozen=True, slots=True)
class OnMove(Node):
    kind: Literal["entering", "leaving", "reaching", "dropping"]
    name: Name


@dataclass(frozen=True, slots=True)
class OnEvery(Node):
    unit: PeriodUnit


@dataclass(frozen=True, slots=True)
class OnShifted(Node):
    """`30 days before expiry of soleils`, `3 days after purchase`."""

    duration: Duration
    direction: Literal["before", "after"]
    moment: Literal["purchase", "birthday", "anniversary", "expiry"] | Name | OnMove
    wallet: Name | None = None  # of an expiry


Trigger = OnPurchase | OnEvent | OnFeast | OnMove | OnEvery | OnShifted


@dataclass(frozen=True, slots=True)
class Per(Node):
    """One `per …` or `over …` after a limit, cap or stock."""

    unit: Literal["member", "basket", "line", "program"] | PeriodUnit | None
    over: Duration | None = None


@dataclass(frozen=True, slots=True)
class Times(Node):
    count: Expr  # `once` is 1


Amount = Times | Money | Grant | Reading  # `10 times`, `30 EUR`, `100 pts`, or a let's name
# `limit big_cap pts` (a let counted in points)


@dataclass(frozen=True, slots=True)
class NamedGrant(Node):
    """`base_rate soleils` where the number is a let or an expression in parentheses."""

    count: Expr
    wallet: Name


# ---------------------------------------------------------------- clauses of rules


@dataclass(frozen=True, slots=True)
class On(Node):
    triggers: tuple[Trigger, ...]


@dataclass(frozen=True, slots=True)
class When(Node):
    condition: Expr


@dataclass(frozen=True, slots=True)
class OnLines(Node):
    """`on lines where …`"""

    where: Expr


@dataclass(frozen=True, slots=True)
class Period(Node):
    """`from D`, `from D to D`, `until D`, `to D` (the header's)."""

    first: Date | None
    last: Date | None


@dataclass(frozen=True, slots=True)
class Days(Node):
    weekdays: tuple[Weekday, ...]
    dates: tuple[Date, ...]
    written_every: bool  # `every monday` or `on monday`: the same filter (row 51)


@dataclass(frozen=True, slots=True)
class Hours(Node):
    start: int  # minutes of the day, 0 to 1440; not yet known to be in range
    end: int


@dataclass(frozen=True, slots=True)
class RateBase(Node):
    """`per full 10 EUR`, `per full 2 of line.litres`, `per EUR`, `per item`, `per order`."""

    full: bool
    money: Money | None = None  # `per EUR` is `per 1 EUR`
    number: Number | None = None
    of: Reading | None = None
    unit: Literal["item", "order"] | None = None


@dataclass(frozen=True, slots=True)
class Row(Node):
    """A row of a table. Exactly one of: `to` (a bound, included), `above`, `keys`, `otherwise`."""

    value: Expr
    to: Expr | None = None
    above: bool = False
    keys: tuple[Reading | Text | Number | Flag, ...] = ()  # a bare name is a Reading of one part
    otherwise: bool = False


@dataclass(frozen=True, slots=True)
class Table(Node):
    subject: Expr
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class GivePoints(Node):
    """`give 2 soleils per 1 EUR`, `give 100 soleils`."""

    count: Expr
    wallet: Name
    base: RateBase | None


@dataclass(frozen=True, slots=True)
class GiveShare(Node):
    """`give 3% as soleils`."""

    share: Expr
    wallet: Name


@dataclass(frozen=True, slots=True)
class GiveTable(Node):
    wallet: Name
    base: RateBase | None
    table: Table


@dataclass(frozen=True, slots=True)
class Multiply(Node):
    targets: tuple[Name, ...]
    factor: Expr | Table


@dataclass(frozen=True, slots=True)
class Scope(Node):
    """What a `take` takes off. `cheapest 2 items of every 3 where …`: kind cheapest, unit item, count 2, every 3."""

    kind: Literal["basket", "shipping", "lines", "cheapest", "dearest"]
    unit: Literal["line", "item"] | None = None
    count: Number | None = None
    every: Number | None = None
    where: Expr | None = None


@dataclass(frozen=True, slots=True)
class Take(Node):
    amount: Expr  # Money, Percent, a let or an expression
    scope: Scope


@dataclass(frozen=True, slots=True)
class Gift(Node):
    what: Text


@dataclass(frozen=True, slots=True)
class Price(Node):
    """`price 500 soleils`, `price 1 points per 0.01 GBP`, `price every 500 points`."""

    every: bool
    count: Expr
    wallet: Name
    per: Money | None


@dataclass(frozen=True, slots=True)
class Cost(Node):
    money: Money | Reading


@dataclass(frozen=True, slots=True)
class Limit(Node):
    amount: Amount | NamedGrant
    per: tuple[Per, ...]


@dataclass(frozen=True, slots=True)
class Stock(Node):
    count: Number | Reading
    per: PeriodUnit | None


@dataclass(frozen=True, slots=True)
class InStack(Node):
    stack: Name


@dataclass(frozen=True, slots=True)
class Priority(Node):
    value: Number | Reading


@dataclass(frozen=True, slots=True)
class Send(Node):
    message: Name


@dataclass(frozen=True, slots=True)
class Owner(Node):
    text: Text


RuleClause = (
    On | When | OnLines | Period | Days | Hours | GivePoints | GiveShare | GiveTable | Multiply | Take | Gift
    | Price | Cost | Limit | Stock | InStack | Priority | Send | Owner
)  # fmt: skip


# ---------------------------------------------------------------- declarations


@dataclass(frozen=True, slots=True)
class Currency(Node):
    code: str


@dataclass(frozen=True, slots=True)
class Timezone(Node):
    zone: Text


@dataclass(frozen=True, slots=True)
class Version(Node):
    text: Text


@dataclass(frozen=True, slots=True)
class Language(Node):
    text: Text


@dataclass(frozen=True, slots=True)
class Multipliers(Node):
    mode: Literal["add", "compound"]


@dataclass(frozen=True, slots=True)
class EarnOn(Node):
    basis: Literal["net", "gross"]


@dataclass(frozen=True, slots=True)
class Exclude(Node):
    where: Expr


@dataclass(frozen=True, slots=True)
class Channels(Node):
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Largest(Node):
    money: Money
    lines: Number | None


@dataclass(frozen=True, slots=True)
class Fee(Node):
    money: Money | Reading
    per: PeriodUnit


HeaderClause = (
    Currency
    | Timezone
    | Version
    | Owner
    | Language
    | Period
    | Multipliers
    | EarnOn
    | Exclude
    | Channels
    | Largest
    | Fee
)


@dataclass(frozen=True, slots=True)
class Header(Node):
    name: Text
    clauses: tuple[HeaderClause, ...]


@dataclass(frozen=True, slots=True)
class Include(Node):
    path: Text


@dataclass(frozen=True, slots=True)
class Tunable(Node):
    low: Expr
    high: Expr
    step: Expr | None


@dataclass(frozen=True, slots=True)
class Let(Node):
    name: Name
    value: Expr
    tunable: Tunable | None


@dataclass(frozen=True, slots=True)
class Label(Node):
    text: Text


@dataclass(frozen=True, slots=True)
class Worth(Node):
    money: Money | Reading


@dataclass(frozen=True, slots=True)
class Rounding(Node):
    mode: Literal["down", "up", "half_up", "half_even"]
    per: Literal["item", "line", "order"] | None


@dataclass(frozen=True, slots=True)
class Decimals(Node):
    count: Number


@dataclass(frozen=True, slots=True)
class Pending(Node):
    duration: Duration


@dataclass(frozen=True, slots=True)
class ExpireAfter(Node):
    """`expire after 12 months of inactivity at end of quarter from availability unless …`."""

    duration: Duration
    inactivity: bool
    without: tuple[Name, ...]  # names of events; `purchase` and `redemption` too
    at_end_of: PeriodUnit | None
    from_availability: bool
    unless: Expr | None


@dataclass(frozen=True, slots=True)
class ExpireAtEnd(Node):
    unit: PeriodUnit
    plus: Duration | None
    unless: Expr | None


@dataclass(frozen=True, slots=True)
class ExpireOnDay(Node):
    day: Number
    month: int
    of_next_year: bool
    unless: Expr | None


@dataclass(frozen=True, slots=True)
class ExpireOnTrigger(Node):
    trigger: Trigger


@dataclass(frozen=True, slots=True)
class ExpireNever(Node):
    pass


@dataclass(frozen=True, slots=True)
class StatusOnly(Node):
    pass


@dataclass(frozen=True, slots=True)
class Debt(Node):
    allowed: bool


WalletClause = (
    Label | Worth | Rounding | Decimals | Pending | ExpireAfter | ExpireAtEnd | ExpireOnDay | ExpireOnTrigger
    | ExpireNever | StatusOnly | Debt
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wallet(Node):
    name: Name
    clauses: tuple[WalletClause, ...]


@dataclass(frozen=True, slots=True)
class FactType(Node):
    kind: Literal["number", "money", "text", "date", "flag", "one of"]
    decimals: Number | None = None
    values: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Privacy(Node):
    purpose: Text | None
    consent: Name | None


@dataclass(frozen=True, slots=True)
class Fact(Node):
    name: Name
    type: FactType
    personal: Privacy | None


@dataclass(frozen=True, slots=True)
class Facts(Node):
    owner: Literal["member", "basket", "line"]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Event(Node):
    name: Name
    fields: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Segment(Node):
    name: Name
    label: Text | None
    whens: tuple[When, ...]


@dataclass(frozen=True, slots=True)
class Stage(Node):
    name: Name
    label: Text | None
    when: When | None


@dataclass(frozen=True, slots=True)
class Lifecycle(Node):
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class TierFrom(Node):
    threshold: Expr


@dataclass(frozen=True, slots=True)
class LifetimeWhen(Node):
    condition: Expr


@dataclass(frozen=True, slots=True)
class Tier(Node):
    name: Name
    label: Text | None
    clauses: tuple[TierFrom | When | LifetimeWhen | Fee, ...]


@dataclass(frozen=True, slots=True)
class Review(Node):
    every: PeriodUnit | None  # None: on purchase


@dataclass(frozen=True, slots=True)
class Keep(Node):
    duration: Duration | None
    until_end_of: PeriodUnit | None
    next_period: bool = False  # `until end of next year`


@dataclass(frozen=True, slots=True)
class CarrySurplus(Node):
    up_to: Expr | None


@dataclass(frozen=True, slots=True)
class Drop(Node):
    to: Literal["one level", "earned level"]


@dataclass(frozen=True, slots=True)
class Tiers(Node):
    by: Expr | None
    clauses: tuple[Review | Keep | CarrySurplus | Drop, ...]
    tiers: tuple[Tier, ...]


@dataclass(frozen=True, slots=True)
class Pick(Node):
    mode: Literal["all", "best", "first", "cheapest"]


@dataclass(frozen=True, slots=True)
class Stack(Node):
    name: Name
    clauses: tuple[Pick | When | Limit, ...]


@dataclass(frozen=True, slots=True)
class Cap(Node):
    amount: Amount | NamedGrant
    per: tuple[Per, ...]


@dataclass(frozen=True, slots=True)
class Covers(Node):
    names: tuple[Name, ...]  # empty: all


@dataclass(frozen=True, slots=True)
class Exhausted(Node):
    then: Literal["stop", "scale"]


@dataclass(frozen=True, slots=True)
class Alert(Node):
    at: Percent


@dataclass(frozen=True, slots=True)
class Budget(Node):
    name: Name
    label: Text | None
    clauses: tuple[Cap | Covers | Exhausted | Alert, ...]


@dataclass(frozen=True, slots=True)
class Rule(Node):
    kind: Literal["earn", "offer", "reward"]
    name: Name
    label: Text | None
    clauses: tuple[RuleClause, ...]


@dataclass(frozen=True, slots=True)
class ByChannel(Node):
    channel: Name


@dataclass(frozen=True, slots=True)
class NeedsConsent(Node):
    consent: Name


@dataclass(frozen=True, slots=True)
class MessageText(Node):
    text: Text


@dataclass(frozen=True, slots=True)
class Message(Node):
    name: Name
    label: Text | None
    clauses: tuple[ByChannel | NeedsConsent | Cost | MessageText | On | When | Limit, ...]


@dataclass(frozen=True, slots=True)
class Audience(Node):
    segment: Name


@dataclass(frozen=True, slots=True)
class Holdout(Node):
    share: Percent


@dataclass(frozen=True, slots=True)
class CampaignBudget(Node):
    amount: Amount | NamedGrant
    per: tuple[Per, ...]


@dataclass(frozen=True, slots=True)
class Variant(Node):
    name: Name
    share: Percent
    items: tuple[Rule | Message, ...]


@dataclass(frozen=True, slots=True)
class Campaign(Node):
    name: Name
    label: Text | None
    clauses: tuple[Period | Owner | Audience | Holdout | CampaignBudget | Variant | Rule | Message, ...]


@dataclass(frozen=True, slots=True)
class Objective(Node):
    indicator: Name
    uplift: bool
    op: Literal["<=", ">=", "<", ">", "=", "!="]
    target: Expr
    within: Duration | None


# ---------------------------------------------------------------- tests


@dataclass(frozen=True, slots=True)
class SetFact(Node):
    """`orders over 12 months: 4`, `tier: gold`, `category: "bio"`."""

    name: Name
    window: Window | None
    value: Expr


@dataclass(frozen=True, slots=True)
class SetBalance(Node):
    wallet: Name
    amount: Number


@dataclass(frozen=True, slots=True)
class SetEarned(Node):
    wallet: Name
    window: Window | None
    amount: Number


@dataclass(frozen=True, slots=True)
class SetHeld(Node):
    unit: Literal["day", "month", "year"]
    level: Name
    amount: Number


@dataclass(frozen=True, slots=True)
class SetStreak(Node):
    streak: Streak
    amount: Number


@dataclass(frozen=True, slots=True)
class Asked(Node):
    """A reward asked for, once or `count` times."""

    name: Name
    count: Number | None


@dataclass(frozen=True, slots=True)
class SetRedeem(Node):
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class SetConsent(Node):
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class SetLine(Node):
    settings: tuple[Setting, ...]


Setting = SetFact | SetBalance | SetEarned | SetHeld | SetStreak | SetRedeem | SetConsent | SetLine


@dataclass(frozen=True, slots=True)
class MemberStep(Node):
    settings: tuple[Setting, ...]


@dataclass(frozen=True, slots=True)
class BasketStep(Node):
    name: Name | None
    settings: tuple[Setting, ...]


@dataclass(frozen=True, slots=True)
class EventStep(Node):
    name: Name
    settings: tuple[Setting, ...]


@dataclass(frozen=True, slots=True)
class ReturnStep(Node):
    basket: Name
    lines: tuple[tuple[Number, Number], ...]  # line (from 1), quantity; empty: all of it


@dataclass(frozen=True, slots=True)
class WaitStep(Node):
    until: Date


@dataclass(frozen=True, slots=True)
class ExpectPoints(Node):
    grant: Grant
    rule: Name | None


@dataclass(frozen=True, slots=True)
class ExpectNone(Node):
    rule: Name


@dataclass(frozen=True, slots=True)
class ExpectDiscount(Node):
    money: Money
    rule: Name | None


@dataclass(frozen=True, slots=True)
class ExpectTotal(Node):
    money: Money


@dataclass(frozen=True, slots=True)
class ExpectHolding(Node):
    what: Literal["balance", "pending", "debt"]
    grant: Grant  # its amount may be negative: `balance -5 soleils`


@dataclass(frozen=True, slots=True)
class ExpectTier(Node):
    tier: Name
    until: Date | None


@dataclass(frozen=True, slots=True)
class ExpectStage(Node):
    stage: Name


@dataclass(frozen=True, slots=True)
class ExpectGift(Node):
    gift: Text


@dataclass(frozen=True, slots=True)
class ExpectMessage(Node):
    message: Name


@dataclass(frozen=True, slots=True)
class ExpectRule(Node):
    rule: Name
    applies: bool  # False: refused


@dataclass(frozen=True, slots=True)
class ExpectFee(Node):
    """`fee 65 EUR`: what fell due in the step before, in all; `from gold`: of one tier."""

    money: Money
    tier: Name | None


@dataclass(frozen=True, slots=True)
class ExpectRefund(Node):
    """`refund 5 EUR`: what the return in the step before pays back."""

    money: Money


@dataclass(frozen=True, slots=True)
class ExpectReturnRefused(Node):
    """`return refused`: the return in the step before was not taken."""


Expectation = (
    ExpectPoints | ExpectNone | ExpectDiscount | ExpectTotal | ExpectHolding | ExpectTier | ExpectStage | ExpectGift
    | ExpectMessage | ExpectRule | ExpectFee | ExpectRefund | ExpectReturnRefused
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Expect(Node):
    items: tuple[Expectation, ...]


Step = MemberStep | BasketStep | EventStep | ReturnStep | WaitStep | Expect


@dataclass(frozen=True, slots=True)
class Test(Node):
    title: Text
    steps: tuple[Step, ...]


Declaration = (
    Header | Include | Let | Wallet | Facts | Event | Segment | Lifecycle | Tiers | Stack | Budget | Rule | Campaign
    | Message | Objective | Test
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Comment(Node):
    """`# …`, to its end of line. Kept beside the tree; its span says where it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Tree(Node):
    """One file: its declarations and its comments, each in written order."""

    items: tuple[Declaration, ...]
    comments: tuple[Comment, ...] = field(default=(), compare=False)
    lists: tuple[ListFile, ...] = field(default=(), compare=False)  # wherever they stand
