"""Rounding of a ratio of integers, one function a mode; every denominator is above zero."""

from __future__ import annotations

from collections.abc import Callable

Rounder = Callable[[int, int], int]


def down(numerator: int, denominator: int) -> int:
    """Toward zero; what is rounded here is never negative, so this is the floor."""
    return numerator // denominator


def up(numerator: int, denominator: int) -> int:
    return -(-numerator // denominator)


def half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def half_even(numerator: int, denominator: int) -> int:
    quotient, rest = divmod(numerator, denominator)
    twice = 2 * rest
    return quotient + (1 if twice > denominator or (twice == denominator and quotient % 2) else 0)


ROUNDERS: dict[str, Rounder] = {"down": down, "up": up, "half_up": half_up, "half_even": half_even}
