"""Speed of reading files into grids, as ratios against the usual ways; printed, never asserted.

Every way gives the same cells, which is asserted. Run it with
``bash .ci/in-venv --dev pytest tests/benchmarks -m benchmark -s``.
"""

from __future__ import annotations

import gc
import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from bs4 import BeautifulSoup
from parsel import Selector
from python_calamine import CalamineWorkbook
from test_speed import PAIRS, timed, told

from pipelines.extract import html, sheets
from pipelines.extract.files import grids_of
from pipelines.reading import read
from pipelines.records import Hints, Original
from pipelines.times import now

SAMPLES = Path(__file__).parent.parent.parent.parent / "shared" / "samples"
REAL = {
    "lists of a bureau": sorted(SAMPLES.glob("mlit/*/*.xlsx")),
    "all others": sorted(SAMPLES.glob("sheets/*.xlsx")) + sorted(SAMPLES.glob("central/*/*.xlsx")),
}
WHOLE = sorted(SAMPLES.glob("mlit/*/*.xls*"))
# Where the two readers of workbooks differ: line ends (_x000D_), dates that openpyxl takes for
# numbers, formulas that failed (#DIV/0!), rows that are hidden.
APART = {
    *("r2_youshiki2-2.xlsx", "h26_youshiki3-3.xlsx", "h27_youshiki2-1.xlsx", "r1_youshiki3-3.xlsx"),
    *("saitama_rakusatsu_moto.xlsx", "mlit-kinki-toyooka-cctv-besshi5.xlsx"),
}

pytestmark = pytest.mark.benchmark


@pytest.fixture(autouse=True)
def _as_in_the_reader() -> Iterator[None]:
    """Garbage is collected as seldom as in the process that reads files, for both sides."""
    known = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    yield
    gc.set_threshold(*known)
    gc.unfreeze()


Rows = list[list[str]]
Cell = tuple[str, int, int]


def page() -> str:
    """A list of 200 tenders, a fifth of the cells spanned, as a town prints it."""
    lines = ["<tr>" + "".join(f"<th>見出し{n}</th>" for n in range(12)) + "</tr>"]
    for number in range(200):
        cells = [f"<td>架空建設株式会社 第{number}-{place}支店</td>" for place in range(9)]
        if number % 4 == 0:
            cells.insert(0, f'<td rowspan="4">令和6年4月{number % 28 + 1}日</td>')
        cells.append(f'<td colspan="2" align="right">{number * 12_345:,}円</td>')
        lines.append(f"<tr>{''.join(cells)}</tr>")
    table = "\n".join(lines)
    return f"<html><head><meta charset=utf-8></head><body><table>{table}</table></body></html>"


def spread(lines: Iterable[Iterable[Cell]]) -> Rows:
    """Cells with their spans as rows of equal length: the text stands in a span's first cell."""
    texts: dict[tuple[int, int], str] = {}
    taken: set[tuple[int, int]] = set()
    height = 0
    for row, line in enumerate(lines):
        column, height = 0, row + 1
        for text, down, right in line:
            while (row, column) in taken:
                column += 1
            texts[row, column] = text
            taken.update((row + y, column + x) for y in range(down) for x in range(right))
            column += right
    width = 1 + max(column for _, column in taken)
    return [[texts.get((row, column), "") for column in range(width)] for row in range(height)]


def by_soup(text: str) -> Rows:
    soup = BeautifulSoup(text, "lxml")
    return spread(
        [
            (cell.get_text().strip(), int(cell.get("rowspan", 1)), int(cell.get("colspan", 1)))
            for cell in line.find_all(["td", "th"])
        ]
        for line in soup.find("table").find_all("tr")
    )


def by_parsel(text: str) -> Rows:
    return spread(
        [
            (
                "".join(cell.css("::text").getall()).strip(),
                int(cell.attrib.get("rowspan", 1)),
                int(cell.attrib.get("colspan", 1)),
            )
            for cell in line.css("td, th")
        ]
        for line in Selector(text).css("table tr")
    )


def by_us(text: str) -> Rows:
    (grid,) = html.grids(text)
    return grid.rows


def compared(
    name: str, ours: Callable[[], object], other: Callable[[], object], asked: str
) -> None:
    """Time two ways in turn and print how many times as long the other one takes."""
    pairs = [(timed(other), timed(ours)) for _ in range(PAIRS)]
    told(name, [other for other, _ in pairs], [ours for _, ours in pairs], asked)


def test_pages() -> None:
    text = page()
    assert by_us(text) == by_soup(text) == by_parsel(text)

    def often(way: Callable[[str], Rows]) -> Callable[[], object]:
        return lambda: [way(text) for _ in range(10)]

    compared("BeautifulSoup with lxml, against our grids", often(by_us), often(by_soup), "10")
    compared("parsel, against our grids", often(by_us), often(by_parsel), "4")


def workbook() -> bytes:
    """A list of 5,000 rows and 20 columns: texts, amounts, days."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet, day = book.add_worksheet("工事"), book.add_format({"num_format": "yyyy/m/d"})
    for row in range(5000):
        for column in range(20):
            if column % 5 == 1:
                sheet.write_number(row, column, row * 1000 + column)
            elif column == 2:
                sheet.write_number(row, column, 45_383 + row % 365, day)
            else:
                sheet.write_string(row, column, f"架空建設株式会社{row % 500}-{column}")
    book.close()
    return file.getvalue()


def by_openpyxl(bodies: list[bytes]) -> list[Rows]:
    found = []
    for body in bodies:
        book = openpyxl.load_workbook(io.BytesIO(body), read_only=True, data_only=True)
        found += [
            [
                [sheets.cell_text(value) for value in row]
                for row in sheet.iter_rows(values_only=True)
            ]
            for sheet in book.worksheets
        ]
    return found


def by_calamine(bodies: list[bytes]) -> None:
    """The bare read: values of any type, nothing known of merged ranges and hidden rows."""
    for body in bodies:
        book = CalamineWorkbook.from_filelike(io.BytesIO(body))
        for number in range(len(book.sheet_names)):
            book.get_sheet_by_index(number).to_python()


def by_grids(bodies: list[bytes]) -> list[Rows]:
    return [grid.rows for body in bodies for grid in sheets.grids(body)]


def one_by_one(way: Callable[[list[bytes]], object], bodies: list[bytes]) -> Callable[[], None]:
    """Reads workbook after workbook in one of these ways and keeps none, as a crawl does."""

    def work() -> None:
        for body in bodies:
            way([body])

    return work


def filled(sheet: Rows) -> list[tuple[int, int, str]]:
    """The cells with text, by place: the readers differ in how much emptiness they add."""
    return [(y, x, text) for y, row in enumerate(sheet) for x, text in enumerate(row) if text]


@pytest.mark.parametrize("kind", [*REAL, "a list of 100,000 cells"])
def test_workbooks(kind: str) -> None:
    real = {path: path.read_bytes() for path in REAL.get(kind, ())}
    bodies = list(real.values()) if kind in REAL else [workbook()]
    if not bodies:
        pytest.skip("the real workbooks (../shared/samples) are missing")
    alike = [body for path, body in real.items() if path.name not in APART] or bodies
    assert [filled(rows) for rows in by_grids(alike)] == [
        filled(rows) for rows in by_openpyxl(alike)
    ]
    compared(
        f"openpyxl's read-only mode, against our grids: {kind}",
        one_by_one(by_grids, bodies),
        one_by_one(by_openpyxl, bodies),
        "10",
    )
    compared(
        f"openpyxl's read-only mode, against calamine alone: {kind}",
        one_by_one(by_calamine, bodies),
        one_by_one(by_openpyxl, bodies),
        "no number",
    )


def by_reading(files: list[Original]) -> int:
    """The notices of some files, read one by one: none is kept, as by the bare read."""
    return sum(len(read(file).notices) for file in files)


def test_whole_reading() -> None:
    """From bytes to notices, against the bare read of the same format."""
    if not WHOLE:
        pytest.skip("the real workbooks (../shared/samples) are missing")
    bodies = [path.read_bytes() for path in WHOLE]
    files = [Original("file:///list.xlsx", body, now(), Hints()) for body in bodies]
    by_reading(files)
    compared(
        "whole reading, against calamine alone",
        lambda: by_calamine(bodies),
        lambda: by_reading(files),
        "at most 5",
    )
    compared(
        "whole reading, against our grids",
        lambda: [grids_of(body) for body in bodies],
        lambda: by_reading(files),
        "no number",
    )
