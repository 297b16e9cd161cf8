"""A printed line of text: what prose is made of, whether a PDF, a Word file or a page has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.records import Box

GAP = "　"
"""Stands in a line where the page has a gap too wide for a space: label and value stay apart."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text from left to right, without white space at its ends.

    A wide gap in it is one ``GAP``. ``indent`` is how far from the left edge of its column it
    begins, ``size`` the height of its letters, both in points; a file without pages gives ten
    points a letter. ``box`` is None there. ``is_heading`` is what the file marks as one.
    """

    text: str
    box: Box | None = None
    indent: float = 0.0
    size: float = 10.0
    is_heading: bool = False


def around(lines: Sequence[Line]) -> Box | None:
    """The box around the lines on the page of the first; its confidence is the lowest of theirs."""
    boxes = [line.box for line in lines if line.box]
    boxes = [box for box in boxes if box.page == boxes[0].page]
    if not boxes:
        return None
    return Box(
        boxes[0].page,
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
        min((box.confidence for box in boxes if box.confidence is not None), default=None),
    )
