"""The rows of a bulk file of the register, in chunks: zip or plain, Shift_JIS or UTF-8.

Memory doesn't grow with the file. A row that can't be right is counted, with its line and the
reason; a row with another number of columns ends the reading, since what follows can't be trusted.
"""

from __future__ import annotations

import codecs
import csv
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO

from pipelines.errors import ArgumentError, Unreadable
from pipelines.extract.formats import ZIP_ERRORS
from pipelines.register.layout import FIELDS, HIDDEN, LATEST, NAME, NUMBER, UPDATED, kept_of

# More rows at once only keep Python's search for cycles busy with them.
CHUNK = 500
_BLOCK = 1 << 20
_EXAMPLES = 5
_FLAGS = frozenset(("0", "1"))
# Σ digit × 1, 2, 1, 2 from the right, of each four digits: three of them make the check digit.
_SUMS = {
    f"{four:04}": sum(int(digit) * (1 + place % 2) for place, digit in enumerate(f"{four:04}", 1))
    for four in range(10_000)
}

_CHECK = "987654321"  # 9 − (Σ mod 9)

Row = tuple[str, ...]


@dataclass
class Counted:
    """What was met in files so far. ``examples`` are the first invalid rows: place and reason."""

    rows: int = 0
    invalid: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)


Progress = Callable[[int, int], None]
"""Told how many bytes of how many were read."""


def chunks(path: Path, counted: Counted, progress: Progress | None = None) -> Iterator[list[Row]]:
    """The kept texts of the valid rows of a file, some hundreds at a time, in its order.

    ArgumentError where the file isn't there or has other columns from its first row on;
    Unreadable where it breaks off or is damaged.
    """
    with _opened(path) as members:
        for name, member, size in members:
            lines = _Lines(member, name)
            first, before = 1, counted.rows
            for batch in _batches(lines):
                yield _kept(batch, first, lines, counted)
                first += len(batch)
                if progress:
                    progress(lines.read, size)
            if counted.rows == before:
                raise Unreadable(
                    "emptyFile", f"expected rows of the register in {name}, found none"
                )


def _batches(lines: _Lines) -> Iterator[list[list[str]]]:
    reader = csv.reader(lines)
    try:
        while batch := list(islice(reader, CHUNK)):
            yield batch
    except csv.Error as error:
        raise _damaged(lines.name, f"{error} in line {reader.line_num}") from error
    except ZIP_ERRORS as error:
        raise _damaged(lines.name, str(error)) from error


def _kept(batch: list[list[str]], first: int, lines: _Lines, counted: Counted) -> list[Row]:
    """What is kept of the valid rows; the others are counted. ``first`` is the first one's place.

    One loop for all rows: five million calls of a function would take as long as the check itself.
    """
    width, sums, flags = len(FIELDS), _SUMS, _FLAGS
    doubtful, lines.doubtful = lines.doubtful, False
    kept: list[Row] = []
    for place, row in enumerate(batch, first):
        if len(row) != width:
            if not row:  # an empty line
                counted.rows -= 1
                continue
            raise _other_columns(lines.name, place, len(row))
        number, updated = row[NUMBER], row[UPDATED]
        try:
            total = sums[number[1:5]] + sums[number[5:9]] + sums[number[9:]]
            holds = number[0] == _CHECK[total % 9]
        except KeyError:
            holds = False
        if (
            holds
            and row[NAME]
            and len(updated) == 10
            and row[LATEST] in flags
            and row[HIDDEN] in flags
            and not (doubtful and _lost(row))
        ):
            kept.append(kept_of(row))
            continue
        reason = _fault(row, holds)
        counted.invalid[reason] += 1
        if len(counted.examples) < _EXAMPLES:
            counted.examples.append(f"{lines.name}, row {place:,}: {reason}: {number[:20]!r}")
    counted.rows += len(batch)
    return kept


def _fault(row: list[str], holds: bool) -> str:
    """Why a row can't be right."""
    if not holds:
        return "no 法人番号 with a check digit that holds"
    if not row[NAME]:
        return "no name"
    if len(row[UPDATED]) != 10:
        return "no date of update"
    if row[LATEST] not in _FLAGS or row[HIDDEN] not in _FLAGS:
        return "no mark of the latest row"
    return "bytes that are no text"


def _lost(row: list[str]) -> bool:
    """Whether letters of a row were lost, or it holds NUL."""
    text = "".join(row)
    return "\ufffd" in text or "\0" in text


class _Lines:
    """The lines of a binary file as text; ``doubtful`` once one may hold lost letters or NUL."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self.name = name
        self.read = 0
        self.doubtful = False
        self._file = file

    def __iter__(self) -> Iterator[str]:
        block = self._file.read(_BLOCK)
        decoder = codecs.getincrementaldecoder(_encoding(block, self.name))(errors="replace")
        rest = ""
        while block:
            self.read += len(block)
            text = rest + decoder.decode(block)
            self.doubtful |= "\ufffd" in text or "\0" in text
            *lines, rest = text.split("\n")
            yield from lines
            block = self._file.read(_BLOCK)
        rest += decoder.decode(b"", final=True)
        self.doubtful |= "\ufffd" in rest or "\0" in rest
        if rest:
            yield rest


def _encoding(head: bytes, name: str) -> str:
    """UTF-8 if the beginning of a file is that, else cp932; told by the bytes, not the name."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise ArgumentError(f"expected {name} in UTF-8 or Shift_JIS, found UTF-16")
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "cp932"
    return "utf-8-sig"


@contextmanager
def _opened(path: Path) -> Iterator[Iterator[tuple[str, IO[bytes], int]]]:
    """The tables in a file: itself, or the CSV files in a zip (beside their signatures, .asc)."""
    if not path.is_file():
        raise ArgumentError(f"expected a file, found nothing at {path}")
    with path.open("rb") as file:
        if file.read(2) != b"PK":
            file.seek(0)
            yield iter([(path.name, file, path.stat().st_size)])
            return
        try:
            with zipfile.ZipFile(file) as archive:
                tables = [
                    one for one in archive.infolist() if one.filename.lower().endswith(".csv")
                ]
                if not tables:
                    raise ArgumentError(f"expected a CSV file in {path}, found none")
                yield (
                    (f"{path.name}/{one.filename}", archive.open(one), one.file_size)
                    for one in tables
                )
        except ZIP_ERRORS as error:
            raise _damaged(path.name, str(error)) from error


def _damaged(name: str, found: str) -> Unreadable:
    return Unreadable(
        "damaged",
        f"expected a whole file of the register, found in {name}: {found}: fetch it again; the "
        "rows before are stored, and importing it again changes nothing of them",
    )


def _other_columns(name: str, place: int, count: int) -> ArgumentError | Unreadable:
    """Another table from its first line on, or one that breaks off later."""
    if place > 1:
        return _damaged(name, f"{count} columns instead of {len(FIELDS)} in row {place:,}")
    return ArgumentError(
        f"expected {len(FIELDS)} columns ({FIELDS[0]}, {FIELDS[1]} … {FIELDS[-1]}) without a "
        f"header, as 国税庁's files 全件データ and 差分データ have them, found {count} in "
        f"{name}: give one of those; if it is one, their layout has changed"
    )
