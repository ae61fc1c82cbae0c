"""A scenario: who the customers are, how they respond, what things cost; typed, every assumption sourced.

>>> from simulator.scenario import SHIPPED
>>> SHIPPED["attrition.reduction"].base
0.05
"""

from simulator.scenario.assumption import TAGS, Assumption
from simulator.scenario.defaults import SHIPPED
from simulator.scenario.facts import Distribution
from simulator.scenario.loading import PRESETS, load_scenario, problem_at, read_scenario, refused
from simulator.scenario.problem import Problem, ScenarioError, framed
from simulator.scenario.response import (
    MECHANISMS,
    Attrition,
    Enrolment,
    Frequency,
    GoalGradient,
    Redemption,
    Response,
    TopUp,
)
from simulator.scenario.scenario import Scenario

__all__ = [
    "MECHANISMS",
    "PRESETS",
    "SHIPPED",
    "TAGS",
    "Assumption",
    "Attrition",
    "Distribution",
    "Enrolment",
    "Frequency",
    "GoalGradient",
    "Problem",
    "Redemption",
    "Response",
    "Scenario",
    "ScenarioError",
    "TopUp",
    "framed",
    "load_scenario",
    "problem_at",
    "read_scenario",
    "refused",
]
