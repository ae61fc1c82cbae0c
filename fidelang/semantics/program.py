"""The header: currency, zone, period, channels, the largest basket."""

from __future__ import annotations

from fractions import Fraction
from zoneinfo import ZoneInfo, available_timezones

from fidelang.catalogue import SALES_CHANNELS
from fidelang.diagnostics import nearest
from fidelang.semantics.clauses import all_of, fee_of, first, period_of, whole_number
from fidelang.semantics.context import Context
from fidelang.semantics.expressions import condition
from fidelang.semantics.literals import money_value
from fidelang.semantics.report import there
from fidelang.semantics.scope import Scope
from fidelang.semantics.symbols import Period, Program
from fidelang.semantics.types import OneOfType
from fidelang.source import Span
from fidelang.syntax import nodes

LARGEST = 1_000_000  # of the currency
LARGEST_LINES = 1_000


def header_of(ctx: Context, whole: Span) -> nodes.Header | None:
    """The one header; told if there is none, or a second one."""
    headers = ctx.declared.headers
    if not headers:
        ctx.report.add(
            "no_program",
            Span(whole.file, whole.start, whole.start),
            "the file does not start with a `program`",
            help='begin it with `program "NAME" { currency EUR   timezone "Europe/Paris" }`',
        )
        ctx.currency_known = False
        return None
    for other in headers[1:]:
        ctx.report.add(
            "no_program",
            other.name,
            "a file has one `program`",
            there(headers[0].name, "the first one"),
            help="put the settings of both into one",
        )
    return headers[0]


def settle_currency(ctx: Context, header: nodes.Header | None) -> None:
    """Finds the currency and the channels, which the rest of the file is read by."""
    if header is None:
        ctx.channels = OneOfType("channel", tuple(word.name for word in SALES_CHANNELS))
        return
    currency = first(header.clauses, nodes.Currency)
    if currency is None:
        ctx.currency_known = False
        ctx.report.add(
            "no_currency",
            header.name,
            "the program does not say its currency",
            help="add it between the braces: `currency EUR`",
        )
    else:
        ctx.currency = currency.code
    own = first(header.clauses, nodes.Channels)
    names = [word.name for word in SALES_CHANNELS] if own is None else []
    for name in () if own is None else own.names:
        if name.text in names:
            ctx.report.add("name_taken", name, f"the channel `{name.text}` stands twice", help="name it once")
        else:
            names.append(name.text)
    ctx.channels = OneOfType("channel", tuple(names))


def program_of(ctx: Context, header: nodes.Header | None, whole: Span) -> Program:
    """The header's values, with the defaults of what it leaves out."""
    if header is None:
        header = nodes.Header(nodes.Text("", span=whole), (), span=whole)
        given = False
    else:
        given = True
    clauses = header.clauses
    largest = first(clauses, nodes.Largest)
    lines = (
        None if largest is None or largest.lines is None else whole_number(ctx, largest.lines, "a number of lines", 1)
    )
    exclude = first(clauses, nodes.Exclude)
    if exclude is not None:
        condition(ctx, exclude.where, Scope("`exclude lines`", basket=True, line=True))
    earn_on, multipliers = first(clauses, nodes.EarnOn), first(clauses, nodes.Multipliers)
    version, language = first(clauses, nodes.Version), first(clauses, nodes.Language)
    owner = first(clauses, nodes.Owner)
    return Program(
        name=header.name.value,
        span=header.name.span,
        currency=ctx.currency,
        decimals=ctx.money_decimals,
        zone=_zone(ctx, header) if given else "UTC",
        period=_period(ctx, all_of(clauses, nodes.Period)),
        multipliers="add" if multipliers is None else multipliers.mode,
        earn_on="net" if earn_on is None else earn_on.basis,
        largest=_largest(ctx, largest),
        largest_lines=LARGEST_LINES if lines is None else lines,
        channels=ctx.channels.values,
        exclude=None if exclude is None else exclude.where,
        fee=fee_of(ctx, first(clauses, nodes.Fee)),
        version=None if version is None else version.text.value,
        language=None if language is None else language.text.value,
        owner=None if owner is None else owner.text.value,
    )


def _period(ctx: Context, parts: tuple[nodes.Period, ...]) -> Period:
    """`from D` and `to D` may be two clauses of a header, one after the other."""
    start = next((part.first for part in parts if part.first is not None), None)
    stop = next((part.last for part in parts if part.last is not None), None)
    if not parts:
        return Period()
    return period_of(ctx, nodes.Period(start, stop, span=parts[0].span))


def _largest(ctx: Context, node: nodes.Largest | None) -> int:
    if node is None:
        return LARGEST * ctx.minor
    value = money_value(ctx, node.money)
    if value <= 0:
        ctx.report.add("limit_of_nothing", node.money, "no basket is that small", help="write the largest you expect")
    return max(1, int(Fraction(value)))


def _zone(ctx: Context, header: nodes.Header) -> str:
    node = first(header.clauses, nodes.Timezone)
    if node is None:
        ctx.report.add(
            "no_timezone",
            header.name,
            "the program does not say its time zone: days begin and end at midnight UTC",
            help='add it between the braces: `timezone "Europe/Paris"`',
        )
        return "UTC"
    name = node.zone.value
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # unknown, a folder, or no path at all
        near = nearest(name, sorted(available_timezones()))
        ctx.report.add(
            "unknown_zone",
            node.zone,
            f"no time zone is named {ctx.report.quote(node.zone)}",
            help=f'did you mean `"{near}"`?' if near else 'write it as continent and city: `"Europe/Paris"`',
        )
        return "UTC"
    return name
