"""Well-typed programs, made to hit edges: ties, cuts, stacks, caps that run out, windows, expiry, moves.

Every program has the same wallets, facts and events, so that stories fit all of them; rules are drawn.
"""

from __future__ import annotations

from tests.property.campaigns import campaign
from tests.property.earning import earn, habit, multiplier
from tests.property.frame import FACTS, header, wallets
from tests.property.occasions import occasion, sides
from tests.property.pick import Pick
from tests.property.sharing import budget, stack
from tests.property.standing import standing
from tests.property.taking import offer, reward
from tests.property.versions import versioned


def program(pick: Pick) -> str:
    """The text of a program. Rewards to ask for are called r0, r1 and so on."""
    parts = [header(pick), wallets(pick), FACTS, standing(pick)]
    parts += [stack(pick, name) for name in ("gives", "cuts", "rights")]
    parts += [earn(pick, f"e{at}") for at in range(pick.number(1, 4))]
    parts += [multiplier(pick, f"m{at}") for at in range(pick.number(0, 2))]
    parts += [habit(pick, str(at)) for at in range(pick.one([0, 1, 1, 2]))]
    parts += [offer(pick, f"o{at}") for at in range(pick.number(0, 3))]
    asked = pick.number(0, 2)
    parts += [reward(pick, f"r{at}") for at in range(asked)]
    if pick.chance(30):
        kind = pick.one(["earn", "earn", "offer", "reward"])
        parts.append(versioned(pick, f"r{asked}" if kind == "reward" else "dated", kind))
    parts += [occasion(pick, f"x{at}") for at in range(pick.number(0, 3))]
    parts += [sides(pick)] if pick.chance(20) else []
    parts += [budget(pick, f"b{at}") for at in range(pick.one([0, 0, 1, 2]))]
    parts += [campaign(pick, at, _acting) for at in range(pick.one([0, 0, 1, 2]))]
    return "\n".join(parts) + "\n"


def rewards_of(text: str) -> int:
    """How many rewards r0, r1 … a generated program has."""
    return sum(f"reward r{at} " in text for at in range(4))


def _acting(pick: Pick, name: str) -> str:
    """A rule of a campaign."""
    return pick.one([earn, earn, offer, multiplier])(pick, name)
