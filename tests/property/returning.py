"""What comes back of a story's baskets: whole or in parts, soon or late, now and then what cannot come back."""

from __future__ import annotations

from typing import Any

from tests.property.pick import Pick

WRONG = (
    {"order": "never"}, {"order": "b0", "lines": {"9": "1"}}, {"order": "b0", "lines": {"1": "7"}},
    {"order": "b0", "lines": {"1": "0"}}, {"order": "b0", "lines": {"1": "0.25"}}, {"order": "b0"},
)  # fmt: skip


class Kept:
    """What is kept of each named basket, in thousandths of a unit, as far as no step is refused."""

    def __init__(self) -> None:
        self.orders: dict[str, list[int]] = {}

    def bought(self, basket: dict[str, Any]) -> None:
        if "name" in basket and basket.get("member") is not False:
            self.orders[basket["name"]] = [round(1000 * float(line["quantity"])) for line in basket["lines"]]

    def __bool__(self) -> bool:
        return any(map(any, self.orders.values()))

    def step(self, pick: Pick, wrong: int = 4) -> dict[str, Any]:
        """A return of the latest order of which something is kept, or of an earlier one; `wrong` percent of steps are."""
        left = [name for name, kept in self.orders.items() if any(kept)]
        if pick.chance(wrong):
            return dict(pick.one(WRONG))
        name = left[-1] if pick.chance(60) else pick.one(left)
        kept = self.orders[name]
        if pick.chance(30):
            self.orders[name] = [0] * len(kept)
            return {"order": name}
        lines = {}
        for at, quantity in enumerate(kept):
            if quantity and (pick.chance(45) or (not any(kept[:at]) and not lines)):
                unit = 1000 if quantity % 1000 == 0 else 250
                part = unit * pick.number(1, max(1, quantity // unit - 1)) if pick.chance(70) else quantity
                kept[at] -= part
                lines[str(at + 1)] = f"{part // 1000}.{part % 1000:03d}"
        return {"order": name, "lines": lines}
