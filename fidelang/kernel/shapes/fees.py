"""Fees: due on joining, when a tier is taken up, and at the midnights that start what they are paid for (row 138)."""

from __future__ import annotations

from fidelang.kernel.shapes.conditions import write_life
from fidelang.kernel.shapes.writer import Writer
from fidelang.plan import model

_NEXT = "period_end(S.clock, {unit!r}, S.joined) + 1"


def write_fees(to: Writer) -> None:
    """`joining_fees(S, log, found, day, minute)`, `taken_up(…)`: after a move of tier, `midnight_fees(…)`.

    Who joins with a tier that is told has paid for it.
    """
    out, plan = to.out, to.plan
    with out.block("def fee(log, found, day, tier, amount):"):
        out.line("log.append(('fee', tier, amount, day))")
        out.line("found.fees.append((tier, amount))")
    of_all = [one for one in plan.fees if one.tier is None]
    of_tiers = [one for one in plan.fees if one.tier is not None]
    joining: list[tuple[model.Fee, str | None]] = [(one, None) for one in of_all]
    joining += [(one, f"S.tier == {one.tier} and not told") for one in of_tiers]
    _write(to, "joining_fees", joining, ", told")
    _write(to, "taken_up", [(one, f"S.tier == {one.tier}") for one in of_tiers])
    dues: list[tuple[model.Fee, str | None]] = [(one, _falls(one, "S.joined")) for one in of_all]
    held = "max(S.tier_since, S.joined)"
    dues += [(one, f"S.tier == {one.tier} and {_falls(one, held)}") for one in of_tiers]
    _write(to, "midnight_fees", dues)


def write_taken_up(to: Writer) -> None:
    """Right after the tier has moved, before stage and segments do: `moves` holds nothing else yet."""
    if any(one.tier is not None for one in to.plan.fees):
        with to.out.block("if moves:"):
            to.out.line("taken_up(S, log, found, day, minute)")


def _write(to: Writer, name: str, fees: list[tuple[model.Fee, str | None]], more: str = "") -> None:
    out = to.out
    with out.block(f"def {name}(S, log, found, day, minute{more}):"):
        if not fees:
            out.line("return")
            return
        write_life(to)
        with out.block("if life:"):
            out.line("return")
        for one, test in fees:
            call = f"fee(log, found, day, {-1 if one.tier is None else one.tier}, {one.amount})"
            if test is None:
                out.line(call)
            else:
                with out.block(f"if {test}:"):
                    out.line(call)


def _falls(fee: model.Fee, since: str) -> str:
    """Whether a fee first due on `since` is due again on `day`: each year from then on, or as a unit starts."""
    if fee.per == "year":
        return f"day > {since} and feast_in(parts(day)[0], *parts({since})[1:]) == day"
    return f"day > {since} and period_start(day, {fee.per!r}, S.joined) == day"


def write_fees_due(to: Writer) -> None:
    """The next days of fees, in `due`."""
    out = to.out
    for one in to.plan.fees:
        since = "S.joined" if one.tier is None else "max(S.tier_since, S.joined)"
        yearly = f"next_shifted_feast(first, *parts({since})[1:], 0, 0)"
        day = yearly if one.per == "year" else _NEXT.format(unit=one.per)
        with out.block("if True:" if one.tier is None else f"if S.tier == {one.tier}:"):
            out.line(f"days.append({day})")
