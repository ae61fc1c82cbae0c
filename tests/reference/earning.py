"""Give rules, stacks, limits, multipliers, rounding, budgets [14, 17 to 28, 39 to 43]."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from fidelang.syntax import nodes as n
from tests.reference import phases
from tests.reference.expressions import Scope, evaluate, holds
from tests.reference.instant import Counter, Instant
from tests.reference.program import Rule, Wallet
from tests.reference.values import UNKNOWN, Money, floor_to, number_of, rounded


@dataclass
class Gift:
    """What a rule gives: unrounded parts by line, or a whole (line None)."""

    rule: Rule
    wallet: Wallet
    lines: dict[int, Fraction] = field(default_factory=dict)
    flat: Fraction = Fraction(0)
    uncut: Fraction | None = None  # rounded, before limits cut it [98]
    limited: bool = False
    award: Fraction = Fraction(0)

    @property
    def raw(self) -> Fraction:
        return sum(self.lines.values(), start=self.flat)

    def shrink(self, to: Fraction) -> None:
        """Cut to `to`; lines in proportion [18]."""
        raw = self.raw
        if raw > to:
            self.lines = {j: part * to / raw for j, part in self.lines.items()}
            self.flat = self.flat * to / raw


class Earning:
    """The earn rules of one instant, all of one trigger."""

    def __init__(self, instant: Instant, rules: list[Rule], net: list[int]) -> None:
        self.instant = instant
        self.program = instant.program
        basket = instant.basket
        self.amounts = [line.gross for line in basket.lines] if basket and self.program.gross else net
        self.net = net
        self.rules = sorted(rules, key=lambda rule: rule.rank)
        self.reasons: dict[str, str] = {}
        self.gifts: dict[str, Gift] = {}
        self.stacks: dict[str, Any] = {}
        self.stack_uses: list[tuple[Counter, Gift]] = []

    # ------------------------------------------------------------ lines

    def eligible(self, rule: Rule, gift_cards: bool = False) -> list[int]:
        """Lines on which the rule may earn [3, 4, 102]."""
        basket = self.instant.basket
        assert basket is not None
        gift_cards = gift_cards or ("line", "giftcard") in self.program.reads(rule.lines)
        scope = self.instant.scope(self.net)
        chosen = []
        for j, line in enumerate(basket.lines):
            at = scope.at_line(j)
            if line.giftcard and not gift_cards:
                continue
            if self.program.exclude is not None and holds(self.program.exclude, at) is True:
                continue
            if rule.lines is None or holds(rule.lines, at) is True:
                chosen.append(j)
        return chosen

    def scope(self, rule: Rule) -> Scope:
        if self.instant.basket is None:
            return self.instant.scope()
        return self.instant.scope(self.net, lambda gift_cards: self.eligible(rule, gift_cards))

    # ------------------------------------------------------------ the phases

    def run(self) -> None:
        givers = [rule for rule in self.rules if rule.give is not None]
        for rule in givers:
            self._raw(rule)
        self._pick_stacks(givers)
        for rule in givers:
            if rule.name in self.gifts and rule.name not in self.reasons:
                self._limit(self.gifts[rule.name])
        self._round_gives(givers)
        self._multiply([rule for rule in self.rules if rule.multiply is not None])
        self._budgets()
        self._recount_stacks()
        for rule in self.rules:
            gift = self.gifts.get(rule.name)
            if gift is not None and rule.name not in self.reasons:
                if gift.award > 0:
                    self._count(gift)
                    self.instant.outcome.awards.append((rule.name, gift.wallet.name, gift.award))
                else:
                    self.reasons[rule.name] = "nothing"
        self.instant.outcome.skipped += sorted(self.reasons.items())

    def applied(self) -> list[str]:
        return [name for name in self.gifts if name not in self.reasons]

    def _early(self, rule: Rule) -> str | None:
        reason = self.instant.why_not(rule, self.scope(rule))
        if reason is None and self.instant.basket is not None and not self.eligible(rule):
            reason = "no_line"
        return reason

    def _raw(self, rule: Rule) -> None:
        assert rule.give is not None
        wallet = self.program.wallets[rule.give.wallet.text]
        reason = self._early(rule)
        stack = phases.stack_of(self.instant, rule, self.scope(rule)) if reason is None else None
        if reason is None:
            reason = phases.exhausted(self.instant, rule, stack)
        if reason is not None:
            self.reasons[rule.name] = reason
            return
        if stack is not None:
            self.stacks[rule.name] = stack
        gift = self.gifts[rule.name] = Gift(rule, wallet)
        self._give(gift)
        self._cap_lines(gift)

    def _cap_lines(self, gift: Gift) -> None:
        """What the rule gives to one line, unrounded and before all other limits [160]."""
        for limit in gift.rule.line_limits:
            cap = self.instant.counter((), limit.amount, limit.per).cap
            if not isinstance(limit.amount, n.NamedGrant) and isinstance(
                evaluate(limit.amount, self.scope(gift.rule)), Money
            ):
                assert gift.wallet.worth is not None
                cap = floor_to(cap / gift.wallet.worth, gift.wallet.decimals)
            gift.lines = {j: min(part, cap) for j, part in gift.lines.items()}

    def _give(self, gift: Gift) -> None:
        rule, give = gift.rule, gift.rule.give
        scope = self.scope(rule)
        if isinstance(give, n.GivePoints):
            self._by_base(gift, give.base, lambda _j: number_of(evaluate(give.count, scope)))
        elif isinstance(give, n.GiveShare):
            share, worth = number_of(evaluate(give.share, scope)), gift.wallet.worth
            assert worth is not None
            for j in self.eligible(rule):
                gift.lines[j] = share * Fraction(self.amounts[j], self.program.minor) / worth
        elif isinstance(give, n.GiveTable):
            by_line = any(path[0] == "line" for path in self.program.reads(give.table.subject))
            self._by_base(
                gift, give.base, lambda j: table(give.table, scope.at_line(j) if by_line and j is not None else scope)
            )

    def _by_base(self, gift: Gift, base: n.RateBase | None, factor: Any) -> None:
        if base is None or base.unit == "order":
            gift.flat = factor(None)
            return
        basket, minor = self.instant.basket, self.program.minor
        assert basket is not None
        lines = self.eligible(gift.rule)
        if base.unit == "item":
            gift.lines = {j: factor(j) * basket.lines[j].units for j in lines}
        elif base.money is not None:
            step = base.money.amount
            if base.full:
                gift.flat = factor(None) * (Fraction(sum(self.amounts[j] for j in lines), minor) / step // 1)
            else:
                gift.lines = {j: factor(j) * Fraction(self.amounts[j], minor) / step for j in lines}
        else:
            assert base.number is not None
            assert base.of is not None
            step, scope = base.number.value, self.scope(gift.rule)
            if base.of.path[0] != "line":
                value = evaluate(base.of, scope)
                steps = Fraction(0) if value is UNKNOWN else number_of(value) / step
                gift.flat = factor(None) * (steps // 1 if base.full else steps)
                return
            values = {j: evaluate(base.of, scope.at_line(j)) for j in lines}
            known = {j: number_of(value) for j, value in values.items() if value is not UNKNOWN}
            if base.full:
                gift.flat = factor(None) * (sum(known.values(), start=Fraction(0)) / step // 1)
            else:
                gift.lines = {j: factor(j) * value / step for j, value in known.items()}

    def _pick_stacks(self, givers: list[Rule]) -> None:
        """Candidates that would give something; best and cheapest compare money [17]."""
        for name in {stack.name for stack in self.stacks.values()}:
            mode = phases.mode_of(self.program.stacks[name])
            if mode == "all":
                continue
            members = [rule for rule in givers if rule.name in self.stacks and rule.stack == name]
            worths = [(rule, self._stack_worth(self.gifts[rule.name])) for rule in members]
            candidates = [(rule, value) for rule, value in worths if self.gifts[rule.name].raw > 0]
            if not candidates:
                continue
            winner = candidates[0][0]
            if mode != "first":
                best = (max if mode == "best" else min)(value for _, value in candidates)
                winner = next(rule for rule, value in candidates if value == best)
            for rule in members:
                if rule is not winner:
                    self.reasons[rule.name] = "stack"

    def _stack_worth(self, gift: Gift) -> Fraction:
        own, _, _ = phases.counters_of(self.instant, gift.rule, None)
        value = gift.raw
        for counter in own:
            value = min(value, self._points_left(counter, gift.wallet))
        return value * (gift.wallet.worth or 1)

    def _points_left(self, counter: Counter, wallet: Wallet) -> Fraction:
        """What a counter leaves, in points of the wallet, down to its unit [39]."""
        if counter.kind == "times":
            return Fraction(10**30)
        left = max(Fraction(0), self.instant.left(counter))
        if counter.kind == "money":
            assert wallet.worth is not None
            left /= wallet.worth
        return floor_to(left, wallet.decimals)

    def _limit(self, gift: Gift) -> None:
        """Own limits, before any multiplier reads what the rule gave [18]; then its stack's, in the order of `first`."""
        own, _, shared = phases.counters_of(self.instant, gift.rule, self.stacks.get(gift.rule.name))
        left = min([self._points_left(counter, gift.wallet) for counter in own + shared], default=None)
        if any(counter.kind == "times" and self.instant.left(counter) <= 0 for counter in shared):
            left = Fraction(0)  # used up by another rule of the stack [97]
        gift.uncut = self._rounded(gift)
        if left is not None and gift.raw > left:
            gift.limited = True
            gift.shrink(left)
        gift.award = self._rounded(gift) if not gift.limited else min(gift.uncut, left or Fraction(0))
        if left is not None:
            gift.award = min(gift.award, left)
        for counter in shared:  # a stack's limit is shared by the rules that it picks
            self.stack_uses.append((counter, gift))
            self.instant.use(counter, self._used(counter, gift))

    def _used(self, counter: Counter, gift: Gift) -> Fraction:
        if counter.kind == "times":
            return Fraction(int(gift.award > 0))
        return self._cost(gift, counter)

    def _round_gives(self, givers: list[Rule]) -> None:
        """Rules out of a shared `times` limit after others of their stack gave nothing more."""
        for rule in givers:
            gift = self.gifts.get(rule.name)
            if gift is not None and rule.name not in self.reasons and gift.award == 0:
                self.reasons[rule.name] = "limit" if gift.limited else "nothing"

    def _rounded(self, gift: Gift) -> Fraction:
        return round_parts(self.instant, gift.wallet, gift.lines, gift.flat)

    # ------------------------------------------------------------ multipliers

    def _multiply(self, rules: list[Rule]) -> None:
        live: dict[str, tuple[Rule, list[int] | None]] = {}
        for rule in rules:
            reason = self._early(rule)
            targets = [gift for gift in self._targets(rule) if self._gave(gift)]
            lines = self.eligible(rule) if rule.lines is not None else None
            if reason is None and not any(self._on(gift, lines) for gift in targets):
                reason = "target"
            if reason is None:
                reason = phases.exhausted(self.instant, rule, None)
            if reason is not None:
                self.reasons[rule.name] = reason
            else:
                live[rule.name] = (rule, lines)
        for name in sorted(live):
            rule, lines = live[name]
            targets = self._targets(rule)
            gift = self.gifts[name] = Gift(rule, targets[0].wallet if targets else self._wallet(rule))
            for target in targets:
                if not self._gave(target):
                    continue
                for j, part in target.lines.items():
                    if lines is None or j in lines:
                        gift.lines[j] = gift.lines.get(j, Fraction(0)) + part * self._extra(live, name, target, j)
                if lines is None:
                    gift.flat += target.flat * self._extra(live, name, target, None)
            gift.award = self._rounded(gift)
            own, _, _ = phases.counters_of(self.instant, rule, None)
            left = min([self._points_left(counter, gift.wallet) for counter in own], default=gift.award)
            if gift.award == 0:
                self.reasons[name] = "nothing"
            elif left == 0:
                self.reasons[name] = "limit"
            gift.award = min(gift.award, left)

    def _gave(self, gift: Gift) -> bool:
        """Unrounded: an award that rounds to nothing was given [26]."""
        return self.reasons.get(gift.rule.name, "nothing") == "nothing" and gift.raw > 0

    def _on(self, gift: Gift, lines: list[int] | None) -> bool:
        return lines is None or any(part > 0 for j, part in gift.lines.items() if j in lines)

    def _wallet(self, rule: Rule) -> Wallet:
        assert rule.multiply is not None
        name = rule.multiply.targets[0].text
        if name in self.program.wallets:
            return self.program.wallets[name]
        give = self.program.rules[name].give
        assert give is not None
        return self.program.wallets[give.wallet.text]

    def _targets(self, rule: Rule) -> list[Gift]:
        """Rules named, or every give rule of a wallet named [19]."""
        assert rule.multiply is not None
        found = []
        for name in (each.text for each in rule.multiply.targets):
            if name in self.program.wallets:
                found += [g for g in self.gifts.values() if g.wallet.name == name and g.rule.give is not None]
            elif name in self.gifts:
                found.append(self.gifts[name])
        return list({gift.rule.name: gift for gift in found}.values())

    def _factor(self, rule: Rule, j: int | None) -> Fraction:
        assert rule.multiply is not None
        factor, scope = rule.multiply.factor, self.scope(rule)
        if isinstance(factor, n.Table):
            by_line = any(path[0] == "line" for path in self.program.reads(factor.subject))
            return table(factor, scope.at_line(j) if by_line and j is not None else scope)
        return number_of(evaluate(factor, scope))

    def _extra(
        self, live: dict[str, tuple[Rule, list[int] | None]], name: str, target: Gift, j: int | None
    ) -> Fraction:
        """f − 1; under `compound` times the factors of the multipliers before it by name [22]."""
        own = max(Fraction(0), self._factor(live[name][0], j) - 1)
        if not self.program.compound:
            return own
        for other in sorted(live):
            if other == name:
                break
            rule, lines = live[other]
            covered = lines is None or (j is not None and j in lines)
            if covered and target.rule.name in [each.rule.name for each in self._targets(rule)]:
                own *= max(Fraction(1), self._factor(rule, j))
        return own

    # ------------------------------------------------------------ budgets and counting

    def _budgets(self) -> None:
        """The campaign's, then by name; the covered awards of the instant together [42, 43]."""
        for budget in self.program.budgets:
            counter = self.instant.counter_of(budget)
            covered = [
                gift
                for gift in self.gifts.values()
                if gift.rule.name not in self.reasons and gift.award > 0 and budget.covers(gift.rule.name)
                and (counter.kind == "money" or gift.wallet.name == cap_wallet(budget.amount))
            ]  # fmt: skip
            total = sum((self._cost(gift, counter) for gift in covered), start=Fraction(0))
            left = max(Fraction(0), self.instant.left(counter))
            if total > left:
                for gift in covered:
                    gift.award = (
                        floor_to(gift.award * left / total, gift.wallet.decimals) if budget.scales else Fraction(0)
                    )
                    if gift.award == 0:
                        self.reasons[gift.rule.name] = "budget"
        for budget in self.program.budgets:
            counter = self.instant.counter_of(budget)
            for gift in self.gifts.values():
                if gift.rule.name not in self.reasons and budget.covers(gift.rule.name):
                    self.instant.use(counter, self._cost(gift, counter))

    def _cost(self, gift: Gift, counter: Counter) -> Fraction:
        return gift.award if counter.kind == "points" else gift.award * (gift.wallet.worth or 0)

    def _recount_stacks(self) -> None:
        """Budgets may have lowered what rules used of their stack's limits."""
        keys = {counter.key for counter, _ in self.stack_uses}
        self.instant.pending[:] = [each for each in self.instant.pending if each[0].key not in keys]
        for counter, gift in self.stack_uses:
            if gift.rule.name not in self.reasons:
                self.instant.use(counter, self._used(counter, gift))

    def _count(self, gift: Gift) -> None:
        """Counters count what was given in the end [39]."""
        own, stock, _ = phases.counters_of(self.instant, gift.rule, None)
        if stock is not None:
            self.instant.use(stock, Fraction(1))
        for counter in own:
            if counter.kind == "times":
                self.instant.use(counter, Fraction(1))
            else:
                self.instant.use(counter, self._cost(gift, counter))


def cap_wallet(amount: Any) -> str | None:
    wallet = getattr(amount, "wallet", None)
    return wallet.text if wallet is not None else None


def round_parts(instant: Instant, wallet: Wallet, lines: dict[int, Fraction], flat: Fraction) -> Fraction:
    """Once; or line by line, or item by item, what is whole once [26]."""
    if wallet.per == "order" or instant.basket is None:
        return rounded(sum(lines.values(), start=flat), wallet.decimals, wallet.mode)
    award = rounded(flat, wallet.decimals, wallet.mode)
    for j, part in lines.items():
        units = instant.basket.lines[j].units if wallet.per == "item" else Fraction(1)
        award += rounded(part / units, wallet.decimals, wallet.mode) * units
    return award


def table(node: n.Table, scope: Scope) -> Fraction:
    """The value of the row that fits; 0 if none does or the subject is unknown [25, 101]."""
    subject = evaluate(node.subject, scope)
    if subject is UNKNOWN:
        return Fraction(0)
    bracket = any(row.to is not None or row.above for row in node.rows)
    if bracket and number_of(subject) <= 0:
        return Fraction(0)
    for row in node.rows:
        if row.to is not None and number_of(subject) <= number_of(evaluate(row.to, scope)):
            return number_of(evaluate(row.value, scope))
        if row.above or row.otherwise:
            return number_of(evaluate(row.value, scope))
        for key in row.keys:
            from tests.reference.expressions import compare

            if compare("=", subject, evaluate(key, scope)) is True:
                return number_of(evaluate(row.value, scope))
    return Fraction(0)
