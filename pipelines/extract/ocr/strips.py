"""Where to read on a scanned page: strips of one line each, none over the rule of a cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.extract.ocr.dots import Mask
from pipelines.extract.pdf.cells import cell_corners
from pipelines.extract.pdf.lattice import Table

Gray = NDArray[np.uint8]
Place = tuple[int, int, int, int]
"""Left, top, right, bottom in dots."""

_GAP = 1.05
"""Heights of its letters: after a blank as wide, a full-width space, the next is read by itself."""

_LEAST_INK = 16 / 200**2
"""Of a square inch: a thin dash of small print has twice as much, a speck of dust a third."""

_LEAST_SIDE = 0.05
"""Inches: the longer side of the smallest sign."""

_FLAT = 0.62
"""The share of a strip's height that a letter has; a dash alone has less."""

_UPRIGHT = 2.0
_PADDING = 4  # dots around a strip: the reader was taught with some


@dataclass(frozen=True, slots=True)
class Strip:
    """A line of text in dots; ``is_upright``: its letters stand one below the other.

    ``is_doubtful``: nobody saw text there, only ink, which may be dirt.
    """

    left: int
    top: int
    right: int
    bottom: int
    is_upright: bool = False
    is_doubtful: bool = False

    @property
    def height(self) -> int:
        """In dots, with the paper above and below its letters."""
        return self.bottom - self.top


def strips_of(
    places: Sequence[Place], tables: Sequence[Table], ink: Mask, dpi: float
) -> list[Strip]:
    """The strips of a page: where text was seen, cut at the rules of cells and at wide gaps, and
    what is left in the cells of its tables and beside its lines: a single digit that nobody saw.

    ``ink`` is what is dark, without rules; ``dpi`` the dots in an inch.
    """
    corners = [found for table in tables for found in cell_corners(table).values()]
    cells: list[Place] = [_in_dots(one, dpi) for one in corners]
    frames = [_in_dots(table.corners, dpi) for table in tables]
    found: list[Strip] = []
    lines: list[Place] = []
    for place in places:
        top, bottom = place[1], place[3]
        inside = [cut for cell in cells if (cut := _common(place, cell))]
        kept = _of_one_line(inside, bottom - top)
        for part in kept or [place]:
            found += _parted(Strip(*part), ink)
        if not any(_common(place, frame) for frame in frames):
            lines.append((0, top, ink.shape[1], bottom))
    usual = int(np.median([strip.height for strip in found])) if found else round(dpi / 6)
    found += _unseen([*cells, *lines], found, ink, dpi, usual)
    return [_turned(strip, usual) for strip in found]


def _in_dots(corners: tuple[float, float, float, float], dpi: float) -> Place:
    left, top, right, bottom = (round(at * dpi / 72) for at in corners)
    return left, top, right, bottom


def _common(one: Place, other: Place) -> Place | None:
    """What two places have in common."""
    left, top = max(one[0], other[0]), max(one[1], other[1])
    right, bottom = min(one[2], other[2]), min(one[3], other[3])
    return (left, top, right, bottom) if left < right and top < bottom else None


def _of_one_line(parts: list[Place], height: int) -> list[Place]:
    """The parts of a place in its cells, without slivers of the cells above and below."""
    return [p for p in parts if p[3] - p[1] > 0.4 * height and p[2] - p[0] > 2]


def _parted(strip: Strip, ink: Mask) -> Iterator[Strip]:
    """A strip cut at its wide gaps, without the blank at its ends; nothing of one without ink."""
    inside = ink[strip.top : strip.bottom, strip.left : strip.right]
    columns, rows = np.flatnonzero(inside.any(axis=0)), np.flatnonzero(inside.any(axis=1))
    if not len(columns):
        return
    high = max(int(rows[-1] - rows[0]) + 1, _FLAT * strip.height)
    ends = np.flatnonzero(np.diff(columns) > _GAP * high)
    for first, last in zip([0, *(ends + 1)], [*ends, len(columns) - 1], strict=True):
        left, right = strip.left + int(columns[first]), strip.left + int(columns[last]) + 1
        yield replace(strip, left=left, right=right)


def _unseen(
    areas: Sequence[Place], seen: Sequence[Strip], ink: Mask, dpi: float, usual: int
) -> Iterator[Strip]:
    """Strips of the ink in some areas in which nobody saw text."""
    left_over = ink.copy()
    for strip in seen:
        top, left = max(strip.top - 2, 0), max(strip.left - 2, 0)
        left_over[top : strip.bottom + 2, left : strip.right + 2] = False
    for x0, y0, x1, y1 in areas:
        inside = left_over[y0:y1, x0:x1].copy()
        if inside.sum() < _LEAST_INK * dpi**2:
            continue
        for top, bottom in _stretches(inside.any(axis=1), round(0.015 * dpi)):
            line = inside[top:bottom]
            columns = np.flatnonzero(line.any(axis=0))
            wide = int(columns[-1]) + 1 - int(columns[0])
            is_speck = max(wide, bottom - top) < _LEAST_SIDE * dpi
            if is_speck or line.sum() < _LEAST_INK * dpi**2:
                continue
            spare = max(usual - (bottom - top), 0) // 2
            first, last = max(y0 + top - spare, y0), min(y0 + bottom + spare, y1)
            yield from _parted(Strip(x0, first, x1, last, is_doubtful=True), left_over)
            left_over[first:last, x0:x1] = False


def _stretches(filled: Any, gap: int) -> Iterator[tuple[int, int]]:
    """The stretches of a row or column that are filled, those with a small gap between as one."""
    places = np.flatnonzero(filled)
    if not len(places):
        return
    ends = np.flatnonzero(np.diff(places) > max(gap, 1))
    for first, last in zip([0, *(ends + 1)], [*ends, len(places) - 1], strict=True):
        yield int(places[first]), int(places[last]) + 1


def _turned(strip: Strip, usual: int) -> Strip:
    """A strip that is high and narrow holds letters one below the other."""
    wide = strip.right - strip.left
    is_upright = strip.height >= _UPRIGHT * wide and strip.height >= _UPRIGHT * usual * 0.9
    return replace(strip, is_upright=is_upright)


def ink_of(strip: Strip, ink: Mask) -> tuple[int, int]:
    """Where the ink of a strip begins and ends, from top to bottom."""
    rows = np.flatnonzero(ink[strip.top : strip.bottom, strip.left : strip.right].any(axis=1))
    return strip.top + int(rows[0]), strip.top + int(rows[-1]) + 1


def letters_in(strip: Strip, ink: Mask) -> Place:
    """The place of a strip's letters themselves, without the paper above and below them."""
    top, bottom = ink_of(strip, ink)
    spare = max(round(_FLAT * strip.height) - (bottom - top), 0) // 2
    top, bottom = max(top - spare, strip.top), min(bottom + spare, strip.bottom)
    return strip.left, top, strip.right, bottom


def picture_of(strip: Strip, gray: Gray) -> Gray:
    """What the reader is shown: a strip with some paper around; upright letters side by side."""
    part = gray[strip.top : strip.bottom, strip.left : strip.right]
    if strip.is_upright:
        part = _side_by_side(part)
    paper = int(np.percentile(part, 90))
    return np.pad(part, _PADDING, constant_values=paper)


def _side_by_side(part: Gray) -> Gray:
    """Letters that stand one below the other, set in a line: each about as high as it is wide."""
    wide = part.shape[1]
    dark = np.asarray(part < (int(part.min()) + int(np.percentile(part, 90))) / 2)
    letters: list[tuple[int, int]] = []
    for top, bottom in _stretches(dark.any(axis=1), 1):
        if letters and bottom - letters[-1][0] <= 1.15 * wide:
            letters[-1] = letters[-1][0], bottom
        else:
            letters.append((top, bottom))
    high = max((bottom - top for top, bottom in letters), default=1)
    paper = int(np.percentile(part, 90))
    tiles = []
    for top, bottom in letters:
        above = (high - (bottom - top)) // 2
        below = high - (bottom - top) - above
        tiles.append(np.pad(part[top:bottom], ((above, below), (2, 2)), constant_values=paper))
    return np.concatenate(tiles, axis=1) if tiles else part
