"""Small programs and scenarios for the tests of whole projections."""

from __future__ import annotations

from pathlib import Path

import fidelang
from fidelang.engine import Program
from simulator.scenario import Scenario, load_scenario

EVERYTHING = "{enrolment: default, goal_gradient: default, redemption: default, attrition: default, frequency: default, top_up: default}"

SCENARIO = """\
population:
  size: 150
  purchases: {{model: pareto_nbd, unit: week, r: 1.2, alpha: 4, s: 0.6, beta: 30}}
  spend: {{model: gamma_gamma, p: 6, q: 3.8, gamma: 19}}
  lines_per_basket: 2
  categories:
    - {{name: bread, share: 60%, price: 3 EUR, margin: 40%}}
    - {{name: wine, share: 40%, price: 9 EUR, margin: 30%}}
  channels: {{store: 80%, web: 20%}}
  consents: {{marketing: 60%}}
  birthdays: known
response: {response}
finance: {{gross_margin: 35%, launch: 100 EUR, per_month: 10 EUR}}
run: {{start: 2027-01-01, currency: EUR, months: 12, replications: 5, seed: 1}}
"""

HEADER = 'program "Test club" { currency EUR  timezone "Europe/Paris"  from 2027-01-01 }\n'
CLUB = (
    HEADER
    + """
wallet points { worth 0.01 EUR  expire after 12 months of inactivity }
lifecycle { stage new  stage regular when member.orders over 12 months >= 3 }
earn base { give 3 points per 1 EUR }
earn welcome { on signup  give 50 points }
earn birthday_gift { on birthday  give 40 points }
offer big { when basket.total >= 60 EUR  take 2 EUR off basket }
reward three { price 300 points  take 3 EUR off basket  when basket.total >= 5 EUR }
objective roi >= 0% within 12 months
objective retention_rate uplift >= 90%
"""
)


def scenario(folder: Path, response: str = EVERYTHING, **run: int) -> Scenario:
    """A scenario of 150 customers over a year, every behaviour on unless said otherwise."""
    file = folder / "scenario.yaml"
    file.write_text(SCENARIO.format(response=response))
    return load_scenario(file).running(**run)


def program(text: str = CLUB) -> Program:
    return fidelang.compile_text(text)
