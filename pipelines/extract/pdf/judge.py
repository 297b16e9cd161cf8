"""When the fast way to a page's tables can't be trusted, and the slow one that is asked then.

pdfplumber reads the file by itself, letters and rules: ten times slower, and the judge in our
benchmarks. It is asked page by page.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence

from pipelines.extract.grid import Grid
from pipelines.extract.pdf.lattice import Table
from pipelines.extract.pdf.letters import Piece
from pipelines.records import Box

_MOST_CROSSING = 0.15
_FEWEST_CROSSING = 5


def is_doubtful(tables: list[Table], inside: list[list[Piece]]) -> bool:
    """Whether a page's tables need a second look: many texts lie across rules.

    A text too long for its cell is common; where one in seven runs over a rule, the letters' boxes
    or the rules are wrong.
    """
    for table, pieces in zip(tables, inside, strict=True):
        crossing = sum(1 for piece in pieces if _runs_over(table, piece))
        if crossing >= _FEWEST_CROSSING and crossing > _MOST_CROSSING * len(pieces):
            return True
    return False


def _runs_over(table: Table, piece: Piece) -> bool:
    """Whether a piece has well over a letter on the other side of a rule."""
    reach = piece.size
    if piece.right - piece.left < 2 * reach:
        return False
    first = table.part_at(piece.left + reach, piece.middle)
    last = table.part_at(piece.right - reach, piece.middle)
    if first is None or last is None:
        return False
    return table.owners[first] != table.owners[last]


def judged(body: bytes, number: int) -> list[Grid]:
    """The tables of a page (from 1) as pdfplumber finds them, with the places of their cells.

    None of its errors ends the reading: a page that it can't read has no tables.
    """
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every odd font
    try:
        with pdfplumber.open(io.BytesIO(body), pages=[number]) as document:
            tables = document.pages[0].find_tables()
            return [_grid(table.rows, table.extract(), number) for table in tables]
    except Exception:  # whatever a file does to the second reader, the first one's tables stay
        return []


def outside_of(grids: list[Grid], pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces that lie in no cell of the grids: nothing that is printed is lost."""
    boxes = [box for grid in grids for box in grid.boxes.values()]
    return [
        piece
        for piece in pieces
        if not any(
            box.left <= (piece.left + piece.right) / 2 <= box.right
            and box.top <= piece.middle <= box.bottom
            for box in boxes
        )
    ]


def _grid(places: Sequence[object], texts: list[list[str | None]], number: int) -> Grid:
    width = max(len(row) for row in texts)
    rows = [[text or "" for text in row] + [""] * (width - len(row)) for row in texts]
    boxes = {
        (at, column): Box(number, *cell)
        for at, row in enumerate(places)
        for column, cell in enumerate(getattr(row, "cells", ()))
        if cell is not None
    }
    return Grid(None, rows, boxes=boxes)
