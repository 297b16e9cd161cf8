"""A table of labels and values within a notice, as items of its outline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.extract.grid import Grid
from pipelines.extract.header import find_header
from pipelines.extract.headings import is_over_pairs
from pipelines.extract.headless import headless
from pipelines.extract.line import GAP, Line
from pipelines.extract.prose.outline import Item, counted, outline
from pipelines.extract.prose.parted import LONGEST_LABEL, is_known, labelled
from pipelines.lookups import fold
from pipelines.records import Box

_Cell = tuple[int, str]
_LEAST = 0.6
"""The share of rows that must be a label and a value."""
_LONGEST = LONGEST_LABEL * 2
_COUNT = re.compile(r"\(?\d{1,3}[).、]?")


def is_list(grid: Grid) -> bool:
    """Whether a table is a list of notices or bidders, with a header of its own."""
    return find_header(grid, 0) is not None or headless(grid)


def items_of(grid: Grid) -> list[Item] | None:
    """The rows of a table as items with label and value; None if most of them are none.

    A label merged down over rows is that of a group: ``入札日程 | 質問受付期間 | 令和6年…``.
    """
    found: list[Item] = []
    groups = _merged_down(grid)
    open_group: tuple[str, Item] | None = None
    rows = right = 0
    for number, row in enumerate(grid.rows):
        cells = [(column, text.strip()) for column, text in enumerate(row) if text.strip()]
        if not cells or (number == 0 and len(cells) == 2 and is_over_pairs(*_texts(cells))):
            continue
        if number == 0 and _heads_columns(grid, cells):
            first = Line(
                GAP.join(_texts(cells)).replace("\n", " "), _box(grid, number, cells[0][0])
            )
            found.append(Item("table", 0, first, [first], said=("", first.text)))
            continue
        rows += 1
        group = groups.get(number)
        if group and cells[0] == group and len(cells) > 2:
            cells = cells[1:]
        items = list(_row(grid, number, cells))
        right += bool(items)
        if group and group[0] < cells[0][0]:
            if open_group is None or open_group[0] != group[1]:
                first = _line(grid, number, group)
                said = _uncounted(first.text), ""
                open_group = group[1], Item("table", 0, first, [first], said=said)
                found.append(open_group[1])
            open_group[1].items.extend(items)
        else:
            open_group = None
            found.extend(items)
    return found if rows and right >= rows * _LEAST else None


def lines_of(items: list[Item]) -> list[Line]:
    """The lines of the items of a table, for the rows of a grid."""
    return [item.first for one in items for item in one.all() if item.first]


def _heads_columns(grid: Grid, cells: list[_Cell]) -> bool:
    """Whether a first row heads columns: ``業務区分 | 概要 | 人数``, all of them ``th``."""
    return len(cells) > 2 and all((0, column) in grid.heads for column, _ in cells)


def _texts(cells: list[_Cell]) -> list[str]:
    return [text for _, text in cells]


def _row(grid: Grid, number: int, cells: list[_Cell]) -> Iterator[Item]:
    """The items of one row: a label and its value, or some of each."""
    if len(cells) > 2 and _COUNT.fullmatch(fold(cells[0][1])) and is_known(cells[1][1]):
        cells = cells[1:]  # 1 | 工事名 | 架空橋補修工事: the cases of a sheet are counted off
    if len(cells) < 2:
        return
    labels = [cell for cell in cells[::2] if is_known(cell[1])]
    if len(cells) % 2 == 0 and len(cells) > 2 and len(labels) * 2 == len(cells):
        for at in range(0, len(cells), 2):
            yield _item(grid, number, cells[at], cells[at + 1 : at + 2])
        return
    if len(fold(cells[0][1])) <= _LONGEST:
        yield _item(grid, number, cells[0], cells[1:])


def _item(grid: Grid, number: int, label: _Cell, values: list[_Cell]) -> Item:
    value = GAP.join(_texts(values))
    box = grid.boxes.get((number, values[0][0])) if values else None
    name = _uncounted("".join(label[1].split("\n")))
    first = Line(f"{name}{GAP}{value}".replace("\n", " "), box)
    item = Item("table", 0, first, [Line(value, box)], said=(name, value))
    lines = [Line(text, box) for text in value.split("\n") if text.strip()]
    if len(lines) > 1 and any(labelled(line.text) for line in lines):
        inner = outline(lines)
        item.items = inner.items
        item.said = name, "\n".join(line.text for line in inner.lines)
    return item


def _uncounted(label: str) -> str:
    """A label without its number: ``（３）質問期間`` → 質問期間."""
    return next((text for _, _, text in counted(Line(label)) if text), label)


def _line(grid: Grid, number: int, cell: _Cell) -> Line:
    return Line(cell[1].replace("\n", ""), _box(grid, number, cell[0]))


def _box(grid: Grid, number: int, column: int) -> Box | None:
    return grid.boxes.get((number, column))


def _merged_down(grid: Grid) -> dict[int, _Cell]:
    """The leftmost cell that is merged down over each row."""
    over: dict[int, _Cell] = {}
    for (top, left), (bottom, _) in grid.merges:
        if bottom <= top or top >= len(grid.rows) or left >= grid.width:
            continue
        text = grid.rows[top][left].strip()
        for row in range(top, bottom + 1):
            if text and (row not in over or left < over[row][0]):
                over[row] = left, text
    return over
