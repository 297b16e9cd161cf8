"""A PDF file to the grids and lines that it prints, in order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pipelines.extract import gazette, ocr, prose
from pipelines.extract.grid import Grid
from pipelines.extract.line import Line
from pipelines.extract.pdf.agreement import agrees
from pipelines.extract.pdf.borderless import with_borderless
from pipelines.extract.pdf.cells import grid_of
from pipelines.extract.pdf.continued import joined_over
from pipelines.extract.pdf.document import Page, opened
from pipelines.extract.pdf.judge import is_doubtful, judged, outside_of
from pipelines.extract.pdf.lattice import Table, tables_of
from pipelines.extract.pdf.letters import Piece
from pipelines.extract.pdf.printed import (
    Printed,
    in_order,
    lines_of,
    with_lines_around,
    without_furniture,
)
from pipelines.extract.pdf.scanned import is_scan, read_scan
from pipelines.records import Issue

_HIGH = 0.6
"""The share of a page's height that a rule between two columns of text has at least."""

_NARROW = 20.0
_ORNAMENT = "\ue0a8"
"""The gazette's sign for what fills a line or parts two columns; it stands for no letter."""


def grids(body: bytes) -> tuple[list[Grid], list[Issue]]:
    """The grids of a PDF in printed order: its tables, and those of labels and values in its prose.

    Unreadable if the file can't be opened.
    """
    parts, issues = parts_of(body)
    read = gazette.grids if gazette.is_gazette(parts) else prose.grids
    return read(parts), issues


def parts_of(body: bytes) -> tuple[list[Grid | Line], list[Issue]]:
    """The tables and the lines of all pages in printed order, and what must be said of them.

    Unreadable if the file can't be opened. Pages that are pictures are read as such.
    """
    pages: list[Printed] = []
    issues: list[Issue] = []
    scans = ocr.Scans()
    with opened(body) as document:
        for page in document.pages():
            if isinstance(page, int):
                issues.append(Issue(code="damagedPage", label=f"p{page}"))
                continue
            seen: Page | ocr.OcrPage | None = page
            if is_scan(page):
                seen = read_scan(page, body, scans)
            else:
                issues += _doubts(page, not pages)
            if seen is not None:
                pages.append(printed(seen, body))
    without_furniture(pages)
    issues += with_borderless(pages)
    return scans.flagged(with_lines_around(joined_over(pages))), issues + scans.issues()


def _doubts(page: Page, is_first: bool) -> Iterator[Issue]:
    """What makes a page's text or tables doubtful.

    The first page of a file is looked at, and every page whose letters aren't painted.
    """
    place = f"p{page.number}"
    if page.rules.is_full:
        yield Issue(code="drawnPage", label=place)
    is_unpainted = page.is_unpainted
    if is_unpainted:
        yield Issue(code="textOfScan", label=place)
    if (is_first or is_unpainted) and not agrees(page):
        yield Issue(code="textElsewhere", label=place)


def printed(page: Page | ocr.OcrPage, body: bytes) -> Printed:
    """What one page of a file prints."""
    grids, outside = tables_on(page, body)
    edges = [] if grids else _columns(page)
    if edges:
        outside = [piece for piece in outside if piece.text.strip(_ORNAMENT)]
    parts = in_order(grids, lines_of(outside, page.number, edges))
    breaks = [y for y, left, right in page.rules.across if right - left > 0.5 * page.width]
    return Printed(page.number, page.width, page.height, parts, breaks)


def tables_on(page: Page | ocr.OcrPage, body: bytes) -> tuple[list[Grid], list[Piece]]:
    """The tables of a page of a file, and the pieces of text that lie in none.

    A page with more lines than any table has is a drawing: its text is kept, its lines are not.
    """
    if page.rules.is_full:
        return [], page.pieces
    tables = tables_of(page.rules, page.pieces)
    inside, outside = _sorted(tables, page.pieces)
    if is_doubtful(tables, inside) and (found := judged(body, page.number)):
        return found, outside_of(found, page.pieces)
    grids = [
        grid_of(table, held, page.letters, page.number)
        for table, held in zip(tables, inside, strict=True)
    ]
    return grids, outside


def _columns(page: Page | ocr.OcrPage) -> list[float]:
    """Where upright rules part most of a page: the columns of a gazette."""
    places: list[float] = []
    for x, top, bottom in sorted(page.rules.down):
        is_high = bottom - top > _HIGH * page.height
        if is_high and (not places or x - places[-1] > _NARROW):
            places.append(x)
    return _regular(places, page)


def _regular(edges: list[float], page: Page | ocr.OcrPage) -> list[float]:
    """The edges of columns with those between them that an ornament hides: columns are as wide.

    An edge is added only where hardly a text runs over it.
    """
    gaps = [right - left for left, right in pairwise(edges)]
    wide = min(gaps, default=0.0)
    found = list(edges)
    for left, gap in zip(edges, gaps, strict=False):
        count = round(gap / wide) if wide else 1
        for number in range(1, count if abs(gap / wide - count) < 0.1 else 1):
            place = left + number * gap / count
            texts = (piece for piece in page.pieces if piece.text.strip(_ORNAMENT))
            across = sum(1 for piece in texts if piece.left < place < piece.right)
            if across * 50 <= len(page.pieces):
                found.append(place)
    return sorted(found)


def _sorted(tables: list[Table], pieces: list[Piece]) -> tuple[list[list[Piece]], list[Piece]]:
    """The pieces that lie in each table, and those that lie in none."""
    if not tables:
        return [], pieces
    inside: list[list[Piece]] = [[] for _ in tables]
    outside: list[Piece] = []
    for piece in pieces:
        centre, middle = (piece.left + piece.right) / 2, piece.middle
        for table, held in zip(tables, inside, strict=True):
            if table.part_at(centre, middle) is not None:
                held.append(piece)
                break
        else:
            outside.append(piece)
    return inside, outside
