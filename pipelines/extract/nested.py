"""A table in a cell of a table of facts: one grid, as it looks, with rows and columns split."""

from __future__ import annotations

from itertools import accumulate

from lxml.etree import _Element as Element

from pipelines.extract.grid import MAX_CELLS, MAX_COLUMNS, Merge, too_large
from pipelines.extract.html_cells import Cells, cells_of

_LONGEST_LABEL = 60
Inner = dict[tuple[int, int], Cells]


def flattened(lines: list[Element]) -> Cells | None:
    """The cells of a table with those of the tables in it; None if it only lays a page out.

    ``入札者`` | a table of bidders: the row becomes as many rows as the inner table has. A table
    holds facts if beside each table in it, at its left, stands a short text that is no link.
    """
    if len(lines) < 2:
        return None
    outer = cells_of(lines, len(lines))
    inner: Inner = {}
    for number, line in enumerate(lines):
        cells = line.iterchildren("td", "th")
        for cell, place in zip(cells, outer.starts[number], strict=True):
            if cell.find(".//table") is None:
                continue
            table = _only_table(cell)
            if table is None or not _is_labelled(outer, number, place):
                return None
            rows = list(table.iter("tr"))
            inner[number, place] = cells_of(rows, len(rows))
    return split(outer, inner) if inner else None


def _only_table(cell: Element) -> Element | None:
    """The table in a cell that holds just one, and nothing else; None for any other cell."""
    tables = cell.findall(".//table")
    if len(tables) != 1:
        return None
    inside = "".join(map(str, tables[0].itertext()))
    whole = "".join(map(str, cell.itertext()))
    return tables[0] if whole.split() == inside.split() else None


def _is_labelled(outer: Cells, row: int, column: int) -> bool:
    """Whether the cell at the left of a table is a label: a short text, no link, no table."""
    left = max((place for place in outer.starts[row] if place < column), default=None)
    if left is None or (row, left) in outer.links:
        return False
    return 0 < len(outer.rows[row][left].strip()) <= _LONGEST_LABEL


def split(outer: Cells, inner: Inner) -> Cells:
    """Rows and columns made as many as the inner tables need."""
    height, width = len(outer.rows), max(map(len, outer.rows), default=0)
    spans = dict(outer.merges)
    tall, wide = [1] * height, [1] * width
    for (row, column), cells in inner.items():
        last = spans.get((row, column), (row, column))
        size = (len(cells.rows), max(map(len, cells.rows), default=0))
        tall[row] = max(tall[row], size[0] - (last[0] - row))
        wide[column] = max(wide[column], size[1] - (last[1] - column))
    down, right = [0, *accumulate(tall)], [0, *accumulate(wide)]
    if down[-1] * right[-1] > MAX_CELLS or right[-1] > MAX_COLUMNS:
        raise too_large("a table")
    made = Cells([[""] * right[-1] for _ in range(down[-1])])
    for row, starts in enumerate(outer.starts):
        for column in starts:
            place = down[row], right[column]
            if (row, column) in inner:
                _put(made, inner[row, column], place)
                continue
            made.rows[place[0]][place[1]] = outer.rows[row][column]
            last = spans.get((row, column), (row, column))
            end = down[last[0] + 1] - 1, right[last[1] + 1] - 1
            if end != place:
                made.merges.append((place, end))
            if (row, column) in outer.links:
                made.links[place] = outer.links[row, column]
            if (row, column) in outer.heads:
                made.heads.add(place)
    return made


def _put(made: Cells, cells: Cells, place: tuple[int, int]) -> None:
    """Write an inner table at its place."""
    y, x = place
    for number, row in enumerate(cells.rows):
        made.rows[y + number][x : x + len(row)] = row
    moved: list[Merge] = [
        ((top + y, left + x), (bottom + y, right + x))
        for (top, left), (bottom, right) in cells.merges
    ]
    made.merges.extend(moved)
    made.links.update({(row + y, column + x): v for (row, column), v in cells.links.items()})
    made.heads.update((row + y, column + x) for row, column in cells.heads)
