"""Whether the words in and around a list say that it is one of purchases."""

from __future__ import annotations

import re

from pipelines.extract.grid import Grid
from pipelines.lookups import fold

_OF_PURCHASE = re.compile(
    "工事|業務|委託|契約|調達|入札|購入|物品|役務|製造|公告|落札|開札|プロポーザル|見積|発注|納入"
)
_ABOVE = 10
_BELOW = 5
_LONGEST = 1000


def speaks_of_purchases(grid: Grid, row: int) -> bool:
    """Whether a header, what stands above it or most rows below it speak of purchases.

    ``件名 | 公示日 | 募集期間 | 担当課`` alone may ask for opinions, ``名称 | 場所 | 申込期限`` be
    of events. Ten rows above count, and five below.
    """
    above = (cell for line in grid.rows[max(0, row - _ABOVE) : row + 1] for cell in line)
    if any(_speaks(text) for text in (*above, *grid.before, grid.page, grid.name or "")):
        return True
    below = [line for line in grid.rows[row + 1 : row + 1 + _BELOW] if any(line)]
    return sum(1 for line in below if _speaks("".join(line))) * 2 > len(below)


def _speaks(text: str) -> bool:
    return bool(text) and bool(_OF_PURCHASE.search(fold(text[:_LONGEST])))
