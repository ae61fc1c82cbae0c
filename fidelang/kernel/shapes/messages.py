"""Messages: campaign, consent, conditions, limits and budgets, as a function `message_N` of the text."""

from __future__ import annotations

from fidelang.kernel.names import variable
from fidelang.kernel.shapes.campaigns import refusals
from fidelang.kernel.shapes.conditions import write_life
from fidelang.kernel.shapes.writer import Writer, condition_formulas
from fidelang.plan import model
from fidelang.plan.formula import slots


def write_message(to: Writer, position: int) -> None:
    """`message_N(S, H, log, found, day, minute, rule, E)`: sent once an instant, not after the program's end."""
    out, plan = to.out, to.plan
    message = plan.messages[position]
    budgets = [budget for budget in plan.budgets if position in budget.messages]
    with out.block(f"def message_{position}(S, H, log, found, day, minute, rule, E):"):
        out.line("fresh = found.texts; fx = []")
        write_life(to)
        with out.block(f"if life or found.sent({position}):"):
            out.line("return")
        for test in (*_outside(message), *(test for test, _ in refusals(message, plan))):
            with out.block(f"if {test}:"):
                out.line("return")
        if message.consent is not None:
            with out.block(f"if {message.consent!r} not in S.consents:"):
                out.line("return")
        formulas = list(condition_formulas(message.whens))
        to.bind(formulas)
        to.bind_event(formulas)
        of_basket = dict.fromkeys(slot for formula in formulas for slot in slots(formula) if _of_basket(slot))
        if of_basket:
            with out.block("if found.read is None:"):
                out.line("return")
            for slot in of_basket:
                out.line(f"{variable(slot)} = found.read[{slot!r}]")
        if any(slot.startswith("hand.") for formula in formulas for slot in slots(formula)):
            out.line("v_hand_orders, v_hand_spend = found.hand")
        for when in message.whens:
            with out.block(f"if not ({to.python(when.holds)}):"):
                out.line("return")
        to.load_counters([*message.counters, *(budget.counter for budget in budgets)])
        for counter in message.counters:
            with out.block(f"if u[{counter}] >= {plan.counters[counter].cap}:"):
                out.line("return")
        for budget in budgets:
            unit = plan.counters[budget.counter].scale
            with out.block(f"if u[{budget.counter}] + {message.cost * unit} > {plan.counters[budget.counter].cap}:"):
                out.line("return")
        for counter in message.counters:
            to.count(counter, "1")
        for budget in budgets:
            if message.cost:
                to.count(budget.counter, str(message.cost * plan.counters[budget.counter].scale))
        with out.block("for effect in fx:"):
            out.line("do(S, H, log, effect)")
        out.line(f"do(S, H, log, ('send', {position}, rule))")
        out.line(f"found.sends.append(({position}, rule, {message.cost}))")


def _outside(message: model.Message) -> list[str]:
    """Whether the instant is outside the dates of the message's campaign (row 134)."""
    tests = [f"day * 1440 + minute < {message.start}"] if message.start is not None else []
    return tests + ([f"day * 1440 + minute >= {message.stop}"] if message.stop is not None else [])


def _of_basket(slot: str) -> bool:
    return slot.startswith(("basket.", "sum:")) and slot != "basket.ordinal"
