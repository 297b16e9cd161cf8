"""Exporting what the store publishes as tables: CSV, Excel or Parquet."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import assert_never

from sqlalchemy import Connection

from pipelines.errors import SetupError
from pipelines.export.about import about
from pipelines.export.csv_files import CsvFiles
from pipelines.export.entries import Entry, award_entries, bid_entries
from pipelines.export.filter import Filter
from pipelines.export.parquet_files import ParquetFiles
from pipelines.export.published import batches, count, issues_of, issues_of_files, snapshot
from pipelines.export.schema import AWARDS, BIDS, ISSUES, NOTICES
from pipelines.export.workbook import Workbook
from pipelines.export.writing import Format, Workplace, Writer, Written, workplace
from pipelines.store.session import Store

__all__ = ["Filter", "Format", "Progress", "Written", "export_tables"]

Progress = Callable[[int, int], None]
"""Called with the number of notices done and of all that may match."""


def export_tables(
    store: Store,
    out: Path,
    format: Format,
    where: Filter | None = None,
    on_progress: Progress | None = None,
) -> list[Written]:
    """Write the tables ``notices``, ``bids``, ``awards`` and ``issues``; what was written where.

    ``out`` is a folder for CSV and Parquet, which get one file a table, and the name of the
    workbook for Excel. The newest published version of each notice is written, in the order of
    source, day and id; the same store gives the same bytes. Files are put in place when they are
    whole; what stood there before is replaced.
    """
    where = where or Filter()
    try:
        with (
            workplace(out, format) as place,
            snapshot(store) as connection,
            closing(_writer(place, format)) as writer,
        ):
            _write(connection, writer, where, on_progress)
            place.written = writer.finish(about(connection, where))
        return place.written
    except OSError as error:
        raise SetupError(f"expected to write tables to {out}, found: {error}") from error


def _writer(place: Workplace, format: Format) -> Writer:
    if format == "csv":
        return CsvFiles(place.folder)
    if format == "parquet":
        return ParquetFiles(place.folder)
    if format == "xlsx":
        return Workbook(place.folder, place.name)
    assert_never(format)


def _write(
    connection: Connection, writer: Writer, where: Filter, on_progress: Progress | None
) -> None:
    """Write all rows; the bids, awards and issues of a notice right after it."""
    total = count(connection, where) if on_progress else 0
    done = 0
    for batch in batches(connection, where):
        taken = [entry for entry in batch if where.takes(entry.notice)]
        for entry in taken:
            _write_notice(writer, entry, where)
        for issue in issues_of(connection, taken):
            writer.write(ISSUES, ISSUES.row(issue))
        done += len(batch)
        if on_progress:
            on_progress(done, total)
    for issue in issues_of_files(connection, where):
        writer.write(ISSUES, ISSUES.row(issue))


def _write_notice(writer: Writer, entry: Entry, where: Filter) -> None:
    writer.write(NOTICES, NOTICES.row(entry))
    for bid in bid_entries(entry):
        if where.takes_bid(bid):
            writer.write(BIDS, BIDS.row(bid))
    for award in award_entries(entry):
        if where.takes_award(award):
            writer.write(AWARDS, AWARDS.row(award))
