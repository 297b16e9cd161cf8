"""Whether a column that is only called 番号 counts the rows, or holds each notice's own number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipelines.extract.grid import Grid
from pipelines.extract.header import Header
from pipelines.lookups import fold
from pipelines.records import Column

_OWN = re.compile(r"(?=.*\d).*[^\d.()].*|\d{5,}")
"""加監第2号 · 8-0018 · 202500001; 12 and 1,024 count rows"""


def with_numbers(grid: Grid, header: Header) -> Header:
    """The header with 番号 read as the notices' number, where what stands below it can be no count.

    Only where no other column holds a number. ``加監第2号`` and ``202500001`` are numbers of
    cases; 1, 2, 3 are places in the list.
    """
    counting = _counting(header.columns)
    if counting is None:
        return header
    place = counting.index
    rows = [row for row in grid.rows[header.last + 1 :] if place < len(row)]
    # A row of one text names the group of those below it: 工事.
    if not _are_own([row[place] for row in rows if sum(map(bool, map(str.strip, row))) > 1]):
        return header
    return replace(header, columns=_named(header.columns, counting))


def named_by(columns: tuple[Column, ...], texts: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """The columns of blocks, with the texts of each, read so too: ``番号：加監第2号``."""
    counting = _counting(columns)
    if counting is None or not _are_own(texts[columns.index(counting)]):
        return columns
    return _named(columns, counting)


def _counting(columns: Sequence[Column]) -> Column | None:
    """The column that counts rows, where only one does and none holds a number."""
    found = [column for column in columns if column.meaning in ("rowNumber", "number")]
    return found[0] if len(found) == 1 and found[0].meaning == "rowNumber" else None


def _named(columns: Sequence[Column], counting: Column) -> tuple[Column, ...]:
    named = replace(counting, meaning="number")
    return tuple(named if column is counting else column for column in columns)


def _are_own(texts: Iterable[str]) -> bool:
    """Whether nearly all texts under 番号 are numbers of cases, and no count of rows."""
    printed = [fold(text).replace(",", "") for text in texts if text.strip()]
    own = sum(1 for text in printed if _OWN.fullmatch(text))
    return bool(own) and own * 10 >= len(printed) * 9
