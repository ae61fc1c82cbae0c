"""finance's example worked by hand, run through the rules, the books and the simulator's own accounting: to the cent.

Margin 30% of list; a point is worth 0.01 EUR; 1 point per 1 EUR of the net amount; 5 EUR off a basket of 100 EUR or
more; messages 0.02 EUR; fixed 3.00 EUR; 80% of the points left will be spent. A comes twice without the program, a
third time with it and pays 1.00 with 100 points; B comes once, for 100.00.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import fidelang
from simulator.experiment.contrasts import subsidised_share
from simulator.experiment.replication import ArmResult, arm_result
from simulator.finance import Gain
from simulator.individuals import Horizon
from simulator.individuals.books import Books
from simulator.individuals.rules import RuleBook
from simulator.individuals.till import Till
from simulator.population.basket import cost_of
from simulator.scenario import load_scenario

PROGRAM = """
program "Worked" { currency EUR  timezone "Europe/Paris"  from 2027-01-01 }
wallet points { worth 0.01 EUR }
earn base { give 1 points per 1 EUR }
offer large { when basket.total >= 100 EUR  take 5 EUR off basket }
reward hundred { price 100 points  take 1 EUR off basket }
message thanks { by email  consent marketing  cost 0.02 EUR  text "Thank you"  on purchase  when member.orders >= 1 }
"""
SCENARIO = """
population:
  size: 2
  purchases: {model: pareto_nbd, unit: week, r: 1, alpha: 1, s: 1, beta: 1}
  spend: {model: gamma_gamma, p: 6, q: 4, gamma: 20}
  categories: [{name: all, share: 100%, price: 10 EUR}]
  channels: {store: 100%}
finance: {gross_margin: 30%, launch: 3 EUR, expected_redemption: 80%}
run: {start: 2027-01-04, currency: EUR, months: 1}
"""
START = date(2027, 1, 4).toordinal()


def run(folder: Path, visits: list[tuple[int, int, list[str]]], with_program: bool) -> ArmResult:
    """The arm of visits (person, list amount, rewards asked for), one a day."""
    (folder / "scenario.yaml").write_text(SCENARIO)
    scenario = load_scenario(folder / "scenario.yaml")
    books = Books.over(1)
    program = fidelang.compile_text(PROGRAM)
    till = Till(program, RuleBook.of(program.plan, 50_00, 50_00), books)
    states = {person: program.new_state(f"m{person}", START, consents=["marketing"]) for person in (1, 2)}
    for number, (person, amount, redeem) in enumerate(visits):
        day = START + number
        if person not in books.people:
            books.enter(person)
        discounts = 0
        if with_program:
            till.pass_time(states[person], day)
            basket = {"at": (day, 600), "redeem": redeem, "lines": [{"price": amount, "quantity": 1}]}
            given = till.record([till.purchase(states[person], basket)], 0)
            discounts = given.discounts
            if discounts:
                books.given[person, number] = discounts
        books.sale((person, number), 0, day, amount, cost_of(amount, (3, 10)), amount - discounts)
    horizon = Horizon.of(scenario.run.start, 1)
    return arm_result(books, scenario, horizon, program if with_program else None, 100)


def test_the_worked_example_runs_to_the_cent(tmp_path: Path) -> None:
    none = run(tmp_path, [(1, 50_00, []), (1, 50_00, []), (2, 100_00, [])], with_program=False)
    visits = [(1, 50_00, []), (1, 50_00, []), (2, 100_00, []), (1, 40_00, ["hundred"])]
    club = run(tmp_path, visits, with_program=True)
    before, account = none.account, club.account
    assert (before.list_sales, before.cost_of_goods, before.fixed, before.profit) == (200_00, 140_00, 0, 60_00)
    assert (account.list_sales, account.cost_of_goods, account.discounts) == (240_00, 168_00, 6_00)
    assert (account.messages, account.fixed, account.provision, account.profit) == (4, 3_00, 1_07, 61_89)
    assert club.values["profit"] == 61_89
    assert account.profit == account.profit_from_net_sales
    gain = Gain(account, before)
    assert (gain.incremental_margin, gain.program_cost, gain.net_gain) == (12_00, 10_11, 1_89)
    assert gain.roi == Fraction(189, 1011)
    assert subsidised_share(club, none) == Fraction(5, 6)
