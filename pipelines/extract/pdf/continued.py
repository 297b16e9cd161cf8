"""Tables that go on over the pages of a file are one: their columns stand at the same places."""

from __future__ import annotations

from dataclasses import replace

from pipelines.extract.grid import Grid
from pipelines.extract.pdf.printed import Part, Printed
from pipelines.records import Box

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
    down = len(above.rows)
    boxes: dict[tuple[int, int], Box] = dict(above.boxes)
    boxes.update({(row + down, column): box for (row, column), box in below.boxes.items()})
    merges = tuple(
        ((row + down, column), (last + down, end)) for (row, column), (last, end) in below.merges
    )
    return replace(
        above,
        rows=[*above.rows, *below.rows],
        merges=(*above.merges, *merges),
        boxes=boxes,
        after=below.after,
    )
