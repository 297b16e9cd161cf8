"""Real tables changed on purpose: what a person still reads the same must be read the same."""

from __future__ import annotations

import csv
import html
import io
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from pipelines.extract.grid import Grid, Merge

NOTE = "※この一覧は参考です。"
EVERY = 7
"""Rows between two that are put in."""


def moved_down(grid: Grid, header: int) -> Grid:
    """The header four rows further down, under a title line."""
    width = grid.width
    above = [["公表資料の一覧", *[""] * (width - 1)], *[[""] * width for _ in range(3)]]
    merges = tuple(((t + 4, left), (b + 4, right)) for (t, left), (b, right) in grid.merges)
    return replace(grid, rows=above + grid.rows, merges=merges, lengths=None)


def moved_right(grid: Grid, header: int) -> Grid:
    """Two empty columns before the table."""
    merges = tuple(((t, left + 2), (b, right + 2)) for (t, left), (b, right) in grid.merges)
    rows = [["", "", *row] for row in grid.rows]
    return replace(grid, rows=rows, merges=merges, lengths=None)


def with_gaps(grid: Grid, header: int) -> Grid:
    """An empty row and a note after every seventh row below the header, but not within a merge."""
    inside = {
        row for (top, _), (bottom, _) in grid.merges for row in range(top, bottom) if row > header
    }
    rows: list[list[str]] = []
    place: list[int] = []
    for number, row in enumerate(grid.rows):
        place.append(len(rows))
        rows.append(row)
        if number > header and (number - header) % EVERY == 0 and number not in inside:
            rows.append([""] * grid.width)
            rows.append([NOTE, *[""] * (grid.width - 1)])
    merges = tuple(((place[t], left), (place[b], right)) for (t, left), (b, right) in grid.merges)
    return replace(grid, rows=rows, merges=merges, lengths=None)


def turned_about(grid: Grid, header: int) -> Grid:
    """The columns from right to left; the text of a merged cell in its first cell again."""
    last = grid.width - 1
    merges = tuple(((t, last - right), (b, last - left)) for (t, left), (b, right) in grid.merges)
    rows = [row[::-1] for row in grid.rows]
    for (top, left), (_, right) in merges:
        row = rows[top]
        row[left], row[right] = row[right], row[left]
    return replace(grid, rows=rows, merges=merges, lengths=None)


def header_split(grid: Grid, header: int) -> Grid:
    """No merged cell above the first row of data: each text in its first cell alone."""
    merges = tuple(merge for merge in grid.merges if merge[0][0] > header)
    return replace(grid, merges=merges)


def header_merged(grid: Grid, header: int) -> Grid:
    """An empty row below the header, every label merged down into it."""
    if any(top <= header <= bottom for (top, _), (bottom, _) in grid.merges):
        return grid
    at = header + 1
    rows = [*grid.rows[:at], [""] * grid.width, *grid.rows[at:]]

    def below(row: int) -> int:
        return row + (row >= at)

    merges = tuple(((below(t), left), (below(b), right)) for (t, left), (b, right) in grid.merges)
    down: tuple[Merge, ...] = tuple(
        ((header, column), (at, column))
        for column, text in enumerate(grid.rows[header])
        if text.strip()
    )
    return replace(grid, rows=rows, merges=merges + down, lengths=None)


_WIDE = str.maketrans(
    {**{chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}, "\u00a5": "￥"}
)


def widened(grid: Grid, header: int) -> Grid:
    """Every letter and digit at full width, labels with a gap between their letters."""

    def wide(number: int, text: str) -> str:
        text = text.translate(_WIDE)
        if (
            number <= header
            and 0 < len(text) <= 12
            and unicodedata.east_asian_width(text[0]) == "W"
        ):
            return "　".join(text)
        return f" {text}　" if text else text

    rows = [[wide(number, text) for text in row] for number, row in enumerate(grid.rows)]
    return replace(grid, rows=rows)


CHANGES: tuple[Callable[[Grid, int], Grid], ...] = (
    moved_down,
    moved_right,
    with_gaps,
    turned_about,
    header_split,
    header_merged,
    widened,
)


def as_page(grid: Grid) -> bytes:
    """The grid as a page: merged cells with their spans, a cell's lines with ``br``."""
    covered = {
        (row, column): (top, left)
        for (top, left), (bottom, right) in grid.merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    spans = {
        (top, left): f' rowspan="{bottom - top + 1}" colspan="{right - left + 1}"'
        for (top, left), (bottom, right) in grid.merges
    }
    lines = []
    for number, row in enumerate(grid.rows):
        cells = "".join(
            f"<td{spans.get((number, column), '')}>{_shown(text)}</td>"
            for column, text in enumerate(row)
            if covered.get((number, column), (number, column)) == (number, column)
        )
        lines.append(f"<tr>{cells}</tr>")
    before = "".join(f"<h2>{_shown(text)}</h2>" for text in grid.before)
    body = "\n".join(lines)
    title = f"<title>{_shown(grid.page)}</title>"
    return f"<!doctype html><meta charset=utf-8>{title}{before}<table>{body}</table>".encode()


def _shown(text: str) -> str:
    return "<br>".join(html.escape(line) for line in text.splitlines())


def as_csv(grid: Grid) -> bytes:
    """The grid as a CSV file as Excel saves one: merged cells have their first text.

    In cp932, or in UTF-8 where a text has letters that cp932 has not.
    """
    out = io.StringIO()
    above = [[text, *[""] * (grid.width - 1)] for text in grid.before]
    csv.writer(out, lineterminator="\r\n").writerows(above + grid.rows)
    text = out.getvalue()
    try:
        return text.encode("cp932")
    except UnicodeEncodeError:
        return text.encode("utf-8-sig")
