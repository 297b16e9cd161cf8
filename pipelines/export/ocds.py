"""Releases, records and packages to a folder: ``chotatsu export ocds OUT``.

    OUT/releases.jsonl   one release a line
    OUT/records.jsonl    one record a line: all releases of a process, and the compiled one
    OUT/packages/        a release package and a record package a buyer and fiscal year

Releases were made and checked when they were minted; here their text is streamed. Everything is
written to a hidden folder and moved to its name when it is complete, so that a killed export
leaves no half file, and a repeated one the same files. The same store gives the same bytes.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection, Select, String, select

from pipelines.errors import SetupError
from pipelines.export.filter import Filter
from pipelines.export.published import snapshot
from pipelines.ocds.package import Publisher, head, package_name, publisher, tail
from pipelines.ocds.record import record
from pipelines.records import from_json
from pipelines.store.models import NoticeRow, ReleaseRow, VersionRow
from pipelines.store.session import Store
from pipelines.store.statements import table

_PART = ".export"
_MANIFEST = ".manifest.json"
_BUFFER = 1 << 20
_ROWS = 1_000
_RETRIEVED = b'"retrievedDate":"'
_DATE_LENGTH = len("2018-07-02T09:30:00+09:00")


@dataclass(frozen=True)
class Exported:
    """What was written, and where; ``packages`` counts files."""

    releases: int
    records: int
    packages: int
    folder: Path


def export_ocds(
    store: Store,
    out: Path,
    where: Filter | None = None,
    progress: Callable[[int], None] | None = None,
) -> Exported:
    """Write all releases, or those of the processes of which any notice passes the filter.

    A process is taken whole. ``progress`` is told how many releases more were written.
    SetupError if the folder can't be written to.
    """
    try:
        part = out / _PART
        shutil.rmtree(part, ignore_errors=True)
        (part / "packages").mkdir(parents=True)
        with snapshot(store) as connection:
            taken = _taken(connection, where) if where and where != Filter() else None
            query = _query(connection.dialect.name).execution_options(yield_per=_ROWS)
            rows: Iterator[Any] = iter(connection.execute(query))
            if taken is not None:
                rows = (row for row in rows if row.ocid in taken)
            exported = _write(rows, part, out, publisher(), progress)
        _publish(part, out)
    except OSError as error:
        raise SetupError(f"expected a folder to write to at {out}, found: {error}") from error
    return exported


def _taken(connection: Connection, where: Filter) -> Collection[str]:
    """The ocids of processes of which a published version passes a filter."""
    releases, versions = table(ReleaseRow).c, table(VersionRow).c
    query = select(releases.ocid, versions.record).where(
        versions.notice_id == releases.notice_id, versions.number == releases.number
    )
    if where.source is not None:
        query = query.where(releases.source == where.source)
    rows = connection.execute(query.execution_options(yield_per=_ROWS))
    return {ocid for ocid, record_ in rows if where.takes(from_json(record_))}


def _query(dialect: str) -> Select[Any]:
    """Buyer, fiscal year, ocid, date and text, in the order of packages and of merging.

    Releases of notices that their publisher has withdrawn are left out.
    """
    notices = table(NoticeRow).c
    withdrawn = select(notices.id).where(notices.withdrawn.is_not(None))
    releases = table(ReleaseRow).c
    order: list[Any] = [
        releases[name] for name in ("buyer_id", "fiscal_year", "ocid", "date", "order", "id")
    ]
    if dialect == "postgresql":  # by bytes, as SQLite does: the same files from either
        order = [key.collate("C") if isinstance(key.type, String) else key for key in order]
    return (
        select(releases.buyer_id, releases.fiscal_year, releases.ocid, releases.date, releases.json)
        .where(releases.notice_id.not_in(withdrawn))
        .order_by(*order)
    )


def _write(
    rows: Any,
    part: Path,
    out: Path,
    by: Publisher,
    progress: Callable[[int], None] | None,
) -> Exported:
    """Write everything below ``part``, one package after the other; releases come in order."""
    releases = records = packages = 0
    with _file(part / "releases.jsonl") as lines, _file(part / "records.jsonl") as processes:
        for (buyer, year), package in groupby(rows, key=itemgetter(0, 1)):
            with (
                _package(part, buyer, year, "releases", by) as of_releases,
                _package(part, buyer, year, "records", by) as of_records,
            ):
                packages += 2
                for texts, whole, published in _processes(package):
                    for text in texts:
                        lines.write(text)
                        lines.write(b"\n")
                        of_releases.add(text, published)
                    processes.write(whole)
                    processes.write(b"\n")
                    of_records.add(whole, published)
                    releases += len(texts)
                    records += 1
                    if progress:
                        progress(len(texts))
    return Exported(releases, records, packages, out)


def _processes(rows: Any) -> Iterator[tuple[list[bytes], bytes, str]]:
    """Each process: its releases, its record, and the latest time that they tell of."""
    for ocid, group in groupby(rows, key=itemgetter(2)):
        dates, texts = zip(*((row[3], row[4].encode()) for row in group), strict=True)
        published = max(dates[-1], *map(_retrieved, texts))
        yield list(texts), record(ocid, dates[-1], texts), published


def _retrieved(release: bytes) -> str:
    """When the original of a release was retrieved; its sources come last."""
    start = release.rfind(_RETRIEVED) + len(_RETRIEVED)
    return release[start : start + _DATE_LENGTH].decode()


class _Package:
    """A package that is being written: its file, and the latest time that it tells of."""

    def __init__(self, file: BinaryIO, before: bytes) -> None:
        self._file = file
        self._before = before
        self._published = ""

    def add(self, entry: bytes, published: str) -> None:
        """Write a release or record."""
        self._file.write(self._before)
        self._file.write(entry)
        self._before = b",\n"
        self._published = max(self._published, published)

    def end(self) -> None:
        """Write what follows the last entry."""
        self._file.write(tail(self._published))


@contextmanager
def _package(part: Path, buyer: str, year: int, kind: str, by: Publisher) -> Iterator[_Package]:
    name = package_name(buyer, year, kind)
    with _file(part / "packages" / name) as file:
        package = _Package(file, head(name, kind, by))
        yield package
        package.end()


@contextmanager
def _file(path: Path) -> Iterator[BinaryIO]:
    """A file to write to in large pieces.

    Not synced: a killed process loses nothing that was written, and after a power cut an export
    can be repeated. Waiting for the disk would cost as much time as everything else.
    """
    with path.open("wb", buffering=_BUFFER) as file:
        yield file


def _publish(part: Path, out: Path) -> None:
    """Move complete files to their names, and remove packages of an earlier export.

    The manifest names the packages that are ours, old and new ones while they change: whatever
    moment we are killed at, a repeat finds what to remove, and never removes others' files.
    """
    packages = out / "packages"
    packages.mkdir(exist_ok=True)
    new = {path.name for path in (part / "packages").iterdir()}
    old = _manifest(packages)
    _write_manifest(part, packages, old | new)
    for name in sorted(new):
        os.replace(part / "packages" / name, packages / name)
    for name in ("releases.jsonl", "records.jsonl"):
        os.replace(part / name, out / name)
    for name in sorted(old - new):
        (packages / name).unlink(missing_ok=True)
    _write_manifest(part, packages, new)
    shutil.rmtree(part)


def _manifest(packages: Path) -> set[str]:
    """The packages that earlier exports wrote; plain names only, whoever wrote the file."""
    try:
        names = json.loads((packages / _MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return set()
    except ValueError as error:
        raise SetupError(
            f"expected a list of files in {packages / _MANIFEST}, found: {error}"
        ) from error
    return {str(name) for name in names if Path(str(name)).name == str(name)}


def _write_manifest(part: Path, packages: Path, names: Collection[str]) -> None:
    with _file(part / _MANIFEST) as file:
        file.write(json.dumps(sorted(names), indent=0).encode() + b"\n")
    os.replace(part / _MANIFEST, packages / _MANIFEST)
