"""From a page's own points to those of the page as shown: turned, and counted from the top left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Corners = tuple[float, float, float, float]
"""Left, top, right, bottom, in points from the top left of the page as shown."""

Sides = tuple[Sequence[float], Sequence[float], Sequence[float], Sequence[float]]
"""The corners of many boxes, side by side: all lefts, all tops, all rights, all bottoms."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How a page is shown: the part of it that is visible, and how it is turned.

    ``left``, ``bottom``, ``right`` and ``top`` are the file's own points, which count from the
    bottom left. ``turns`` are quarter turns clockwise.
    """

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    @classmethod
    def of(cls, visible: tuple[float, float, float, float], turns: int) -> Shown:
        """``visible``: left, bottom, right, top."""
        return cls(*visible, turns % 4)

    @property
    def width(self) -> float:
        """In points."""
        return self.top - self.bottom if self.turns % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """In points."""
        return self.right - self.left if self.turns % 2 else self.top - self.bottom

    def holds(self, corners: Corners) -> bool:
        """Whether something stands on the page, at least in part; False where a number is none.

        People don't see what lies off it, and a file may place things at any number.
        """
        left, top, right, bottom = corners
        wide, high = self.width, self.height
        return (
            -wide < left < wide
            and -high < top < high
            and 0 < right < 2 * wide
            and 0 < bottom < 2 * high
        )

    def box(self, left: float, top: float, right: float, bottom: float) -> Corners:
        """One box in the file's points as it is shown."""
        if self.turns == 0:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        if self.turns == 1:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.turns == 2:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        return self.top - top, self.right - right, self.top - bottom, self.right - left

    def sides(self, boxes: Sequence[float]) -> Sides:
        """Boxes in the file's points (left, top, right, bottom of each, one after the other) as
        they are shown.

        Done side by side, not box by box: a page of the gazette has 4,000 letters.
        """
        lefts, tops, rights, bottoms = (boxes[side::4] for side in range(4))
        x0, y0, x1, y1 = self.left, self.bottom, self.right, self.top
        if self.turns == 0:
            return _less(lefts, x0), _from(y1, tops), _less(rights, x0), _from(y1, bottoms)
        if self.turns == 1:
            return _less(bottoms, y0), _less(lefts, x0), _less(tops, y0), _less(rights, x0)
        if self.turns == 2:
            return _from(x1, rights), _less(bottoms, y0), _from(x1, lefts), _less(tops, y0)
        return _from(y1, tops), _from(x1, rights), _from(y1, bottoms), _from(x1, lefts)


def _less(places: Sequence[float], start: float) -> Sequence[float]:
    return [place - start for place in places] if start else places


def _from(end: float, places: Sequence[float]) -> Sequence[float]:
    return [end - place for place in places]
