"""A list of bidders that goes on on the next page of a PDF, below the same header again."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extract.grid import Grid
from pipelines.extract.header import Header
from pipelines.extract.listed import Listed
from pipelines.lookups import fold
from pipelines.normalise.years import labels_day
from pipelines.records import RawNotice, RawTable


def goes_on(
    done: Sequence[Listed | RawTable],
    above: Header | None,
    grid: Grid,
    header: Header,
    bidders: RawNotice,
) -> bool:
    """Give the bidders of a page to the notice with which the page before ended, if it's theirs.

    It is where nothing stands between the two lists, both have the same labels, and the table
    above (``above`` is its header) is the last of ``done``.
    """
    table = done[0] if done else None
    if above is None or not isinstance(table, RawTable) or len(table.notices) != 1:
        return False
    between = header.top or any(not labels_day("opened", line) for line in grid.before)
    if between or not _is_next(table, grid) or _labels(above) != _labels(header):
        return False
    places = {fold(c.label): c.index for c in reversed(above.columns) if c.label}
    notice = table.notices[0]
    for row, number in zip(bidders.rows, bidders.numbers, strict=True):
        at = len(notice.rows)
        made = [
            "" if c.index in range(len(above.columns)) else notice.rows[0][c.index]
            for c in table.columns
        ]
        for column in header.columns:
            if column.label and row[column.index].strip():
                home = places[fold(column.label)]
                made[home] = row[column.index]
                if box := grid.boxes.get((number - 1, column.index)):
                    notice.boxes[at, home] = box
        for index in range(len(above.columns), len(made)):
            notice.places[at, index] = notice.place(0, index)
        notice.rows.append(made)
        notice.numbers.append(notice.numbers[-1])
    return bool(bidders.rows)


def _is_next(table: RawTable, grid: Grid) -> bool:
    """Whether a table begins on the page after that on which another one ends."""
    above, below = (
        sorted(box.page for box in boxes.values()) for boxes in (table.boxes, grid.boxes)
    )
    return bool(above and below) and below[0] == above[-1] + 1


def _labels(header: Header) -> list[str]:
    """The labels of a header in printed order, those over several columns once."""
    return list(dict.fromkeys(fold(c.label) for c in header.columns if c.label))
