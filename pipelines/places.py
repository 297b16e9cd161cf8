"""Which grid of a file a notice stands in, and in which of its cells each text is printed."""

from __future__ import annotations

from dataclasses import replace

from pipelines.extract.grid import Grid
from pipelines.normalise.origins import Origin


def stands(text: Origin, grid: Grid) -> bool:
    """Whether a text is printed in the cell that it names: alone, with others (件名：…), or its
    beginning where it goes on in the next row.
    """
    if text.sheet != grid.name or not 0 <= text.row < len(grid.rows) or text.column >= grid.width:
        return False
    printed, whole = grid.rows[text.row][text.column].strip(), text.text.strip()
    return bool(printed) and (whole in printed or whole.startswith(printed))


def settled(texts: list[Origin], grids: list[Grid]) -> tuple[Grid | None, list[Origin]]:
    """The grid in which most of the texts stand, and the texts with the cells that print them.

    A page has many tables without a name. What a row takes from above (a merged cell, one printed
    once for a group of rows) is led back to the cell where it is printed; texts that stand nowhere
    in the grid (before the table, in another one) keep their place.
    """
    led = [(grid, [_led_back(text, grid) for text in texts]) for grid in grids]
    best = max(led, key=lambda one: sum(stands(text, one[0]) for text in one[1]), default=None)
    if best is None or not any(stands(text, best[0]) for text in best[1]):
        return None, texts
    once = {(text.sheet, text.row, text.column, text.label): text for text in best[1]}
    return best[0], list(once.values())


def _led_back(text: Origin, grid: Grid) -> Origin:
    """The text at the cell above or at the left that prints it, where its own cell is empty."""
    if text.sheet != grid.name or text.row < 0 or text.column >= grid.width:
        return text
    if text.row >= len(grid.rows) or grid.rows[text.row][text.column].strip():
        return text
    for row in range(text.row, -1, -1):
        for column in (text.column, text.column - 1) if row == text.row else (text.column,):
            if column >= 0 and grid.rows[row][column].strip() == text.text.strip():
                return replace(text, row=row, column=column)
    return text
