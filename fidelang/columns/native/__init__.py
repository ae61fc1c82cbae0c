"""Lowered text as machine code: a small compiler to LLVM for functions over 64-bit integers and arrays of them."""

from fidelang.columns.native.library import Library, NativeMissing, has_native

__all__ = ["Library", "NativeMissing", "has_native"]
