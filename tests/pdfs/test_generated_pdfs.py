"""Generated files: every cell, every row and every notice that they print is to be found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import pytest
from golden.compare import Comparison
from reading_help import notices_of_body
from reports import write_report

from pipelines.extract.grid import Grid
from pipelines.extract.pdf import read as pdf

from .made import Made, Recipe
from .recipes import RECIPES
from .scores import cell_f1, character_accuracy, notice_score, whole_rows

FAST = [recipe for recipe in RECIPES if not recipe.slow]
SLOW = [recipe for recipe in RECIPES if recipe.slow and not recipe.name.startswith("scan")]
SCANS = [recipe for recipe in RECIPES if recipe.name.startswith("scan")]
TABLES = [recipe for recipe in FAST if not recipe.name.startswith("prose")]


@dataclass(frozen=True)
class Result:
    """What was found in a file, held against its truth; ``cells`` and ``rows`` None in prose."""

    made: Made
    found: int
    fields: Comparison
    cells: float | None
    rows: float | None

    def line(self) -> str:
        """One line of the report."""
        cells = f"{self.cells:.4f}" if self.cells is not None else "      "
        rows = f"{self.rows:5.1%}" if self.rows is not None else "     "
        fields = self.fields
        return (
            f"{self.made.kind:10} {self.made.name:32} cells {cells} rows {rows} "
            f"notices {self.found:4} of {len(self.made.expected):4}, fields {len(fields.right):5} "
            f"of {fields.total:5}, {len(fields.wrong)} wrong, {len(fields.invented)} invented"
        )

    def details(self) -> list[str]:
        """What differs."""
        fields = self.fields
        named = {
            "wrong": fields.wrong, "missing": fields.missing, "invented": fields.invented,
        }  # fmt: skip
        return [
            f"{kind} {one.field}: expected {one.expected}, got {one.got}"
            for kind, found in named.items()
            for one in found
        ]


@pytest.fixture(scope="module", autouse=True)
def _read_once() -> Iterator[None]:
    """The notices of a file and its letters come from one reading: that of a scan takes seconds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "parts_of", lru_cache(maxsize=1)(pdf.parts_of))
        yield


def tables_in(body: bytes) -> list[list[list[str]]]:
    """The rows of the tables of a PDF."""
    return [part.rows for part in pdf.parts_of(body)[0] if isinstance(part, Grid)]


def text_in(body: bytes) -> str:
    """All that is found in a PDF, in printed order."""
    cells = (
        [cell for row in part.rows for cell in row] if isinstance(part, Grid) else [part.text]
        for part in pdf.parts_of(body)[0]
    )
    return "".join(text for some in cells for text in some)


@cache
def result_of(recipe: Recipe) -> Result:
    """The file of a recipe, made and read once."""
    made = recipe.make()
    notices: Sequence[dict[str, Any]] = notices_of_body(made.body, f"file.{recipe.suffix}")
    cells = rows = None
    if recipe.suffix == "pdf" and made.rows:
        found = tables_in(made.body)
        cells = cell_f1(found, made.rows, made.again)
        rows = whole_rows(found, made.rows, made.again)
    fields = notice_score(notices, made.expected)
    return Result(made, len(notices), fields, cells, rows)


def named(recipe: Recipe) -> str:
    return recipe.name.replace(" ", "-")


@pytest.mark.parametrize("recipe", TABLES, ids=named)
def test_cells(recipe: Recipe) -> None:
    result = result_of(recipe)
    assert result.cells is not None
    assert result.rows is not None
    if result.made.kind == "borderless":
        assert result.rows >= 0.8
    elif result.made.kind == "ruled":
        assert result.cells >= 0.99


@pytest.mark.parametrize("recipe", FAST, ids=named)
def test_notices(recipe: Recipe) -> None:
    """Ruled tables and prose give all they print; without rules some rows may be missing."""
    result = result_of(recipe)
    fields = result.fields
    assert not fields.wrong + fields.invented, result.details()
    if result.made.kind == "borderless":
        assert len(fields.right) >= 0.8 * fields.total, result.details()
    else:
        assert not fields.missing, result.details()


def test_all_layouts_as_a_whole() -> None:
    results = [result_of(recipe) for recipe in FAST]
    _report("generated files: what is found", results)
    ruled = [result.cells for result in results if result.made.kind == "ruled" and result.cells]
    borderless = [r.rows for r in results if r.made.kind == "borderless" and r.rows is not None]
    assert sum(ruled) / len(ruled) >= 0.99
    assert sum(borderless) / len(borderless) >= 0.8


@pytest.mark.slow
@pytest.mark.parametrize("recipe", SLOW, ids=named)
def test_long_files(recipe: Recipe) -> None:
    result = result_of(recipe)
    _report(f"generated file: {recipe.name}", [result])
    assert result.cells is not None
    assert result.cells >= 0.99
    assert not result.details()


@pytest.mark.slow
def test_scans() -> None:
    """Characters of scans, and no value that isn't printed."""
    pytest.importorskip("rapidocr", reason="pip install 'chotatsu[ocr]'")
    lines, total = [], 0.0
    for recipe in SCANS:
        result = result_of(recipe)
        accuracy = character_accuracy(result.made.text, text_in(result.made.body))
        lines.append(f"{result.line()}, characters {accuracy:.4f}")
        total += accuracy
    lines.insert(0, f"characters as a whole {total / len(SCANS):.4f}")
    write_report("generated scans", lines)
    assert total / len(SCANS) >= 0.98


def _report(title: str, results: Sequence[Result]) -> None:
    """A line a layout, those with a difference first; what differs in a report of its own."""
    right = sum(len(result.fields.right) for result in results)
    total = sum(result.fields.total for result in results)
    ordered = sorted(results, key=lambda result: not result.details())
    lines = [f"{right:,} of {total:,} fields ({right / total:.2%})"]
    write_report(title, lines + [result.line() for result in ordered])
    details = [f"{result.made.name}: {line}" for result in ordered for line in result.details()]
    write_report(f"{title}, differences", details or ["none"])
