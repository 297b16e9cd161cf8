"""Cells that a list prints once a group and leaves empty below, filled with what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipelines.extract.header import TITLES
from pipelines.records import Column, RawNotice

_ONCE = frozenset(("office", "opened", "method", "category", "workType", "buyer"))


def filled_below(columns: Sequence[Column], notices: Sequence[RawNotice]) -> None:
    """Fill the empty cells of the columns before the title that are printed on change only.

    Believed of a column whose first cell is filled, which has an empty one, and never prints the
    same text twice in a row. ``printed`` keeps that the cell is empty.
    """
    title = next((c.index for c in columns if c.meaning in TITLES), 0)
    for column in columns[:title]:
        if column.meaning in _ONCE:
            texts = [notice.rows[0][column.index].strip() for notice in notices]
            filled = [text for text in texts if text]
            is_open = bool(texts) and bool(texts[0]) and len(filled) < len(texts)
            if is_open and all(one != other for one, other in pairwise(filled)):
                _fill(column.index, notices)


def _fill(index: int, notices: Sequence[RawNotice]) -> None:
    above, place = "", (0, 0)
    for notice in notices:
        if notice.rows[0][index].strip():
            above, place = notice.rows[0][index], (notice.numbers[0] - 1, index)
            continue
        for number, row in enumerate(notice.rows):
            if not row[index].strip():
                notice.rows[number] = [*row[:index], above, *row[index + 1 :]]
                notice.printed[number, index] = ""
                notice.places[number, index] = place
