"""What the shapes share while they write: the plan, the text so far, and small pieces of wording."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from fidelang.kernel.codes import NUMBER
from fidelang.kernel.formulas import python
from fidelang.kernel.names import member_read, of_purchase, start_of, variable
from fidelang.kernel.text import Text
from fidelang.plan import model
from fidelang.plan.formula import FALSE, TRUE, Formula, slots
from fidelang.state import ABSENT


@dataclass
class Writer:
    """`member` is False where the text is for a basket without a member.

    `lean`: only what a basket gives and takes is asked for: no effects, and of a reason only that there is one. `told`:
    the member is told of by the caller, so that what they used of limits is nothing. `consents`: where theirs stand.
    `once`: a lean text takes at most one discount off the lines, and cuts them only where they are read. `filed`: a
    rule is written as a function, its award appended to `given`; filed by `lines`, its candidates are C, else it is
    filed by `facts` or as `dated`. `tables`: text for filed rules.
    `json`: the answer goes out as JSON. `plain`: rules of a lean text that are written at once (shapes/plain.py).
    """

    plan: model.Plan
    out: Text = field(default_factory=Text)
    member: bool = True
    midnight: bool = False  # calendar windows of tiers are those of the day that ended
    lean: bool = False
    told: bool = False
    consents: str = "S.consents"
    once: bool = False
    json: bool = False
    filed: str = ""
    tables: str = ""
    plain: frozenset[int] = frozenset()

    def python(self, formula: Formula) -> str:
        return python(formula, variable)

    def bind(self, formulas: Iterable[Formula]) -> None:
        """Read every slot of a member that the formulas name into its variable, once."""
        seen = dict.fromkeys(slot for formula in formulas for slot in slots(formula))
        for slot in seen:
            if not of_purchase(slot):
                self.out.line(f"{variable(slot)} = {member_read(slot, self.plan, last_period=self.midnight)}")
        if "now" in seen:
            self.out.line("now = day * 1440 + minute")

    def bind_event(self, formulas: Iterable[Formula]) -> None:
        """Read the fields of an event that formulas name; one that the event at hand lacks is absent (row 83)."""
        for slot in dict.fromkeys(slot for formula in formulas for slot in slots(formula) if slot.startswith("event.")):
            self.out.line(f"{variable(slot)} = E.get({slot.removeprefix('event.')!r}, {ABSENT})")

    def table(self, table: model.Table) -> str:
        """The value of a table as one conditional expression."""
        text = str(table.otherwise)
        for row in reversed(table.rows):
            if row.holds == TRUE:
                text = str(row.value)
            elif row.holds != FALSE:
                text = f"{row.value} if {self.python(row.holds)} else {text}"
        if table.known != TRUE:
            text = f"({text}) if {self.python(table.known)} else 0"
        return f"({text})"

    def load_counters(self, positions: Iterable[int]) -> None:
        """Read what counters have used: u[N], in the window w[N] that a further use belongs to (rolling: today)."""
        out = self.out
        if self.lean:
            self._load_used(sorted(set(positions)))
            return
        out.line(f"u = [0] * {len(self.plan.counters)}; w = [0] * {len(self.plan.counters)}")
        for position in sorted(set(positions)):
            counter = self.plan.counters[position]
            if counter.subject == "basket" or (counter.subject == "member" and not self.member):
                continue
            store = f"{'H' if counter.subject == 'program' else 'S'}.counters[{position}]"
            if counter.window.kind == "over":
                out.line(f"w[{position}] = day")
                out.line(f"u[{position}] = since({store}, {start_of(counter.window, 'day', self.member)})")
            elif counter.window.kind == "this":
                out.line(f"w[{position}] = {start_of(counter.window, 'day', self.member)}")
                out.line(f"u[{position}] = used({store}, w[{position}])")
            else:
                out.line(f"u[{position}] = used({store}, 0)")

    def _load_used(self, positions: list[int]) -> None:
        """u[N] alone: what is not written down needs no window."""
        if positions:
            self.out.line(f"u = [0] * {len(self.plan.counters)}")
        for position in positions:
            counter = self.plan.counters[position]
            if not self.untouched(position):
                store = f"{'H' if counter.subject == 'program' else 'S'}.counters[{position}]"
                start = start_of(counter.window, "day", self.member)
                read = f"since({store}, {start})" if counter.window.kind == "over" else f"used({store}, {start})"
                self.out.line(f"u[{position}] = {read}")

    def cut_lines(self) -> None:
        """Before what each line is left with is read."""
        if self.once:
            with self.out.block("if pending:"):
                names = "N = A" if self.plan.earn_on_gross else "N = A = B"
                self.out.line(f"shares = spread(*pending[:2]); pending = None; {names} = list(map(sub, N, shares))")

    def untouched(self, position: int) -> bool:
        """Whether nothing can have been used of a counter before the basket at hand."""
        subject = self.plan.counters[position].subject
        return subject == "basket" or (subject == "member" and (self.told or not self.member))

    def used_of_own(self, position: int) -> str:
        """What an earn rule's own counter has used: its rule alone uses it, after all others of the basket."""
        return "0" if self.lean and self.untouched(position) else f"u[{position}]"

    def count(self, position: int, amount: str) -> None:
        """A further use of a counter: in its variable, and as an effect."""
        counter = self.plan.counters[position]
        self.out.line(f"u[{position}] += {amount}")
        if counter.subject != "basket" and not self.lean:
            kind = "draw" if counter.subject == "program" else "count"
            self.out.line(f"fx.append(({kind!r}, {position}, w[{position}], {amount}))")


def code(name: str) -> int:
    return NUMBER[name]


def condition_formulas(conditions: Iterable[model.Condition]) -> Iterable[Formula]:
    for one in conditions:
        yield one.holds
        yield one.fails
        for witness in one.witnesses:
            yield witness.actual
            yield witness.holds


def rule_formulas(rule: model.Rule, plan: model.Plan) -> Iterable[Formula]:
    """Every formula of a rule and of the sums that it reads."""
    found: list[Formula] = list(condition_formulas(rule.whens))
    if rule.lines is not None:
        found.append(rule.lines)
    for part in (rule.give, rule.multiply):
        if part is not None and part.table is not None:
            found.append(part.table.known)
            found += [row.holds for row in part.table.rows]
    if rule.give is not None and rule.give.of is not None:
        found += [rule.give.of, rule.give.of_known or TRUE]
    if rule.take is not None:
        found.append(rule.take.where)
    if rule.stack is not None:
        found.append(plan.stacks[rule.stack].holds)
    return [*found, *sum_formulas(found, plan)]


def sum_formulas(formulas: Iterable[Formula], plan: model.Plan) -> list[Formula]:
    """The conditions on lines of the sums that formulas read."""
    return [
        plan.aggregates[int(slot[4:])].where
        for formula in formulas
        for slot in slots(formula)
        if slot.startswith("sum:")
    ]


def sums_of(formulas: Iterable[Formula]) -> list[int]:
    """Positions of the sums over lines that formulas read."""
    found = (int(slot[4:]) for formula in formulas for slot in slots(formula) if slot.startswith("sum:"))
    return sorted(set(found))
