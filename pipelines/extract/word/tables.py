"""Tables of a Word file: their cells as shown, spans as merged ranges."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from lxml.etree import _Element as Element

from pipelines.extract.grid import MAX_CELLS, MAX_COLUMNS, Grid, Merge, too_large
from pipelines.extract.html_cells import Cells
from pipelines.extract.nested import split
from pipelines.extract.word.package import W, is_on, number, value

# What may stand around rows, cells and paragraphs without being one itself.
WRAPS = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
)
_LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell in its row: the column in which it begins, and how many it covers.

    ``is_under``: it goes on from the cell above it.
    """

    element: Element
    column: int
    wide: int
    is_under: bool


@dataclass(frozen=True, slots=True)
class Content:
    """What a cell shows; ``table`` are the cells of the only table in it, where it is all."""

    text: str
    links: tuple[str, ...] = ()
    table: Cells | None = None


Reader = Callable[[Element], Content]


def only_cell(table: Element) -> Element | None:
    """The one cell of a table that is but a frame around text; None for any other table."""
    rows = list(rows_of(table))
    cells = [cell for row in rows for cell in cells_of(row)]
    return cells[0].element if len(rows) == 1 and len(cells) == 1 else None


def rows_of(table: Element) -> Iterator[Element]:
    """The rows of a table, those of tables in it left out."""
    return _under(table, f"{W}tr")


def cells_of(row: Element) -> list[Cell]:
    """The cells of a row, each with its place. Unreadable if there are too many columns."""
    found: list[Cell] = []
    column = number(row.find(f"{W}trPr/{W}gridBefore")) or 0
    for cell in _under(row, f"{W}tc"):
        shape = cell.find(f"{W}tcPr")
        wide, under = 1, None
        if shape is not None:
            wide = max(number(shape.find(f"{W}gridSpan")) or 1, 1)
            under = shape.find(f"{W}vMerge")
        is_under = under is not None and value(under) != "restart"
        if shape is not None and value(shape.find(f"{W}hMerge")) == "continue" and found:
            before = found.pop()
            found.append(Cell(before.element, before.column, before.wide + wide, before.is_under))
        else:
            found.append(Cell(cell, column, wide, is_under))
        column += wide
        if column > MAX_COLUMNS:
            raise too_large("a table")
    return found


def is_left_out(row: Element) -> bool:
    """Whether a row was deleted by a tracked change."""
    return row.find(f"{W}trPr/{W}del") is not None


def is_hidden(row: Element) -> bool:
    """Whether a row isn't shown."""
    return is_on(row.find(f"{W}trPr/{W}hidden"))


def cells_in(rows: Iterable[Element], read: Reader) -> Cells:
    """The cells of some rows of a table, with those of tables in its cells."""
    made, tables = Cells(), dict[tuple[int, int], Cells]()
    above: dict[int, tuple[int, int]] = {}  # by column: width and first row of the cell there
    ends: dict[tuple[int, int], tuple[int, int]] = {}
    for place, row in enumerate(rows):
        current: dict[int, tuple[int, int]] = {}
        made.rows.append([])
        made.starts.append([])
        is_head = is_on(row.find(f"{W}trPr/{W}tblHeader"))
        for cell in cells_of(row):
            column, texts = cell.column, made.rows[-1]
            texts += [""] * (column + cell.wide - len(texts))
            wide, top = above.get(column, (0, place))
            if not cell.is_under or wide != cell.wide:
                top = place
                content = read(cell.element)
                texts[column] = content.text
                made.starts[-1].append(column)
                if content.links:
                    made.links[place, column] = content.links
                if content.table is not None:
                    tables[place, column] = content.table
                if is_head:
                    made.heads.add((place, column))
            current[column] = cell.wide, top
            ends[top, column] = place, column + cell.wide - 1
        above = current
    made.merges = [(first, last) for first, last in ends.items() if first != last]
    _level(made)
    return _with_inner(made, tables)


def grid_of(cells: Cells) -> Grid:
    """The grid of a table's cells."""
    merges: tuple[Merge, ...] = tuple(sorted(cells.merges))
    heads = frozenset(cells.heads)
    return Grid(None, cells.rows, merges, links=cells.links, heads=heads)


def _level(made: Cells) -> None:
    """Rows all as long."""
    width = max(map(len, made.rows), default=0)
    if width * len(made.rows) > MAX_CELLS:
        raise too_large("a table")
    for row in made.rows:
        row += [""] * (width - len(row))


def _with_inner(made: Cells, tables: dict[tuple[int, int], Cells]) -> Cells:
    """With the tables that stand beside a label as rows and columns of this one.

    The text of any other table stays in its cell, a line a row.
    """
    inner: dict[tuple[int, int], Cells] = {}
    for (row, column), table in tables.items():
        left = max((start for start in made.starts[row] if start < column), default=None)
        label = "" if left is None else made.rows[row][left].strip()
        if left is not None and (row, left) not in tables and 0 < len(label) <= _LONGEST_LABEL:
            inner[row, column] = table
    return split(made, inner) if inner else made


def _under(element: Element, tag: str) -> Iterator[Element]:
    """The elements of a kind in another one, through what may stand around them."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in WRAPS:
            yield from _under(child, tag)
