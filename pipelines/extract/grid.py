"""A grid: the text of every cell of one sheet or one HTML table, with what was merged."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.errors import Unreadable

MAX_CELLS = 5_000_000
"""A grid with more cells is refused: the largest real list seen has 60,000."""

MAX_COLUMNS = 16_384
"""As many columns as Excel has; a list has some twenty."""

Merge = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged range, row and column from 0, both inside the range."""


@dataclass(frozen=True, slots=True)
class Grid:
    """``rows`` are all as long; row and column count from 0, as the sheet has them.

    ``name`` is the sheet's name, None for an HTML table. ``hidden`` sheets are not published.
    ``lengths`` is how many cells each row had, where the place of a cell is but the count of the
    commas before it; None where every cell has a place of its own.
    """

    name: str | None
    rows: list[list[str]]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    lengths: list[int] | None = None

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0]) if self.rows else 0


def too_large(what: str) -> Unreadable:
    """The error for a table that nobody could have written by hand."""
    return Unreadable(
        "tooLarge",
        f"expected at most {MAX_CELLS:,} cells in {MAX_COLUMNS:,} columns, found {what} with more: "
        "ask the publisher; if it is a real list, a developer must raise the limit",
    )
