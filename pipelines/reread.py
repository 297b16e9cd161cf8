"""The second road: from the archive to the store, with no network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from sqlalchemy import select

from pipelines.archive import Archive, Fetch, RunLog
from pipelines.records import Original, Reading
from pipelines.store.fetched import read_with, source_of
from pipelines.store.models import FetchRow
from pipelines.store.save import Saved, already_read, end_run, save, save_again, start_run
from pipelines.store.session import Store
from pipelines.store.statements import table


@dataclass
class Restored:
    """What a restoration did: runs replayed, originals read, fetches that needed no reading."""

    runs: int = 0
    read: int = 0
    known: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    issues: int = 0

    def add(self, saved: Saved) -> None:
        """Count what saving one original did."""
        self.new += saved.new
        self.changed += saved.changed
        self.same += saved.same
        self.issues += saved.issues


def restore(
    store: Store,
    archive: Archive,
    reader: Callable[[Original], Reading],
    on_original: Callable[[Original], None] | None = None,
) -> Restored:
    """Replay the runs of the archive into a store, in the order in which they started.

    An empty store becomes what crawling made of it. In one that holds things, what it lacks is
    added; an original that an older reader read is read again if it is the newest of its
    address, while older ones keep what was read from them. ``on_original`` hears of each
    original before it is read.
    """
    replay = _Replay(store, archive, reader, on_original)
    for log in archive.runs():
        replay.run(log)
    return replay.done


@dataclass
class _Replay:
    """A restoration under way."""

    store: Store
    archive: Archive
    reader: Callable[[Original], Reading]
    on_original: Callable[[Original], None] | None
    done: Restored = field(default_factory=Restored)

    def run(self, log: RunLog) -> None:
        """One run: its beginning, its fetches, its verdict."""
        run, end = log.run, log.end
        assert run is not None, "the archive lists only runs that said what they are"
        start_run(self.store, run.id, run.source, run.kind, run.started)
        stored = self._stored(run.id)
        for fetch in log.fetches():
            if self._is_current(run.id, fetch, stored.get(fetch.position)):
                self.done.known += 1
            else:
                self._fetch(run.id, fetch)
        if end is not None:
            end_run(self.store, run.id, end.verdict, end.reason, end.counts, end.ended)
        self.done.runs += 1

    def _is_current(self, run_id: str, fetch: Fetch, stored_with: str | None) -> bool:
        """Whether the store has what it should have of a fetch."""
        if stored_with is None:
            return False
        if stored_with == read_with(fetch.hints):
            return True
        return self._newest[_address(fetch)] != (fetch.fetched_at, run_id, fetch.position)

    def _fetch(self, run_id: str, fetch: Fetch) -> None:
        """One fetch, as a crawl would have handled it."""
        original = self.archive.original(fetch)
        if already_read(self.store, original):
            self.done.known += 1
            self.done.add(save_again(self.store, run_id, fetch.position, original))
            return
        if self.on_original is not None:
            self.on_original(original)
        self.done.read += 1
        reading = self.reader(original)
        self.done.add(save(self.store, run_id, fetch.position, original, reading))

    def _stored(self, run_id: str) -> dict[int, str]:
        """With what each fetch of a run was read, by its position."""
        fetches = table(FetchRow)
        query = select(fetches.c.position, fetches.c.read_with).where(fetches.c.run_id == run_id)
        with self.store.engine.connect() as connection:
            return dict(connection.execute(query).all())

    @cached_property
    def _newest(self) -> dict[tuple[str, ...], tuple[datetime, str, int]]:
        """The newest fetch of each address. Not asked for when a store is filled anew."""
        newest: dict[tuple[str, ...], tuple[datetime, str, int]] = {}
        for log in self.archive.runs():
            for fetch in log.fetches():
                place = (fetch.fetched_at, log.path.stem, fetch.position)
                address = _address(fetch)
                newest[address] = max(place, newest.get(address, place))
        return newest


def _address(fetch: Fetch) -> tuple[str, ...]:
    """What tells one question to a site from another."""
    return (source_of(fetch), fetch.url, fetch.method, str(fetch.request_body))
