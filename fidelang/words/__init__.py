"""Reasons in sentences for people."""

from fidelang.words.english import sentence

__all__ = ["sentence"]
