"""Notices to processes, and their versions to OCDS releases.

Two passes over the store, both in chunks with a transaction each, so that memory stays flat and
a killed run is finished by repeating it. Linking gives every published notice its process; a
new process gets an ocid, which is stored with its key and never computed again. Minting
(``ocds/mint.py``) makes a release for every published version that has none, process by process
in the order in which the versions were seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, exists, select, text

from pipelines.lookups import BodyFacts, bodies
from pipelines.ocds.identity import ProcessKey, left_out, new_ocid, process_key
from pipelines.ocds.mint import Mint
from pipelines.ocds.published import first_fetches
from pipelines.records import Notice, from_json
from pipelines.store.models import LinkRow, NoticeRow, ProcessRow, VersionRow
from pipelines.store.published import is_published
from pipelines.store.session import Store
from pipelines.store.statements import table

CHUNK = 500
"""Notices (or processes) a transaction."""

_LOCK = 20_250_402

_links, _notices = table(LinkRow), table(NoticeRow)
_processes, _versions = table(ProcessRow), table(VersionRow)


@dataclass(frozen=True)
class Linked:
    """What linking did: notices linked, processes and releases made.

    ``left_out`` counts what can't be part of OCDS by reason, known cases included, since nothing
    is left out silently. ``failed`` names releases that don't conform: a fault of the program.
    """

    notices: int = 0
    processes: int = 0
    releases: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    failed: tuple[str, ...] = ()


def link(
    store: Store,
    progress: Callable[[int], None] | None = None,
    facts: Mapping[str, BodyFacts] | None = None,
    chunk: int = CHUNK,
) -> Linked:
    """Link every published notice and mint every missing release. Repeating it changes nothing.

    ``progress`` is told after each transaction how many notices or releases it made. ``facts``
    are the bodies, those of ``data/reference`` by default.
    """
    known = bodies() if facts is None else facts
    reasons: Counter[str] = Counter()
    notices = processes = releases = 0
    tell = progress or (lambda _: None)
    after: str | None = ""
    while after is not None:
        with store.write() as connection:
            _one_linker(connection)
            after, linked, new = _link_chunk(connection, after, chunk, known, reasons)
        notices, processes = notices + linked, processes + new
        tell(linked)
    mint = Mint(known)
    after = ""
    while after is not None:
        with store.write() as connection:
            _one_linker(connection)
            after, made = mint.chunk(connection, after, chunk)
        releases += made
        tell(made)
    return Linked(notices, processes, releases, dict(reasons + mint.left_out), tuple(mint.failed))


def _link_chunk(
    connection: Connection,
    after: str,
    limit: int,
    facts: Mapping[str, BodyFacts],
    reasons: Counter[str],
) -> tuple[str | None, int, int]:
    """Link the next notices by id: the last of them, None at the end; notices, new processes."""
    ids = _unlinked(connection, after, limit)
    found: dict[str, tuple[ProcessKey, Notice]] = {}
    why_not: dict[str, str] = {}
    for id, year, notice in _published_versions(connection, ids):
        reason = left_out(notice, year, facts)
        if reason or year is None:
            why_not[id] = reason or "no-fiscal-year"
        else:
            found.setdefault(id, (process_key(notice, year), notice))
    reasons.update(reason for id, reason in why_not.items() if id not in found)
    known = _ocids(connection, {key.text for key, _ in found.values()})
    new: list[dict[str, Any]] = []
    links: list[dict[str, Any]] = []
    for id, (key, notice) in found.items():
        if key.text not in known:
            known[key.text] = new_ocid(key, facts)
            new.append(_process_row(known[key.text], key, notice))
        links.append(_link_row(known[key.text], key, id))
    if new:
        connection.execute(_processes.insert(), new)
    if links:
        connection.execute(_links.insert(), links)
    return (ids[-1] if ids else None), len(links), len(new)


def _process_row(ocid: str, key: ProcessKey, notice: Notice) -> dict[str, Any]:
    return {
        "ocid": ocid,
        "key": key.text,
        "buyer_id": key.buyer,
        "fiscal_year": key.fiscal_year,
        "title": notice.title,
    }


def _link_row(ocid: str, key: ProcessKey, id: str) -> dict[str, Any]:
    """A link by its key is sure; the evidence is what the key was made from."""
    return {
        "notice_id": id,
        "ocid": ocid,
        "rule": "key",
        "score": 1.0,
        "evidence": dict(key.evidence),
    }


def _unlinked(connection: Connection, after: str, limit: int) -> list[str]:
    """The next published notices without a link, by id."""
    query = (
        select(_notices.c.id)
        .where(
            _notices.c.id > after,
            ~exists().where(_links.c.notice_id == _notices.c.id),
            is_published(_notices.c.id, _notices.c.source),
        )
        .order_by(_notices.c.id)
        .limit(limit)
    )
    return list(connection.scalars(query))


def _published_versions(
    connection: Connection, ids: Sequence[str]
) -> Iterator[tuple[str, int | None, Notice]]:
    """The published versions of some notices with their fiscal year, the oldest first.

    A notice is known by the first version that says enough: a correction doesn't move it.
    """
    published = first_fetches(connection, ids)
    query = (
        select(
            _versions.c.notice_id,
            _versions.c.number,
            _versions.c.fiscal_year,
            _versions.c.record,
        )
        .where(_versions.c.notice_id.in_(ids))
        .order_by(_versions.c.notice_id, _versions.c.number)
    )
    for id, number, year, record in connection.execute(query):
        if (id, number) in published:
            yield id, year, from_json(record)


def _ocids(connection: Connection, keys: set[str]) -> dict[str, str]:
    """The ocids of the processes that are known by their key."""
    query = select(_processes.c.key, _processes.c.ocid).where(_processes.c.key.in_(keys))
    return {row.key: row.ocid for row in connection.execute(query)}


def _one_linker(connection: Connection) -> None:
    """Wait until nobody else links. SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
