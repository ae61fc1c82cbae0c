"""Which names a file declares, by namespace, before anything about them is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fidelang.catalogue import EVENTS, FACTS, METRICS
from fidelang.semantics.report import Report, there
from fidelang.syntax import nodes

Ordered = dict[str, nodes.Node]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a rule or message stands: in a campaign, perhaps in one of its variants."""

    campaign: str
    variant: str | None


@dataclass(slots=True)
class Declared:
    """Names to their declarations, in written order, those within campaigns included. `places` is keyed by the identity
    of a rule or message. `rules` hold each dated version of a rule by a key of its own (`versions`: name to keys)."""

    headers: list[nodes.Header] = field(default_factory=list)
    lets: dict[str, nodes.Let] = field(default_factory=dict)
    wallets: dict[str, nodes.Wallet] = field(default_factory=dict)
    facts: dict[str, dict[str, nodes.Fact]] = field(
        default_factory=lambda: {"member": {}, "basket": {}, "line": {}},
    )
    events: dict[str, nodes.Event] = field(default_factory=dict)
    segments: dict[str, nodes.Segment] = field(default_factory=dict)
    stages: dict[str, nodes.Stage] = field(default_factory=dict)
    tiers: dict[str, nodes.Tier] = field(default_factory=dict)
    tiers_block: nodes.Tiers | None = None
    stacks: dict[str, nodes.Stack] = field(default_factory=dict)
    budgets: dict[str, nodes.Budget] = field(default_factory=dict)
    rules: dict[str, nodes.Rule] = field(default_factory=dict)
    versions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    messages: dict[str, nodes.Message] = field(default_factory=dict)
    campaigns: dict[str, nodes.Campaign] = field(default_factory=dict)
    places: dict[int, Place] = field(default_factory=dict)
    objectives: list[nodes.Objective] = field(default_factory=list)
    tests: list[nodes.Test] = field(default_factory=list)


def declare(tree: nodes.Tree, report: Report) -> Declared:
    """Sorts a file's declarations by kind; the second of a name is told and left out."""
    found = Declared()
    actions: dict[str, nodes.Node] = {}  # what is done or held: rules, wallets, stacks, budgets, messages
    groups: dict[str, nodes.Node] = {}  # what a member is in: tiers, stages, segments, campaigns; and lets, bare names
    for item in tree.items:
        match item:
            case nodes.Header():
                found.headers.append(item)
            case nodes.Let():
                if _new(item.name, item, groups, report):
                    found.lets[item.name.text] = item
            case nodes.Wallet():
                if _new(item.name, item, actions, report):
                    found.wallets[item.name.text] = item
            case nodes.Facts():
                _facts(item, found, report)
            case nodes.Event():
                _event(item, found, report)
            case nodes.Segment():
                if _new(item.name, item, groups, report):
                    found.segments[item.name.text] = item
            case nodes.Lifecycle():
                for stage in item.stages:
                    if _new(stage.name, stage, groups, report):
                        found.stages[stage.name.text] = stage
            case nodes.Tiers():
                if found.tiers_block is not None:
                    _twice("a second `tiers` block", item, found.tiers_block, report)
                    continue
                found.tiers_block = item
                for tier in item.tiers:
                    if _new(tier.name, tier, groups, report):
                        found.tiers[tier.name.text] = tier
            case nodes.Stack():
                if _new(item.name, item, actions, report):
                    found.stacks[item.name.text] = item
            case nodes.Budget():
                if _new(item.name, item, actions, report):
                    found.budgets[item.name.text] = item
            case nodes.Rule() | nodes.Message():
                _acting(item, found, actions, report)
            case nodes.Campaign():
                if _new(item.name, item, groups, report):
                    found.campaigns[item.name.text] = item
                _campaign(item, found, actions, report)
            case nodes.Objective():
                found.objectives.append(item)
            case nodes.Test():
                found.tests.append(item)
    return found


_KINDS: Mapping[type, str] = {
    nodes.Let: "a `let`",
    nodes.Wallet: "a wallet",
    nodes.Segment: "a segment",
    nodes.Stage: "a stage",
    nodes.Tier: "a tier",
    nodes.Campaign: "a campaign",
    nodes.Stack: "a stack",
    nodes.Budget: "a budget",
    nodes.Message: "a message",
    nodes.Event: "an event",
    nodes.Fact: "a fact",
}


def kind_in_words(node: nodes.Node) -> str:
    """What a declaration declares: "a wallet", "an offer"."""
    if isinstance(node, nodes.Rule):
        return {"earn": "an earn rule", "offer": "an offer", "reward": "a reward"}[node.kind]
    return _KINDS[type(node)]


def _new(name: nodes.Name, node: nodes.Node, taken: Ordered, report: Report) -> bool:
    other = taken.setdefault(name.text, node)
    if other is node:
        return True
    first, second = (kind_in_words(one).split(" ", 1)[1] for one in (other, node))
    alike = first == second
    report.add(
        "name_taken",
        name,
        f"two {second}s named `{name.text}`"
        if alike
        else f"`{name.text}` is already the name of {kind_in_words(other)}",
        there(_name_of(other), "the first one" if alike else "the name is taken here"),
        help="give one of them another name" if alike else f"give the {second} another name",
    )
    return False


def _name_of(node: nodes.Node) -> nodes.Node:
    name = getattr(node, "name", node)
    return name if isinstance(name, nodes.Node) else node


def _twice(what: str, second: nodes.Node, first: nodes.Node, report: Report) -> None:
    report.add(
        "clause_twice", second, f"{what}: a program has one", there(first, "the first one"), help="merge the two"
    )


def _rule(rule: nodes.Rule, found: Declared, taken: Ordered, report: Report) -> bool:
    """Whether a rule is new, or a further version of one: rules of one name and kind whose periods do not meet are
    versions of one rule (rows 78, 135)."""
    others = [found.rules[key] for key in found.versions.get(rule.name.text, ())]
    if not others:
        return _new(rule.name, rule, taken, report)
    for other in others:
        problem = _not_versions(other, rule)
        if problem is not None:
            why, help = problem
            report.add(
                "name_taken",
                rule.name,
                f"two rules named `{rule.name.text}`{why}",
                there(other.name, "the first one" if len(others) == 1 else "another one"),
                help=help,
            )
            return False
    return True


def _not_versions(one: nodes.Rule, two: nodes.Rule) -> tuple[str, str] | None:
    """Why two rules of one name cannot be its versions, and what to do about it; None if they can."""
    kinds = [kind_in_words(rule) for rule in (one, two)]
    if kinds[0] != kinds[1]:
        return f", {kinds[0]} and {kinds[1]}", "give one of them another name: versions of a rule are of one kind"
    periods = [next((part for part in rule.clauses if isinstance(part, nodes.Period)), None) for rule in (one, two)]
    if periods[0] is None or periods[1] is None:
        return (
            "",
            "give one of them another name; only versions whose dates do not meet may share one: "
            "`until 2027-06-30`, then `from 2027-07-01`",
        )
    if _before(periods[0], periods[1]) or _before(periods[1], periods[0]):
        return None
    return ", and their dates meet", "end one version before the next begins, or give one of them another name"


def _before(early: nodes.Period, late: nodes.Period) -> bool:
    """Whether a period is over when another begins. A day is in it to its end, of a moment the moment is out."""
    if early.last is None or late.first is None:
        return False
    return _moment(early.last, of_a_day=1440) <= _moment(late.first, of_a_day=0)


def _moment(date: nodes.Date, of_a_day: int) -> tuple[int, int, int, int]:
    """A date in order, a day without a time being its minute `of_a_day`."""
    return date.year or 0, date.month, date.day, of_a_day if date.minute is None else date.minute


def _facts(item: nodes.Facts, found: Declared, report: Report) -> None:
    builtin = {fact.name: fact.kind for fact in FACTS if fact.owner == item.owner}
    metrics = {metric.name for metric in METRICS} if item.owner == "member" else set()
    table = found.facts[item.owner]
    for fact in item.facts:
        name = fact.name.text
        if name in metrics or builtin.get(name, fact.type.kind) != fact.type.kind:
            report.add(
                "name_taken",
                fact.name,
                f"every {item.owner} has `{name}` already",
                label="built in" if name in metrics else f"built in, as {_ARTICLES[builtin[name]]}",
                help=f"leave this line out, or give your fact another name, such as `own_{name}`",
            )
        elif name in table:
            report.add(
                "name_taken",
                fact.name,
                f"two {item.owner} facts named `{name}`",
                there(table[name].name, "the first one"),
                help="give one of them another name",
            )
        else:  # a built-in fact may be declared again as what it is, to say why it is kept and which consent it needs
            table[name] = fact


_ARTICLES = {
    "number": "a number",
    "money": "an amount of money",
    "text": "a text",
    "flag": "yes or no",
    "date": "a date",
    "date-time": "a date and time",
    "tier": "the member's tier",
    "stage": "the member's stage",
    "channel": "one of the channels",
    "consents": "the member's consents",
}


def _event(item: nodes.Event, found: Declared, report: Report) -> None:
    name = item.name.text
    if name in {event.name for event in EVENTS}:
        report.add(
            "name_taken",
            item.name,
            f"the event `{name}` is built in",
            label="built in",
            help=f"leave the declaration out, or give your event another name, such as `own_{name}`",
        )
    elif name in found.events:
        report.add(
            "name_taken",
            item.name,
            f"two events named `{name}`",
            there(found.events[name].name, "the first one"),
            help="give one of them another name",
        )
    else:
        found.events[name] = item


def _acting(item: nodes.Rule | nodes.Message, found: Declared, taken: Ordered, report: Report) -> bool:
    if isinstance(item, nodes.Rule):
        if _rule(item, found, taken, report):
            name = item.name.text
            before = found.versions.get(name, ())
            key = f"{name} {len(before) + 1}" if before else name
            found.versions[name] = (*before, key)
            found.rules[key] = item
            return True
    elif _new(item.name, item, taken, report):
        found.messages[item.name.text] = item
        return True
    return False


def _campaign(item: nodes.Campaign, found: Declared, taken: Ordered, report: Report) -> None:
    """What a campaign holds has names of the whole program, so that `covers` and `from` can see them (row 77)."""
    for clause in item.clauses:
        variant = clause.name.text if isinstance(clause, nodes.Variant) else None
        for part in clause.items if isinstance(clause, nodes.Variant) else (clause,):
            if isinstance(part, nodes.Rule | nodes.Message) and _acting(part, found, taken, report):
                found.places[id(part)] = Place(item.name.text, variant)
