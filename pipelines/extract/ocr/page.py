"""One scanned page: what a text layer would say of it, with the confidence of each text."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PIL import Image

from pipelines.extract.ocr import tesseract
from pipelines.extract.ocr.engine import NeedsOcr, has_rapid
from pipelines.extract.ocr.engine import tesseract as tesseract_program
from pipelines.extract.ocr.spotted import Spotted, letters_of
from pipelines.extract.pdf.letters import Letters, Piece
from pipelines.extract.pdf.rules import Rules
from pipelines.extract.pdf.shown import Corners
from pipelines.records import Box


@dataclass(frozen=True)
class OcrPage:
    """A page (from 1) read from its picture, set upright: the same as a page with a text layer.

    ``letters``, ``pieces`` and ``rules`` go the way of any page's to tables and lines; places are
    in points of the page set upright. Its picture was turned by ``turns`` quarters clockwise, then
    by ``tilt`` degrees back. ``spotted`` has the confidence of each text.
    """

    number: int
    width: float
    height: float
    letters: Letters
    pieces: list[Piece]
    rules: Rules
    spotted: list[Spotted]
    turns: int = 0
    tilt: float = 0.0

    @property
    def confidence(self) -> float:
        """The mean over all letters; 0 where nothing was read."""
        count = sum(len(one.text) for one in self.spotted)
        return sum(one.confidence * len(one.text) for one in self.spotted) / max(count, 1)

    def flagged(self, box: Box) -> Box:
        """A box of this page with the least confidence of the texts in it.

        It is where it stands on the picture, sideways and askew as that may be.
        """
        inside = [one.confidence for one in self.spotted if _is_in(one.corners, box)]
        confidence = round(min(inside), 3) if inside else None
        corners = [(x, y) for x in (box.left, box.right) for y in (box.top, box.bottom)]
        points = [self._as_scanned(x, y) for x, y in corners]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return Box(box.page, min(xs), min(ys), max(xs), max(ys), confidence)

    def _as_scanned(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page set upright where it was on the picture."""
        angle = math.radians(self.tilt)
        sine, cosine = math.sin(angle), math.cos(angle)
        right, down = x - self.width / 2, y - self.height / 2
        x = self.width / 2 + right * cosine - down * sine
        y = self.height / 2 + right * sine + down * cosine
        wide, high = self.width, self.height
        for _ in range(self.turns):
            x, y, wide, high = y, wide - x, high, wide
        return x, y


def read_page(image: Image.Image, page: int, dpi: float) -> OcrPage:
    """What a picture of a page (from 1) says; ``dpi`` are its dots an inch, best 200.

    NeedsOcr where nothing that reads pictures is installed. With tesseract alone no rules are
    found: a table comes as lines. MemoryError where the process may not use 2 GB.
    """
    scale = 72 / dpi
    size = image.width * scale, image.height * scale
    if has_rapid():
        from pipelines.extract.ocr.seen import seen_on

        seen = seen_on(image, dpi)
        width, height = size[::-1] if seen.turns % 2 else size
        letters, pieces = letters_of(seen.spotted)
        return OcrPage(
            page, width, height, letters, pieces, seen.rules, seen.spotted, seen.turns, seen.tilt
        )
    program = tesseract_program()
    if program is None:
        raise NeedsOcr(page)
    found = tesseract.spotted(image, program, dpi)
    return OcrPage(page, *size, *letters_of(found), Rules(), found)


def _is_in(corners: Corners, box: Box) -> bool:
    x, y = (corners[0] + corners[2]) / 2, (corners[1] + corners[3]) / 2
    return box.left <= x <= box.right and box.top <= y <= box.bottom
