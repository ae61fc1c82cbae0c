"""Returns: an order rated again without what came back, and the difference taken back (rows 69 to 74, 120 to 128).

One idea a file: `record` writes down what a return will need; `kept` reads what comes back; `rating` evaluates the
order again; `claims` compares; `lots` moves the points; `refund` the money; `corrections` the rest of the state.
"""

from fidelang.engine.returns.outcome import TakenBack
from fidelang.engine.returns.record import recorded
from fidelang.engine.returns.taking import take_back

__all__ = ["TakenBack", "recorded", "take_back"]
