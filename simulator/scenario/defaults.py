"""The assumptions that ship: conservative bases, wide ranges, each with its source and how well it was read.

The tags and anchors are those of the project's own table of the literature; none may be upgraded here. `low` is the
end at which the program does least.
"""

from __future__ import annotations

from simulator.scenario.assumption import Assumption

SHIPPED: dict[str, Assumption] = {
    assumption.name: assumption
    for assumption in (
        Assumption(
            "enrolment.share_12_months", 0.15, 0.35, 0.65, "%", "varies by sector, no study's number found", "J"
        ),
        Assumption(
            "enrolment.engaged_share",
            0.40,
            0.50,
            0.65,
            "%",
            "Bond: 6.7 of 13.4 memberships active (2016), 7 of 14 (2020)",
            "S",
        ),
        Assumption(
            "enrolment.slope_frequency",
            0.3,
            0.7,
            1.2,
            "per ln(rate)",
            "Meyer-Waarden; Leenheer et al.: heavier buyers enrol earlier",
            "A",
        ),
        Assumption("enrolment.slope_spend", 0.0, 0.2, 0.5, "per ln(spend)", "no study; a range to test", "J"),
        Assumption(
            "enrolment.slope_incentive", 0.0, 0.1, 0.3, "per 1% of a year's spend", "no study; a range to test", "J"
        ),
        Assumption(
            "goal_gradient.lift",
            0.05,
            0.15,
            0.30,
            "%",
            "Kivetz et al.: gaps 20% shorter at the end of a coffee card (committed buyers: taken as high)",
            "V",
        ),
        Assumption("goal_gradient.shape", 2.0, 1.0, 0.5, "exponent", "goal-distance model", "A"),
        Assumption("goal_gradient.pace_bound", 2.0, 3.0, 5.0, "times the own pace", "no study; a range to test", "J"),
        Assumption(
            "heavy_headroom",
            0.0,
            0.2,
            0.5,
            "%",
            "Liu: heavy buyers flat (read; no control group); Hartmann and Viard: near invariant incentives (abstract)",
            "A",
        ),
        Assumption(
            "redemption.never_share", 0.35, 0.20, 0.10, "%", "Bond 2016: 20% never redeemed in any program", "S"
        ),
        Assumption(
            "redemption.visit_probability",
            0.15,
            0.35,
            0.60,
            "%",
            "no study; ultimate redemption is a result, to be held against AIR MILES' 72%, Colloquy's two thirds",
            "J",
        ),
        Assumption("redemption.slope_value", 0.3, 0.7, 1.2, "per ln(value)", "no study; a range to test", "J"),
        Assumption("redemption.slope_expiry", 0.2, 0.8, 1.5, "logit", "no study; a range to test", "J"),
        Assumption(
            "attrition.reduction",
            0.0,
            0.05,
            0.20,
            "%",
            "Gopalakrishnan et al.; Meyer-Waarden 2007: lifetimes longer, shorter with several cards",
            "A",
        ),
        Assumption(
            "frequency.lift",
            0.0,
            0.02,
            0.06,
            "%",
            "Gopalakrishnan et al.: under 20% of a 30% total; Sharp and Sharp: weak",
            "A",
        ),
        Assumption("top_up.probability", 0.02, 0.05, 0.15, "%", "no study; a range to test", "J"),
        Assumption("top_up.reach", 0.10, 0.15, 0.20, "%", "no study; a range to test", "J"),
        Assumption(
            "half_benefit",
            0.05,
            0.02,
            0.01,
            "%",
            "no study; the benefit over spend at which half of an effect is reached",
            "J",
        ),
        Assumption(
            "expected_redemption",
            0.60,
            0.75,
            0.90,
            "%",
            "a third of US points unredeemed (Colloquy 2011); AIR MILES breakage 28%",
            "S",
        ),
    )
}
