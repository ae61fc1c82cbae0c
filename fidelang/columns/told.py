"""Records of X as effects and as what an outcome tells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fidelang.columns.rows import Door
from fidelang.columns.runtime import records as kinds
from fidelang.kernel import Found
from fidelang.state import Effect, Shared, State, apply_effect

_LOTS = ("spend", "expire", "reverse", "pay")
_MOVED = {0: "tier", 2: "stage", 3: "segment", 4: "campaign"}
Record = tuple[int, list[int]]


def read(X: list[int]) -> Iterator[Record]:
    """(kind, words) of every record."""
    at = kinds.HEAD
    while at < X[0]:
        count = X[at + 1]
        yield X[at], X[at + 2 : at + 2 + count]
        at += 2 + count


def effect_of(record: Record, door: Door) -> Effect | None:
    """The effect of a record; None for one that only tells."""
    kind, words = record
    match kind:
        case kinds.POST:
            wallet, rule, earned, available, fixed, points, *soft = words
            count = len(
                [one for one in door.plan.wallets[wallet].expiries if one.unless is not None and one.how in _SOFT]
            )
            return ("post", wallet, rule, earned, available, fixed, tuple(soft[:count]), points)
        case kinds.LOTS:
            parts = tuple(zip(words[2::2], words[3::2], strict=True))
            return (_LOTS[words[0]], words[1], parts)
        case kinds.GAVE:
            return ("gift", *words)
        case kinds.SEND:
            return ("send", *words)
        case kinds.ACTIVE:
            return ("active", *words)
        case kinds.OBSERVE:
            return ("observe", *words)
        case kinds.MEET:
            return ("meet", *words)
        case kinds.CARRY:
            return ("carry", *words)
        case kinds.ORDER:
            return ("order", *words)
        case kinds.HAPPENED:
            return ("happened", *words)
        case kinds.KEY:
            return ("key", (door.key_of(words[0]), words[1]), words[2])
        case kinds.USE:
            return ("draw" if words[0] else "count", *words[1:])
        case kinds.CHARGE:
            return ("fee", *words)
        case kinds.MOVE:
            return _move(words)
    return None


_SOFT = ("after", "end_of", "on_day")


def _move(words: list[int]) -> Effect:
    what, before, after, day, until, _ = words
    match what:
        case 0:
            return ("move", "tier", before, after, day, until)
        case 1:
            return ("move", "lifetime", after)
        case 2:
            return ("move", "stage", before, after, day)
        case 3:
            return ("move", "segment", before, after, day)
    return ("move", "campaign", before, after, day)


class Tale:
    """What a run tells, sorted from its records: discounts (rule: amount, by line) and rewards refused, beside what
    goes into `Found`."""

    def __init__(self, lines: int) -> None:
        self.takes: dict[int, tuple[int, list[int]]] = {}
        self.refused: list[tuple[int, int, Any]] = []
        self.reasons: list[tuple[int, int, Any]] = []
        self._lines = lines

    def take(self, record: Record, found: Found) -> None:
        kind, words = record
        match kind:
            case kinds.AWARD:
                rule, wallet, points, available, last, provisional = words
                found.awards.append((rule, wallet, points, available, last, bool(provisional)))
            case kinds.TAKE:
                self.takes[words[0]] = (words[1], [0] * self._lines)
            case kinds.SHARE:
                self.takes[words[0]][1][words[1]] = words[2]
            case kinds.GIFT:
                found.gifts.append((words[0], words[1]))
            case kinds.SENT:
                found.sends.append((words[0], words[1], words[2]))
            case kinds.MOVED:
                found.moves.append((_MOVED[words[0]], words[1], words[2]))
            case kinds.EXPIRED:
                found.expired[words[0]] = found.expired.get(words[0], 0) + words[1]
            case kinds.REDEEMED:
                found.redeemed[words[0]] = found.redeemed.get(words[0], 0) + words[1]
            case kinds.FEE:
                found.fees.append((words[0], words[1]))
            case kinds.REASON:
                self.reasons.append((words[0], words[1], None))
            case kinds.REFUSED:
                self.refused.append((words[0], words[1], None))


def apply(records: list[Record], door: Door, state: State | None, shared: Shared | None, log: list[Effect]) -> None:
    """Puts the effects among records into a log and onto a state, as the emitted text does."""
    for record in records:
        effect = effect_of(record, door)
        if effect is not None:
            log.append(effect)
            if effect[0] != "fee":
                apply_effect(state, shared, effect)
