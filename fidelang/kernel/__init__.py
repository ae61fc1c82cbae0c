"""The kernel: `price`, `settle` and `tick` written from a plan as plain Python, and the primitives that they call."""

from fidelang.kernel.codes import CODES, NUMBER, PART, code_of
from fidelang.kernel.doors import InvalidInput
from fidelang.kernel.found import Found
from fidelang.kernel.program_text import Frame, Kernel, build, kernel_text, quote_head
from fidelang.kernel.quote import Reading, Written, build_quote, write_quote

__all__ = [
    "CODES", "NUMBER", "PART", "Found", "Frame", "InvalidInput", "Kernel", "Reading", "Written", "build",
    "build_quote", "code_of", "kernel_text", "quote_head", "write_quote",
]  # fmt: skip
