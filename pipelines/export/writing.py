"""What the writers of tables have in common, and how files are put in place."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, Protocol

from pipelines.errors import ArgumentError
from pipelines.export.columns import Table, Value

Format = Literal["csv", "xlsx", "parquet"]


@dataclass(frozen=True)
class Written:
    """A table that was written: to which file, how many rows.

    ``sheets`` are the sheets of a workbook that hold it, more than one where a sheet was full;
    ``cut`` is how many cells were longer than a workbook allows and end in a mark.
    """

    table: str
    path: Path
    rows: int
    sheets: tuple[str, ...] = ()
    cut: int = 0


@dataclass(frozen=True)
class About:
    """What is to be known of an export: lines for people, and the time it is dated with."""

    lines: tuple[tuple[str, str], ...] = ()
    time: datetime | None = None


class Writer(Protocol):
    """Takes rows of any table in any order, and gives files in its folder."""

    def close(self) -> None:
        """Close what is open; after an error the files are good for nothing."""

    def write(self, table: Table[Any], row: Sequence[Value]) -> None:
        """One row of a table, its values in the order of the columns."""

    def finish(self, about: About) -> list[Written]:
        """Complete the files; one entry a table."""


@dataclass
class Workplace:
    """A folder beside the target, in which files are made until they are whole."""

    folder: Path
    target: Path
    name: str
    written: list[Written] = field(default_factory=list)


@contextmanager
def workplace(out: Path, format: Format) -> Iterator[Workplace]:
    """Make files aside and put them in place at the end, each whole; nothing after an error.

    The folder's name is always the same: what a killed export left is cleared by the next one.
    """
    target, name = _target(out, format)
    target.mkdir(parents=True, exist_ok=True)
    place = Workplace(target / f".{name or 'tables'}.{format}.part", target, name)
    shutil.rmtree(place.folder, ignore_errors=True)
    place.folder.mkdir()
    try:
        yield place
        moved: dict[Path, Path] = {}
        for one in place.written:
            if one.path not in moved:
                moved[one.path] = _put(one.path, target)
        place.written = [replace(one, path=moved[one.path]) for one in place.written]
    finally:
        shutil.rmtree(place.folder, ignore_errors=True)


def _target(out: Path, format: Format) -> tuple[Path, str]:
    """The folder that files go to and, for a workbook, the name of its file."""
    if format == "xlsx":
        if out.suffix.lower() != ".xlsx" or out.is_dir():
            raise ArgumentError(f"expected the name of a workbook like tables.xlsx, found {out}")
        return out.parent, out.name
    if out.exists() and not out.is_dir():
        raise ArgumentError(f"expected a folder for one file a table, found the file {out}")
    return out, ""


def _put(path: Path, target: Path) -> Path:
    """Move a file to its place once the disk has it."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    return path.replace(target / path.name)
