"""Grids drawn as text, for tests of what stands where in a table."""

from __future__ import annotations

import textwrap

from pipelines.extract.grid import Grid, Merge
from pipelines.extract.tables import Found, find_tables


def drawn(text: str, name: str | None = None, before: tuple[str, ...] = ()) -> Grid:
    """A grid of cells between ``|``; ``^`` and ``<`` are merged with the cell above or at the left.

    An empty line is an empty row; ``⏎`` is a line break.
    """
    lines = [
        [cell.strip(" ").replace("⏎", "\n") for cell in line.split("|")]
        for line in textwrap.dedent(text).strip("\n").split("\n")
    ]
    width = max(len(line) for line in lines)
    cells = [line + [""] * (width - len(line)) for line in lines]
    merges: list[Merge] = []
    for top, line in enumerate(cells):
        for left, cell in enumerate(line):
            right, bottom = left, top
            while cell not in ("^", "<") and right + 1 < width and line[right + 1] == "<":
                right += 1
            while (
                cell not in ("^", "<")
                and bottom + 1 < len(cells)
                and cells[bottom + 1][left] == "^"
            ):
                bottom += 1
            if (bottom, right) != (top, left):
                merges.append(((top, left), (bottom, right)))
    rows = [["" if cell in ("^", "<") else cell for cell in line] for line in cells]
    return Grid(name, rows, tuple(merges), before=before)


Texts = dict[str, str]


def texts(*grids: Grid | str) -> list[list[Texts]]:
    """What is read from grids: for each notice its rows as meaning (and round) → text."""
    return said(find_tables([drawn(grid) if isinstance(grid, str) else grid for grid in grids]))


def said(found: Found) -> list[list[Texts]]:
    """The notices of what was found: for each its rows as meaning (and round) → text."""
    return [
        [
            {
                f"{column.meaning}{column.round or ''}": row[column.index]
                for column in table.columns
                if column.meaning and row[column.index]
            }
            for row in notice.rows
        ]
        for table in found.tables
        for notice in table.notices
    ]
