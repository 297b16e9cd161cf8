"""The one rule of what is published, for every query that reads the store.

A version of a notice is published when an original that holds it was fetched, for the notice's
own source, by a run with a good verdict. What a bad run fetched is kept, and waits for a good one.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, select

from pipelines.store.models import FetchRow, RunRow, SightingRow
from pipelines.store.statements import table

GOOD = ("ok", "quiet")
"""The verdicts that publish what a run fetched."""

_fetches, _runs, _sightings = table(FetchRow), table(RunRow), table(SightingRow)

# The first of some fetches. A tie is broken by what is the same on every machine.
EARLIEST = (_fetches.c.fetched_at, _fetches.c.url, _fetches.c.run_id, _fetches.c.position)


def by_good_runs(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """A query over fetches, of those that good runs made only."""
    return query.join(_runs, _runs.c.id == _fetches.c.run_id).where(_runs.c.verdict.in_(GOOD))


def sighted_by_good_runs(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """A query over sightings, with the fetches of their originals by good runs.

    The caller says which source the fetches must be of.
    """
    joined = query.select_from(_sightings).join(_fetches, _fetches.c.sha256 == _sightings.c.sha256)
    return by_good_runs(joined)


def is_published(
    notice_id: ColumnElement[str],
    source: ColumnElement[str],
    number: ColumnElement[int] | None = None,
) -> ColumnElement[bool]:
    """Whether a notice (or one version of it) is published, for a query's ``where``."""
    good = sighted_by_good_runs(select(_sightings.c.notice_id)).where(
        _sightings.c.notice_id == notice_id, _fetches.c.source == source
    )
    if number is not None:
        good = good.where(_sightings.c.number == number)
    return good.exists()
