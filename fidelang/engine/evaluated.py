"""The outcome of `evaluate`: what a quote says at once, all else when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from fidelang.engine.outcome import Award, Discount, Outcome
from fidelang.engine.quote import Quote
from fidelang.state import Effect, Shared

if TYPE_CHECKING:
    from fidelang.engine.program import Program
    from fidelang.kernel import Found

_HOLD = frozenset({"balance", "campaigns", "consents"})  # what a member's mapping holds that its owner may change


class Evaluated(Outcome):
    """An outcome made of a quote, and of copies of what was given: the caller may change theirs.

    Points, awards, discounts and totals come from the quote, unless a move could give more; effects, reasons, moves,
    messages and gifts from a purchase on the copies, worked out once, when the first of them is asked for.
    """

    __slots__ = ("_basket", "_member", "_program", "_shared", "_whole", "quote")

    def __init__(
        self,
        program: Program,
        quote: Quote,
        member: Mapping[str, Any] | None,
        basket: Mapping[str, Any],
        shared: Shared,
    ) -> None:
        self._program, self.quote, self._shared = program, quote, shared
        self._whole: Outcome | None = None
        self._basket = basket = dict(basket)
        basket["lines"] = [*map(dict, basket["lines"])]
        if "redeem" in basket:
            basket["redeem"] = _kept(basket["redeem"])
        if member is not None:
            member = dict(member)
            if not _HOLD.isdisjoint(member):
                member |= {key: _kept(member[key]) for key in _HOLD & member.keys()}
        self._member = member

    @property
    def whole(self) -> Outcome:
        """The outcome of the purchase."""
        found = self._whole
        if found is None:
            found = self._whole = self._program.bought(self._member, self._basket, self._shared)
        return found

    @property
    def points(self) -> dict[str, int]:
        return dict(self.quote.points) if self.quote.book.own else self.whole.points

    @property
    def awards(self) -> tuple[Award, ...]:
        return self.quote.awards if self.quote.book.own else self.whole.awards

    @property
    def discount(self) -> int:
        return self.quote.discount

    @property
    def discounts(self) -> tuple[Discount, ...]:
        return self.quote.discounts

    # What Outcome keeps in slots, and works its other answers out from.

    @property
    def total(self) -> int | None:  # type: ignore[override]
        return self.quote.total

    @property
    def gross(self) -> int | None:  # type: ignore[override]
        return self.quote.gross

    @property
    def day(self) -> int:  # type: ignore[override]
        return self.quote.day

    @property
    def minute(self) -> int:  # type: ignore[override]
        return self.whole.minute

    @property
    def effects(self) -> list[Effect]:  # type: ignore[override]
        return self.whole.effects

    @property
    def _plan(self) -> Any:  # type: ignore[override]
        return self._program.plan

    @property
    def _found(self) -> Found:  # type: ignore[override]
        return self.whole._found

    @property
    def _takes(self) -> dict[int, tuple[int, list[int]]]:  # type: ignore[override]
        return self.whole._takes

    @property
    def _refused(self) -> list[tuple[int, int, Any]]:  # type: ignore[override]
        return self.whole._refused


def _kept(held: Any) -> Any:
    """A copy of a mapping, of a list of names or of mappings; what cannot be changed as it is."""
    if isinstance(held, Mapping):
        return dict(held)
    if isinstance(held, list | tuple | set | frozenset):
        return [dict(one) if isinstance(one, Mapping) else one for one in held]
    return held
