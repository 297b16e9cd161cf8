"""Bulk files of the register into the store: a newer row wins, the same row changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from pipelines.register.layout import KEPT
from pipelines.register.rows import Counted, Row, chunks
from pipelines.store.session import Store

# Chunks of a transaction: others that write wait less than a second.
_CHUNKS = 60
_NEWER = ("updated", "latest")
_TEXTS = [f"{column}_{place}" for column, of in KEPT.items() for place in range(len(of))]
_WHOLE = {"number": "bigint", "latest": "integer", "hidden": "integer"}


@dataclass
class Imported(Counted):
    """What importing did: rows written (new, or newer than what stood there), rows as before."""

    written: int = 0
    files: list[str] = field(default_factory=list)

    @property
    def same(self) -> int:
        """Valid rows that changed nothing: there already, or older than the row that is there."""
        return self.rows - self.written - sum(self.invalid.values())


def import_files(
    store: Store,
    paths: Iterable[Path],
    progress: Callable[[str, int, int], None] | None = None,
) -> Imported:
    """Import bulk files, full or of a day's differences, in any order.

    Of two rows with one number that with the later date of update stays; on one day the row
    marked as the latest; of two such the one met later. Some thousand rows are a transaction, so
    that others can write meanwhile and a killed import is finished by repeating it.
    """
    done = Imported()
    for path in paths:
        found = chunks(path, done, _named(path, progress))
        for first in found:
            with store.write() as connection:
                done.written += _write(connection, chain([first], islice(found, _CHUNKS - 1)))
        done.files.append(path.name)
    return done


def _named(
    path: Path, progress: Callable[[str, int, int], None] | None
) -> Callable[[int, int], None] | None:
    if progress is None:
        return None
    return lambda read, size: progress(path.name, read, size)


def _write(connection: Connection, found: Iterable[list[Row]]) -> int:
    """Write chunks of rows; how many rows were new or newer."""
    if connection.dialect.name == "sqlite":
        return sum(connection.exec_driver_sql(_sqlite(), rows).rowcount for rows in found if rows)
    connection.exec_driver_sql(_staging())
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy("COPY register_rows FROM STDIN") as copy:
        for place, row in enumerate(chain.from_iterable(found)):
            copy.write_row((place, *row))
    return connection.exec_driver_sql(_postgresql()).rowcount


@cache
def _sqlite() -> str:
    """One row of the file in, by ``executemany``; texts become numbers by their columns."""
    values = ", ".join(_value(column, ["?"] * len(fields)) for column, fields in KEPT.items())
    return f"INSERT INTO register ({', '.join(KEPT)}) VALUES ({values}) {_unless_older('IS NOT')}"


@cache
def _staging() -> str:
    """A table of texts for COPY, emptied at the end of each transaction."""
    texts = ", ".join(f"{name} text" for name in _TEXTS)
    return f"CREATE TEMP TABLE register_rows (place integer, {texts}) ON COMMIT DROP"


@cache
def _postgresql() -> str:
    """Of each number the newest row in the staging table, unless the register's is newer."""
    texts = iter(_TEXTS)
    values = ", ".join(
        _value(column, [next(texts) for _ in fields], cast=True) for column, fields in KEPT.items()
    )
    return (
        f"INSERT INTO register ({', '.join(KEPT)}) "
        f"SELECT DISTINCT ON (number_0) {values} FROM register_rows "
        "ORDER BY number_0, updated_0 DESC, latest_0 DESC, place DESC "
        f"{_unless_older('IS DISTINCT FROM')}"
    )


def _value(column: str, texts: Sequence[str], cast: bool = False) -> str:
    """The SQL of a column's value from its texts."""
    joined = " || ".join(texts)
    return f"CAST({joined} AS {_WHOLE[column]})" if cast and column in _WHOLE else joined


def _unless_older(differs: str) -> str:
    """What to do where the number is there: take the row that isn't older and says anything new."""
    rest = [column for column in KEPT if column != "number"]

    def listed(table: str, columns: Iterable[str]) -> str:
        return "(" + ", ".join(f"{table}.{column}" for column in columns) + ")"

    return (
        f"ON CONFLICT (number) DO UPDATE SET {', '.join(f'{c} = excluded.{c}' for c in rest)} "
        f"WHERE {listed('excluded', _NEWER)} >= {listed('register', _NEWER)} "
        f"AND {listed('excluded', rest)} {differs} {listed('register', rest)}"
    )
