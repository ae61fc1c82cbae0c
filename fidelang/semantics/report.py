"""Collects the mistakes of one program; each is told once."""

from __future__ import annotations

from fractions import Fraction

from fidelang.diagnostics import CODES, Diagnostic, Label
from fidelang.source import Sources, Span
from fidelang.syntax import nodes

_CODE_OF = {entry.slug: code for code, entry in CODES.items()}
_LONGEST_QUOTE = 60


class Report:
    """Where the checks put what they find. Slugs name the kind of mistake, see `fidelang.diagnostics.codes`."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self._found: dict[tuple[str, Span], Diagnostic] = {}

    def add(
        self,
        slug: str,
        where: nodes.Node | Span,
        message: str,
        *labels: Label,
        label: str = "",
        help: str = "",
        replacement: str | None = None,
    ) -> None:
        """One mistake at a place; further labels show other places. The first mistake of a kind at a place is kept."""
        span = where if isinstance(where, Span) else where.span
        key = (slug, span)
        if key not in self._found:
            self._found[key] = Diagnostic.at(
                _CODE_OF[slug], message, Label(span, label), *labels, help=help, replacement=replacement
            )

    def errors_within(self, span: Span) -> bool:
        """Whether an error is already told somewhere within this part of a file."""
        return any(
            found.is_error and span.file == at.file and span.start <= at.start and at.end <= span.end
            for (_, at), found in self._found.items()
        )

    def quote(self, node: nodes.Node) -> str:
        """The user's own text of a node, on one line, in backticks, cut if long."""
        text = self.sources.on_one_line(node.span)
        return f"`{text}`" if len(text) <= _LONGEST_QUOTE else f"`{text[: _LONGEST_QUOTE - 1]}…`"

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All mistakes, file by file, in the order of the text."""
        return tuple(
            sorted(
                self._found.values(),
                key=lambda found: (self.sources.order(found.labels[0].span), found.code),
            )
        )


def there(node: nodes.Node | Span, text: str) -> Label:
    """Another place that a message shows."""
    return Label(node if isinstance(node, Span) else node.span, text)


def plain(value: Fraction) -> str:
    """A number in decimals, with at most six where it does not end.

    >>> plain(Fraction(5, 2)), plain(Fraction(12000)), plain(Fraction(1, 3))
    ('2.5', '12_000', '0.333333')
    """
    places = next((count for count in range(19) if (value * 10**count).denominator == 1), 6)
    whole, part = divmod(abs(round(value * 10**places)), 10**places)
    return ("-" if value < 0 else "") + f"{whole:_}" + (f".{part:0{places}}" if places else "")
