"""Releases for the published versions of linked notices that have none yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, select, update

from pipelines.lookups import BodyFacts
from pipelines.ocds.history import History
from pipelines.ocds.identity import STAGE_ORDER, left_out
from pipelines.ocds.model import Release, from_json, to_json
from pipelines.ocds.published import Version, first_fetches
from pipelines.ocds.release import Fetched, Process, release
from pipelines.ocds.schema import InvalidRelease
from pipelines.records import Notice
from pipelines.records import from_json as notice_from_json
from pipelines.store.models import LinkRow, NoticeRow, ProcessRow, ReleaseRow, VersionRow
from pipelines.store.published import is_published
from pipelines.store.statements import table

# More than the releases of any process: a release's order is its stage, then that of minting.
_PROCESS_LIMIT = 100_000

_links, _notices, _processes = table(LinkRow), table(NoticeRow), table(ProcessRow)
_releases, _versions = table(ReleaseRow), table(VersionRow)


@dataclass(frozen=True)
class Pending:
    """A published version that has no release yet."""

    id: Version
    notice: Notice
    fetched: Fetched

    @property
    def order(self) -> tuple[Any, ...]:
        """When it was seen; of those seen together, the order of the stages."""
        return (self.fetched.at, STAGE_ORDER.get(self.notice.stage, len(STAGE_ORDER)), self.id)


class Mint:
    """Makes releases, and counts what was left out (by reason) and what failed (our fault)."""

    def __init__(self, bodies: Mapping[str, BodyFacts]) -> None:
        self.bodies = bodies
        self.left_out: Counter[str] = Counter()
        self.failed: list[str] = []

    def chunk(self, connection: Connection, after: str, size: int) -> tuple[str | None, int]:
        """Mint for the next processes by ocid: the last of them, None at the end; how many."""
        ocids = _unfinished(connection, after, size)
        pending = _pending(connection, ocids)
        histories = _histories(connection, ocids)
        query = select(_processes).where(_processes.c.ocid.in_(ocids)).order_by(_processes.c.ocid)
        rows: list[dict[str, Any]] = []
        for row in connection.execute(query).all():
            history = histories.get(row.ocid, History())
            process = Process(row.ocid, row.fiscal_year, row.title)
            if not history.ids:
                process = _titled(connection, process, pending[row.ocid][0].notice)
            rows += self._releases(process, row.buyer_id, pending[row.ocid], history)
        if rows:
            connection.execute(_releases.insert(), rows)
        return (ocids[-1] if ocids else None), len(rows)

    def _releases(
        self, process: Process, buyer_id: str, versions: Sequence[Pending], history: History
    ) -> list[dict[str, Any]]:
        """The rows of the missing releases of one process, in the order of minting."""
        made = []
        for version in versions:
            reason = left_out(version.notice, process.fiscal_year, self.bodies)
            if reason:
                self.left_out[reason] += 1
                continue
            minted = self._release(version, process, history)
            if minted is not None:
                made.append(_row(minted, version, process, buyer_id, len(history.ids)))
                history.add(version.id[0], minted)
        return made

    def _release(self, version: Pending, process: Process, history: History) -> Release | None:
        """The release of a version; None and a message if what we made doesn't conform."""
        id, number = version.id
        try:
            return release(id, version.notice, process, version.fetched, history, self.bodies)
        except InvalidRelease as error:
            self.failed.append(f"notice {id}, version {number}: {error}")
            return None


def _row(
    minted: Release, version: Pending, process: Process, buyer_id: str, minted_before: int
) -> dict[str, Any]:
    """A row of ``releases``; buyer and year are the process's, so that a record stays whole."""
    notice_id, number = version.id
    return {
        "id": minted.id,
        "ocid": minted.ocid,
        "notice_id": notice_id,
        "number": number,
        "source": version.fetched.source,
        "buyer_id": buyer_id,
        "fiscal_year": process.fiscal_year,
        "date": minted.date,
        "order": STAGE_ORDER[version.notice.stage] * _PROCESS_LIMIT + minted_before,
        "json": to_json(minted).decode(),
    }


def _titled(connection: Connection, process: Process, first: Notice) -> Process:
    """The process with the title of the notice that was seen first, which it keeps."""
    if process.title != first.title:
        of_process = update(_processes).where(_processes.c.ocid == process.ocid)
        connection.execute(of_process.values(title=first.title))
    return replace(process, title=first.title)


def _unfinished(connection: Connection, after: str, limit: int) -> list[str]:
    """The next processes with a published version that has no release, by ocid."""
    query = (
        select(_links.c.ocid)
        .join(_notices, _notices.c.id == _links.c.notice_id)
        .join(_versions, _versions.c.notice_id == _links.c.notice_id)
        .where(
            _links.c.ocid > after,
            ~_has_release(),
            is_published(_versions.c.notice_id, _notices.c.source, _versions.c.number),
        )
        .group_by(_links.c.ocid)
        .order_by(_links.c.ocid)
        .limit(limit)
    )
    return list(connection.scalars(query))


def _has_release() -> ColumnElement[bool]:
    return exists().where(
        _releases.c.notice_id == _versions.c.notice_id, _releases.c.number == _versions.c.number
    )


def _pending(connection: Connection, ocids: Sequence[str]) -> dict[str, list[Pending]]:
    """The published versions without a release of some processes, in the order of minting."""
    query = (
        select(_links.c.ocid, _versions.c.notice_id, _versions.c.number, _versions.c.record)
        .join(_versions, _versions.c.notice_id == _links.c.notice_id)
        .where(_links.c.ocid.in_(ocids), ~_has_release())
    )
    rows = connection.execute(query).all()
    seen = first_fetches(connection, list({row.notice_id for row in rows}))
    found: dict[str, list[Pending]] = {}
    for row in rows:
        version = (row.notice_id, row.number)
        if version in seen:
            notice = notice_from_json(row.record)
            found.setdefault(row.ocid, []).append(Pending(version, notice, seen[version]))
    for versions in found.values():
        versions.sort(key=lambda version: version.order)
    return found


def _histories(connection: Connection, ocids: Sequence[str]) -> dict[str, History]:
    """What the releases of some processes said so far."""
    query = select(
        _releases.c.ocid, _releases.c.notice_id, _releases.c.order, _releases.c.json
    ).where(_releases.c.ocid.in_(ocids))
    rows = sorted(connection.execute(query), key=lambda row: row.order % _PROCESS_LIMIT)
    found: dict[str, History] = {}
    for row in rows:
        found.setdefault(row.ocid, History()).add(row.notice_id, from_json(row.json))
    return found
