"""The plan: a checked program as data. Integers, names and formulas only; no code, no rational, no text to parse.

Money is in minor units, points in units of 10^-decimals of their wallet, a day is `date.toordinal()`, an instant
`day × 1440 + minute`. A ratio is (numerator, denominator), the denominator above zero. References between parts are
positions in the plan's lists.
"""

from dataclasses import dataclass
from typing import Literal

from fidelang.plan.formula import Formula

Ratio = tuple[int, int]
FORMAT = 3


@dataclass(frozen=True, slots=True)
class Lapse:
    """So many calendar months and days, months first."""

    months: int
    days: int


@dataclass(frozen=True, slots=True)
class Window:
    """`ever`, `over` a lapse up to now, or `this` calendar unit."""

    kind: Literal["ever", "over", "this"]
    lapse: Lapse | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that the program declares or a built-in one that it reads. Text facts are read as codes: the position of
    the text in `Plan.texts`, or one past them all."""

    owner: Literal["member", "basket", "line", "event"]
    name: str
    kind: Literal["number", "money", "text", "date", "moment", "flag", "one_of"]
    decimals: int = 0
    values: tuple[str, ...] = ()
    consent: str | None = None
    builtin: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    name: str
    fields: tuple[int, ...]  # facts
    log: int | None = None  # the log that counts it


@dataclass(frozen=True, slots=True)
class Log:
    """What is counted of a member, day by day: orders, spend, units, an event, or the points earned in a wallet."""

    name: str
    wallet: int | None = None
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Metric:
    log: int
    window: Window


@dataclass(frozen=True, slots=True)
class Streak:
    """Consecutive calendar units in each of which a metric (orders or spend, of that unit) is at least so much."""

    metric: int
    least: int


@dataclass(frozen=True, slots=True)
class Counter:
    """A limit, a stock or a budget's use. Counts times, minor units × `scale`, or points; `cap` in the same unit, the
    greatest where versions of a rule share it (`Rule.caps`)."""

    kind: Literal["times", "money", "points"]
    cap: int
    subject: Literal["member", "basket", "program"]
    window: Window
    scale: int = 1
    wallet: int | None = None
    stock: bool = False
    budget: bool = False


@dataclass(frozen=True, slots=True)
class Trigger:
    """What sets a rule off. `what`: purchase, event, birthday, anniversary, entering, leaving, reaching, dropping,
    every, before or after (a lapse from a moment). `target`: event, tier, stage, segment, campaign or moment by
    name."""

    what: str
    target: str | None = None
    kind: str | None = (
        None  # of a move's target: tier, stage, segment, campaign; of a moment: purchase, birthday, expiry, fact …
    )
    unit: str | None = None
    lapse: Lapse | None = None
    wallet: int | None = None


@dataclass(frozen=True, slots=True)
class Expiry:
    """One way in which lots of a wallet expire. `how`: after, activity, end_of, on_day, trigger."""

    how: Literal["after", "activity", "end_of", "on_day", "trigger"]
    lapse: Lapse | None = None
    from_availability: bool = False
    activity: int | None = None  # position in Plan.activities
    then_end_of: str | None = None
    unit: str | None = None
    month: int = 0
    day: int = 0
    of_next_year: bool = False
    trigger: Trigger | None = None
    unless: Formula | None = None


@dataclass(frozen=True, slots=True)
class Wallet:
    name: str
    label: str | None
    worth: Ratio | None  # minor units per unit of points
    rounding: Literal["down", "up", "half_up", "half_even"]
    round_per: Literal["award", "line", "item"]
    decimals: int
    pending: Lapse
    expiries: tuple[Expiry, ...]
    status: bool
    debt_allowed: bool


@dataclass(frozen=True, slots=True)
class Witness:
    """What a reason shows of a condition: where `holds` is not met, `actual` against `needed`, both in `unit`.

    `text` is the comparison as its author wrote it, on one line.
    """

    holds: Formula
    actual: Formula
    needed: Formula
    unit: str
    op: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """A `when`. `text` is what its author wrote, on one line, for the reason that quotes it; no engine reads it."""

    holds: Formula
    fails: Formula
    reads: tuple[str, ...]
    witnesses: tuple[Witness, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class TextList:
    """A list kept in a file. Its values are texts of the plan: those from each of `starts`, rising, to before the one
    of `ends` at the same place."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Aggregate:
    """A sum over lines, read as the slot `sum:N`. `scope`: the rule whose eligible lines it runs over, None all lines.

    Without `gift_cards`, and within a rule's scope, gift-card lines are left out. `any` counts the lines that match.
    """

    what: Literal["amount", "quantity", "count", "any"]
    where: Formula
    scope: int | None
    gift_cards: bool


@dataclass(frozen=True, slots=True)
class TableRow:
    holds: Formula
    value: int  # over the denominator of its table


@dataclass(frozen=True, slots=True)
class Table:
    """The first row that holds gives its value; none: `otherwise`. Where the subject is unknown: 0."""

    known: Formula
    rows: tuple[TableRow, ...]
    otherwise: int
    denominator: int
    by_line: bool


@dataclass(frozen=True, slots=True)
class Give:
    """What a rule gives of `wallet`, in units of its points.

    The factor is `amount` (a ratio) or `table`. flat: the factor. rate: factor × the line's money. item: factor ×
    units. units: factor × the line's number, or the basket's. full: factor × floor(sum of money / step). full_units:
    factor ×
    floor(sum of numbers / step). `of` reads the number, `step` is in its unit. `line_cap`: the most points for a line.
    """

    wallet: int
    form: Literal["flat", "rate", "item", "units", "full", "full_units"]
    amount: Ratio | None
    table: Table | None
    line_wise: bool
    of: Formula | None = None
    of_known: Formula | None = None
    of_line: bool = False
    step: int = 1
    line_cap: int | None = None


@dataclass(frozen=True, slots=True)
class Multiply:
    targets: tuple[int, ...]
    wallet: int
    factor: Ratio | None
    table: Table | None


@dataclass(frozen=True, slots=True)
class Take:
    """A discount: minor units of money, or a share of what is left in its scope."""

    money: int | None
    share: Ratio | None
    scope: Literal["basket", "shipping", "lines", "cheapest", "dearest"]
    unit: Literal["line", "item"] | None
    count: int
    every: int | None
    where: Formula
    gift_cards: bool


@dataclass(frozen=True, slots=True)
class Price:
    """`amount` points; with `per`, so many for each `per` minor units off, rounded up; `every`: as often as asked."""

    wallet: int
    amount: int
    every: bool
    per: int | None


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    label: str | None
    kind: Literal["earn", "offer", "reward"]
    order: int
    triggers: tuple[Trigger, ...]
    start: int | None  # instants, half-open
    stop: int | None
    weekdays: tuple[int, ...]
    dates: tuple[int, ...]
    hours: tuple[int, int] | None
    consents: tuple[str, ...]  # of the facts it reads
    whens: tuple[Condition, ...]
    reads_member: bool
    lines: Formula | None
    gift_cards: bool
    give: Give | None
    multiply: Multiply | None
    take: Take | None
    gift: str | None
    cost: int
    price: Price | None
    counters: tuple[int, ...]  # its limits, then its stock
    caps: tuple[int, ...]  # of those, in their order: versions of a rule count together, each up to a cap of its own
    stack: int | None
    priority: int
    sends: tuple[int, ...]
    campaign: int | None = None  # `start` and `stop` are then within the campaign's
    variant: int | None = None  # of its campaign's; None: for all of it


@dataclass(frozen=True, slots=True)
class Stack:
    name: str
    pick: Literal["all", "best", "first", "cheapest"]
    holds: Formula
    counters: tuple[int, ...]
    rules: tuple[int, ...]  # by priority, then as written
    kind: str


@dataclass(frozen=True, slots=True)
class Budget:
    """`counter` holds cap and use, in minor units × its scale, or in points of its wallet."""

    name: str
    label: str | None
    counter: int
    rules: tuple[int, ...]
    messages: tuple[int, ...]
    exhausted: Literal["stop", "scale"]
    alert: Ratio | None


@dataclass(frozen=True, slots=True)
class Message:
    name: str
    channel: str | None
    consent: str | None
    cost: int
    text: str | None
    triggers: tuple[Trigger, ...]
    whens: tuple[Condition, ...]
    counters: tuple[int, ...]
    start: int | None = None  # instants, half-open: the campaign's
    stop: int | None = None
    campaign: int | None = None
    variant: int | None = None


@dataclass(frozen=True, slots=True)
class Variant:
    name: str
    share: Ratio


@dataclass(frozen=True, slots=True)
class Campaign:
    """What members enter, once, and never leave: while it runs, those of the segment `audience` (None: all). `holdout`
    is the share of them that is kept out; the others have one of `variants`, which stand by name."""

    name: str
    label: str | None
    start: int | None  # instants, half-open
    stop: int | None
    audience: int | None
    holdout: Ratio
    variants: tuple[Variant, ...]

    @property
    def chooses(self) -> bool:
        """Whether it is not for everyone alike: then a rule or message asks what the member entered (row 130)."""
        return self.audience is not None or self.draws

    @property
    def draws(self) -> bool:
        """Whether the member's id decides what is entered."""
        return bool(self.holdout[0] or self.variants)


@dataclass(frozen=True, slots=True)
class Tier:
    name: str
    label: str | None
    holds: Formula
    lifetime: Formula
    has_criterion: bool


@dataclass(frozen=True, slots=True)
class Carry:
    """What a metric of a calendar window was above the threshold of the level held opens the next window.

    `thresholds`: by tier, in the metric's unit; None where nothing is carried.
    """

    metric: int
    up_to: int | None
    thresholds: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Tiers:
    review: str | None  # a calendar unit, "purchase", or None: never
    keep: Lapse | None
    keep_to_end_of: str | None
    keep_next_period: bool
    drop: Literal["one level", "earned level"]
    carry: Carry | None
    tiers: tuple[Tier, ...]


@dataclass(frozen=True, slots=True)
class Fee:
    """What a member pays for being one (`tier` None), or for a tier: minor units, by calendar unit or year of their
    own."""

    tier: int | None
    amount: int
    per: str


@dataclass(frozen=True, slots=True)
class Stage:
    name: str
    label: str | None
    holds: Formula


@dataclass(frozen=True, slots=True)
class Segment:
    name: str
    label: str | None
    holds: Formula


@dataclass(frozen=True, slots=True)
class Goal:
    """What a member can be near to: the price of a reward, a tier's threshold, a basket total that sets a rule off."""

    kind: Literal["reward", "tier", "basket"]
    name: str  # rule or tier
    threshold: int
    wallet: int | None = None
    metric: int | None = None
    strict: bool = False  # the basket must be above, not at, the threshold
    rule: int | None = None  # position of the rule, one version of it; None of a tier


@dataclass(frozen=True, slots=True)
class Objective:
    indicator: str
    uplift: bool
    op: str
    target: Ratio
    within: Lapse | None
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    format: int
    name: str
    source_hash: str
    currency: str
    decimals: int
    zone: str
    start: int | None
    stop: int | None
    compound: bool
    earn_on_gross: bool
    largest: int
    largest_lines: int
    scale: int  # budgets count minor units × scale, so that every worth is whole
    channels: tuple[str, ...]
    consents: tuple[str, ...]
    exclude: Formula
    texts: tuple[str, ...]
    lists: tuple[TextList, ...]
    facts: tuple[Fact, ...]
    events: tuple[Event, ...]
    moments: tuple[str, ...]  # "purchase" or an event: what rules come back to some days after
    activities: tuple[tuple[str, ...], ...]
    logs: tuple[Log, ...]
    metrics: tuple[Metric, ...]
    streaks: tuple[Streak, ...]
    aggregates: tuple[Aggregate, ...]
    counters: tuple[Counter, ...]
    wallets: tuple[Wallet, ...]
    tiers: Tiers | None
    fees: tuple[Fee, ...]  # the header's first, then by tier
    stages: tuple[Stage, ...]
    segments: tuple[Segment, ...]
    stacks: tuple[Stack, ...]
    campaigns: tuple[Campaign, ...]  # by name
    budgets: tuple[Budget, ...]  # those of campaigns first, each by name
    rules: tuple[Rule, ...]  # by name
    messages: tuple[Message, ...]  # by name
    goals: tuple[Goal, ...]
    objectives: tuple[Objective, ...]
    requires: tuple[str, ...]
    width: int = 64  # bits that the widest number of an evaluation needs, sign included

    @property
    def hash(self) -> str:
        from fidelang.plan.file import plan_hash

        return plan_hash(self)
