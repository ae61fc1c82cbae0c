"""The reference of the language is true, whole and current: its examples run, and each part of the grammar is in one."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest
from lark import Lark

from fidelang.facade import check_file
from fidelang.syntax import nodes
from fidelang.syntax.language import grammar_text, parser
from fidelang.trials import run_tests
from tests.unit.house.forms import UNITS, public, rules
from tests.unit.house.pages import Example, Page, anchors, outside_of_blocks, reference_pages
from tests.unit.house.places import ROOT, fresh_python
from tests.unit.house.rows import rows_page
from tests.unit.house.written import form_homes, found_in, mistakes, page_now, shown_links

PAGES = reference_pages()
EXAMPLES = [example for page in PAGES for example in page.examples]
MISTAKES = [(page, wrong) for page in PAGES for wrong in mistakes(page.text)]
KINDS = re.compile(r"fid|fid frame|(?:fid|csv|json) file \S+|form|console|json")


def name_of(page: Page) -> str:
    return page.name


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.block.name)
def test_an_example_runs_and_its_numbers_come_out(example: Example, tmp_path: Path) -> None:
    checked = check_file(write(example, tmp_path))
    assert [each.message for each in checked.errors] == []
    assert checked.analysis is not None
    results = list(run_tests(checked.program(), checked.analysis))
    assert results, "an example without a story shows nothing"
    assert [(each.name, each.failures) for each in results if not each.passed] == []
    for test in checked.analysis.tests:
        assert any(isinstance(step, nodes.Expect) for step in test.steps), test.title.value


def write(example: Example, folder: Path) -> Path:
    for name, text in example.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    path = folder / "program.fid"
    path.write_text(example.program, encoding="utf-8")
    return path


@pytest.mark.parametrize(("page", "wrong"), MISTAKES, ids=[f"{page.name}-{wrong}" for page, wrong in MISTAKES])
def test_a_mistake_that_a_page_shows_gets_one_message(page: Page, wrong: str) -> None:
    assert len(found_in(page.frame, wrong)) == 1


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_what_is_written_from_elsewhere_is_current(page: Page) -> None:
    now = page_now(page)
    written(page, now)
    assert page.text == now


def written(page: Page, now: str) -> None:
    """With FIDELANG_REWRITE, makes the page what it must be."""
    if os.environ.get("FIDELANG_REWRITE"):
        page.path.write_text(now, encoding="utf-8")
        page.__dict__.pop("text", None)
        page.__dict__.pop("blocks", None)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_block_is_of_a_kind_that_is_run_or_compared(page: Page) -> None:
    assert [block.name for block in page.blocks if not KINDS.fullmatch(block.info)] == []
    assert page.text.count("```") == 2 * len(page.blocks)


@pytest.mark.parametrize("page", [page for page in PAGES if "```console\n" in page.text], ids=name_of)
def test_console_blocks_say_what_the_commands_say(page: Page, tmp_path: Path) -> None:
    now = page.text
    for block in page.blocks:
        if block.file is not None:
            (tmp_path / block.file).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / block.file).write_text(block.text, encoding="utf-8")
        elif block.info == "console":
            commands = re.findall(r"^\$ (.*)$", block.text, re.MULTILINE)
            said = "".join(f"$ {command}\n{run(command, tmp_path)}" for command in commands)
            now = now.replace(f"```console\n{block.text}```", f"```console\n{said}```")
    written(page, now)
    assert page.text == now


def run(command: str, folder: Path) -> str:
    words = shlex.split(command)
    assert words[0] == "fidelang"
    done = fresh_python("-m", "fidelang.cli", *words[1:], cwd=folder)
    return "".join(line.rstrip() + "\n" for line in (done.stdout + done.stderr).splitlines())


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.block.name)
def test_every_rule_and_message_of_an_example_is_looked_at_by_its_stories(example: Example, tmp_path: Path) -> None:
    """By name, by its gift, or by the points of its wallet: what no story looks at is only checked, not shown."""
    analysis = check_file(write(example, tmp_path)).analysis
    assert analysis is not None
    items = [
        item for test in analysis.tests for step in test.steps if isinstance(step, nodes.Expect) for item in step.items
    ]
    named = {getattr(item, "rule", None) or getattr(item, "message", None) for item in items}
    looked_at = {name.text for name in named if name is not None}
    gifts = {item.gift.value for item in items if isinstance(item, nodes.ExpectGift)}
    wallets = {item.grant.wallet.text for item in items if isinstance(item, nodes.ExpectPoints | nodes.ExpectHolding)}
    own = len(example.program) - len(example.block.text)  # what comes before is the page's frame
    unseen = [
        rule.name
        for rule in analysis.rules.values()
        if rule.node.span.start >= own
        and rule.name not in looked_at
        and rule.gift not in gifts
        and (rule.give is None or rule.give.wallet not in wallets)
    ]
    unseen += [
        name for name, each in analysis.messages.items() if each.node.span.start >= own and name not in looked_at
    ]
    assert unseen == []


# ---------------------------------------------------------------- whole


def parts_of_the_grammar() -> set[tuple[str, str]]:
    """(rule, part of it) for each word and rule that the grammar lets stand in a rule."""
    return {
        (rule.origin.name, symbol.name)
        for rule in parser().rules
        for symbol in rule.expansion
        if not rule.origin.name.startswith("__")  # Lark's own, for repetitions
    }


def parts_used(texts: list[str]) -> set[tuple[str, str]]:
    """The same, of what was read in texts: each reduction of the parser is noted."""
    noting = Lark(
        grammar_text(), parser="lalr", lexer="contextual", postlex=parser().options.postlex,
        propagate_positions=True, maybe_placeholders=False,
    )  # fmt: skip
    used: set[tuple[str, str]] = set()
    callbacks = noting.parser.parser.parser.callbacks  # type: ignore[attr-defined]
    for rule, callback in list(callbacks.items()):

        def note(children: list[object], rule=rule, callback=callback) -> object:  # type: ignore[no-untyped-def]
            used.update((rule.origin.name, symbol.name) for symbol in rule.expansion)
            return callback(children)

        if hasattr(rule, "origin"):
            callbacks[rule] = note
    for text in texts:
        noting.parse(text)
    return used


NOT_TO_BE_RUN = {
    ("_comparator", "OP_EQ"), ("_comparator", "OP_NE"),  # they parse so that the checker can say what to write (row 89)
    ("duration", "_hour"), ("_hour", "HOURS"),  # refused wherever a duration is counted, which is in days (FID314)
}  # fmt: skip
ONE_OF_THE_SAME_KIND = {"month"}  # the names of months: any shows how the others stand


def test_every_part_of_the_grammar_is_in_an_example_that_runs() -> None:
    texts = [example.program for example in EXAMPLES]
    texts += [text for example in EXAMPLES for name, text in example.files.items() if name.endswith(".fid")]
    missing = parts_of_the_grammar() - parts_used(texts) - NOT_TO_BE_RUN
    assert sorted(part for part in missing if part[0] not in ONE_OF_THE_SAME_KIND) == []


def test_every_rule_of_the_grammar_has_its_form_on_a_page() -> None:
    inlined = {"start", "_item", *UNITS}
    assert {public(name) for name in rules().keys() - inlined} - form_homes().keys() == set()


def rows_told() -> set[int]:
    return {int(row) for page in PAGES for row in shown_links(page.text) if row.isdecimal()}


def test_every_row_of_the_semantics_is_told_of_on_a_page() -> None:
    rows = {int(row) for row in re.findall(r'<a id="row-(\d+)">', rows_page())}
    assert rows_told() - rows == set()
    assert rows - rows_told() == set()


# ---------------------------------------------------------------- links


def linking() -> list[Path]:
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("path", linking(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_to_a_file_and_to_a_heading_of_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    prose = outside_of_blocks(text)
    links = re.findall(r"\]\(([^)\s]+)\)", prose) + re.findall(r"^\[[^\]]+\]: (\S+)$", prose, re.MULTILINE)
    lost = []
    for link in links:
        if "://" in link:
            continue
        to, _, anchor = link.partition("#")
        target = (path.parent / to).resolve() if to else path
        if not target.exists() or (anchor and anchor not in anchors(target.read_text(encoding="utf-8"))):
            lost.append(link)
    assert lost == []
