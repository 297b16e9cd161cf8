"""Tables that stand side by side in one grid, taken apart."""

from __future__ import annotations

from dataclasses import replace

from pipelines.extract.grid import Grid, Merge
from pipelines.extract.header import TITLES, Header

_MOST = 20
"""Tables beside each other, at most; a page has two or three."""


def table_beside(header: Header) -> int | None:
    """The first column of a second table that stands beside the first, None if there is none.

    It has the first one's labels over again, from its first column to its last; or an empty
    column stands between two tables that have each a title and a column of the first one's kind.
    """
    labels = [column.label for column in header.columns]
    titles = [column.index for column in header.columns if column.meaning in TITLES]
    if not 1 < len(titles) <= _MOST:
        return None
    apart = titles[1] - titles[0]
    start = next(place for place, label in enumerate(labels) if label) + apart
    once = [label for label in labels[:start] if label]
    again = [label for label in labels[start : start + apart] if label]
    if len(once) > 2 and once == again:
        return start
    for place in range(titles[0] + 1, titles[1]):
        if not labels[place] and len([label for label in labels[place:] if label]) > 2:
            return place + 1
    return None


def cut(grid: Grid, header: int, column: int) -> tuple[Grid, Grid]:
    """Two grids of one whose tables stand side by side: every cell keeps its place.

    A line above the header holds for both, unless each has a text of its own in it.
    """
    above, rows = grid.rows[:header], grid.rows[header:]
    blank, after = [""] * column, [""] * (grid.width - column)
    both = [any(row[:column]) and any(row[column:]) for row in above]
    left = [row[:column] + after for row in rows]
    right = [blank + row[column:] for row in rows]
    lefts = [r[:column] + after if two else r for r, two in zip(above, both, strict=True)]
    rights = [blank + r[column:] if two else r for r, two in zip(above, both, strict=True)]
    return (
        replace(grid, rows=lefts + left, merges=_merges(grid, 0, column)),
        replace(grid, rows=rights + right, merges=_merges(grid, column, grid.width)),
    )


def _merges(grid: Grid, first: int, end: int) -> tuple[Merge, ...]:
    return tuple(m for m in grid.merges if first <= m[0][1] and m[1][1] < end)
