"""The grammar itself: no conflict, every word named, everything built."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest
from lark import Lark, Tree
from lark import logger as lark_logger

import grammar
from fidelang.source import SourceFile
from fidelang.syntax import parse
from fidelang.syntax.builder import StoryBuilder
from fidelang.syntax.language import grammar_text, parser
from fidelang.syntax.words import currencies, keywords

ROOT = Path(__file__).parents[3]
PROGRAMS = sorted([*ROOT.glob("programs/**/*.fid"), *ROOT.glob("tests/golden/good/*.fid")])


def test_the_grammar_has_no_conflict(caplog: pytest.LogCaptureFixture) -> None:
    lark_logger.setLevel(logging.DEBUG)
    with caplog.at_level(logging.DEBUG, logger=lark_logger.name):
        Lark(grammar_text(), parser="lalr", maybe_placeholders=False, debug=True)  # reduce/reduce raises
    lark_logger.setLevel(logging.CRITICAL)
    assert [record.message for record in caplog.records if "onflict" in record.message] == []


def test_a_grammar_with_a_conflict_would_be_noticed(caplog: pytest.LogCaptureFixture) -> None:
    lark_logger.setLevel(logging.DEBUG)
    with caplog.at_level(logging.DEBUG, logger=lark_logger.name):
        Lark('start: a\na: "x" | "x" a | a "y" a', parser="lalr", debug=True)
    lark_logger.setLevel(logging.CRITICAL)
    assert [record for record in caplog.records if "onflict" in record.message]


def test_only_punctuation_stands_in_quotes() -> None:
    rules = re.sub(r"//[^\n]*", "", grammar.read("fidelang.lark").split("// terminals")[0].split("OP_LE:")[0])
    assert set(re.findall(r'"([^"]+)"', rules)) == {"{", "}", "(", ")", "[", "]", ",", ":", ".", "="}


def test_the_builder_spells_no_keyword() -> None:
    """French comes with another table: nothing that reads a tree may look at how a keyword is spelt."""
    french = {terminal: f"mot_{spelling}" for terminal, spelling in keywords().items()}
    table = "\n".join(f'{terminal}: "{spelling}"' for terminal, spelling in french.items())
    other = Lark(
        grammar.read("fidelang.lark") + table, parser="lalr", lexer="contextual", postlex=parser().options.postlex,
        propagate_positions=True, maybe_placeholders=False,
    )  # fmt: skip
    for path in ROOT.glob("tests/golden/good/*.fid"):
        text = path.read_text(encoding="utf-8")
        source = SourceFile(path.name, text)
        tree = parser().parse(text)
        renamed, last = "", 0
        named = {token.start_pos for soft in tree.find_data("soft_name") for token in soft.children}
        found = list(tree.scan_values(lambda value: value.type in french))
        for token in sorted(found, key=lambda each: each.start_pos):
            if token.start_pos in named:
                continue
            renamed += text[last : token.start_pos] + french[token.type]
            last = token.end_pos
        renamed += text[last:]
        english = [StoryBuilder(source).build(child) for child in tree.children]
        translated = [StoryBuilder(source).build(child) for child in other.parse(renamed).children]
        assert translated == english


def test_the_fixtures_use_every_rule_of_the_grammar() -> None:
    used: set[str] = set()
    for path in ROOT.glob("tests/golden/good/*.fid"):
        used |= {str(tree.data) for tree in parser().parse(path.read_text(encoding="utf-8")).iter_subtrees()}
    named = {str(rule.alias or rule.origin.name) for rule in parser().rules}
    inlined = {"comparison", "unary", "not_test", "expr"}
    assert {name for name in named if not name.startswith("_")} - inlined - used == set()


def test_every_keyword_of_the_table_is_in_the_grammar_once() -> None:
    assert set(keywords()) <= {terminal.name for terminal in parser().terminals}
    twice = [terminal for terminal, spelt in keywords().items() if list(keywords().values()).count(spelt) > 1]
    assert twice == ["TYPE_TEXT", "TEXT"]  # `note: text` and `text "Hello"`: never in one place


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_shipped_programs_parse_without_a_word(path: Path) -> None:
    tree, diagnostics = parse(SourceFile(str(path), path.read_text(encoding="utf-8")))
    assert diagnostics == ()
    assert tree is not None
    assert tree.items


def test_currencies_are_those_of_iso_4217_and_no_others() -> None:
    assert {"EUR", "USD", "GBP", "JPY", "KWD", "XOF"} <= currencies()
    assert not {"PTS", "XXX", "XTS", "XAU", "DEM"} & currencies()
    assert len(currencies()) == 155


def test_a_wallet_may_be_called_like_no_currency() -> None:
    tree, diagnostics = parse(SourceFile("a.fid", "wallet PTS { worth 1 EUR }\nearn a { give 5 PTS }"))
    assert diagnostics == ()
    assert tree is not None


def test_a_name_may_start_with_a_keyword() -> None:
    assert isinstance(parser().parse("earn costs { give 5 points   limit costs }"), Tree)
