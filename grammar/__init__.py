"""The language as data: its grammar and, for each surface, the table of its keywords.

>>> "PROGRAM" in read("words_en.lark")
True
"""

from importlib.resources import files

__all__ = ["read"]


def read(name: str) -> str:
    """The text of one file of this package, wherever it was installed."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")
