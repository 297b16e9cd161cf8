"""Storing what was read: one original with everything read from it, in one transaction.

A crash loses at most the original in hand; saving it again changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from sqlalchemy import Connection, func, select, text

from pipelines.normalise.identity import notice_id
from pipelines.records import Issue, Notice, Original, Reading
from pipelines.store.corrected import corrections
from pipelines.store.fetched import (
    Before,
    already_read,
    before,
    record_fetch,
    source_of,
)
from pipelines.store.identified import Read, identify
from pipelines.store.models import IssueRow, NoticeRow, SightingRow
from pipelines.store.rows import bid_rows, issue_rows, party_rows, version_row
from pipelines.store.runs import end_run, start_run
from pipelines.store.session import Store
from pipelines.store.statements import Row, statements, table, write
from pipelines.store.twins import tell_apart
from pipelines.store.versions import CHUNK, records_of, versions_of
from pipelines.store.withdrawn import last_told

__all__ = ["Saved", "already_read", "end_run", "save", "save_again", "start_run"]


@dataclass(frozen=True)
class Saved:
    """What saving an original did: notices never seen, with a new version, as they were; issues."""

    new: int = 0
    changed: int = 0
    same: int = 0
    issues: int = 0


def save(store: Store, run_id: str, position: int, original: Original, reading: Reading) -> Saved:
    """Store an original as the fetch at a position of a run, and what was read from it.

    A notice whose content is that of its newest version is the same; else it gets a version.
    Two exceptions: an older version that this address held before, or that a new address holds,
    is a copy left standing and not news. And a notice of this address that differs from a
    vanished one in a single field of its identity is that one, corrected. What an original says
    of a notice that one with a later day (``Hints.as_of``) holds too is an issue and no version.
    What another address of the run tells under the same identity with other facts is another
    notice (``pipelines.store.others``).
    On a page of a list (``Hints.of_list``) nothing has vanished, since it may stand on the next
    one; and what other pages of the list hold is another notice, however alike.
    """
    if reading.sha256 != original.sha256:
        raise ValueError(f"expected a reading of {original.sha256}, found of {reading.sha256}")
    source = source_of(original)
    reads = identify(source, reading.notices)
    with store.write() as connection:
        _one_writer(connection, source)
        earlier = record_fetch(connection, run_id, position, original)
        previous = before(connection, original)
        versions = versions_of(connection, [read.id for read in reads])
        versions |= tell_apart(connection, run_id, original, reads, versions, previous)
        is_page = original.hints.of_list is not None
        renamed = [] if is_page else _renamed(connection, source, reads, versions, previous)
        if renamed:
            versions |= versions_of(connection, renamed)
        plan = _Plan(source, original.sha256, connection.dialect.name == "sqlite")
        outdated = _outdated(connection, original, reads, versions)
        for read in sorted(reads, key=attrgetter("id")):  # as ``write`` wants all that is made here
            if read.id in outdated:
                plan.leave(read, outdated[read.id])
                continue
            plan.place(read, versions.get(read.id, []), previous)
        if earlier.known:
            _forget(connection, source, original.sha256, sightings=earlier.superseded)
        plan.write(connection)
        start = _next_position(connection, original.sha256) if earlier.known else 1
        issues = issue_rows(original.sha256, reading.issues, reads, start)
        write(connection, statements(connection.dialect.name).issues, issues)
    return Saved(len(plan.notices), len(plan.newest), plan.same, len(issues))


def save_again(store: Store, run_id: str, position: int, original: Original) -> Saved:
    """Record a fetch of something ``already_read``: its notices are the same."""
    sightings, notices, issues = table(SightingRow), table(NoticeRow), table(IssueRow)
    count = select(func.count())
    with store.write() as connection:
        record_fetch(connection, run_id, position, original)
        same = connection.scalar(
            count.select_from(sightings.join(notices, notices.c.id == sightings.c.notice_id)).where(
                sightings.c.sha256 == original.sha256, notices.c.source == source_of(original)
            )
        )
        found = connection.scalar(
            count.select_from(issues).where(issues.c.sha256 == original.sha256)
        )
    return Saved(same=same or 0, issues=found or 0)


@dataclass
class _Plan:
    """The rows to write for one original, gathered notice by notice."""

    source: str
    sha256: str
    plain: bool
    same: int = 0
    notices: list[Row] = field(default_factory=list)
    newest: list[Row] = field(default_factory=list)
    versions: list[Row] = field(default_factory=list)
    bids: list[Row] = field(default_factory=list)
    bidding: list[Notice] = field(default_factory=list)
    sightings: list[Row] = field(default_factory=list)

    def place(self, read: Read, versions: Sequence[Row], previous: Before) -> None:
        """Decide which version of its notice this is; make the rows of a new one."""
        number = _number(read, versions, previous)
        if number <= len(versions):
            self.same += 1
        else:
            if versions:
                self.newest.append((number, read.id))
            else:
                self.notices.append((read.id, self.source, read.notice.stage, 1, None, None, None))
            self.versions.append(version_row(read, number, self.plain))
            if read.notice.bids:
                self.bids += bid_rows(read, number, self.plain)
            self.bidding.append(read.notice)
        self.sightings.append((self.sha256, read.id, number, read.at))

    def leave(self, read: Read, later: str) -> None:
        """Take over nothing from an original that is older than what is known of a notice."""
        self.same += 1
        read.found.append(Issue(code="olderThanKnown", text=f"known of {later}"))

    def write(self, connection: Connection) -> None:
        """Write all rows, those first that others refer to."""
        sql = statements(connection.dialect.name)
        write(connection, sql.notices, self.notices)
        write(connection, sql.newest, self.newest)
        write(connection, sql.versions, self.versions)
        write(connection, sql.parties, party_rows(self.bidding))
        write(connection, sql.bids, self.bids)
        write(connection, sql.sightings, self.sightings)


def _number(read: Read, versions: Sequence[Row], previous: Before) -> int:
    """The number of the version that this is; one more than there are for a new one."""
    if not versions:
        return 1
    matching = [number for number, hash in versions if hash == read.hash]
    if not matching:
        return len(versions) + 1
    if matching[-1] == len(versions):
        return len(versions)
    held = previous.holds.get(read.id)
    return matching[-1] if held is None or held in matching else len(versions) + 1


def _outdated(
    connection: Connection,
    original: Original,
    reads: Sequence[Read],
    versions: Mapping[str, Sequence[Row]],
) -> dict[str, str]:
    """The notices of which a later original says something else, and its day."""
    as_of = original.hints.as_of
    if as_of is None:
        return {}
    differing = [
        read.id for read in reads if versions.get(read.id) and versions[read.id][-1][1] != read.hash
    ]
    later: dict[str, str] = {}
    for start in range(0, len(differing), CHUNK):
        chunk = differing[start : start + CHUNK]
        later |= last_told(connection, source_of(original), chunk)
    return {id: day for id, day in later.items() if day > as_of}


def _renamed(
    connection: Connection,
    source: str,
    reads: Sequence[Read],
    versions: Mapping[str, Sequence[Row]],
    previous: Before,
) -> list[str]:
    """Give corrected notices the id they had before; the ids that were given."""
    if not previous.holds:
        return []
    present = {read.id for read in reads}
    missing = {id: number for id, number in previous.holds.items() if id not in present}
    unknown = {read.id: read for read in reads if read.id not in versions}
    if not missing or not unknown:
        return []
    gone = records_of(connection, missing)
    given = corrections(
        {id: read.notice for id, read in unknown.items()},
        gone,
        {id: notice_id(source, notice) for id, notice in gone.items()},
    )
    for id, correction in given.items():
        read = unknown[id]
        read.id = correction.id
        if correction.field:
            read.found.append(
                Issue(code="identityCorrected", label=correction.field, text=correction.text)
            )
    return [correction.id for correction in given.values()]


def _forget(connection: Connection, source: str, sha256: str, *, sightings: bool) -> None:
    """Take back what an earlier reading of the same bytes said, before it is said anew.

    Its issues always; what it sighted only if it was read with the same hints, for then this
    reading stands in its place.
    """
    issues, seen, notices = table(IssueRow), table(SightingRow), table(NoticeRow)
    ours = select(notices.c.id).where(notices.c.source == source)
    connection.execute(
        issues.delete().where(
            issues.c.sha256 == sha256,
            issues.c.notice_id.is_(None) | issues.c.notice_id.in_(ours),
        )
    )
    if sightings:
        connection.execute(seen.delete().where(seen.c.sha256 == sha256, seen.c.notice_id.in_(ours)))


def _next_position(connection: Connection, sha256: str) -> int:
    """The first free place among the issues of an original."""
    issues = table(IssueRow)
    last = connection.scalar(select(func.max(issues.c.position)).where(issues.c.sha256 == sha256))
    return (last or 0) + 1


def _one_writer(connection: Connection, source: str) -> None:
    """Wait until nobody else saves notices of this source. SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(
            text("SELECT pg_advisory_xact_lock(hashtext(:source))"), {"source": source}
        )
