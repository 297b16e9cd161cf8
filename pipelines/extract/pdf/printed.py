"""What a page prints, from top to bottom: its tables, and the lines of text outside of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipelines.extract.grid import Box, Grid
from pipelines.extract.line import Line
from pipelines.extract.pdf.cells import joined, lines_in
from pipelines.extract.pdf.letters import Piece

_EDGE = 0.09
"""The share of a page, above and below, in which a line repeated on other pages is no text."""

_PAGE_NUMBER = re.compile(
    r"[\s　\-－‐―—ー–・Pp.(（]*\d{1,4}[\s　\-－‐―—–・頁)）]*(?:[/／]\s*\d{1,4})?"
)
_NOTE = re.compile(r"[\s　]*(?:[※*＊]|[(（]?注|備考|単位)")
_MOST_LINES = 12
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Text:
    """A line outside of tables, with the pieces that it is made of, from left to right."""

    line: Line
    pieces: Sequence[Piece]
    page: int

    @property
    def middle(self) -> float:
        """Halfway between its top and its bottom, in points."""
        return self.line.box.top / 2 + self.line.box.bottom / 2 if self.line.box else 0.0


Part = Grid | Text
"""A table, or a line outside of tables."""


@dataclass(slots=True)
class Printed:
    """The parts of one page in printed order; its number from 1 and its height in points.

    ``breaks`` are where a rule runs across most of the page.
    """

    page: int
    height: float
    parts: list[Part | None]
    breaks: list[float] = field(default_factory=list)


def lines_of(pieces: Sequence[Piece], page: int) -> list[Text]:
    """Pieces of text as lines from top to bottom."""
    lines = lines_in(list(pieces)) if pieces else []
    margin = min((line[0].left for line in lines), default=0.0)
    return [Text(_line(line, page, margin), line, page) for line in lines]


def _line(pieces: list[Piece], page: int, margin: float) -> Line:
    top, bottom = min(piece.top for piece in pieces), max(piece.bottom for piece in pieces)
    box = Box(page, pieces[0].left, top, max(piece.right for piece in pieces), bottom)
    size = max(piece.size for piece in pieces)
    return Line(joined(pieces), box, pieces[0].left - margin, size)


def in_order(grids: Iterable[Grid], lines: Iterable[Text]) -> list[Part | None]:
    """Tables and lines as people read them: from top to bottom."""
    parts: list[tuple[float, int, Part]] = [
        (min(box.top for box in grid.boxes.values()), 1, grid) for grid in grids
    ]
    parts += [(text.line.box.top, 0, text) for text in lines if text.line.box]
    return [part for _, _, part in sorted(parts, key=lambda one: one[:2])]


def without_furniture(pages: list[Printed]) -> None:
    """Take away page numbers, and what each page repeats at its edge after the first."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_shape(text) for text in _at_edge(page)})
    most = max(3, len(pages) // 2)
    repeated = {shape for shape, count in seen.items() if count >= most}
    told: set[str] = set()
    for page in pages:
        edge = {id(text): _shape(text) for text in _at_edge(page)}
        kept: list[Part | None] = []
        for part in page.parts:
            shape = edge.get(id(part))
            if isinstance(part, Text) and shape is not None:
                if _PAGE_NUMBER.fullmatch(part.line.text) or shape in told:
                    continue
                if shape in repeated:
                    told.add(shape)
            kept.append(part)
        page.parts = kept


def _at_edge(page: Printed) -> list[Text]:
    low, high = page.height * _EDGE, page.height * (1 - _EDGE)
    texts = [part for part in page.parts if isinstance(part, Text)]
    return [
        text
        for text in texts
        if text.line.box and (text.line.box.bottom < low or text.line.box.top > high)
    ]


def _shape(text: Text) -> str:
    return _DIGITS.sub("#", "".join(text.line.text.split()))


def with_lines_around(parts: list[Part]) -> list[Grid | Line]:
    """Each table with the lines that lead to it and the notes below it; the lines as they are."""
    found: list[Grid | Line] = []
    for at, part in enumerate(parts):
        if isinstance(part, Text):
            found.append(part.line)
            continue
        before, after = _lines(reversed(parts[:at])), _lines(parts[at + 1 :])
        notes = tuple(text for text in after if _NOTE.match(text))
        follows = not before and at > 0
        found.append(replace(part, before=tuple(reversed(before)), after=notes, follows=follows))
    return found


def _lines(parts: Iterable[Part]) -> list[str]:
    """The lines up to the next table, at most some."""
    found: list[str] = []
    for part in parts:
        if isinstance(part, Grid) or len(found) == _MOST_LINES:
            break
        found.append(part.line.text)
    return found
