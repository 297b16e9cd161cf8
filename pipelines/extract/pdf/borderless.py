"""Tables without rules: columns by what their header prints and by the gaps of all pages together.

Only a line of known labels begins one. A column ends where nothing is printed in its table, on
none of its pages; where two labels have no such gap between them, the table is left as lines.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipelines.extract.grid import Grid, Merge
from pipelines.extract.labels import meaning_of
from pipelines.extract.pdf.cells import joined, text_of
from pipelines.extract.pdf.letters import Piece
from pipelines.extract.pdf.printed import Printed, Text
from pipelines.records import Box, Issue

_APART = 0.9
"""Pieces of a header further apart than this share of their height are two labels."""

_FEWEST_LABELS, _MOST_LABELS = 3, 200
_FEWEST_KNOWN = 2
_DEEPEST = 6
_NOTE = re.compile(r"[(（【\[][^()（）]{1,14}[)）】\]]|[0-9０-９]回目?")
_CLOSE = 1.7
"""Line heights between two lines of one header, or of one cell."""

_FAR = 6.0
"""Line heights without text after which a table has ended."""

_NARROWEST = 1.5
_STEP = 0.5
_NOTES = ("※", "＊", "*", "注", "(注", "（注", "備考", "【")
_MOST_LINES = 20_000


@dataclass(frozen=True, slots=True)
class _Label:
    """What a header prints between two edges; ``level`` is its row in the header, from 0.

    ``box`` is its place on the page.
    """

    left: float
    right: float
    text: str
    level: int
    box: Box

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


@dataclass(slots=True)
class _Body:
    """A table in the making: its labels, and its lines on all pages.

    ``columns`` are the labels that have a column of their own, from left to right; ``groups`` those
    above some of them. ``places`` are the page (in the list) and the part at which its lines stand.
    """

    first: Text
    columns: list[_Label]
    groups: list[_Label]
    lines: list[Text] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)

    @property
    def labels(self) -> list[_Label]:
        """All of them."""
        return [*self.columns, *self.groups]

    @property
    def depth(self) -> int:
        """The rows of the header."""
        return 1 + max(label.level for label in self.labels)


def with_borderless(pages: list[Printed]) -> list[Issue]:
    """Put a grid in the place of each table without rules; what can't be parted is an issue."""
    issues: list[Issue] = []
    for body in _bodies(pages):
        edges = _edges(body)
        first = body.first.line
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
            part = page.parts[at]
            if not isinstance(part, Text):
                if body:
                    yield body
                body, at = None, at + 1
                continue
            header = _header(page.parts, at)
            if header:
                depth, found = header
                places = [(number, at + below) for below in range(depth)]
                if body and _is_same(body.labels, found.labels):
                    body.places += places
                else:
                    if body:
                        yield body
                    body = found
                    body.places = places
                at += depth
                continue
            if body and not _ends(body, part, page):
                body.lines.append(part)
                body.places.append((number, at))
            elif body:
                yield body
                body = None
            at += 1
    if body:
        yield body


def _header(parts: Sequence[object], at: int) -> tuple[int, _Body] | None:
    """How many lines the header that begins here has, and a table with its labels; None for none.

    Labels may stand on several lines, beside each other half a line apart.
    """
    lines: list[list[_Label]] = []
    texts: list[Text] = []
    known = 0
    for part in parts[at : at + _DEEPEST]:
        if not isinstance(part, Text) or (texts and not _is_close(texts[-1], part)):
            break
        found = _labels(part.pieces, part.page)
        meant = sum(1 for label in found if meaning_of(label.text))
        notes = sum(1 for label in found if _NOTE.fullmatch(label.text))
        if not found or meant * 2 + notes < len(found) or (not texts and not meant):
            break
        texts.append(part)
        lines.append(found)
        known += meant
    body = _Body(texts[0], *_levels(lines)) if texts else None
    if body is None or len(body.columns) < _FEWEST_LABELS or known < _FEWEST_KNOWN:
        return None
    return len(texts), body


def _levels(lines: list[list[_Label]]) -> tuple[list[_Label], list[_Label]]:
    """The labels with a column of their own, and those above several of these.

    Labels one below the other are one: ``予定価格`` over ``（税抜）``.
    """
    columns: list[_Label] = []
    groups: list[_Label] = []
    for stack in _stacks(lines):
        most = max(range(len(stack)), key=lambda line: (len(stack[line]), line))
        above = [label for line in stack[:most] for label in line]
        own = sorted(stack[most], key=lambda label: label.left)
        if len(own) == 1:
            columns.append(_one([label for line in stack for label in line], 0))
            continue
        over = [label for label in above if sum(_overlap(label, o) for o in own) > 1]
        groups += [replace(label, level=0) for label in over]
        rest = [label for line in stack for label in line if label not in over and label not in own]
        for label in own:
            parts = [label, *(other for other in rest if _overlap(label, other))]
            parts.sort(key=lambda part: part.box.top)
            columns.append(_one(parts, 1 if over else 0))
    return sorted(columns, key=lambda label: label.left), groups


def _stacks(lines: list[list[_Label]]) -> list[list[list[_Label]]]:
    """Labels of several lines that stand above each other, line by line."""
    stacks: list[list[list[_Label]]] = []
    for number, line in enumerate(lines):
        for label in line:
            over = [s for s in stacks if any(_overlap(label, o) for some in s for o in some)]
            merged: list[list[_Label]] = [[] for _ in lines]
            for stack in over:
                for into, some in zip(merged, stack, strict=True):
                    into += some
                stacks.remove(stack)
            merged[number].append(label)
            stacks.append(merged)
    return stacks


def _one(labels: Sequence[_Label], level: int) -> _Label:
    """Labels below each other as one."""
    first = labels[0].box
    return _Label(
        min(label.left for label in labels),
        max(label.right for label in labels),
        "\n".join(label.text for label in labels),
        level,
        Box(
            first.page,
            min(label.left for label in labels),
            min(label.box.top for label in labels),
            max(label.right for label in labels),
            max(label.box.bottom for label in labels),
        ),
    )


def _labels(pieces: Sequence[Piece], page: int) -> list[_Label]:
    """What a line of a header prints, label by label; the letters of a label may be spread."""
    groups: list[list[Piece]] = []
    for piece in pieces:
        if groups and piece.left - groups[-1][-1].right < _APART * piece.size:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    if len(groups) > _MOST_LABELS:
        return []
    is_single = [len(group) == 1 and len(group[0].text) == 1 for group in groups]
    found: list[_Label] = []
    at = 0
    while at < len(groups):
        end = at + 1
        while end < len(groups) and is_single[end - 1] and is_single[end]:
            end += 1
        spread = [piece for group in groups[at:end] for piece in group]
        if end - at > 1 and not meaning_of("".join(piece.text for piece in spread)):
            spread, end = groups[at], at + 1
        text = "".join(piece.text for piece in spread) if end - at > 1 else joined(spread)
        found.append(_Label(spread[0].left, spread[-1].right, text, 0, _box(spread, page)))
        at = end
    return found


def _is_close(above: Text, below: Text) -> bool:
    return below.middle - above.middle <= _CLOSE * max(above.line.size, below.line.size)


def _is_same(labels: Sequence[_Label], others: Sequence[_Label]) -> bool:
    """Whether a header is printed again: the same words at the same places."""
    return [label.text for label in labels] == [label.text for label in others] and all(
        abs(one.left - other.left) <= 4 for one, other in zip(labels, others, strict=True)
    )


def _ends(body: _Body, text: Text, page: Printed) -> bool:
    """Whether a line is none of the table's: a note, a text across its columns, one far below."""
    if len(body.lines) >= _MOST_LINES or text.line.text.startswith(_NOTES):
        return True
    last = body.lines[-1] if body.lines else body.first
    is_below = last.page == text.page
    if is_below and text.middle - last.middle > _FAR * max(last.line.size, text.line.size):
        return True
    crossed = sum(
        1
        for label in body.columns
        if len(text.pieces) == 1 and text.pieces[0].left < label.centre < text.pieces[0].right
    )
    return crossed >= 3


def _edges(body: _Body) -> list[float] | None:
    """Where the columns end: in the widest gap of all lines between two labels' centres.

    A line in thirty may print over it: a name too long for its column.
    """
    columns = body.columns
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
    bounds = [min([label.left for label in body.labels] + [p.left for p in pieces]), *edges]
    bounds.append(max([label.right for label in body.labels] + [p.right for p in pieces]))
    texts = [list(row) for row in head]
    boxes = {(label.level, _column_at(label.centre, edges)): label.box for label in body.columns}
    boxes |= {(0, _column_at(label.left, edges)): label.box for label in body.groups}
    for place, (cells, page) in enumerate(zip(rows, on, strict=True), start=len(head)):
        texts.append(
            [
                text_of(cell, bounds[column], bounds[column + 1]) if cell else ""
                for column, cell in enumerate(cells)
            ]
        )
        for column, cell in enumerate(cells):
            if cell:
                boxes[place, column] = _box(cell, page)
    return Grid(None, texts, merges, boxes=boxes)


def _head(body: _Body, edges: list[float]) -> tuple[list[list[str]], tuple[Merge, ...]]:
    """The rows of the header; a label over several columns is merged over them."""
    width, depth = len(edges) + 1, body.depth
    rows = [[""] * width for _ in range(depth)]
    merges: list[Merge] = []
    for label in body.columns:
        column = _column_at(label.centre, edges)
        rows[label.level][column] = label.text
        if label.level == 0 and depth > 1:
            merges.append(((0, column), (depth - 1, column)))
    for label in body.groups:
        covered = [column for column in range(width) if _covers(label, column, edges)]
        first = covered[0] if covered else _column_at(label.left, edges)
        rows[0][first] = label.text
        if len(covered) > 1:
            merges.append(((0, first), (0, covered[-1])))
    return rows, tuple(merges)


def _covers(label: _Label, column: int, edges: list[float]) -> bool:
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
    text, best, least = lines[at], at, _CLOSE * lines[at].line.size * 1.5
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


def _overlap(one: _Label, other: _Label) -> bool:
    return min(one.right, other.right) - max(one.left, other.left) > 1.0


def _box(pieces: Sequence[Piece], page: int) -> Box:
    return Box(
        page,
        min(piece.left for piece in pieces),
        min(piece.top for piece in pieces),
        max(piece.right for piece in pieces),
        max(piece.bottom for piece in pieces),
    )
