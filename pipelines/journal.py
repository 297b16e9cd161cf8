"""The journal of a run: every answer that it got, kept until it has its verdict.

A run that is killed leaves its journal in ``journals/SOURCE.journal`` of the archive's folder, and
the next crawl of the source goes on from it. It only grows, a frame at a time: length and checksum,
then a record. A frame that was cut short is cut off before the next is written. Nothing is forced
to the disk: a killed process can't undo what the system was handed, and what a power cut costs is
asked for again.
"""

from __future__ import annotations

import fcntl
import os
import struct
import time
import zlib
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

import msgspec

SUFFIX = ".journal"
_HEAD = struct.Struct(">II")  # length and CRC-32 of what follows


class _Frame(msgspec.Struct, tag_field="frame", omit_defaults=True, kw_only=True):
    """Base of the frames; ``frame`` says which kind one is."""


class Begun(_Frame, tag="run"):
    """A run began, or goes on with the journal of one that was killed.

    ``part`` is the part of its source that it was asked for: since, until, sample.
    """

    run: str
    started: datetime
    part: dict[str, str | int | None]


class Answer(_Frame, tag="answer"):
    """What came over the wire on one request, whose fingerprint is ``key``.

    The body is here (``packed``: by zlib), or in the archive under its ``sha256``.
    """

    key: bytes
    fetched_at: datetime
    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""
    packed: bool = False
    sha256: str | None = None

    def content(self) -> bytes:
        """The body, where it is here."""
        return zlib.decompress(self.body) if self.packed else self.body


class Stopped(_Frame, tag="stopped"):
    """Its user stopped the run, which got a verdict: it can be gone on with all the same."""

    at: datetime


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Begun | Answer | Stopped)


def packed(body: bytes) -> tuple[bytes, bool]:
    """A body as it is kept, and whether it was packed: a text takes a fifth of the room."""
    if b"\0" in body[:1024] or len(body) < 512:
        return body, False
    return zlib.compress(body, 1), True


@dataclass
class Left:
    """What a journal holds of a run that didn't end: who it was, and where each answer is."""

    run: Begun
    first: datetime
    last: datetime
    stopped: bool = False
    answers: dict[bytes, deque[int]] = field(default_factory=dict)
    """By the fingerprint of a request, the places of its answers in the order they came."""

    @property
    def count(self) -> int:
        return sum(map(len, self.answers.values()))


class Journal:
    """The journal of one source, held by one process: while it lives, no other may have it."""

    def __init__(self, path: Path, file: IO[bytes]) -> None:
        self.path, self._file = path, file
        self.left = self._read()

    @classmethod
    def open(cls, folder: Path, source: str) -> Journal | None:
        """The journal of a source; None while another process crawls it. OSError if it can't be."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{source}{SUFFIX}"
        file = _locked(path)
        return cls(path, file) if file else None

    @property
    def size(self) -> int:
        """Bytes that it takes on the disk."""
        return os.fstat(self._file.fileno()).st_size

    def clear(self) -> None:
        """Forget what it holds."""
        self.left = None
        self._file.truncate(0)

    def write(self, frame: Begun | Answer | Stopped) -> None:
        """Add a frame in one piece; OSError if there is no room, and then nothing is added."""
        data = _encoder.encode(frame)
        whole = _HEAD.pack(len(data), zlib.crc32(data)) + data
        size = self.size
        try:
            if self._file.write(whole) != len(whole):
                raise OSError("no room for the whole frame")
        except OSError:
            self._file.truncate(size)
            raise

    def take(self, key: bytes) -> Answer | None:
        """The next answer that the run which was left got on a request; each is given once."""
        places = self.left.answers.get(key) if self.left else None
        if not places:
            return None
        self._file.seek(places.popleft())
        frame = self._next()
        return frame if isinstance(frame, Answer) else None

    def remove(self) -> None:
        """The run has its verdict: nothing is left to go on with."""
        self.path.unlink(missing_ok=True)
        self.close()

    def close(self) -> None:
        """Let others have it."""
        self._file.close()

    def _read(self) -> Left | None:
        """What it holds; what was cut short at its end is cut off."""
        left: Left | None = None
        whole = 0
        for place, frame in self._frames():
            whole = self._file.tell()
            if isinstance(frame, Begun):
                if left is None:
                    left = Left(frame, frame.started, frame.started)
                left.run, left.last, left.stopped = frame, frame.started, False
            elif left is None:
                break  # the beginning is missing: nobody knows whose answers these are
            elif isinstance(frame, Answer):
                left.answers.setdefault(frame.key, deque()).append(place)
                left.last = max(left.last, frame.fetched_at)
            else:
                left.stopped = True
        if self.size > (keep := whole if left else 0):
            self._file.truncate(keep)
        return left

    def _frames(self) -> Iterator[tuple[int, Begun | Answer | Stopped]]:
        place = self._file.seek(0)
        while (frame := self._next()) is not None:
            yield place, frame
            place = self._file.tell()

    def _next(self) -> Begun | Answer | Stopped | None:
        """The frame at this place; None for one that was cut short."""
        head = self._file.read(_HEAD.size)
        if len(head) < _HEAD.size:
            return None
        length, checksum = _HEAD.unpack(head)
        data = self._file.read(length)
        if len(data) < length or zlib.crc32(data) != checksum:
            return None
        try:
            found: Begun | Answer | Stopped = _decoder.decode(data)
        except msgspec.DecodeError:  # of another version of this program
            return None
        return found


def remove_old(folder: Path, age: timedelta) -> None:
    """Remove the journals that nobody wrote to for so long, and that no living process holds."""
    for path in folder.glob(f"*{SUFFIX}"):
        with suppress(OSError):
            if path.stat().st_mtime >= time.time() - age.total_seconds():
                continue
            if file := _locked(path):
                path.unlink(missing_ok=True)
                file.close()


def _locked(path: Path) -> IO[bytes] | None:
    """A file to read and add to, made if there is none; None while another process holds it.

    The lock is the system's, and ends with the process, however that ends.
    """
    while True:
        file = path.open("ab+", buffering=0)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return None
        # Its last holder may have removed it between our two steps: then it has no name.
        with suppress(FileNotFoundError):
            if path.stat().st_ino == os.fstat(file.fileno()).st_ino:
                return file
        file.close()
