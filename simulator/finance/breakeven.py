"""The rise in visits at which a program pays for itself."""

from __future__ import annotations

from fractions import Fraction

from simulator.finance.account import Account


def break_even_lift(none: Account, mechanical: Account) -> Fraction | None:
    """The relative rise x in visits at which net gain is 0, the control arm's own behaviour otherwise.

    `mechanical` is the program's rules applied to the control arm's visits: people join and redeem, and nobody comes
    more, stays longer or spends more. Margin and what rules give grow with visits, fixed costs do not:
    x (L − C) = (D + G + M + V − E)(1 + x) + F. None where a further visit gives more than it earns: no lift pays.

    >>> break_even_lift(Account(list_sales=1000, cost_of_goods=600), Account(1000, 600, discounts=40, fixed=20))
    Fraction(1, 6)
    """
    variable = mechanical.given - mechanical.fixed
    earned = none.margin - variable
    if earned <= 0:
        return None
    return Fraction(variable + mechanical.fixed, earned)
