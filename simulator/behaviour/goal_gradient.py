"""The nearer the reward, the sooner the next visit, if the goal can be reached at all."""

from __future__ import annotations


def goal_pull(remaining: int, required: int, lift: float, shape: float) -> float:
    """Rise in visit intensity at this distance from a pending goal: lift · (1 − remaining/required)^shape.

    0.0 where nothing is required, at the full distance, and once the goal is reached (nothing is pending).
    Source: Kivetz, Urminsky and Zheng 2006 (20% shorter gaps at the end of a coffee card); the goal-distance
    model gives the shape. The lift that ships is well below theirs: their customers were committed.
    """
    if required <= 0 or remaining <= 0 or remaining >= required:
        return 0.0
    return lift * float((1.0 - remaining / required) ** shape)


def is_feasible(remaining: int, pace: float, days_left: float, bound: float) -> bool:
    """Whether a goal with a deadline still pulls: the pace that it needs is at most `bound` times the own pace.

    `pace` is units a day so far; a goal that the own pace reaches anyway pulls too when it is a reward, because
    its distance does. Source of the bound: a judgement after Orhun et al.
    """
    if days_left <= 0 or pace <= 0:
        return False
    return remaining <= pace * days_left * bound
