"""All measurements: `python -m bench [--suite till] [--quick] [--json FILE] [--page FILE]`.

Equal results are asserted before anything is timed. `--quick` takes fewer turns, for a look; the page that is kept,
`docs/benchmarks.md`, comes from a whole run.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections.abc import Callable
from datetime import date
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bench.rows import HEAD, Report, table

SUITES = ("till",)  # modules of this folder with `run(quick) -> Report`
PACKAGES = ("datalogic-py", "zen-engine", "cel-expr-python", "rule-engine", "msgspec", "numpy", "numba", "polars")


def machine() -> str:
    """What the figures were taken on."""
    name = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        models = [line.partition(":")[2].strip() for line in info.read_text().splitlines() if "model name" in line]
        if models:
            name = f"{len(models)} × {models[0]}"
    found = []
    for package in PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{name}, {platform.system()}, {python}; {', '.join(found) or 'no peer installed'}"


def page(reports: list[Report], command: str) -> str:
    """The text of `docs/benchmarks.md`."""
    parts = [
        "# Benchmarks",
        f"Written by `{command}` on {date.today().isoformat()}; do not edit. Machine: {machine()}.",
        "Each figure is a ratio to a named version in the same run, taken in turns on a machine that may be shared: "
        "the median over the turns. All versions of a path gave the same answers before they were timed. What each "
        "peer is given and does stands beside its figure. `bench/` holds all of it.",
        table(HEAD, [row.cells() for report in reports for row in report.rows]),
    ]
    for report in reports:
        parts.append(f"## {report.name}")
        parts += [f"- {fact}" for fact in report.facts]
        for one in report.details:
            parts += [f"### {one.title}", table(one.head, one.lines)]
    text = "\n\n".join(parts)
    return text.replace("\n\n- ", "\n- ").replace("\n- ", "\n\n- ", 1) + "\n"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--suite", action="append", choices=SUITES, help="only this one; may be repeated")
    asked.add_argument("--quick", action="store_true", help="fewer turns")
    asked.add_argument("--json", type=Path, help="write all figures there")
    asked.add_argument("--page", type=Path, help="write the page there")
    arguments = asked.parse_args()
    reports = []
    for name in arguments.suite or SUITES:
        run: Callable[[bool], Report] = import_module(f"bench.{name}.suite").run
        reports.append(run(arguments.quick))
    for report in reports:
        for one in report.details:
            print(f"\n{one.title}\n{table(one.head, one.lines)}")
        print("\n" + "\n".join(report.facts))
    print("\n" + table(HEAD, [row.cells() for report in reports for row in report.rows]))
    if arguments.json:
        figures = {"machine": machine(), "date": date.today().isoformat(), "suites": [one.plain() for one in reports]}
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    if arguments.page:
        arguments.page.write_text(page(reports, "make bench"), encoding="utf-8")
    if any(row.measured is None for report in reports for row in report.rows):
        print("not all was measured", file=sys.stderr)


if __name__ == "__main__":
    main()
