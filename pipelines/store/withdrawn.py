"""Notices that their publisher has no more: those missing in a whole file of their year.

Some publishers give a file that holds every notice of a fiscal year (``Hints.whole_year``) and
replace it: a notice that isn't in it any longer was withdrawn or corrected in what it is known by.
It stays in the store and the archive, with the time from which it was missing, and leaves the
exports. Nothing is ever withdrawn by a bad run, by a file without a notice, or where a row that
couldn't be read may be the notice; nor a notice that an original with a later day
(``Hints.as_of``) holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select, update

from pipelines.records import from_json
from pipelines.store.models import FetchRow, IssueRow, NoticeRow, RunRow, SightingRow, VersionRow
from pipelines.store.published import by_good_runs
from pipelines.store.session import Store
from pipelines.store.statements import table

_fetches, _issues, _notices = table(FetchRow), table(IssueRow), table(NoticeRow)
_runs, _sightings, _versions = table(RunRow), table(SightingRow), table(VersionRow)
_CHUNK = 500


@dataclass(frozen=True)
class Whole:
    """A file that holds all that a source has of a year, up to a day."""

    year: int
    as_of: str
    fetched_at: datetime
    sha256: str
    run_id: str


def mark_withdrawn(connection: Connection, run_id: str) -> int:
    """Mark what the whole files of a good run no longer hold, and unmark what is there again.

    How many notices are marked as missing since this run.
    """
    source = connection.execute(select(_runs.c.source).where(_runs.c.id == run_id)).scalar_one()
    newest = _newest_files(connection, source)
    files = {year: file for year, file in newest.items() if file.run_id == run_id}
    if not files:
        return 0
    gone = dict(_gone(connection, source, files, [file.sha256 for file in newest.values()]))
    marked = _marked(connection, source, list(files))
    for id in marked.keys() - gone.keys():
        connection.execute(update(_notices).where(_notices.c.id == id).values(withdrawn=None))
    for id in sorted(gone.keys() - marked.keys()):
        connection.execute(update(_notices).where(_notices.c.id == id).values(withdrawn=gone[id]))
    since = {file.fetched_at for file in files.values()}
    return sum(marked.get(id, at) in since for id, at in gone.items())


def held_before(store: Store, source: str, year: int) -> int:
    """How many notices the newest whole file of a year holds that a good run fetched; 0 if none."""
    with store.engine.connect() as connection:
        file = _newest_files(connection, source).get(year)
        if file is None:
            return 0
        held = select(func.count()).where(_sightings.c.sha256 == file.sha256)
        return connection.scalar(held) or 0


def is_cut(before: int, now: int) -> bool:
    """Whether a whole file has so few notices that it can't be whole: publishers withdraw few.

    A tenth may go, of a small file half or ten; a file without any is no file.
    """
    return now == 0 or before - now > max(before / 10, min(before / 2, 10))


def _newest_files(connection: Connection, source: str) -> dict[int, Whole]:
    """The newest whole file of each year that good runs fetched and that holds a notice."""
    year = _fetches.c.hints["whole_year"].as_integer()
    query = by_good_runs(
        select(_fetches.c.sha256, _fetches.c.fetched_at, _fetches.c.hints, _fetches.c.run_id)
    ).where(
        _fetches.c.source == source,
        year.is_not(None),
        select(_sightings.c.sha256).where(_sightings.c.sha256 == _fetches.c.sha256).exists(),
    )
    found: dict[int, Whole] = {}
    for sha256, fetched_at, hints, run_id in connection.execute(query):
        if hints.get("as_of"):
            file = Whole(hints["whole_year"], hints["as_of"], fetched_at, sha256, run_id)
            found[file.year] = max(found.get(file.year, file), file, key=_order)
    return found


def _order(file: Whole) -> tuple[datetime, str]:
    return (file.fetched_at, file.run_id)


def _gone(
    connection: Connection, source: str, files: Mapping[int, Whole], whole: Sequence[str]
) -> Iterator[tuple[str, datetime]]:
    """The notices of some years that no whole file holds, and since when."""
    unread = {year: _unread(connection, file.sha256) for year, file in files.items()}
    absent = _absent(connection, source, whole)
    for start in range(0, len(absent), _CHUNK):
        ids = absent[start : start + _CHUNK]
        told = last_told(connection, source, ids)
        for id, year, record in _records(connection, ids):
            file = files.get(year) if year is not None else None
            if file is None or told.get(id, "") > file.as_of:
                continue
            number = from_json(record).number
            if not (number and number in unread[file.year]):
                yield id, file.fetched_at


def _absent(connection: Connection, source: str, whole: Sequence[str]) -> list[str]:
    """The notices of a source that none of its whole files holds, by id."""
    ours = select(_notices.c.id).where(_notices.c.source == source)
    held = select(_sightings.c.notice_id).where(_sightings.c.sha256.in_(whole))
    # Not NOT EXISTS: SQLite would look into every file for every notice.
    return sorted(connection.scalars(ours.except_(held)))


def last_told(connection: Connection, source: str, ids: Sequence[str]) -> dict[str, str]:
    """The latest day of which an original that holds each notice tells."""
    query = (
        select(_sightings.c.notice_id, _fetches.c.hints)
        .join(_fetches, _fetches.c.sha256 == _sightings.c.sha256)
        .where(_sightings.c.notice_id.in_(ids), _fetches.c.source == source)
    )
    found: dict[str, str] = {}
    for id, hints in connection.execute(query):
        found[id] = max(found.get(id, ""), hints.get("as_of") or "")
    return found


def _records(connection: Connection, ids: Sequence[str]) -> Iterator[tuple[str, int | None, str]]:
    """The fiscal year and the newest record of some notices."""
    query = _newest_versions(select(_notices.c.id, _versions.c.fiscal_year, _versions.c.record))
    found = connection.execute(query.where(_notices.c.id.in_(ids)))
    return ((id, year, record) for id, year, record in found)


def _unread(connection: Connection, sha256: str) -> str:
    """All that a file holds in rows that couldn't be read."""
    query = select(_issues.c.text).where(
        _issues.c.sha256 == sha256, _issues.c.notice_id.is_(None), _issues.c.text.is_not(None)
    )
    return "\n".join(connection.scalars(query))


def _marked(connection: Connection, source: str, years: Sequence[int]) -> dict[str, datetime]:
    """The notices of some years that are marked, and since when."""
    query = _newest_versions(select(_notices.c.id, _notices.c.withdrawn)).where(
        _notices.c.source == source,
        _notices.c.withdrawn.is_not(None),
        _versions.c.fiscal_year.in_(years),
    )
    return dict(connection.execute(query).all())


def _newest_versions(query: Select[Any]) -> Select[Any]:
    """A query over notices with the newest version of each."""
    return query.select_from(_notices).join(
        _versions,
        (_versions.c.notice_id == _notices.c.id) & (_versions.c.number == _notices.c.version),
    )
