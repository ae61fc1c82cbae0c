"""The money of a projection, defined once: integers of minor units, ratios as fractions, no float anywhere.

>>> from simulator.finance import Account
>>> Account(list_sales=200_00, cost_of_goods=140_00).profit
6000
"""

from simulator.finance.account import Account
from simulator.finance.breakeven import break_even_lift
from simulator.finance.gain import Gain
from simulator.finance.over_time import net_present_value, payback_month
from simulator.finance.provision import provision
from simulator.finance.quantities import QUANTITIES, Quantity

__all__ = [
    "QUANTITIES",
    "Account",
    "Gain",
    "Quantity",
    "break_even_lift",
    "net_present_value",
    "payback_month",
    "provision",
]
