"""The archive: every original once, by its SHA-256, and a log of what each run received.

::

    originals/ab/abcd…      the bytes, as received
    runs/RUN.jsonl          first line the run, a line a fetch, last line the verdict
    journals/SOURCE.journal what a run got that has no verdict yet (``pipelines.journal``)
    tmp/                    bodies being written

Everything can be made again from it. A killed process leaves it whole: a body has its name only
when all of it is on the disk, and a log only grows, a line at a time. A line that was cut short
(by a power cut, a full disk) is passed over, and cut off before the next is written.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from pipelines.errors import SetupError
from pipelines.records import Entry, Hints, Original

FOLDER_VARIABLE = "CHOTATSU_ARCHIVE"
DEFAULT_FOLDER = "archive"

_RUN_ID = re.compile(r"[\w.+:@-]+")  # 20261125T093000Z-mlit_chubu
_DAY = 86_400.0


class _Line(msgspec.Struct, rename="camel", omit_defaults=True, tag_field="line", kw_only=True):
    """Base of the lines of a log; ``line`` says which kind one is."""


class Run(_Line, tag="run"):
    """The first line of a log: which run this is."""

    id: str
    source: str
    kind: str
    started: datetime


class Fetch(_Line, tag="fetch"):
    """A line a fetch: everything of an original but its bytes. ``request_body`` is base64."""

    position: int
    url: str
    sha256: str
    size: int
    fetched_at: datetime
    status: int
    method: str = "GET"
    request_body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    encoding: str | None = None
    hints: Hints = msgspec.field(default_factory=Hints)
    entry: Entry | None = None


class End(_Line, tag="end", kw_only=True):
    """The last line of a log: how the run ended. Missing while it runs, or if it was killed."""

    verdict: str
    reason: str | None = None
    counts: dict[str, Any] = {}
    ended: datetime


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Run | Fetch | End)


class RunLog:
    """The log of one run. Reads anew from the file each time it is asked."""

    def __init__(self, archive: Archive, path: Path) -> None:
        self._archive, self.path = archive, path

    @property
    def run(self) -> Run | None:
        """The run; None if it was killed before it could say."""
        return next((line for line in self._lines() if isinstance(line, Run)), None)

    @property
    def end(self) -> End | None:
        """How the run ended; None if it didn't."""
        ends = [line for line in self._lines() if isinstance(line, End)]
        return ends[-1] if ends else None

    def fetches(self) -> Iterator[Fetch]:
        """What was received, in order, without the bytes."""
        return (line for line in self._lines() if isinstance(line, Fetch))

    def originals(self) -> Iterator[tuple[int, Original]]:
        """What was received, in order, with the bytes; the position of each beside it."""
        for fetch in self.fetches():
            yield fetch.position, self._archive.original(fetch)

    def _lines(self) -> Iterator[Run | Fetch | End]:
        with self.path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if not line.endswith(b"\n"):
                    return
                try:
                    yield _decoder.decode(line)
                except msgspec.DecodeError as error:
                    raise SetupError(
                        f"expected a line of a run's log, found {line[:80]!r} "
                        f"at {self.path}:{number} ({error})"
                    ) from error


MOST_BYTES = 100 * 1024 * 1024
"""The largest original that is taken, from the web or from a user: no list comes near it."""


class Archive:
    """A folder of originals and run logs. Any number of processes may write to it at once.

    A body is forced to the disk before it gets its name. Log lines are handed to the system one
    by one, which a killed process can't undo, and forced to the disk when the run ends: a power
    cut may cost the lines of runs that had no verdict yet, as it may cost the store their last
    transactions.
    """

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        self._originals = self.folder / "originals"
        self._runs = self.folder / "runs"
        self._tmp = self.folder / "tmp"
        self.journals = self.folder / "journals"
        try:
            for part in (self._originals, self._runs, self._tmp):
                part.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SetupError(f"expected a folder for the archive, found: {error}") from error

    def put(self, body: bytes) -> str:
        """Keep bytes; their SHA-256. Bytes that are there already are not written again."""
        sha256 = hashlib.sha256(body).hexdigest()
        path = self._path(sha256)
        if path.exists():
            return sha256
        try:
            path.parent.mkdir(exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._tmp)
            try:
                with open(handle, "wb") as file:
                    file.write(body)
                    file.flush()
                    os.fchmod(handle, 0o444)
                    os.fsync(handle)
                os.replace(name, path)
            except BaseException:
                with suppress(FileNotFoundError):
                    os.unlink(name)
                raise
            _force(path.parent)
        except OSError as error:
            raise SetupError(f"expected room for an original in {path}, found: {error}") from error
        return sha256

    def has(self, sha256: str) -> bool:
        """Whether there are bytes of that name."""
        return self._path(sha256).is_file()

    def get(self, sha256: str) -> bytes:
        """The bytes of that name, checked against it. SetupError if they are lost or changed."""
        path = self._path(sha256)
        try:
            body = path.read_bytes()
        except OSError as error:
            raise SetupError(f"expected an original in {path}, found: {error}") from error
        found = hashlib.sha256(body).hexdigest()
        if found != sha256:
            raise SetupError(f"expected the original of its name in {path}, found {found}")
        return body

    def start_run(self, run_id: str, source: str, kind: str, started: datetime) -> None:
        """Begin the log of a run. One that has begun goes on."""
        self._clean()
        path = self._log(run_id)
        if not path.exists() or RunLog(self, path).run is None:
            _append(path, Run(id=run_id, source=source, kind=kind, started=started))

    def record(self, run_id: str, position: int, original: Original) -> str:
        """Keep an original and log its fetch; its SHA-256."""
        sha256 = self.put(original.body)
        fetch = Fetch(
            position=position,
            url=original.url,
            sha256=sha256,
            size=len(original.body),
            fetched_at=original.fetched_at,
            status=original.status,
            method=original.method,
            request_body=original.request_body,
            headers=original.headers,
            encoding=original.encoding,
            hints=original.hints,
            entry=original.entry,
        )
        _append(self._log(run_id), fetch)
        return sha256

    def end_run(
        self,
        run_id: str,
        verdict: str,
        reason: str | None,
        counts: Mapping[str, Any],
        ended: datetime,
    ) -> None:
        """Write the verdict, and force the log to the disk."""
        line = End(verdict=verdict, reason=reason, counts=dict(counts), ended=ended)
        _append(self._log(run_id), line, force=True)
        _force(self._runs)

    def runs(self) -> Iterator[RunLog]:
        """The logs of all runs that said what they are, in the order in which they started."""
        started = []
        for path in self._runs.glob("*.jsonl"):
            log = RunLog(self, path)
            if (run := log.run) is not None:
                started.append((run.started, run.id, log))
        return (log for _, _, log in sorted(started, key=lambda entry: entry[:2]))

    def original(self, fetch: Fetch) -> Original:
        """The original of a line of a log, with its bytes."""
        return Original(
            url=fetch.url,
            body=self.get(fetch.sha256),
            fetched_at=fetch.fetched_at,
            hints=fetch.hints,
            status=fetch.status,
            method=fetch.method,
            request_body=fetch.request_body,
            headers=fetch.headers,
            encoding=fetch.encoding,
            entry=fetch.entry,
        )

    def _path(self, sha256: str) -> Path:
        return self._originals / sha256[:2] / sha256

    def _log(self, run_id: str) -> Path:
        if not _RUN_ID.fullmatch(run_id):
            raise ValueError(f"expected a run id that can name a file, found {run_id!r}")
        return self._runs / f"{run_id}.jsonl"

    def _clean(self) -> None:
        """Remove what processes that were killed while writing left a day ago or more."""
        for path in self._tmp.iterdir():
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < time.time() - _DAY:
                    path.unlink()


def open_archive(folder: Path | str | None = None) -> Archive:
    """The archive in a folder; without one ``CHOTATSU_ARCHIVE`` says where, else ``archive``."""
    return Archive(folder or os.environ.get(FOLDER_VARIABLE) or DEFAULT_FOLDER)


def _append(path: Path, line: _Line, *, force: bool = False) -> None:
    """Add a line in one piece, after cutting off one that was cut short."""
    data = _encoder.encode(line) + b"\n"
    try:
        with path.open("ab+", buffering=0) as file:
            _heal(file)
            if file.write(data) != len(data):
                raise OSError("no room for the whole line")
            if force:
                os.fsync(file.fileno())
    except OSError as error:
        raise SetupError(f"expected room for a line in {path}, found: {error}") from error


def _heal(file: Any) -> None:
    """Cut off what follows the last end of a line. It named nothing: it was never finished."""
    size = file.seek(0, os.SEEK_END)
    if size == 0:
        return
    file.seek(size - 1)
    if file.read(1) == b"\n":
        return
    file.seek(0)
    file.truncate(file.read().rfind(b"\n") + 1)


def _force(folder: Path) -> None:
    """Force the names in a folder to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
