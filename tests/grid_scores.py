"""Tables of real PDF files held against what people read off the pages, cell by cell.

The truths (``tests/golden/pdf_grids``) hold hashes, so that no file's content is copied.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

GRIDS = Path(__file__).parent / "golden" / "pdf_grids"
Rows = Sequence[Sequence[str | None]]


@dataclass(frozen=True)
class CellScore:
    """Cells with text: how many were found, expected, and both."""

    found: int
    expected: int
    right: int

    def __add__(self, other: CellScore) -> CellScore:
        return CellScore(
            self.found + other.found, self.expected + other.expected, self.right + other.right
        )

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where nothing is there to be found."""
        return 2 * self.right / (self.found + self.expected) if self.found + self.expected else 1.0


def grid_truths() -> list[dict[str, Any]]:
    """What the tables of each checked file hold."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(GRIDS.glob("*.json"))]


def cell_hash(text: str) -> str:
    """The first 16 digits of the SHA-256 of a cell's text, in NFKC and without white space."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return hashlib.sha256(plain.encode("utf-8")).hexdigest()[:16] if plain else ""


def score_cells(tables: Iterable[Rows], truth: dict[str, Any]) -> CellScore:
    """The cells of tables against the truth of their file, wherever they stand.

    Give only the tables of the pages that the truth has.
    """
    same: dict[str, str] = {}
    expected: Counter[str] = Counter()
    for table in truth["tables"]:
        for row in table["cells"]:
            for cell in row or ():
                spellings = [cell] if isinstance(cell, str) else cell
                expected[spellings[0]] += bool(spellings[0])
                same.update(dict.fromkeys(spellings, spellings[0]))
    del expected[""]
    hashes = (cell_hash(cell) for rows in tables for row in rows for cell in row if cell)
    found = Counter(same.get(one, one) for one in hashes if one)
    right = (found & expected).total()
    return CellScore(found.total(), expected.total(), right)


def pages_of(truth: dict[str, Any]) -> set[int]:
    """The pages whose tables were read by people."""
    return {table["page"] for table in truth["tables"]}


def whole_tables(tables: Sequence[Rows], truth: dict[str, Any]) -> tuple[int, int]:
    """How many of a file's tables are found with every row as it is, and how many there are.

    Rows that aren't compared (``null``) and tables laid out in boxes (``columns`` null) are left
    out.
    """
    found = Counter(tuple(_row(row)) for rows in tables for row in rows)
    wanted = [table for table in truth["tables"] if table["columns"]]
    whole = 0
    for table in wanted:
        rows = [row for row in table["cells"] if row]
        whole += all(any(_fits(row, one) for one in found) for row in rows)
    return whole, len(wanted)


def _row(row: Sequence[str | None]) -> list[str]:
    return [cell_hash(cell or "") for cell in row]


def _fits(wanted: Sequence[str | list[str]], row: tuple[str, ...]) -> bool:
    return len(wanted) == len(row) and all(
        cell == one if isinstance(one, str) else cell in one
        for cell, one in zip(row, wanted, strict=True)
    )
