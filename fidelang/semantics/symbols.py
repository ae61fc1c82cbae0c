"""What a program declares, resolved: the records that the checks, the lowering and an editor read.

Money is in minor units (Fraction: 5 EUR is 500), points in whole points (Fraction: 1.5 miles is 3/2), a day is
`date.toordinal()`, a minute counts from midnight. Conditions stay expressions of the tree; their types and meanings
are asked of the Analysis.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from fidelang.semantics.types import Type
from fidelang.source import Span
from fidelang.syntax import nodes

RoundingMode = Literal["down", "up", "half_up", "half_even"]


@dataclass(frozen=True, slots=True, order=True)
class Instant:
    day: int
    minute: int = 0


@dataclass(frozen=True, slots=True)
class Period:
    """Half-open: what happens at `start` is in, what happens at `stop` is out. None: no bound on that side."""

    start: Instant | None = None
    stop: Instant | None = None

    @property
    def empty(self) -> bool:
        return self.start is not None and self.stop is not None and self.start >= self.stop

    def within(self, other: Period) -> Period:
        """What both hold."""
        starts = [period.start for period in (self, other) if period.start is not None]
        stops = [period.stop for period in (self, other) if period.stop is not None]
        return Period(max(starts, default=None), min(stops, default=None))


@dataclass(frozen=True, slots=True)
class Lapse:
    """A length of time: so many months (years are twelve) and so many days (weeks are seven)."""

    months: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class WindowOf:
    """Since ever (both None), rolling (`over`), or calendar (`this`)."""

    over: Lapse | None = None
    this: nodes.PeriodUnit | None = None


EVER = WindowOf()


@dataclass(frozen=True, slots=True)
class Program:
    """The header, with the defaults of what it leaves out."""

    name: str
    span: Span
    currency: str
    decimals: int  # of the currency's minor unit
    zone: str
    period: Period
    multipliers: Literal["add", "compound"]
    earn_on: Literal["net", "gross"]
    largest: int  # minor units
    largest_lines: int
    channels: tuple[str, ...]
    exclude: nodes.Expr | None
    fee: FeeInfo | None
    version: str | None
    language: str | None
    owner: str | None


@dataclass(frozen=True, slots=True)
class LetInfo:
    """A named constant. `value` is in the units of its type; a tunable one also has its range."""

    name: str
    node: nodes.Let
    type: Type
    value: Fraction | None  # None only if the let is wrong
    low: Fraction | None = None
    high: Fraction | None = None
    step: Fraction | None = None


# ---------------------------------------------------------------- wallets


@dataclass(frozen=True, slots=True)
class Expiry:
    """One `expire` clause. Exactly one of `after`, `end_of`, `on_day`, `trigger` is set.

    `after` counts from `start`; `activity` names what starts the clock again (row 57), `then_end_of` moves the last
    day to the end of its calendar unit. `end_of` is the end of the current unit, `plus` later. `on_day` is (month, day)
    of this or the next year. `unless` is read at each midnight from the deadline on.
    """

    after: Lapse | None = None
    start: Literal["earning", "availability"] = "earning"
    activity: tuple[str, ...] = ()
    then_end_of: nodes.PeriodUnit | None = None
    end_of: nodes.PeriodUnit | None = None
    plus: Lapse | None = None
    on_day: tuple[int, int] | None = None
    of_next_year: bool = False
    trigger: nodes.Trigger | None = None
    unless: nodes.Expr | None = None


@dataclass(frozen=True, slots=True)
class WalletInfo:
    name: str
    node: nodes.Wallet
    label: str | None
    worth: Fraction | None  # minor units a point
    rounding: RoundingMode
    round_per: Literal["award", "line", "item"]
    decimals: int
    pending_days: int
    pending_months: int  # clamped from the day of earning like any months
    expiries: tuple[Expiry, ...]
    status: bool
    debt_allowed: bool


# ---------------------------------------------------------------- facts, events, groups


@dataclass(frozen=True, slots=True)
class FactInfo:
    """A fact that the program declares, or a field of one of its events (`owner` is then "event")."""

    owner: Literal["member", "basket", "line", "event"]
    name: str
    node: nodes.Fact
    type: Type
    personal: bool
    purpose: str | None
    consent: str | None


@dataclass(frozen=True, slots=True)
class EventInfo:
    name: str
    fields: Mapping[str, FactInfo]
    node: nodes.Event | None  # None: built in


@dataclass(frozen=True, slots=True)
class SegmentInfo:
    name: str
    label: str | None
    node: nodes.Segment
    whens: tuple[nodes.Expr, ...]


@dataclass(frozen=True, slots=True)
class StageInfo:
    name: str
    label: str | None
    node: nodes.Stage
    index: int
    when: nodes.Expr | None


@dataclass(frozen=True, slots=True)
class FeeInfo:
    """What a member pays, in minor units, for each `per`."""

    amount: Fraction
    per: nodes.PeriodUnit
    node: nodes.Fee


@dataclass(frozen=True, slots=True)
class TierInfo:
    """`threshold` is the constant of `from`, in the units of the criterion (`Tiers.by`)."""

    name: str
    label: str | None
    node: nodes.Tier
    index: int
    threshold: Fraction | None
    whens: tuple[nodes.Expr, ...]
    lifetime: tuple[nodes.Expr, ...]
    fee: FeeInfo | None


@dataclass(frozen=True, slots=True)
class CarryInfo:
    """`carry surplus`: at most `up_to` of it, in the units of the criterion; None: all."""

    up_to: Fraction | None
    node: nodes.CarrySurplus


@dataclass(frozen=True, slots=True)
class TiersInfo:
    """`review` None: never reviewed. `keep` and `keep_to_end_of` both None: kept until the next review."""

    node: nodes.Tiers
    by: nodes.Expr | None
    tiers: tuple[TierInfo, ...]
    review: nodes.PeriodUnit | Literal["purchase"] | None
    keep: Lapse | None
    keep_to_end_of: nodes.PeriodUnit | None
    keep_next_period: bool
    drop: Literal["one level", "earned level"]
    carry: CarryInfo | None


# ---------------------------------------------------------------- rules


@dataclass(frozen=True, slots=True)
class LimitInfo:
    """`amount` is a count of times, minor units, or points of `wallet`, by `kind`."""

    kind: Literal["times", "money", "points"]
    amount: Fraction
    wallet: str | None
    subject: Literal["member", "basket", "program", "line"]
    window: WindowOf
    node: nodes.Limit | nodes.Cap | nodes.CampaignBudget


@dataclass(frozen=True, slots=True)
class StockInfo:
    count: int
    per: nodes.PeriodUnit | None
    node: nodes.Stock


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table, its key resolved: `to` a bound in the subject's units (None on `above`), or the `keys`
    (values of the one-of type, texts, Fractions or flags). The value is a count of points or a factor."""

    value: Fraction
    to: Fraction | None
    keys: tuple[str | Fraction | bool, ...]
    node: nodes.Row


@dataclass(frozen=True, slots=True)
class TableInfo:
    """`kind` brackets: rows rise by `to`, `above` (`to` None) last. cases: by keys. `by_line`: read for each line."""

    subject: nodes.Expr
    kind: Literal["brackets", "cases"]
    rows: tuple[TableRow, ...]
    otherwise: Fraction | None
    by_line: bool
    node: nodes.Table


@dataclass(frozen=True, slots=True)
class Give:
    """What a rule gives, of `wallet`: an `amount` or the value of a `table`,

    flat: once; rate: per `per_money` minor units of each line; full: per whole `per_money` of the scope's sum;
    units: per `per_count` of the number `of`; full_units: per whole `per_count` of the scope's sum of `of`;
    item: per item; share: `amount` (a fraction) of the line's money, as points at the wallet's worth.
    `line_wise` gives an amount to each line (row 20): rate, item, share, and units of a line's fact.
    """

    wallet: str
    form: Literal["flat", "rate", "full", "units", "full_units", "item", "share"]
    amount: Fraction | None
    table: TableInfo | None
    per_money: Fraction | None
    per_count: Fraction | None
    of: nodes.Reading | None
    line_wise: bool
    node: nodes.GivePoints | nodes.GiveShare | nodes.GiveTable


@dataclass(frozen=True, slots=True)
class MultiplyInfo:
    """`targets` are rules, wallets already spelled out as their give rules; all of `wallet`."""

    targets: tuple[str, ...]
    wallet: str
    factor: Fraction | None
    table: TableInfo | None
    node: nodes.Multiply


@dataclass(frozen=True, slots=True)
class TakeInfo:
    """`amount` is minor units (money) or a fraction (percent) of the scope."""

    kind: Literal["money", "percent"]
    amount: Fraction
    scope: nodes.Scope
    node: nodes.Take


@dataclass(frozen=True, slots=True)
class PriceInfo:
    """`amount` points of `wallet`; `per` minor units of discount if that is given; `every`: as often as asked."""

    every: bool
    amount: Fraction
    wallet: str
    per: Fraction | None
    node: nodes.Price


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """One rule, its clauses sorted by kind. `triggers` is empty on a reward without `on` (asked for at a purchase);
    an earn or offer without `on` has OnPurchase. Dated versions of one rule share a `name`; what lists rules
    one by one, such as `StackInfo.rules`, lists their keys (row 135)."""

    name: str
    key: str  # the name; of a second version the name and a number, `base 2`
    kind: Literal["earn", "offer", "reward"]
    label: str | None
    node: nodes.Rule
    order: int  # written order among rules, from 0
    triggers: tuple[nodes.Trigger, ...]
    on_purchase: bool
    whens: tuple[nodes.Expr, ...]
    lines_where: nodes.Expr | None
    period: Period
    weekdays: tuple[nodes.Weekday, ...]
    dates: tuple[int, ...]  # listed days
    hours: tuple[int, int] | None
    give: Give | None
    multiply: MultiplyInfo | None
    take: TakeInfo | None
    gift: str | None
    cost: Fraction | None  # minor units; None: not given
    price: PriceInfo | None
    limits: tuple[LimitInfo, ...]
    stock: StockInfo | None
    stack: str | None
    priority: int
    sends: tuple[str, ...]
    owner: str | None
    campaign: str | None = None
    variant: str | None = None  # of its campaign; None: for all of it


@dataclass(frozen=True, slots=True)
class StackInfo:
    name: str
    node: nodes.Stack
    pick: Literal["all", "best", "first", "cheapest"]
    whens: tuple[nodes.Expr, ...]
    limits: tuple[LimitInfo, ...]
    rules: tuple[str, ...]  # by written order
    kind: Literal["earn", "offer", "reward"] | None


@dataclass(frozen=True, slots=True)
class BudgetInfo:
    """`covers` names rules and messages, `covers all` spelled out. `node` is the campaign whose own budget it is."""

    name: str
    label: str | None
    node: nodes.Budget | nodes.Campaign
    cap: LimitInfo | None  # None only if the budget is wrong
    covers: tuple[str, ...]
    exhausted: Literal["stop", "scale"]
    alert: Fraction | None


@dataclass(frozen=True, slots=True)
class MessageInfo:
    name: str
    label: str | None
    node: nodes.Message
    channel: str | None
    consent: str | None
    cost: Fraction | None
    text: str | None
    triggers: tuple[nodes.Trigger, ...]
    whens: tuple[nodes.Expr, ...]
    limits: tuple[LimitInfo, ...]
    campaign: str | None = None
    variant: str | None = None  # of its campaign; None: for all of it


@dataclass(frozen=True, slots=True)
class VariantInfo:
    name: str
    share: Fraction
    node: nodes.Variant


@dataclass(frozen=True, slots=True)
class CampaignInfo:
    """`period` is the campaign's own; an absent end is the program's (row 134). `audience` is a segment, None for
    everyone; `holdout` a share of it; `variants` as written; `budget` bears the campaign's name (row 132)."""

    name: str
    label: str | None
    node: nodes.Campaign
    period: Period
    audience: str | None
    holdout: Fraction
    variants: tuple[VariantInfo, ...]
    budget: BudgetInfo | None
    rules: tuple[str, ...]
    messages: tuple[str, ...]
    owner: str | None


@dataclass(frozen=True, slots=True)
class ObjectiveInfo:
    """`target` in the indicator's units: a fraction for a rate or an uplift, minor units for money, else a count."""

    indicator: str
    uplift: bool
    op: str
    target: Fraction | None
    within: Lapse | None
    text: str  # as written
    node: nodes.Objective
