"""Numbers drawn by a keyed hash: the same names draw the same number, everywhere and for ever (row 76)."""

from __future__ import annotations

import hashlib

KEYED = 2**64
"""A keyed number is below this."""


def keyed(*names: str) -> int:
    """The first 8 bytes, big-endian, of the SHA-256 of the names in UTF-8 with a NUL between each two.

    >>> keyed("P", "winter", "ada") * 10_000 // KEYED
    7657
    """
    text = "\0".join(names).encode("utf-8", "surrogatepass")  # an id out of JSON may hold half a pair
    return int.from_bytes(hashlib.sha256(text).digest()[:8], "big")
