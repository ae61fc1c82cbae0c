"""Frames: how the emitted text reaches a basket. They own access only; the meaning is written elsewhere, once."""

from fidelang.kernel.frames.prologue import columns, write_prologue

__all__ = ["columns", "write_prologue"]
