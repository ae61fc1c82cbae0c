"""Arms × replications on common random numbers, and what they say together."""

from simulator.experiment.engines import EngineMissing, chosen
from simulator.experiment.run import run

__all__ = ["EngineMissing", "chosen", "run"]
