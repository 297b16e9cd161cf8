"""The tenders of a whole file, by what tells one from another."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extract.grid import Grid
from pipelines.records import Column, RawNotice

Key = tuple[str, ...]
"""What tells one tender from another: number, office, title and day, folded."""


class Tenders:
    """The notices of a whole file, by what tells one tender from another.

    A tender is one notice wherever its rows stand, in whatever sheet of the workbook (a long
    list is cut into 工事1 and 工事2 anywhere). Only tables with the same columns can share one.
    """

    def __init__(self) -> None:
        self._by_columns: dict[Key, dict[Key, tuple[RawNotice, Grid]]] = {}

    def of(self, columns: Sequence[Column]) -> dict[Key, tuple[RawNotice, Grid]]:
        """The tenders, with the sheet each began in, of the tables with the same columns."""
        shape = tuple(f"{c.index} {c.meaning} {c.round} {c.tax} {c.unit}" for c in columns)
        return self._by_columns.setdefault(shape, {})
