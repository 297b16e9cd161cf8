"""The statements of the hot path, compiled once for each kind of database.

SQLAlchemy writes the SQL, which differs between databases; rows then go to the driver as
tuples. Binding them one by one through SQLAlchemy would cost more than storing them. New rows
go to PostgreSQL by COPY.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from sqlalchemy import Connection, Table, Text, bindparam, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import psycopg

from pipelines.store.models import (
    Base,
    BidRow,
    FetchRow,
    IssueRow,
    NoticeRow,
    OriginalRow,
    PartyRow,
    SightingRow,
    VersionRow,
)

Row = tuple[Any, ...]
"""The values of a row, in the order of the table's columns."""


def table(model: type[Base]) -> Table:
    """The table of a model."""
    return cast(Table, model.__table__)


@dataclass(frozen=True)
class Statements:
    """SQL text that takes a row for each column of a table, in its order; see ``write``."""

    notices: str
    newest: str
    versions: str
    parties: str
    bids: str
    sightings: str
    issues: str


@cache
def statements(dialect: str) -> Statements:
    """The statements for ``sqlite`` or ``postgresql``."""
    notices, parties, sightings = table(NoticeRow), table(PartyRow), table(SightingRow)
    new_party, new_sighting = upsert(dialect, parties), upsert(dialect, sightings)
    # "C" and BINARY both compare bytes: the same spelling wins on any database and machine.
    collation = "C" if dialect == "postgresql" else "BINARY"
    name = new_party.excluded.name
    return Statements(
        notices=_insert(dialect, notices),
        newest=_sql(
            dialect,
            update(notices)
            .where(notices.c.id == bindparam("notice"))
            .values(version=bindparam("number")),
        ),
        versions=_insert(dialect, table(VersionRow), encoded="record"),
        parties=_sql(
            dialect,
            new_party.on_conflict_do_update(
                index_elements=["id"],
                set_={"name": name, "match_key": new_party.excluded.match_key},
                where=name.collate(collation) < parties.c.name.collate(collation),
            ),
        ),
        bids=_insert(dialect, table(BidRow)),
        sightings=_sql(
            dialect,
            new_sighting.on_conflict_do_update(
                index_elements=["sha256", "notice_id"],
                set_={"number": new_sighting.excluded.number, "at": new_sighting.excluded.at},
            ),
        ),
        issues=_insert(dialect, table(IssueRow)),
    )


@cache
def new_original(dialect: str) -> Any:
    """Insert an original that may be there; gives a row only if it wasn't."""
    originals = table(OriginalRow)
    return upsert(dialect, originals).on_conflict_do_nothing().returning(originals.c.sha256)


@cache
def new_fetch(dialect: str) -> Any:
    """Insert a fetch, or write it again when its original is read again."""
    insert = upsert(dialect, table(FetchRow))
    rest = [column for column in table(FetchRow).c if not column.primary_key]
    return insert.on_conflict_do_update(
        index_elements=["run_id", "position"],
        set_={column.name: insert.excluded[column.name] for column in rest},
    )


def upsert(dialect: str, into: Table) -> Any:
    """An insert that can say what to do with a row that is there."""
    return postgresql.insert(into) if dialect == "postgresql" else sqlite.insert(into)


def write(connection: Connection, sql: str, rows: Iterable[Row]) -> None:
    """Hand rows to the driver, all at once, in the order of their keys.

    Sorted rows touch each page of an index once, and two writers never wait for each other.
    """
    # A row begins with its key, which no other row of the same statement has.
    ordered = sorted(rows)
    if not ordered:
        return
    if sql.startswith("COPY"):
        driver: Any = connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy(sql) as copy:
            for row in ordered:
                copy.write_row(row)
    else:
        connection.exec_driver_sql(sql, ordered)


def _insert(dialect: str, into: Table, encoded: str | None = None) -> str:
    """Text that inserts rows which are not there yet.

    ``encoded`` is a column of long texts that come to SQLite in UTF-8, as it keeps them: to decode
    them for a driver that encodes them again takes a quarter of the time of storing them.
    """
    if dialect == "postgresql":
        names = ", ".join(column.name for column in into.c)
        return f"COPY {into.name} ({names}) FROM STDIN"
    taken: dict[str, Any] = {column.name: bindparam(f"new_{column.name}") for column in into.c}
    if encoded:
        taken[encoded] = taken[encoded].cast(Text)
    return _sql(dialect, upsert(dialect, into).values(taken))


def _sql(dialect: str, statement: Any) -> str:
    """The text of a statement, its values by position."""
    known = (
        psycopg.dialect(paramstyle="format")  # type: ignore[no-untyped-call]
        if dialect == "postgresql"
        else sqlite.dialect(paramstyle="qmark")
    )
    return str(statement.compile(dialect=known))
