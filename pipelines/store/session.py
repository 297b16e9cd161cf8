"""Opening the store: SQLite in one file, or PostgreSQL by address."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy
from sqlalchemy import Connection, Engine, event, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError as BadAddress
from sqlalchemy.exc import NoSuchModuleError, SQLAlchemyError

from pipelines.errors import SetupError
from pipelines.lookups import bodies
from pipelines.store.migrations import migrate
from pipelines.store.models import BodyRow, SourceRow
from pipelines.store.statements import table

DEFAULT_URL = "sqlite:///chotatsu.db"
URL_VARIABLE = "CHOTATSU_DATABASE_URL"

# Write-ahead log: readers and one writer don't wait for each other. NORMAL: a power cut may cost
# the last transactions, never the file; a killed process costs nothing that was committed.
# Checking references costs six percent of the time of storing, and shows our mistakes at once.
_PRAGMAS = (
    "PRAGMA busy_timeout = 60000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA cache_size = -65536",  # KiB; more only grows memory with the store, not the speed
    "PRAGMA wal_autocheckpoint = 4000",  # 16 MiB: pages that change often are copied back less
)


@dataclass(frozen=True)
class Store:
    """An open store at the newest schema. ``url`` is its address without the password."""

    engine: Engine
    url: str

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that writes: commits at the end, rolls back on an error.

        On SQLite it waits for other writers at its beginning. One that begins by reading would
        fail at its first write if another process wrote meanwhile.
        """
        with self.engine.connect() as connection:
            connection.execution_options(writes=True)
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Close all connections; the last one folds SQLite's log into the file."""
        self.engine.dispose()


def open_store(url: str | None = None) -> Store:
    """The store at an address, its schema brought up to date and its bodies filled in.

    Without an address ``CHOTATSU_DATABASE_URL`` says which, else ``chotatsu.db`` in the working
    folder. SetupError if it can't be opened.
    """
    address = _address(url or os.environ.get(URL_VARIABLE) or DEFAULT_URL)
    shown = address.render_as_string(hide_password=True)
    try:
        store = Store(_engine(address), shown)
        with store.write() as connection:
            migrate(connection)
            _fill_bodies(connection)
    except (SQLAlchemyError, ImportError) as error:
        reason = str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
        raise SetupError(f"expected a database at {shown}, found: {reason}") from error
    return store


def is_there(url: str | None = None) -> bool:
    """Whether there is a store to look into; opening one that isn't there would make it.

    Only a file can be seen to be missing: a server's database is taken to be there.
    """
    address = _address(url or os.environ.get(URL_VARIABLE) or DEFAULT_URL)
    if not address.drivername.startswith("sqlite"):
        return True
    return bool(address.database) and Path(str(address.database)).exists()


def sync_sources(store: Store, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write the facts of sources (the columns of ``sources``); others stay as they are."""
    sources = table(SourceRow)
    with store.write() as connection:
        known = set(connection.scalars(select(sources.c.name)))
        for row in rows:
            if row["name"] in known:
                connection.execute(sources.update().where(sources.c.name == row["name"]), dict(row))
            else:
                connection.execute(sources.insert(), dict(row))


def _address(url: str) -> URL:
    """The address with its driver; ``postgres://`` and ``postgresql://`` mean psycopg."""
    try:
        address = make_url(url)
    except BadAddress as error:
        raise SetupError(
            f"expected an address like {DEFAULT_URL} or postgresql+psycopg://user@host/name "
            f"in {URL_VARIABLE}, found {url!r}"
        ) from error
    if address.drivername in ("postgres", "postgresql"):
        address = address.set(drivername="postgresql+psycopg")
    if address.drivername not in ("sqlite", "sqlite+pysqlite", "postgresql+psycopg"):
        raise SetupError(
            f"expected sqlite or postgresql in {URL_VARIABLE}, found {address.drivername}"
        )
    return address


def _engine(address: URL) -> Engine:
    """An engine whose JSON is readable and whose SQLite connections are set up."""
    as_text = partial(json.dumps, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    try:
        engine = sqlalchemy.create_engine(address, json_serializer=as_text)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise SetupError(
            "expected the driver of PostgreSQL, found none: pip install 'chotatsu[postgres]'"
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: object) -> None:
    """Settings of a new connection; we begin transactions ourselves, see ``_begin_sqlite``."""
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    """Begin for real. The driver would begin at the first write only, and not before DDL."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _fill_bodies(connection: Connection) -> None:
    """Make the table of bodies what ``data/reference/bodies.csv`` says."""
    stored_bodies = table(BodyRow)
    wanted = {facts.id: asdict(facts) for facts in bodies().values()}
    stored = {row.id: dict(row._mapping) for row in connection.execute(select(stored_bodies))}
    if stored != wanted:
        connection.execute(stored_bodies.delete())
        connection.execute(stored_bodies.insert(), list(wanted.values()))
