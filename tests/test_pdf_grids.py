"""Tables of real PDF files, cell by cell against what people read off the pages."""

from __future__ import annotations

import io
import logging
from collections import Counter
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from grid_scores import CellScore, Rows, grid_truths, pages_of, score_cells, whole_tables
from reports import write_report

from pipelines.extract.grid import Grid
from pipelines.extract.pdf.read import parts_of

SAMPLES = Path(__file__).parent.parent.parent / "shared" / "samples"
TRUTHS = [truth for truth in grid_truths() if (SAMPLES / truth["file"]).exists()]

pytestmark = pytest.mark.skipif(not TRUTHS, reason="../shared/samples is missing")


def ours(truth: dict[str, Any]) -> list[Rows]:
    """The rows of our tables that stand on the pages of a truth."""
    pages = pages_of(truth)
    parts, _ = parts_of((SAMPLES / truth["file"]).read_bytes())
    return [_on(part, pages) for part in parts if isinstance(part, Grid)]


def _on(grid: Grid, pages: set[int]) -> Rows:
    on = {row for (row, _), box in grid.boxes.items() if box.page in pages}
    return [cells for row, cells in enumerate(grid.rows) if row in on]


def judged(truth: dict[str, Any]) -> list[Rows]:
    """What pdfplumber finds on the same pages."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    body = io.BytesIO((SAMPLES / truth["file"]).read_bytes())
    with pdfplumber.open(body, pages=sorted(pages_of(truth))) as document:
        return [table for page in document.pages for table in page.extract_tables()]


@pytest.mark.slow
def test_cells_are_at_least_as_right_as_the_judges() -> None:
    lines, all_ours, all_judged = [], CellScore(0, 0, 0), CellScore(0, 0, 0)
    for truth in TRUTHS:
        found, other = ours(truth), judged(truth) if pages_of(truth) else []
        mine, theirs = score_cells(found, truth), score_cells(other, truth)
        all_ours, all_judged = all_ours + mine, all_judged + theirs
        whole, total = whole_tables(found, truth)
        lines.append(
            f"{truth['file']:36} F1 {mine.f1:.4f} (pdfplumber {theirs.f1:.4f}), "
            f"whole tables {whole} of {total} (pdfplumber {whole_tables(other, truth)[0]})"
        )
    lines.insert(0, f"all cells: F1 {all_ours.f1:.4f}, pdfplumber {all_judged.f1:.4f}")
    write_report("PDF tables against cells read by hand", lines)
    assert all_ours.f1 >= all_judged.f1
    assert all_ours.f1 >= 0.98


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda truth: Path(truth["file"]).stem)
def test_every_cell_has_its_place(truth: dict[str, Any]) -> None:
    parts, _ = parts_of((SAMPLES / truth["file"]).read_bytes())
    for part in parts:
        if isinstance(part, Grid):
            missing = [
                (row, column)
                for row, cells in enumerate(part.rows)
                for column, text in enumerate(cells)
                if text and (row, column) not in part.boxes
            ]
            assert not missing


def test_a_letter_has_no_table() -> None:
    truth = next(truth for truth in TRUTHS if not truth["tables"])
    assert Counter(map(len, ours(truth))) == Counter()
