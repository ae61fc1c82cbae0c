"""A file of transactions through duckdb, out of core: CSV or Parquet, every value as its exact text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from fidelang.diagnostics import Diagnostic

if TYPE_CHECKING:
    import duckdb

BATCH = 8192
DELIMITERS = ",;\t|"
_PARQUET = b"PAR1"
_FOREIGN = {
    codecs.BOM_UTF16_LE: ("is saved as UTF-16", "save it again as CSV in UTF-8"),
    codecs.BOM_UTF16_BE: ("is saved as UTF-16", "save it again as CSV in UTF-8"),
    b"PK\x03\x04": ("is a spreadsheet or a zip file", "export the sheet as CSV in UTF-8, or unpack it"),
    b"\xd0\xcf\x11\xe0": ("is a spreadsheet", "export the sheet as CSV in UTF-8"),
    b"\x1f\x8b": ("is compressed", "unpack it first"),
}
Values = tuple[str | None, ...]


class Unusable(Exception):
    """The file cannot be read as a table."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class Transactions:
    """An open file. `header`: its columns; `parquet`: it has no lines of text."""

    def __init__(self, path: str, connection: duckdb.DuckDBPyConnection) -> None:
        """Raises Unusable for a file that is not there or is no table."""
        self.path = path
        self.parquet = self._looked()
        self.delimiter = "" if self.parquet else _delimiter(path)
        self._connection = connection
        pattern = re.sub(r"([*?\[])", r"[\1]", path)  # duckdb would read these as patterns of several files
        self._pattern = pattern
        self.header = tuple(str(column[0]) for column in self._execute(f"DESCRIBE SELECT * FROM {self._table()}"))

    def rows(self, columns: Sequence[str]) -> Iterator[Values]:
        """The texts of these columns, row by row, in the order of the file. Rows of CSV that do not have the header's
        number of columns are left out; `malformed` says which they were, once all rows are read."""
        wanted = ", ".join(f'CAST("{column.replace(chr(34), chr(34) * 2)}" AS VARCHAR)' for column in columns)
        cursor = self._run(f"SELECT {wanted} FROM {self._table()}")
        while True:
            try:
                batch = cursor.fetchmany(BATCH)
            except self._errors() as error:
                raise self._unusable(error) from error
            if not batch:
                return
            yield from batch

    def malformed(self) -> list[tuple[int, str]]:
        """(line, reason) of the rows that `rows` left out."""
        if self.parquet:
            return []
        found = self._execute("SELECT line, min(error_type) FROM reject_errors GROUP BY line ORDER BY line")
        return [(int(str(line)), _REASONS.get(str(kind), str(kind).lower())) for line, kind in found]

    def _looked(self) -> bool:
        path = Path(self.path)
        problem, help = None, ""
        try:
            if path.is_dir():
                problem = "is a folder"
            elif not path.exists():
                problem = "is not there"
            elif not path.is_file():
                problem = "is not a plain file"
            elif path.stat().st_size == 0:
                problem = "is empty"
            else:
                with open(path, "rb") as file:
                    head = file.read(4096)
                foreign = next((said for mark, said in _FOREIGN.items() if head.startswith(mark)), None)
                if foreign is None and head.strip():
                    return head.startswith(_PARQUET)
                problem, help = foreign or ("is empty", "")
        except (OSError, ValueError) as error:
            problem = f"cannot be read: {getattr(error, 'strerror', None) or error}"
        raise Unusable(Diagnostic.at("FID805", f"`{self.path}` {problem}", help=help, file=self.path))

    def _table(self) -> str:
        if self.parquet:
            return f"read_parquet({_text(self._pattern)})"
        shape = f"delim={_text(self.delimiter)}, quote='\"', escape='\"', header=true, all_varchar=true"
        return f"read_csv({_text(self._pattern)}, {shape}, store_rejects=true, rejects_limit=0)"

    def _run(self, query: str) -> duckdb.DuckDBPyConnection:
        try:
            return self._connection.execute(query)
        except self._errors() as error:
            raise self._unusable(error) from error

    def _execute(self, query: str) -> list[tuple[object, ...]]:
        return self._run(query).fetchall()

    def _errors(self) -> type[Exception]:
        import duckdb

        return duckdb.Error

    def _unusable(self, error: Exception) -> Unusable:
        first = str(error).strip().splitlines()[0]
        said = re.sub(r"^[A-Z][A-Za-z ]* Error: ", "", first)
        kind = "Parquet" if self.parquet else "CSV"
        if said.startswith("Error when sniffing"):
            said = "its lines do not make a table"
        return Unusable(
            Diagnostic.at(
                "FID805",
                f"`{self.path}` cannot be read as {kind}: {said}",
                help="" if self.parquet else "its first line names the columns; a quoted value must end",
                file=self.path,
            )
        )


_REASONS = {
    "MISSING COLUMNS": "it has fewer columns than the header",
    "TOO MANY COLUMNS": "it has more columns than the header",
    "UNQUOTED VALUE": "a quoted value does not end",
    "INVALID ENCODING": "it is not UTF-8",
    "LINE SIZE OVER MAXIMUM": "it is too long",
}


class Connection:
    """A duckdb of our own, on no file, that loads nothing from elsewhere and spills to a folder of ours."""

    def __init__(self, folder: str) -> None:
        import duckdb

        self.duckdb = duckdb.connect(
            config={"temp_directory": folder, "autoinstall_known_extensions": "false", "threads": "2"}
        )

    def __enter__(self) -> duckdb.DuckDBPyConnection:
        return self.duckdb

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.duckdb.close()


def _delimiter(path: str) -> str:
    """The sign that parts the names of the header: the most frequent of those in use, a comma if there is none."""
    with open(path, "rb") as file:
        header = file.readline(65536).decode("utf-8", "replace")
    return max(DELIMITERS, key=header.count)


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
