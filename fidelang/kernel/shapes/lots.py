"""Lots: posting with their days, the order of spending, expiry at midnight and on events (rows 47, 56 to 61)."""

from __future__ import annotations

from fidelang.kernel.shapes.writer import Writer
from fidelang.plan import model
from fidelang.plan.formula import Formula
from fidelang.values import FOREVER


def provisional(wallet: model.Wallet) -> bool:
    """Whether a shown expiry may still move: with activity, by `unless`, or by an event."""
    return any(one.how in ("activity", "trigger") or one.unless is not None for one in wallet.expiries)


def timed(wallet: model.Wallet) -> bool:
    """Whether lots of a wallet die on a day, and not only by an event."""
    return any(one.how != "trigger" for one in wallet.expiries)


def _fixed(wallet: model.Wallet) -> list[model.Expiry]:
    return [one for one in wallet.expiries if one.how in ("after", "end_of", "on_day") and one.unless is None]


def _soft(wallet: model.Wallet) -> list[model.Expiry]:
    return [one for one in wallet.expiries if one.how in ("after", "end_of", "on_day") and one.unless is not None]


def soft_expiries(wallet: model.Wallet) -> list[model.Expiry]:
    """The clauses with `unless`, for each of which a lot keeps a last day."""
    return _soft(wallet)


def _active(wallet: model.Wallet) -> list[model.Expiry]:
    return [one for one in wallet.expiries if one.how == "activity"]


def _last(one: model.Expiry) -> str:
    """The last day of a lot earned on `day`, available from `from_day`."""
    if one.how == "after":
        assert one.lapse is not None
        start = "from_day" if one.from_availability else "day"
        return f"deadline({start}, {one.lapse.months}, {one.lapse.days}, {one.then_end_of!r}, from_day)"
    if one.how == "end_of":
        months, days = (one.lapse.months, one.lapse.days) if one.lapse else (0, 0)
        return f"max(shift(period_end(day, {one.unit!r}, S.joined), {months}, {days}), from_day)"
    return f"max(next_day_of_year(day, {one.day}, {one.month}, {one.of_next_year}), from_day)"


def _active_last(one: model.Expiry, lot: str, plan: model.Plan) -> str:
    """The last day of a lot by activity: so long after the later of the last activity and its own start.

    Purchases are not noted as activities: the latest of which something is kept is the member's last order (row 125).
    """
    assert one.lapse is not None
    assert one.activity is not None
    order = "S.last_order, " if "purchase" in plan.activities[one.activity] else ""
    start = f"max(S.activity[{one.activity}], {order}{lot}.{'available' if one.from_availability else 'earned'})"
    return f"deadline({start}, {one.lapse.months}, {one.lapse.days}, {one.then_end_of!r}, {lot}.available)"


def write_wallet(to: Writer, position: int) -> None:
    """`last_day_W(S, lot)`, `days_W(S, day, from_day)`, `pay_W(S, H, log, day)`, `gone_W(S, day)` and
    `post_W(S, H, log, found, rule, points, day)`."""
    out = to.out
    wallet = to.plan.wallets[position]
    lasts = ["lot.fixed", *(_active_last(one, "lot", to.plan) for one in _active(wallet))]
    lasts += [f"lot.soft[{at}]" for at in range(len(_soft(wallet)))]
    with out.block(f"def last_day_{position}(S, lot):"):
        out.line("return " + (lasts[0] if len(lasts) == 1 else f"min({', '.join(lasts)})"))
    with out.block(f"def days_{position}(S, day, from_day):"):
        fixed = [_last(one) for one in _fixed(wallet)]
        shown = str(FOREVER) if not fixed else fixed[0] if len(fixed) == 1 else f"min({', '.join(fixed)})"
        out.line(f"return {shown}, ({''.join(_last(one) + ', ' for one in _soft(wallet))})")
    with out.block(f"def pay_{position}(S, H, log, day):"):
        due = f"min(S.debt[{position}], available(S.lots[{position}], day))"
        out.line(f"parts = to_spend(S.lots[{position}], {due}, day, lambda lot: last_day_{position}(S, lot))")
        with out.block("if parts:"):
            out.line(f"do(S, H, log, ('pay', {position}, parts))")
    write_gone(to, position)
    with out.block(f"def post_{position}(S, H, log, found, rule, points, day):"):
        out.line(f"from_day = shift(day, {wallet.pending.months}, {wallet.pending.days})")
        out.line(f"fixed, soft = days_{position}(S, day, from_day)")
        out.line(f"do(S, H, log, ('post', {position}, rule, day, from_day, fixed, soft, points))")
        out.line(f"last = last_day_{position}(S, S.lots[{position}][-1])")
        out.line(f"found.awards.append((rule, {position}, points, from_day, last, {provisional(wallet)}))")
        if wallet.debt_allowed:
            with out.block(f"if S.debt[{position}]:"):
                out.line(f"pay_{position}(S, H, log, day)")


def expiry_formulas(wallet: model.Wallet) -> list[Formula]:
    return [one.unless for one in wallet.expiries if one.unless is not None]


def _over(to: Writer, position: int) -> list[str]:
    """Tests of a lot, one of which holds at a midnight after its last day."""
    wallet = to.plan.wallets[position]
    tests = []
    if _fixed(wallet):
        tests.append("lot.fixed < day")
    for at, one in enumerate(_soft(wallet)):
        assert one.unless is not None
        tests.append(f"(lot.soft[{at}] < day and not ({to.python(one.unless)}))")
    for one in _active(wallet):
        test = f"{_active_last(one, 'lot', to.plan)} < day"
        tests.append(test if one.unless is None else f"(not ({to.python(one.unless)}) and {test})")
    return tests


def write_gone(to: Writer, position: int) -> None:
    """`gone_W(S, day)`: (lot, points) of the lots whose last day is over at the midnight that starts `day`."""
    out = to.out
    tests = _over(to, position)
    with out.block(f"def gone_{position}(S, day):"):
        if not tests:
            out.line("return ()")
            return
        out.line("minute = 0; fresh = {}")
        to.bind(expiry_formulas(to.plan.wallets[position]))
        out.line(f"return tuple([(lot.number, lot.left) for lot in S.lots[{position}] if {' or '.join(tests)}])")


def write_midnight_expiry(to: Writer, position: int) -> None:
    """Lots whose last day is over, in the part of `tick` that comes first."""
    out = to.out
    if not _over(to, position):
        return
    with out.block(f"if S.lots[{position}]:"):
        out.line(f"gone = gone_{position}(S, day)")
        with out.block("if gone:"):
            out.line(f"do(S, H, log, ('expire', {position}, gone))")
            out.line(f"found.expire({position}, gone)")
            _write_expired(to, position, "day - 1")


def write_wipe(to: Writer, position: int) -> None:
    """The whole wallet expires, pending points too (row 61)."""
    out = to.out
    with out.block(f"if S.lots[{position}]:"):
        out.line(f"gone = tuple([(lot.number, lot.left) for lot in S.lots[{position}]])")
        with out.block("if gone:"):
            out.line(f"do(S, H, log, ('expire', {position}, gone))")
            out.line(f"found.expire({position}, gone)")
            _write_expired(to, position, "day")


def _write_expired(to: Writer, position: int, last: str) -> None:
    """Rules some days after an expiry count from the last good day."""
    moment = f"expiry {to.plan.wallets[position].name}"
    if moment in to.plan.moments:
        to.out.line(f"do(S, H, log, ('happened', {to.plan.moments.index(moment)}, {last}))")
