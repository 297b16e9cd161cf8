"""What a page said before its first table and that holds for the tables after that one too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipelines.extract.grid import Grid
from pipelines.extract.prose.headings import is_record
from pipelines.extract.words import says_how
from pipelines.normalise.years import above_is, labels_day


class Said:
    """Lines that hold until the heading ends under which they stand, or one says otherwise.

    ``金額はいずれも税抜です。`` and ``令和8年8月17日に執行した入札の結果`` stand once above the
    blocks of all purchases.
    """

    def __init__(self) -> None:
        self._held: dict[str, tuple[int, str]] = {}

    def add(self, lines: Iterable[str], depth: int) -> None:
        """Keep what holds of lines that stand under so many headings."""
        for line in lines:
            if kind := _kind(line):
                self._held[kind] = depth, line

    def end(self, depth: int) -> None:
        """Forget what stood under more than so many headings: they are over."""
        self._held = {kind: held for kind, held in self._held.items() if held[0] <= depth}

    def besides(self, lines: Iterable[str]) -> list[str]:
        """What still holds, but for what lines nearer by say themselves."""
        nearer = {_kind(line) for line in lines}
        return [line for kind, (_, line) in self._held.items() if kind not in nearer]


def on_all_pages(grids: Sequence[Grid]) -> list[Grid]:
    """The grids of a PDF, each below the day on which all of its cases were opened.

    ``入札執行日　令和8年10月26日`` heads a sheet on which case follows case. Where several such
    lines stand in the document each may be of one case: then none is of all.
    """
    heads = [line for grid in grids if grid.boxes for line in _heads(grid)]
    if len(set(heads)) != 1:
        return list(grids)
    return [
        _below(grid, heads[0]) if grid.boxes and heads[0] not in _heads(grid) else grid
        for grid in grids
    ]


def _heads(grid: Grid) -> list[str]:
    """The lines above the tables of a record, or in its prose, that say the day of the opening."""
    prose = [row[0] for row in grid.rows] if any(map(is_record, grid.before)) and grid.facts else []
    return [line for line in (*grid.before, *prose) if labels_day("opened", line)]


def _below(grid: Grid, line: str) -> Grid:
    boxes = {
        (row, column + 1 if row < 0 else column): box for (row, column), box in grid.boxes.items()
    }
    return replace(grid, before=(line, *grid.before), boxes=boxes)


def _kind(line: str) -> str | None:
    """What a line says of all below it: how prices are given, or a day; None for other lines."""
    if says_how(line):
        return "how"
    return next((kind for kind in ("opened", "published") if above_is(kind, line)), None)
