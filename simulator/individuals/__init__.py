"""The readable engine: one SimPy process a customer. It is the specification that a faster engine must equal."""

from simulator.individuals.arm import run_arm
from simulator.individuals.books import Books, Month, Person
from simulator.individuals.clock import Horizon

__all__ = ["Books", "Horizon", "Month", "Person", "run_arm"]
