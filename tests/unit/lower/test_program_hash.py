"""The hash of a program is that of what it says, not of where and how it is written (row 137)."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from fidelang.facade import check_file, compile_text
from fidelang.plan import Plan, to_json

HEAD = 'program "P" { currency EUR  timezone "Europe/Paris"  from 2027-01-01 }\n'
GROUPS = [
    "\nwallet pts { worth 0.01 EUR  expire never }\n",
    "wallet miles { worth 0.02 EUR  expire never }\n",
    "facts member { children: number  birthday: date }\n",
    "facts line { organic: flag }\nfacts member { size: one of [small, large] }\n",
    "event survey { score: number  mood: text }\n",
    "segment keen { when member.orders over 12 months >= 4 }\n",
    "segment dear { when member.spend this year >= 500 EUR and member in keen }\n",
    "lifecycle { stage new  stage old when member.orders >= 3 }\n",
    "tiers by member.spend over 12 months { tier low  tier high from 100 EUR }\n",
    "stack promo { pick best }\n",
    "budget purse { cap 500 EUR per year  covers gift0, gift1 }\n",
    'message hello { by email  consent marketing  text "Hello  # there" }\n',
    "campaign winter { from 2027-12-01 to 2027-12-31  for keen  earn frost { give 3 pts }  variant a 40% { earn ice { give 1 pts } }\n  variant b 60% { message snow { by email  consent marketing  on entering winter } } }\n",
    "objective roi >= 120%\n",
    "objective retention_rate uplift >= 2%\n",
    "earn base { until 2027-06-30  give 2 pts per 1 EUR }\n",
    "earn base { from 2027-07-01  give 1 pts per 1 EUR }\n",
    "earn twice { when member.tier is high  multiply base, pts by 2 }\n",
    "offer one { when basket.total >= 50 EUR  take 5 EUR off basket  priority 2 }\n",
    "offer two { take 10% off lines where line.organic  priority 1 }\n",
]


def declarations() -> list[str]:
    """Two hundred of them."""
    found = [group.strip() for group in GROUPS]
    for number in range(200 - len(found)):
        limit = f"  limit {number + 1} pts per member per month" if number % 3 else ""
        stack = f"  stack promo  priority {number}" if number % 7 == 0 else ""
        when = f'when line.category is "c{number % 11}"' if number % 2 else f"when basket.total > {number} EUR"
        body = f'on lines where line.category is "c{number}"' if number % 2 else when
        found.append(f"earn gift{number} {{ {body}  give {number + 1} pts{limit}{stack} }}")
    assert len(found) == 200
    return found


def spread(folder: Path, items: list[str], files: int) -> Plan:
    """The plan of a program whose declarations stand in so many included files, in folders of their own."""
    names = []
    for at in range(files):
        path = folder / f"d{at % 3}" / f"{at}.fid"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n# a part\n\n".join(items[at::files]), encoding="utf-8")
        names.append(path.relative_to(folder))
    root = folder / "program.fid"
    root.write_text("".join(f'include "{name.as_posix()}"\n' for name in names) + HEAD, encoding="utf-8")
    found = check_file(root)
    assert found.plan is not None, [one.message for one in found.errors]
    return found.plan


@pytest.mark.parametrize("seed", range(4))
def test_two_hundred_declarations_in_one_file_or_twenty_in_any_order_are_one_program(tmp_path: Path, seed: int) -> None:
    items = declarations()
    plan = compile_text(HEAD + "\n".join(items)).plan
    Random(seed).shuffle(items)
    other = spread(tmp_path, items, 20)
    assert other.source_hash == plan.source_hash
    assert to_json(other) == to_json(plan)


def test_a_comment_a_blank_a_line_and_a_test_change_nothing() -> None:
    text = HEAD + "\n".join(declarations())
    written = (
        text.replace(" { ", "{\n   # why not\n   ").replace(" }", "}# so\n").replace(" per 1 EUR", "  per\t1   EUR")
    )
    tested = written + '\ntest "t" { basket { line { price: 10 EUR } }  expect 10 pts }'
    hashes = {compile_text(each).plan.source_hash for each in (text, written, tested)}
    assert len(hashes) == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("worth 0.01 EUR", "worth 0.02 EUR"),
        ("give 2 pts per 1 EUR", "give 3 pts per 1 EUR"),
        ("until 2027-06-30", "until 2027-06-29"),
        ("Hello  # there", "Hello # there"),
        ("Hello  # there", "Hello  # you"),
        ("size: one of [small, large]", "size: one of [large, small]"),
        ("stage old when member.orders >= 3", "stage older when member.orders >= 3"),
        ("earn frost { give 3 pts }", "earn frost { give 4 pts }"),
        ("variant a 40% { earn ice { give 1 pts } }", "variant a 40% { } earn ice { give 1 pts }"),
        ("objective roi >= 120%", "objective roi >= 121%"),
        ("currency EUR", 'version "2"  currency EUR'),
        ("pick best", "pick first"),
        ("take 5 EUR off basket  priority 2", "take 5 EUR off basket  priority 3"),
    ],
)
def test_a_change_of_what_is_said_changes_the_hash(before: str, after: str) -> None:
    text = HEAD + "\n".join(declarations())
    assert before in text
    assert compile_text(text).plan.source_hash != compile_text(text.replace(before, after)).plan.source_hash


def test_where_the_order_of_writing_counts_it_is_in_the_hash() -> None:
    wallet = "wallet pts { worth 0.01 EUR  expire never }\nstack s { pick first }\n"
    one, two = "offer one { take 5 EUR off basket }\n", "offer two { take 10% off basket }\n"
    assert _hash(wallet + one + two) != _hash(wallet + two + one)
    first, second = "earn a { give 1 pts  stack s }\n", "earn b { give 2 pts  stack s }\n"
    assert _hash(wallet + first + second) != _hash(wallet + second + first)
    assert _hash(wallet + one + first + two) == _hash(first + one + wallet + two)
    new, old = "stage new", "stage old when member.orders >= 3"
    assert _hash(wallet + f"lifecycle {{ {new} {old} }}") == _hash(
        f"lifecycle {{ {new} }} lifecycle {{ {old} }}" + wallet
    )
    assert _hash(wallet + f"lifecycle {{ {new} {old} }}") != _hash(wallet + f"lifecycle {{ {old} {new} }}")


def test_what_reads_differently_is_never_the_same_text() -> None:
    wallet = "wallet pts { worth 0.01 EUR  expire never }\n"
    date, sum_ = "segment s { when today > 2027-01-01 }", "segment s { when member.orders > 2027 - 01 - 01 }"
    assert _hash(wallet + date) != _hash(wallet + sum_)
    assert _hash(wallet + "segment s { when member.orders > 2027-1 }") == _hash(
        wallet + "segment s { when member.orders > 2027 - 1 }"
    )


def _hash(text: str) -> str:
    return compile_text(HEAD + text).plan.source_hash
