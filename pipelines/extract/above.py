"""What stands above a block of labels and values: its heading, and lines before its table."""

from __future__ import annotations

from pipelines.extract.grid import Grid
from pipelines.extract.headings import heads_form, is_day_or_year, title_in
from pipelines.extract.lines import label_meaning, lines_of
from pipelines.extract.pairs import Pair
from pipelines.records import Fact

NEAR = 5
"""Rows above a block in which its heading may stand, and below its last label that go on."""


def pairs_before(grid: Grid) -> list[Pair]:
    """The labels and values that stand in the texts before a table: ``入札日：令和6年10月17日``.

    Of a PDF they are rows of a grid of their own.
    """
    if grid.boxes:
        return []
    return [
        Pair((label,), label_meaning(label), value, -1, 0, -1)
        for text in grid.before
        for label, value in lines_of(text)
        if label_meaning(label) not in (None, "ignored")
    ]


def heading_above(grid: Grid, row: int, first: int, of_award: bool = False) -> Fact | None:
    """The title of a purchase in the heading right above a row, at or below the row ``first``.

    A row of one text, or the last text before a table on its page. None where the heading names a
    part of the page (``入札結果``) or a group (``土木課``). ``警備業務`` names a group too, but for
    ``of_award``: where an award with no other title stands below it.
    """
    for above in range(row - 1, max(first - 1, row - NEAR), -1):
        filled = [(column, text) for column, text in enumerate(grid.rows[above]) if text.strip()]
        if len(filled) == 1 and not is_day_or_year(filled[0][1]):
            column, text = filled[0]
            title = title_in(text, of_award)
            return Fact("", title, above, column) if title else None
        if len(filled) > 1:
            return None
    texts = [text for text in grid.before if not lines_of(text) and not is_day_or_year(text)]
    title = title_in(texts[-1], of_award) if texts and first == 0 and row < NEAR else None
    return Fact("", title, -1, grid.last_before) if title else None


def is_form(grid: Grid, first: int, row: int) -> bool:
    """Whether a heading between a row and a block says that it is a form to hand in."""
    above = ([text for text in line if text.strip()] for line in grid.rows[first:row])
    alone = [texts[0] for texts in above if len(texts) == 1]
    return any(heads_form(text) for text in [*grid.before[-1:], *alone])
