"""Files that print no header: known by how each of their columns is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipelines.cells import cell_name
from pipelines.errors import SetupError
from pipelines.extract.grid import Grid
from pipelines.extract.header import TITLES, names_notices
from pipelines.extract.labels import meaning_of
from pipelines.lookups import load
from pipelines.records import Column, Form, Issue, RawNotice, RawTable

_FILE = "headless.yml"
_SAMPLE = 50
_MOST_MISFITS = 1
"""Cells of a row that may be written otherwise: where more are, cells may stand under a wrong label
(a comma too much), and nothing of the row is believed."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A form of ``data/lookups/headless.yml`` with the columns that it has."""

    form: Form
    columns: tuple[Column, ...]

    def takes(self, row: list[str], length: int) -> bool:
        """Whether a row of so many cells is one of the form."""
        if length != len(self.columns):
            return False
        cells = row if len(row) == length else row[:length]
        return self.form.fits(cells) or len(self.form.misfits(cells)) <= _MOST_MISFITS


def headless(grid: Grid) -> bool:
    """Whether a delimited text is of a form whose publisher prints no header."""
    return _known(grid) is not None


def without_header(grid: Grid, number: int) -> tuple[RawTable, list[Issue]] | None:
    """The table of a delimited text of a known form; None for any other text.

    A row with more or fewer cells, or with more than one cell that is written otherwise, is an
    issue (``rowMisfit``) with its whole text: its cells may stand under wrong labels.
    """
    known = _known(grid)
    if known is None:
        return None
    assert grid.lengths is not None
    notices: list[RawNotice] = []
    issues: list[Issue] = []
    width = len(known.columns)
    for place, (row, length) in enumerate(zip(grid.rows, grid.lengths, strict=True)):
        if known.takes(row, length):
            notices.append(RawNotice([row if len(row) == width else row[:width]], [place + 1]))
        elif any(row):
            cell = cell_name(grid.name, place, 0)
            issues.append(Issue(code="rowMisfit", text=" | ".join(row[:length])[:500], cell=cell))
    return RawTable(grid.name, number, known.columns, notices, [], form=known.form), issues


def _known(grid: Grid) -> _Known | None:
    """The form that most of the first fifty rows are of; None where there is none, or a header."""
    if not grid.rows or grid.lengths is None:
        return None
    sample = [
        (row, length)
        for row, length in zip(grid.rows[:_SAMPLE], grid.lengths, strict=False)
        if any(row)
    ]
    for known in _forms():
        others = [
            row
            for row, length in sample
            if length != len(known.columns) or not known.form.fits(row[:length])
        ]
        if 2 * len(others) < len(sample):
            return None if any(map(names_notices, others)) else known
    return None


@cache
def _forms() -> tuple[_Known, ...]:
    """``data/lookups/headless.yml``; SetupError if a form lacks columns, patterns or a key."""
    found = []
    for name, entry in load(_FILE).items():
        try:
            labels = [str(column["label"]) for column in entry["columns"]]
            cells = tuple(re.compile(column["pattern"], re.DOTALL) for column in entry["columns"])
            key = tuple(labels.index(label) for label in entry["key"])
        except (KeyError, TypeError, ValueError, re.error) as error:
            raise SetupError(
                f"{_FILE}: expected columns with label and pattern, and a key of some of the "
                f"labels, for {name}, found: {error!r}"
            ) from error
        columns = tuple(_column(index, label) for index, label in enumerate(labels))
        if not any(column.meaning in TITLES for column in columns):
            raise SetupError(f"{_FILE}: expected a title among the labels of {name}")
        found.append(_Known(Form.of(cells, key), columns))
    return tuple(found)


def _column(index: int, label: str) -> Column:
    meaning = meaning_of(label)
    return Column(index, label, meaning.name if meaning else None)
