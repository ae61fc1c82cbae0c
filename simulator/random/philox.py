"""Philox4x64-10, the counter-based generator of Salmon et al. 2011, as NumPy has it.

A block is four 64-bit words, a function of a counter of four words and a key of two. Here the counter is
(draw, index, member, stream), the least significant word first, and the key is (seed, replication).
`philox_block` is plain Python, `philox_blocks` the same over arrays; both equal `numpy.random.Philox` bit for bit
(which adds one to its counter before it draws).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Words = tuple[int, int, int, int]
_MASK = (1 << 64) - 1
_M0, _M1 = 0xD2E7470EE14C6C93, 0xCA5A826395121157
_W0, _W1 = 0x9E3779B97F4A7C15, 0xBB67AE8584CAA73B
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)


def philox_block(key: tuple[int, int], counter: Words) -> Words:
    """The four words of one block. All numbers are unsigned and below 2^64."""
    k0, k1 = key
    c0, c1, c2, c3 = counter
    for _ in range(10):
        p0 = _M0 * c0
        p1 = _M1 * c2
        c0, c1, c2, c3 = (p1 >> 64) ^ c1 ^ k0, p1 & _MASK, (p0 >> 64) ^ c3 ^ k1, p0 & _MASK
        k0 = (k0 + _W0) & _MASK
        k1 = (k1 + _W1) & _MASK
    return c0, c1, c2, c3


def philox_blocks(
    key: tuple[int, int], draw: Any, index: Any, member: Any, stream: Any
) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64], npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """Four arrays of words, one block for each place of the broadcast arguments (integers or integer arrays)."""
    arrays = np.broadcast_arrays(*(np.asarray(word, dtype=np.uint64) for word in (draw, index, member, stream)))
    c0, c1, c2, c3 = (array.copy() for array in arrays)
    k0, k1 = key
    for _ in range(10):
        high0, low0 = _multiply(_M0, c0)
        high1, low1 = _multiply(_M1, c2)
        c0, c1, c2, c3 = high1 ^ c1 ^ np.uint64(k0), low1, high0 ^ c3 ^ np.uint64(k1), low0
        k0 = (k0 + _W0) & _MASK
        k1 = (k1 + _W1) & _MASK
    return c0, c1, c2, c3


def _multiply(constant: int, words: npt.NDArray[np.uint64]) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """High and low words of the 128-bit products, by halves of 32 bits."""
    a_low = np.full(1, constant & 0xFFFFFFFF, dtype=np.uint64)  # arrays: a scalar warns when it wraps, as it should
    a_high = np.full(1, constant >> 32, dtype=np.uint64)
    b_low, b_high = words & _LOW, words >> _HALF
    low = a_low * b_low
    middle = a_high * b_low + (low >> _HALF)
    other = a_low * b_high + (middle & _LOW)
    return a_high * b_high + (middle >> _HALF) + (other >> _HALF), words * np.full((), constant, dtype=np.uint64)
