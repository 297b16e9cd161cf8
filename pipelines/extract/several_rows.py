"""Lists whose tenders take several rows each, with a label for each row in one column."""

from __future__ import annotations

from pipelines.extract.grid import Grid
from pipelines.extract.header import TITLES, Header
from pipelines.extract.labels import meaning_of
from pipelines.extract.words import is_footnote
from pipelines.normalise.amounts import tax_of, unit_of
from pipelines.records import Column, RawNotice, RawTable


def several_rows(grid: Grid, header: Header, captions: list[str], number: int) -> RawTable | None:
    """The table of a list like this one, None for any other.

    ``電子`` stands over ``開札日`` in the header, and so do their values in each tender, whose
    other cells are merged down over both rows.
    """
    deep = header.last - header.first + 1
    title = next((c.index for c in header.columns if c.meaning in TITLES), None)
    if deep < 2 or title is None:
        return None
    spans = _spans(grid, header.last + 1, title)
    merged = _merged(grid, spans[0]) if spans else set()
    if not spans:
        low = _lower(grid, header)
        spans = _unmerged(grid, header, title, low)
        merged = set(range(grid.width)) - low
    if not spans or {bottom - top + 1 for top, bottom in spans} != {deep}:
        return None
    apart = [c.index for c in header.columns if c.label and c.index not in merged]
    heads = [row for row in range(header.first, header.last + 1) if _own(grid, row, apart)]
    if not apart or len(heads) < 2 or any(c.meaning == "bidder" for c in header.columns):
        return None
    return _table(grid, header, spans, (apart, heads), (captions, number))


def _spans(grid: Grid, start: int, title: int) -> list[tuple[int, int]]:
    """First and last row of each tender: the merged cells in the title's column, in order."""
    if not any(left == title for (_, left), _ in grid.merges_from(start, start)):
        return []
    found = sorted(
        (top, bottom)
        for (top, left), (bottom, _) in grid.merges
        if left == title and top >= start and bottom > top
    )
    expected = start
    for top, bottom in found:
        if top != expected:
            return []
        expected = bottom + 1
    return found


def _lower(grid: Grid, header: Header) -> set[int]:
    """The columns with labels below the first row of a header."""
    rows = grid.rows[header.first + 1 : header.last + 1]
    return {column for row in rows for column, text in enumerate(row) if text.strip()}


def _unmerged(grid: Grid, header: Header, title: int, low: set[int]) -> list[tuple[int, int]]:
    """First and last row of each tender where nothing is merged (CSV): as many rows as the header.

    The first has the title, the others fill no column but those with lower labels, as in the
    header itself. None if a single one doesn't.
    """
    if title in low or not grid.rows[header.first][title].strip():
        return []
    found: list[tuple[int, int]] = []
    filled, row = 0, header.last + 1
    while row < len(grid.rows):
        cells = [text for text in grid.rows[row] if text.strip()]
        if not cells or is_footnote(cells[0]):
            row += 1
            continue
        end = row + header.last - header.first
        below = [
            column
            for line in grid.rows[row + 1 : end + 1]
            for column, text in enumerate(line)
            if text.strip()
        ]
        is_tender = grid.rows[row][title].strip() and end < len(grid.rows)
        if not is_tender or not low.issuperset(below):
            return []
        found.append((row, end))
        filled += bool(below)
        row = end + 1
    return found if filled * 2 > len(found) else []


def _merged(grid: Grid, span: tuple[int, int]) -> set[int]:
    """The columns that are merged over all rows of a tender."""
    return {
        column
        for (top, left), (bottom, right) in grid.merges_from(span[0], span[0])
        if (top, bottom) == span
        for column in range(left, right + 1)
    }


def _own(grid: Grid, row: int, columns: list[int]) -> bool:
    return any(grid.rows[row][column].strip() for column in columns)


def _table(
    grid: Grid,
    header: Header,
    spans: list[tuple[int, int]],
    shape: tuple[list[int], list[int]],
    about: tuple[list[str], int],
) -> RawTable:
    apart, heads = shape
    cells = [(row, column) for row in range(len(heads)) for column in apart]
    labels = [grid.rows[heads[level]][column] for level, column in cells]
    added = [(place, label) for place, label in zip(cells, labels, strict=True) if label.strip()]
    columns = [Column(c.index, "") if c.index in apart else c for c in header.columns]
    for _, label in added:
        columns.append(_column(len(columns), label))
    notices = []
    for top, bottom in spans:
        lines = [row for row in range(top, bottom + 1) if _own(grid, row, apart)]
        row = ["" if at in apart else text for at, text in enumerate(grid.rows[top])]
        notice = RawNotice([row], [top + 1])
        for (level, column), _ in added:
            text = ""
            if len(lines) == len(heads):
                text = grid.rows[lines[level]][column]
                notice.places[0, len(row)] = lines[level], column
            row.append(text)
        notice.numbers.append(bottom + 1)
        notices.append(notice)
    captions, number = about
    return RawTable(grid.name, number, tuple(columns), notices, captions, boxes=grid.boxes)


def _column(index: int, label: str) -> Column:
    meaning = meaning_of(label)
    text = "".join(label.splitlines()).strip()
    name = meaning.name if meaning else None
    category = meaning.category if meaning else None
    return Column(index, text, name, category, None, tax_of(text), unit_of(text))
