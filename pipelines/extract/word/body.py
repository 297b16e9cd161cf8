"""The body of a Word file in order: its paragraphs as lines, its tables as grids."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from pipelines.extract.grid import Grid, too_large
from pipelines.extract.html_cells import Cells
from pipelines.extract.line import GAP, Line
from pipelines.extract.word.numbering import Numbering
from pipelines.extract.word.package import Package, W, value
from pipelines.extract.word.styles import Styles
from pipelines.extract.word.tables import (
    WRAPS,
    Content,
    cells_in,
    grid_of,
    is_hidden,
    is_left_out,
    only_cell,
    rows_of,
)
from pipelines.extract.word.text import Told, text_of
from pipelines.records import Issue

_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_BLANKS = " \t　\xa0"
_GAPS = re.compile(r"[ \t　\xa0]*[\t　][ \t　\xa0]*|[ \xa0]{2,}")
_WIDTHS = {" ": 5.0, "\xa0": 5.0, "　": 10.0, "\t": 40.0}
_TWIPS = 20  # in a point


def parts_of(body: bytes) -> tuple[list[Grid | Line], list[Issue]]:
    """The lines and the tables of a Word file (.docx) in printed order, and what must be said.

    Numbers of lists stand in the text, as printed; headers and footers of pages are left out. A
    line has its indent in characters times ten. Unreadable if the file can't be opened.
    """
    package = Package(body)
    reader = _Reader(package)
    root = package.document()
    try:
        for part in root.iterchildren(f"{W}body"):
            reader.walk(part)
    except RecursionError as error:
        raise too_large("tables in tables, deeper than anybody's,") from error
    return reader.parts, reader.issues()


class _Reader:
    """Reads one file from top to bottom: the numbers of its lists are counted on the way."""

    def __init__(self, package: Package) -> None:
        self.parts: list[Grid | Line] = []
        self._styles = Styles(package.part("styles"))
        self._numbering = Numbering(package.part("numbering"), self._styles)
        self._links = package.links()
        self._told = Told()
        self._carried = ""  # of a paragraph whose end was deleted

    def walk(self, element: Element) -> None:
        """Read what stands in an element: the body, a frame, a text box."""
        for child in element:
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag == f"{W}tbl":
                self._table(child)
            elif child.tag in WRAPS:
                self.walk(child)
            elif child.tag == f"{W}altChunk":
                self._told.objects += 1
            elif isinstance(child.tag, str) and (choice := child.find(_CHOICE)) is not None:
                self.walk(choice)

    def issues(self) -> list[Issue]:
        """What must be said of the file as a whole."""
        told = self._told
        texts = {
            "hiddenText": told.excerpt(told.hidden),
            "trackedChanges": told.excerpt(told.deleted),
            "unknownSign": told.excerpt(list(dict.fromkeys(told.unknown))),
            "embeddedObject": str(told.objects) if told.objects else "",
        }
        return [Issue(code=code, text=text) for code, text in texts.items() if text]

    def _paragraph(self, paragraph: Element) -> None:
        shown, prefix, _, boxes = self._shown(paragraph)
        indent = self._indent(paragraph, prefix[1])
        is_heading = self._styles.is_heading(paragraph)
        texts = shown.split("\n")
        for number, text in enumerate(texts):
            bare = text.strip(_BLANKS)
            if bare:
                start = text[: len(text) - len(text.lstrip(_BLANKS))]
                left = indent[1 if number else 0] + sum(_WIDTHS[sign] for sign in start)
                whole = bare if number else prefix[0] + bare
                line = Line(_GAPS.sub(GAP, whole), indent=left, is_heading=is_heading)
                self.parts.append(line)
        for box in boxes:
            self.walk(box)

    def _shown(
        self, paragraph: Element
    ) -> tuple[str, tuple[str, Element | None], list[str], list[Element]]:
        """The text of a paragraph, its number with the indents of its level, links, text boxes."""
        hidden = len(self._told.hidden)
        text = text_of(paragraph, self._styles, self._told)
        if text.is_joined:
            self._carried += text.shown
            return "", ("", None), [], text.boxes
        shown, self._carried = self._carried + text.shown, ""
        if not shown.strip() and len(self._told.hidden) > hidden:
            return "", ("", None), [], text.boxes
        numbered = self._numbering.next_of(paragraph)
        if numbered is None:
            return shown, ("", None), text.links, text.boxes
        if numbered.unknown:
            self._told.unknown.append(numbered.unknown)
        return shown, (numbered.text, numbered.indent), text.links, text.boxes

    def _indent(self, paragraph: Element, level: Element | None) -> tuple[float, float]:
        """How far from the edge the first line begins, and the others: characters times ten."""
        found = [one for _, one in self._styles.properties(paragraph, "ind")]
        if level is not None:
            is_own = bool(found) and found[0].getparent() is paragraph.find(f"{W}pPr")
            found.insert(1 if is_own else 0, level)
        left = _measure(found, ("leftChars", "startChars"), ("left", "start"))
        first = _measure(found, ("firstLineChars",), ("firstLine",))
        hanging = _measure(found, ("hangingChars",), ("hanging",))
        return left + (-hanging if hanging else first), left

    def _table(self, table: Element) -> None:
        frame = only_cell(table)
        if frame is not None:
            self.walk(frame)
            return
        rows = self._rows(table)
        if rows:
            self.parts.append(grid_of(cells_in(rows, self._cell)))

    def _rows(self, table: Element) -> list[Element]:
        """The rows of a table that are shown."""
        found: list[Element] = []
        for row in rows_of(table):
            texts = self._told.deleted if is_left_out(row) else self._told.hidden
            if is_left_out(row) or is_hidden(row):
                texts.append(" ".join(t.text or "" for t in row.iter(f"{W}t", f"{W}delText")))
            else:
                found.append(row)
        return found

    def _cell(self, cell: Element) -> Content:
        """What a cell shows, a line a paragraph."""
        lines: list[str] = []
        links: list[str] = []
        inner: list[Cells] = []
        for child in _blocks(cell):
            if child.tag == f"{W}tbl":
                inner.append(cells_in(self._rows(child), self._cell))
                lines += _as_lines(inner[-1])
                continue
            shown, prefix, ids, boxes = self._shown(child)
            text = (prefix[0] + shown.strip(_BLANKS + "\n")).strip()
            if text:
                lines.append(text.replace("\t", GAP))
            links += [self._links[one] for one in ids if one in self._links]
            lines += [text for box in boxes if (text := self._cell(box).text)]
        is_table = len(inner) == 1 and lines == _as_lines(inner[0])
        return Content("\n".join(lines), tuple(links), inner[0] if is_table else None)


def _as_lines(cells: Cells) -> list[str]:
    """The rows of a table as lines of text."""
    lines = (GAP.join(filter(None, row)) for row in cells.rows)
    return [line for line in lines if line]


def _blocks(element: Element) -> Iterator[Element]:
    """The paragraphs and tables in an element, through what may stand around them."""
    for child in element:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in WRAPS:
            yield from _blocks(child)


def _measure(found: list[Element], chars: tuple[str, ...], points: tuple[str, ...]) -> float:
    """A measure of the nearest element that has it: in hundredths of characters, or twips."""
    for names, unit in ((chars, 10.0), (points, float(_TWIPS))):
        for one in found:
            for name in names:
                text = value(one, name) or ""
                if re.fullmatch(r"-?\d{1,6}", text) and int(text):
                    return int(text) / unit
    return 0.0
