"""The versions of notices that the store has."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from pipelines.records import Notice, from_json
from pipelines.store.models import VersionRow
from pipelines.store.statements import Row, table

CHUNK = 500
"""Ids in a statement: SQLite allows 32,766 values; beyond some hundreds nothing gets faster."""
_OF_MANY = (
    "SELECT notice_id, number, hash FROM notice_versions "
    "WHERE notice_id IN (SELECT value FROM json_each(?)) ORDER BY notice_id, number"
)


def versions_of(connection: Connection, ids: Sequence[str]) -> dict[str, list[Row]]:
    """The versions in the store of some notices: number and hash, in order."""
    versions = table(VersionRow)
    wanted = select(versions.c.notice_id, versions.c.number, versions.c.hash).order_by(
        versions.c.notice_id, versions.c.number
    )
    found: dict[str, list[Row]] = {}
    if connection.dialect.name == "sqlite" and len(ids) > CHUNK:
        # One statement for all: binding each id would cost more than finding it.
        rows = connection.exec_driver_sql(_OF_MANY, (json.dumps(ids),))
        for id, number, hash in rows:
            found.setdefault(id, []).append((number, hash))
        return found
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        for id, number, hash in connection.execute(wanted.where(versions.c.notice_id.in_(chunk))):
            found.setdefault(id, []).append((number, hash))
    return found


def newest_hash(versions: Mapping[str, Sequence[Row]], id: str) -> str | None:
    """The hash of the newest version of a notice; None where the store has none."""
    found = versions.get(id)
    return found[-1][1] if found else None


def records_of(connection: Connection, wanted: Mapping[str, int]) -> dict[str, Notice]:
    """Versions of notices as records."""
    versions = table(VersionRow)
    query = select(versions.c.notice_id, versions.c.number, versions.c.record)
    found = {}
    ids = list(wanted)
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        for id, number, record in connection.execute(query.where(versions.c.notice_id.in_(chunk))):
            if wanted[id] == number:
                found[id] = from_json(record)
    return found
