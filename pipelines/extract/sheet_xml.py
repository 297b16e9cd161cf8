"""Excel's XML spreadsheet of 2003 and its web page in one file (.mht), both called .xls."""

from __future__ import annotations

import email
import email.policy

from lxml import etree
from lxml.etree import _Element as Element

from pipelines.errors import Unreadable
from pipelines.extract.grid import MAX_CELLS, MAX_COLUMNS, Grid, Merge, too_large
from pipelines.extract.hidden import Hidden, without_hidden

_SPACE = "{urn:schemas-microsoft-com:office:spreadsheet}"


def grids(body: bytes) -> list[Grid]:
    """One grid a worksheet of an XML spreadsheet. Unreadable if it is damaged or too large.

    A date is ISO text, without its time where that is midnight.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise _damaged(str(error)) from error
    return [_grid(sheet) for sheet in root.iter(f"{_SPACE}Worksheet")]


def pages(body: bytes) -> list[tuple[bytes, str | None]]:
    """The pages in a web archive, each with the encoding that it declares."""
    message = email.message_from_bytes(body, policy=email.policy.compat32)
    found: list[tuple[bytes, str | None]] = []
    for part in message.walk():
        content = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(content, bytes):
            found.append((content, part.get_content_charset()))
    return found


def _grid(sheet: Element) -> Grid:
    rows: list[list[str]] = []
    merges: list[Merge] = []
    hidden = Hidden()
    width = 0
    for line in sheet.iter(f"{_SPACE}Row"):
        number = _index(line, len(rows))
        if max(number, 1) * max(width, 1) > MAX_CELLS:
            raise too_large("a sheet")
        rows.extend([] for _ in range(number - len(rows)))
        row: list[str] = []
        for cell in line.iter(f"{_SPACE}Cell"):
            column = _index(cell, len(row))
            if column > MAX_COLUMNS:
                raise too_large("a sheet")
            row.extend([""] * (column - len(row)))
            row.append(_text(cell))
            right, down = _number(cell, "MergeAcross"), _number(cell, "MergeDown")
            if right or down:
                merges.append(((number, column), (number + down, column + right)))
                row.extend([""] * min(right, MAX_COLUMNS))
        if line.get(f"{_SPACE}Hidden") == "1":
            hidden.rows.add(number)
        width = max(width, len(row))
        rows.append(row)
    if width * len(rows) > MAX_CELLS:
        raise too_large("a sheet")
    for row in rows:
        row.extend([""] * (width - len(row)))
    last = len(rows) - 1, width - 1
    bounded = tuple((first, (min(y, last[0]), min(x, last[1]))) for first, (y, x) in merges)
    return without_hidden(Grid(sheet.get(f"{_SPACE}Name"), rows, bounded), hidden)


def _index(element: Element, following: int) -> int:
    """The place of a row or cell from 0: what it says, else after the one before."""
    return max(following, _number(element, "Index") - 1)


def _number(element: Element, name: str) -> int:
    value = element.get(f"{_SPACE}{name}") or ""
    return int(value[:7]) if value.isascii() and value.isdigit() else 0


def _text(cell: Element) -> str:
    data = cell.find(f"{_SPACE}Data")
    if data is None:
        return ""
    text = "".join(str(piece) for piece in data.itertext()).replace("\r", "\n")
    if data.get(f"{_SPACE}Type") == "DateTime":
        day, _, moment = text.partition("T")
        return day if moment.startswith("00:00:00") else text.removesuffix(".000")
    return text


def _damaged(found: str) -> Unreadable:
    return Unreadable(
        "damaged",
        f"expected a whole XML spreadsheet, found: {found}: ask the publisher, or fetch it again",
    )
