"""The header of a table of who won alone: ``ロット | 落札者 | 落札金額``."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extract.grid import Grid
from pipelines.extract.levels import name_of

_WON = frozenset(("winner", "supplier"))
_BESIDE = frozenset((None, *_WON, "awardPrice", "awardRate", "rowNumber", "remark", "ignored"))
_MOST, _LONGEST = 5, 60


def heads_winners(grid: Grid, row: int) -> bool:
    """Whether a row heads a table of who won and for how much, with values in the row below it.

    At most one of its labels may be unknown (ロット), and none names a purchase.
    """
    if row + 1 >= len(grid.rows) or not _names_winners(grid.rows[row]):
        return False
    below = [cell for cell in grid.rows[row + 1] if cell.strip()]
    return bool(below) and not any(name_of(cell) for cell in below)


def _names_winners(row: Sequence[str]) -> bool:
    filled = [cell for cell in row if cell.strip()]
    if not 2 <= len(filled) <= _MOST or any(len(cell) > _LONGEST for cell in filled):
        return False
    names = [name_of(cell) for cell in filled]
    is_told = "awardPrice" in names and len(_WON.intersection(names)) == 1
    return is_told and _BESIDE.issuperset(names) and len(set(names)) == len(names)
