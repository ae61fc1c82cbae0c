"""One basket: twelve rules beside hand-written Python and other engines, a thousand rules beside a hundred."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from statistics import median
from time import process_time_ns
from typing import Any

import fidelang
from bench.rows import Detail, Report, Row
from bench.till import hand, ours, thousand
from bench.till.cases import Case, cases
from bench.till.peers import PEERS, Answer, Peer
from bench.timing import Loop, Subject, in_turns, percentiles, ratio
from fidelang.engine import Program

PROGRAM = Path(__file__).with_name("twelve.fid")
CASES, HOT, COLD = 10_000, 64, 5_000
CONTROL = 0.03


def run(quick: bool = False) -> Report:
    report = Report("One basket at a till")
    program = fidelang.load(PROGRAM)
    every = cases(CASES)
    mine, peers = ours.paths(program), _peers(report)
    _assert_equal(report, every[: CASES // 10] if quick else every, mine, peers)
    _twelve(report, every, mine, peers, 7 if quick else 41)
    _ready(report, 3 if quick else 9)
    _thousand(report, 5 if quick else 21)
    return report


def _peers(report: Report) -> list[Peer]:
    """The peers that are installed; those that are not are named."""
    found = []
    for name, make in PEERS.items():
        try:
            found += make()
        except ImportError:
            report.facts.append(f"{name} is not installed and was left out")
    return found


def _sorted(answer: Answer) -> tuple[int, int, list[str]]:
    return answer[0], answer[1], sorted(answer[2])


def _assert_equal(report: Report, every: Sequence[Case], mine: list[ours.Path], peers: Sequence[Peer]) -> None:
    """Everything answers alike, or the run ends here. Slow peers are held to the first cases."""
    expected = [_sorted(hand.price(case.member, case.basket)) for case in every]
    for path in mine:
        for case, right in zip(every, expected, strict=True):
            found = _sorted(path.answer(case))
            assert found == right, f"{path.name} answers {found}, by hand {right}: {case}"
    report.facts.append(f"equal to the hand-written version in {len(every):,} cases: {', '.join(p.name for p in mine)}")
    for peer in peers:
        some = every[: len(every) if "datalogic" in peer.name else 500]
        for case, right in zip(some, expected, strict=False):
            found = _sorted(peer.read(peer.call(case.flat_text() if peer.text else case.flat)))
            assert found == right, f"{peer.name} answers {found}, by hand {right}: {case.flat}"
        report.facts.append(f"{peer.name}: equal in {len(some):,} cases; {peer.work}")


# ------------------------------------------------------------ the twelve rules


def _by_hand(price: Callable[..., Answer]) -> Loop:
    def loop(pairs: Sequence[Any]) -> None:
        for member, basket in pairs:
            _points, _discount, _rules = price(member, basket)

    return loop


def _by_peer(peer: Peer) -> Loop:
    call = peer.call

    def loop(inputs: Sequence[Any]) -> None:
        for one in inputs:
            call(one)

    return loop


def _subjects(some: Sequence[Case], mine: list[ours.Path], peers: Sequence[Peer]) -> list[Subject]:
    pairs = [(case.member, case.basket) for case in some]
    found = [
        Subject("hand-written", _by_hand(hand.price), pairs, lambda pair: hand.price(*pair)),
        Subject("hand-written, again (control)", _by_hand(hand.same), pairs, lambda pair: hand.same(*pair)),
    ]
    for path in mine:
        inputs = [path.given(case) for case in some]
        found.append(Subject(path.name, path.loop, inputs, path.single))
    for peer in peers:
        inputs = [case.flat_text() if peer.text else case.flat for case in some]
        found.append(Subject(peer.name, _by_peer(peer), inputs, peer.call))
    return found


def _twelve(report: Report, every: Sequence[Case], mine: list[ours.Path], peers: Sequence[Peer], turns: int) -> None:
    hot = _subjects(every[:HOT], mine, peers)
    shuffled = list(every[:COLD])
    Random(COLD).shuffle(shuffled)
    cold = _subjects(shuffled, mine, [peer for peer in peers if peer.quick])
    in_turns(hot, turns)
    in_turns(cold, max(3, turns // 4), once=True)
    figures = {one.name: _figures(one, hot[0]) for one in hot}
    chilled = {one.name: _figures(one, cold[0]) for one in cold}
    lines = []
    for one in hot:
        later = next((other for other in cold if other.name == one.name), None)
        cells = [one.name, f"{figures[one.name][0]:.2f}", f"{figures[one.name][1]:.2f}"]
        if later is not None and later.single is not None:
            p50, p99 = percentiles(later.single, later.inputs)
            cells += [
                f"{chilled[one.name][0]:.2f}",
                f"{chilled[one.name][1]:.2f}",
                f"{p50 / 1e3:.1f}",
                f"{p99 / 1e3:.1f}",
            ]
        else:
            cells += ["–"] * 4
        lines.append(tuple(cells))
    head = ("twelve rules, five lines", "hot us", "hot x", "cold us", "cold x", "p50 us", "p99 us")
    title = f"One basket: x is the time by that of the hand-written version. Hot: {HOT} cases. Cold: {COLD:,}, shuffled"
    report.details.append(Detail(title, head, tuple(lines)))
    control = figures[hot[1].name][1]
    held = "held" if abs(control - 1) <= CONTROL else "NOT HELD: the machine was too restless"
    report.facts.append(f"control, hand-written against itself: {control:.3f}, to be within 1 ± {CONTROL}: {held}")
    report.rows += _rows({one.name: one for one in hot}, hot[0])


def _figures(one: Subject, base: Subject) -> tuple[float, float]:
    """(microseconds a case, ratio to the hand-written version)."""
    return median(one.times) / 1e3, ratio(one, base)


def _rows(hot: dict[str, Subject], base: Subject) -> list[Row]:
    def against(mine: str, other: Subject | None) -> float | None:
        return ratio(hot[mine], other) if mine in hot and other is not None else None

    def faster(mine: str, peer: str) -> float | None:
        return ratio(hot[peer], hot[mine]) if mine in hot and peer in hot else None

    quote = ours.QUOTE
    return [
        Row("dict in (ints, guarded), points + discount + rules applied, hot", against(quote, base), "<=", 1.25, 1.0),
        Row("against datalogic-py, dict in, same work, hot", faster(quote, "datalogic-py, dict in"), ">=", 4, 5),
        Row("against zen expression", faster(quote, "zen expression, dict in"), ">=", 6, 9),
        Row("whole outcome, eager", against(ours.EVALUATE, base), "<=", 3, 2, note="of `evaluate`: awards, discounts"),
        Row(
            "whole outcome, effects and reasons too",
            against(ours.ALL, base),
            "<=",
            3,
            2,
            note="beyond what the bar was set for",
        ),
        Row(
            "JSON to JSON against datalogic `evaluate_str`, same work",
            against(ours.JSON, hot.get("datalogic-py, evaluate_str")),
            "<=",
            0.95,
            0.7,
        ),
    ]


# ------------------------------------------------------------ until it is ready


def _ready(report: Report, runs: int) -> None:
    text = PROGRAM.read_text(encoding="utf-8")
    plan = fidelang.compile_text(text).plan
    case = cases(1)[0]

    def least(work: Callable[[], object]) -> float:
        times = []
        for _ in range(runs):
            start = process_time_ns()
            work()
            times.append(process_time_ns() - start)
        return min(times) / 1e6

    def first(program: Program) -> object:
        return ours.first_answer(program, case)

    source = least(lambda: first(fidelang.compile_text(text)))
    called = least(lambda: first(Program(plan)))
    report.rows.append(Row("twelve rules, source to ready", source, "<=", 60, 20, "ms"))
    report.rows.append(Row("twelve rules, plan to callable", called, "<=", 5, 1, "ms"))
    report.facts.append("ready: parsed, checked, compiled and one basket answered, least of some runs, the parser made")


# ------------------------------------------------------------ a thousand rules


def _thousand(report: Report, turns: int) -> None:
    subjects = {}
    for rules in (100, 1_000):
        program = fidelang.compile_text(thousand.program(rules))
        subjects[rules] = ours.large(program, f"{rules:,} rules", thousand.baskets(rules, HOT))
        applied = ours.applied(program, subjects[rules].inputs)
        report.facts.append(
            f"{rules:,} rules, baskets of {thousand.LINES} lines: {applied:.1f} rules apply in the mean"
        )
    in_turns(list(subjects.values()), turns)
    found = ratio(subjects[1_000], subjects[100])
    lines = tuple((one.name, f"{median(one.times) / 1e3:.1f}") for one in subjects.values())
    report.details.append(Detail("Large programs, baskets of 50 lines", ("program", "hot us"), lines))
    report.rows.append(Row("1,000 rules against 100, basket of 50 lines", found, "<=", 3, 2))
