"""What a reader must know is not in a projection: facts nobody supplied, rules that never applied."""

from __future__ import annotations

from collections.abc import Iterable

from fidelang.plan import Plan
from fidelang.plan.names import facts_read
from simulator.scenario import Scenario

_SUPPLIED = {
    "basket": {"total", "gross", "items", "channel", "at", "ordinal"},
    "line": {"category", "price", "quantity", "amount", "giftcard"},
    "member": set[str](),
    "event": set[str](),
}


def missing_facts(plan: Plan, scenario: Scenario) -> list[str]:
    """What the program reads and the scenario leaves out, as `line.organic`: all unknown in the run."""
    population = scenario.population
    supplied = {
        "basket": _SUPPLIED["basket"] | set(population.facts.basket) | ({"store"} if population.stores else set()),
        "line": _SUPPLIED["line"]
        | {name for category in population.categories for name in category.facts}
        | ({"brand"} if any(category.brand for category in population.categories) else set()),
        "member": _SUPPLIED["member"]
        | set(population.facts.member)
        | ({"birthday"} if population.birthdays == "known" else set()),
        "event": {name for event in population.events.values() for name in event.fields},
    }
    told = {f"{owner}.{name}" for owner, names in supplied.items() for name in names}
    missing = [name for name in facts_read(plan) if name not in told]
    missing += [
        f"event.{fact.name}" for fact in plan.facts if fact.owner == "event" and f"event.{fact.name}" not in told
    ]
    asked = {consent for fact in plan.facts if (consent := fact.consent)}
    asked |= {message.consent for message in plan.messages if message.consent}
    missing += [f"consent {name}" for name in sorted(asked - set(population.consents))]
    heard = {trigger.target for rule in plan.rules for trigger in rule.triggers if trigger.what == "event"}
    missing += [f"event {name}" for name in sorted(filter(None, heard)) if name not in {*population.events, "signup"}]
    return missing


def never_applied(plan: Plan, applied: Iterable[frozenset[str]]) -> list[str]:
    """Rules and messages that gave nothing in any replication, by name."""
    seen: set[str] = set().union(*applied)
    names = {rule.name for rule in plan.rules} | {message.name for message in plan.messages}
    return sorted(names - seen)
