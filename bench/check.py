"""How long `fidelang check` takes of a large program, beside reading its text alone.

    python bench/check.py [--rules 1000] [--keep FILE]

The program is generated: earn rules, offers, rewards, messages, segments and multipliers, five lines a rule. Times are
seconds of processor time (user), each the least of three runs, so that a busy machine changes them little.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from fidelang.facade import check_file, compile_text
from fidelang.syntax import read_program

HEAD = """program "Large" {
  currency EUR   timezone "Europe/Paris"   from 2027-01-01
  largest basket 2_000 EUR lines 100
}
wallet pts { worth 0.01 EUR   expire after 12 months }
facts line { organic: flag }
tiers by member.spend over 12 months { tier low   tier high from 500 EUR }
stack promo { pick best }
message farewell { by email   consent marketing   on 30 days before expiry of pts   text "Soon" }
"""
KINDS = (
    """# of a category, up to a limit
earn gift{n} {{
  on lines where line.category is "c{n}"   when member.orders over {m} months >= {k}
  give {k} pts per 1 EUR   limit {n} pts per member per month{stack}
}}
""",
    """# off a brand
offer cut{n} {{
  when basket.total >= {n} EUR and basket.channel is web
  take {k}% off lines where line.brand is "b{n}"   priority {n}
}}
""",
    """# a chart of rewards
reward prize{n} {{
  price {n} pts   gift "Prize {n}"   cost {k} EUR
  when member.tier >= high   stock {n} per month
}}
""",
    """# times two on some lines
earn twice{n} {{
  on lines where line.organic and line.price >= {k} EUR   when years since member.joined >= {k}
  multiply gift{of} by 2
}}
""",
    """# to whom who did not come
earn call{n} {{
  on entering away{n}   give {k} pts   limit {k} times per member per year
}}
segment away{n} {{ when days since member.last_order > {n} }}
""",
)


def program(rules: int) -> str:
    """A program of so many rules, five lines each."""
    parts = [HEAD]
    for n in range(rules):
        numbers = {
            "n": n + 1,
            "m": n % 24 + 1,
            "k": n % 9 + 1,
            "of": n - 2,
            "stack": "   stack promo" if n % 30 == 0 else "",
        }
        parts.append(KINDS[n % len(KINDS)].format(**numbers))
    return "".join(parts)


def least(work: Callable[[], object], runs: int = 3) -> float:
    """The least user time of some runs, in seconds."""
    times = []
    for _ in range(runs):
        start = os.times().user
        work()
        times.append(os.times().user - start)
    return min(times)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rules", type=int, default=1_000)
    asked.add_argument("--keep", type=Path, help="write the program there")
    arguments = asked.parse_args()
    text = program(arguments.rules)
    compile_text(HEAD)  # the parser is made once
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.keep or Path(folder) / "large.fid"
        path.write_text(text, encoding="utf-8")
        errors = [one.message for one in check_file(path).errors]
        read, check = least(lambda: read_program(path)), least(lambda: check_file(path))
    figures = {"lines": text.count("\n"), "rules": arguments.rules, "errors": errors, "read": round(read, 2)}
    print(json.dumps(figures | {"check": round(check, 2), "check / read": round(check / read, 2)}, indent=1))


if __name__ == "__main__":
    main()
