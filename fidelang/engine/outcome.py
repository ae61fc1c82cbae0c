"""What an evaluation answers. Cheap to make: names, dates and reasons are worked out when they are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from fidelang.engine.when import when_shown
from fidelang.kernel import PART, Found, code_of
from fidelang.plan import Plan
from fidelang.plan.formula import slots
from fidelang.plan.model import Rule, Witness
from fidelang.state import Effect
from fidelang.values import FOREVER


class Award(NamedTuple):
    """Points (in units of the wallet) of a rule; `expires` is the last day they are good, None for never."""

    rule: str
    wallet: str
    points: int
    available: int
    expires: int | None
    provisional: bool


class Discount(NamedTuple):
    """Minor units taken off by a rule, and each line's share of it."""

    rule: str
    amount: int
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Gift:
    rule: str
    what: str
    cost: int


@dataclass(frozen=True, slots=True)
class Fee:
    """Minor units that the member owes the program for being one, or for a tier by name."""

    tier: str | None
    amount: int


@dataclass(frozen=True, slots=True)
class Sent:
    """A message; `rule` is the rule that sent it, None for one sent by its own trigger."""

    message: str
    rule: str | None
    cost: int


@dataclass(frozen=True, slots=True)
class Move:
    """`kind` is tier or stage; from and to are names."""

    kind: str
    from_: str
    to: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a rule gave nothing. `needed` and `actual` as values of `unit`, None where the code says it all.

    `said` is the condition that failed, as its author wrote it.
    """

    rule: str
    code: str
    needed: str | None = None
    actual: str | None = None
    unit: str | None = None
    op: str | None = None
    said: str | None = None


class Outcome:
    """The answer to a purchase, an event or a midnight; nothing is changed until its effects are applied.

    day, minute: the instant · effects: what to apply · total, gross: the basket's goods after and before discounts,
    None without a basket · problem: why a basket went through unrewarded (`on_error="no_award"`), to be logged.
    """

    __slots__ = ("_found", "_plan", "_problem", "_refused", "_takes", "day", "effects", "gross", "minute", "total")

    def __init__(
        self,
        plan: Plan,
        found: Found,
        effects: list[Effect],
        day: int,
        minute: int,
        takes: dict[int, tuple[int, list[int]]],
        refused: list[tuple[int, int, Any]],
        total: int | None,
        gross: int | None,
    ) -> None:
        self._plan, self._found, self._takes, self._refused = plan, found, takes, refused
        self.effects, self.day, self.minute, self.total, self.gross = effects, day, minute, total, gross

    @property
    def problem(self) -> Exception | None:
        return getattr(self, "_problem", None)

    @problem.setter
    def problem(self, problem: Exception) -> None:
        self._problem = problem

    @property
    def points(self) -> dict[str, int]:
        """Points awarded, by wallet; wallets without an award are left out."""
        found: dict[str, int] = {}
        for award in self._found.awards:
            name = self._plan.wallets[award[1]].name
            found[name] = found.get(name, 0) + award[2]
        return found

    @property
    def awards(self) -> tuple[Award, ...]:
        """By rule name (row 111)."""
        plan = self._plan
        return tuple(
            Award(
                plan.rules[rule].name,
                plan.wallets[wallet].name,
                points,
                available,
                None if expires >= FOREVER else expires,
                provisional,
            )
            for rule, wallet, points, available, expires, provisional in sorted(self._found.awards)
        )

    @property
    def discount(self) -> int:
        return sum(amount for amount, _ in self._takes.values())

    @property
    def discounts(self) -> tuple[Discount, ...]:
        return tuple(
            Discount(self._plan.rules[rule].name, amount, tuple(lines))
            for rule, (amount, lines) in sorted(self._takes.items())
        )

    @property
    def gifts(self) -> tuple[Gift, ...]:
        rules = self._plan.rules
        return tuple(Gift(rules[rule].name, rules[rule].gift or "", cost) for rule, cost in sorted(self._found.gifts))

    @property
    def fees(self) -> tuple[Fee, ...]:
        """Fees that fell due (row 138): the program's, then a tier's."""
        levels = self._plan.tiers.tiers if self._plan.tiers is not None else ()
        return tuple(Fee(None if tier < 0 else levels[tier].name, amount) for tier, amount in sorted(self._found.fees))

    @property
    def gifts_back(self) -> tuple[Gift, ...]:
        """Gifts that a return asks back (row 127)."""
        rules = self._plan.rules
        return tuple(Gift(rules[rule].name, rules[rule].gift or "", cost) for rule, cost in self._found.gifts_back)

    @property
    def messages(self) -> tuple[Sent, ...]:
        plan = self._plan
        return tuple(
            Sent(plan.messages[message].name, None if rule < 0 else plan.rules[rule].name, cost)
            for message, rule, cost in sorted(self._found.sends)
        )

    @property
    def moves(self) -> tuple[Move, ...]:
        """Tier and stage, in that order."""
        plan = self._plan
        levels = plan.tiers.tiers if plan.tiers is not None else ()
        names: dict[str, tuple[Any, ...]] = {"tier": levels, "stage": plan.stages}
        return tuple(
            Move(kind, names[kind][before].name, names[kind][after].name)
            for kind, before, after in self._found.moves
            if kind in names
        )

    @property
    def alerts(self) -> tuple[str, ...]:
        """Budgets of which this outcome, once applied, is the first in its window to reach the alert, by name."""
        return self._found.alerts

    @property
    def skipped(self) -> tuple[Reason, ...]:
        """Rules of this trigger that gave nothing, by name, each with its first reason."""
        return tuple(self._reason(*one) for one in sorted(self._found.reasons, key=_first) if one[1] > 0)

    @property
    def refused(self) -> tuple[Reason, ...]:
        """Rewards asked for and left out, by name, each once."""
        seen: dict[int, tuple[int, int, Any]] = {}
        for one in self._refused:
            seen.setdefault(one[0], one)
        return tuple(self._reason(*seen[rule]) for rule in sorted(seen))

    @property
    def expired(self) -> dict[str, int]:
        return self._by_wallet(self._found.expired)

    @property
    def redeemed(self) -> dict[str, int]:
        return self._by_wallet(self._found.redeemed)

    @property
    def reversed(self) -> dict[str, int]:
        """Points taken back by a return; below 0: points that came back."""
        return self._by_wallet(self._found.reversed)

    def _by_wallet(self, points: dict[int, int]) -> dict[str, int]:
        return {self._plan.wallets[wallet].name: amount for wallet, amount in sorted(points.items())}

    def _reason(self, rule: int, number: int, shown: Any) -> Reason:
        from fidelang.engine.reasons import shown_value

        one = self._plan.rules[rule]
        code = code_of(number)
        part = number // PART
        if shown is not None and shown[0] == part:
            witness: Witness = one.whens[part].witnesses[shown[1]]
            needed = shown_value(self._plan, witness.unit, witness.needed[1], self._found.texts)
            actual = shown_value(self._plan, witness.unit, shown[2], self._found.texts)
            if code == "unknown":
                missing = _missing(tuple(slots(witness.actual)))
                return Reason(one.name, code, needed, missing, witness.unit, witness.op, witness.text)
            return Reason(one.name, code, needed, actual, witness.unit, witness.op, witness.text)
        if code == "unknown":
            return Reason(one.name, code, actual=_missing(one.whens[part].reads), said=one.whens[part].text)
        if code == "condition":
            return Reason(one.name, code, said=one.whens[part].text)
        if code in ("audience", "variant"):
            return Reason(one.name, code, self._wanted(one, code))
        return Reason(one.name, code, *when_shown(one, code, self.day, self.minute))

    def _wanted(self, rule: Rule, code: str) -> str | None:
        """The segment that a rule's campaign is for, or its variant there."""
        assert rule.campaign is not None
        campaign = self._plan.campaigns[rule.campaign]
        if code == "variant":
            return None if rule.variant is None else campaign.variants[rule.variant].name
        return None if campaign.audience is None else self._plan.segments[campaign.audience].name

    def to_json(self) -> dict[str, Any]:
        """The answer of `eval`: decimal texts for money, integers for points of whole wallets."""
        from fidelang.engine.answer import to_json

        return to_json(self, self._plan)

    def explain(self, language: str = "en") -> list[str]:
        """One sentence a rule that gave nothing. Raises ValueError for a language without sentences."""
        from fidelang.words import sentence

        return [
            sentence(reason, self._plan, self.day, self.minute, language) for reason in (*self.refused, *self.skipped)
        ]


def _first(one: tuple[int, int, Any]) -> int:
    return one[0]


def _missing(reads: tuple[str, ...]) -> str | None:
    named = [slot.replace(".own.", ".") for slot in reads if "." in slot]
    return named[0] if named else None
