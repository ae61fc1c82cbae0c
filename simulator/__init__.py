"""The simulator: a synthetic population run through a program's own rules, beside the same population without them.

    import fidelang, simulator

    program = fidelang.load("program.fid")
    result = simulator.run(program, simulator.load_scenario("scenario.yaml"))
    result.roi, result.retention_uplift

>>> import simulator
>>> simulator.__version__
'0.1.0'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.experiment import run
    from simulator.result import Result
    from simulator.scenario import Scenario, ScenarioError, load_scenario

__version__ = "0.1.0"
__all__ = ["Result", "Scenario", "ScenarioError", "load_scenario", "run"]

_HOMES = {
    "run": "simulator.experiment",
    "Result": "simulator.result",
    "Scenario": "simulator.scenario",
    "ScenarioError": "simulator.scenario",
    "load_scenario": "simulator.scenario",
}


def __getattr__(name: str) -> Any:
    """Loads a public name when it is asked for: importing the simulator loads none of its libraries."""
    if name not in _HOMES:
        raise AttributeError(f"module 'simulator' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
