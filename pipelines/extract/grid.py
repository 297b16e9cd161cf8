"""A grid: the text of every cell of one sheet or one HTML table, with what was merged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipelines.errors import Unreadable
from pipelines.records import Boxes, Document, Fact, Issue, RawTable

MAX_CELLS = 5_000_000
"""A grid with more cells is refused: the largest real list seen has 60,000."""

MAX_COLUMNS = 16_384
"""As many columns as Excel has; a list has some twenty."""

Merge = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged range, row and column from 0, both inside the range."""

Links = Mapping[tuple[int, int], tuple[str, ...]]
"""The addresses of the links in a cell as printed, by row and column from 0."""


@dataclass(frozen=True, slots=True)
class Grid:
    """``rows`` are all as long; row and column count from 0, as the sheet has them.

    ``name`` is the sheet's name, in a zip with the member's before it (``工事.csv``,
    ``工事.xlsx/4月``), None for the table of a page. ``hidden`` sheets are not published, nor are
    hidden rows and columns: their cells are empty here, ``hidden_lines`` names those that held text
    (``rows 5-7``, ``columns C``; not known of .xls).
    ``lengths`` is how many cells each row had, where the place of a cell is but the count of the
    commas before it; None where every cell has a place of its own.

    Of a page: ``page`` is its own title (``入札公告／桜井市``), ``files`` what all of it links;
    ``before`` holds the texts that
    lead to a table, outermost first: the headings it stands under, the paragraphs since the table
    before it, its caption; ``after`` the notes that follow it (``※金額は税抜き``). ``heads`` are
    the ``th`` cells, ``links`` the links by cell. ``follows``: nothing stands between it and the
    table before.

    Of a PDF: ``boxes`` are the places of the cells on its pages, and in the row -1 those of the
    lines of ``before``; ``full`` are the cells whose last line has no room left. ``facts`` are what
    prose says, whose lines are rows of one column; ``begins``: it opens with the heading of a
    notice.

    ``tables`` are its notices where a reader of just that kind of page has read them already, and
    ``issues`` what must be said of it.
    """

    name: str | None
    rows: list[list[str]]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    lengths: list[int] | None = None
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    links: Links = field(default_factory=dict)
    heads: frozenset[tuple[int, int]] = frozenset()
    hidden_lines: tuple[str, ...] = ()
    page: str = ""
    files: tuple[Document, ...] = ()
    follows: bool = False
    boxes: Boxes = field(default_factory=dict)
    full: frozenset[tuple[int, int]] = frozenset()
    facts: tuple[Fact, ...] = ()
    begins: bool = False
    tables: tuple[RawTable, ...] = ()
    issues: tuple[Issue, ...] = ()
    _by_top: dict[int, list[Merge]] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0]) if self.rows else 0

    @property
    def last_before(self) -> int:
        """The column under which ``boxes`` has the last line of ``before``; 0 without a page."""
        return max(len(self.before) - 1, 0) if self.boxes else 0

    def merges_from(self, first: int, last: int) -> Iterator[Merge]:
        """The merged ranges that begin in the rows ``first`` to ``last``.

        A sheet of thousands of forms has as many ranges: none of them looks through all.
        """
        if self.merges and not self._by_top:
            for merge in self.merges:
                self._by_top.setdefault(merge[0][0], []).append(merge)
        for row in range(first, last + 1) if self.merges else ():
            yield from self._by_top.get(row, ())


def too_large(what: str) -> Unreadable:
    """The error for a table that nobody could have written by hand."""
    return Unreadable(
        "tooLarge",
        f"expected at most {MAX_CELLS:,} cells in {MAX_COLUMNS:,} columns, found {what} with more: "
        "ask the publisher; if it is a real list, a developer must raise the limit",
    )
