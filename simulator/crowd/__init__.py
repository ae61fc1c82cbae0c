"""The fast engine: members in columns, the rules as machine code, SimPy as the calendar. The same books, to the point.

It runs the very draws, behaviours and rules of `simulator.individuals`, which is the specification.
"""

from simulator.crowd.engine import Crowd, run_arm
from simulator.crowd.jit import has_numba
from simulator.crowd.people import People, draw_people

__all__ = ["Crowd", "People", "draw_people", "has_numba", "run_arm"]
