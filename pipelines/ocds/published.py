"""Where each published version of a notice was first seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from sqlalchemy import Connection, func, select

from pipelines.ocds.release import Fetched
from pipelines.store.models import FetchRow, NoticeRow, SightingRow, SourceRow
from pipelines.store.published import EARLIEST, sighted_by_good_runs
from pipelines.store.statements import table

Version = tuple[str, int]
"""A notice's id and the number of a version of it."""

_fetches, _notices = table(FetchRow), table(NoticeRow)
_sightings, _sources = table(SightingRow), table(SourceRow)


def first_fetches(connection: Connection, ids: Sequence[str]) -> dict[Version, Fetched]:
    """For each published version of some notices the first good fetch that held it."""
    place = func.row_number().over(
        partition_by=(_sightings.c.notice_id, _sightings.c.number),
        order_by=EARLIEST,
    )
    ranked = (
        sighted_by_good_runs(
            select(
                _sightings.c.notice_id,
                _sightings.c.number,
                _fetches.c.run_id,
                _fetches.c.position,
                place.label("place"),
            )
        )
        .join(_notices, _notices.c.id == _sightings.c.notice_id)
        .where(_sightings.c.notice_id.in_(ids), _fetches.c.source == _notices.c.source)
        .subquery()
    )
    first = (
        select(ranked.c.notice_id, ranked.c.number, _fetches, _sources.c.title, _sources.c.terms)
        .join(
            _fetches,
            (_fetches.c.run_id == ranked.c.run_id) & (_fetches.c.position == ranked.c.position),
        )
        .outerjoin(_sources, _sources.c.name == _fetches.c.source)
        .where(ranked.c.place == 1)
    )
    return {(row.notice_id, row.number): _fetched(row) for row in connection.execute(first)}


def last_modified(headers: Sequence[Sequence[str]]) -> datetime | None:
    """The time in the header Last-Modified; None if there is none that can be read."""
    for name, value in headers:
        if name.lower() == "last-modified":
            try:
                found = parsedate_to_datetime(value)
            except ValueError:
                return None
            return found if found.tzinfo else None
    return None


def _fetched(row: Any) -> Fetched:
    return Fetched(
        source=row.source,
        title=row.title or row.source,
        url=row.url,
        sha256=row.sha256,
        at=row.fetched_at,
        modified=last_modified(row.headers),
        terms=row.terms,
    )
