"""CSV and TSV to one grid."""

from __future__ import annotations

import csv
import io

from pipelines.errors import Unreadable
from pipelines.extract.grid import MAX_CELLS, MAX_COLUMNS, Grid, too_large

csv.field_size_limit(1_000_000)


def grids(text: str) -> list[Grid]:
    """One grid of a delimited text; tab if the first lines have more of them than commas."""
    head = text[:4096]
    delimiter = "\t" if head.count("\t") > head.count(",") else ","
    rows: list[list[str]] = []
    width = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row)
            width = max(width, len(row))
            if width > MAX_COLUMNS or width * len(rows) > MAX_CELLS:
                raise too_large("a text")
    except csv.Error as error:
        message = f"expected a delimited text, found in line {len(rows) + 1}: {error}"
        raise Unreadable("damaged", f"{message}: ask the publisher, or fetch it again") from error
    lengths = [len(row) for row in rows]
    return [Grid(None, [row + [""] * (width - len(row)) for row in rows], lengths=lengths)]
