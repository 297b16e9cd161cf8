"""Whether the text layer of a page stands where letters are printed, by looking at the page."""

from __future__ import annotations

import ctypes

import pypdfium2.raw as pdfium

from pipelines.extract.pdf.document import Page

_SAMPLE = 40
_LEAST = 0.6
"""The share of the sampled letters that must lie on ink; a gap in a letter may hide some."""

_INK = 190
"""A pixel darker than this is ink: thin letters are grey at one pixel a point."""

_MOST = 4_000
"""Pixels along a side: a page may claim to be larger."""


def agrees(page: Page) -> bool:
    """Whether most of a sample of a page's letters lie on ink; True for a page with hardly any."""
    pieces = [piece for piece in page.pieces if piece.right - piece.left > 2 and piece.size > 3]
    sample = pieces[:: max(len(pieces) // _SAMPLE, 1)]
    if len(sample) < 5 or max(page.width, page.height) > _MOST:
        return True
    picture = _drawn(page)
    wide, high = int(page.width), int(page.height)
    on_ink = 0
    for piece in sample:
        left, right = max(int(piece.left), 0), min(int(piece.right) + 1, wide)
        rows = range(max(int(piece.top), 0), min(int(piece.bottom) + 1, high))
        on_ink += any(
            min(picture[row * wide + left : row * wide + right], default=255) < _INK for row in rows
        )
    return on_ink >= _LEAST * len(sample)


def _drawn(page: Page) -> bytes:
    """The page in shades of grey, a pixel a point, set upright."""
    wide, high = int(page.width), int(page.height)
    bitmap = pdfium.FPDFBitmap_CreateEx(wide, high, pdfium.FPDFBitmap_Gray, None, wide)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, wide, high, 0xFFFFFFFF)
        turns = (page.shown.turns - pdfium.FPDFPage_GetRotation(page.handle)) % 4
        pdfium.FPDF_RenderPageBitmap(
            bitmap, page.handle, 0, 0, wide, high, turns, pdfium.FPDF_GRAYSCALE
        )
        return ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), wide * high)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
