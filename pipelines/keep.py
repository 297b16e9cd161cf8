"""One original, kept: archived, logged, read and stored; the same way wherever it comes from."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pipelines.archive import Archive
from pipelines.records import Original, Reading
from pipelines.store.save import Saved, already_read, end_run, save, save_again, start_run
from pipelines.store.session import Store
from pipelines.worker import Worker


class Run:
    """One run of one source: every original that it meets is kept, then it gets a verdict.

    The archive comes first and the store second, so that a crash between the two loses nothing:
    the same original, met again, changes nothing. Not thread-safe: one thread keeps for a run.
    """

    def __init__(
        self,
        store: Store,
        archive: Archive,
        worker: Worker,
        *,
        run_id: str,
        source: str,
        kind: str,
        started: datetime,
    ) -> None:
        self.store, self.archive, self.worker = store, archive, worker
        self.id, self.source, self.kind, self.started = run_id, source, kind, started
        self.reading: Reading | None = None
        """What was found in the original kept last; None if it had been read before."""
        self._position = 0
        archive.start_run(run_id, source, kind, started)
        start_run(store, run_id, source, kind, started)

    def keep(self, original: Original, reading: Reading | None = None) -> Saved:
        """Archive, log, read and store an original; one that was read before is only noted.

        ``reading`` is that of the original, where it was made already.
        """
        self._position += 1
        self.archive.record(self.id, self._position, original)
        self.reading = None
        if reading is None and already_read(self.store, original):
            return save_again(self.store, self.id, self._position, original)
        self.reading = reading or self.worker.read(original)
        return save(self.store, self.id, self._position, original, self.reading)

    def end(self, verdict: str, reason: str, counts: dict[str, Any], ended: datetime) -> None:
        """Close the run with its one verdict; only ok and quiet move the published data."""
        self.archive.end_run(self.id, verdict, reason, counts, ended)
        end_run(self.store, self.id, verdict, reason, counts, ended)
