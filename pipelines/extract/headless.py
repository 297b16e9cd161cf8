"""Files that print no header: known by how each of their columns is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipelines.errors import SetupError
from pipelines.extract.grid import Grid
from pipelines.extract.header import TITLES, Header
from pipelines.extract.labels import meaning_of
from pipelines.lookups import fold, load
from pipelines.records import Column

_SAMPLE = 50


@dataclass(frozen=True, slots=True)
class _Form:
    columns: tuple[Column, ...]
    patterns: tuple[re.Pattern[str], ...]


def headless(grid: Grid) -> Header | None:
    """The header that a delimited text of a known form would have, None for any other.

    Its row is -1: the labels are those of the publisher's specification and stand nowhere. The
    form of ``data/lookups/headless.yml`` must fit every row of the first fifty.
    """
    if not grid.rows or grid.lengths is None:
        return None
    sample = [row for row in grid.rows[:_SAMPLE] if any(row)]
    for form in _forms():
        if grid.width == len(form.patterns) and all(_fits(form, row) for row in sample):
            return Header(-1, -1, form.columns, frozenset())
    return None


def _fits(form: _Form, row: list[str]) -> bool:
    return all(
        pattern.fullmatch(fold(text)) for pattern, text in zip(form.patterns, row, strict=True)
    )


@cache
def _forms() -> tuple[_Form, ...]:
    """``data/lookups/headless.yml``; SetupError if a form isn't a list of labels with patterns."""
    found = []
    for name, entries in load("headless.yml").items():
        try:
            labels = [str(entry["label"]) for entry in entries]
            patterns = tuple(re.compile(entry["pattern"]) for entry in entries)
        except (KeyError, TypeError, re.error) as error:
            raise SetupError(
                f"headless.yml: expected label and pattern for each column of {name}, "
                f"found: {error!r}"
            ) from error
        columns = tuple(_column(index, label) for index, label in enumerate(labels))
        if not any(column.meaning in TITLES for column in columns):
            raise SetupError(f"headless.yml: expected a title among the labels of {name}")
        found.append(_Form(columns, patterns))
    return tuple(found)


def _column(index: int, label: str) -> Column:
    meaning = meaning_of(label)
    return Column(index, label, meaning.name if meaning else None)
