"""Reading in a child process with bounds of time and memory: ``Worker``, and what the two say.

A file that hangs, crashes or explodes costs only itself and leaves an issue. What reads is imported
by the child alone (``pipelines.reading``): a crawl starts without it.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO

import msgspec

from pipelines.errors import SetupError, Unreadable
from pipelines.records import Issue, Original, Reading

READER = "tables/4"
"""Name and version of the reader: raise it when a reading changes, then ``chotatsu reread``."""

UNREADABLE = frozenset(
    [
        "emptyFile",
        "damaged",
        "encrypted",
        "tooLarge",
        "unknownFormat",
        "answerError",
        "needsLibreOffice",
        "readerTimeout",
        "readerCrashed",
    ]
)
"""Codes of issues that mean that a file could not be read at all."""

TIME_LIMIT = 120.0
"""Seconds for one file; the largest real one takes half a second."""

MEMORY_LIMIT = 2 * 1024**3
"""Bytes of address space for the child process."""


def unreadable(original: Original, code: str, message: str) -> Reading:
    """The reading of a file that can't be read: no notice, and the issue that says why."""
    name = original.hints.name or original.url
    return Reading(original.sha256, (), (Issue(code=code, label=name, text=message),))


class Worker:
    """Reads originals in a child process, one at a time; starts a new one after a death.

    A bad file never raises: it gives a reading with one issue, of a code in ``UNREADABLE``. Use it
    as a context manager. The limits are there to be made small in tests.
    """

    def __init__(self, time_limit: float = TIME_LIMIT, memory_limit: int = MEMORY_LIMIT) -> None:
        self._time_limit, self._memory_limit = time_limit, memory_limit
        self._child: subprocess.Popen[bytes] | None = None
        self._stderr: IO[bytes] | None = None
        self._one = threading.Lock()

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, original: Original) -> Reading:
        """The reading of an original, within the bounds; one at a time, whoever asks."""
        with self._one:
            return self._read(original)

    def _read(self, original: Original) -> Reading:
        child = self._started()
        assert child.stdin
        assert child.stdout
        late = threading.Event()

        def stop() -> None:
            late.set()
            child.kill()

        timer = threading.Timer(self._time_limit, stop)
        timer.start()
        try:
            send(child.stdin, ORIGINAL, pickle.dumps(original, pickle.HIGHEST_PROTOCOL))
            kind, message = receive(child.stdout)
            if kind == READING:
                return _readings.decode(message)
            failure = Unreadable(*_failures.decode(message))
        except (EOFError, OSError, msgspec.DecodeError):
            self._stop()
            failure = self._timeout() if late.is_set() else self._death()
        finally:
            timer.cancel()
            if late.is_set():
                self._stop()
        return unreadable(original, failure.code, str(failure))

    @property
    def process_id(self) -> int | None:
        """The id of the child process, None while there is none."""
        return self._child.pid if self._child else None

    def close(self) -> None:
        """End the child process, if one runs; the next file starts a new one."""
        self._stop()
        if self._stderr:
            self._stderr.close()
            self._stderr = None

    def _stop(self) -> None:
        if self._child:
            self._child.kill()
            self._child.communicate()
            self._child = None

    def _started(self) -> subprocess.Popen[bytes]:
        """The child that runs, or a new one, once it is ready: starting takes no file's time."""
        if self._child is None or self._child.poll() is not None:
            self.close()
            self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 (close ends it)
            self._child = subprocess.Popen(
                [sys.executable, "-m", "pipelines.reading", str(self._memory_limit)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._stderr,
                env={**os.environ, "PYTHONPATH": _import_path()},
            )
            assert self._child.stdout
            if self._child.stdout.read(1) != READY:
                self._stop()
                raise SetupError(f"expected a reader process, found: {self._last_words()}")
        return self._child

    def _timeout(self) -> Unreadable:
        return Unreadable(
            "readerTimeout",
            f"expected to read the file within {self._time_limit:g} s, found it still being read: "
            "a developer must look at it",
        )

    def _death(self) -> Unreadable:
        """Why the child died on a file, by its last words: memory that isn't there ends it."""
        told = self._last_words()
        if "memory allocation" in told or "MemoryError" in told:
            return no_memory(self._memory_limit)
        return Unreadable(
            "readerCrashed",
            f"expected a reading, found the reader dead ({told or 'no message'}): a developer "
            "must look at the file",
        )

    def _last_words(self) -> str:
        """What the child wrote to its standard error, in a line: the panic, or the exception."""
        if self._stderr is None:
            return ""
        self._stderr.seek(0)
        lines = [line.strip() for line in self._stderr.read().decode(errors="replace").split("\n")]
        told = [line for line in lines if line]
        panic = [line for line in told if line.startswith(("memory allocation", "thread "))]
        return (panic[:1] or told[-1:] or [""])[0][:300]


def _import_path() -> str:
    """Where the child finds this program, from whatever folder it is called."""
    here = str(Path(__file__).resolve().parents[1])
    return os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))


READY, ORIGINAL, READING, FAILURE = b"y", b"o", b"r", b"f"
_readings = msgspec.msgpack.Decoder(Reading)
_failures = msgspec.msgpack.Decoder(tuple[str, str])


def no_memory(limit: int) -> Unreadable:
    return Unreadable(
        "tooLarge",
        f"expected a file that needs at most {limit // 1024**2:,} MB of memory, found one that "
        "needs more: ask the publisher; if it is a real list, the operator must raise the limit",
    )


def send(pipe: IO[bytes], kind: bytes, message: bytes) -> None:
    pipe.write(kind + len(message).to_bytes(8, "big") + message)
    pipe.flush()


def receive(pipe: IO[bytes]) -> tuple[bytes, bytes]:
    """The kind of the next message, and the message; EOFError if the other end has gone."""
    kind, size = pipe.read(1), pipe.read(8)
    message = pipe.read(int.from_bytes(size, "big"))
    if len(size) < 8 or len(message) < int.from_bytes(size, "big"):
        raise EOFError
    return kind, message
