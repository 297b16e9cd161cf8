"""What is published: all that follows the store reads through here.

A version is published when an original that holds it was fetched by a run with a good verdict.
What a bad run fetched is kept, and waits for a good one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from sqlalchemy import Connection, Select, func, select

from pipelines.store.models import FetchRow, NoticeRow, RunRow, SightingRow, VersionRow
from pipelines.store.runs import GOOD
from pipelines.store.session import Store
from pipelines.store.statements import table

_BATCH = 500
_Key = tuple[str, int, datetime]


class PublishedVersion(NamedTuple):
    """A published version of a notice; ``record`` is its JSON, without the place.

    ``first_seen`` is the first time that a good run fetched an original with this version.
    """

    notice_id: str
    number: int
    source: str
    stage: str
    buyer_id: str | None
    fiscal_year: int | None
    first_seen: datetime
    record: str


def good_originals() -> Select[tuple[str]]:
    """The SHA-256 of every original that a good run fetched."""
    fetches, runs = table(FetchRow), table(RunRow)
    return (
        select(fetches.c.sha256)
        .join(runs, runs.c.id == fetches.c.run_id)
        .where(runs.c.verdict.in_(GOOD))
    )


def published() -> Select[tuple[str, int]]:
    """The published versions, as ``(notice_id, number)``, each once, in no order."""
    seen = table(SightingRow)
    return (
        select(seen.c.notice_id, seen.c.number)
        .where(seen.c.sha256.in_(good_originals()))
        .distinct()
    )


def newest_published() -> Select[tuple[str, int]]:
    """The newest published version of each notice, as ``(notice_id, number)``, in no order."""
    seen = table(SightingRow)
    return (
        select(seen.c.notice_id, func.max(seen.c.number).label("number"))
        .where(seen.c.sha256.in_(good_originals()))
        .group_by(seen.c.notice_id)
    )


def stream_versions(
    store: Store, *, newest: bool = False, source: str | None = None
) -> Iterator[PublishedVersion]:
    """The published versions in the order of (notice_id, number), a few hundred in memory.

    ``newest`` gives the newest of each notice only, ``source`` those of one source. The rows
    are those of one moment, whatever is written meanwhile. Use the iterator up, or close it, to
    give the connection back.
    """
    with store.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            # One moment for all queries; SQLite's transactions are so anyway.
            connection.execution_options(isolation_level="REPEATABLE READ")
        for keys in _batches(_keys(connection, newest)):
            yield from _load(connection, keys, source)


def _keys(connection: Connection, newest: bool) -> Iterator[_Key]:
    """The keys of the published versions in order, each with when it was first seen.

    Only keys are sorted: sorting whole records would need a copy of all of them, and asking for
    each version in turn whether it is published took SQLite five times as long.
    """
    seen, fetches, runs = table(SightingRow), table(FetchRow), table(RunRow)
    good = (
        select(fetches.c.sha256, func.min(fetches.c.fetched_at).label("first"))
        .join(runs, runs.c.id == fetches.c.run_id)
        .where(runs.c.verdict.in_(GOOD))
        .group_by(fetches.c.sha256)
        .cte("good")
    )
    key = (seen.c.notice_id, seen.c.number)
    query = (
        select(*key, func.min(good.c.first))
        .join(good, good.c.sha256 == seen.c.sha256)
        .group_by(*key)
        .order_by(*key)
    )
    last: _Key | None = None
    for id, number, first in connection.execute(query, execution_options={"yield_per": _BATCH}):
        if last is not None and not (newest and last[0] == id):
            yield last
        last = (id, number, first)
    if last is not None:
        yield last


def _batches(keys: Iterable[_Key]) -> Iterator[list[_Key]]:
    """Keys by the hundred."""
    waiting = iter(keys)
    while batch := list(islice(waiting, _BATCH)):
        yield batch


def _load(
    connection: Connection, keys: Sequence[_Key], source: str | None
) -> Iterator[PublishedVersion]:
    """The versions of some keys, in order."""
    versions, notices = table(VersionRow), table(NoticeRow)
    first_seen = {(id, number): first for id, number, first in keys}
    query = (
        select(
            versions.c.notice_id,
            versions.c.number,
            notices.c.source,
            notices.c.stage,
            versions.c.buyer_id,
            versions.c.fiscal_year,
            versions.c.record,
        )
        .join(notices, notices.c.id == versions.c.notice_id)
        .where(versions.c.notice_id.in_([id for id, _, _ in keys]))
        .order_by(versions.c.notice_id, versions.c.number)
    )
    if source is not None:
        query = query.where(notices.c.source == source)
    for row in connection.execute(query):
        if (first := first_seen.get((row.notice_id, row.number))) is not None:
            yield PublishedVersion._make((*row[:-1], first, row[-1]))
