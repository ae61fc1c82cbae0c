"""A program's tree, looked up by name. Strict: what is not understood here is an error of the test, not of the program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from typing import Any, TypeVar

from fidelang.source import SourceFile
from fidelang.syntax import nodes as n
from fidelang.syntax import parse
from tests.reference.dates import Lapse, lapse

MINOR = {"JPY": 0, "KRW": 0, "XOF": 0, "XAF": 0, "CLP": 0, "KWD": 3, "TND": 3, "BHD": 3, "JOD": 3, "OMR": 3}
EVENTS = ("signup", "referral", "review", "visit", "complaint")
CHANNELS = ("store", "web", "app", "phone", "marketplace")
LINE_FACTS = ("sku", "category", "brand", "quantity", "price", "giftcard")
_Node = TypeVar("_Node")


class Unsupported(Exception):
    """A clause that runs in a later issue."""


def walk(node: object) -> Iterator[Any]:
    """A node and everything below it."""
    if isinstance(node, (tuple, list)):
        for part in node:
            yield from walk(part)
    elif is_dataclass(node) and isinstance(node, n.Node):
        yield node
        for field in fields(node):
            if field.name != "span":
                yield from walk(getattr(node, field.name))


def day_of(node: n.Date) -> date:
    assert node.year is not None
    return date(node.year, node.month, node.day)


def duration(node: n.Duration) -> Lapse:
    return lapse(int(node.count), node.unit)


class Declared:
    """A declaration with clauses."""

    def __init__(self, node: Any) -> None:
        self.node = node
        self.name = node.name.text

    def all(self, kind: type[_Node]) -> list[_Node]:
        return [clause for clause in self.node.clauses if isinstance(clause, kind)]

    def one(self, kind: type[_Node]) -> _Node | None:
        found = self.all(kind)
        return found[0] if found else None


class Wallet(Declared):
    def __init__(self, node: n.Wallet) -> None:
        super().__init__(node)
        decimals, worth, rounding, pending = (
            self.one(n.Decimals), self.one(n.Worth), self.one(n.Rounding), self.one(n.Pending),
        )  # fmt: skip
        self.decimals = int(decimals.count.value) if decimals else 0
        self.worth = worth.money.amount if worth else None
        self.mode = rounding.mode if rounding else "down"
        self.per = rounding.per if rounding and rounding.per else "order"
        self.pending = duration(pending.duration) if pending else Lapse(0, 0)
        debt = self.one(n.Debt)
        self.debt = debt is not None and debt.allowed
        self.expiries = [
            c for c in node.clauses if isinstance(c, (n.ExpireAfter, n.ExpireAtEnd, n.ExpireOnDay, n.ExpireOnTrigger))
        ]


class Rule(Declared):
    def __init__(self, node: n.Rule, order: int) -> None:
        super().__init__(node)
        self.kind = node.kind
        self.order = order
        on, lines, stack, priority = self.one(n.On), self.one(n.OnLines), self.one(n.InStack), self.one(n.Priority)
        self.triggers = on.triggers if on else (n.OnPurchase(span=node.span),)
        self.on_purchase = any(isinstance(trigger, n.OnPurchase) for trigger in self.triggers)
        self.whens = [when.condition for when in self.all(n.When)]
        self.lines = lines.where if lines else None
        self.stack = stack.stack.text if stack else None
        self.priority = int(priority.value.value) if priority else 0
        self.multiply = self.one(n.Multiply)
        self.give = self.one(n.GivePoints) or self.one(n.GiveShare) or self.one(n.GiveTable)
        self.take, self.price, self.gift = self.one(n.Take), self.one(n.Price), self.one(n.Gift)
        cost = self.one(n.Cost)
        self.cost = cost.money.amount if cost else Fraction(0)
        self.limits, self.stock = self.all(n.Limit), self.one(n.Stock)
        self.sends = [send.message.text for send in self.all(n.Send)]

    @property
    def rank(self) -> tuple[int, int]:
        """Priority, then as written [15]."""
        return (-self.priority, self.order)


class Program:
    def __init__(self, text: str) -> None:
        tree, diagnostics = parse(SourceFile("program.fid", text))
        if tree is None or any(each.is_error for each in diagnostics):
            raise ValueError(f"not a program: {[each.message for each in diagnostics]}")
        items: tuple[Any, ...] = tree.items
        for item in items:
            if isinstance(item, (n.Include, n.Campaign)):
                raise Unsupported(type(item).__name__)
        self.header = next(item for item in items if isinstance(item, n.Header))
        self._header()
        self.wallets = {w.name: w for w in (Wallet(item) for item in items if isinstance(item, n.Wallet))}
        self.lets = {item.name.text: item.value for item in items if isinstance(item, n.Let)}
        self.rules = {
            rule.name: rule for rule in (Rule(item, at) for at, item in enumerate(items) if isinstance(item, n.Rule))
        }
        self.stacks = {item.name.text: Declared(item) for item in items if isinstance(item, n.Stack)}
        self.budgets = {item.name.text: Declared(item) for item in items if isinstance(item, n.Budget)}
        self.messages = {item.name.text: Declared(item) for item in items if isinstance(item, n.Message)}
        self.segments = {item.name.text: item for item in items if isinstance(item, n.Segment)}
        self.stages = [stage for item in items if isinstance(item, n.Lifecycle) for stage in item.stages]
        self.tiers = next((item for item in items if isinstance(item, n.Tiers)), None)
        self.levels = tuple(tier.name.text for tier in self.tiers.tiers) if self.tiers else ()
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
        self.tree = tree

    def _header(self) -> None:
        def one(kind: type[_Node]) -> _Node | None:
            return next((c for c in self.header.clauses if isinstance(c, kind)), None)

        currency, zone, period, basis = one(n.Currency), one(n.Timezone), one(n.Period), one(n.EarnOn)
        multipliers, exclude, channels, largest = one(n.Multipliers), one(n.Exclude), one(n.Channels), one(n.Largest)
        if one(n.Fee) is not None:
            raise Unsupported("fee")
        self.currency = currency.code if currency else "EUR"
        self.decimals = MINOR.get(self.currency, 2)
        self.minor = 10**self.decimals
        self.zone = zone.zone.value if zone else "UTC"
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
            elif isinstance(node, (n.Balance, n.Earned, n.HeldAs, n.Feast)) or (
                isinstance(node, n.Elapsed) and node.moment == "anniversary"
            ):
                found.add(("member", type(node).__name__))
        return found
