"""The outcome of a basket for people: what is paid and why, what is earned and when, and what did not apply."""

from __future__ import annotations

from rich.text import Text

from fidelang.cli.output import console, table
from fidelang.cli.output import show as display
from fidelang.engine import Outcome, Program


def show(program: Program, outcome: Outcome) -> None:
    """Prints the outcome on stdout."""
    answer = outcome.to_json()
    currency = program.plan.currency
    out = console()
    if answer["discounts"]:
        shown = table("off", "amount", "from each line", right=("amount",))
        for taken in answer["discounts"]:
            shown.add_row(taken["rule"], f"{taken['amount']} {currency}", " + ".join(taken["lines"]))
        display(shown)
        out.print()
    if answer["awards"]:
        shown = table("earned", "points", "wallet", "available", "good until", right=("points",))
        for award in answer["awards"]:
            until = award["expires"] or "for ever"
            shown.add_row(
                award["rule"],
                str(award["points"]),
                award["wallet"],
                award["available"],
                f"{until}, at least" if award["provisional"] and award["expires"] else until,
            )
        display(shown)
        out.print()
    for gift in answer["gifts"]:
        out.print(f"gift: {gift['gift']} ({gift['rule']})", soft_wrap=True)
    for sent in answer["messages"]:
        out.print(f"message: {sent['message']}", soft_wrap=True)
    for move in answer["moves"]:
        out.print(f"{move['kind']}: {move['from']} to {move['to']}", soft_wrap=True)
    for budget in answer.get("alerts", ()):
        out.print(f"alert: the budget {budget} has reached the share of its cap that it warns at", soft_wrap=True)
    not_applied = [*answer.get("refused", ()), *answer["skipped"]]
    if not_applied:
        shown = table("did not apply", "because")
        for reason in not_applied:
            shown.add_row(reason["rule"], reason["why"])
        display(shown)
        out.print()
    points = [f"{amount} {wallet}" for wallet, amount in answer["points"].items()]
    summary = [f"{answer['total']} {currency} to pay", f"{answer['discount']} {currency} off", *points]
    out.print(Text(", ".join(summary), "bold"), soft_wrap=True)
