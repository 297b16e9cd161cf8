"""PDF pages drawn for tests: text and rules at given places, counted from the top left."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "HeiseiKakuGo-W5"
"""A font that every reader of PDF files knows by name: nothing is embedded."""

WIDTH, HEIGHT = 595.0, 842.0


class Drawing:
    """One page after the other; ``pdf`` gives the file."""

    def __init__(self, turned: int = 0) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self._buffer = io.BytesIO()
        self._canvas = Canvas(self._buffer, pagesize=(WIDTH, HEIGHT))
        self._turned = turned
        self._begin()

    def _begin(self) -> None:
        """With ``turned`` the page is set on its side, and what is drawn is turned along."""
        self._canvas.setPageRotation(self._turned)
        if self._turned == 90:
            self._canvas.transform(0, 1, -1, 0, WIDTH, 0)
        elif self._turned == 270:
            self._canvas.transform(0, -1, 1, 0, HEIGHT - WIDTH, WIDTH)

    @property
    def height(self) -> float:
        """Of the page as people see it."""
        return WIDTH if self._turned in (90, 270) else HEIGHT

    def text(self, x: float, top: float, text: str, size: float = 10) -> Drawing:
        self._canvas.setFont(FONT, size)
        self._canvas.drawString(x, self.height - top - 0.88 * size, text)
        return self

    def hidden(self, x: float, top: float, text: str) -> Drawing:
        """Text that is there and isn't shown (render mode 3)."""
        made = self._canvas.beginText(x, self.height - top - 8.8)
        made.setFont(FONT, 10)
        made.setTextRenderMode(3)
        made.textOut(text)
        self._canvas.drawText(made)
        return self

    def line(self, x0: float, top: float, x1: float, bottom: float, color: float = 0) -> Drawing:
        self._canvas.setStrokeGray(color)
        self._canvas.line(x0, self.height - top, x1, self.height - bottom)
        return self

    def area(self, x0: float, top: float, x1: float, bottom: float, color: float = 0.8) -> Drawing:
        self._canvas.setFillGray(color)
        self._canvas.rect(x0, self.height - bottom, x1 - x0, bottom - top, stroke=0, fill=1)
        self._canvas.setFillGray(0)
        return self

    def table(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        rows: Sequence[Sequence[str]] = (),
        outer: bool = True,
        line: Callable[..., object] | None = None,
    ) -> Drawing:
        """Rules at some places, and texts in the cells; ``outer`` with the border around."""
        draw = line or self.line
        for y in ys if outer else ys[1:-1]:
            draw(xs[0], y, xs[-1], y)
        for x in xs if outer else xs[1:-1]:
            draw(x, ys[0], x, ys[-1])
        for top, row in zip(ys, rows, strict=False):
            for x, cell in zip(xs, row, strict=False):
                for number, part in enumerate(cell.split("\n")):
                    self.text(x + 3, top + 4 + 12 * number, part)
        return self

    def next_page(self) -> Drawing:
        self._canvas.showPage()
        self._begin()
        return self

    def pdf(self, password: str | None = None) -> bytes:
        if password is not None:
            from reportlab.lib.pdfencrypt import StandardEncryption

            encryption = StandardEncryption(password, ownerPassword="owner", strength=128)
            self._canvas._doc.encrypt = encryption
        self._canvas.showPage()
        self._canvas.save()
        return self._buffer.getvalue()
