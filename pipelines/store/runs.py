"""Runs: how they begin, how they end, and what a good end publishes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, case, func, select, update

from pipelines.store.models import FetchRow, NoticeRow, RunRow, SightingRow
from pipelines.store.published import GOOD, is_published
from pipelines.store.session import Store
from pipelines.store.statements import table, upsert
from pipelines.store.withdrawn import mark_withdrawn


def start_run(store: Store, run_id: str, source: str, kind: str, started: datetime) -> None:
    """Begin a run; ``kind`` is crawl or add. One that began before stays as it is."""
    with store.write() as connection:
        connection.execute(
            upsert(connection.dialect.name, table(RunRow)).on_conflict_do_nothing(),
            {"id": run_id, "source": source, "kind": kind, "started": started, "counts": {}},
        )


def end_run(
    store: Store,
    run_id: str,
    verdict: str,
    reason: str | None,
    counts: Mapping[str, Any],
    ended: datetime,
) -> None:
    """End a run with its verdict; a good one publishes the notices that it saw.

    It also tells which notices are withdrawn; ``counts`` in the store say how many since this run.
    """
    runs = table(RunRow)
    values = {"verdict": verdict, "reason": reason, "counts": dict(counts), "ended": ended}
    with store.write() as connection:
        connection.execute(update(runs).where(runs.c.id == run_id).values(values))
        if verdict in GOOD:
            _move_seen(connection, run_id)
            if missing := mark_withdrawn(connection, run_id):
                told = {**counts, "withdrawn": missing}
                connection.execute(update(runs).where(runs.c.id == run_id).values(counts=told))


def left_off(store: Store, run_id: str, ours: str, *, stopped: bool = False) -> bool:
    """Whether a crawl has no verdict, and no other of its source has begun or ended since.

    ``ours`` is the run that asks. One whose user ``stopped`` it has a verdict.
    """
    runs = table(RunRow)
    with store.engine.connect() as connection:
        found = connection.execute(select(runs).where(runs.c.id == run_id)).first()
        if found is None or (found.verdict is not None and not stopped):
            return False
        others = select(runs.c.id).where(
            runs.c.source == found.source,
            runs.c.kind == "crawl",
            runs.c.id.not_in((run_id, ours)),
            (runs.c.started > found.started) | (runs.c.ended > found.started),
        )
        return connection.execute(others.limit(1)).first() is None


def unpublished(store: Store, run_id: str) -> tuple[int, int]:
    """How many notices of what a run fetched no good run has published: new ones, changed ones.

    What a killed run stored is news for the run that goes on from it.
    """
    notices, fetches, sightings = table(NoticeRow), table(FetchRow), table(SightingRow)
    met = (
        select(sightings.c.notice_id, sightings.c.number, notices.c.source, notices.c.first_seen)
        .join(fetches, fetches.c.sha256 == sightings.c.sha256)
        .join(notices, notices.c.id == sightings.c.notice_id)
        .where(fetches.c.run_id == run_id, notices.c.source == fetches.c.source)
        .distinct()
        .subquery()
    )
    new = select(func.count(met.c.notice_id.distinct())).where(met.c.first_seen.is_(None))
    changed = select(func.count(met.c.notice_id.distinct())).where(
        met.c.first_seen.is_not(None),
        ~is_published(met.c.notice_id, met.c.source, met.c.number),
    )
    with store.engine.connect() as connection:
        return connection.scalar(new) or 0, connection.scalar(changed) or 0


def _move_seen(connection: Connection, run_id: str) -> None:
    """Widen first and last seen of the notices in the originals that a run fetched.

    Widen, so that runs may end in any order, and end again. An original at a time, as the
    sightings stand: sorting those of a whole run by notice takes longer than all the rest.
    """
    notices, fetches, sightings = table(NoticeRow), table(FetchRow), table(SightingRow)
    first, last = notices.c.first_seen, notices.c.last_seen
    fetched = connection.execute(
        select(
            fetches.c.sha256.label("original"),
            fetches.c.source.label("by"),
            func.min(fetches.c.fetched_at).label("since"),
            func.max(fetches.c.fetched_at).label("until"),
        )
        .where(fetches.c.run_id == run_id)
        .group_by(fetches.c.sha256, fetches.c.source)
    )
    since, until = bindparam("since", type_=first.type), bindparam("until", type_=last.type)
    widened = (
        update(notices)
        # Two sources may give the same bytes: a run publishes what its own source said in them.
        .where(
            sightings.c.sha256 == bindparam("original"),
            notices.c.id == sightings.c.notice_id,
            notices.c.source == bindparam("by"),
        )
        .values(
            first_seen=case((first <= since, first), else_=since),
            last_seen=case((last >= until, last), else_=until),
        )
    )
    if originals := [dict(row) for row in fetched.mappings()]:
        connection.execute(widened, originals)
