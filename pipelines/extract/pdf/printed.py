"""What a page prints, from top to bottom: its tables, and the lines of text outside of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipelines.extract.grid import Grid
from pipelines.extract.labels import meaning_of
from pipelines.extract.line import Line
from pipelines.extract.pdf.cells import joined, lines_in
from pipelines.extract.pdf.letters import Piece
from pipelines.extract.prose.words import prose_words
from pipelines.lookups import fold
from pipelines.normalise.text import plain
from pipelines.records import Box

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
    """A line outside of tables, with the pieces that it is made of, from left to right.

    ``column`` counts the columns of a page that is set in some, as a newspaper is.
    """

    line: Line
    pieces: Sequence[Piece]
    page: int
    column: int = 0

    @property
    def middle(self) -> float:
        """Halfway between its top and its bottom, in points."""
        return self.line.box.top / 2 + self.line.box.bottom / 2 if self.line.box else 0.0


Part = Grid | Text
"""A table, or a line outside of tables."""


@dataclass(slots=True)
class Printed:
    """The parts of one page in printed order; its number from 1 and its size in points.

    ``breaks`` are where a rule runs across most of the page.
    """

    page: int
    width: float
    height: float
    parts: list[Part | None]
    breaks: list[float] = field(default_factory=list)


def lines_of(pieces: Sequence[Piece], page: int, edges: Sequence[float] = ()) -> list[Text]:
    """Pieces of text as lines from top to bottom, column by column where rules part the page.

    ``edges`` are the places of these rules, from left to right.
    """
    columns: list[list[Piece]] = [[] for _ in range(len(edges) + 1)]
    for piece in pieces:
        columns[bisect_left(edges, (piece.left + piece.right) / 2)].append(piece)
    return [
        text
        for number, column in enumerate(columns)
        if column
        for text in _column(column, page, number)
    ]


def _column(pieces: list[Piece], page: int, number: int) -> Iterator[Text]:
    lines = lines_in(pieces)
    if len(lines) > 2 and all(len(line) == 1 and len(line[0].text) <= 2 for line in lines):
        lines = [pieces]  # letters one below the other are one line, set upright or turned
    margin = min(line[0].left for line in lines)
    for line in lines:
        yield Text(_line(line, page, margin), line, page, number)


def _line(pieces: list[Piece], page: int, margin: float) -> Line:
    top, bottom = min(piece.top for piece in pieces), max(piece.bottom for piece in pieces)
    box = Box(page, pieces[0].left, top, max(piece.right for piece in pieces), bottom)
    size = max(piece.size for piece in pieces)
    return Line(joined(pieces), box, pieces[0].left - margin, size)


def in_order(grids: Iterable[Grid], lines: Iterable[Text]) -> list[Part | None]:
    """Tables and lines as people read them: from top to bottom."""
    parts: list[tuple[int, float, int, Part]] = [
        (0, min(box.top for box in grid.boxes.values()), 1, grid) for grid in grids
    ]
    parts += [(text.column, text.line.box.top, 0, text) for text in lines if text.line.box]
    return [part for *_, part in sorted(parts, key=lambda one: one[:3])]


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
    found = []
    for part in page.parts:
        box = part.line.box if isinstance(part, Text) else None
        if isinstance(part, Text) and box:
            is_across = min(box.bottom, page.height - box.top) < page.height * _EDGE
            is_upright = box.bottom - box.top > 2 * (box.right - box.left)  # 官報 at its left
            is_beside = min(box.right, page.width - box.left) < page.width * _EDGE
            if (is_across or (is_upright and is_beside)) and not _is_header(part):
                found.append(part)
    return found


def _is_header(text: Text) -> bool:
    """Whether a line heads what stands on each page: a table, or the record of a tender."""
    if prose_words().record.fullmatch(fold(text.line.text)):
        return True
    return sum(1 for piece in text.pieces if meaning_of(piece.text)) > 1


def _shape(text: Text) -> str:
    # The page's own number may stand in it, in 官報 in digits of its own; 公告第21号 and 公告第22号
    # are two texts.
    line = "".join(plain(text.line.text).split())
    return _DIGITS.sub(lambda found: "#" if found[0] == str(text.page) else found[0], line)


def with_lines_around(parts: list[Part]) -> list[Grid | Line]:
    """Each table with the lines that lead to it and the notes below it; the lines as they are."""
    found: list[Grid | Line] = []
    for at, part in enumerate(parts):
        if isinstance(part, Text):
            found.append(part.line)
            continue
        above, below = _lines(reversed(parts[:at]))[::-1], _lines(parts[at + 1 :])
        boxes = {(-1, number): line.box for number, line in enumerate(above) if line.box}
        found.append(
            replace(
                part,
                before=tuple(line.text for line in above),
                after=tuple(line.text for line in below if _NOTE.match(line.text)),
                follows=not above and at > 0,
                boxes=boxes | dict(part.boxes),
            )
        )
    return found


def _lines(parts: Iterable[Part]) -> list[Line]:
    """The lines up to the next table, at most some."""
    found: list[Line] = []
    for part in parts:
        if isinstance(part, Grid) or len(found) == _MOST_LINES:
            break
        found.append(part.line)
    return found
