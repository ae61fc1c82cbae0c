"""Hostile and careless files: a message with its place, quickly, never a traceback."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from fidelang.source import SourceFile
from fidelang.syntax import nodes, parse, read_file

LIMIT = 2.0  # seconds

HOSTILE = {
    "deep brackets": ("let a = " + "(" * 100_000, "FID102"),
    "deep braces": ("earn a " + "{" * 70, "FID102"),
    "deep not": ("segment s { when " + "not " * 5_000 + "yes }", "FID102"),
    "deep minus": ("let a = " + "-" * 5_000 + "1", "FID102"),
    "deep parentheses": ("let a = " + "(" * 65 + "1" + ")" * 65, "FID102"),
    "two hundred digits": ("let a = " + "9" * 200, "FID103"),
    "ten thousand digits": ("let a = " + "9" * 10_000, "FID103"),
    "two hundred decimals": ("let a = 0." + "9" * 200, "FID103"),
    "an exponent": ("let a = 1e9", "FID013"),
    "a signed exponent": ("let a = 1e-9", "FID013"),
    "NUL": ("let a = 1\x00", "FID005"),
    "a byte-order mark": ("\ufefflet a = 1", "FID005"),
    "right-to-left override": ("let a = 1 # \u202e", "FID005"),
    "isolate in a text": ('test "a\u2066b" {}', "FID005"),
    "a line separator in a comment": ("let a = 1 # x\u2028let b = 2", "FID005"),
    "full-width digits": ("let a = １２", "FID008"),
    "Arabic digits": ("let a = ١٢", "FID008"),
    "full-width letters": ("ｌｅｔ a = 1", "FID006"),
    "Cyrillic in Latin": ("let bаse = 1", "FID006"),
    "all Cyrillic twin of a name": ("let сору = 1\nlet copy = 2", "FID006"),
    "a lone surrogate": ("let a = 1 \ud800", "FID005"),
    "an empty file": ("", "FID004"),
    "only blanks": (" \n\t\n", "FID004"),
    "only comments": ("# nothing\n", "FID004"),
    "an open text": ('program "x', "FID010"),
    "many open texts": ('"\n' * 100_000, "FID010"),
    "a million stray marks": ("@" * 1_000_000, "FID011"),
    "a million closing braces": ("}" * 1_000_000, "FID106"),
    "a million words": ("word " * 200_000, "FID106"),
    "an endless sum": ("let a = 1" + "+1" * 500_000, "FID106"),
    "an endless comment": ("/*" * 500_000, "FID014"),
    "quotes of all kinds": ("“‘«'`" * 100_000, "FID011"),
    "a date of no calendar": ("earn a { from 2027-02-30 give 1 p }", "FID104"),
    "the year 0": ("earn a { from 0000-01-01 give 1 p }", "FID104"),
    "the 32nd": ("earn a { from --05-32 give 1 p }", "FID104"),
    "hour 24 of a day": ('test "a" { basket { at: 2027-05-03T24:00 } }', "FID105"),
    "seconds": ('test "a" { basket { at: 2027-05-03T10:00:30 } }', "FID105"),
    "a negative price": ("reward a { price -5 p }", "FID120"),
    "many broken declarations": ("earn a { giv }\n" * 10_000, "FID108"),
    "many unclosed blocks": ("earn a {\n" * 10_000, "FID107"),
    "many unclosed campaigns": ("campaign a { \n message a { \n" * 30, "FID107"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_gets_a_message_with_its_place_in_time(name: str) -> None:
    text, code = HOSTILE[name]
    parse(SourceFile("warm.fid", "let a = 1"))
    start = time.process_time()
    _, found = parse(SourceFile("a.fid", text))
    assert time.process_time() - start < LIMIT
    assert code in {each.code for each in found}
    assert len(found) <= 21
    assert all(0 <= label.span.start <= label.span.end <= len(text) for each in found for label in each.labels)


def test_sixty_four_levels_are_read() -> None:
    tree, found = parse(SourceFile("a.fid", "let a = " + "(" * 64 + "1" + ")" * 64))
    assert found == ()
    assert tree is not None


def test_a_sum_of_three_thousand_terms_is_flat() -> None:
    tree, found = parse(SourceFile("a.fid", "let a = 1" + " + 1" * 2_999))
    assert found == ()
    assert tree is not None
    (let,) = tree.items
    assert isinstance(let, nodes.Let)
    assert isinstance(let.value, nodes.Sum)
    assert len(let.value.rest) == 2_999


def test_crlf_reads_as_lf() -> None:
    text = 'program "A" {\n  currency EUR # euro\n}\n'
    assert parse(SourceFile("a", text.replace("\n", "\r\n"))) == parse(SourceFile("a", text))


def test_a_comment_ends_at_a_lone_carriage_return() -> None:
    tree, _ = parse(SourceFile("a.fid", "# old\rlet a = 1"))
    assert tree is not None
    assert len(tree.items) == 1


def test_two_ways_to_type_an_accent_are_one_name() -> None:
    composed, _ = parse(SourceFile("a", "let caf\u00e9 = 1"))
    decomposed, found = parse(SourceFile("a", "let cafe\u0301 = 1"))
    assert found == ()
    assert composed == decomposed


def test_no_break_spaces_are_blanks() -> None:
    tree, found = parse(SourceFile("a", "let\u00a0a\u202f=\u00a05\u202f%"))
    assert found == ()
    assert tree is not None


# ------------------------------------------------------------ files


def codes(path: Path) -> list[str]:
    source, found = read_file(path)
    assert (source is None) == bool(found)
    return [each.code for each in found]


def test_files_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    large, exact, latin, utf16 = (tmp_path / name for name in ("large", "exact", "latin", "utf16"))
    large.write_bytes(b"#" * (1024 * 1024 + 1))
    exact.write_bytes(b"#" * (1024 * 1024))
    latin.write_bytes("# ok\nlet caf\xe9 = 1".encode("latin-1"))
    utf16.write_bytes("let a = 1".encode("utf-16"))
    assert codes(tmp_path / "none.fid") == ["FID001"]
    assert codes(tmp_path) == ["FID001"]
    assert codes(Path("/dev/zero")) == ["FID001"]
    assert codes(tmp_path / "nul\0byte") == ["FID001"]
    assert codes(large) == ["FID002"]
    assert codes(exact) == []
    assert codes(latin) == ["FID003"]
    assert "line 2" in read_file(latin)[1][0].message
    assert codes(utf16) == ["FID003"]
