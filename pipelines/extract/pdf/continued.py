"""Tables that go on over the pages of a file are one: their columns stand at the same places."""

from __future__ import annotations

from dataclasses import replace

from pipelines.extract.grid import Grid
from pipelines.extract.groups import group_of
from pipelines.extract.pdf.printed import Part, Printed
from pipelines.lookups import fold

_WITHIN = (",", "，", ".", "）", ")", "、", "。", "月", "日", "年", "%", "％")
"""What begins no text of its own."""

_SHIFT = 4.0
"""Points by which the columns of the next page may stand elsewhere."""


def joined_over(pages: list[Printed]) -> list[Part]:
    """The parts of all pages; the last table of a page goes on in the first of the next one."""
    parts: list[Part] = []
    for page in pages:
        rest = page.parts
        if parts and rest:
            last, first = parts[-1], rest[0]
            if isinstance(last, Grid) and isinstance(first, Grid) and _goes_on(last, first):
                parts[-1] = _one(last, first)
                rest = rest[1:]
        parts += [part for part in rest if part is not None]
    return parts


def _goes_on(above: Grid, below: Grid) -> bool:
    """Whether two tables have the same columns at the same places."""
    if above.width != below.width:
        return False
    edges, others = _edges(above), _edges(below)
    shift = others[0] - edges[0]
    return all(
        abs(other - edge - shift) <= _SHIFT for edge, other in zip(edges, others, strict=True)
    )


def _edges(grid: Grid) -> list[float]:
    """Where the columns begin, and where the last one ends."""
    left: dict[int, float] = {}
    for (_, column), box in grid.boxes.items():
        left[column] = min(left.get(column, box.left), box.left)
    right = max(box.right for box in grid.boxes.values())
    return [left.get(column, -1.0) for column in range(grid.width)] + [right]


def _one(above: Grid, below: Grid) -> Grid:
    """Both as one: the header isn't said again, and a row that a page's end cut is whole again."""
    repeated = _repeated(above, below)
    rows, boxes = [list(row) for row in above.rows], dict(above.boxes)
    first = below.rows[repeated] if repeated < len(below.rows) else []
    merged = {row for (row, _), _ in below.merges} | {row for (row, _), _ in above.merges}
    is_cut = bool(first) and repeated not in merged and len(rows) - 1 not in merged
    if is_cut and _is_cut(above, first):
        for column, text in enumerate(first):
            rows[-1][column] += text
        repeated += 1
    down = len(rows) - repeated
    boxes.update(
        {(row + down, column): box for (row, column), box in below.boxes.items() if row >= repeated}
    )
    merges = tuple(
        ((row + down, column), (last + down, end))
        for (row, column), (last, end) in below.merges
        if row >= repeated
    )
    return replace(
        above,
        rows=rows + below.rows[repeated:],
        merges=(*above.merges, *merges),
        boxes=boxes,
        full=above.full | {(row + down, column) for row, column in below.full if row >= repeated},
        after=below.after,
    )


def _repeated(above: Grid, below: Grid) -> int:
    """How many rows at the top of the next page are those at the top of the table."""
    count = 0
    for one, other in zip(above.rows, below.rows, strict=False):
        if not any(one) or [fold(text) for text in one] != [fold(text) for text in other]:
            break
        count += 1
    return count


def _is_cut(above: Grid, first: list[str]) -> bool:
    """Whether the first row of a page goes on with the last one of the page before.

    Each of its texts goes on with one that ran out of room: in a whole row, one of them at least
    has room left.
    """
    last = len(above.rows) - 1
    filled = [column for column, text in enumerate(first) if text.strip()]
    if not filled or any(group_of(first[column]) for column in filled):
        return False
    going_on = [
        column
        for column in filled
        if above.rows[last][column].strip()
        and (first[column].startswith(_WITHIN) or (last, column) in above.full)
    ]
    return len(going_on) == len(filled)
