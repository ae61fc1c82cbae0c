"""What every part of the builder needs: dispatch by rule name, spans, depth, and the mistakes met on the way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from lark import Token, Tree

from fidelang.diagnostics import Diagnostic, Label
from fidelang.source import SourceFile, Span
from fidelang.syntax import nodes

LarkTree: TypeAlias = Tree[Token]

MAX_NESTING = 64


class TooDeep(Exception):
    """The text nests deeper than is read; carries the place. Never leaves the syntax room."""

    def __init__(self, span: Span) -> None:
        super().__init__(span)
        self.span = span


class BaseBuilder:
    """Walks a Lark tree. A method's name is a rule's; it reads terminals by their names, never by their spelling."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.found: list[Diagnostic] = []
        self.lists: list[nodes.ListFile] = []
        self.depth = 0

    def build(self, tree: LarkTree) -> Any:
        """The node of a tree, by the method named as its rule."""
        return getattr(self, tree.data)(tree)

    def deeper(self, tree: LarkTree) -> Any:
        """As `build`, for what may hold itself: counts the nesting, so that no text can exhaust the stack."""
        self.depth += 1
        if self.depth > MAX_NESTING:
            raise TooDeep(self.span(tree))
        node = self.build(tree)
        self.depth -= 1
        return node

    def report(self, code: str, message: str, span: Span, label: str, help: str, fix: str | None = None) -> None:
        """Note a mistake at `span`; `fix` is what to write in its place."""
        self.found.append(Diagnostic.at(code, message, Label(span, label), help=help, replacement=fix))

    # ------------------------------------------------------------ spans and parts

    def span(self, tree: LarkTree) -> Span:
        meta = tree.meta
        return Span(self.source.name, meta.start_pos, meta.end_pos)

    def token_span(self, token: Token) -> Span:
        return Span(self.source.name, token.start_pos or 0, token.end_pos or 0)

    def parts(self, tree: LarkTree) -> tuple[Any, ...]:
        """The nodes of all subtrees, in written order."""
        return tuple([self.build(child) for child in tree.children if isinstance(child, Tree)])

    def part(self, tree: LarkTree, *rules: str) -> Any:
        """The node of the first subtree of one of `rules` (of any rule, if none is named), or None."""
        for child in tree.children:
            if isinstance(child, Tree) and (not rules or child.data in rules):
                return self.build(child)
        return None

    def after(self, tree: LarkTree, terminal: str) -> Any:
        """The node of the subtree that follows a keyword, or None."""
        children = tree.children
        for place, child in enumerate(children[:-1]):
            follower = children[place + 1]
            if isinstance(child, Token) and child.type == terminal and isinstance(follower, Tree):
                return self.build(follower)
        return None

    def tokens(self, tree: LarkTree, *terminals: str) -> Iterator[Token]:
        for child in tree.children:
            if isinstance(child, Token) and child.type in terminals:
                yield child

    def has(self, tree: LarkTree, terminal: str) -> bool:
        return any(isinstance(child, Token) and child.type == terminal for child in tree.children)

    def first(self, tree: LarkTree) -> str:
        """The terminal's name of the first token of a tree."""
        for child in tree.children:
            if isinstance(child, Token):
                return child.type
        raise AssertionError(f"{tree.data} holds no token")

    # ------------------------------------------------------------ names and texts

    def name(self, token: Token) -> nodes.Name:
        return nodes.Name(str(token), span=self.token_span(token))

    def names(self, tree: LarkTree) -> tuple[nodes.Name, ...]:
        return tuple([self.name(token) for token in self.tokens(tree, "NAME")])

    def the_name(self, tree: LarkTree) -> nodes.Name:
        return self.name(next(self.tokens(tree, "NAME")))

    def maybe_name(self, tree: LarkTree) -> nodes.Name | None:
        return next(iter(self.names(tree)), None)

    def text_of(self, token: Token) -> nodes.Text:
        written = str(token)[1:-1]
        if "\\" in written:
            written = self._unescaped(token, written)
        return nodes.Text(written, span=self.token_span(token))

    def _unescaped(self, token: Token, written: str) -> str:
        read: list[str] = []
        characters = iter(enumerate(written, start=1))
        for offset, character in characters:
            if character == "\\":
                _, character = next(characters)
                if character not in '"\\':
                    start = self.token_span(token).start + offset
                    self.report(
                        "FID018",
                        f"`\\{character}` means nothing in a text",
                        Span(self.source.name, start, start + 2),
                        "here",
                        'a backslash stands only before a quote or another backslash: `\\"` or `\\\\`',
                    )
            read.append(character)
        return "".join(read)

    def the_text(self, tree: LarkTree) -> nodes.Text:
        return self.text_of(next(self.tokens(tree, "STRING")))

    def maybe_text(self, tree: LarkTree) -> nodes.Text | None:
        token = next(self.tokens(tree, "STRING"), None)
        return None if token is None else self.text_of(token)
