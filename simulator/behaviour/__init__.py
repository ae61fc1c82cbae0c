"""How a program changes what people do: one mechanism a file, each a scalar function of floats.

Every function uses `math` only, so that the readable engine and a compiled one take the same decisions to the
last bit. None of them has an effect of its own: what the member received scales them all (`value.response`).

>>> response(benefit=0, spend=100_00, half_benefit=0.02)
0.0
"""

from simulator.behaviour.attrition import hazard_multiplier
from simulator.behaviour.enrolment import calibrate_intercept, enrolment_probability, joined_within
from simulator.behaviour.frequency import intensity_multiplier, membership_lift
from simulator.behaviour.goal_gradient import goal_pull, is_feasible
from simulator.behaviour.headroom import headroom
from simulator.behaviour.redemption import redemption_probability
from simulator.behaviour.top_up import top_up_gap
from simulator.behaviour.value import response

__all__ = [
    "calibrate_intercept",
    "enrolment_probability",
    "goal_pull",
    "hazard_multiplier",
    "headroom",
    "intensity_multiplier",
    "is_feasible",
    "joined_within",
    "membership_lift",
    "redemption_probability",
    "response",
    "top_up_gap",
]
