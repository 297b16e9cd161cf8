"""The header of a table of notices: found by its labels, of one to four levels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipelines.extract.fits import fits, fits_title, is_checked
from pipelines.extract.grid import Grid
from pipelines.extract.labels import meaning_of, plain_label
from pipelines.extract.levels import (
    BY_ROUND,
    GROUPS,
    columns_of,
    is_ordinal,
    meaning_below,
    meanings_of,
    name_of,
    shared_note,
)
from pipelines.extract.purpose import speaks_of_purchases
from pipelines.extract.winners import heads_winners
from pipelines.lookups import fold, labels, words
from pipelines.records import Column

_MAX_LEVELS = 4
_LONGEST_LABEL = 60
DEEPEST = 1000
"""Rows of instructions that may stand above a list; nobody looks further down for its header."""
TITLES = ("title", "goodsTitle", "worksTitle")
# What only a table about purchases has.
_EVIDENCE = frozenset(
    (
        *("opened", "published", "awarded", "signed", "deadline", "applicationDeadline"),
        *("plannedTiming", "bidder", "winner", "supplier", "officer", "method", "rationale"),
        *("plannedPrice", "awardPrice", "contractPrice", "awardRate", "bidPrice", "quotedPrice"),
        *("floorMinimum", "floorInvestigation", "numberOfBids", "round", "designPrice"),
    )
)
# Evidence that lists of other affairs have too: 意見募集, events, courses.
_ANNOUNCED = frozenset(("published", "deadline", "applicationDeadline"))
_MONEY = frozenset(("plannedPrice", "awardPrice", "contractPrice", "designPrice"))
# What says little of a purchase, in a table of whatever it is.
_WEAK = frozenset(("rowNumber", "remark", "ignored", "quantity", "unitOfQuantity"))
_SAMPLE = 40


@dataclass(frozen=True, slots=True)
class Header:
    """First and last row of a header (from 0) and what its columns are.

    ``rows`` are the folded cells of its rows, to know it again further down. ``of_bidders``: no
    column names a purchase; it is the list of bidders of the one that stands above it, or
    (``of_winners``) of those who won alone. ``by_data`` is the label of the column that names a
    purchase where only its texts say so, "" for none.
    """

    first: int
    last: int
    columns: tuple[Column, ...]
    rows: frozenset[tuple[str, ...]]
    of_bidders: bool = False
    of_winners: bool = False
    by_data: str = ""

    @property
    def top(self) -> int:
        """The number of rows above it; a header that isn't printed has none."""
        return max(self.first, 0)


def find_header(grid: Grid, start: int) -> Header | None:
    """The first header at or after a row; None if the next thousand rows have none."""
    for row in range(start, min(len(grid.rows), start + DEEPEST)):
        cells = grid.rows[row]
        if names_notices(cells) and (_is_sure(cells) or speaks_of_purchases(grid, row)):
            first = _upwards(grid, row, start)
            return _header(grid, first, _downwards(grid, first, row))
        if found := _in_levels(grid, row) or _without_title(grid, row, start):
            return found
    return None


def names_notices(row: Sequence[str]) -> bool:
    """Whether a row has labels of a notice: one for its title and others that fit a purchase.

    ``名称`` and ``事業名`` are titles of many things: only what belongs to a purchase beside them
    tells that one is meant.
    """
    filled = [cell for cell in row if cell and len(cell) <= _LONGEST_LABEL]
    if len(filled) < 3:
        return False
    shared = shared_note(filled)
    known = {cell: name for cell in filled if (name := name_of(cell.strip().removesuffix(shared)))}
    titles = [cell for cell, name in known.items() if name in TITLES]
    others = set(known.values()).difference(TITLES)
    if not titles or len(others) < 2:
        return False
    if others & _EVIDENCE:
        return True
    weak = words("sheets.yml")["weakTitle"]
    is_named = any(fold(plain_label(cell)) not in weak for cell in titles)
    return is_named and len(others - _WEAK) >= 2


def _is_sure(row: Sequence[str]) -> bool:
    """Whether a row has a label that no list of other affairs has."""
    return bool(meanings_of(row) & (_EVIDENCE - _ANNOUNCED))


def names_bidders(row: Sequence[str]) -> bool:
    """Whether a row heads a list of bidders alone: ``入札者 | 第１回 | 摘要``."""
    filled = [cell for cell in row if cell.strip()]
    if len(filled) < 2 or any(len(cell) > _LONGEST_LABEL for cell in filled):
        return False
    names = [name_of(cell) for cell in filled]
    if "bidder" not in names or any(name in TITLES for name in names):
        return False
    known = sum(1 for name in names if name)
    priced = any(name in (*BY_ROUND, "round") for name in names)
    return priced and known > len(filled) / 2


def misfits(grid: Grid, header: Header) -> list[Column]:
    """The columns whose texts are not of the kind that their label names: days under 金額.

    Of one text alone nothing is said: a slip is a matter of its cell.
    """
    end = min(len(grid.rows), header.last + 1 + DEEPEST)
    rows = [grid.rows[number] for number in range(header.last + 1, end)]
    wrong = []
    for column in header.columns:
        if column.meaning and is_checked(column.meaning):
            texts: list[str] = []
            for row in rows:
                if text := row[column.index]:
                    texts.append(text)
                    if len(texts) == _SAMPLE:
                        break
            if len(texts) > 1 and not fits(column.meaning, texts):
                wrong.append(column)
    return wrong


def _in_levels(grid: Grid, row: int) -> Header | None:
    """A header whose first level has the title, and what tells of a purchase stands below it."""
    filled = [cell for cell in grid.rows[row] if cell and len(cell) <= _LONGEST_LABEL]
    if len(filled) < 2 or not meanings_of(filled).intersection(TITLES):
        return None
    last = _downwards(grid, row, row)
    if last == row:
        return None
    header = _header(grid, row, last)
    names = {column.meaning for column in header.columns if column.meaning}
    is_list = len(names) > 2 and names & _EVIDENCE and names.intersection(TITLES)
    return header if is_list and _is_label_row(grid, row) else None


def _is_label_row(grid: Grid, row: int) -> bool:
    """Whether no label has its value beside it: two filled cells and more stand side by side."""
    filled = [cell for cell in grid.rows[row] if cell.strip()]
    known = sum(1 for cell in filled if meaning_of(cell) or is_ordinal(cell))
    return known > len(filled) / 2


def _without_title(grid: Grid, row: int, start: int) -> Header | None:
    """A header in which no label is known to name the purchase: of bidders, or by its data."""
    cells = grid.rows[row]
    filled = [cell for cell in cells if cell and len(cell) <= _LONGEST_LABEL]
    if len(filled) < 2:
        return None
    names = meanings_of(filled)
    if "bidder" in names and names_bidders(cells):
        first = _upwards(grid, row, start)
        header = _header(grid, first, _downwards(grid, first, row))
        meanings = {column.meaning for column in header.columns}
        if meanings.intersection(TITLES):
            return header
        return replace(header, of_bidders=True) if "bidder" in meanings else None
    if "bidder" in names or names.intersection(TITLES):
        return None
    if heads_winners(grid, row):
        return replace(_header(grid, row, row), of_bidders=True, of_winners=True)
    if not (len(names) >= 4 and len(names & _EVIDENCE) >= 3 and names & _MONEY):
        return None
    header = _header(grid, row, _downwards(grid, row, row))
    for column in header.columns:
        if column.meaning is None and column.label:
            end = min(len(grid.rows), header.last + 1 + _SAMPLE)
            texts = [grid.rows[at][column.index] for at in range(header.last + 1, end)]
            if fits_title([text for text in texts if text.strip()]):
                columns = list(header.columns)
                columns[column.index] = replace(column, meaning="title")
                return replace(header, columns=tuple(columns), by_data=column.label)
    return None


def _upwards(grid: Grid, row: int, start: int) -> int:
    """The first level: rows above that hold group labels only (入札結果, １回目)."""
    first = row
    while first > start and row - first < _MAX_LEVELS - 1:
        above = first - 1
        if not (_groups(grid, above) or _merged_groups(grid, above)):
            break
        first = above
    return first


def _groups(grid: Grid, number: int) -> bool:
    """Whether a row holds labels of groups, each over a column that belongs into a group.

    A title ``入札結果`` over the whole sheet is none: 部局名 stands below it.
    """
    filled = [place for place, cell in enumerate(grid.rows[number]) if cell.strip()]
    if len(filled) == 1 and _is_over_all(grid, number):
        return False
    return bool(filled) and all(
        name_of(grid.rows[number][place]) in GROUPS
        and name_of(grid.rows[number + 1][place]) in GROUPS
        for place in filled
    )


def _is_over_all(grid: Grid, number: int) -> bool:
    """Whether a row's one text is merged over all labels below it."""
    below = [place for place, cell in enumerate(grid.rows[number + 1]) if cell.strip()]
    return any(
        bool(below) and left <= below[0] and below[-1] <= right
        for (_, left), (_, right) in grid.merges_from(number, number)
    )


def _merged_groups(grid: Grid, number: int) -> bool:
    """Whether the cells of a row are merged over several columns each: ``案件`` beside ``入札``.

    Where nothing is merged (CSV) all must be names of groups that are known. One alone over the
    whole table is its title, and what has a colon or a unit says something.
    """
    filled = [place for place, cell in enumerate(grid.rows[number]) if cell.strip()]
    if len(filled) < 2:
        return False
    ends = {
        left: right
        for (top, left), (bottom, right) in grid.merges_from(number, number)
        if top == bottom and right > left
    }
    texts = [fold(grid.rows[number][place]) for place in filled]
    if any(place not in ends for place in filled) and not _group_names().issuperset(texts):
        return False
    return not any(":" in text or "単位" in text or "年" in text for text in texts)


@cache
def _group_names() -> frozenset[str]:
    """The labels of groups, folded: those under which others mean something of their own."""
    known = labels()
    under = {group for by_group in known.exact.values() for group in by_group if group}
    return frozenset(under.union(text for text in known.exact if name_of(text) in GROUPS))


def _downwards(grid: Grid, first: int, row: int) -> int:
    """The last level: as far as cells of the first are merged down, or labels go on."""
    merged = [
        bottom for _, (bottom, _) in grid.merges_from(first, row) if bottom - first < _MAX_LEVELS
    ]
    last = min(max([row, *merged]), len(grid.rows) - 1)
    while (
        last + 1 < len(grid.rows)
        and last - first < _MAX_LEVELS - 1
        and _goes_on(grid, last + 1)
        and not names_notices(grid.rows[last + 1])
    ):
        last += 1
    return last


def _goes_on(grid: Grid, number: int) -> bool:
    """Whether a row below a header is one more level of it: most of its cells are labels.

    Most, not all: a label that nobody knows must not cost its neighbours theirs. A row of ordinals
    is a level if labels follow below them: ① and ② over 業者名 and 入札額.
    """
    row = grid.rows[number]
    filled = [place for place, cell in enumerate(row) if cell.strip()]
    if len(filled) > 1 and all(is_ordinal(row[place]) for place in filled):
        return number + 1 < len(grid.rows) and _are_labels(grid.rows[number + 1])
    above = _groups_over(grid.rows[number - 1])
    known = sum(
        1
        for place in filled
        if len(row[place]) <= _LONGEST_LABEL
        and (meaning_of(row[place]) or meaning_below(above[place], row[place]))
    )
    return known > len(filled) / 2


def _are_labels(row: list[str]) -> bool:
    filled = [cell for cell in row if cell.strip()]
    known = sum(1 for cell in filled if len(cell) <= _LONGEST_LABEL and meaning_of(cell))
    return known > len(filled) / 2


def _groups_over(row: list[str]) -> list[str]:
    """The label over each column below a row: its own cell's, else the one at the left."""
    found, last = [], ""
    for cell in row:
        last = cell if cell.strip() else last
        found.append(last)
    return found


def _header(grid: Grid, first: int, last: int) -> Header:
    known = frozenset(
        tuple(fold(cell) for cell in grid.rows[row]) for row in range(first, last + 1)
    )
    return Header(first, last, columns_of(grid, first, last), known)
