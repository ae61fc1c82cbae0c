"""The static table of commands: where each lives, what it needs, what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """`target` is "module:function"; `extra` the set of libraries that it needs, `modules` their import names."""

    target: str
    help: str
    extra: str | None = None
    modules: tuple[str, ...] = ()


COMMANDS: dict[str, Entry] = {
    "new": Entry("fidelang.cli.new:new", "Start a program from an example."),
    "check": Entry("fidelang.cli.check:check", "Check programs without running them."),
    "test": Entry("fidelang.cli.test:test", "Play the stories of programs."),
    "eval": Entry("fidelang.cli.evaluate:evaluate", "Evaluate one basket of one member."),
    "backtest": Entry("fidelang.cli.backtest:backtest", "Replay real purchases.", "backtest", ("duckdb",)),
    "replay": Entry("fidelang.cli.replay:replay", "Run events of members and keep their states."),
    "simulate": Entry(
        "simulator.commands:simulate",
        "Project cost, retention and return over a population.",
        "simulate",
        ("numpy", "pydantic", "simpy", "yaml"),
    ),
    "compile": Entry("fidelang.cli.compile:compile_", "Compile a program into one file for a checkout."),
    "schema": Entry("fidelang.cli.schema:schema", "Print the JSON Schema of a member, a basket or an outcome."),
    "dump": Entry("fidelang.cli.dump:dump", "Print a stage of a program: tree, analysis, plan or kernel."),
}
