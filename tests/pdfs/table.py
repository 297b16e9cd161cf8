"""Tables on paper: cells wrapped, rows put on pages, rules drawn in many ways."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from .paper import Paper

Rows = list[list[str]]


@dataclass(frozen=True)
class Head:
    """A cell of the header; ``row`` and ``column`` from 0, with how many it takes up."""

    text: str
    column: int
    row: int = 0
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Table:
    """What is to be printed; None in a row is merged with the cell above.

    ``aligns`` has a letter a column: l, r or c.
    """

    heads: Sequence[Head]
    widths: Sequence[float]
    aligns: str
    rows: Sequence[Sequence[str | None]]

    @property
    def head_rows(self) -> int:
        """How many rows the header has."""
        return max((head.row + head.rows for head in self.heads), default=0)


@dataclass(frozen=True)
class Style:
    """How it is printed.

    ``rules`` names a way in ``RULES``. ``spread`` is how short labels are spaced: ``blanks``,
    ``wide`` blanks, ``spacing`` of letters, or each of the ``letters`` on its own. ``upright``
    labels run down. ``repeat``: the header stands on each page; ``broken``: a row may run on over
    the end of a page. ``overflow``: text isn't wrapped but runs over its cell, under the next
    text if there is one. ``high`` is the height of a line by that of its letters. ``phantoms``
    names what can't be seen, in ``PHANTOMS``. ``head_face`` is the
    font of the header.
    """

    rules: str = "lines"
    size: float = 8.5
    pad: float = 3.0
    high: float = 1.25
    repeat: bool = True
    broken: bool = False
    overflow: bool = False
    upright: bool = False
    spread: str = ""
    phantoms: str = ""
    head_face: str = ""


@dataclass
class Printed:
    """What a table prints: a list of rows a page; ``again`` are the header's rows on later ones."""

    pages: list[Rows] = field(default_factory=list)
    again: Rows = field(default_factory=list)


@dataclass(frozen=True)
class Cell:
    """A cell on a page."""

    left: float
    top: float
    right: float
    bottom: float
    lines: Sequence[str]
    align: str
    row: int
    is_head: bool = False
    free: float = 0.0  # how far a text may run over


def wrapped(paper: Paper, text: str, width: float, size: float) -> list[str]:
    """A text in lines that fit a width; ``\\n`` begins a line."""
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for letter in part:
            if line and paper.wide(line + letter, size) > width:
                # No line begins with a closing sign: it takes the letter before it along.
                kept = line[-1] if letter in "）」、。" and len(line) > 1 else ""
                lines.append(line[: len(line) - len(kept)])
                line = kept
            line += letter
        lines.append(line)
    return lines


class Printer:
    """Puts one table on paper, over as many pages as it needs."""

    def __init__(
        self, paper: Paper, table: Table, style: Style, left: float, foot: float = 40
    ) -> None:
        self.paper, self.table, self.style = paper, table, style
        self.edges = [left]
        for width in table.widths:
            self.edges.append(self.edges[-1] + width)
        self.foot = paper.height - foot
        self.printed = Printed()
        self._high = style.size * style.high
        self._cells: list[Cell] = []
        self._y, self._number = 0.0, 0

    def put(self, top: float, head_room: float = 40) -> float:
        """Print it from a height on; gives where it ends. Later pages begin at ``head_room``."""
        self._begin(top, with_head=True)
        for group in self._groups():
            self._put(group, head_room)
        self._finish()
        return self._y

    def _begin(self, top: float, with_head: bool) -> None:
        """Begin on a page, with the header or without."""
        self._cells, self._y = self._heads(top) if with_head else ([], top)
        self.printed.pages.append(self._head_rows() if with_head else [])
        self._number = self.table.head_rows if with_head else 0

    def _put(self, group: Sequence[Sequence[str | None]], head_room: float) -> None:
        """Put rows that hold together on this page or the next, or one of them on both."""
        left = [self._lines(row) for row in group]
        while self._y + sum(self._tall(lines) for lines in left) > self.foot:
            if self.style.broken and len(left) == 1 and (cut := self._fitting(left[0])):
                part, left = [some[:cut] for some in left[0]], [[some[cut:] for some in left[0]]]
                self._cells += self._row(part, group, 0)
                self._keep(group)
                group = [["" for _ in group[0]]]
            self._finish()
            self.paper.next_page()
            self._begin(head_room, self.style.repeat)
            self.printed.again += self.printed.pages[-1]
        for at, lines in enumerate(left):
            below = sum(self._tall(later) for later in left[at + 1 :])
            self._cells += self._row(lines, group, at, below)
            self._y += self._tall(lines)
            self._number += 1
        self._keep(group)

    def _groups(self) -> Iterator[list[Sequence[str | None]]]:
        """The rows that merged cells hold together."""
        group: list[Sequence[str | None]] = []
        for row in self.table.rows:
            if group and None not in row:
                yield group
                group = []
            group.append(row)
        if group:
            yield group

    def _keep(self, group: Sequence[Sequence[str | None]]) -> None:
        rows = [[cell.replace("\n", "") if cell else "" for cell in row] for row in group]
        self.printed.pages[-1] += [row for row in rows if any(row)]

    def _lines(self, row: Sequence[str | None]) -> list[list[str]]:
        lines = []
        for text, width in zip(row, self.table.widths, strict=True):
            if self.style.overflow:
                lines.append((text or "").split("\n"))
            else:
                room = width - 2 * self.style.pad
                lines.append(wrapped(self.paper, text or "", room, self.style.size))
        return lines

    def _tall(self, lines: Sequence[Sequence[str]]) -> float:
        return max(len(some) for some in lines) * self._high + 2 * self.style.pad

    def _fitting(self, lines: Sequence[Sequence[str]]) -> int:
        """How many lines of a row still fit on the page, if not all and not none."""
        fit = int((self.foot - self._y - 2 * self.style.pad) // self._high)
        return fit if 1 <= fit < max(len(some) for some in lines) else 0

    def _row(
        self, lines: Sequence[Sequence[str]], group: Sequence[Sequence[str | None]], at: int,
        below: float = 0,
    ) -> Iterator[Cell]:  # fmt: skip
        """The cells that begin in a row of a group; ``below`` is how high its later rows are."""
        top, bottom = self._y, self._y + self._tall(lines)
        for column, some in enumerate(lines):
            if group[at][column] is None:
                continue
            merged = at + 1 < len(group) and group[at + 1][column] is None
            following = group[at][column + 1 :]
            free = next((i for i, text in enumerate(following) if text), len(following))
            yield Cell(
                self.edges[column], top, self.edges[column + 1], bottom + below * merged, some,
                self.table.aligns[column], self._number, free=self.edges[column + 1 + free],
            )  # fmt: skip

    def _head_rows(self) -> Rows:
        rows = [["" for _ in self.table.widths] for _ in range(self.table.head_rows)]
        for head in self.table.heads:
            rows[head.row][head.column] = head.text.replace("\n", "")
        return rows

    def _heads(self, top: float) -> tuple[list[Cell], float]:
        """The header's cells, and where it ends."""
        style, tall = self.style, [0.0] * self.table.head_rows
        texts: list[list[str]] = []
        for head in self.table.heads:
            room = self.edges[head.column + head.columns] - self.edges[head.column]
            if style.upright and head.columns == 1 and "\n" not in head.text:
                texts.append(list(head.text))
            else:
                texts.append(wrapped(self.paper, head.text, room - 2 * style.pad, style.size))
            if head.rows == 1:
                need = len(texts[-1]) * self._high + 2 * style.pad
                tall[head.row] = max(tall[head.row], need)
        for head, lines in zip(self.table.heads, texts, strict=True):
            need = (
                len(lines) * self._high + 2 * style.pad - sum(tall[head.row : head.row + head.rows])
            )
            if need > 0:
                tall[head.row + head.rows - 1] += need
        tops = [top + sum(tall[:row]) for row in range(len(tall) + 1)]
        cells = [
            Cell(
                self.edges[head.column], tops[head.row],
                self.edges[head.column + head.columns], tops[head.row + head.rows],
                lines, "c", head.row, True,
            )
            for head, lines in zip(self.table.heads, texts, strict=True)
        ]  # fmt: skip
        return cells, tops[-1]

    def _finish(self) -> None:
        """Draw what stands on the page: colours and rules, then the texts."""
        if not self._cells:
            return
        RULES[self.style.rules](self.paper, self._cells)
        if self.style.phantoms:
            PHANTOMS[self.style.phantoms](self.paper, self._cells)
        for cell in self._cells:
            self._text(cell)

    def _text(self, cell: Cell) -> None:
        style, paper = self.style, self.paper
        tall = len(cell.lines) * self._high
        y = cell.top + max((cell.bottom - cell.top - tall) / 2, 0) + (self._high - style.size) / 2
        for line in cell.lines:
            width = paper.wide(line, style.size)
            room = cell.right - cell.left - 2 * style.pad
            x = cell.left + style.pad
            if cell.align == "r":
                x = cell.right - style.pad - width
            elif cell.align == "c":
                x = (cell.left + cell.right - width) / 2
            if cell.is_head and style.spread and 2 <= len(line) <= 4 and len(cell.lines) == 1:
                self._spread(line, cell, y, room)
            elif style.overflow and width > room and not cell.is_head:
                with paper.within(cell.left, cell.top, cell.free, cell.bottom):
                    paper.text(max(x, cell.left + style.pad), y, line, style.size)
            else:
                paper.text(x, y, line, style.size, style.head_face if cell.is_head else "")
            y += self._high

    def _spread(self, label: str, cell: Cell, y: float, room: float) -> None:
        """A short label over the width of its cell."""
        size, paper = self.style.size, self.paper
        middle = (cell.left + cell.right) / 2
        if self.style.spread in ("blanks", "wide"):
            blank = " " if self.style.spread == "blanks" else "　"
            text = blank.join(label)
            paper.centred(middle, y, text if paper.wide(text, size) <= room else label, size)
            return
        gap = (room - len(label) * size) / len(label)
        if self.style.spread == "spacing":
            paper.text(cell.left + self.style.pad + gap / 2, y, label, size, spread=gap)
            return
        for at, letter in enumerate(label):
            paper.text(cell.left + self.style.pad + gap / 2 + at * (size + gap), y, letter, size)


# ---- rules

Stroke = Callable[[Paper, float, float, float, float], None]
Span = tuple[float, float]


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Spans of one line with those that touch made one."""
    joined: list[Span] = []
    for begin, end in sorted(spans):
        if joined and begin <= joined[-1][1] + 0.01:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((begin, end))
    return joined


def _edges(cells: Sequence[Cell]) -> tuple[dict[float, list[Span]], dict[float, list[Span]]]:
    """The lines across (by height) and down (by place) that the cells have around them."""
    across: dict[float, list[Span]] = {}
    down: dict[float, list[Span]] = {}
    for cell in cells:
        for y in (cell.top, cell.bottom):
            across.setdefault(round(y, 2), []).append((cell.left, cell.right))
        for x in (cell.left, cell.right):
            down.setdefault(round(x, 2), []).append((cell.top, cell.bottom))
    return (
        {y: _joined(spans) for y, spans in across.items()},
        {x: _joined(spans) for x, spans in down.items()},
    )


def _ruled(
    stroke: Stroke, sides: bool = True, ends: bool = True, upright: bool = True, level: bool = True
) -> Callable[[Paper, Sequence[Cell]], None]:
    """Rules around all cells; ``sides`` and ``ends`` are those around the table."""

    def draw(paper: Paper, cells: Sequence[Cell]) -> None:
        across, down = _edges(cells)
        for y, spans in across.items() if level else ():
            if ends or min(across) < y < max(across):
                for begin, end in spans:
                    stroke(paper, begin, y, end, y)
        for x, spans in down.items() if upright else ():
            if sides or min(down) < x < max(down):
                for begin, end in spans:
                    stroke(paper, x, begin, x, end)

    return draw


def _line(width: float = 0.6, gray: float = 0) -> Stroke:
    def stroke(paper: Paper, x0: float, top: float, x1: float, bottom: float) -> None:
        paper.line(x0, top, x1, bottom, gray, width)

    return stroke


def _double(paper: Paper, x0: float, top: float, x1: float, bottom: float) -> None:
    level = top == bottom
    for shift in (-0.8, 0.8):
        dx, dy = (0.0, shift) if level else (shift, 0.0)
        paper.line(x0 + dx, top + dy, x1 + dx, bottom + dy, 0, 0.4)


def _bar(paper: Paper, x0: float, top: float, x1: float, bottom: float) -> None:
    paper.area(x0 - 0.25, top - 0.25, x1 + 0.25, bottom + 0.25, 0)


def _dashed(long: float, gap: float) -> Stroke:
    def stroke(paper: Paper, x0: float, top: float, x1: float, bottom: float) -> None:
        length = math.dist((x0, top), (x1, bottom))
        for number in range(math.ceil(length / (long + gap))):
            begin = number * (long + gap)
            end = min(begin + long, length)
            if top == bottom:
                paper.line(x0 + begin, top, x0 + end, top, 0, 0.4)
            else:
                paper.line(x0, top + begin, x0, top + end, 0, 0.4)

    return stroke


def _boxes(paper: Paper, cells: Sequence[Cell]) -> None:
    """Each cell has a frame of its own."""
    for cell in cells:
        paper.frame(cell.left, cell.top, cell.right, cell.bottom, 0.5)


def _fills(paper: Paper, cells: Sequence[Cell]) -> None:
    """No rule: each cell is a coloured area, with a little white between them."""
    for cell in cells:
        gray = 0.7 if cell.is_head else 0.92 if cell.row % 2 else 0.86
        paper.area(cell.left + 0.4, cell.top + 0.4, cell.right - 0.4, cell.bottom - 0.4, gray)


def _zebra(paper: Paper, cells: Sequence[Cell]) -> None:
    """Every second row is coloured from end to end."""
    left, right = min(c.left for c in cells), max(c.right for c in cells)
    for cell in cells:
        if cell.left == left and (cell.is_head or cell.row % 2):
            paper.area(left, cell.top, right, cell.bottom, 0.75 if cell.is_head else 0.92)


def _zebra_ruled(paper: Paper, cells: Sequence[Cell]) -> None:
    """Colours part the rows, rules the columns."""
    _zebra(paper, cells)
    _ruled(_line(0.4, 0.5), level=False)(paper, cells)


def _white(paper: Paper, cells: Sequence[Cell]) -> None:
    """White rules on colour."""
    left, right = min(c.left for c in cells), max(c.right for c in cells)
    top, bottom = min(c.top for c in cells), max(c.bottom for c in cells)
    paper.area(left, top, right, bottom, 0.85)
    for cell in cells:
        if cell.is_head:
            paper.area(cell.left, cell.top, cell.right, cell.bottom, 0.7)
    _ruled(_line(1.2, 1))(paper, cells)


def _thick_frame(paper: Paper, cells: Sequence[Cell]) -> None:
    """Grey rules inside, a thick frame around, a thick rule under the header."""
    _ruled(_line(0.3, 0.6))(paper, cells)
    left, right = min(c.left for c in cells), max(c.right for c in cells)
    top, bottom = min(c.top for c in cells), max(c.bottom for c in cells)
    paper.frame(left, top, right, bottom, 1.8)
    heads = [cell.bottom for cell in cells if cell.is_head]
    if heads:
        paper.line(left, max(heads), right, max(heads), 0, 1.5)


def _none(paper: Paper, cells: Sequence[Cell]) -> None:
    """Nothing: only gaps part the columns."""


def _phantom_lines(paper: Paper, cells: Sequence[Cell]) -> None:
    """White lines on white, and transparent ones."""
    left, right = min(c.left for c in cells), max(c.right for c in cells)
    for cell in cells[::3]:
        middle = (cell.top + cell.bottom) / 2
        paper.line(cell.left, middle, cell.right, middle, gray=1, width=0.5)
    for cell in cells[::7]:
        middle = (cell.top + cell.bottom) / 2
        with paper.unseen():
            paper.line(left, middle + 1, right, middle + 1)
            paper.line(cell.left + 5, cell.top, cell.left + 5, cell.bottom)


def _phantom_cuts(paper: Paper, cells: Sequence[Cell]) -> None:
    """Lines that lie outside of what may be painted."""
    left, right = min(c.left for c in cells), max(c.right for c in cells)
    for cell in cells[::11]:
        middle = (cell.top + cell.bottom) / 2
        with paper.within(0, 0, 1, 1):
            paper.line(left, middle - 1, right, middle - 1)


def _phantom_texts(paper: Paper, cells: Sequence[Cell]) -> None:
    """Text that isn't painted."""
    for cell in cells[::5]:
        paper.text(cell.left + 1, cell.top + 1, "見えない文字999", 6, mode=3)


PHANTOMS = {"lines": _phantom_lines, "cuts": _phantom_cuts, "texts": _phantom_texts}

RULES: dict[str, Callable[[Paper, Sequence[Cell]], None]] = {
    "lines": _ruled(_line()),
    "hairlines": _ruled(_line(0)),
    "gray": _ruled(_line(0.4, 0.6)),
    "double": _ruled(_double),
    "bars": _ruled(_bar),
    "dashes": _ruled(_dashed(2.4, 1.6)),
    "dots": _ruled(_dashed(0.5, 1.5)),
    "open sides": _ruled(_line(), sides=False),
    "open ends": _ruled(_line(), ends=False),
    "open": _ruled(_line(), sides=False, ends=False),
    "across": _ruled(_line(), upright=False),
    "down": _ruled(_line(), level=False),
    "boxes": _boxes,
    "fills": _fills,
    "zebra": _zebra,
    "zebra ruled": _zebra_ruled,
    "white": _white,
    "thick frame": _thick_frame,
    "none": _none,
}
