"""The draws of `simulator.random`, bit for bit, for loops: Philox4x64-10 and what is made of its words."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from simulator.crowd.jit import has_numba, inner, jit

_STEP = 2.0**-52
_M0, _M1 = np.uint64(0xD2E7470EE14C6C93), np.uint64(0xCA5A826395121157)
_W0, _W1 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBB67AE8584CAA73B)
_TWELVE = np.uint64(12)
LEAST = 1e-200  # as in `simulator.random.variates`

if has_numba():
    from llvmlite import ir
    from numba import types
    from numba.extending import intrinsic

    @intrinsic  # type: ignore[untyped-decorator,unused-ignore]
    def high(context: Any, one: Any, other: Any) -> Any:
        """The upper 64 bits of a product of two unsigned words."""

        def code(_context: Any, builder: Any, _signature: Any, args: Any) -> Any:
            wide = ir.IntType(128)
            product = builder.mul(builder.zext(args[0], wide), builder.zext(args[1], wide))
            return builder.trunc(builder.lshr(product, ir.Constant(wide, 64)), ir.IntType(64))

        return types.uint64(types.uint64, types.uint64), code


@inner
def block(k0: Any, k1: Any, draw: int, index: int, member: int, stream: int) -> Any:
    """The four words of a block; the key as np.uint64."""
    c0, c1, c2, c3 = np.uint64(draw), np.uint64(index), np.uint64(member), np.uint64(stream)
    for _ in range(10):
        h0, l0 = high(_M0, c0), _M0 * c0
        h1, l1 = high(_M1, c2), _M1 * c2
        c0, c1, c2, c3 = h1 ^ c1 ^ k0, l1, h0 ^ c3 ^ k1, l0
        k0 = k0 + _W0
        k1 = k1 + _W1
    return c0, c1, c2, c3


@inner
def unit(word: Any) -> float:
    return (np.float64(word >> _TWELVE) + 0.5) * _STEP


@inner
def uniform(k0: Any, k1: Any, stream: int, member: int, index: int, draw: int) -> float:
    return unit(block(k0, k1, draw, index, member, stream)[0])


@inner
def exponential(number: float) -> float:
    return -math.log(number)


@inner
def gamma(k0: Any, k1: Any, stream: int, shape: float, member: int, index: int) -> float:
    boosted = shape if shape >= 1 else shape + 1
    d = boosted - 1 / 3
    c = 1 / math.sqrt(9 * d)
    attempt = 0
    while True:
        words = block(k0, k1, attempt, index, member, stream)
        normal = math.sqrt(-2 * math.log(unit(words[0]))) * math.cos(2 * math.pi * unit(words[1]))
        cube = math.pow(1 + c * normal, 3.0)
        if cube > 0 and math.log(unit(words[2])) < 0.5 * normal * normal + d - d * cube + d * math.log(cube):
            value = d * cube
            if shape >= 1:
                return value
            return max(LEAST, value * math.exp(math.log(unit(words[3])) / shape))
        attempt += 1


@jit
def gammas(k0: Any, k1: Any, stream: int, shape: float, out: Any) -> None:
    """One for each member from 0 on."""
    for member in range(len(out)):
        out[member] = gamma(k0, k1, stream, shape, member, 0)


@jit
def uniforms(k0: Any, k1: Any, stream: int, index: int, out: Any) -> None:
    for member in range(len(out)):
        out[member] = uniform(k0, k1, stream, member, index, 0)


@jit
def exponentials(k0: Any, k1: Any, stream: int, out: Any) -> None:
    for member in range(len(out)):
        out[member] = exponential(uniform(k0, k1, stream, member, 0, 0))
