"""One arm's account, over all eligible customers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Account:
    """Minor units. See `quantities` for what each holds."""

    list_sales: int = 0
    cost_of_goods: int = 0
    discounts: int = 0
    gifts: int = 0
    messages: int = 0
    fixed: int = 0
    provision: int = 0
    fees: int = 0

    @property
    def margin(self) -> int:
        """L − C: before anything that the program gives."""
        return self.list_sales - self.cost_of_goods

    @property
    def given(self) -> int:
        """D + G + M + F + V − E: what the program costs in this arm."""
        return self.discounts + self.gifts + self.messages + self.fixed + self.provision - self.fees

    @property
    def profit(self) -> int:
        """The gross presentation: margin at list price, every cost its own line."""
        return self.margin - self.given

    @property
    def net_sales(self) -> int:
        """L − D, as the net presentation begins."""
        return self.list_sales - self.discounts

    @property
    def profit_from_net_sales(self) -> int:
        """The net presentation: discounts off sales, then the other costs. Equal to `profit`, to the cent."""
        others = self.gifts + self.messages + self.fixed + self.provision - self.fees
        return self.net_sales - self.cost_of_goods - others

    def __add__(self, other: Account) -> Account:
        return Account(
            self.list_sales + other.list_sales,
            self.cost_of_goods + other.cost_of_goods,
            self.discounts + other.discounts,
            self.gifts + other.gifts,
            self.messages + other.messages,
            self.fixed + other.fixed,
            self.provision + other.provision,
            self.fees + other.fees,
        )
