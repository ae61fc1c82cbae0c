"""Replay: events of a base through the engine, in order, so that pieces and repetitions end in the same state."""

from fidelang.replay.run import Played, Replay
from fidelang.state import Base

__all__ = ["Base", "Played", "Replay"]
