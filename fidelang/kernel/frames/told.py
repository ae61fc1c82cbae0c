"""How a member is read from a mapping that tells of them, without a state: what most programs ask about.

What this cannot read (stages, segments, campaigns, streaks, how long a tier was held) is read from a state that the
careful way makes of the mapping; so is everything of a mapping that is not as tills send it.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, field

from fidelang.kernel.frames.fused import CAREFUL, Field, Shape, Wanted, field_of, with_others, write_guard, write_keys
from fidelang.kernel.names import variable
from fidelang.kernel.text import Text
from fidelang.plan import model
from fidelang.plan.bounds import LARGEST_FACT
from fidelang.plan.names import metric_name
from fidelang.state import ABSENT
from fidelang.values import FOREVER

_HERE = frozenset({"member.tier", "member.joined", "member.last_order", "basket.ordinal"})
_NOTHING = frozenset({"hand.orders", "hand.spend"})  # till the phase puts the basket at hand in


def readable(slot: str) -> bool:
    """Whether a slot of a member can be read without a state."""
    head = slot.partition(":")[0]
    return (
        slot in _HERE
        or slot in _NOTHING
        or head in ("metric", "balance", "consent", "birthday.month", "birthday.day", "birthday.date")
        or slot.startswith("member.own.")
    )


@dataclass
class Told:
    """The reading of one plan's member. `slots`: what is asked for, each readable."""

    plan: model.Plan
    slots: list[str]
    consents: bool  # whether a rule asks for one
    shape: Shape = "keys"
    wanted: list[Wanted] = field(default_factory=list)

    def write(self, out: Text) -> None:
        """Reads the mapping `m`; raises one of UNUSUAL for what the careful way must look at."""
        plan = self.plan
        facts = [one for one in plan.facts if one.owner == "member" and not one.builtin]
        read = [one for one in facts if f"member.own.{one.name}" in self.slots]
        birthday = any(slot.startswith("birthday.") for slot in self.slots)
        kept = self.consents or any(slot.startswith("consent:") for slot in self.slots)
        kept = kept or any(one.consent is not None for one in plan.facts if one.owner == "member")
        self.wanted = [(f"t_{at}", metric_name(plan, at), None) for at in range(len(plan.metrics))]
        if "member.tier" in self.slots:
            self.wanted.append(("v_member_tier", "tier", "None"))
        if "member.joined" in self.slots:
            self.wanted.append(("v_member_joined", "joined", "None"))
        if "member.last_order" in self.slots:
            self.wanted.append(("v_member_last_order", "last_order", "None"))
        if birthday:
            self.wanted.append(("born", "birthday", "None"))
        if kept:
            self.wanted.append(("consents", "consents", "()"))
        required = any(name.startswith("balance ") for name in plan.requires)
        if required:
            self.wanted.append(("balances", "balance", None))
        for one in read:
            self.wanted.append(
                (variable(f"member.own.{one.name}"), one.name, "False" if one.kind == "flag" else "None")
            )
        write_keys(out, "m", self.wanted, "USUAL_MEMBER", shape=self.shape)
        self._write_guards(out, read, kept, required, birthday)

    def _write_guards(self, out: Text, read: list[model.Fact], kept: bool, required: bool, birthday: bool) -> None:
        plan = self.plan
        if kept:
            out.line("consents = agreed(consents)")
        for at in range(len(plan.metrics)):
            self._write_metric(out, at)
        if "member.tier" in self.slots:
            out.line("v_member_tier = LEVELS[v_member_tier]")
        if "member.joined" in self.slots:
            self._write_day(out, "v_member_joined", "day")
        if "member.last_order" in self.slots:
            self._write_day(out, "v_member_last_order", str(ABSENT))
        if birthday:
            self._write_birthday(out)
        if required:
            self._write_balances(out)
        for one in read:
            name = variable(f"member.own.{one.name}")
            write_guard(out, one, name, self.shape)
            if one.consent is not None:
                with out.block(f"if {one.consent!r} not in consents:"):
                    out.line(f"{name} = {0 if one.kind == 'flag' else ABSENT}")
        for slot in self.slots:
            if slot.startswith("consent:"):
                out.line(f"{variable(slot)} = {slot.partition(':')[2]!r} in consents")
            if slot in _NOTHING:
                out.line(f"{variable(slot)} = 0")

    def _write_metric(self, out: Text, at: int) -> None:
        """Whole numbers; points of a wallet with decimals are told in whole points."""
        plan = self.plan
        log = plan.logs[plan.metrics[at].log]
        scale = 10 ** plan.wallets[log.wallet].decimals if log.wallet is not None else 1
        if self.shape != "typed":
            with out.block(f"if type(t_{at}) is not int or not 0 <= t_{at} <= {LARGEST_FACT // scale}:"):
                out.line(CAREFUL)
        if f"metric:{at}" in self.slots:
            out.line(f"{variable(f'metric:{at}')} = t_{at}" + (f" * {scale}" if scale > 1 else ""))
        if "basket.ordinal" in self.slots and log.name == "orders" and plan.metrics[at].window.kind == "ever":
            out.line(f"v_basket_ordinal = t_{at} + 1")

    def _write_birthday(self, out: Text) -> None:
        if self.shape != "typed":
            with out.block("if type(born) is tuple:"):
                out.line("year, month, dom = born")
                usual = "0 <= year <= 9999 and 1 <= month <= 12 and 1 <= dom <= 28"
                with out.block(f"if not (type(year) is int is type(month) and type(dom) is int and {usual}):"):
                    out.line(CAREFUL)
        with out.block("else:") if self.shape != "typed" else nullcontext():
            out.line("born = BIRTHDAYS[born]")
        consent = next(
            (one.consent for one in self.plan.facts if one.owner == "member" and one.name == "birthday"), None
        )
        if consent is not None:
            with out.block(f"if {consent!r} not in consents:"):
                out.line("born = None")
        with out.block("if born is None:"):
            names = [variable(slot) for slot in self.slots if slot.startswith("birthday.")]
            out.line(f"{' = '.join(names)} = {ABSENT}")
        with out.block("else:"):
            values = {
                "birthday.month": "born[1]",
                "birthday.day": "born[2]",
                "birthday.date": f"feast_in(*born) if born[0] else {ABSENT}",
            }
            for slot in self.slots:
                if slot in values:
                    out.line(f"{variable(slot)} = {values[slot]}")

    def _write_balances(self, out: Text) -> None:
        plan = self.plan
        needed = [at for at, one in enumerate(plan.wallets) if f"balance {one.name}" in plan.requires]
        write_keys(
            out,
            "balances",
            [(variable(f"balance:{at}"), plan.wallets[at].name, None) for at in needed],
            "NO_NAMES",
            shape="typed" if self.shape == "typed" else "keys",
        )
        for at in needed:
            name, scale = variable(f"balance:{at}"), 10 ** plan.wallets[at].decimals
            if self.shape != "typed":
                with out.block(f"if type({name}) is not int or not 0 <= {name} <= {LARGEST_FACT // scale}:"):
                    out.line(CAREFUL)
            if scale > 1:
                out.line(f"{name} *= {scale}")

    def fields(self) -> list[Field]:
        """What a typed member holds."""
        plan = self.plan
        kinds: dict[str, Field] = {
            "tier": ("tier", "text", False, 0),
            "joined": ("joined", "date", False, 0),
            "last_order": ("last_order", "date", False, 0),
            "birthday": ("birthday", "date", False, 0),
            "consents": ("consents", "texts", False, 0),
            "balance": ("balance", "balances", True, LARGEST_FACT),
        }
        for at, one in enumerate(plan.metrics):
            wallet = plan.logs[one.log].wallet
            scale = 10 ** plan.wallets[wallet].decimals if wallet is not None else 1
            kinds[metric_name(plan, at)] = metric_name(plan, at), "count", True, LARGEST_FACT // scale
        own = {one.name: field_of(one) for one in plan.facts if one.owner == "member" and not one.builtin}
        return with_others([own.get(key) or kinds[key] for _, key, _ in self.wanted], ["id"], plan, "member")

    def wallets(self) -> list[Field]:
        """What the balances of a typed member hold."""
        plan = self.plan
        return [
            (one.name, "count", True, LARGEST_FACT // 10**one.decimals)
            for one in plan.wallets
            if f"balance {one.name}" in plan.requires
        ]

    def usual(self) -> list[str]:
        """Names that a mapping may have on the usual way."""
        return sorted({key for _, key, _ in self.wanted} | {"id"})

    def _write_day(self, out: Text, name: str, missing: str) -> None:
        with out.block(f"if {name} is None:"):
            out.line(f"{name} = {missing}")
        if self.shape == "typed":
            with out.block("else:"):
                out.line(f"{name} = DATES[{name}]")
            return
        with out.block(f"elif type({name}) is not int or not 1 <= {name} <= {FOREVER}:"):
            out.line(CAREFUL)
