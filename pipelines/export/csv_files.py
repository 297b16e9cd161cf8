"""Tables as CSV: UTF-8 with a byte order mark, so that Excel reads it, one file a table."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from pipelines.export.cells import csv_text, digits
from pipelines.export.columns import Table, Value
from pipelines.export.schema import TABLES
from pipelines.export.writing import About, Written
from pipelines.records import Amount


class CsvFiles:
    """Writes ``notices.csv`` and so on into a folder."""

    def __init__(self, folder: Path) -> None:
        self._files = ExitStack()
        self._paths = {table.name: folder / f"{table.name}.csv" for table in TABLES}
        self._rows = dict.fromkeys(self._paths, 0)
        self._writers = {}
        for table in TABLES:
            file = self._files.enter_context(
                self._paths[table.name].open("w", encoding="utf-8-sig", newline="")
            )
            self._writers[table.name] = csv.writer(file, lineterminator="\r\n")
            self._writers[table.name].writerow([column.name for column in table.columns])

    def close(self) -> None:
        """Close what is open."""
        self._files.close()

    def write(self, table: Table[Any], row: Sequence[Value]) -> None:
        """One row of a table, its values in the order of the columns."""
        self._writers[table.name].writerow(["" if value is None else _cell(value) for value in row])
        self._rows[table.name] += 1

    def finish(self, about: About) -> list[Written]:
        """Complete the files; one entry a table."""
        self._files.close()
        return [Written(name, path, self._rows[name]) for name, path in self._paths.items()]


def _cell(value: str | Amount | float) -> str:
    if isinstance(value, str):
        return csv_text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, float) else digits(value)
