"""HTML tables to grids; also for HTML that a publisher named .xls."""

from __future__ import annotations

from lxml import etree, html

from pipelines.errors import Unreadable
from pipelines.extract.grid import MAX_CELLS, MAX_COLUMNS, Grid, Merge, too_large

_MAX_SPAN = 1000  # what browsers allow for colspan; a larger one is a slip or an attack


def grids(text: str) -> list[Grid]:
    """One grid a table that holds no other table, in order; spans become merged ranges.

    Text is as shown: runs of white space in the source become one space, ``br`` a line break.
    """
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        root = html.document_fromstring(text.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        message = f"expected an HTML page, found: {error}: ask the publisher, or fetch it again"
        raise Unreadable("damaged", message) from error
    return [_grid(table) for table in root.iter("table") if table.find(".//table") is None]


def _grid(table: html.HtmlElement) -> Grid:
    cells: dict[tuple[int, int], str] = {}
    taken: set[tuple[int, int]] = set()
    merges: list[Merge] = []
    width = 0
    lines = list(table.iter("tr"))
    for row, line in enumerate(lines):
        column = 0
        for cell in line.iterchildren("td", "th"):
            while (row, column) in taken:
                column += 1
            down = min(_span(cell, "rowspan"), len(lines) - row)
            right = _span(cell, "colspan")
            if len(taken) + down * right > MAX_CELLS or column > MAX_COLUMNS:
                raise too_large("a table")
            cells[row, column] = _text(cell)
            taken.update((row + y, column + x) for y in range(down) for x in range(right))
            if down * right > 1:
                merges.append(((row, column), (row + down - 1, column + right - 1)))
            column += right
            width = max(width, column)
    if width * len(lines) > MAX_CELLS:
        raise too_large("a table")
    rows = [[cells.get((row, column), "") for column in range(width)] for row in range(len(lines))]
    return Grid(None, rows, tuple(merges))


def _span(cell: html.HtmlElement, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return max(1, min(int(value[:9]), _MAX_SPAN)) if value.isascii() and value.isdigit() else 1


def _text(cell: html.HtmlElement) -> str:
    parts: list[str] = []
    for element in cell.iter():
        if element.tag == "br":
            parts.append("\n")
        elif isinstance(element.tag, str) and element.tag not in ("script", "style"):
            parts.append(_shown(element.text))
        if element is not cell:
            parts.append(_shown(element.tail))
    return "".join(parts).strip(" \n\t\r")


def _shown(text: str | None) -> str:
    """Text as a browser shows it: ASCII white space runs as one space, 　 kept."""
    if not text:
        return ""
    words = [word for word in text.replace("\r", " ").replace("\n", " ").split(" ") if word]
    shown = " ".join(words)
    if words and text[0] in " \r\n":
        shown = " " + shown
    return shown + " " if words and text[-1] in " \r\n" else shown
