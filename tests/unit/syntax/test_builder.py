"""From text to nodes: exact values, flat operators, spans."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from fidelang.source import SourceFile, Span
from fidelang.syntax import nodes, parse
from fidelang.syntax.language import parser


def only(text: str) -> Any:
    tree, found = parse(SourceFile("a.fid", text))
    assert found == ()
    assert tree is not None
    (item,) = tree.items
    return item


def value(expression: str) -> Any:
    return only(f"let a = {expression}").value


@pytest.mark.parametrize(
    ("written", "exact", "decimals"),
    [
        ("1", Fraction(1), 0),
        ("0.005", Fraction(1, 200), 3),
        ("1_000.50", Fraction(2001, 2), 2),
        ("007", Fraction(7), 0),
    ],
)
def test_numbers_are_exact_and_keep_their_decimals(written: str, exact: Fraction, decimals: int) -> None:
    number = value(written)
    assert (number.value, number.decimals) == (exact, decimals)


def test_a_percent_is_a_hundredth() -> None:
    assert value("2.5%").value == Fraction(1, 40)
    assert value("10 %").value == Fraction(1, 10)


def test_precedence_is_that_of_arithmetic_and_logic() -> None:
    total = value("1 + 2 * 3")
    assert isinstance(total.rest[0][1], nodes.Product)
    logic = value("a or b and not c")
    assert isinstance(logic, nodes.Or)
    assert isinstance(logic.operands[1], nodes.And)
    assert isinstance(logic.operands[1].operands[1], nodes.Not)


def test_a_span_covers_what_was_written_and_does_not_count_in_equality() -> None:
    text = "earn  base { give 1 p }  # why"
    rule = only(text)
    assert rule.span == Span("a.fid", 0, text.index("}") + 1)
    assert rule.name.span == Span("a.fid", 6, 10)
    assert rule == only("earn base { give 1 p }")
    assert hash(rule) == hash(only("earn base { give 1 p }"))


def test_every_node_lies_within_its_parent() -> None:
    text = (
        'offer o { when basket.total >= 80 EUR and not (line.a is "x")   take 5 EUR off cheapest 2 items of every 3 }'
    )

    def look(node: Any, outer: Span) -> int:
        assert outer.start <= node.span.start <= node.span.end <= outer.end
        assert node.span.start < node.span.end
        parts = [getattr(node, name) for name in node.__dataclass_fields__ if name != "span"]
        flat = [each for part in parts for each in (part if isinstance(part, tuple) else (part,))]
        return 1 + sum(look(each, node.span) for each in flat if isinstance(each, nodes.Node))

    assert look(only(text), Span("a.fid", 0, len(text))) > 15


def test_comments_are_kept_with_their_places_and_not_found_in_texts() -> None:
    text = '# one\nprogram "a # b" { currency EUR } # two\n'
    tree, _ = parse(SourceFile("a.fid", text))
    assert tree is not None
    assert [comment.text for comment in tree.comments] == ["# one", "# two"]
    assert [text[comment.span.start : comment.span.end] for comment in tree.comments] == ["# one", "# two"]


def test_a_text_reads_its_escapes() -> None:
    assert value(r'"a \"b\" \\ c"').value == 'a "b" \\ c'


def test_a_birthday_may_be_the_29th_of_february_without_a_year() -> None:
    assert value("--02-29") == nodes.Date(None, 2, 29, None, span=Span("", 0, 0))


def test_a_period_of_hours_may_end_at_midnight() -> None:
    (hours, _) = only("earn a { from 22:00 to 24:00   give 1 p }").clauses
    assert (hours.start, hours.end) == (1320, 1440)


def test_a_time_is_kept_to_the_minute_and_whole_minutes_may_show_their_seconds() -> None:
    assert value("2027-05-03T10:05:00").minute == 605


def test_row_51_a_weekday_after_on_is_the_filter_of_every() -> None:
    assert only("earn a { on monday   give 1 p }").clauses[0] == nodes.Days(("monday",), (), False, span=Span("", 0, 0))
    assert only("earn a { every monday   give 1 p }").clauses[0].written_every


def test_the_cached_parser_survives_an_unwritable_and_a_broken_cache(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fidelang.syntax import language

    text = language.grammar_text()
    for home in ("/proc", str(tmp_path)):
        monkeypatch.setenv("XDG_CACHE_HOME", home)
        language._parser.cache_clear()
        assert parser().parse("let a = 1").children
    (kept,) = (tmp_path / "fidelang").iterdir()
    assert kept == language._kept(text)
    kept.write_bytes(b"not a parser")
    language._parser.cache_clear()
    assert parser().parse("let a = 1").children
    language._parser.cache_clear()
    assert parser().parse("let a = 1").children
