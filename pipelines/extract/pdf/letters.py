"""The text layer of a page: every letter with its box, and letters put together into pieces."""

from __future__ import annotations

import ctypes
import math
from array import array
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from itertools import count, repeat
from typing import NamedTuple

import pypdfium2.raw as pdfium

from pipelines.extract.pdf.library import (
    address_of,
    char_angle,
    has_no_unicode,
    loose_box,
    render_mode,
    text_object,
)
from pipelines.extract.pdf.shown import Corners, Shown, Sides

_SAMPLE = 40
"""Letters of a page that are asked which way they run, and whether they have a meaning at all."""

_GAP = 0.3
"""Letters further apart than this share of their height belong to two pieces."""

_HYPHEN = "\ufffe"  # how the library marks a hyphen at which a line might end
_QUARTER = math.pi / 2
_BLANKS = frozenset(" 　\t\r\n\xa0\x00\u2002\u2003\u2009\u200b")


def _no_objects(_first: int, _end: int) -> list[int | None]:
    """Letters that were read from a picture stand in no text of a file."""
    return []


@dataclass(frozen=True, slots=True)
class Letters:
    """``text`` has a sign for each box; blanks that the library made up have no width.

    ``sides`` are those of the boxes: none is an object of its own until somebody asks. ``unmapped``
    of the ``sampled`` letters have no meaning in the file: a font without it shows pictures of
    letters only. ``objects`` gives, for letters from one place up to but not with another, in which
    text of the file each is written, as long as the page is open.
    """

    text: str
    sides: Sides
    unmapped: int
    sampled: int
    objects: Callable[[int, int], list[int | None]] = _no_objects

    @property
    def is_usable(self) -> bool:
        """Whether the text can be read at all."""
        return bool(self.text.strip()) and self.unmapped * 2 <= self.sampled

    def boxes(self, first: int, end: int) -> list[Corners]:
        """The boxes of some letters, from one place up to but not with another."""
        lefts, tops, rights, bottoms = (side[first:end] for side in self.sides)
        return list(zip(lefts, tops, rights, bottoms, strict=True))


class Piece(NamedTuple):
    """Letters side by side with no gap between: from ``first`` up to but not with ``end``.

    The place is in points from the top left of the page as shown.
    """

    left: float
    top: float
    right: float
    bottom: float
    text: str
    first: int
    end: int

    @property
    def size(self) -> float:
        """The height of its letters."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Halfway between top and bottom."""
        return (self.top + self.bottom) / 2


def letters_of(text_page: pdfium.FPDF_TEXTPAGE, shown: Shown) -> tuple[Letters, Shown]:
    """The letters of a page as the file writes them, and how they stand upright.

    ``text_page`` is its text layer, false where the library has none.
    """
    if not text_page:
        return Letters("", ((), (), (), ()), 0, 0), shown
    length = max(pdfium.FPDFText_CountChars(text_page), 0)
    handle = address_of(text_page)
    floats = (ctypes.c_float * (4 * length))()
    start = ctypes.addressof(floats)
    places = range(start, start + 16 * length, 16)
    for _ in map(loose_box, repeat(handle), range(length), places):
        pass
    text = _text(text_page, length)
    steps = range(0, length, max(length // _SAMPLE, 1))
    sample = [at for at in steps if text[at] not in _BLANKS]
    unmapped = sum(has_no_unicode(handle, at) == 1 for at in sample)
    shown = _turns(handle, sample, shown)
    sides = shown.sides(array("f", bytes(floats)))
    return Letters(text, sides, unmapped, len(sample), partial(_objects, handle)), shown


def _objects(text_page: int, first: int, end: int) -> list[int | None]:
    """The text objects of letters, while the page is open."""
    return list(map(text_object, repeat(text_page), range(first, end)))


def unseen(letters: Letters) -> set[int]:
    """Which of the letters of a page aren't painted, by their places."""
    hidden: dict[int | None, bool] = {None: False}
    found = set()
    for at, one in enumerate(letters.objects(0, len(letters.text))):
        if one not in hidden:
            hidden[one] = render_mode(one) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
        if hidden[one]:
            found.add(at)
    return found


def _text(text_page: pdfium.FPDF_TEXTPAGE, count: int) -> str:
    """A sign for each letter. A sign outside the first 65,536 takes two places of the answer."""
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
    if len(text) == count:
        return text.replace(_HYPHEN, "-")
    codes = (pdfium.FPDFText_GetUnicode(text_page, at) for at in range(count))
    return "".join(_sign(code) for code in codes)


def _sign(code: int) -> str:
    """A code of the library as a sign; half of a pair, and what is no code, stand for nothing."""
    is_sign = code < 0x110000 and not 0xD800 <= code <= 0xDFFF
    return chr(code) if is_sign else "\ufffd"


def _turns(text_page: int, sample: list[int], shown: Shown) -> Shown:
    """How the page must be turned for most of its letters to stand upright.

    A wide table is often printed along the long side of a page that isn't marked as turned.
    """
    # The library counts angles clockwise; they are undone by turning the page the other way.
    angles = (char_angle(text_page, at) for at in sample)
    quarters = Counter(-round(angle / _QUARTER) % 4 for angle in angles if math.isfinite(angle))
    if not quarters:
        return shown
    turns, count = quarters.most_common(1)[0]
    return replace(shown, turns=turns) if count >= 0.8 * len(sample) else shown


def pieces_of(letters: Letters) -> list[Piece]:
    """The letters put together: side by side on a line, in the order in which they are written."""
    pieces: list[Piece] = []
    text, blanks, first, end = letters.text, _BLANKS, 0, -1
    left = top = right = bottom = gap = over = under = 0.0
    # Not min and max, nothing reckoned twice: here a page of 4,000 letters spends its time.
    for at, sign, x0, y0, x1, y1 in zip(count(), text, *letters.sides, strict=False):
        if sign in blanks:
            continue
        if (
            end == at
            and x0 - right <= gap
            and right - x0 <= 0.2 * (x1 - x0)
            and y0 < over
            and y1 > under
        ):
            end = at + 1
            right = x1 if x1 > right else right
            if y0 >= top and y1 <= bottom:
                continue
            top = y0 if y0 < top else top
            bottom = y1 if y1 > bottom else bottom
        else:
            if end > first:
                pieces.append(Piece(left, top, right, bottom, text[first:end], first, end))
            first, end, left, top, right, bottom = at, at + 1, x0, y0, x1, y1
        high = bottom - top
        gap, over, under = _GAP * high, bottom - 0.4 * high, top + 0.4 * high
    if end > first:
        pieces.append(Piece(left, top, right, bottom, text[first:end], first, end))
    return pieces
