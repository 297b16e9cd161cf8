"""The text of the cells of a table: pieces of text put into the cells in which they begin."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable
from operator import attrgetter

from pipelines.extract.grid import Grid, Merge
from pipelines.extract.line import GAP
from pipelines.extract.pdf.lattice import Table
from pipelines.extract.pdf.letters import Letters, Piece
from pipelines.records import Box

_WIDE = 0.8
"""A gap of this share of the letters' height parts words as people see it; below it is a space."""
_SPACE = 0.12
_REACH = 1.3
"""Letters: a line that ends as near as this to the edge of its cell goes on in the next."""


def grid_of(table: Table, pieces: Iterable[Piece], letters: Letters, page: int) -> Grid:
    """A table with the texts of its cells; of a merged cell the first part has the text."""
    held = _held(table, pieces, letters)
    width = table.width
    rows = [[""] * width for _ in range(table.height)]
    boxes, full = {}, set()
    for part, corners in cell_corners(table).items():
        row, column = divmod(part, width)
        boxes[row, column] = Box(page, *corners)
        if part in held:
            rows[row][column] = text_of(held[part], corners[0], corners[2])
            last = max(held[part], key=lambda piece: (round(piece.middle), piece.right))
            if corners[2] - last.right <= _REACH * last.size:
                full.add((row, column))
    return Grid(None, rows, _merges(table), boxes=boxes, full=frozenset(full))


def cell_corners(table: Table) -> dict[int, tuple[float, float, float, float]]:
    """The place of each cell on the page, by the part that begins it."""
    ends: dict[int, tuple[int, int]] = {}
    for part, owner in enumerate(table.owners):
        row, column = divmod(part, table.width)
        last = ends.get(owner, (row, column))
        ends[owner] = max(last[0], row), max(last[1], column)
    return {
        owner: (
            table.xs[owner % table.width],
            table.ys[owner // table.width],
            table.xs[column + 1],
            table.ys[row + 1],
        )
        for owner, (row, column) in ends.items()
    }


def _merges(table: Table) -> tuple[Merge, ...]:
    ends: dict[int, tuple[int, int]] = {}
    for part, owner in enumerate(table.owners):
        if part != owner:
            row, column = divmod(part, table.width)
            last = ends.get(owner, (0, 0))
            ends[owner] = max(last[0], row), max(last[1], column)
    return tuple((divmod(owner, table.width), end) for owner, end in sorted(ends.items()))


def _held(table: Table, pieces: Iterable[Piece], letters: Letters) -> dict[int, list[Piece]]:
    """The pieces of each cell, by the part that begins it."""
    held: dict[int, list[Piece]] = {}
    x0, y0, x1, y1 = table.corners
    xs, ys, owners, width = table.xs, table.ys, table.owners, table.width
    for piece in pieces:
        middle = (piece[1] + piece[3]) / 2
        if not (y0 <= middle < y1) or piece[2] <= x0 or piece[0] >= x1:
            continue
        row = (bisect_right(ys, middle) - 1) * width
        first = min(max(bisect_right(xs, piece[0] + 0.5) - 1, 0), width - 1)
        last = min(bisect_right(xs, piece[2] - 0.5) - 1, width - 1)
        if owners[row + first] == owners[row + last]:
            held.setdefault(owners[row + first], []).append(piece)
            continue
        for part in _parted(piece, xs, [owners[row + c] for c in range(width)], letters):
            column = min(max(bisect_right(xs, _anchor(part, xs)) - 1, 0), width - 1)
            held.setdefault(owners[row + column], []).append(part)
    return held


def _anchor(piece: Piece, xs: tuple[float, ...]) -> float:
    """Where a text that runs over its cell belongs: it keeps the edge that it is aligned to.

    One that begins right behind a rule runs over to the right, one that ends right before a rule
    to the left; another one stands about the middle of its cell.
    """
    column = bisect_right(xs, piece.left + 0.5) - 1
    if column >= 0 and piece.left - xs[column] <= piece.size:
        return piece.left + 0.5
    column = bisect_right(xs, piece.right - 0.5)
    if column < len(xs) and xs[column] - piece.right <= piece.size:
        return piece.right - 0.5
    return (piece.left + piece.right) / 2


def _parted(
    piece: Piece, xs: tuple[float, ...], owners: list[int], letters: Letters
) -> list[Piece]:
    """A piece that runs over a rule, cut where two cells' texts only stand close together.

    A text too long for its cell prints over the rule, in even steps: it stays one. Where a gap
    lies on the rule, wider than those between the letters, two texts meet; so they do where the
    file writes a new text in another cell, one of two that touch.
    """
    boxes = letters.boxes(piece.first, piece.end)
    gaps = [boxes[at][0] - boxes[at - 1][2] for at in range(1, len(boxes))]
    usual = sorted(gaps)[len(gaps) // 2] if gaps else 0.0
    cuts = []
    for at, gap in enumerate(gaps, start=1):
        left, right = boxes[at - 1][2], boxes[at][0]
        column = bisect_right(xs, (left + right) / 2 + 0.5) - 1
        for place in (column, column + 1):
            is_rule = 0 < place < len(xs) - 1 and owners[place - 1] != owners[place]
            if is_rule and left - 0.6 <= xs[place] <= right + 0.6 and gap >= usual + 0.8:
                cuts.append(at)
                break
    if not cuts:
        objects = itertools.pairwise(letters.objects(piece.first, piece.end))
        written = [at for at, (before, one) in enumerate(objects, start=1) if one != before]
        column = bisect_right(xs, piece.left + 0.5)
        is_other = len(written) == 1 and bisect_right(xs, boxes[written[0]][0] + 0.5) != column
        cuts = written if is_other else []
    parts, start = [], 0
    for cut in [*cuts, len(boxes)]:
        some = boxes[start:cut]
        parts.append(
            Piece(
                some[0][0], min(b[1] for b in some), some[-1][2], max(b[3] for b in some),
                piece.text[start:cut], piece.first + start, piece.first + cut,
            )
        )  # fmt: skip
        start = cut
    return parts


def text_of(pieces: list[Piece], left: float, right: float) -> str:
    """The text of a cell between two edges: its lines, joined where they only ran out of room."""
    lines = lines_in(pieces)
    if len(lines) > 1 and all(len(line) == 1 and len(line[0].text) == 1 for line in lines):
        # Letters below each other: the file writes them as they are read, even if they are turned.
        return "".join(piece.text for piece in pieces)
    texts = [joined(line) for line in lines]
    whole = texts[0]
    for at in range(1, len(lines)):
        before, _line = lines[at - 1], lines[at]
        is_full = right - before[-1].right <= _REACH * before[-1].size
        whole += texts[at] if is_full and _goes_on(texts[at - 1], texts[at]) else "\n" + texts[at]
    return whole


def _goes_on(text: str, following: str) -> bool:
    """Whether a line that fills its cell goes on in the next: not where both are whole numbers."""
    if not (text[-1].isdigit() and following[0].isdigit()):
        return True
    tail, head = text.rsplit(",", 1)[-1], following.split(",", 1)[0]
    if "," not in text and "," not in following:
        return True
    return len(tail) < 3 and len(tail) + len(_digits(head)) == 3


def _digits(text: str) -> str:
    return text[: next((at for at, sign in enumerate(text) if not sign.isdigit()), len(text))]


def lines_in(pieces: list[Piece]) -> list[list[Piece]]:
    """Pieces in lines from top to bottom, each from left to right."""
    if len(pieces) == 1:
        return [pieces]
    ordered = sorted(pieces, key=attrgetter("middle"))
    lines: list[list[Piece]] = []
    middle = size = 0.0
    for piece in ordered:
        at, high = piece.middle, piece[3] - piece[1]
        if lines and at - middle <= 0.45 * max(size, high):
            lines[-1].append(piece)
            # The line's middle is that of its highest letters: small print beside doesn't drift.
            if high > size:
                middle, size = at, high
        else:
            lines.append([piece])
            middle, size = at, high
    for line in lines:
        line.sort()
    return lines


def joined(line: list[Piece]) -> str:
    """The pieces of a line as text: narrow gaps as a space, wide ones as a full-width one."""
    text = line[0].text
    for before, piece in itertools.pairwise(line):
        gap = (piece.left - before.right) / max(min(piece.size, before.size), 1.0)
        text += (GAP if gap >= _WIDE else " " if gap >= _SPACE else "") + piece.text
    return text
