"""What stands for text in the cells of a grid: ditto marks, and cells merged over rows."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.extract import words
from pipelines.extract.grid import Grid
from pipelines.extract.header import Header


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands for text in the cells of a grid: whether dittos may, and merged cells.

    ``merged`` is the text of cells merged over rows, for every row below their first: row →
    column → text.
    """

    dittos: bool
    merged: dict[int, dict[int, str]]


def marks_of(grid: Grid, header: Header) -> Marks:
    """The marks of a grid below its first header; for all its tables, so looked for once."""
    return Marks(words.has_dittos(grid.rows), _merged_down(grid, header.last))


def _merged_down(grid: Grid, header_last: int) -> dict[int, dict[int, str]]:
    """The text of cells merged over rows, for every row below the first: row → column → text."""
    filled: dict[int, dict[int, str]] = {}
    for (top, left), (bottom, right) in grid.merges:
        if top > header_last and bottom > top and left == right and left < grid.width:
            for row in range(top + 1, min(bottom, len(grid.rows) - 1) + 1):
                filled.setdefault(row, {})[left] = grid.rows[top][left]
    return filled
