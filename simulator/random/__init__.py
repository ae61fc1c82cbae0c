"""Keyed random numbers: each draw is a function of what it is for, never of how many came before it.

>>> from simulator.random import Stream, uniform
>>> uniform((1, 0), Stream.ENROLMENT, member=7, index=3) == uniform((1, 0), Stream.ENROLMENT, member=7, index=3)
True
"""

from simulator.random.philox import philox_block, philox_blocks
from simulator.random.streams import Stream
from simulator.random.variates import exponential, gamma, uniform, uniforms, unit

__all__ = ["Stream", "exponential", "gamma", "philox_block", "philox_blocks", "uniform", "uniforms", "unit"]
