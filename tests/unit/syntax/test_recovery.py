"""Several mistakes a run, one message a mistake, each at its place."""

from __future__ import annotations

from fidelang.diagnostics import Diagnostic
from fidelang.source import SourceFile
from fidelang.syntax import parse


def mistakes(text: str) -> list[tuple[str, str]]:
    """(code, underlined text) of each mistake."""
    return [(each.code, text[each.labels[0].span.start : each.labels[0].span.end]) for each in diagnostics(text)]


def diagnostics(text: str) -> tuple[Diagnostic, ...]:
    return parse(SourceFile("a.fid", text))[1]


def test_three_mistakes_get_three_messages() -> None:
    text = "walet a { worth 1 EUR }\nearn b { give 1 a }\nearn c { giv 1 a }\noffer d { take 5 EUR of basket }\n"
    assert mistakes(text) == [("FID108", "walet"), ("FID108", "giv"), ("FID108", "of")]


def test_a_broken_declaration_does_not_spoil_its_neighbours() -> None:
    tree, found = parse(SourceFile("a.fid", "earn a { give }\nearn b { from 2027-02-30 give 1 p }"))
    assert tree is None
    assert [each.code for each in found] == ["FID101", "FID104"]


def test_a_missing_brace_shows_where_the_block_began_and_where_it_should_end() -> None:
    text = "earn a {\n  give 1 p\n\nearn b { give 2 p }\n"
    (found,) = diagnostics(text)
    assert found.code == "FID107"
    assert [text[label.span.start : label.span.end] for label in found.labels] == ["earn a", "p"]
    assert found.fix is not None
    assert (found.fix.span.start, found.fix.replacement) == (text.index("p\n") + 1, " }")


def test_a_campaign_may_hold_rules_at_the_first_column() -> None:
    text = "campaign c {\nfrom 2027-01-01\nearn a { give 1 p }\nearn b { give 1 p }\n}\nearn d { giv 1 p }\n"
    assert mistakes(text) == [("FID108", "giv")]


def test_declarations_need_not_start_at_the_first_column() -> None:
    assert mistakes("  earn a { giv 1 p }\n  earn b { giv 1 p }\n") == [("FID108", "giv"), ("FID108", "giv")]


def test_a_character_mistake_and_a_broken_sentence_in_one_declaration_are_one_message_each_place() -> None:
    assert mistakes("earn a { give 1 p; }\nearn b { giv 1 p }") == [("FID011", ";"), ("FID108", "giv")]


def test_a_piece_with_a_mistake_of_characters_gets_no_second_message() -> None:
    assert mistakes("earn a { give 5EUR p }") == [("FID012", "5EUR")]


def test_at_most_twenty_one_messages_are_given() -> None:
    found = mistakes("".join(f"earn a{i} {{ giv 1 p }}\n" for i in range(200)))
    assert len(found) <= 21


def test_a_tree_beside_mistakes_of_detail_is_whole() -> None:
    tree, found = parse(SourceFile("a.fid", "earn a { when member.tier = gold   give 1 p }\nearn b { give 1 p }"))
    assert tree is not None
    assert len(tree.items) == 2
    assert [each.code for each in found] == ["FID110"]


def test_mistakes_come_in_the_order_of_their_places() -> None:
    text = "earn a { from 2027-02-30 give 1 p }\nearn b { giv 1 p }\nearn c { give 1 p; }\nearn day { give 5 day }"
    starts = [each.labels[0].span.start for each in diagnostics(text)]
    assert starts == sorted(starts)
    assert len(starts) == 3


def test_each_fix_of_a_spelling_makes_the_file_parse() -> None:
    text = "wallet p { worht 0.01 EUR }\nearn a { giv 1 p pre 1 EUR }\n"
    for _ in range(4):
        tree, found = parse(SourceFile("a.fid", text))
        if tree is not None:
            break
        for each in reversed(found):
            assert each.fix is not None
            text = text[: each.fix.span.start] + each.fix.replacement + text[each.fix.span.end :]
    assert text == "wallet p { worth 0.01 EUR }\nearn a { give 1 p per 1 EUR }\n"
