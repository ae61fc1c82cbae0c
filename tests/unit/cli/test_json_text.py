"""JSON at the edge: exact, strict, and every refusal with its place."""

from decimal import Decimal
from pathlib import Path

import pytest

from fidelang.cli.json_text import JsonFile, parse_json, read_json
from fidelang.diagnostics import Diagnostic
from fidelang.source import SourceFile


def value_of(text: str) -> object:
    found = parse_json(SourceFile("b.json", text))
    assert isinstance(found, JsonFile), found
    return found.value


def refusal_of(text: str) -> tuple[str, str, int, int]:
    source = SourceFile("b.json", text)
    found = parse_json(source)
    assert isinstance(found, Diagnostic), found
    assert found.span is not None
    place = source.position(found.span.start)
    return found.code, found.message, place.line, place.column


def test_values_are_read_exactly() -> None:
    text = '{"a": [1, -2, 0.10, true, false, null, "é\\n\\u00e9\\ud83d\\ude00"], "b": {}}'
    assert value_of(text) == {"a": [1, -2, Decimal("0.10"), True, False, None, "é\né😀"], "b": {}}


def test_a_fraction_keeps_its_decimals() -> None:
    assert str(value_of("30.500")) == "30.500"


def test_each_value_and_key_knows_its_place() -> None:
    text = '{"lines": [{"price": "5"}]}'
    found = parse_json(SourceFile("b.json", text))
    assert isinstance(found, JsonFile)
    where = ("lines", 0, "price")
    assert text[found.spans[where].start : found.spans[where].end] == '"5"'
    assert text[found.keys[where].start : found.keys[where].end] == '"price"'
    assert found.span_of(("lines", 0, "quantity")) == found.spans[("lines", 0)]


@pytest.mark.parametrize(
    ("text", "code", "message", "line", "column"),
    [
        ("", "FID801", "the file is empty", 1, 1),
        (" \n", "FID801", "the file is empty", 2, 1),
        ('{"a": 1', "FID801", "the file ends where `,` or `}` should stand", 1, 8),
        ('{"a": 1,}', "FID801", "a comma stands before `}`", 1, 8),
        ('{\n "a": 1\n "b": 2}', "FID801", '`"` where `,` or `}` should stand', 3, 2),
        ("{a: 1}", "FID801", "`a` where a name in double quotes or `}` should stand", 1, 2),
        ("{'a': 1}", "FID801", "`'` where a name in double quotes or `}` should stand", 1, 2),
        ('{"a": 1, "a": 2}', "FID802", "`a` stands twice", 1, 10),
        ("[1] 2", "FID801", "something stands after the end of the value", 1, 5),
        ('["a\n"]', "FID801", 'this text has no closing `"`', 1, 2),
        ('["\\q"]', "FID801", "`\\q` is no escape", 1, 3),
        ('["\\ud800x"]', "FID801", "half of a character", 1, 3),
        ('["a\x00"]', "FID801", "the character U+0000 may not stand in a text", 1, 4),
        ('["\\u0000"]', "FID801", "the character U+0000 may not stand in a text", 1, 2),
        ('["\u202eabc"]', "FID801", "the character U+202E may not stand in a text", 1, 2),
        ("[NaN]", "FID803", "`NaN` is no number", 1, 2),
        ("[-Infinity]", "FID803", "`Infinity` is no number", 1, 3),
        ("[Infinity]", "FID803", "`Infinity` is no number", 1, 2),
        ("[1e5]", "FID803", "`1e5` has an exponent", 1, 2),
        ("[" + "9" * 200 + "]", "FID803", "`" + "9" * 20 + "…` has more than 18 digits", 1, 2),
        ("[-x]", "FID801", "`-` where a digit after `-` should stand", 1, 2),
        ("[01]", "FID801", "this is no number", 1, 2),
        ("[1.]", "FID801", "this is no number", 1, 2),
        ("[１]", "FID801", "`１` where a value should stand", 1, 2),
        ("[nul]", "FID801", "`nul` where a value should stand", 1, 2),
    ],
)
def test_what_is_not_json_is_refused_with_its_place(text: str, code: str, message: str, line: int, column: int) -> None:
    assert refusal_of(text) == (code, message, line, column)


def test_deep_nesting_is_refused_at_its_place() -> None:
    assert value_of("[" * 64 + "1" + "]" * 64) is not None
    assert refusal_of("[" * 100_000)[1:] == ("this nests deeper than 64 levels", 1, 66)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xef\xbb\xbf{}", "the file starts with a byte-order mark"),
        (b"\xff\xfe{\x00}\x00", "`{path}` is saved as UTF-16"),
        (b'{"a": "\xe9"}', "`{path}` is not UTF-8, from line 1 on"),
        (b" " * (1024 * 1024 + 1), "`{path}` holds more than 1,048,576 bytes"),
    ],
)
def test_files_that_are_no_plain_utf8_text_are_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "b.json"
    path.write_bytes(content)
    found, diagnostics, _ = read_json(path)
    assert found is None
    assert [each.message for each in diagnostics] == [message.format(path=path)]


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    assert read_json(tmp_path)[1][0].message == f"`{tmp_path}` is a folder"
    assert read_json(tmp_path / "no.json")[1][0].message == f"there is no file `{tmp_path / 'no.json'}`"
