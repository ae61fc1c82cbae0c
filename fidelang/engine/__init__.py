"""The engine: a plan that runs. Standard library only.

Program evaluates baskets, reacts to events, lets midnights pass, takes orders back; Outcome says what came of it;
effects change a State.
"""

from fidelang.engine.handling import Joined
from fidelang.engine.outcome import Award, Discount, Fee, Gift, Move, Outcome, Reason, Sent
from fidelang.engine.program import Program
from fidelang.engine.returns import TakenBack
from fidelang.kernel import InvalidInput

__all__ = [
    "Award", "Discount", "Fee", "Gift", "InvalidInput", "Joined", "Move", "Outcome", "Program", "Reason", "Sent",
    "TakenBack",
]  # fmt: skip
