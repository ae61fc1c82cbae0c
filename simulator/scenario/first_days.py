"""Days of first purchase from a file of transactions beside the scenario."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import TextIO

from simulator.scenario.model import FirstDays
from simulator.scenario.units import parse_date


class UnusableFile(ValueError):
    """The file cannot be used; the message says why, and on which line."""


def first_days(section: FirstDays, folder: Path) -> tuple[date, ...]:
    """Each customer's earliest day, in order of the days. Raises UnusableFile.

    The file lies in the scenario's own folder: a scenario that somebody sent reads nothing else.
    """
    name = section.file
    if "\0" in name:
        raise UnusableFile("the name holds a NUL")
    try:
        file = (folder / name).resolve(strict=True)
        if folder.resolve() not in file.parents:
            raise UnusableFile(f"`{name}` lies outside the scenario's own folder")
        if not file.is_file():
            raise UnusableFile(f"`{name}` is not a plain file")
        with file.open(encoding="utf-8-sig", newline="") as stream:
            first = _earliest(section, stream)
    except FileNotFoundError:
        raise UnusableFile(f"there is no file `{name}` beside the scenario") from None
    except OSError as error:
        raise UnusableFile(f"`{name}` cannot be read: {error.strerror or error}") from None
    except RuntimeError:  # how a loop of links is told
        raise UnusableFile(f"`{name}` is a link that leads back to itself") from None
    if not first:
        raise UnusableFile(f"`{name}` holds no rows")
    return tuple(sorted(first.values()))


def _earliest(section: FirstDays, stream: TextIO) -> dict[str, date]:
    rows = csv.DictReader(stream)
    found: dict[str, date] = {}
    try:
        names = rows.fieldnames or []
        for name in (section.member, section.date):
            if name not in names:
                known = ", ".join(f"`{one}`" for one in names[:20]) or "none"
                raise UnusableFile(f"`{section.file}` has no column `{name}`; its columns are {known}")
        for row in rows:
            member, day = row[section.member], row[section.date]
            if not member or not day:
                raise ValueError("it has fewer columns than the header, or says no customer or day")
            found[member] = min(parse_date(day), found.get(member, date.max))
    except UnusableFile:
        raise
    except UnicodeDecodeError:
        raise UnusableFile(f"`{section.file}` is not UTF-8, below line {rows.line_num}") from None
    except (ValueError, csv.Error) as error:
        raise UnusableFile(f"`{section.file}`, line {rows.line_num}: {error}") from None
    return found
