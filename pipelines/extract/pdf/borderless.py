"""Tables without rules: columns by what their header prints and by the gaps of all pages together.

Only a line of known labels begins one. A column ends where nothing is printed in its table, on
none of its pages; where two labels have no such gap between them, the table is left as lines.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipelines.extract.grid import Grid, Merge
from pipelines.extract.pdf.cells import text_of
from pipelines.extract.pdf.heads import CLOSE, Head, Label, box_of, head_at
from pipelines.extract.pdf.letters import Piece
from pipelines.extract.pdf.printed import Printed, Text
from pipelines.records import Issue

_FAR = 6.0
"""Line heights without text after which a table has ended."""

_NARROWEST = 1.5
_STEP = 0.5
_NOTES = ("※", "＊", "*", "注", "(注", "（注", "備考", "【")
_MOST_LINES = 20_000


@dataclass(slots=True)
class _Body:
    """A table in the making: its header, and its lines on all pages.

    ``places`` are the page (in the list) and the part at which its lines stand.
    """

    head: Head
    places: list[tuple[int, int]]
    lines: list[Text] = field(default_factory=list)


def with_borderless(pages: list[Printed]) -> list[Issue]:
    """Put a grid in the place of each table without rules; what can't be parted is an issue."""
    issues: list[Issue] = []
    for body in _bodies(pages):
        edges = _edges(body)
        first = body.head.first.line
        if edges is None:
            label = f"p{first.box.page}" if first.box else None
            issues.append(Issue(code="columnsUnclear", label=label, text=first.text))
            continue
        grid = _grid(body, edges, [page.breaks for page in pages], pages)
        for number, (page, at) in enumerate(body.places):
            pages[page].parts[at] = grid if number == 0 else None
    for printed in pages:
        printed.parts = [part for part in printed.parts if part is not None]
    return issues


def _bodies(pages: list[Printed]) -> Iterator[_Body]:
    """The tables without rules of all pages; one goes on under the same header, or none."""
    body: _Body | None = None
    for number, page in enumerate(pages):
        at = 0
        while at < len(page.parts):
            part, head = page.parts[at], head_at(page.parts, at)
            if head and body and _is_same(body.head, head):
                body.places += [(number, at + below) for below in range(head.lines)]
            elif head or not isinstance(part, Text) or (body and _ends(body, part, page)):
                if body:
                    yield body
                places = [(number, at + below) for below in range(head.lines)] if head else []
                body = _Body(head, places) if head else None
            elif body:
                body.lines.append(part)
                body.places.append((number, at))
            at += head.lines if head else 1
    if body:
        yield body


def _is_same(head: Head, other: Head) -> bool:
    """Whether a header is printed again: the same words at the same places."""
    return [label.text for label in head.labels] == [label.text for label in other.labels] and all(
        abs(one.left - two.left) <= 4 for one, two in zip(head.labels, other.labels, strict=True)
    )


def _ends(body: _Body, text: Text, page: Printed) -> bool:
    """Whether a line is none of the table's: a note, a text across its columns, one far below."""
    line = text.line.text
    if len(body.lines) >= _MOST_LINES or line.startswith(_NOTES) or line.endswith("。"):
        return True
    last = body.lines[-1] if body.lines else body.head.first
    is_below = last.page == text.page
    if is_below and text.middle - last.middle > _FAR * max(last.line.size, text.line.size):
        return True
    crossed = sum(
        1
        for label in body.head.columns
        if len(text.pieces) == 1 and text.pieces[0].left < label.centre < text.pieces[0].right
    )
    return crossed >= 3


def _edges(body: _Body) -> list[float] | None:
    """Where the columns end: in the widest gap of all lines between two labels' centres.

    A line in thirty may print over it: a name too long for its column.
    """
    columns = body.head.columns
    spans = [(piece.left, piece.right) for text in body.lines for piece in text.pieces]
    spans += [(label.left, label.right) for label in columns]
    left = min(start for start, _ in spans)
    count = int((max(end for _, end in spans) - left) / _STEP) + 2
    changes = [0] * (count + 1)
    for start, end in spans:
        changes[int((start - left) / _STEP)] += 1
        changes[int((end - left) / _STEP) + 1] -= 1
    printed, total = [], 0
    for change in changes:
        total += change
        printed.append(total)
    most = len(body.lines) // 30
    edges: list[float] = []
    for one, other in itertools.pairwise(columns):
        gap = _widest(
            printed, int((one.centre - left) / _STEP), int((other.centre - left) / _STEP), most
        )
        if gap is None:
            return None
        edges.append(left + (gap[0] + gap[1]) / 2 * _STEP)
    return edges


def _widest(printed: list[int], start: int, end: int, most: int) -> tuple[int, int] | None:
    """The widest stretch in which at most some lines print."""
    for allowed in dict.fromkeys((0, most)):
        best: tuple[int, int] | None = None
        begin: int | None = None
        for at in range(start, end + 1):
            if printed[at] <= allowed and at < end:
                begin = at if begin is None else begin
            elif begin is not None:
                if best is None or at - begin > best[1] - best[0]:
                    best = begin, at
                begin = None
        if best and (best[1] - best[0]) * _STEP >= _NARROWEST:
            return best
    return None


def _grid(body: _Body, edges: list[float], breaks: list[list[float]], pages: list[Printed]) -> Grid:
    """The table: its header's lines, then its rows."""
    width = len(edges) + 1
    numbers = {page.page: place for place, page in enumerate(pages)}
    rows: list[list[list[Piece]]] = []
    on: list[int] = []
    for group in _rows(body, edges, {p: breaks[place] for p, place in numbers.items()}):
        cells: list[list[Piece]] = [[] for _ in range(width)]
        for text in group:
            for piece in text.pieces:
                cells[_column(piece, edges)].append(piece)
        rows.append(cells)
        on.append(group[0].page)
    head, merges = _head(body, edges)
    pieces = [piece for text in body.lines for piece in text.pieces]
    bounds = [min([label.left for label in body.head.labels] + [p.left for p in pieces]), *edges]
    bounds.append(max([label.right for label in body.head.labels] + [p.right for p in pieces]))
    texts = [list(row) for row in head]
    boxes = {
        (label.level, _column_at(label.centre, edges)): label.box for label in body.head.columns
    }
    boxes |= {(0, _column_at(label.left, edges)): label.box for label in body.head.groups}
    for place, (cells, page) in enumerate(zip(rows, on, strict=True), start=len(head)):
        texts.append(
            [
                text_of(cell, bounds[column], bounds[column + 1]) if cell else ""
                for column, cell in enumerate(cells)
            ]
        )
        for column, cell in enumerate(cells):
            if cell:
                boxes[place, column] = box_of(cell, page)
    return Grid(None, texts, merges, boxes=boxes)


def _head(body: _Body, edges: list[float]) -> tuple[list[list[str]], tuple[Merge, ...]]:
    """The rows of the header; a label over several columns is merged over them."""
    width, depth = len(edges) + 1, body.head.depth
    rows = [[""] * width for _ in range(depth)]
    merges: list[Merge] = []
    for label in body.head.columns:
        column = _column_at(label.centre, edges)
        rows[label.level][column] = label.text
        if label.level == 0 and depth > 1:
            merges.append(((0, column), (depth - 1, column)))
    for label in body.head.groups:
        covered = [column for column in range(width) if _covers(label, column, edges)]
        first = covered[0] if covered else _column_at(label.left, edges)
        rows[0][first] = label.text
        if len(covered) > 1:
            merges.append(((0, first), (0, covered[-1])))
    return rows, tuple(merges)


def _covers(label: Label, column: int, edges: list[float]) -> bool:
    """Whether a label stands over a column: it reaches well into it."""
    left = edges[column - 1] if column else float("-inf")
    right = edges[column] if column < len(edges) else float("inf")
    inside = min(label.right, right) - max(label.left, left)
    return inside > 0.25 * min(right - left, label.right - label.left)


def _rows(body: _Body, edges: list[float], breaks: dict[int, list[float]]) -> Iterator[list[Text]]:
    """The lines of each row: a line with little in it goes on with the nearest full one."""
    filled = [len({_column(piece, edges) for piece in text.pieces}) for text in body.lines]
    usual = sorted(filled)[len(filled) // 2] if filled else 0
    is_full = [count >= max(2, (usual + 1) // 2) for count in filled]
    rows: dict[int, list[Text]] = {}
    for at, text in enumerate(body.lines):
        rows.setdefault(_row_of(at, body.lines, is_full, breaks), []).append(text)
    for _, group in sorted(rows.items()):
        yield sorted(group, key=lambda text: text.middle)


def _row_of(at: int, lines: list[Text], is_full: list[bool], breaks: dict[int, list[float]]) -> int:
    """The full line that a line belongs to, by its place in the list: itself, or the nearest."""
    if is_full[at]:
        return at
    text, best, least = lines[at], at, CLOSE * lines[at].line.size * 1.5
    for step in (-1, 1):
        other = at + step
        while 0 <= other < len(lines) and not is_full[other]:
            other += step
        if not 0 <= other < len(lines) or lines[other].page != text.page:
            continue
        if _is_parted(text.middle, lines[other].middle, breaks.get(text.page, [])):
            continue
        distance = abs(lines[other].middle - text.middle)
        if distance < least:
            best, least = other, distance
    return best


def _is_parted(one: float, other: float, breaks: list[float]) -> bool:
    low, high = sorted((one, other))
    return any(low < place < high for place in breaks)


def _column(piece: Piece, edges: list[float]) -> int:
    """The column of a piece: where it begins, if it runs over an edge."""
    centre = _column_at((piece.left + piece.right) / 2, edges)
    return min(centre, _column_at(piece.left + 0.3 * piece.size, edges))


def _column_at(x: float, edges: list[float]) -> int:
    return sum(1 for edge in edges if edge <= x)
