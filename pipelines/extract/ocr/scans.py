"""The scanned pages of one file: read page by page, those that can't be are counted."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from PIL import Image

from pipelines.extract.grid import Grid
from pipelines.extract.line import Line
from pipelines.extract.ocr.engine import can_read
from pipelines.extract.ocr.page import OcrPage, read_page
from pipelines.records import Box, Issue

DPI = 200
"""Dots an inch at which a page is best drawn to be read: small print has letters 20 dots high."""

MOST_PAGES = 20
"""Scanned pages that are read of one file."""

MOST_SECONDS = 60.0
"""Of work on them; a usual page takes 2 to 4, and the file as a whole may take 120."""

_COARSEST = 75
"""Dots an inch: a page so large that it can't be drawn any finer is no notice."""

_DARK = 128
_LEAST_INK = 50
"""Dark dots: the smallest digit alone has more; a page with fewer is blank."""


@dataclass(slots=True)
class Scans:
    """Reads the scanned pages of a file; ``pages`` are those that were, by number from 1."""

    pages: dict[int, OcrPage] = field(default_factory=dict)
    _unread: list[int] = field(default_factory=list)
    _left: list[int] = field(default_factory=list)
    _seconds: float = 0.0

    def read(self, number: int, draw: Callable[[], Image.Image], width: float) -> OcrPage | None:
        """A page from the picture that ``draw`` makes; ``width`` is that of the page in points.

        None for a blank page, and for one that isn't read: ``issues`` has these.
        """
        if not can_read():
            self._unread.append(number)
            return None
        if len(self.pages) == MOST_PAGES or self._seconds > MOST_SECONDS:
            self._left.append(number)
            return None
        begun = time.process_time()
        image = draw()
        dpi = 72 * image.width / width
        page = None
        if dpi < _COARSEST:
            self._left.append(number)
        elif sum(image.convert("L").histogram()[:_DARK]) >= _LEAST_INK:
            page = self.pages[number] = read_page(image, number, dpi)
        self._seconds += time.process_time() - begun
        return page

    def issues(self) -> list[Issue]:
        """What must be said of the pages that were not read: which, and how many they are."""
        codes = {"needsOcr": self._unread, "scansLeft": self._left}
        return [
            Issue(code=code, label=_said(pages), text=str(len(pages)))
            for code, pages in codes.items()
            if pages
        ]

    def flagged(self, parts: Sequence[Grid | Line]) -> list[Grid | Line]:
        """Tables and lines of the file with ``confidence`` in each box on a page read here."""
        if not self.pages:
            return list(parts)
        found: list[Grid | Line] = []
        for part in parts:
            if isinstance(part, Grid):
                boxes = {at: self._flagged(box) for at, box in part.boxes.items()}
                found.append(replace(part, boxes=boxes))
            else:
                found.append(replace(part, box=self._flagged(part.box)) if part.box else part)
        return found

    def _flagged(self, box: Box) -> Box:
        page = self.pages.get(box.page)
        return page.flagged(box) if page else box


def _said(pages: Sequence[int]) -> str:
    """Pages 1, 2 and 4 are ``p1-2, p4``."""
    stretches: list[list[int]] = []
    for page in sorted(pages):
        if stretches and page == stretches[-1][-1] + 1:
            stretches[-1].append(page)
        else:
            stretches.append([page])
    return ", ".join(f"p{s[0]}-{s[-1]}" if len(s) > 1 else f"p{s[0]}" for s in stretches)
