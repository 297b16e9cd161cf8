"""Notices with the same identity told apart: each has an id of its own, and keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

import msgspec
from sqlalchemy import Connection

from pipelines.records import Issue, Original, to_json
from pipelines.store.fetched import Before, held_now, on_other_pages
from pipelines.store.identified import Read, twin_id
from pipelines.store.others import held_by_others
from pipelines.store.statements import Row
from pipelines.store.versions import newest_hash, versions_of


def tell_apart(
    connection: Connection,
    run_id: str,
    original: Original,
    reads: Sequence[Read],
    versions: Mapping[str, list[Row]],
    previous: Before,
) -> dict[str, list[Row]]:
    """Tell notices with the same identity apart; the versions of more of them than were read.

    Only where the store has another text under an id of theirs, where there are several of them,
    or where another page of their list holds one. ``previous``: what their address held before.
    """
    taken = on_other_pages(connection, run_id, original)
    held = {*previous.holds, *held_now(connection, original)} if versions else frozenset()
    unsettled = {
        read.first
        for read in reads
        if read.id != read.first
        or read.first in taken
        or newest_hash(versions, read.first) not in (None, read.hash)
    }
    pending = _by_identity(read for read in reads if read.first in unsettled)
    known = {
        first: [newest_hash(versions, read.id) for read in twins]
        for first, twins in pending.items()
    }
    more = _further(connection, known)
    possible = {
        twin_id(first, count): twins
        for first, twins in pending.items()
        for count in range(1, len(known[first]) + 1)
    }
    taken |= held_by_others(connection, run_id, original, possible)
    for first, twins in pending.items():
        settle(twins, known[first], taken, held)
    return more


def _further(connection: Connection, known: Mapping[str, list[str | None]]) -> dict[str, list[Row]]:
    """The versions of twins beyond those that were read; their hashes are added to ``known``."""
    more: dict[str, list[Row]] = {}
    asked = list(known)
    while asked:
        ids = {first: twin_id(first, len(known[first]) + 1) for first in asked}
        found = versions_of(connection, list(ids.values()))
        more |= found
        asked = [first for first in asked if ids[first] in found]
        for first in asked:
            known[first].append(newest_hash(found, ids[first]))
    return more


def _by_identity(reads: Iterable[Read]) -> dict[str, list[Read]]:
    """The notices of a reading by the id that their identity gives."""
    found: dict[str, list[Read]] = {}
    for read in reads:
        found.setdefault(read.first, []).append(read)
    return found


def settle(
    twins: Sequence[Read],
    known: Sequence[str | None],
    taken: Set[str] = frozenset(),
    held: Set[str] = frozenset(),
) -> None:
    """Give notices with one identity the ids under which the store has what they say.

    ``known`` are the hashes of the newest versions of the first of them, the second … Their order
    in a file means nothing, and another file may hold but one of them. Those that say something
    new take the ids that are left, those first that their address holds (``held``), in order. All
    but the first get an issue (``sameIdentity``). ``taken`` are ids of other notices: those that
    other pages of the same list hold, or other addresses with other facts.
    """
    first = twins[0].first
    others = [count for count in range(1, len(known) + 1) if twin_id(first, count) in taken]
    free = dict.fromkeys(range(1, max(len(twins) + len(others), len(known)) + 1))
    for count in others:
        del free[count]
    alike: dict[str, list[Read]] = {}
    for read in twins:
        alike.setdefault(read.hash, []).append(read)
    counts: dict[str, list[int]] = {}
    for hash, reads in alike.items():
        kept = [count for count, other in enumerate(known, 1) if other == hash and count in free]
        counts[hash] = kept[: len(reads)]
        for count in counts[hash]:
            del free[count]
    rest = iter(sorted(free, key=lambda count: twin_id(first, count) not in held))
    for read in twins:
        if len(counts[read.hash]) < len(alike[read.hash]):
            counts[read.hash].append(next(rest))
    for hash, reads in alike.items():
        # Those that say the same stand in the order of their ids, so that saving again moves none.
        for read, count in zip(reads, sorted(counts[hash]), strict=True):
            read.id = twin_id(first, count)
            if count > 1:
                _tell_twin(read, count)


def _tell_twin(read: Read, count: int) -> None:
    """Say in the record of a notice that it is the so manieth with its identity."""
    notice = read.notice
    doubled = Issue(code="sameIdentity", text=f"{notice.number or notice.title or ''}: {count}")
    read.notice = msgspec.structs.replace(notice, issues=[*notice.issues, doubled])
    read.record = to_json(msgspec.structs.replace(read.notice, at=None))
