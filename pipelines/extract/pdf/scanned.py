"""Which pages are only pictures of a page, and their way to the reader of pictures."""

from __future__ import annotations

import ctypes

import pypdfium2.raw as pdfium

from pipelines.extract import ocr
from pipelines.extract.pdf.document import Page
from pipelines.extract.pdf.library import address_of, object_bounds, object_type, page_object
from pipelines.extract.pdf.picture import drawn

_FEW = 40
"""Letters of a stamp or a page number that a scanner, or a clerk, puts on a picture."""

_MOST = 0.5


def is_scan(page: Page) -> bool:
    """Whether what people see on a page isn't what its text layer has: a picture, with few letters
    on it, or letters that have no meaning.
    """
    if not page.letters.is_usable:
        return True
    letters = sum(1 for sign in page.letters.text if not sign.isspace())
    return letters <= _FEW and _covered(page) >= _MOST


def _covered(page: Page) -> float:
    """The share of a page that its largest picture covers."""
    floats = (ctypes.c_float * 4)()
    at = [ctypes.addressof(floats) + 4 * place for place in range(4)]
    handle, most = address_of(page.handle), 0.0
    for number in range(max(pdfium.FPDFPage_CountObjects(page.handle), 0)):
        one = page_object(handle, number)
        if object_type(one) == pdfium.FPDF_PAGEOBJ_IMAGE and object_bounds(one, *at):
            left, bottom, right, top = floats
            most = max(most, (right - left) * (top - bottom))
    return most / max(page.width * page.height, 1.0)


def read_scan(page: Page, body: bytes, scans: ocr.Scans) -> ocr.OcrPage | None:
    """The page of a file as read from its picture; None if it is blank, or isn't read."""
    if not pdfium.FPDFPage_CountObjects(page.handle):
        return None
    return scans.read(page.number, lambda: drawn(body, page.number, ocr.DPI)[0], page.width)
