"""Tables of a page whose header stands in a table of its own, put together again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipelines.extract.grid import Grid
from pipelines.extract.header import find_header

_MOST_LEVELS = 4


def joined(grids: Iterable[Grid]) -> list[Grid]:
    """The grids of a page, each header that stands alone with the table that follows it."""
    found: list[Grid] = []
    for grid in grids:
        if found and grid.follows and _is_cut(found[-1], grid):
            found[-1] = _stacked(found[-1], grid)
        else:
            found.append(grid)
    return found


def _is_cut(above: Grid, below: Grid) -> bool:
    """Whether a table is the header alone of the one below it: as wide, and without a header.

    A system prints its header in a table of its own, so that it stays while the rows scroll.
    """
    if not 0 < len(above.rows) <= _MOST_LEVELS or above.width != below.width or not below.rows:
        return False
    header = find_header(above, 0)
    if header is None or header.last != len(above.rows) - 1:
        return False
    return find_header(below, 0) is None


def _stacked(above: Grid, below: Grid) -> Grid:
    """The two as one table: the rows of the second count on from those of the first."""
    down = len(above.rows)
    merges = tuple(((a + down, b), (c + down, d)) for (a, b), (c, d) in below.merges)
    links = {(row + down, column): found for (row, column), found in below.links.items()}
    heads = frozenset((row + down, column) for row, column in below.heads)
    return replace(
        below,
        rows=[*above.rows, *below.rows],
        merges=(*above.merges, *merges),
        before=above.before,
        follows=above.follows,
        links={**above.links, **links},
        heads=above.heads | heads,
    )
