"""A PDF file and its pages, opened by PDFium: what is printed where on the page as shown."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

import pypdfium2.raw as pdfium

from pipelines.errors import Unreadable
from pipelines.extract.formats import encrypted
from pipelines.extract.pdf.letters import Letters, Piece, letters_of, pieces_of, unseen
from pipelines.extract.pdf.rules import Rules, rules_of
from pipelines.extract.pdf.shown import Shown

MAX_PAGES = 10_000
"""A file with more pages is refused: the longest real one seen has 200."""

_PASSWORD, _HANDLER = 4, 5
_started = False


@dataclass(frozen=True)
class Page:
    """One page, while its document is open: its number from 1 and what is printed on it.

    ``letters`` are those of the text layer, in the order in which the file writes them.
    """

    number: int
    handle: pdfium.FPDF_PAGE
    shown: Shown
    letters: Letters

    @property
    def width(self) -> float:
        """In points, from left to right as shown."""
        return self.shown.width

    @property
    def height(self) -> float:
        """In points, from top to bottom as shown."""
        return self.shown.height

    @cached_property
    def pieces(self) -> list[Piece]:
        """The letters put together, in the order of the file; what nobody sees is left out.

        That lies off the page, or isn't painted among letters that are. Where none is painted they
        are what somebody read from the picture of a page.
        """
        found = [piece for piece in pieces_of(self.letters) if self.shown.holds(piece[:4])]
        if not self.rules.has_unseen:
            return found
        hidden = unseen(self.letters)
        seen = [piece for piece in found if piece.first not in hidden]
        return seen or found

    @property
    def is_unpainted(self) -> bool:
        """Whether none of its letters is painted: somebody read them from its picture."""
        if not self.rules.has_unseen or not self.pieces:
            return False
        hidden = unseen(self.letters)
        return all(piece.first in hidden for piece in self.pieces)

    @cached_property
    def rules(self) -> Rules:
        """The lines and the edges of areas drawn on it."""
        return rules_of(self.handle, self.shown)


class Document:
    """An open PDF file; close it, or use ``opened``. ``pages`` loads one page after the other."""

    def __init__(self, body: bytes) -> None:
        global _started
        if not _started:
            pdfium.FPDF_InitLibrary()
            _started = True
        self._body = body  # the library reads on from these bytes
        self._handle = pdfium.FPDF_LoadMemDocument64(body, len(body), None)
        if not self._handle:
            raise _not_opened(pdfium.FPDF_GetLastError(), len(body))
        self.length: int = pdfium.FPDF_GetPageCount(self._handle)
        if self.length > MAX_PAGES:
            self.close()
            raise Unreadable(
                "tooLarge",
                f"expected at most {MAX_PAGES:,} pages, found {self.length:,}: ask the publisher",
            )

    def close(self) -> None:
        """Give back what the library holds."""
        if self._handle:
            pdfium.FPDF_CloseDocument(self._handle)
            self._handle = None

    def shown(self, number: int) -> Shown:
        """How the page of a number (from 1) is shown. Unreadable if it is damaged."""
        for page in self.pages(number, number):
            if not isinstance(page, int):
                return page.shown
        raise Unreadable("damaged", f"expected a page {number}, found none that can be read")

    def pages(self, first: int = 1, last: int = MAX_PAGES) -> Iterator[Page | int]:
        """Page after page, each open until the next is asked for; its number if it is damaged."""
        for index in range(first - 1, min(last, self.length)):
            handle = pdfium.FPDF_LoadPage(self._handle, index)
            if not handle:
                yield index + 1
                continue
            text_page = pdfium.FPDFText_LoadPage(handle)
            try:
                yield _page(handle, text_page, index + 1)
            finally:
                if text_page:
                    pdfium.FPDFText_ClosePage(text_page)
                pdfium.FPDF_ClosePage(handle)


@contextmanager
def opened(body: bytes) -> Iterator[Document]:
    """A PDF file while it is read. Unreadable if it is damaged, has a password or is too large."""
    document = Document(body)
    try:
        yield document
    finally:
        document.close()


def _page(handle: pdfium.FPDF_PAGE, text_page: pdfium.FPDF_TEXTPAGE, number: int) -> Page:
    shown = Shown.of(_visible(handle), pdfium.FPDFPage_GetRotation(handle))
    letters, shown = letters_of(text_page, shown)
    return Page(number, handle, shown, letters)


def _visible(handle: pdfium.FPDF_PAGE) -> tuple[float, float, float, float]:
    """The part of the page that is shown: left, bottom, right, top in the file's own points."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(handle, ctypes.byref(box))
    return box.left, box.bottom, box.right, box.top


def _not_opened(error: int, size: int) -> Unreadable:
    if error in (_PASSWORD, _HANDLER):
        return encrypted("PDF")
    return Unreadable(
        "damaged",
        f"expected a whole PDF, found one that breaks within its {size:,} bytes: ask the "
        "publisher, or fetch it again",
    )
