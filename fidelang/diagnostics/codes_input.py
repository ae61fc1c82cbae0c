"""Codes of what is given to a program: FID8xx, members, baskets and transactions."""

from __future__ import annotations

from fidelang.diagnostics.code import Code

INPUT: tuple[Code, ...] = (
    Code(
        "FID801",
        "not_json",
        "error",
        "a text that is not JSON",
        "what cannot be read cannot be evaluated, and a guess could give points away",
        '{"at": "2027-05-03T10:00",}',
        '{"at": "2027-05-03T10:00"}',
    ),
    Code(
        "FID802",
        "twice_in_json",
        "error",
        "a name that stands twice in one object",
        "one of the two would be dropped in silence",
        '{"quantity": 1, "quantity": 2}',
        '{"quantity": 2}',
    ),
    Code(
        "FID803",
        "not_exact",
        "error",
        "a number that has no exact decimal value, or an amount of money written as a number",
        "20 could be euros or cents, and a binary fraction is never an exact amount",
        '{"price": 20.00}',
        '{"price": "20.00"}',
    ),
    Code(
        "FID804",
        "unusable_input",
        "error",
        "a member or a basket that the program cannot take",
        "a wrong fact would earn, or refuse, what it should not",
        '{"lines": [{"price": "-5.00"}]}',
        '{"lines": [{"price": "5.00"}]}',
    ),
    Code(
        "FID805",
        "unusable_transactions",
        "error",
        "a file of transactions that cannot be replayed",
        "what cannot be read is not guessed at",
        "fidelang backtest program.fid --transactions t.csv --member customer --date day --amount sum",
        "fidelang backtest program.fid --transactions t.csv --member customer_id --date date --amount amount",
    ),
    Code(
        "FID806",
        "no_place",
        "error",
        "a folder that a program cannot be started in",
        "what is there already is never written over",
        "fidelang new my_club, where my_club holds files",
        "fidelang new my_other_club",
    ),
    Code(
        "FID807",
        "unusable_event",
        "error",
        "a line of a file of events that cannot be played",
        "what is left out in silence is missing from somebody's points",
        '{"id": "e1", "member": "anna", "at": "2027-05-03T10:00", "kind": "return"}',
        '{"id": "e1", "member": "anna", "at": "2027-05-03T10:00", "kind": "return", "order": "A-17"}',
    ),
    Code(
        "FID808",
        "unusable_state",
        "error",
        "a file of states that was cut off, changed, or kept under another program",
        "points that go on from a wrong state stay wrong",
        "fidelang replay new_rules.fid --events may.jsonl --state april_of_old_rules.json",
        "fidelang replay old_rules.fid --events may.jsonl --state april_of_old_rules.json",
    ),
    Code(
        "FID809",
        "no_output",
        "error",
        "a file that cannot be written",
        "what was worked out would be lost",
        "fidelang replay program.fid --events may.jsonl --out folder_that_is_not_there/state.json",
        "fidelang replay program.fid --events may.jsonl --out state.json",
    ),
)
