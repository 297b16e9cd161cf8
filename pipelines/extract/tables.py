"""Grids to raw notices: the tables of a file, each with its header, rows and captions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pipelines.cells import cell_name
from pipelines.extract.grid import Grid, Merge
from pipelines.extract.header import DEEPEST, find_header, table_beside
from pipelines.extract.rows import Rows, Tenders, shown
from pipelines.extract.words import is_example, is_example_sheet, says_empty
from pipelines.records import Issue, RawTable


@dataclass(slots=True)
class Found:
    """What a file's grids hold; ``empty`` if a list says itself that it has no entry.

    ``headers`` counts the headers of tables of notices, those with no rows included.
    """

    tables: list[RawTable] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    empty: bool = False
    headers: int = 0


def find_tables(grids: list[Grid]) -> Found:
    """Every table of notices in the grids, sheets of made-up examples and hidden ones left out.

    A hidden sheet with a table, and a file with none at all, give an issue.
    """
    found = Found()
    tenders = Tenders()
    for grid in grids:
        if is_example_sheet(grid.name):
            continue
        if grid.hidden:
            if find_header(grid, 0):
                found.issues.append(Issue(code="hiddenSheet", label=grid.name))
            continue
        found.tables.extend(_tables(grid, tenders, found))
    if not found.headers and not found.empty:
        sizes = ", ".join(f"{g.name or 'table'} ({len(g.rows)} x {g.width})" for g in grids[:5])
        found.issues.append(Issue(code="noTable", text=sizes or "no table at all"))
    return found


def _tables(grid: Grid, tenders: Tenders, found: Found, number: int = 0) -> Iterator[RawTable]:
    """The tables of one grid; each is read to its end before the next one begins.

    ``number`` is how many the sheet has before them.
    """
    header = find_header(grid, 0)
    if header is None:
        found.empty = found.empty or any(says_empty(row) for row in grid.rows[:DEEPEST])
        return
    if start := table_beside(header):
        for part in _cut(grid, header.first, start):
            for table in _tables(part, tenders, found, number):
                number = table.number
                yield table
        return
    above = [row for row in grid.rows[: header.first] if any(cell.strip() for cell in row)]
    if any(is_example(cell) for row in above for cell in row):
        found.headers += 1
        place = cell_name(grid.name, header.first, 0)
        found.issues.append(Issue(code="exampleTable", text=shown(above[0]), cell=place))
        return
    found.empty = found.empty or any(says_empty(row) for row in above)
    opening = [shown(row) for row in above]
    while header is not None:
        number += 1
        found.headers += 1
        # What stands above the first header (単位：千円) holds for the whole sheet.
        rows = Rows(grid, header, tenders, list(opening))
        following = rows.read()
        found.issues.extend(rows.issues)
        found.empty = found.empty or rows.empty
        if rows.notices:
            yield RawTable(grid.name, number, header.columns, rows.notices, rows.captions)
        elif rows.nothing and not rows.empty and not rows.issues:
            place = cell_name(grid.name, header.first, 0)
            found.issues.append(Issue(code="noRows", cell=place))
        header = following


def _cut(grid: Grid, header: int, column: int) -> tuple[Grid, Grid]:
    """Two grids of one whose tables stand side by side: every cell keeps its place.

    What stands above the header holds for both.
    """
    above, rows = grid.rows[:header], grid.rows[header:]
    blank, after = [""] * column, [""] * (grid.width - column)
    left = [row[:column] + after for row in rows]
    right = [blank + row[column:] for row in rows]
    return (
        replace(grid, rows=above + left, merges=_merges(grid, 0, column)),
        replace(grid, rows=above + right, merges=_merges(grid, column, grid.width)),
    )


def _merges(grid: Grid, first: int, end: int) -> tuple[Merge, ...]:
    return tuple(m for m in grid.merges if first <= m[0][1] and m[1][1] < end)
