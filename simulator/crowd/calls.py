"""A call of a program's rules by their address, from a loop that Numba has compiled for all programs."""

from __future__ import annotations

from typing import Any

from simulator.crowd.jit import has_numba

if has_numba():
    from llvmlite import ir
    from numba import types
    from numba.extending import intrinsic

    @intrinsic  # type: ignore[untyped-decorator,unused-ignore]
    def call_rules(
        context: Any, address: Any, r: Any, m: Any, z: Any, x: Any, s: Any, h: Any, op: Any, a: Any, b: Any, c: Any
    ) -> Any:
        """`rules(R, M, Z, X, S, H, op, a, b, c)` at an address; arrays as the addresses of their first words."""

        def code(_context: Any, builder: Any, _signature: Any, args: Any) -> Any:
            word = ir.IntType(64)
            function = ir.FunctionType(word, [word] * 10)
            return builder.call(builder.inttoptr(args[0], function.as_pointer()), args[1:])

        return types.int64(*[types.int64] * 11), code
