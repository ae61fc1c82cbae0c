"""How fast a customer's interest dies, next to the same person without the program."""

from __future__ import annotations


def hazard_multiplier(weight: float, reduction: float) -> float:
    """The factor on the own death rate of an engaged member: 1 − weight · reduction; exactly 1.0 at weight 0.

    The death time is one unit exponential a person, the same in both arms, spent at the rate mu times this
    factor: a lower hazard never ends a life earlier. Source: Gopalakrishnan et al. 2021 (most of a program's
    value comes from lower attrition); the size that ships is a judgement.
    """
    return 1.0 - weight * reduction
