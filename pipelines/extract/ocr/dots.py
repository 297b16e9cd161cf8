"""A scanned page as an array of dark and light: its tilt undone, its ruled lines found.

numpy comes with the extra ``ocr``: nothing here is imported without it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Mask = NDArray[np.bool_]
Run = tuple[int, int, int]
"""A straight line in dots: where it stands, and from where to where it runs."""

_MOST_TILT = 2.5
"""Degrees: a sheet drawn in askew is rarely more; a tilted table isn't straightened beyond."""

_SPECK = 5
"""Dots, of 200 an inch, of the largest speck: a full stop of small print has nine."""

_ALONE = 0.04
"""Inches around a speck without other ink: beside a letter it may be the point of a number."""

_SAMPLE = 150_000
_NOISE = 0.02
_ACROSS, _DOWN = 0.5, 0.4
"""Inches: a dark line as long is a rule. The strokes of letters of usual size are half as long."""

_THICKEST = 0.06
"""Inches: a dark bar that is thicker is an area, of which only the edges are rules."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A page set straight: ``gray`` from 0 (black) to 255, ``ink`` what is dark.

    ``tilt`` is by how many degrees it was turned, counter-clockwise; ``dpi`` its dots an inch.
    """

    gray: NDArray[np.uint8]
    ink: Mask
    tilt: float
    dpi: float


@dataclass(frozen=True, slots=True)
class Ruled:
    """The rules of a page, and the page without them and without dirt: grey, and what is dark."""

    across: list[Run]
    down: list[Run]
    gray: NDArray[np.uint8]
    ink: Mask


def straightened(image: Image.Image, dpi: float) -> Scan:
    """A page turned by its tilt, so that its lines are level."""
    image = image.convert("L")
    gray = np.asarray(image)
    ink = _ink(gray)
    tilt = _tilt(ink)
    if abs(tilt) >= 0.05:
        image = image.rotate(tilt, Image.Resampling.BICUBIC, fillcolor=_paper(gray))
        gray = np.asarray(image)
        ink = _ink(gray)
    return Scan(gray, ink, tilt, dpi)


def ruled(scan: Scan) -> Ruled:
    """The rules of a page, and the page with them, and specks of dirt, painted over."""
    across = _long(scan.ink, round(_ACROSS * scan.dpi))
    down = _long(scan.ink.T, round(_DOWN * scan.dpi)).T
    thickest = max(round(_THICKEST * scan.dpi), 3)
    across, down = _thin(across, thickest), _thin(down.T, thickest).T
    gone = _grown(across | down)
    gone |= _grown(_specks(scan.ink & ~gone, scan.dpi))
    gray = np.where(gone, np.uint8(_paper(scan.gray)), scan.gray)
    return Ruled(_runs(across, 3), _runs(down.T, 3), gray, scan.ink & ~gone)


def _specks(ink: Mask, dpi: float) -> Mask:
    """Dots of dirt: so few that even a full stop has more, with nothing beside them."""
    near = max(round(dpi * _ALONE), 1)
    size = 2 * near + 1
    padded = np.pad(ink, near + 1).astype(np.int32).cumsum(axis=0).cumsum(axis=1)
    inside = padded[size:, size:] + padded[:-size, :-size] - padded[size:, :-size]
    count = (inside - padded[:-size, size:])[: ink.shape[0], : ink.shape[1]]
    return np.asarray(ink & (count <= _SPECK * (dpi / 200) ** 2))


def _ink(gray: NDArray[np.uint8]) -> Mask:
    """What is dark: below the middle of paper and print (Otsu's threshold)."""
    counts = np.bincount(gray.ravel(), minlength=256).astype(float)
    values = np.arange(256)
    weight = np.cumsum(counts)
    total = np.cumsum(counts * values)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = (total[-1] * weight / weight[-1] - total) ** 2 / (weight * (weight[-1] - weight))
    best = int(np.argmax(np.nan_to_num(spread, nan=0.0, posinf=0.0)))
    return np.asarray(gray <= min(max(best, 60), 200))


def _paper(gray: NDArray[np.uint8]) -> int:
    """The colour of the paper: what most dots have."""
    return int(np.bincount(gray.ravel(), minlength=256)[128:].argmax()) + 128


def _tilt(ink: Mask) -> float:
    """By how many degrees lines rise or fall: at that angle rows are fullest and emptiest."""
    ys, xs = np.nonzero(ink)
    if len(ys) < 200:
        return 0.0
    step = max(len(ys) // _SAMPLE, 1)
    ys, xs = ys[::step].astype(float), xs[::step].astype(float)
    xs -= xs.mean()

    def sharpness(angle: float) -> float:
        rows = np.rint(ys - xs * math.tan(math.radians(angle))).astype(int)
        counts = np.bincount(rows - rows.min()).astype(float)
        return float((np.diff(counts) ** 2).sum())

    best = max(np.arange(-_MOST_TILT, _MOST_TILT + 0.01, 0.25), key=sharpness)
    for width in (0.1, 0.02):
        best = max((best + width * at for at in range(-3, 4)), key=sharpness)
    return float(best) if sharpness(float(best)) > (1 + _NOISE) * sharpness(0.0) else 0.0


def _runs(mask: Mask, least: int) -> list[Run]:
    """The stretches of a mask in its rows, as (row, start, end), from a length on."""
    padded = np.zeros((mask.shape[0], mask.shape[1] + 2), np.int8)
    padded[:, 1:-1] = mask
    change = np.diff(padded, axis=1)
    rows, starts = np.nonzero(change == 1)
    ends = np.nonzero(change == -1)[1]
    kept = ends - starts >= least
    found: Any = np.stack([rows[kept], starts[kept], ends[kept]], axis=1)
    return [(int(row), int(start), int(end)) for row, start, end in found]


def _long(ink: Mask, least: int) -> Mask:
    """The dots in stretches that are long along the rows; a line may sink by a dot, or break."""
    thick = ink.copy()
    thick[1:] |= ink[:-1]
    thick[:-1] |= ink[1:]
    closed = thick.copy()
    for shift in (1, 2):
        closed[:, shift:-shift] |= thick[:, : -2 * shift] & thick[:, 2 * shift :]
    found = np.zeros_like(ink)
    for row, start, end in _runs(closed, least):
        found[row, start:end] = True
    return np.asarray(found & thick)


def _thin(mask: Mask, thickest: int) -> Mask:
    """A mask of lines along the rows without the inside of what is too thick for a line."""
    found = mask.copy()
    for column, start, end in _runs(mask.T, thickest + 1):
        found[start + 2 : end - 2, column] = False
    return found


def _grown(mask: Mask) -> Mask:
    """A mask with one dot more at each side."""
    found = mask.copy()
    found[1:] |= mask[:-1]
    found[:-1] |= mask[1:]
    found[:, 1:] |= mask[:, :-1]
    found[:, :-1] |= mask[:, 1:]
    return found
