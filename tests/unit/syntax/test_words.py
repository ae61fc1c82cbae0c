"""Words that cannot be names, worked out from the parser's table (row 92)."""

from __future__ import annotations

import pytest

from fidelang.source import SourceFile
from fidelang.syntax import parse
from fidelang.syntax.words import keywords, reserved

# How a name of each kind is declared and then used.
USES = {
    "wallet": "wallet {0} {{ worth 1 EUR }}\nearn r {{ give 2 {0} per 1 EUR   limit 5 {0} }}\n"
    "earn t {{ give {0} by basket.x {{ to 1: 2 }} }}\nreward w {{ price 3 {0} }}\n"
    "segment s {{ when balance {0} > 3 {0} and earned {0} over 1 day > 1 {0} }}\nearn q {{ give 1% as {0} }}\n"
    'test "t" {{ member {{ balance {0}: 3 }}   expect 3 {0} from r, balance 3 {0} }}\n'
    "wallet v {{ expire at end of year unless 3 {0} < 2 {0} }}\ntiers {{ tier g from 3 {0} }}\nlet l = 3 {0}",
    "rule": "earn {0} {{ give 1 p }}\nearn m {{ multiply {0} by 2 }}\nbudget b {{ covers {0} }}\n"
    'test "t" {{ expect {0} applies, no {0}, 1 p from {0} }}',
    "fact": "facts basket {{ {0}: number }}\nearn r {{ when basket.{0} > 1 give 1 p }}\n"
    'test "t" {{ basket {{ {0}: 2 }} }}',
    "event": "event {0}\nearn r {{ on {0}   give 1 p }}",
    "let": "let {0} = 2\nearn r {{ give {0} p   when basket.total > {0} }}\nearn s {{ give 1 p   limit {0} }}",
    "tier": "tiers {{ tier {0} }}\nearn r {{ when member.tier is {0}   give 1 p }}",
    "stage": "lifecycle {{ stage {0} }}\nearn r {{ when member.stage is {0}   on entering {0}   give 1 p }}",
    "segment": "segment {0} {{ when member.orders > 1 }}\nearn r {{ when member in {0}   give 1 p }}",
}


def codes(text: str) -> list[str]:
    return [each.code for each in parse(SourceFile("a.fid", text))[1]]


@pytest.mark.parametrize("kind", USES)
def test_a_keyword_that_is_not_reserved_may_be_a_name(kind: str) -> None:
    refused = [word for word in sorted(set(keywords().values()) - reserved(kind)) if codes(USES[kind].format(word))]
    assert refused == []


@pytest.mark.parametrize("kind", USES)
def test_a_reserved_word_is_told_where_it_is_declared(kind: str) -> None:
    for word in reserved(kind):
        tree, found = parse(SourceFile("a.fid", USES[kind].format(word).split("\n")[0]))
        assert [each.code for each in found] == ["FID109"], word
        assert found[0].fix is not None
        assert found[0].fix.replacement not in reserved(kind)
        assert tree is not None


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("wallet", "give"),
        ("wallet", "as"),
        ("rule", "total"),
        ("rule", "refund"),
        ("fact", "redeem"),
        ("event", "monday"),
        ("let", "today"),
    ],
)
def test_words_that_would_be_read_otherwise_are_reserved(kind: str, word: str) -> None:
    assert word in reserved(kind)  # type: ignore[arg-type]


def test_a_wallet_is_not_called_as_a_currency() -> None:
    assert codes("wallet EUR { worth 1 EUR }") == ["FID109"]
    assert codes("let EUR = 1") == []


def test_names_in_campaigns_and_fields_of_events_are_looked_at_too() -> None:
    assert codes("campaign c { variant a 50% { earn total { give 1 p } } }") == ["FID109"]
    assert codes("event survey { redeem: number }") == ["FID109"]
    assert codes('program "x" { channels web, today }') == ["FID109"]
