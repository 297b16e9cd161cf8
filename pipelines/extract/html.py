"""HTML pages to grids: tables, lists of terms, and the texts that lead to them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree
from lxml.etree import _Element as Element

from pipelines.errors import Unreadable
from pipelines.extract.grid import MAX_CELLS, Grid, too_large
from pipelines.extract.html_cells import (
    BLOCKS,
    UNSEEN,
    Cells,
    cells_of,
    hrefs_of,
    is_shown,
    text_of,
    tidy,
)
from pipelines.extract.html_files import ASIDE, files_of
from pipelines.extract.line import Line
from pipelines.extract.nested import flattened
from pipelines.extract.prose.words import is_furniture
from pipelines.extract.said import Said
from pipelines.extract.words import is_footnote

_HEADING = re.compile(r"h[1-6]")
_MOST_TAGS = 2 * MAX_CELLS  # libxml2 says of memory that isn't there only: unknown error
_LISTS = frozenset(("ol", "ul"))
_STEP = 20.0
"""Points by which the items of a list begin further right than what is around it."""
_LONGEST = 300
"""Signs of a paragraph that may tell what a table is about; longer ones are prose."""
_NEAREST = 20
"""Paragraphs before a table that are kept, the nearest ones."""


def grids(text: str) -> list[Grid]:
    """One grid a table, and one a ``dl`` (term, description), in order; spans as merged ranges.

    Text is as shown: runs of white space in the source become one space, ``br`` a line break. A
    table that only holds others for their layout gives none of its own, one whose facts are tables
    is one with these. A page with no table
    gives its text as one grid of one column. Unreadable if it is no page, or too large.
    """
    root = _root(text)
    if root is None:  # nothing but comments
        return _Page().grids()
    page = _Page()
    page.walk(root)
    title, files = title_of(root), files_of(root)
    return [replace(grid, page=title, files=files) for grid in page.grids()]


def parts(text: str) -> tuple[list[Line | Grid], str]:
    """The paragraphs, headings, items and tables of a page in printed order, and its title.

    An item of a numbered list has its number in front, as it is shown. Unreadable as ``grids``.
    """
    root = _root(text)
    if root is None:
        return [], ""
    page = _Page(counts=True)
    page.walk(root)
    page.end()
    title = title_of(root)
    found = [replace(one, page=title) if isinstance(one, Grid) else one for one in page.parts]
    return found, title


def title_of(root: Element) -> str:
    """The title of a page in one line, "" without one."""
    return " ".join((root.findtext(".//title") or "").split())[:_LONGEST]


def _root(text: str) -> Element | None:
    """The tree of a page, None for one that holds nothing."""
    if text.count("<") > _MOST_TAGS:
        raise too_large("a page")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        return etree.fromstring(text.encode(errors="replace"), parser)
    except etree.XMLSyntaxError as error:
        message = f"expected an HTML page, found: {error}: ask the publisher, or fetch it again"
        raise Unreadable("damaged", message) from error


@dataclass(slots=True)
class _Table:
    """A table on its page: its cells, the texts that lead to it, the notes that follow it.

    ``is_led``: something is said between it and the table before it.
    """

    cells: Cells
    before: tuple[str, ...]
    is_led: bool
    after: list[str] = field(default_factory=list)

    def grid(self) -> Grid:
        """The table as a grid."""
        return Grid(
            None,
            self.cells.rows,
            tuple(self.cells.merges),
            before=self.before,
            after=tuple(self.after),
            links=self.cells.links,
            heads=frozenset(self.cells.heads),
            follows=not self.is_led,
        )


class _Page:
    """A walk through a page in printed order, down to its tables but not into them.

    ``prose`` are the lines outside of tables; ``counts``: with the numbers of their lists.
    """

    def __init__(self, *, counts: bool = False) -> None:
        self._counts, self._depth = counts, 0
        self.prose: list[Line] = []
        self._tables: list[tuple[int, int]] = []  # of each table: the lines before it, its number
        self._found: list[_Table] = []
        self._headings: list[tuple[str, str]] = []
        self._since: list[str] = []
        self._said = Said()
        self._parts: list[str] = []
        self._is_told = False  # whether the line has text that is no link
        self._is_led = False  # whether anything was said since the last table

    def grids(self) -> list[Grid]:
        """The grids of what was walked through."""
        self.end()
        found = [table.grid() for table in self._found]
        is_list = any(grid.width > 1 and (len(grid.rows) > 1 or grid.follows) for grid in found)
        if not is_list and self.prose:
            found.append(Grid(None, [[line.text] for line in self.prose]))
        return found

    @property
    def parts(self) -> list[Line | Grid]:
        """Lines and tables in printed order."""
        found: list[Line | Grid] = []
        start = 0
        for end, number in self._tables:
            found += self.prose[start:end]
            found.append(self._found[number].grid())
            start = end
        return found + self.prose[start:]

    def end(self) -> None:
        """The page ends: so does the line in hand."""
        self._end_line()

    def walk(self, element: Element, in_link: bool = False) -> None:
        """Go through the children of an element."""
        self._say(element.text, in_link)
        for child in element:
            tag = child.tag
            if isinstance(tag, str) and tag not in UNSEEN and tag != "head" and is_shown(child):
                self._visit(child, tag, in_link)
            self._say(child.tail, in_link)

    def _visit(self, element: Element, tag: str, in_link: bool) -> None:
        if tag in BLOCKS or tag == "br":
            self._end_line()
        if tag == "li" and self._counts and (number := _number(element)):
            self._parts.append(f"{number}　")
        self._depth += tag in _LISTS
        if tag == "table":
            self._table(element)
        elif tag == "dl" and element.find(".//table") is None and element.find("dt") is not None:
            self._keep(_terms(element), "")
        elif tag in ASIDE:
            self._aside(element)
        elif _HEADING.fullmatch(tag) and element.find(".//table") is None:
            self._head(tag, text_of(element).replace("\n", " "))
        else:
            self.walk(element, in_link or tag == "a")
        if tag in BLOCKS:
            self._end_line()
        self._depth -= tag in _LISTS

    def _say(self, text: str | None, in_link: bool) -> None:
        if text:
            self._parts.append(text)
            self._is_told = self._is_told or not (in_link or text.isspace())

    def _end_line(self) -> None:
        line, is_told = tidy(self._parts), self._is_told
        self._parts.clear()
        self._is_told = False
        if not line or not is_told or is_furniture(line):
            return
        self.prose += (
            [
                Line(part.strip(), indent=_STEP * self._depth)
                for part in line.split("\n")
                if part.strip()
            ]
            if self._counts
            else [Line(line)]
        )
        if len(line) > _LONGEST:
            return
        if self._found and not self._is_led and is_footnote(line):
            self._found[-1].after.append(line)
        else:
            self._since.append(line)
            self._is_led = True

    def _head(self, tag: str, text: str) -> None:
        """A heading ends those of its rank and below, and what was said under them."""
        if not text:
            return
        self.prose.append(Line(text, is_heading=True))
        self._said.add(self._since, len(self._headings))
        self._headings = [known for known in self._headings if known[0] < tag]
        self._said.end(len(self._headings))
        self._headings.append((tag, text))
        self._since.clear()
        self._is_led = True

    def _aside(self, element: Element) -> None:
        """Tables in a menu or a footer are read as any; its words lead nowhere."""
        kept = list(self._since), list(self._headings), len(self.prose)
        self.walk(element)
        self._end_line()
        self._since, self._headings = kept[0], kept[1]
        del self.prose[kept[2] :]

    def _table(self, table: Element) -> None:
        if table.find(".//table") is None:
            caption = table.find("caption")
            title = "" if caption is None else text_of(caption)
            self._keep(cells_of(table.iter("tr"), _height(table)), title)
            return
        lines = _own_lines(table)
        inner = table.findall(".//table")
        is_deep = any(one.find(".//table") is not None for one in inner)
        if not is_deep and (cells := flattened(lines)) is not None:
            self._keep(cells, "")
            return
        for line in lines:
            self.walk(line)
            self._end_line()

    def _keep(self, cells: Cells, caption: str) -> None:
        """A table with what leads to it."""
        headings = [text for _, text in self._headings]
        since = self._since[-_NEAREST:]
        still = self._said.besides(since)
        before = (*still, *headings, *since, *([caption] if caption else []))
        self._said.add(since, len(headings))
        self._found.append(_Table(cells, before, self._is_led or bool(caption)))
        self._tables.append((len(self.prose), len(self._found) - 1))
        self._since.clear()
        self._is_led = False


def _number(item: Element) -> str:
    """What a numbered list shows before one of its items, "" for other lists: ``2.``."""
    above = item.getparent()
    if above is None or above.tag != "ol":
        return ""
    items = [one for one in above if one.tag == "li"]
    start = above.get("start", "1")
    first = int(start) if start.isascii() and start.isdigit() and len(start) < 4 else 1
    return f"{first + items.index(item)}."


def _height(table: Element) -> int:
    """The rows of a table that holds no other."""
    return sum(1 for _ in table.iter("tr"))


def _own_lines(table: Element) -> list[Element]:
    """The rows of a table that are not those of a table in it."""
    return [line for line in table.iter("tr") if next(line.iterancestors("table")) is table]


def _terms(element: Element) -> Cells:
    """A list of terms as a table of two columns: several descriptions of a term are lines."""
    rows: list[list[str]] = []
    links: dict[tuple[int, int], tuple[str, ...]] = {}
    for item in element.iter("dt", "dd"):
        if item.tag == "dd" and next(item.iterancestors("dd", "dl")).tag == "dd":
            continue  # the one before has no end tag: its text goes on to here
        if item.tag == "dt" or not rows:
            rows.append([text_of(item), ""] if item.tag == "dt" else ["", text_of(item)])
        else:
            rows[-1][1] = "\n".join(filter(None, (rows[-1][1], text_of(item))))
        if hrefs := hrefs_of(item):
            place = (len(rows) - 1, int(item.tag == "dd"))
            links[place] = links.get(place, ()) + hrefs
    return Cells(rows, links=links, heads={(number, 0) for number in range(len(rows))})
