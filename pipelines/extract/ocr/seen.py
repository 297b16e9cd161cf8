"""What is seen on a scanned page, texts and rules: the part that needs the extra ``ocr``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from PIL import Image

from pipelines.extract.ocr import rapid
from pipelines.extract.ocr.dots import Ruled, Run, ruled, straightened
from pipelines.extract.ocr.spotted import Spotted, tidied
from pipelines.extract.ocr.strips import Place, Strip, ink_of, letters_in, picture_of, strips_of
from pipelines.extract.pdf.lattice import tables_of
from pipelines.extract.pdf.rules import Rule, Rules
from pipelines.extract.pdf.shown import Corners

_DIRT = 0.6
"""Below this confidence a speck in which nobody saw text is taken for dirt."""

_DASH = 0.3
"""The same for a dash, which looks like dirt to any reader."""

_DASHES = frozenset("-－―—–ー一")
_TWO_STROKES = frozenset(("11", "ll", "II", "//", "リ", "“", "”", '"', "''"))
_LOW = 0.65
"""Of the usual height: two strokes as low are 〃 (the same as above), no digits."""

_SAMPLE = 5
_UPSIDE_DOWN = 0.8
"""A page whose longest lines are read with less confidence may stand on its head."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Texts and rules in points of the page set upright and straight.

    ``turns``: by how many quarters it was turned clockwise; ``tilt``: then by how many degrees
    counter-clockwise.
    """

    spotted: list[Spotted]
    rules: Rules
    turns: int
    tilt: float


@dataclass(frozen=True, slots=True)
class _Look:
    """A page in one of its positions, before it is read."""

    found: Ruled
    rules: Rules
    places: list[Place]
    strips: list[Strip]
    tilt: float
    _texts: dict[Strip, tuple[str, float]] = field(default_factory=dict)

    def text_of(self, strip: Strip) -> tuple[str, float]:
        """What a strip says, and how sure that is; each is read once."""
        if strip not in self._texts:
            self._texts[strip] = rapid.text_of(picture_of(strip, self.found.gray))
        return self._texts[strip]

    @property
    def is_sideways(self) -> bool:
        """Whether most text runs from top to bottom."""
        sizes = [(right - left, bottom - top) for left, top, right, bottom in self.places]
        return sum(h for w, h in sizes if h > w) > sum(w for w, h in sizes if w > h)

    def confidence(self) -> float:
        """The mean confidence of the longest lines."""
        longest = sorted(self.strips, key=lambda strip: strip.left - strip.right)[:_SAMPLE]
        read = [self.text_of(strip)[1] for strip in longest]
        return sum(read) / max(len(read), 1)


def seen_on(image: Image.Image, dpi: float) -> Seen:
    """What a picture of a page says, read strip by strip. MemoryError if there is too little."""
    look, turns = _look(image, dpi), 0
    if look.is_sideways:
        look, turns = _look(_turned(image, 1), dpi), 1
    if (confidence := look.confidence()) < _UPSIDE_DOWN:
        other = _look(_turned(image, turns + 2), dpi)
        if other.confidence() > confidence:
            look, turns = other, turns + 2
    return Seen(_read(look, 72 / dpi), look.rules, turns, look.tilt)


def _turned(image: Image.Image, turns: int) -> Image.Image:
    """A picture turned clockwise by quarters."""
    for _ in range(turns):
        image = image.transpose(Image.Transpose.ROTATE_270)
    return image


def _look(image: Image.Image, dpi: float) -> _Look:
    scan = straightened(image, dpi)
    found = ruled(scan)
    scale = 72 / dpi
    rules = Rules(_in_points(found.across, scale), _in_points(found.down, scale))
    places = rapid.places(found.gray, dpi)
    strips = strips_of(places, tables_of(rules), found.ink, dpi)
    return _Look(found, rules, places, strips, scan.tilt)


def _read(look: _Look, scale: float) -> list[Spotted]:
    """The texts of the strips of a page."""
    spotted: list[Spotted] = []
    heights = [bottom - top for top, bottom in (ink_of(s, look.found.ink) for s in look.strips)]
    usual = median(heights) if heights else 0
    for strip, height in zip(look.strips, heights, strict=True):
        text, confidence = look.text_of(strip)
        text = tidied(text.strip())
        if text in _TWO_STROKES and height < _LOW * usual:
            text = "〃"
        least = 0.0 if not strip.is_doubtful else _DASH if text in _DASHES else _DIRT
        if text and confidence >= least:
            corners = _corners(letters_in(strip, look.found.ink), scale)
            spotted.append(Spotted(text, corners, confidence))
    return spotted


def _in_points(runs: Sequence[Run], scale: float) -> list[Rule]:
    return [(at * scale, start * scale, end * scale) for at, start, end in runs]


def _corners(place: Place, scale: float) -> Corners:
    left, top, right, bottom = place
    return left * scale, top * scale, right * scale, bottom * scale
