"""The notices of a reading, each with an id of its own and the record that is stored."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

import msgspec

from pipelines.normalise.identity import notice_id
from pipelines.records import Issue, Notice, from_json, to_json

# The JSON of the character NUL; an even number of backslashes before it belongs to the text.
_NUL = re.compile(rb"(?<!\\)((?:\\\\)*)\\u0000")


class Read(msgspec.Struct, gc=False):
    """A notice of a reading, with its id and its record as it is stored.

    ``record`` is the notice as JSON without its place; ``hash`` is over that, but not over the
    issue that it has twins (which of them is the second may change), nor over the cells that its
    issues name: a list with one row more is no news of those below. ``at`` is its place as JSON.
    ``found`` are the issues that storing it adds to those it came with. ``first`` is the id that
    its identity gives, which is its own unless it has twins.
    """

    id: str
    notice: Notice
    record: bytes
    hash: str
    at: str
    found: list[Issue]
    first: str


def identify(source: str, notices: Iterable[Notice]) -> list[Read]:
    """The notices of a reading, each with an id of its own.

    A second notice with the same identity is never merged with the first: its id is made from
    that of the first and its place in the count (``twin_id``).
    """
    counts: dict[str, int] = {}
    reads = []
    for notice in notices:
        first = notice_id(source, notice)
        count = counts[first] = counts.get(first, 0) + 1
        at, place = notice.at, ""
        if at is not None:
            place = to_json(at).decode()
            notice.at = None
        record = to_json(notice)
        notice.at = at
        if b"\\" in record and b"\\u0000" in record:
            # Text layers of PDF files hold NUL; PostgreSQL's text can't.
            record = _NUL.sub(rb"\1\\ufffd", record)
            notice = from_json(record)
        hash = hashlib.sha256(_said(notice, record)).hexdigest()
        reads.append(Read(twin_id(first, count), notice, record, hash, place, [], first))
    return reads


def _said(notice: Notice, record: bytes) -> bytes:
    """A record as it is compared: without the cells that its issues name."""
    if not notice.issues or not any(issue.cell for issue in notice.issues):
        return record
    issues = [msgspec.structs.replace(issue, cell=None) for issue in notice.issues]
    return to_json(msgspec.structs.replace(notice, issues=issues, at=None))


def twin_id(first: str, count: int) -> str:
    """The id of the so manieth notice with an identity, from the id that the identity gives."""
    if count == 1:
        return first
    return hashlib.sha256(f"{first}#{count}".encode()).hexdigest()[:20]
