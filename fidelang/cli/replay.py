"""`fidelang replay PROGRAM --events FILE.jsonl`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO

import click

from fidelang.cli.output import Format, counted, format_option, refuse, write_json
from fidelang.cli.progress import Progress

if TYPE_CHECKING:
    from fidelang.cli.event_lines import Unusable
    from fidelang.diagnostics import Diagnostic
    from fidelang.engine import Program
    from fidelang.replay import Base, Played, Replay

MOST_LISTED = 20


@click.command()
@click.argument("program", metavar="PROGRAM")
@click.option("--events", required=True, metavar="FILE", help="JSON, an event a line, in the order of time.")
@click.option("--state", metavar="FILE", help="What an earlier replay left; without it, nobody has joined.")
@click.option("--out", metavar="FILE", help="Where the state goes afterwards; may be the file of --state.")
@click.option("--effects", metavar="FILE", help="Where what each event and midnight did goes, JSON lines.")
@click.option("--strict", is_flag=True, help="A line that cannot be used is an error, and nothing is written.")
@format_option
def replay(
    program: str, events: str, state: str | None, out: str | None, effects: str | None, strict: bool, form: Format
) -> int:
    """Run the events of members through a program and keep their states.

    Purchases, returns, rewards, events, consents: whatever happened, once. A line that was played before does nothing,
    so that a file may be sent twice or in pieces; another line with its member and id is refused. Lines that cannot
    be used are counted and listed.
    """
    if "" in (events, state, out, effects):
        raise click.UsageError("--events, --state, --out and --effects take the path of a file, not an empty text")
    _apart(program=program, events=events, out=out, effects=effects)
    _apart(state=state, effects=effects)
    from fidelang.cli.aside import Aside, NoPlace
    from fidelang.cli.files import load

    loaded, errors, sources = load(program)
    if loaded is None:
        return refuse(form, errors, sources)
    base, problem = _base(state, loaded)
    if problem is not None:
        return refuse(form, [problem], {})
    file, problem = _opened(events)
    if file is None or problem is not None:
        return refuse(form, [problem] if problem else [], {})
    try:
        with file, Aside() as aside, Progress() as progress:
            told = aside.open(effects) if effects else None
            kept = aside.open(out) if out else None
            run = _Run(loaded, base, told)
            run.play(file, events, progress)
            if strict and run.unusable:
                return refuse(form, run.errors(events), {})
            if kept is not None:
                from fidelang.state.file import to_text

                kept.write(to_text(run.replay.base, loaded.plan))
            aside.commit()
    except NoPlace as error:
        return refuse(form, [error.diagnostic], {})
    except OSError as error:
        return refuse(form, [_unreadable(events, error.strerror or str(error))], {})
    if form == "json":
        write_json(run.to_json())
    else:
        run.show(events)
    return 0


def _apart(**paths: str | None) -> None:
    """Raise where two options name one file: what is read must not be written over."""
    seen: dict[str, str] = {}
    for option, path in paths.items():
        if path is not None:
            other = seen.setdefault(os.path.realpath(path.replace("\0", "")), option)
            if other != option:
                raise click.UsageError(f"{other} and {option} are the same file, {path}")


def _base(path: str | None, program: Program) -> tuple[Base | None, Diagnostic | None]:
    from fidelang.diagnostics import Diagnostic
    from fidelang.state.faults import StateFault
    from fidelang.state.file import from_text

    if path is None:
        return None, None
    file, problem = _opened(path)
    if file is None:
        return None, problem
    try:
        with file:
            text = file.read().decode("utf-8")
        return from_text(text, program.plan), None
    except UnicodeDecodeError as error:
        fault = StateFault("it is not UTF-8", f"byte {error.start + 1}")
    except OSError as error:
        return None, _unreadable(path, error.strerror or str(error))
    except StateFault as found:
        fault = found
    where = f" ({fault.where})" if fault.where else ""
    return None, Diagnostic.at("FID808", f"{fault.message}{where}", help=fault.help, file=path)


def _opened(path: str) -> tuple[BinaryIO | None, Diagnostic | None]:
    """A plain file, open to be read."""
    from pathlib import Path

    from fidelang.source import Unreadable
    from fidelang.syntax.reading import unreadable

    try:
        if Path(path).is_dir():
            return None, unreadable(Unreadable(path, "folder"))
        if Path(path).exists() and not Path(path).is_file():
            return None, unreadable(Unreadable(path, "special"))
        return open(path, "rb"), None
    except PermissionError:
        return None, unreadable(Unreadable(path, "forbidden"))
    except (OSError, ValueError):  # ValueError: a NUL in the path
        return None, unreadable(Unreadable(path, "missing"))


def _unreadable(path: str, why: str) -> Diagnostic:
    from fidelang.diagnostics import Diagnostic

    return Diagnostic.at("FID807", f"`{path}` cannot be read: {why}", file=path)


class _Run:
    """One file of events played; what was used, passed over and left out."""

    def __init__(self, program: Program, base: Base | None, effects: TextIO | None) -> None:
        from fidelang.replay import Replay

        self.program = program
        self.replay: Replay = Replay(program, base)
        self.effects = effects
        self.played = self.repeated = self.unusable = 0
        self.listed: list[Unusable] = []

    def play(self, file: BinaryIO, name: str, progress: Progress) -> None:
        from fidelang.cli.event_lines import Unusable, read_lines
        from fidelang.engine import InvalidInput

        for number, event in read_lines(file, name, self.program):
            progress.update("replaying", number, None)
            if isinstance(event, Unusable):
                self._leave_out(event)
                continue
            try:
                done = self.replay.play(event)
            except InvalidInput as error:
                self._leave_out(Unusable(number, error.message, error.help))
                done = self.replay.between
            else:
                self.played += done is not None
                self.repeated += done is None
            for each in done or ():
                self._tell(each)

    def _leave_out(self, unusable: Unusable) -> None:
        self.unusable += 1
        if len(self.listed) < MOST_LISTED:
            self.listed.append(unusable)

    def _tell(self, played: Played) -> None:
        if self.effects is None:
            return
        import json

        from fidelang.values import day_text

        event, outcome = played.event, played.outcome
        found: dict[str, Any] = {"member": played.member, "effects": outcome.effects}
        if event is None:
            found |= {"kind": "tick", "at": day_text(played.day)}
        else:
            at = f"{day_text(played.day)}T{event.at[1] // 60:02}:{event.at[1] % 60:02}"
            found |= {"id": event.id, "kind": event.kind, "at": at, "answer": outcome.to_json()}
        self.effects.write(json.dumps(found, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n")

    def errors(self, path: str) -> list[Diagnostic]:
        from fidelang.diagnostics import Diagnostic

        found = [
            Diagnostic.at("FID807", f"line {one.line}: {one.message}", help=one.help, file=path) for one in self.listed
        ]
        if self.unusable > len(found):
            more = f"and {counted(self.unusable - len(found), 'more line')} that cannot be used"
            found.append(Diagnostic.at("FID807", more, file=path))
        return found

    def to_json(self) -> dict[str, Any]:
        from fidelang.values import day_text

        base = self.replay.base
        listed = [
            {"line": one.line, "why": one.message} | ({"help": one.help} if one.help else {}) for one in self.listed
        ]
        return {
            "played": self.played,
            "repeated": self.repeated,
            "unusable": self.unusable,
            "listed": listed,
            "members": len(base.members),
            "day": day_text(base.day) if base.day else None,
        }

    def show(self, path: str) -> None:
        found = self.to_json()
        day = f", up to {found['day']}" if found["day"] else ""
        click.echo(f"{counted(self.played, 'event')} played, {counted(found['members'], 'member')}{day}")
        if self.repeated:
            click.echo(f"{counted(self.repeated, 'event')} played before, passed over")
        if self.unusable:
            click.echo(f"{counted(self.unusable, 'line')} of {path} cannot be used:")
            for one in self.listed:
                click.echo(f"  line {one.line}: {one.message}" + (f"; {one.help}" if one.help else ""))
            if self.unusable > len(self.listed):
                click.echo(f"  and {self.unusable - len(self.listed):,} more")
