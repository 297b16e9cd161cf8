"""Hidden rows and columns of sheets: what a publisher hid is not published."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from pipelines.cells import column_letters
from pipelines.extract.grid import Grid

_MOST_SPANS = 10  # a filter hides hundreds of rows: an issue names the first


@dataclass(slots=True)
class Hidden:
    """The hidden rows of a sheet and the spans (first and last) of its hidden columns, from 0."""

    rows: set[int] = field(default_factory=set)
    columns: list[tuple[int, int]] = field(default_factory=list)


def without_hidden(grid: Grid, hidden: Hidden) -> Grid:
    """A grid with the cells of hidden rows and columns empty, and which of them held text.

    A merged cell that begins in a hidden row or column and reaches into a shown one is shown.
    """
    rows = {row for row in hidden.rows if row < len(grid.rows)}
    spans = (range(first, min(last, grid.width - 1) + 1) for first, last in hidden.columns)
    columns = {column for span in spans for column in span}
    if not rows and not columns:
        return grid
    shown = {
        (top, left)
        for (top, left), (bottom, right) in grid.merges
        if not all(row in rows for row in range(top, bottom + 1))
        and not all(column in columns for column in range(left, right + 1))
    }
    kept = list(grid.rows)
    filled_rows: set[int] = set()
    filled_columns: set[int] = set()
    for number, row in enumerate(grid.rows):
        places = range(len(row)) if number in rows else columns
        gone = {place for place in places if row[place].strip() and (number, place) not in shown}
        if gone:
            kept[number] = ["" if place in gone else cell for place, cell in enumerate(row)]
            if number in rows:
                filled_rows.add(number)
            else:
                filled_columns.update(gone)
    named = []
    if filled_rows:
        named.append(f"rows {_spans(filled_rows, _row_name)}")
    if filled_columns:
        named.append(f"columns {_spans(filled_columns, column_letters)}")
    return replace(grid, rows=kept, hidden_lines=tuple(named))


def _row_name(row: int) -> str:
    return str(row + 1)


def _spans(numbers: Iterable[int], name: Callable[[int], str]) -> str:
    """Numbers as people write them: 4, 5, 6, 9 → ``5-7, 10``."""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    told = [name(a) if a == b else f"{name(a)}-{name(b)}" for a, b in spans[:_MOST_SPANS]]
    return ", ".join(told) + (" …" if len(spans) > _MOST_SPANS else "")
