"""How often a member comes, next to the same person without the program."""

from __future__ import annotations


def membership_lift(lift: float, room: float) -> float:
    """Rise in visit intensity of an engaged member apart from any goal, before what was received scales it.

    `lift` is table C2's row 11, `room` the headroom in [0, 1]. Sources: Gopalakrishnan et al. 2021 (less than a
    fifth of a 30% total); Sharp and Sharp 1997 (weak).
    """
    return lift * room


def intensity_multiplier(weight: float, effect: float) -> float:
    """The factor on a customer's own rate: 1 + weight · effect; exactly 1.0 at weight or effect 0.

    What lies above the ceiling that candidate visits are drawn at is cut where they are thinned, and counted there.
    """
    return 1.0 + weight * effect
