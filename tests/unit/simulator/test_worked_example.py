"""finance's example worked by hand, run through the rules, the books and the account: to the cent.

Margin 30% of list; a point is worth 0.01 EUR; 1 point per 1 EUR of the net amount; 5 EUR off a basket of 100 EUR or
more; messages 0.02 EUR; fixed 3.00 EUR; 80% of the points left will be spent. A comes twice without the program, a
third time with it and pays 1.00 with 100 points; B comes once, for 100.00.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import fidelang
from simulator.finance import Account, Gain, provision
from simulator.individuals.books import Books
from simulator.individuals.rules import RuleBook
from simulator.individuals.till import Till

PROGRAM = """
program "Worked" { currency EUR  timezone "Europe/Paris"  from 2027-01-01 }
wallet points { worth 0.01 EUR }
earn base { give 1 points per 1 EUR }
offer large { when basket.total >= 100 EUR  take 5 EUR off basket }
reward hundred { price 100 points  take 1 EUR off basket }
message thanks { by email  consent marketing  cost 0.02 EUR  text "Thank you"  on purchase  when member.orders >= 1 }
"""
START = date(2027, 1, 4).toordinal()


def run(visits: list[tuple[int, int, list[str]]], with_program: bool) -> tuple[Account, Books]:
    """The account of visits (person, list amount, rewards asked for), one a day."""
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
        books.sale((person, number), 0, day, amount, amount * 70 // 100, amount - discounts)
    month = books.months[0]
    left = month.issued["points"] - month.redeemed["points"]
    owed = provision(left, Fraction(80, 100), Fraction(1))
    account = Account(
        month.list_sales, month.cost_of_goods, month.discounts, month.gifts, month.messages,
        fixed=3_00 if with_program else 0, provision=owed,
    )  # fmt: skip
    return account, books


def test_the_worked_example_runs_to_the_cent() -> None:
    none, _ = run([(1, 50_00, []), (1, 50_00, []), (2, 100_00, [])], with_program=False)
    assert (none.list_sales, none.cost_of_goods, none.profit) == (200_00, 140_00, 60_00)
    visits = [(1, 50_00, []), (1, 50_00, []), (2, 100_00, []), (1, 40_00, ["hundred"])]
    club, books = run(visits, with_program=True)
    assert (club.list_sales, club.cost_of_goods, club.discounts, club.messages) == (240_00, 168_00, 6_00, 4)
    assert books.months[0].issued["points"] == 234
    assert books.months[0].redeemed["points"] == 100
    assert (club.provision, club.profit) == (1_07, 61_89)
    gain = Gain(club, none)
    assert (gain.incremental_margin, gain.program_cost, gain.net_gain) == (12_00, 10_11, 1_89)
    assert gain.roi == Fraction(189, 1011)
    subsidised = sum(given for (_, number), given in books.given.items() if number < 3)
    assert Fraction(subsidised, sum(books.given.values())) == Fraction(5, 6)
