"""The one table of random streams: what each is for and what its index counts."""

from __future__ import annotations

from enum import IntEnum


class Stream(IntEnum):
    """A stream's number is its place in every counter: it never changes, a new one takes a new number."""

    RATE = 1  # index 0: purchase rate lambda; the draw is the try of a rejection sampler
    DEATH_RATE = 2  # index 0: death rate mu; the draw is the try
    SPEND_SCALE = 3  # index 0: spend scale nu; the draw is the try
    ENDURANCE = 4  # index 0: the unit exponential that the hazard is spent against
    ENTRY = 5  # index 0: day of the first purchase
    TRAITS = 6  # index: position of the trait (birthday, a consent, a fact) among the scenario's
    VISIT = 7  # index: candidate visit; words: gap, thinning, minute, channel
    SPEND = 8  # index: candidate visit; the draw is the try
    BASKET = 9  # index: candidate visit; draw 0: number of lines; draw 1 + line: category, weight, quantity, a fact
    LINE_FACT = 10  # index: candidate visit; draw: line × 64 + position of the fact
    EVENT = 11  # index: happening × 16 + position of the event; draw 0: gap, draw 1 + field: its value
    ENROLMENT = 12  # index: candidate visit
    ENGAGED = 13  # index 0
    REDEEMER = 14  # index 0
    REDEMPTION = 15  # index: candidate visit
    TOP_UP = 16  # index: candidate visit
