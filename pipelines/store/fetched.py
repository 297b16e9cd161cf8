"""Fetches: an original as it was received, and what was received from its address before."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, exists, func, select

from pipelines.archive import Fetch
from pipelines.records import Entry, Hints, Original
from pipelines.store.models import FetchRow, IssueRow, NoticeRow, RunRow, SightingRow
from pipelines.store.published import GOOD
from pipelines.store.session import Store
from pipelines.store.statements import new_fetch, new_original, table
from pipelines.worker import READER, UNREADABLE

ADDED = "added"
"""The source of files that a user adds without naming one."""

_sorted = msgspec.json.Encoder(order="sorted")
_STANDING = ("as_of", "whole_year", "of_list")
"""Hints that say how an original stands to others; what is read from it is the same without."""

_BLANK = frozenset(("noTable", "noRows"))
"""Issues of a page that holds no notice: a page of an entry should."""


@dataclass(frozen=True)
class Earlier:
    """Whether the same bytes were known, and whether this reading stands in for all before it."""

    known: bool
    superseded: bool


@dataclass(frozen=True)
class Before:
    """The original that the address gave before, and the versions of notices that it holds."""

    sha256: str | None = None
    holds: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Held:
    """What an address gave to the last good run; ``sent``: when its bytes last came whole."""

    sha256: str
    headers: tuple[tuple[str, str], ...]
    fetched_at: datetime
    sent: datetime


@dataclass(frozen=True)
class HeldEntry:
    """The page of an entry that is held; ``sent``: when its bytes last came whole."""

    sha256: str
    url: str
    method: str
    request_body: bytes
    headers: tuple[tuple[str, str], ...]
    sent: datetime


def source_of(fetched: Original | Fetch) -> str:
    """The source that an original belongs to."""
    return fetched.hints.source or ADDED


def read_with(hints: Hints) -> str:
    """Names the reader and the hints: what gives the same reading of the same bytes."""
    told = _for_reading(msgspec.to_builtins(hints))
    digest = hashlib.sha256(READER.encode() + b"\n" + _sorted.encode(told)).hexdigest()[:24]
    return f"{READER[:39]} {digest}"


def _for_reading(hints: Mapping[str, Any]) -> dict[str, Any]:
    """Of the hints of a fetch those by which its original is read."""
    return {name: value for name, value in hints.items() if name not in _STANDING}


def already_read(store: Store, original: Original) -> bool:
    """Whether the same bytes with the same hints were read by the present reader.

    Not so if their address said something else in between: then it went back to what it said
    earlier, and that is news. Nor if they could not be read: each run tries, and tells, anew.
    """
    fetches, issues = table(FetchRow), table(IssueRow)
    failed = exists().where(
        issues.c.sha256 == original.sha256, issues.c.code.in_(sorted(UNREADABLE))
    )
    same = exists().where(
        fetches.c.sha256 == original.sha256,
        fetches.c.read_with == read_with(original.hints),
        fetches.c.source == source_of(original),
    )
    with store.engine.connect() as connection:
        if not connection.scalar(select(same & ~failed)):
            return False
        return _latest(connection, original) in (None, original.sha256)


def record_fetch(connection: Connection, run_id: str, position: int, original: Original) -> Earlier:
    """Write the original and its fetch; what was known of the same bytes before."""
    fetches = table(FetchRow)
    source, hints = source_of(original), msgspec.to_builtins(original.hints)
    dialect = connection.dialect.name
    added = connection.execute(
        new_original(dialect), {"sha256": original.sha256, "size": len(original.body)}
    )
    earlier = Earlier(known=added.first() is None, superseded=False)
    if earlier.known:
        others = connection.scalars(
            select(fetches.c.hints).where(
                fetches.c.sha256 == original.sha256, fetches.c.source == source
            )
        )
        ours = _for_reading(hints)
        alike = all(_for_reading(other) == ours for other in others)
        earlier = Earlier(known=True, superseded=alike)
    connection.execute(
        new_fetch(dialect),
        {
            "run_id": run_id,
            "position": position,
            "sha256": original.sha256,
            "source": source,
            "url": original.url,
            "method": original.method,
            "request_body": _text(original.request_body),
            "status": original.status,
            "headers": [list(pair) for pair in original.headers],
            "fetched_at": original.fetched_at,
            "encoding": original.encoding,
            "hints": hints,
            "read_with": read_with(original.hints),
            "entry": _name(original.entry.name) if original.entry else None,
            "entry_row": original.entry.row if original.entry else None,
        },
    )
    return earlier


def held(store: Store, source: str, url: str) -> Held | None:
    """What an address gave to the last good run of a source, if it could be read; else None."""
    fetches, runs, issues = table(FetchRow), table(RunRow), table(IssueRow)
    asked = (
        fetches.c.url == url,
        fetches.c.source == source,
        fetches.c.method == "GET",
        fetches.c.request_body == "",
    )
    latest = (
        select(fetches.c.sha256, fetches.c.headers, fetches.c.fetched_at)
        .join(runs, runs.c.id == fetches.c.run_id)
        .where(*asked, runs.c.kind == "crawl", runs.c.verdict.in_(GOOD))
        .order_by(fetches.c.fetched_at.desc(), fetches.c.position.desc())
        .limit(1)
    )
    with store.engine.connect() as connection:
        found = connection.execute(latest).first()
        if found is None:
            return None
        failed = select(issues.c.code).where(
            issues.c.sha256 == found.sha256, issues.c.code.in_(sorted(UNREADABLE))
        )
        sent = select(func.max(fetches.c.fetched_at)).where(
            *asked, fetches.c.sha256 == found.sha256, fetches.c.status == 200
        )
        whole = connection.scalar(sent)
        if whole is None or connection.execute(failed).first():
            return None
    headers = tuple((name, value) for name, value in found.headers)
    return Held(found.sha256, headers, found.fetched_at, whole)


def held_entry(store: Store, source: str, entry: Entry) -> HeldEntry | None:
    """The page of an entry, where the last good run got it with the same row; else None.

    None also where the row wasn't settled then, where the page could not be read or held no notice,
    and where a later run that wasn't good got another page or another row.
    """
    fetches, runs, issues = table(FetchRow), table(RunRow), table(IssueRow)
    named = (fetches.c.entry == _name(entry.name), fetches.c.source == source)
    newest = (
        select(fetches)
        .join(runs, runs.c.id == fetches.c.run_id)
        .where(*named, runs.c.kind == "crawl")
        .order_by(fetches.c.fetched_at.desc(), fetches.c.position.desc())
        .limit(1)
    )
    with store.engine.connect() as connection:
        last = connection.execute(newest).first()
        if last is None or entry.row is None or last.entry_row != entry.row:
            return None
        good = connection.execute(newest.where(runs.c.verdict.in_(GOOD))).first()
        if good is None or (good.sha256, good.entry_row) != (last.sha256, entry.row):
            return None
        failed = select(issues.c.code).where(
            issues.c.sha256 == last.sha256, issues.c.code.in_(sorted(UNREADABLE | _BLANK))
        )
        sent = select(func.max(fetches.c.fetched_at)).where(
            *named, fetches.c.sha256 == last.sha256, fetches.c.status == 200
        )
        whole = connection.scalar(sent)
        if whole is None or connection.execute(failed).first():
            return None
    return HeldEntry(
        sha256=good.sha256,
        url=good.url,
        method=good.method,
        request_body=good.request_body.encode(),
        headers=tuple((name, value) for name, value in good.headers),
        sent=whole,
    )


def before(connection: Connection, original: Original) -> Before:
    """What the address held before it held this original; nothing for a new address."""
    sha256 = _latest(connection, original, other=True)
    if sha256 is None:
        return Before()
    sightings, notices = table(SightingRow), table(NoticeRow)
    held = connection.execute(
        select(sightings.c.notice_id, sightings.c.number)
        .join(notices, notices.c.id == sightings.c.notice_id)
        .where(sightings.c.sha256 == sha256, notices.c.source == source_of(original))
    )
    return Before(sha256, dict(held.all()))


def held_now(connection: Connection, original: Original) -> frozenset[str]:
    """The ids of the notices that were read from these bytes before."""
    sightings = table(SightingRow)
    held = select(sightings.c.notice_id).where(sightings.c.sha256 == original.sha256)
    return frozenset(connection.scalars(held))


def on_other_pages(connection: Connection, run_id: str, original: Original) -> frozenset[str]:
    """The ids of notices that other pages of the same list hold, as this run saw it so far."""
    if original.hints.of_list is None:
        return frozenset()
    fetches, sightings = table(FetchRow), table(SightingRow)
    held = (
        select(sightings.c.notice_id)
        .join(fetches, fetches.c.sha256 == sightings.c.sha256)
        .where(
            fetches.c.run_id == run_id,
            fetches.c.sha256 != original.sha256,
            fetches.c.hints["of_list"].as_string() == original.hints.of_list,
        )
    )
    return frozenset(connection.scalars(held))


def _latest(connection: Connection, original: Original, *, other: bool = False) -> str | None:
    """The latest original that the address gave before this one; ``other``: with other bytes."""
    fetches = table(FetchRow)
    query = select(fetches.c.sha256).where(*_same_address(fetches, original))
    if other:
        query = query.where(fetches.c.sha256 != original.sha256)
    latest: str | None = connection.scalar(
        query.order_by(
            fetches.c.fetched_at.desc(), fetches.c.run_id.desc(), fetches.c.position.desc()
        ).limit(1)
    )
    return latest


def _same_address(fetches: Table, original: Original) -> tuple[Any, ...]:
    """Earlier answers to the same request. Forms send the same address different bodies."""
    return (
        fetches.c.url == original.url,
        fetches.c.source == source_of(original),
        fetches.c.method == original.method,
        fetches.c.request_body == _text(original.request_body),
        fetches.c.fetched_at < original.fetched_at,
    )


def _name(name: str) -> str:
    """A publisher's key as the store takes it."""
    return _text(name.encode("utf-8", "backslashreplace"))


def _text(body: bytes) -> str:
    """A request's body to look at and compare; the archive has its bytes."""
    return body.decode("utf-8", "backslashreplace").replace("\0", "\\x00")
