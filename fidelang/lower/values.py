"""What an expression becomes: a ratio of integers with the truth that it is known, or a pair of truths."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from fidelang.plan.formula import (
    FALSE,
    TRUE,
    Formula,
    all_of,
    any_of,
    compared,
    constant,
    get,
    negated,
    product,
    total,
)

ONE = constant(1)


@dataclass(frozen=True, slots=True)
class Amount:
    """`numerator / denominator` where `known` holds; the denominator is above zero there."""

    numerator: Formula
    denominator: Formula = ONE
    known: Formula = TRUE

    @classmethod
    def of(cls, value: Fraction) -> Amount:
        return cls(constant(value.numerator), constant(value.denominator))

    @classmethod
    def slot(cls, slot: str, decimals: int = 0, sure: bool = False) -> Amount:
        """A reading scaled by 10^decimals; `sure` if it is never missing."""
        return cls(get(slot), constant(10**decimals), TRUE if sure else ("known", slot))

    def plus(self, other: Amount) -> Amount:
        known = all_of(self.known, other.known)
        if self.denominator == other.denominator:
            return Amount(total([self.numerator, other.numerator]), self.denominator, known)
        return Amount(
            total([product(self.numerator, other.denominator), product(other.numerator, self.denominator)]),
            product(self.denominator, other.denominator),
            known,
        )

    def negative(self) -> Amount:
        number = self.numerator
        minus = constant(-number[1]) if number[0] == "int" else ("neg", number)
        return Amount(minus, self.denominator, self.known)

    def times(self, other: Amount) -> Amount:
        return Amount(
            product(self.numerator, other.numerator),
            product(self.denominator, other.denominator),
            all_of(self.known, other.known),
        )

    def inverse(self) -> Amount:
        """1 / self; unknown where self is 0."""
        number = self.numerator
        if number[0] == "int":
            if number[1] == 0:
                return Amount(ONE, ONE, FALSE)
            sign = 1 if number[1] > 0 else -1
            return Amount(product(constant(sign), self.denominator), constant(abs(number[1])), self.known)
        known = all_of(self.known, compared("ne", number, constant(0)))
        return Amount(product(("sign", number), self.denominator), ("abs", number), known)

    def against(self, op: str, other: Amount) -> Truth:
        """A comparison, by cross-multiplication."""
        if self.denominator == other.denominator:
            left, right = self.numerator, other.numerator
        else:
            left = product(self.numerator, other.denominator)
            right = product(other.numerator, self.denominator)
        return Truth.guarded(all_of(self.known, other.known), compared(op, left, right))


def by_denominator(terms: list[Amount]) -> list[Amount]:
    """Terms of a sum, those over the same denominator added up at once: a sum of thousands is one flat formula."""
    found: dict[Formula, list[Amount]] = {}
    for term in terms:
        found.setdefault(term.denominator, []).append(term)
    return [
        Amount(total([one.numerator for one in same]), denominator, all_of(*(one.known for one in same)))
        for denominator, same in found.items()
    ]


@dataclass(frozen=True, slots=True)
class Truth:
    """Kleene's three values as two truths: `holds`, `fails`; neither is unknown."""

    holds: Formula
    fails: Formula

    @classmethod
    def sure(cls, truth: Formula) -> Truth:
        return cls(truth, negated(truth))

    @classmethod
    def guarded(cls, known: Formula, truth: Formula) -> Truth:
        return cls(all_of(known, truth), all_of(known, negated(truth)))

    def opposite(self) -> Truth:
        return Truth(self.fails, self.holds)


def both(truths: list[Truth]) -> Truth:
    return Truth(all_of(*(one.holds for one in truths)), any_of(*(one.fails for one in truths)))


def either(truths: list[Truth]) -> Truth:
    return Truth(any_of(*(one.holds for one in truths)), all_of(*(one.fails for one in truths)))
