"""Speed of reading PDF files, as ratios against pdfplumber in one run; printed, never asserted.

That the cells are at least as right as pdfplumber's is asserted in ``tests/test_pdf_grids.py``.
"""

from __future__ import annotations

import io
import logging
from pathlib import Path

import pdfplumber
import pypdfium2.raw as pdfium
import pytest
from test_speed import PAIRS, peak_of, timed, told

from pipelines.extract.pdf.document import opened
from pipelines.extract.pdf.read import parts_of, tables_on
from pipelines.records import Hints, Original
from pipelines.times import now
from pipelines.worker import UNREADABLE, Worker

SAMPLES = Path(__file__).parent.parent.parent.parent / "shared" / "samples" / "pdf"
REAL = sorted(SAMPLES.glob("*.pdf"))

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(not REAL, reason="../shared/samples is missing"),
]


@pytest.fixture(autouse=True)
def quiet() -> None:
    """pdfminer warns of every odd font."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)


def bodies() -> list[bytes]:
    return [path.read_bytes() for path in REAL]


def by_plumber(files: list[bytes], **settings: str) -> int:
    pages = 0
    for body in files:
        with pdfplumber.open(io.BytesIO(body)) as document:
            for page in document.pages:
                page.extract_tables(settings or None)
                pages += 1
    return pages


def tables(files: list[bytes]) -> int:
    """The tables alone, as pdfplumber's extract_tables gives them."""
    pages = 0
    for body in files:
        with opened(body) as document:
            for page in document.pages():
                assert not isinstance(page, int)
                tables_on(page, body)
                pages += 1
    return pages


def whole(files: list[bytes]) -> int:
    """Tables, lines and what goes over pages, as reading needs them."""
    return sum(len(parts_of(body)[0]) for body in files)


def floor(files: list[bytes]) -> int:
    """PDFium opening every page and its text layer, and nothing more."""
    pages = 0
    for body in files:
        document = pdfium.FPDF_LoadMemDocument64(body, len(body), None)
        for number in range(pdfium.FPDF_GetPageCount(document)):
            page = pdfium.FPDF_LoadPage(document, number)
            text = pdfium.FPDFText_LoadPage(page)
            pdfium.FPDFText_ClosePage(text)
            pdfium.FPDF_ClosePage(page)
            pages += 1
        pdfium.FPDF_CloseDocument(document)
    return pages


def test_tables_of_real_files() -> None:
    files = bodies()
    ours, all_parts, plumber, least = [], [], [], []
    for _ in range(min(PAIRS, 3)):
        plumber.append(timed(lambda: by_plumber(files)))
        ours.append(timed(lambda: tables(files)))
        all_parts.append(timed(lambda: whole(files)))
        least.append(timed(lambda: floor(files)))
    name = f"PDF tables, {tables(files)} real pages, pdfplumber.extract_tables"
    told(name, plumber, ours, "at least 10 times ours")
    told("the same against all lines and tables over pages", plumber, all_parts, "–")
    told("PDF tables, ours", ours, least, "at most 2 times PDFium's page and text page")


def test_tables_without_rules() -> None:
    files = [path.read_bytes() for path in REAL if "kenkei" in path.name or "kamogawa" in path.name]
    ways = {"vertical_strategy": "text", "horizontal_strategy": "text"}
    plumber, ours = [], []
    for _ in range(min(PAIRS, 3)):
        plumber.append(timed(lambda: by_plumber(files, **ways)))
        ours.append(timed(lambda: whole(files)))
    told("PDF without rules, pdfplumber's text strategy", plumber, ours, "at least 5 times ours")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc")
def test_memory_over_many_pages() -> None:
    """10,000 pages, file after file, in the process that reads them: this one ran pdfplumber."""
    files = [Original("file:///list.pdf", body, now(), Hints()) for body in bodies()]
    pages_once = sum(_length(file.body) for file in files)
    rounds = -(-10_000 // pages_once)
    with Worker() as worker:
        peaks = []
        for _ in range(rounds):
            for file in files:
                assert not UNREADABLE & {issue.code for issue in worker.read(file).issues}
            assert worker.process_id
            peaks.append(peak_of(worker.process_id))
    print(
        f"\n{rounds * pages_once:,} pages: a worker has at most {peaks[0]} MB after the first "
        f"round, {peaks[-1]} MB at last, asked 300"
    )


def _length(body: bytes) -> int:
    with opened(body) as document:
        return document.length
