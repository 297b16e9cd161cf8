"""Reading what the store publishes: a stream of entries in one order on any database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, func, or_, select

from pipelines.export.entries import Entry, IssueEntry, Place
from pipelines.export.filter import Filter
from pipelines.records import At, Issue, from_json
from pipelines.store.models import (
    FetchRow,
    IssueRow,
    LinkRow,
    NoticeRow,
    RunRow,
    SightingRow,
    SourceRow,
    VersionRow,
)
from pipelines.store.published import EARLIEST, GOOD, by_good_runs
from pipelines.store.session import Store

# Notices fetched from the database at once: few enough to keep memory flat.
_BATCH = 500

_at = msgspec.json.Decoder(At)


@contextmanager
def snapshot(store: Store) -> Iterator[Connection]:
    """A connection that reads, and sees the store as it was at its first statement."""
    with store.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection
            return
        # Sorting takes as much memory as the cache may have, some times over.
        usual = connection.exec_driver_sql("PRAGMA cache_size").scalar()
        connection.exec_driver_sql("PRAGMA cache_size = -4096")
        try:
            yield connection
        finally:
            connection.exec_driver_sql(f"PRAGMA cache_size = {usual}")


def count(connection: Connection, where: Filter) -> int:
    """How many notices ``batches`` will give, those included that the filter then refuses."""
    wanted = _newest(where, connection.dialect.name).order_by(None).subquery()
    return connection.scalar(select(func.count()).select_from(wanted)) or 0


def batches(connection: Connection, where: Filter) -> Iterator[list[Entry]]:
    """The newest published version of every notice that may match, some at a time.

    Ordered by source, day and id. The place is that of the first good fetch which held it.
    """
    wanted = _newest(where, connection.dialect.name)
    result = connection.execute(wanted.execution_options(yield_per=_BATCH))
    for rows in result.partitions():
        yield [_entry(row) for row in rows]


def issues_of(connection: Connection, entries: Sequence[Entry]) -> Iterator[IssueEntry]:
    """The issues of some notices in the originals that their rows come from, in their order."""
    found: dict[tuple[str, str | None], list[Issue]] = {}
    wanted = (
        select(IssueRow.sha256, IssueRow.notice_id, IssueRow.code, IssueRow.label)
        .add_columns(IssueRow.text, IssueRow.cell)
        .where(IssueRow.notice_id.in_([entry.id for entry in entries]))
        .order_by(IssueRow.sha256, IssueRow.position)
    )
    for row in connection.execute(wanted):
        found.setdefault((row.sha256, row.notice_id), []).append(_issue(row))
    for entry in entries:
        for issue in found.get((entry.place.sha256, entry.id), ()):
            yield IssueEntry(entry.place, issue, entry)


def issues_of_files(connection: Connection, where: Filter) -> Iterator[IssueEntry]:
    """The issues of whole files; none where the filter asks for certain notices."""
    if where.by_notice:
        return
    fetch, bytewise = _first_fetches(), _bytewise(connection.dialect.name)
    wanted = (
        select(IssueRow.sha256, IssueRow.code, IssueRow.label, IssueRow.text, IssueRow.cell)
        .add_columns(fetch.c.source, fetch.c.url, fetch.c.fetched_at)
        .join(fetch, fetch.c.sha256 == IssueRow.sha256)
        .where(fetch.c.rank == 1, IssueRow.notice_id.is_(None))
        .order_by(fetch.c.source.collate(bytewise), IssueRow.sha256, IssueRow.position)
    )
    if where.source is not None:
        wanted = wanted.where(fetch.c.source == where.source)
    for row in connection.execute(wanted.execution_options(yield_per=_BATCH)):
        place = Place(row.source, row.url, row.sha256, row.fetched_at)
        yield IssueEntry(place, _issue(row), None)


def sources(connection: Connection, where: Filter) -> list[Row[Any]]:
    """The sources, each with its newest good run: name, title, home, terms, started, ended."""
    newest = (
        select(RunRow.source, func.max(RunRow.started).label("started"))
        .where(RunRow.verdict.in_(GOOD))
        .group_by(RunRow.source)
        .subquery()
    )
    wanted = (
        select(newest.c.source.label("name"), newest.c.started)
        .add_columns(SourceRow.title, SourceRow.home, SourceRow.terms)
        .join(SourceRow, SourceRow.name == newest.c.source, isouter=True)
        .order_by(newest.c.source)
    )
    if where.source is not None:
        wanted = wanted.where(newest.c.source == where.source)
    return list(connection.execute(wanted))


def withdrawn(connection: Connection, where: Filter) -> int:
    """How many notices of the sources their publishers have withdrawn since a good run saw them."""
    wanted = select(func.count()).where(
        NoticeRow.withdrawn.is_not(None), NoticeRow.first_seen.is_not(None)
    )
    if where.source is not None:
        wanted = wanted.where(NoticeRow.source == where.source)
    return connection.scalar(wanted) or 0


def _first_fetches() -> Any:
    """Fetches of good runs; those of rank 1 are the first of an original by a source."""
    rank = func.row_number().over(
        partition_by=(FetchRow.sha256, FetchRow.source), order_by=EARLIEST
    )
    fetches = select(FetchRow.sha256, FetchRow.source, FetchRow.url, FetchRow.fetched_at)
    return by_good_runs(fetches.add_columns(rank.label("rank"))).cte("first_fetches")


def _newest(where: Filter, dialect: str) -> Select[Any]:
    """Each notice's newest version that a good run fetched, with its first place.

    What its publisher has withdrawn is left out.
    """
    fetch = _first_fetches()
    seen = (
        select(
            SightingRow.notice_id,
            SightingRow.number,
            SightingRow.sha256,
            SightingRow.at,
            NoticeRow.source,
            NoticeRow.first_seen,
            NoticeRow.last_seen,
            fetch.c.url,
            fetch.c.fetched_at,
            func.row_number()
            .over(
                partition_by=SightingRow.notice_id,
                order_by=(
                    SightingRow.number.desc(),
                    fetch.c.fetched_at,
                    fetch.c.url,
                    SightingRow.sha256,
                ),
            )
            .label("rank"),
        )
        .join(NoticeRow, NoticeRow.id == SightingRow.notice_id)
        .join(
            fetch,
            (fetch.c.sha256 == SightingRow.sha256) & (fetch.c.source == NoticeRow.source),
        )
        .where(fetch.c.rank == 1, NoticeRow.withdrawn.is_(None))
        .cte("seen")
    )
    day = func.coalesce(VersionRow.opened, VersionRow.signed)
    bytewise = _bytewise(dialect)
    return (
        select(seen, VersionRow.record, LinkRow.ocid)
        .join(
            VersionRow,
            (VersionRow.notice_id == seen.c.notice_id) & (VersionRow.number == seen.c.number),
        )
        .join(LinkRow, LinkRow.notice_id == seen.c.notice_id, isouter=True)
        .where(seen.c.rank == 1, *_possible(where, seen.c.source, day))
        .order_by(
            seen.c.source.collate(bytewise),
            func.coalesce(day, "").collate(bytewise),
            seen.c.notice_id.collate(bytewise),
        )
    )


def _bytewise(dialect: str) -> str:
    """The collation that compares bytes, so that any database gives the same order."""
    return "C" if dialect == "postgresql" else "BINARY"


def _possible(
    where: Filter, source: ColumnElement[str], day: ColumnElement[str]
) -> Iterator[ColumnElement[bool]]:
    """What the columns can tell of a filter, to read less; ``Filter.takes`` has the last word."""
    if where.source is not None:
        yield source == where.source
    if where.category is not None:
        yield VersionRow.category == where.category
    if where.since is not None:
        yield or_(day.is_(None), day >= where.since.isoformat())
    if where.until is not None:
        yield or_(day.is_(None), day <= f"{where.until.isoformat()}T99")


def _entry(row: Row[Any]) -> Entry:
    at = _at.decode(row.at) if row.at else None
    place = Place(row.source, row.url, row.sha256, row.fetched_at, at)
    notice = from_json(row.record)
    seen = (row.first_seen, row.last_seen)
    return Entry(row.notice_id, row.number, row.ocid, notice, place, *seen)


def _issue(row: Row[Any]) -> Issue:
    return Issue(code=row.code, label=row.label, text=row.text, cell=row.cell)
