"""One function through which a loop reaches all of a program: what it does is a number.

It is written in the text that is lowered, so that it becomes machine code with the rules. The caller writes a basket
into Z (`Lowered`), keeps M from filling up (`runtime.lists`), and reads what happened in X.
"""

from __future__ import annotations

from fidelang.columns.lowering.body import CONTEXT
from fidelang.columns.lowering.module import Lowered
from fidelang.columns.ops import (
    ALONE,
    BALANCE,
    CAMPAIGN,
    DUE,
    HAPPEN,
    JOIN,
    LEDGER,
    NEAR,
    PASS,
    TRY,
    USE,
    VISIT,
)  # fmt: skip
from fidelang.columns.runtime.records import GIFT, HEAD
from fidelang.state import ABSENT

SOON = 30  # days before its last day in which a point is near its expiry
TEMPLATE = 0  # where in R the row of nobody stands; the shared row follows it, then the members'


def entry_text(low: Lowered, traits: list[int]) -> str:
    """`rules(…, op, a, b, c)`. `traits`: words of a row that the caller tells of who joins, in Z from `lasts` on."""
    layout = low.layout
    row, scratch, levels = layout.row, layout.scratch, len(layout.plan.tiers.tiers) if layout.plan.tiers else 0
    signup = next((at for at, event in enumerate(layout.plan.events) if event.name == "signup"), -1)
    clock = f"R[S + {row['clock']}]"
    reset = [f"Z[{scratch['sent'] + at}] = 0" for at in range(len(layout.plan.messages))]
    reset += [f"Z[{scratch[name]}] = 0" for name in ("read", "hand", "hand_spend")]
    told = [f"Z[{at}] = {ABSENT}" for at in layout.event_field.values()]
    join = [f"for at in range({layout.width}):", f"    R[S + at] = R[{TEMPLATE} + at]"]
    join += [f"R[S + {row[name]}] = a" for name in ("joined", "clock", "tier_since", "tier_until")]
    join += [f"R[S + {row['held_from']}] = a"] if levels else []
    join += [f"R[S + {place}] = Z[{scratch['lasts'] + at}]" for at, place in enumerate(traits)]
    join += [f"R[S + {row['stage']}] = stage_of({CONTEXT}, a, 0)", f"segments_of({CONTEXT}, a, 0)"]
    join += [
        f"R[S + {row['segments'] + at}] = Z[{scratch['now'] + at}]" for at in range(len(layout.plan.segments))
    ]  # fmt: skip
    entered = layout.tables["entered"]
    join += [f"entered({CONTEXT}, a, 0)", f"for at in range(Z[{entered}]):"]
    join += [f"    R[S + {row['campaigns']} + Z[{entered + 1} + 2 * at]] = Z[{entered + 2} + 2 * at]"]
    join += [f"r_reset({CONTEXT})", f"joining_fees({CONTEXT}, a, b, 0)"]
    join += [f"r_reset({CONTEXT})", f"react({CONTEXT}, a, b, {signup})"] if signup >= 0 else []
    later = f"{clock} = max({clock}, a)"
    lots = f"S + {row['lots']} + 4 * a"
    parts = {
        VISIT: [f"price({CONTEXT}, a, b)", f"settle({CONTEXT}, a, b)", later, *_merged(low)],
        TRY: [f"price({CONTEXT}, a, b)", *_got(low)],
        ALONE: [f"price_alone({CONTEXT}, a, b)", *_left_by_nobody(low)],
        HAPPEN: [f"react({CONTEXT}, a, b, c)", *told, later],
        PASS: [
            f"at = due({CONTEXT})", "while at <= a:", f"    r_reset({CONTEXT})", f"    tick({CONTEXT}, at)",
            f"    {clock} = at", f"    at = due({CONTEXT})", later,
        ],
        JOIN: join,
        DUE: [f"return due({CONTEXT})"],
        BALANCE: [f"return r_available(R, M, {lots}, {layout.lot}, {clock}) - R[S + {row['debt']} + a]"],
        NEAR: [
            f"place = r_first_of(R, {lots}, {layout.lot})", f"for at in range(R[{lots} + 2]):",
            f"    if M[place + 5] != 0 and b <= M[place + 4] and M[place + 4] <= b + {SOON}:", "        return 1",
            f"    place += {layout.lot}",
        ],
        CAMPAIGN: [f"return R[S + {row['campaigns']} + a]"],
        LEDGER: [
            f"Z[{scratch['lasts']}] = r_available(R, M, {lots}, {layout.lot}, {clock})",
            f"Z[{scratch['lasts'] + 1}] = r_available(R, M, {lots}, {layout.lot}, 3652059) - Z[{scratch['lasts']}]",
            f"Z[{scratch['lasts'] + 2}] = R[S + {row['debt']} + a]",
        ],
        USE: [f"r_do_use(R, M, X, H + {row['counters']}, 1, a, b, c)"],
    }  # fmt: skip
    lines = [f"def r_reset({CONTEXT}):", *(f"    {line}" for line in reset), "    return 0", ""]
    lines += [f"def rules({CONTEXT}, op, a, b, c):", f"    X[0] = {HEAD}", f"    r_reset({CONTEXT})"]
    for op, statements in parts.items():
        lines += [f"    if op == {op}:", *(f"        {line}" for line in statements), "        return 0"]
    return "\n".join([*lines, "    return 0", ""])


def _got(low: Lowered) -> list[str]:
    """What the reward `c` takes off the basket that asks for it; −1 if nothing is paid with points. `price` changes no
    state, so that a basket can be tried."""
    plan, scratch = low.layout.plan, low.layout.scratch
    paid = " + ".join(f"Z[{scratch['paid'] + at}]" for at in range(len(plan.wallets))) or "0"
    lines = [f"if {paid} == 0:", "    return -1", "got = 0"]
    for name, first in low.rewards.items():
        versions = [at for at, rule in enumerate(plan.rules) if rule.name == name and rule.take is not None]
        lines += [f"if c == {first}:"] if versions else []
        for at in versions:
            lines += [f"    if Z[{scratch['took'] + at}] != 0:", f"        got += Z[{scratch['taken'] + at}]"]
    return [*lines, "return got"]


def _left_by_nobody(low: Lowered) -> list[str]:
    """What a basket without a member uses of shared counters, and what it is given: nothing settles it."""
    fx, gifts = low.layout.tables["fx"], low.layout.tables["gifts"]
    shared = f"H + {low.layout.row['counters']}"
    return [
        f"for at in range(Z[{fx}]):",
        f"    place = {fx + 1} + 4 * at",
        "    if Z[place] == 1:",
        f"        r_do_use(R, M, X, {shared}, 1, Z[place + 1], Z[place + 2], Z[place + 3])",
        f"for at in range(Z[{gifts}]):",
        f"    r_record2(X, {GIFT}, Z[{gifts + 1} + 2 * at], Z[{gifts + 2} + 2 * at])",
    ]


def _merged(low: Lowered) -> list[str]:
    """After a purchase, lots that nothing can tell apart any more become one: what a loop asks grows with the days on
    which points end, not with the purchases of a life. Points and their days stay; a lot's rule and number are told
    nowhere here, and nothing is returned."""
    row, lines = low.layout.row, []
    for at, wallet in enumerate(low.layout.plan.wallets):
        active = [one.activity for one in wallet.expiries if one.how == "activity" and one.activity is not None]
        if any(one.how == "activity" and one.from_availability for one in wallet.expiries):
            continue  # such lots count from another day each
        bases = []
        for one in active:
            base = f"R[S + {row['activity'] + one}]"
            if "purchase" in low.layout.plan.activities[one]:
                base = f"max({base}, R[S + {row['last_order']}])"
            bases.append(base)
        base = str(3652059) if not bases else bases[0] if len(bases) == 1 else f"min({', '.join(bases)})"
        lots = f"S + {row['lots'] + 4 * at}"
        with_lots = f"r_merge_lots(R, M, {lots}, {low.layout.lot}, a, {base})"
        lines += [f"if R[{lots} + 2] > 3:", f"    {with_lots}"]
    return lines
