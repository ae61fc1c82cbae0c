"""A result for people to read."""

from simulator.report.terminal import show

__all__ = ["show"]
