"""Where the loop finds things: columns of its arrays, by name.

F, by customer: rate, death rate, spend scale, entry, endurance, room, probability of joining, next visit (−1: none),
hazard, hazard until, thinning of the next visit, then the next time of each event. W: number of the next
visit, alive, row (−1: no member), engaged, redeems, day of joining, next midnight, the list of the trailing year (base,
head, length, room), its benefit and spend, entered, then points earned by wallet, then the number of each event.
"""

from __future__ import annotations

RATE, DEATH, SCALE, ENTRY, ENDURANCE, ROOM, JOINS, NEXT, HAZARD, UNTIL, THINNING, EVENTS = range(12)
NUMBER, ALIVE, ROW, ENGAGED, REDEEMS, ENROLLED, MIDNIGHT, YEAR = range(8)
BENEFIT, SPEND, ENTERED, EARNED = range(YEAR + 4, YEAR + 8)
# of a month
SALES, GOODS, DISCOUNTS, GIFTS, MESSAGES, FEES, ORDERS, ENROLMENTS, WALLETS = range(9)
# of a run
CANDIDATES, CLIPPED, ELSEWHERE, ROWS, VISITS, ERROR, SALES_LOG = range(7)
# of the numbers of a program
(
    START, MINOR, COUNT, N, LINES, LASTS, ASKED, FINER, RULES, OFFERS, LARGEST, MOST_LINES, WIDTH, LISTS, HOW_MANY, LOT,
    KINDS, TIER, STAGE,
) = range(19)  # fmt: skip
NUMBERS = 19
# of the settings of the behaviours
(
    MAX_LIFT, HALF, LIFT, REDUCTION, GOAL_LIFT, SHAPE, PACE, REACH, TOP_UP, ENGAGED_SHARE, NEVER, MORE_LINES,
    SPEND_SHAPE,
) = range(13)  # fmt: skip
SETTINGS = 13
