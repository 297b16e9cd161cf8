"""Tables as Parquet, one file a table, written by DuckDB from lines of JSON."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import msgspec

from pipelines.export.cells import plain
from pipelines.export.columns import Kind, Table, Value
from pipelines.export.schema import TABLES
from pipelines.export.writing import About, Written
from pipelines.store.columns import fits

# Days stay text: some are printed with a time, and some can't be true.
_TYPES: dict[Kind, str] = {
    "text": "VARCHAR",
    "date": "VARCHAR",
    "time": "VARCHAR",
    "integer": "BIGINT",
    "yen": "DECIMAL(20,4)",
    "decimal": "DOUBLE",
    "boolean": "BOOLEAN",
}
# One thread and the order of the rows: the same rows give the same bytes. Extensions would be
# downloads; json and parquet are built in.
_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "preserve_insertion_order": True,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "memory_limit": "256MB",
}
# Rows that are held in memory before they are written.
_GROUP = 20_480


class ParquetFiles:
    """Writes ``notices.parquet`` and so on into a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = ExitStack()
        self._rows = {table.name: 0 for table in TABLES}
        self._lines = {
            table.name: self._files.enter_context(self._source(table).open("wb"))
            for table in TABLES
        }

    def close(self) -> None:
        """Close what is open."""
        self._files.close()

    def write(self, table: Table[Any], row: Sequence[Value]) -> None:
        """One row of a table, its values in the order of the columns."""
        cells = {
            column.name: _cell(value)
            for column, value in zip(table.columns, row, strict=True)
            if value is not None
        }
        self._lines[table.name].write(msgspec.json.encode(cells) + b"\n")
        self._rows[table.name] += 1

    def finish(self, about: About) -> list[Written]:
        """Complete the files; one entry a table."""
        self._files.close()
        settings = {**_SETTINGS, "temp_directory": str(self._folder / "spill")}
        with duckdb.connect(config=settings) as database:
            return [self._convert(database, table) for table in TABLES]

    def _source(self, table: Table[Any]) -> Path:
        return self._folder / f"{table.name}.jsonl"

    def _convert(self, database: duckdb.DuckDBPyConnection, table: Table[Any]) -> Written:
        """Turn the lines of one table into its file."""
        path = self._folder / f"{table.name}.parquet"
        types = ", ".join(f"'{column.name}': '{_TYPES[column.kind]}'" for column in table.columns)
        database.execute(
            f"COPY (SELECT * FROM read_json({_quoted(self._source(table))}, "
            f"format = 'newline_delimited', columns = {{{types}}})) "
            f"TO {_quoted(path)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_GROUP})"
        )
        self._source(table).unlink()
        return Written(table.name, path, self._rows[table.name])


def _cell(value: Value) -> Value:
    """A value for JSON; amounts as text, so that they stay exact on their way to DECIMAL.

    One that DECIMAL can't hold is left out; an issue amountOutOfRange tells of it.
    """
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, Decimal):
        return f"{value:f}" if fits(value) else None
    if isinstance(value, int) and not isinstance(value, bool):
        return value if fits(value) else None
    return value


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
