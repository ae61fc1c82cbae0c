"""Messages framed for people and for machines."""

from __future__ import annotations

import json

from fidelang.diagnostics import Diagnostic, Label, nearest, render_json, render_text
from fidelang.source import SourceFile, Span

SOURCE = SourceFile("club.fid", 'program "Club" {\n\tcurrency euro\n}\nearn 漢字 { give 1 points }\n')
SOURCES = {"club.fid": SOURCE}


def at(text: str, code: str = "FID101", **fields: str) -> Diagnostic:
    start = SOURCE.text.index(text)
    return Diagnostic.at(code, "a message", Label(Span("club.fid", start, start + len(text)), "a label"), **fields)


def test_the_place_is_underlined_below_its_line() -> None:
    assert render_text([at("euro", help="some help", replacement="EUR")], SOURCES) == (
        "error[FID101]: a message\n"
        " --> club.fid:2:11\n"
        "2 │     currency euro\n"
        "  │              ^^^^ a label\n"
        "  help: some help\n"
        "  fix:  currency EUR\n"
    )


def test_wide_characters_are_underlined_at_their_width() -> None:
    lines = render_text([at("漢字")], SOURCES).splitlines()
    assert lines[3] == "  │      ^^^^ a label"


def test_a_label_in_another_file_has_an_excerpt_of_its_own() -> None:
    more = SourceFile("more.fid", "\n\nearn base { give 1 points }\n")
    two = Diagnostic.at(
        "FID202", "two places",
        Label(Span("more.fid", 7, 11), "here"), Label(Span("club.fid", 8, 14), "there"),
    )  # fmt: skip
    assert render_text([two], {**SOURCES, "more.fid": more}).splitlines()[1:] == [
        " --> more.fid:3:6",
        "3 │ earn base { give 1 points }",
        "  │      ^^^^ here",
        " ::: club.fid:1:9",
        '1 │ program "Club" {',
        "  │         ------ there",
    ]


def test_two_labels_in_two_lines_are_both_shown_in_order() -> None:
    text = SOURCE.text
    first, second = text.index("points"), text.index("currency")
    two = Diagnostic.at(
        "FID107", "two places",
        Label(Span("club.fid", first, first + 6), "here"), Label(Span("club.fid", second, second + 8), "there"),
    )  # fmt: skip
    assert render_text([two], SOURCES).splitlines()[2:] == [
        "2 │     currency euro",
        "  │     -------- there",
        "  ⋮",
        "4 │ earn 漢字 { give 1 points }",
        "  │                    ^^^^^^ here",
    ]


def test_a_long_line_is_shown_around_its_place() -> None:
    source = SourceFile("long.fid", "x" * 5_000 + "HERE" + "y" * 5_000)
    found = Diagnostic.at("FID101", "far", Label(Span("long.fid", 5_000, 5_004)))
    lines = render_text([found], {"long.fid": source}, width=80).splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[2].index("HERE") == lines[3].index("^")


def test_a_character_that_turns_the_writing_round_never_reaches_the_terminal() -> None:
    source = SourceFile("bidi.fid", "let a\u202e = 1")
    found = Diagnostic.at("FID005", "turned \u202e", Label(Span("bidi.fid", 5, 6), "\u202e"))
    shown = render_text([found], {"bidi.fid": source})
    assert "\u202e" not in shown
    assert "<U+202E>" in shown


def test_a_mistake_of_the_whole_file_names_the_file() -> None:
    found = Diagnostic.at("FID001", "there is no file `a.fid`", file="a.fid", help="check the path")
    assert render_text([found], {}) == "error[FID001]: there is no file `a.fid`\n --> a.fid\n  help: check the path\n"


def test_colours_change_nothing_but_colours() -> None:
    coloured = render_text([at("euro")], SOURCES, color=True)
    assert "\x1b[" in coloured
    plain = coloured
    while "\x1b[" in plain:
        start = plain.index("\x1b[")
        plain = plain[:start] + plain[plain.index("m", start) + 1 :]
    assert plain == render_text([at("euro")], SOURCES)


def test_json_has_the_keys_of_the_contract_and_places_from_one() -> None:
    (entry,) = render_json([at("euro", help="some help")], SOURCES)
    assert json.loads(json.dumps(entry)) == {
        "code": "FID101",
        "severity": "error",
        "message": "a message",
        "file": "club.fid",
        "line": 2,
        "column": 11,
        "help": "some help",
    }


def test_json_of_a_file_that_cannot_be_read_has_no_place() -> None:
    (entry,) = render_json([Diagnostic.at("FID001", "gone", file="a.fid")], {})
    assert (entry["file"], entry["line"], entry["column"]) == ("a.fid", None, None)


def test_the_nearest_word_is_a_slip_away() -> None:
    assert nearest("sliver", ["silver", "gold"]) == "silver"
    assert nearest("wen", ["when", "where"]) == "when"
    assert nearest("of", ["off", "on"]) == "off"
    assert nearest("bronze", ["silver", "gold"]) is None
    assert nearest("x" * 100_000, ["gold"]) is None
