"""Files written aside and put in place once all of them are whole: nobody ever reads half of one."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TextIO

from fidelang.diagnostics import Diagnostic


class NoPlace(Exception):
    """A file cannot be written; `diagnostic` says why."""

    def __init__(self, path: str, why: str) -> None:
        self.diagnostic = Diagnostic.at("FID809", f"`{path}` cannot be written: {why}", file=path)
        super().__init__(why)


class Aside:
    """Files by path, in their own folders under another name until `commit`; without it they go."""

    def __init__(self) -> None:
        self._files: list[tuple[str, str, TextIO]] = []

    def __enter__(self) -> Aside:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for _, aside, file in self._files:
            with suppress(OSError):
                file.close()
            with suppress(OSError):
                os.unlink(aside)
        self._files.clear()

    def open(self, path: str) -> TextIO:
        """Raises NoPlace."""
        try:
            target = Path(os.path.realpath(path))  # a link stays one
            if target.exists() and not stat.S_ISREG(target.stat().st_mode):
                raise NoPlace(path, "it is not a plain file")
            if target.exists() and not os.access(target, os.W_OK):
                raise NoPlace(path, "it may not be changed")
            number, aside = tempfile.mkstemp(prefix=f".{target.name[:40]}.", dir=target.parent)
            mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask()
            os.chmod(aside, mode)
        except (OSError, ValueError) as error:
            raise NoPlace(path, getattr(error, "strerror", None) or str(error)) from None
        file = open(number, "w", encoding="utf-8", newline="\n", errors="backslashreplace")  # noqa: SIM115
        self._files.append((str(target), aside, file))
        return file

    def commit(self) -> None:
        """Puts the files in place, in the order in which they were opened. Raises NoPlace."""
        for path, _, file in self._files:
            try:
                file.flush()
                os.fsync(file.fileno())
                file.close()
            except OSError as error:
                raise NoPlace(path, error.strerror or str(error)) from None
        while self._files:
            path, aside, _ = self._files[0]
            try:
                os.replace(aside, path)
            except OSError as error:
                raise NoPlace(path, error.strerror or str(error)) from None
            self._files.pop(0)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
