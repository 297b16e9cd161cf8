"""What the reader of workbooks leaves unsaid of an .ods: merged ranges, hidden rows and columns."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from typing import IO

from lxml import etree
from lxml.etree import _Element as Element

from pipelines.extract.formats import ZIP_ERRORS
from pipelines.extract.grid import Merge
from pipelines.extract.hidden import Hidden

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_ROW, _COLUMN = f"{_TABLE}table-row", f"{_TABLE}table-column"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_HIDDEN = ("collapse", "filter")
_MOST = 20_000  # repeated rows that are hidden one by one: the empty rest of a sheet has a million


@dataclass(slots=True)
class Shape:
    """The merged ranges and the hidden lines of one sheet."""

    merges: list[Merge] = field(default_factory=list)
    hidden: Hidden = field(default_factory=Hidden)


def shapes(body: bytes) -> dict[str, Shape]:
    """The shape of every sheet of an .ods by its name; none of another kind or a damaged one."""
    found: dict[str, Shape] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            if "content.xml" in archive.NameToInfo:
                with archive.open("content.xml") as stream:
                    _read(stream, found)
    except (*ZIP_ERRORS, etree.XMLSyntaxError):
        return {}
    return found


def _read(stream: IO[bytes], found: dict[str, Shape]) -> None:
    shape, row, column = Shape(), 0, 0
    tags = (f"{_TABLE}table", _ROW, _COLUMN)
    events = etree.iterparse(
        stream, ("start", "end"), tag=tags, resolve_entities=False, no_network=True
    )
    for event, element in events:
        if element.tag == f"{_TABLE}table":
            if event == "start":
                shape, row, column = Shape(), 0, 0
                found[element.get(f"{_TABLE}name") or ""] = shape
        elif event == "end" and element.tag == _COLUMN:
            last = column + _number(element, "number-columns-repeated") - 1
            if element.get(f"{_TABLE}visibility") in _HIDDEN:
                shape.hidden.columns.append((column, last))
            column = last + 1
        elif event == "end":
            repeated = _number(element, "number-rows-repeated")
            if element.get(f"{_TABLE}visibility") in _HIDDEN:
                shape.hidden.rows.update(range(row, row + min(repeated, _MOST)))
            _spans(element, row, shape.merges)
            row += repeated
            element.clear()


def _spans(line: Element, row: int, merges: list[Merge]) -> None:
    """Add the merged ranges that begin in a row."""
    column = 0
    for cell in line.iterchildren(*_CELLS):
        down, right = _number(cell, "number-rows-spanned"), _number(cell, "number-columns-spanned")
        if down * right > 1:
            merges.append(((row, column), (row + down - 1, column + right - 1)))
        column += _number(cell, "number-columns-repeated")


def _number(element: Element, name: str) -> int:
    """A count of an element, 1 where it says none."""
    value = element.get(f"{_TABLE}{name}") or ""
    return max(1, int(value[:7])) if value.isascii() and value.isdigit() else 1
