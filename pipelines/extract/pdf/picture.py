"""A page of a PDF as a picture: for people who look at a value's place, and for reading scans."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pypdfium2
from PIL import Image

from pipelines.errors import Unreadable
from pipelines.extract.pdf.document import opened
from pipelines.extract.pdf.shown import Shown

MOST_PIXELS = 40_000_000
"""Of a picture: an A0 poster at 150 dots an inch has 35 million; a page may claim to be larger."""


@dataclass(frozen=True, slots=True)
class Picture:
    """``png`` shows the page as people read it; its size is in points, as the boxes are."""

    page: int
    width: float
    height: float
    png: bytes


def picture(body: bytes, number: int, dpi: int = 110) -> Picture:
    """The page of a number (from 1). Unreadable if it can't be drawn."""
    image, shown = drawn(body, number, dpi)
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return Picture(number, shown.width, shown.height, buffer.getvalue())


def drawn(body: bytes, number: int, dpi: int) -> tuple[Image.Image, Shown]:
    """The page as an image, turned as its text stands upright. Unreadable if it can't be drawn."""
    with opened(body) as document:
        shown = document.shown(number)
    scale = min(dpi / 72, (MOST_PIXELS / max(shown.width * shown.height, 1)) ** 0.5)
    try:
        with pypdfium2.PdfDocument(body) as document:
            one = document[number - 1]
            one.set_rotation(90 * shown.turns)
            return one.render(scale=scale).to_pil(), shown
    except pypdfium2.PdfiumError as error:
        raise Unreadable(
            "damaged", f"expected page {number} to be drawn, found: {error}"
        ) from error
