"""A program's tree, looked up by name. Strict: what is not understood here is an error of the test, not of the program."""

from __future__ import annotations

import csv
import posixpath
import unicodedata
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from hashlib import sha256
from types import MappingProxyType
from typing import Any, TypeVar

from fidelang.source import SourceFile
from fidelang.syntax import nodes as n
from fidelang.syntax import parse
from tests.reference.dates import Lapse, lapse

MINOR = {"JPY": 0, "KRW": 0, "XOF": 0, "XAF": 0, "CLP": 0, "KWD": 3, "TND": 3, "BHD": 3, "JOD": 3, "OMR": 3}
EVENTS = ("signup", "referral", "referred", "review", "visit", "complaint")
CHANNELS = ("store", "web", "app", "phone", "marketplace")
LINE_FACTS = ("sku", "category", "brand", "quantity", "price", "giftcard")
NO_FILES: Mapping[str, str] = MappingProxyType({})
_Node = TypeVar("_Node")


def walk(node: object) -> tuple[Any, ...]:
    """A node and everything below it. Kept, as the same declarations are asked about in every step of a story."""
    if id(node) not in _WALKED:
        _WALKED[id(node)] = (node, tuple(_walk(node)))  # the node, too: what is alive keeps its id
    return _WALKED[id(node)][1]


_WALKED: dict[int, tuple[object, tuple[Any, ...]]] = {}


def _walk(node: object) -> Iterator[Any]:
    if isinstance(node, (tuple, list)):
        for part in node:
            yield from _walk(part)
    elif is_dataclass(node) and isinstance(node, n.Node):
        yield node
        for field in fields(node):
            if field.name != "span":
                yield from _walk(getattr(node, field.name))


def amount_of(node: Any, lets: dict[str, Any]) -> Fraction:
    """The number of a constant: a literal, one that a `let` names, or what is worked out of them [80]."""
    match node:
        case n.Number() | n.Percent():
            return node.value
        case n.Money():
            return node.amount
        case n.Reading():
            return amount_of(lets[node.path[0]], lets)
        case n.Paren():
            return amount_of(node.inner, lets)
        case n.Negative():
            return -amount_of(node.operand, lets)
    value = amount_of(node.first, lets)
    for sign, operand in node.rest:
        other = amount_of(operand, lets)
        value = {"+": value + other, "-": value - other, "*": value * other, "/": value / (other or 1)}[sign]
    return value


def day_of(node: n.Date) -> date:
    assert node.year is not None
    return date(node.year, node.month, node.day)


def duration(node: n.Duration) -> Lapse:
    return lapse(int(node.count), node.unit)


class Declared:
    """A declaration with clauses, of a campaign and a variant of it where it stands in one."""

    def __init__(self, node: Any, campaign: Campaign | None = None, variant: str | None = None) -> None:
        self.node = node
        self.name = node.name.text
        self.campaign, self.variant = campaign, variant

    def all(self, kind: type[_Node]) -> list[_Node]:
        return [clause for clause in self.node.clauses if isinstance(clause, kind)]

    def one(self, kind: type[_Node]) -> _Node | None:
        found = self.all(kind)
        return found[0] if found else None


class Wallet(Declared):
    def __init__(self, node: n.Wallet, lets: dict[str, Any]) -> None:
        super().__init__(node)
        decimals, worth, rounding, pending = (
            self.one(n.Decimals), self.one(n.Worth), self.one(n.Rounding), self.one(n.Pending),
        )  # fmt: skip
        self.decimals = int(decimals.count.value) if decimals else 0
        self.worth = amount_of(worth.money, lets) if worth else None
        self.mode = rounding.mode if rounding else "down"
        self.per = rounding.per if rounding and rounding.per else "order"
        self.pending = duration(pending.duration) if pending else Lapse(0, 0)
        debt = self.one(n.Debt)
        self.debt = debt is not None and debt.allowed
        self.expiries = [
            c for c in node.clauses if isinstance(c, (n.ExpireAfter, n.ExpireAtEnd, n.ExpireOnDay, n.ExpireOnTrigger))
        ]


class Campaign(Declared):
    """Who it is for, and when [75 to 77, 129 to 134]."""

    def __init__(self, node: n.Campaign, program: str, header: n.Period | None) -> None:
        super().__init__(node)
        audience, holdout, period = self.one(n.Audience), self.one(n.Holdout), self.one(n.Period)
        self.audience = audience.segment.text if audience else None
        self.holdout = holdout.share.value if holdout else Fraction(0)
        self.variants = {variant.name.text: variant for variant in self.all(n.Variant)}
        own, outer = (
            (period.first, period.last) if period else (None, None),
            (header.first, header.last) if header else (None, None),
        )
        firsts, lasts = [[each for each in pair if each is not None] for pair in zip(own, outer, strict=True)]
        self.first = max(firsts, key=start_of, default=None)  # within the program's dates, which an absent one is [134]
        self.last = min(lasts, key=stop_of, default=None)
        self.program = program

    @property
    def chooses(self) -> bool:
        """Not for everyone alike: a rule needs to know whom it is for [130]."""
        return self.audience is not None or self.holdout > 0 or bool(self.variants)

    def draw(self, member_id: str) -> str:
        """`holdout`, `in` or the variant's name, drawn by keyed hash [76]."""
        if self._u(member_id) < self.holdout:
            return "holdout"
        cut, u = Fraction(0), self._u(member_id, "variant")
        for name in sorted(self.variants):
            cut += self.variants[name].share.value
            if u < cut:
                return name
        return "in"

    def _u(self, *key: str) -> Fraction:
        digest = sha256("\0".join([self.program, self.name, *key]).encode()).digest()
        return Fraction(int.from_bytes(digest[:8], "big"), 2**64)


class Budget:
    """A `budget`, or a campaign's own: what it covers, its cap, and how it ends [41 to 43, 132]."""

    alert: Fraction | None = None  # share of the cap [44]

    def __init__(self, key: tuple[str, str], amount: Any, per: Any, names: set[str] | None, scales: bool) -> None:
        self.key, self.amount, self.per, self.names, self.scales = key, amount, per, names, scales

    @property
    def rank(self) -> tuple[bool, str]:
        """The campaign's before all others, those by name [43]."""
        return (self.key[0] != "campaign", self.key[1])

    def covers(self, name: str) -> bool:
        return self.names is None or name in self.names


class Rule(Declared):
    def __init__(self, lets: dict[str, Any], node: n.Rule, campaign: Campaign | None, variant: str | None) -> None:
        super().__init__(node, campaign, variant)
        self.kind = node.kind
        self.order = (0, node.span.start)  # as written: the place of what holds it in the program, then its own
        on, lines, stack, priority = self.one(n.On), self.one(n.OnLines), self.one(n.InStack), self.one(n.Priority)
        self.triggers = on.triggers if on else (n.OnPurchase(span=node.span),)
        self.on_purchase = any(isinstance(trigger, n.OnPurchase) for trigger in self.triggers)
        self.whens = [when.condition for when in self.all(n.When)]
        self.lines = lines.where if lines else None
        self.stack = stack.stack.text if stack else None
        self.priority = int(amount_of(priority.value, lets)) if priority else 0
        self.multiply = self.one(n.Multiply)
        self.give = self.one(n.GivePoints) or self.one(n.GiveShare) or self.one(n.GiveTable)
        self.take, self.price, self.gift = self.one(n.Take), self.one(n.Price), self.one(n.Gift)
        cost = self.one(n.Cost)
        self.cost = amount_of(cost.money, lets) if cost else Fraction(0)
        self.limits = [limit for limit in self.all(n.Limit) if all(per.unit != "line" for per in limit.per)]
        self.line_limits = [limit for limit in self.all(n.Limit) if any(per.unit == "line" for per in limit.per)]
        self.stock = self.one(n.Stock)
        self.most = amount_of(self.stock.count, lets) if self.stock else None
        self.sends = [send.message.text for send in self.all(n.Send)]

    @property
    def rank(self) -> tuple[int, tuple[int, int]]:
        """Priority, then as written [15]."""
        return (-self.priority, self.order)


def start_of(node: n.Date) -> tuple[date, int]:
    return date(node.year or 1, node.month, node.day), node.minute or 0


def stop_of(node: n.Date) -> tuple[date, int]:
    """A day is included to its end, an instant is not [46]."""
    day = date(node.year or 1, node.month, node.day)
    return (date.fromordinal(day.toordinal() + 1), 0) if node.minute is None else (day, node.minute)


def _version(versions: list[Rule], now: tuple[date, int]) -> Rule:
    if len(versions) == 1:
        return versions[0]
    runs = []
    for rule in versions:
        period = rule.one(n.Period)
        assert period is not None
        start = start_of(period.first) if period.first is not None else (date.min, 0)
        stop = stop_of(period.last) if period.last is not None else (date.max, 0)
        runs.append((start, stop, rule))
    runs.sort(key=lambda run: run[0])
    return next((rule for _, stop, rule in runs if now < stop), runs[-1][2])


class Program:
    def __init__(self, text: str, files: Mapping[str, str] = NO_FILES) -> None:
        self.files, self.included = files, {"program.fid"}
        self.items = items = tuple(self._items("program.fid", text))
        self.lets = lets = {item.name.text: item.value for item in items if isinstance(item, n.Let)}
        self.header = next(item for item in items if isinstance(item, n.Header))
        self._header()
        self.wallets = {w.name: w for w in (Wallet(item, lets) for item in items if isinstance(item, n.Wallet))}
        self.campaigns = {
            item.name.text: Campaign(item, self.header.name.value, self.period)
            for item in items
            if isinstance(item, n.Campaign)
        }
        placed: list[tuple[Any, Campaign | None, str | None]] = [(item, None, None) for item in items]
        for campaign in self.campaigns.values():
            for clause in campaign.node.clauses:
                inner = clause.items if isinstance(clause, n.Variant) else [clause]
                name = clause.name.text if isinstance(clause, n.Variant) else None
                placed += [(item, campaign, name) for item in inner]
        places = {id(item): place for place, item in enumerate(items)}
        self.versions: dict[str, list[Rule]] = {}
        for rule in (Rule(lets, *each) for each in placed if isinstance(each[0], n.Rule)):
            rule.order = (places[id(rule.campaign.node if rule.campaign else rule.node)], rule.node.span.start)
            self.versions.setdefault(rule.name, []).append(rule)
        self.rules = {name: versions[-1] for name, versions in self.versions.items()}
        self.stacks = {item.name.text: Declared(item) for item in items if isinstance(item, n.Stack)}
        self.messages = {each.name: each for each in (Declared(*p) for p in placed if isinstance(p[0], n.Message))}
        self.budgets = sorted(self._budgets(items), key=lambda budget: budget.rank)
        self.segments = {item.name.text: item for item in items if isinstance(item, n.Segment)}
        self.stages = [stage for item in items if isinstance(item, n.Lifecycle) for stage in item.stages]
        self.tiers = next((item for item in items if isinstance(item, n.Tiers)), None)
        self.levels = tuple(tier.name.text for tier in self.tiers.tiers) if self.tiers else ()
        for tier in self.tiers.tiers if self.tiers else ():
            for clause in tier.clauses:
                if isinstance(clause, n.Fee):
                    self.fees[tier.name.text] = (amount_of(clause.money, lets), clause.per)
        self.stage_names = tuple(stage.name.text for stage in self.stages)
        self.facts: dict[str, dict[str, n.Fact]] = {"member": {}, "basket": {}, "line": {}}
        for item in items:
            if isinstance(item, n.Facts):
                self.facts[item.owner] |= {fact.name.text: fact for fact in item.facts}
        self.events: dict[str, dict[str, n.Fact]] = {name: {} for name in EVENTS}
        self.events |= {
            item.name.text: {fact.name.text: fact for fact in item.fields}
            for item in items
            if isinstance(item, n.Event)
        }

    def _items(self, name: str, text: str) -> Iterator[Any]:
        """The declarations of a file, those of a file that it includes where its `include` stands, once [79, 136]."""
        tree, diagnostics = parse(SourceFile(name, text))
        if tree is None or any(each.is_error for each in diagnostics):
            raise ValueError(f"not a program: {[each.message for each in diagnostics]}")
        for item in tree.items:
            if not isinstance(item, n.Include):
                yield item
                continue
            other = posixpath.normpath(item.path.value)
            if other not in self.included:
                self.included.add(other)
                yield from self._items(other, self.files[other])

    def values_of(self, node: n.ListFile) -> list[str]:
        """A list in a file: the column called as the fact, or the only one [146]."""
        text = unicodedata.normalize("NFC", self.files[posixpath.normpath(node.path.value)]).removeprefix("\ufeff")
        lines = [line for line in text.splitlines() if line.strip(" ,;\t")]
        for separator in ",;\t":
            first = [cell.strip().lower() for cell in next(csv.reader(lines, delimiter=separator))]
            if node.column.lower() in first:
                place, lines = first.index(node.column.lower()), lines[1:]
                break
        else:
            separator, place = ",", 0
        rows = csv.reader(lines, delimiter=separator, skipinitialspace=True)
        return [row[place].strip() for row in rows if row[place].strip()]

    def on(self, day: date, minute: int) -> Program:
        """The program with the versions of its rules that stand at an instant: the one that runs, else the next to come,
        else the last [78, 135]."""
        program = copy(self)
        program.rules = {name: _version(versions, (day, minute)) for name, versions in self.versions.items()}
        return program

    def _budgets(self, items: tuple[Any, ...]) -> Iterator[Budget]:
        for item in items:
            if isinstance(item, n.Budget):
                budget = Declared(item)
                cap, covers, exhausted = budget.one(n.Cap), budget.one(n.Covers), budget.one(n.Exhausted)
                assert cap is not None
                names = {name.text for name in covers.names} if covers is not None and covers.names else None
                scales = exhausted is not None and exhausted.then == "scale"
                read = Budget(("budget", budget.name), cap.amount, cap.per, names, scales)
                alert = budget.one(n.Alert)
                read.alert = alert.at.value if alert is not None else None
                yield read
        for campaign in self.campaigns.values():
            own = campaign.one(n.CampaignBudget)
            if own is not None:
                inside = [*self.rules.values(), *self.messages.values()]
                names = {each.name for each in inside if each.campaign is campaign}
                yield Budget(("campaign", campaign.name), own.amount, own.per, names, False)

    def _header(self) -> None:
        def one(kind: type[_Node]) -> _Node | None:
            return next((c for c in self.header.clauses if isinstance(c, kind)), None)

        currency, zone, period, basis = one(n.Currency), one(n.Timezone), one(n.Period), one(n.EarnOn)
        multipliers, exclude, channels, largest = one(n.Multipliers), one(n.Exclude), one(n.Channels), one(n.Largest)
        fee = one(n.Fee)
        self.fees: dict[str | None, tuple[Fraction, str]] = {}  # by tier; None: the header's
        if fee is not None:
            self.fees[None] = (amount_of(fee.money, self.lets), fee.per)
        self.currency = currency.code if currency else "EUR"
        self.decimals = MINOR.get(self.currency, 2)
        self.minor = 10**self.decimals
        self.zone = zone.zone.value if zone else "UTC"
        self.period = period
        self.first = period.first if period else None
        self.last = period.last if period else None
        self.gross = basis is not None and basis.basis == "gross"
        self.compound = multipliers is not None and multipliers.mode == "compound"
        self.exclude = exclude.where if exclude else None
        self.channels = tuple(name.text for name in channels.names) if channels else CHANNELS
        self.largest = largest.money.amount if largest else Fraction(1_000_000)
        self.largest_lines = int(largest.lines.value) if largest and largest.lines else 1000

    def reads(self, *trees: object) -> set[tuple[str, ...]]:
        """Paths that expressions read, `("member", "birthday")` for feasts; lets and segments included."""
        found: set[tuple[str, ...]] = set()
        for node in (each for tree in trees for each in walk(tree)):
            if isinstance(node, n.Reading):
                if node.path[0] == "member" and len(node.path) == 1:
                    found.add(("member", "in"))
                found.add(node.path)
            elif (isinstance(node, n.Feast) and node.feast == "birthday") or (
                isinstance(node, n.Elapsed) and node.moment == "birthday"
            ):
                found.add(("member", "birthday"))
            elif isinstance(node, (n.Balance, n.Earned, n.HeldAs, n.Streak, n.Feast)) or (
                isinstance(node, n.Elapsed) and node.moment == "anniversary"
            ):
                found.add(("member", type(node).__name__))
        return found
