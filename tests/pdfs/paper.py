"""Paper to draw on: places in points from the top left corner of the page as people see it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from .fonts import font

LONG, SHORT = 842.0, 595.0


class Paper:
    """A4 pages one after the other; ``pdf`` gives the file.

    ``turned`` sets the pages on their side (/Rotate) and turns what is drawn along. ``said`` are
    the texts that can be seen, in the order in which they were drawn.
    """

    def __init__(self, face: str = "gothic", landscape: bool = False, turned: int = 0) -> None:
        self._buffer = io.BytesIO()
        self.width, self.height = (LONG, SHORT) if landscape else (SHORT, LONG)
        self._turned = turned
        on_side = turned in (90, 270)
        self._size = (self.height, self.width) if on_side else (self.width, self.height)
        # The canvas takes the size as shown, and swaps it for the file where the page is turned.
        shown = (self.width, self.height)
        self._canvas = Canvas(self._buffer, pagesize=shown, pageCompression=1, invariant=1)
        self.face = face
        self.said: list[str] = []
        self.page = 0
        self.next_page()

    def next_page(self) -> None:
        """Begin a page."""
        if self.page:
            self._canvas.showPage()
        self.page += 1
        wide, high = self._size
        matrices = {90: (0, 1, -1, 0, wide, 0), 180: (-1, 0, 0, -1, wide, high)}
        matrices[270] = (0, -1, 1, 0, 0, high)
        if self._turned:
            self._canvas.setPageRotation(self._turned)
            self._canvas.transform(*matrices[self._turned])

    def wide(self, text: str, size: float, face: str = "") -> float:
        """The width of a text in points."""
        return float(stringWidth(text, font(face or self.face), size))

    def text(
        self, x: float, top: float, text: str, size: float = 9, face: str = "", spread: float = 0,
        mode: int = 0, gray: float = 0,
    ) -> None:  # fmt: skip
        """A text that begins at ``x``; ``spread`` are points between its letters, mode 3 hides."""
        if mode != 3:
            self.said.append(text)
        self._canvas.saveState()  # letter spacing and mode would hold for later texts
        made = self._canvas.beginText(x, self.height - top - 0.86 * size)
        made.setFont(font(face or self.face), size)
        made.setFillGray(gray)
        if spread:
            made.setCharSpace(spread)
        if mode:
            made.setTextRenderMode(mode)
        made.textOut(text)
        self._canvas.drawText(made)
        self._canvas.restoreState()

    def centred(self, x: float, top: float, text: str, size: float = 9) -> None:
        """A text with its middle at ``x``."""
        self.text(x - self.wide(text, size) / 2, top, text, size)

    def right(self, x: float, top: float, text: str, size: float = 9) -> None:
        """A text that ends at ``x``."""
        self.text(x - self.wide(text, size), top, text, size)

    def line(
        self, x0: float, top: float, x1: float, bottom: float, gray: float = 0, width: float = 0.6
    ) -> None:
        """A stroke."""
        self._canvas.setStrokeGray(gray)
        self._canvas.setLineWidth(width)
        self._canvas.line(x0, self.height - top, x1, self.height - bottom)

    def area(self, x0: float, top: float, x1: float, bottom: float, gray: float = 0.8) -> None:
        """A filled rectangle without a border."""
        self._canvas.setFillGray(gray)
        self._canvas.rect(x0, self.height - bottom, x1 - x0, bottom - top, stroke=0, fill=1)
        self._canvas.setFillGray(0)

    def frame(self, x0: float, top: float, x1: float, bottom: float, width: float = 0.6) -> None:
        """The border of a rectangle."""
        self._canvas.setStrokeGray(0)
        self._canvas.setLineWidth(width)
        self._canvas.rect(x0, self.height - bottom, x1 - x0, bottom - top, stroke=1, fill=0)

    @contextmanager
    def within(self, x0: float, top: float, x1: float, bottom: float) -> Iterator[None]:
        """What is drawn shows only inside a rectangle."""
        self._canvas.saveState()
        path = self._canvas.beginPath()
        path.rect(x0, self.height - bottom, x1 - x0, bottom - top)
        self._canvas.clipPath(path, stroke=0, fill=0)
        yield
        self._canvas.restoreState()

    @contextmanager
    def unseen(self) -> Iterator[None]:
        """What is drawn is wholly transparent."""
        self._canvas.saveState()
        self._canvas.setFillAlpha(0)
        self._canvas.setStrokeAlpha(0)
        yield
        self._canvas.restoreState()

    def pdf(self) -> bytes:
        """The file; nothing can be drawn afterwards."""
        self._canvas.showPage()
        self._canvas.save()
        return self._buffer.getvalue()
