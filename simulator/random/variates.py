"""Numbers with a distribution, from keyed words. Scalars use `math` only, so that every engine gets the same bits."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from simulator.random.philox import philox_block, philox_blocks
from simulator.random.streams import Stream

_STEP = 2.0**-52
Key = tuple[int, int]


def unit(word: int) -> float:
    """A word as a number in (0, 1): the middle of one of 2^52 equal cells, exact, so never 0 and never 1."""
    return ((word >> 12) + 0.5) * _STEP


def uniform(key: Key, stream: Stream, *, member: int, index: int = 0, draw: int = 0) -> float:
    """One uniform number in (0, 1)."""
    return unit(philox_block(key, (draw, index, member, stream))[0])


def uniforms(key: Key, stream: Stream, *, member: Any, index: Any = 0, draw: Any = 0) -> npt.NDArray[np.float64]:
    """Array of shape (4, n): the four words of each block as numbers in (0, 1), equal to `uniform`'s on word 0."""
    blocks = philox_blocks(key, draw, index, member, int(stream))
    return np.stack([((words >> np.uint64(12)).astype(np.float64) + 0.5) * _STEP for words in blocks])


def exponential(uniform_number: float) -> float:
    """A unit exponential from a number in (0, 1)."""
    return -math.log(uniform_number)


LEAST = 1e-200  # of a gamma of small shape, which else is lost to 0: rates are divided by and their logarithms taken


def gamma(key: Key, stream: Stream, shape: float, *, member: int, index: int = 0) -> float:
    """A gamma variate of this shape and scale 1, by Marsaglia and Tsang 2000; each try is a draw of its own.

    Below shape 1: a gamma of shape + 1 times u^(1/shape), at least LEAST. Raises ValueError for a shape not above 0.
    """
    if shape <= 0:
        raise ValueError("the shape of a gamma distribution must be above 0")
    boosted = shape if shape >= 1 else shape + 1
    d = boosted - 1 / 3
    c = 1 / math.sqrt(9 * d)
    attempt = 0
    while True:
        words = philox_block(key, (attempt, index, member, stream))
        normal = math.sqrt(-2 * math.log(unit(words[0]))) * math.cos(2 * math.pi * unit(words[1]))
        cube = (1 + c * normal) ** 3
        if cube > 0 and math.log(unit(words[2])) < 0.5 * normal * normal + d - d * cube + d * math.log(cube):
            value = d * cube
            return value if shape >= 1 else max(LEAST, value * math.exp(math.log(unit(words[3])) / shape))
        attempt += 1
