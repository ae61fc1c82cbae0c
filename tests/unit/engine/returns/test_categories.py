"""Categories in a record of an order: by marks, through JSON, whatever else the basket names."""

from __future__ import annotations

import fidelang
from fidelang.kernel.primitives import text_mark
from fidelang.state import OrderRecord

PROGRAM = """
program "P" { currency EUR  timezone "Europe/Paris"  from 2027-01-01 }
wallet pts { worth 0.01 EUR  debt allowed }
lifecycle { stage new  stage broad when member.categories >= 3 }
earn brand { on lines where line.brand is "zebra" or line.sku is "a" or line.category is "known"  give 1 pts }
earn made { on entering broad  give 100 pts }
"""
LINES = [
    {"price": "1.00", "sku": "zz", "brand": "b", "category": "wine"},
    {"price": "1.00", "sku": "yy", "brand": "a", "category": "bread"},
    {"price": "1.00", "sku": "xx", "brand": "c", "category": "known"},
]
DAY = 740_000


def test_a_record_read_back_from_json_is_rated_by_the_same_categories() -> None:
    program = fidelang.compile_text(PROGRAM)
    state, shared = program.new_state("m", DAY - 5), program.new_shared()
    basket = {"at": (DAY, 600), "lines": LINES}
    outcome = program.purchase(state, basket, shared)
    record = OrderRecord.from_json(program.order_record("o", state, basket, shared, outcome).to_json())
    program.apply(state, shared, outcome)
    marks = sorted(text_mark(name) for name in ("wine", "bread", "known"))
    assert state.logs[0] == [(DAY, mark) for mark in marks]
    assert all(0 <= mark < 2**62 for mark in marks)
    assert text_mark("tea") == 0x2A7DD347B0DBAF7A  # worked out apart: the same on every machine
    back = program.take_back(record, {"2": 1}, state=state, shared=shared, at=(DAY + 1, 0))
    program.apply(state, shared, back)
    assert back.taken_back == {"pts": 100}
    assert state.logs[0] == [(DAY, mark) for mark in marks if mark != text_mark("bread")]
    assert "wine" not in str({slot: getattr(state, slot) for slot in state.__slots__})
