"""Lines of prose to a grid a notice: its lines as rows, and the facts that they print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelines.extract.grid import Grid
from pipelines.extract.header import TITLES
from pipelines.extract.line import Line
from pipelines.extract.prose.head import head_of
from pipelines.extract.prose.outline import counted, outline
from pipelines.extract.prose.said import Said, said_in
from pipelines.extract.prose.words import prose_words
from pipelines.lookups import fold
from pipelines.records import Box, Fact

_ABOVE = 4
"""Lines above the heading of a second notice that may hold its number and name."""


def grids(lines: Sequence[Line], title: str = "") -> list[Grid]:
    """A grid for each notice in the lines of a document, or of a part between two tables.

    Each has one column, a line a row, and ``facts`` where the lines say something of a purchase.
    ``title`` is that of the document.
    """
    return [_grid(part, title) for part in _notices(lines) if part]


def _notices(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """The lines of each notice: a new one begins with a heading, once the last one has items."""
    start, has_items = 0, False
    for at, line in enumerate(lines):
        if has_items and _is_heading(line):
            yield lines[start:at]
            start, has_items = at, False
        elif counted(line)[0]:
            has_items = True
    yield lines[start:]


def _is_heading(line: Line) -> bool:
    return bool(prose_words().heading.fullmatch(fold(line.text)))


def _grid(lines: Sequence[Line], title: str) -> Grid:
    root = outline(lines)
    rows = {id(line): number for number, line in enumerate(lines)}
    said = said_in(root)
    is_named = any(one.meaning in TITLES for one in said)
    head = head_of(root.lines)
    said = [one for one in head if not is_named or one.meaning not in TITLES] + said
    return Grid(
        None,
        [[line.text] for line in lines],
        boxes={(number, 0): line.box for number, line in enumerate(lines) if line.box},
        facts=tuple(_fact(one, rows[id(one.line)]) for one in said),
        begins=any(_is_heading(line) for line in root.lines),
        before=tuple(line.text for line in root.lines if _is_heading(line)),
        page=title,
    )


def _fact(said: Said, row: int) -> Fact:
    label = "\n".join((*said.groups, said.label)) if said.label else ""
    return Fact(label, said.text, row, 0, _around(said.lines), said.meaning)


def _around(lines: Sequence[Line]) -> Box | None:
    """The box around lines that stand on the page of the first."""
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
    )
