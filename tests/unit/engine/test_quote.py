"""A quote: what it says is what a purchase does; what is wrong with a basket is said as ever; what it is given it forgets."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from importlib.util import find_spec
from typing import Any

import pytest

from fidelang.engine import InvalidInput, Program
from fidelang.engine.evaluated import Evaluated
from fidelang.engine.json_door import plain
from fidelang.facade import compile_text

PROGRAM = """program "Club" { currency EUR   timezone "Europe/Paris"   channels store, web   largest basket 500 EUR lines 5 }
wallet points { worth 0.01 EUR   round down   expire after 12 months }
facts member { vip: flag   birthday: date personal for "gift" consent marketing }
facts line { organic: flag   litres: number decimals 2 }
tiers by member.spend { tier plain   tier gold from 500 EUR }
earn base { give 1 points per 1 EUR   limit 200 points per basket }
earn bio { on lines where line.organic   multiply base by 1.5 }
earn gold_up { when member.tier is gold   multiply base by 2 }
earn born { when birthday this month   give 50 points }
earn vip { when member.vip and basket.channel is web   give 10 points }
offer off { when basket.total >= 50 EUR   take 5 EUR off basket }
reward five { price 100 points   take 1 EUR off basket }
"""
MEMBER: dict[str, Any] = {"tier": "gold", "spend": 60000, "balance": {"points": 250}, "vip": True}
LINES: list[dict[str, Any]] = [{"price": 3333, "organic": True}, {"price": 1234, "quantity": 2}]
BASKET: dict[str, Any] = {"at": (740000, 600), "channel": "web", "lines": LINES}


@pytest.fixture(scope="module")
def program() -> Program:
    return compile_text(PROGRAM)


def bought(program: Program, member: dict[str, Any], basket: dict[str, Any]) -> Any:
    return program.bought(member, basket, program.new_shared())


def test_a_quote_says_what_a_purchase_does(program: Program) -> None:
    for redeem in ([], ["five"], [{"name": "five", "times": "max"}]):
        basket = BASKET | {"redeem": redeem}
        quote, outcome = program.quote(MEMBER, basket), bought(program, MEMBER, basket)
        assert (quote.points, quote.discount, quote.total, quote.gross) == (
            outcome.points, outcome.discount, outcome.total, outcome.gross,
        )  # fmt: skip
        assert (quote.awards, quote.discounts) == (outcome.awards, outcome.discounts)
        names = [one.rule for one in (*outcome.awards, *outcome.discounts)]
        assert quote.rules == tuple(sorted(names)) == tuple(sorted({*names}))


def test_exact_figures_of_one_basket(program: Program) -> None:
    """58.01 less 5 EUR is 53.01; the split leaves 30.46 of the organic line (5 EUR by 33.33 to 24.68)."""
    quote = program.quote(MEMBER, BASKET)
    assert quote.points == {"points": 53 + 15 + 53 + 10}
    assert quote.discount == 500
    assert quote.rules == ("base", "bio", "gold_up", "off", "vip")
    assert quote.discounts[0].lines == (287, 213)


@pytest.mark.parametrize(
    ("line", "same"),
    [
        ({"price": "33.33", "organic": True}, {"price": 3333, "organic": True}),
        ({"price": Decimal("33.33"), "organic": True}, {"price": 3333, "organic": True}),
        ({"amount": 3333, "quantity": "1", "organic": True}, {"price": 3333, "organic": True}),
        ({"price": 3333, "organic": True, "giftcard": False}, {"price": 3333, "organic": True}),
        ({"price": 3333, "organic": None}, {"price": 3333}),
        ({"price": 3333, "sku": "A", "brand": None, "litres": "0.25"}, {"price": 3333}),
    ],
)
def test_what_is_written_in_another_way_is_the_same_basket(
    program: Program, line: dict[str, Any], same: dict[str, Any]
) -> None:
    one = program.quote(MEMBER, BASKET | {"lines": [line, *LINES]})
    assert one[:6] == program.quote(MEMBER, BASKET | {"lines": [same, *LINES]})[:6]


def test_gift_cards_earn_nothing_and_bear_no_discount(program: Program) -> None:
    card = {"price": 5000, "giftcard": True}
    quote = program.quote(MEMBER, BASKET | {"lines": [*LINES, card]})
    assert quote.points == {"points": 53 + 15 + 53 + 10}
    assert quote.discounts[0].lines == (287, 213, 0)


WRONG: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({}, {"lines": []}),
    ({}, {"lines": [{"price": 1}] * 6}),
    ({}, {"lines": [{"price": 50_001}]}),
    ({}, {"lines": [{"price": -1}]}),
    ({}, {"lines": [{"price": True}]}),
    ({}, {"lines": [{"price": 1.5}]}),
    ({}, {"lines": [{"price": 100, "quantity": 0}]}),
    ({}, {"lines": [{"price": 0, "quantity": 1_000_001}]}),
    ({}, {"lines": [{"price": 100, "quantity": True}]}),
    ({}, {"lines": [{"price": 100, "organic": 1}]}),
    ({}, {"lines": [{"price": 100, "colour": "red"}]}),
    ({}, {"lines": [{"price": 100, "colour": "red", "quantity": 1}]}),
    ({}, {"lines": [{"price": 100, "litres": 0.5}]}),
    ({}, {"lines": ({"quantity": 1},)}),
    ({}, {"channel": "moon"}),
    ({}, {"channel": ["web"]}),
    ({}, {"store": 7}),
    ({}, {"colour": "red"}),
    ({}, {"at": (740000, 1440)}),
    ({}, {"at": (True, 600)}),
    ({}, {"at": "2027-13-01"}),
    ({}, {"redeem": ["six"]}),
    ({"tier": "silver"}, {}),
    ({"tier": True}, {}),
    ({"spend": -1}, {}),
    ({"spend": True}, {}),
    ({"spend": 10**13}, {}),
    ({"balance": {}}, {}),
    ({"balance": {"points": -1}}, {}),
    ({"balance": {"points": 10**13}}, {}),
    ({"vip": 1}, {}),
    ({"colour": "red"}, {}),
    ({"birthday": "yesterday"}, {}),
    ({"birthday": (1990, 13, 1)}, {}),
    ({"consents": ["spam"]}, {}),
]


def _holds(value: Any, kinds: tuple[type, ...]) -> bool:
    """Whether something is of these kinds, or holds such a thing; the pair itself does not count."""
    if isinstance(value, dict):
        return any(_holds(one, kinds) or isinstance(one, kinds) for one in value.values())
    if isinstance(value, list | tuple):
        return any(_holds(one, kinds) or isinstance(one, float) for one in value)
    return isinstance(value, kinds)


@pytest.mark.parametrize(("member", "basket"), WRONG, ids=[f"{one or other}" for one, other in WRONG])
def test_a_quote_refuses_what_a_purchase_refuses(
    program: Program, member: dict[str, Any], basket: dict[str, Any]
) -> None:
    with pytest.raises(InvalidInput) as right:
        bought(program, MEMBER | member, BASKET | basket)
    with pytest.raises(InvalidInput) as found:
        program.quote(MEMBER | member, BASKET | basket)
    assert (found.value.slug, found.value.where) == (right.value.slug, right.value.where)


@pytest.mark.parametrize("missing", ["spend", "balance"])
def test_what_a_program_reads_must_be_told(program: Program, missing: str) -> None:
    member = {key: value for key, value in MEMBER.items() if key != missing}
    with pytest.raises(InvalidInput, match="is not given"):
        program.quote(member, BASKET)


def test_a_fact_that_needs_consent_is_read_with_it_alone(program: Program) -> None:
    born = MEMBER | {"birthday": (1990, 1, 1)}
    in_january = BASKET | {"at": "2027-01-15"}
    assert "born" not in program.quote(born, in_january).rules
    assert "born" in program.quote(born | {"consents": ["marketing"]}, in_january).rules
    assert "born" not in program.quote(born | {"consents": ["marketing"]}, BASKET | {"at": "2027-02-15"}).rules


def test_nobody_gets_offers_and_no_points(program: Program) -> None:
    quote = program.quote(None, BASKET)
    assert (quote.points, quote.discount, quote.rules, quote.awards) == ({}, 500, ("off",), ())


def test_an_outcome_keeps_nothing_of_what_the_caller_gave(program: Program) -> None:
    member, basket = (
        json.loads(json.dumps(MEMBER)),
        {**BASKET, "lines": [dict(one) for one in LINES], "redeem": ["five"]},
    )
    outcome = program.evaluate(member, basket, None)
    right = bought(program, MEMBER, BASKET | {"redeem": ["five"]})
    assert isinstance(outcome, Evaluated)
    member["balance"]["points"] = 0
    member["tier"] = "plain"
    basket["lines"][0]["price"] = 1
    basket["lines"].clear()
    basket["redeem"].clear()
    assert outcome.to_json() == right.to_json()
    assert outcome.effects == right.effects
    assert outcome.explain() == right.explain()


def test_json_to_json_by_both_ways(program: Program) -> None:
    texts = [
        json.dumps({"member": MEMBER, "basket": BASKET | {"at": "2027-01-15T10:00"}}),
        json.dumps({"member": MEMBER, "basket": BASKET | {"at": "2027-01-15T10:00", "redeem": ["five"]}}),
        json.dumps(
            {
                "member": MEMBER | {"birthday": "--01-31", "consents": ["marketing"]},
                "basket": BASKET | {"at": "2027-01-15"},
            }
        ),
        json.dumps({"member": None, "basket": BASKET | {"at": "2027-01-15"}}),
        json.dumps({"member": MEMBER, "basket": BASKET | {"at": "2027-01-15", "lines": [{"price": "33.33"}]}}),
    ]
    for text in texts:
        assert program.quote_json(text) == plain(program)(text, None)
    assert json.loads(program.quote_json(texts[1]))["discount"] == 600


@pytest.mark.parametrize("text", ["", "[]", '{"member": {}, "card": 1}', '{"member": 5, "basket": {}}'])
def test_json_that_is_no_question_is_refused(program: Program, text: str) -> None:
    with pytest.raises(InvalidInput):
        program.quote_json(text)


@pytest.mark.parametrize(
    ("member", "basket"), [one for one in WRONG if not any(_holds(part, (float, tuple)) for part in one)]
)
def test_json_is_held_to_the_same_ranges(program: Program, member: dict[str, Any], basket: dict[str, Any]) -> None:
    text = json.dumps({"member": MEMBER | member, "basket": {"at": "2027-01-15", "lines": LINES, **basket}})
    with pytest.raises(InvalidInput):
        program.quote_json(text)


@pytest.mark.skipif(find_spec("msgspec") is None, reason="the extra `json` is not installed")
def test_the_typed_way_answers_without_the_doors(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = compile_text(PROGRAM)
    text = json.dumps({"member": MEMBER, "basket": BASKET | {"at": "2027-01-15T10:00"}})
    right = plain(program)(text, None)
    monkeypatch.setattr(Program, "quote", None)
    assert fresh.quote_json(text) == right


@dataclass(slots=True)
class Line:
    price: object
    quantity: int = 1
    organic: bool = False
    giftcard: bool = False


@dataclass(slots=True)
class Basket:
    at: object
    channel: str
    lines: list[Line]
    redeem: tuple[str, ...] = ()


@dataclass(slots=True)
class Member:
    tier: str
    spend: int
    balance: dict[str, int]
    vip: bool
    birthday: object = None
    consents: tuple[str, ...] = ()
    shoe_size: int = 44  # no business of the program


def test_a_tills_own_objects_are_quoted_as_they_stand(program: Program) -> None:
    member = Member("gold", 60000, {"points": 250}, True)
    for redeem, card, price in ((), False, 3333), (("five",), False, 3333), ((), True, 3333), ((), False, "33.33"):
        lines = [Line(price, organic=True), Line(1234, 2), Line(100, giftcard=card)]
        basket = Basket((740000, 600), "web", lines, redeem)
        mapping = {
            "at": basket.at,
            "channel": "web",
            "redeem": list(redeem),
            "lines": [{"price": 3333, "organic": True}, LINES[1], {"price": 100, "giftcard": card}],
        }
        assert program.quote_objects(member, basket)[:6] == program.quote(MEMBER, mapping)[:6]
    assert program.quote_objects(None, basket).points == {}


@pytest.mark.parametrize(
    "basket",
    [
        Basket((740000, 600), "moon", [Line(1)]),
        Basket((740000, 600), "web", [Line(-1)]),
        Basket((740000, 600), "web", [Line(1, 0)]),
        Basket((740000, 600), "web", []),
        Basket("soon", "web", [Line(1)]),
        Basket((740000, 600), "web", [Line(1)], ("six",)),
    ],
)
def test_an_object_that_cannot_be_right_is_refused(program: Program, basket: Basket) -> None:
    with pytest.raises(InvalidInput):
        program.quote_objects(Member("gold", 60000, {"points": 250}, True), basket)
