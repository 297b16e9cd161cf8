"""The header of a table of notices: found by its labels, of one to four levels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from pipelines.extract.grid import Grid
from pipelines.extract.labels import meaning_of, round_of
from pipelines.lookups import Meaning, fold
from pipelines.normalise.amounts import tax_of, unit_of
from pipelines.records import Column

_T = TypeVar("_T")
_MAX_LEVELS = 4
_LONGEST_LABEL = 60
DEEPEST = 1000
"""Rows of instructions that may stand above a list; nobody looks further down for its header."""
# What stands in the columns under 入札結果: prices and points, a round each.
_BY_ROUND = ("bidPrice", "priceScore", "technicalScore", "evaluationScore", "quotedPrice")
_GROUPS = ("results", "round", *_BY_ROUND)


@dataclass(frozen=True, slots=True)
class Header:
    """First and last row of a header (from 0) and what its columns are.

    ``rows`` are the folded cells of its rows, to know it again further down.
    """

    first: int
    last: int
    columns: tuple[Column, ...]
    rows: frozenset[tuple[str, ...]]


def find_header(grid: Grid, start: int) -> Header | None:
    """The first header at or after a row; None if the next thousand rows have none."""
    for row in range(start, min(len(grid.rows), start + DEEPEST)):
        if names_notices(grid.rows[row]):
            first = _upwards(grid, row, start)
            return _header(grid, first, _downwards(grid, first, row))
    return None


def table_beside(header: Header) -> int | None:
    """The first column of a second table that stands beside the first, None if there is none.

    It has the first one's labels over again, from its first column to its last.
    """
    labels = [column.label for column in header.columns]
    titles = [column.index for column in header.columns if column.meaning == "title"]
    if len(titles) < 2:
        return None
    apart = titles[1] - titles[0]
    start = next(place for place, label in enumerate(labels) if label) + apart
    once = [label for label in labels[:start] if label]
    again = [label for label in labels[start : start + apart] if label]
    return start if len(once) > 2 and once == again else None


def names_notices(row: list[str]) -> bool:
    """Whether a row has labels of a notice: one for its title and two others."""
    filled = [cell for cell in row if cell and len(cell) <= _LONGEST_LABEL]
    if len(filled) < 3:
        return False
    meanings = {found.name for cell in filled if (found := meaning_of(cell))}
    return "title" in meanings and len(meanings) >= 3


def _upwards(grid: Grid, row: int, start: int) -> int:
    """The first level: rows above that hold group labels only (入札結果, １回目)."""
    first = row
    while first > start and row - first < _MAX_LEVELS - 1 and _groups(grid, first - 1):
        first -= 1
    return first


def _groups(grid: Grid, number: int) -> bool:
    """Whether a row holds labels of groups, each over a column that belongs into a group.

    A title ``入札結果`` over the whole sheet is none: 部局名 stands below it.
    """
    filled = [place for place, cell in enumerate(grid.rows[number]) if cell.strip()]
    return bool(filled) and all(
        _name(grid.rows[number][place]) in _GROUPS
        and _name(grid.rows[number + 1][place]) in _GROUPS
        for place in filled
    )


def _downwards(grid: Grid, first: int, row: int) -> int:
    """The last level: as far as cells of the first are merged down, or labels go on."""
    merged = [
        bottom
        for (top, _), (bottom, _) in grid.merges
        if first <= top <= row and bottom - first < _MAX_LEVELS
    ]
    last = min(max([row, *merged]), len(grid.rows) - 1)
    while (
        last + 1 < len(grid.rows)
        and last - first < _MAX_LEVELS - 1
        and _goes_on(grid.rows[last + 1])
        and not names_notices(grid.rows[last + 1])
    ):
        last += 1
    return last


def _goes_on(row: list[str]) -> bool:
    """Whether a row below a header is one more level of it: most of its cells are labels.

    Most, not all: a label that nobody knows must not cost its neighbours theirs.
    """
    filled = [cell for cell in row if cell.strip()]
    known = sum(1 for cell in filled if len(cell) <= _LONGEST_LABEL and meaning_of(cell))
    return known > len(filled) / 2


def _name(cell: str) -> str | None:
    meaning = meaning_of(cell)
    return meaning.name if meaning else None


def _header(grid: Grid, first: int, last: int) -> Header:
    levels = _spread(grid, first, last)
    columns = tuple(
        _column(index, [level[index] for level in levels]) for index in range(grid.width)
    )
    known = frozenset(
        tuple(fold(cell) for cell in grid.rows[row]) for row in range(first, last + 1)
    )
    return Header(first, last, columns, known)


def _spread(grid: Grid, first: int, last: int) -> list[list[str]]:
    """The header's rows with each label written into every cell that it covers.

    By merged ranges; where there are none (CSV, ods), an empty cell with a label below it takes
    the group label at its left.
    """
    levels = [list(grid.rows[row]) for row in range(first, last + 1)]
    for (top, left), (bottom, right) in grid.merges:
        if first <= top <= last:
            for row in range(top, min(bottom, last) + 1):
                for column in range(left, min(right, grid.width - 1) + 1):
                    levels[row - first][column] = grid.rows[top][left]
    for number, level in enumerate(levels[:-1]):
        below = levels[number + 1 :]
        for column in range(1, grid.width):
            if not level[column].strip() and _under_one(level, below, column):
                level[column] = level[column - 1]
    return levels


def _under_one(level: list[str], below: list[list[str]], column: int) -> bool:
    """Whether an empty cell is in the group at its left: both have labels of their own below."""
    left = level[column - 1]
    return any(row[column].strip() for row in below) and any(
        row[column - 1].strip() and row[column - 1] != left for row in below
    )


def _column(index: int, cells: list[str]) -> Column:
    path: list[str] = []
    for cell in cells:
        text = "".join(cell.splitlines()).strip()
        if text and (not path or path[-1] != text):
            path.append(text)
    if not path:
        return Column(index, "")
    meaning = _meaning(path)
    name = meaning.name if meaning else None
    number = _first_known(round_of(part) for part in reversed(path))
    return Column(
        index=index,
        label=" ".join(path),
        meaning=name,
        category=meaning.category if meaning else None,
        round=number or (1 if name == "bidPrice" else None),
        tax=_first_known(tax_of(part) for part in reversed(path)),
        unit=_first_known(unit_of(part) for part in reversed(path)),
    )


def _meaning(path: list[str]) -> Meaning | None:
    """What the last label of a path means, with those above it.

    ``入札金額 １回目`` → bidPrice, ``評価値 １回目`` → evaluationScore: a round alone is what its
    group is. ``入札結果`` without columns of its own is a remark. ``金額`` under a group that
    nobody knows is not known to be a bid. A label may be cut in two: ``工種`` over ``区分``.
    """
    *groups, leaf = path
    meaning = meaning_of(leaf, tuple(groups))
    if meaning is None:
        return meaning_of("".join(path)) if groups else None
    above = [_name(group) for group in groups]
    if meaning.name == "round":
        return Meaning(next((name for name in reversed(above) if name in _BY_ROUND), "bidPrice"))
    if meaning.name == "results":
        return Meaning("remark")
    unsure = meaning.name == "bidPrice" and not any(round_of(part) for part in path)
    if unsure and any(name not in _GROUPS for name in above):
        return meaning_of("".join(path))  # 調査基準 over 価格
    return meaning


def _first_known(found: Iterator[_T | None]) -> _T | None:
    return next((item for item in found if item is not None), None)
