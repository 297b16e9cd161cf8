"""Whether a column that is only called 番号 counts the rows, or holds each notice's own number."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.extract.grid import Grid
from pipelines.extract.header import Header
from pipelines.lookups import fold

_OWN = re.compile(r"(?=.*\d).*[^\d.()].*|\d{5,}")
"""加監第2号 · 8-0018 · 202500001; 12 and 1,024 count rows"""


def with_numbers(grid: Grid, header: Header) -> Header:
    """The header with 番号 read as the notices' number, where what stands below it can be no count.

    Only where no other column holds a number. ``加監第2号`` and ``202500001`` are numbers of
    cases; 1, 2, 3 are places in the list.
    """
    columns = header.columns
    counting = [column for column in columns if column.meaning == "rowNumber"]
    if len(counting) != 1 or any(column.meaning == "number" for column in columns):
        return header
    place = counting[0].index
    below = (row[place] for row in grid.rows[header.last + 1 :] if place < len(row))
    texts = [fold(text).replace(",", "") for text in below if text.strip()]
    own = sum(1 for text in texts if _OWN.fullmatch(text))
    if not own or own * 10 < len(texts) * 9:
        return header
    named = replace(counting[0], meaning="number")
    return replace(header, columns=tuple(named if c is counting[0] else c for c in columns))
