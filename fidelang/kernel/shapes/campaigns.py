"""Campaigns: who enters one, what they draw, and what a rule or message asks of it (rows 75, 76, 129, 130)."""

from __future__ import annotations

from collections.abc import Iterator

from fidelang.kernel.shapes.writer import Writer
from fidelang.plan import model
from fidelang.values import KEYED

OUTSIDE, KEPT_OUT, IN, FIRST_VARIANT = -1, 0, 1, 2
"""What a state holds of a campaign: not entered, kept out, in, or from 2 on the position of a variant."""


def threshold(share: model.Ratio) -> int:
    """A keyed number is below this where it is below the share: exact."""
    return -(-share[0] * KEYED // share[1])


def cuts(campaign: model.Campaign) -> tuple[int, ...]:
    """The thresholds of the variants, each with all before it."""
    found = []
    top, bottom = 0, 1
    for variant in campaign.variants:
        top, bottom = top * variant.share[1] + variant.share[0] * bottom, bottom * variant.share[1]
        found.append(threshold((top, bottom)))
    return tuple(found)


def write_entered(to: Writer) -> None:
    """`entered(S, day, minute)`: (campaign, what is drawn) for each that the member enters now."""
    out, plan = to.out, to.plan
    with out.block("def entered(S, day, minute):"):
        out.line("found = []")
        for at, campaign in enumerate(plan.campaigns):
            tests = [f"S.campaigns[{at}] == {OUTSIDE}"]
            if campaign.start is not None:
                tests.append(f"day * 1440 + minute >= {campaign.start}")
            if campaign.stop is not None:
                tests.append(f"day * 1440 + minute < {campaign.stop}")
            if campaign.audience is not None:
                tests.append(f"S.segments[{campaign.audience}]")
            with out.block(f"if {' and '.join(tests)}:"):
                out.line(f"found.append(({at}, {draw(plan, campaign)}))")
        out.line("return found")


def draw(plan: model.Plan, campaign: model.Campaign) -> str:
    """The expression of what a member draws on entering."""
    key = f"{plan.name!r}, {campaign.name!r}, S.member"
    found = str(IN)
    if campaign.variants:
        found = f"{FIRST_VARIANT} + bisect_right({cuts(campaign)!r}, keyed({key}, 'variant'))"
    if campaign.holdout[0]:
        found = f"{KEPT_OUT} if keyed({key}) < {threshold(campaign.holdout)} else {found}"
    return found


def write_entering(to: Writer) -> None:
    """The last of an instant's moves. Who is kept out enters, too, and sets nothing off (row 133)."""
    out = to.out
    if to.plan.campaigns:
        with out.block("for at, drawn in entered(S, day, minute):"):
            out.line("do(S, H, log, ('move', 'campaign', at, drawn, day))")
            with out.block(f"if drawn != {KEPT_OUT}:"):
                out.line("moves.append(('campaign', at, drawn))")


def refusals(part: model.Rule | model.Message, plan: model.Plan) -> Iterator[tuple[str, str]]:
    """(test, reason) of why a member gets nothing of a rule or message of a campaign, in order (row 130)."""
    if part.campaign is None or not plan.campaigns[part.campaign].chooses:
        return
    drawn = f"S.campaigns[{part.campaign}]"
    yield f"{drawn} == {OUTSIDE}", "audience"
    yield f"{drawn} == {KEPT_OUT}", "holdout"
    if part.variant is not None:
        yield f"{drawn} != {FIRST_VARIANT + part.variant}", "variant"
