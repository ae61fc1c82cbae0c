"""Whether a rule runs: program and rule dates, days, hours, campaign, consent, `when`s; its reason is the first that
fails."""

from __future__ import annotations

from fidelang.kernel.codes import PART
from fidelang.kernel.formulas import LONGEST_CHAIN
from fidelang.kernel.names import variable
from fidelang.kernel.shapes.campaigns import refusals
from fidelang.kernel.shapes.writer import Writer, code
from fidelang.plan import model
from fidelang.plan.formula import FALSE, TRUE, slots
from fidelang.plan.versions import stand
from fidelang.state import ABSENT

Step = tuple[str, str]  # a test that must hold, and the reason where it does not


def steps(to: Writer, rule: model.Rule, position: int) -> list[Step]:
    """What a rule must pass before its `when`s, in the order in which reasons are told (row 113).

    `life` is the program's: 0 running, 1 not started, 2 ended. Rewards go on after the end (row 12). −1: another
    version of the rule speaks for it at this instant.
    """
    found: list[Step] = []
    speaks = standing(to.plan, position)
    if speaks:
        found.append((speaks, "-1"))
    if rule.kind == "reward":
        found.append(("life != 1", str(code("not_started"))))
    else:
        found.append(("not life", "life"))
    if not to.member and (rule.kind != "offer" or rule.reads_member):
        return [*found, ("False", str(code("no_member")))]
    if rule.start is not None:
        found.append((f"day * 1440 + minute >= {rule.start}", str(code("too_early"))))
    if rule.stop is not None:
        found.append((f"day * 1440 + minute < {rule.stop}", str(code("too_late"))))
    crosses = rule.hours is not None and rule.hours[0] > rule.hours[1]
    on = f"(day - 1 if minute < {rule.hours[1]} else day)" if crosses and rule.hours else "day"
    days = []
    if rule.weekdays:
        days.append(_among(f"({on} + 6) % 7", rule.weekdays))
    if rule.dates:
        days.append(_among(on, rule.dates))
    if days:
        found.append((" and ".join(days), str(code("other_day"))))
    if rule.hours is not None:
        start, end = rule.hours
        inside = f"(minute >= {start} or minute < {end})" if crosses else f"{start} <= minute < {end}"
        found.append((inside, str(code("other_hour"))))
    if to.member:
        found += [(f"not ({test})", str(code(reason))) for test, reason in refusals(rule, to.plan)]
    if to.member and rule.consents:
        given = " and ".join(f"{name!r} in {to.consents}" for name in rule.consents)
        found.append((given, str(code("consent"))))
    return found


def runs(to: Writer, rule: model.Rule, position: int) -> list[str]:
    """Tests that all hold where the rule runs, for a text that tells no reasons."""
    found = [test for test, _ in steps(to, rule, position)]
    if to.plan.start is None and to.plan.stop is None:
        found = [test for test in found if "life" not in test]
    if "False" not in found:
        found += [f"({to.python(when.holds)})" for when in rule.whens if when.holds != TRUE]
    return found


def write_checks(to: Writer, rule: model.Rule, position: int) -> None:
    """Leaves x_N: 0 if the rule runs, else the code of its reason; y_N what the reason shows. −1 if another version of
    the rule speaks for it at this instant."""
    out = to.out
    x = f"x_{position}"
    if to.lean:
        out.line(f"y_{position} = None")
        tests = runs(to, rule, position)
        while len(tests) > LONGEST_CHAIN:
            tests = [f"({' and '.join(tests[:LONGEST_CHAIN])})", *tests[LONGEST_CHAIN:]]
        out.line(f"{x} = 0 if {' and '.join(tests) or 'True'} else {code('condition')}")
        return
    out.line(f"y_{position} = None")
    word = "if"
    for test, reason in steps(to, rule, position):
        with out.block(f"{word} not ({test}):" if test != "not life" else f"{word} life:"):
            out.line(f"{x} = {reason}")
        word = "elif"
    if not to.member and (rule.kind != "offer" or rule.reads_member):
        with out.block("else:"):
            out.line(f"{x} = 0")
        return
    for at, when in enumerate(rule.whens):
        if when.holds == TRUE:
            continue
        if at and at % LONGEST_CHAIN == 0:  # a new chain, entered if all went well so far
            with out.block("else:"):
                out.line(f"{x} = 0")
            with out.block(f"if {x}:"):
                out.line("pass")
            word = "elif"
        fails = to.python(when.fails)
        certain = str(code("condition") + PART * at)
        unknown = str(code("unknown") + PART * at)
        reason = unknown if when.fails == FALSE else f"{certain} if {fails} else {unknown}"
        with out.block(f"{word} not ({to.python(when.holds)}):"):
            out.line(f"{x} = {reason}")
            first = "if"
            for shown, witness in enumerate(when.witnesses):
                if shown and shown % LONGEST_CHAIN == 0:
                    with out.block(f"if y_{position} is not None:"):  # a new chain, entered if none was found so far
                        out.line("pass")
                with out.block(f"{first} not ({to.python(witness.holds)}):"):
                    out.line(f"y_{position} = ({at}, {shown}, {_shown(to, witness)})")
                first = "elif"
        word = "elif"
    with out.block("else:"):
        out.line(f"{x} = 0")


def standing(plan: model.Plan, position: int) -> str:
    """The test of whether a version of a rule speaks for it at this instant (row 135); nothing for a rule without."""
    start, stop = stand(plan, position)
    tests = [] if start is None else [f"day * 1440 + minute >= {start}"]
    if stop is not None:
        tests.append(f"day * 1440 + minute < {stop}")
    return " and ".join(tests)


def _shown(to: Writer, witness: model.Witness) -> str:
    """What the reason shows: the actual value, absent where any part of it is."""
    actual = to.python(witness.actual)
    if witness.actual[0] in ("get", "int"):
        return actual
    missing = " or ".join(f"{variable(slot)} == {ABSENT}" for slot in dict.fromkeys(slots(witness.actual)))
    return f"{ABSENT} if {missing} else {actual}" if missing else actual


def _among(value: str, values: tuple[int, ...]) -> str:
    if len(values) == 1:
        return f"{value} == {values[0]}"
    return f"{value} in ({', '.join(str(each) for each in values)})"


def write_life(to: Writer) -> None:
    """`life` of the program at this instant."""
    start, stop = to.plan.start, to.plan.stop
    early = f"1 if day * 1440 + minute < {start} else " if start is not None else ""
    late = f"2 if day * 1440 + minute >= {stop} else " if stop is not None else ""
    to.out.line(f"life = {early}{late}0")
