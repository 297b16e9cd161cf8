"""efftis ``PPUBC``: a list of its 入札情報サービス, whose entries take two or three rows each.

The header has as many rows as an entry, and each of its labels stands where its value does.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element as Element

from pipelines.extract.grid import Grid
from pipelines.extract.header import TITLES, find_header
from pipelines.extract.html import title_of
from pipelines.extract.html_cells import Cells, cells_of
from pipelines.extract.labels import meaning_of
from pipelines.lookups import compiled, fold, load
from pipelines.normalise.amounts import tax_of, unit_of
from pipelines.records import Column, RawNotice, RawTable

MARK = "PPUBC0"
"""Begins the name of each screen; every page of the system names its own."""
KEY = "keiyakuNo"
_FILE = "efftis.yml"
_FIRMS = ("winner", "supplier", "bidder")
_LINK = re.compile(r"\b(\w+)\s*\(\s*((?:['\"]?[\w-]+['\"]?\s*,\s*)+['\"]?[\w-]+['\"]?)\s*\)")
"""``link('0201','2026','000123')``: organisation, fiscal year, number of the contract."""
_MENU = re.compile("Class|menu|mouse", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """A text of an entry, the label that stands for it, and its place in the table."""

    label: str
    text: str
    row: int
    column: int

    @property
    def meaning(self) -> str | None:
        """What the label means, None where nobody knows it."""
        found = meaning_of(self.label) if self.label else None
        return found.name if found else None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list: its cells, and what its link hands to the page's script.

    ``call`` is the name of the function; ``key`` its arguments: the publisher's own key, () where
    the entry has no such link.
    """

    cells: tuple[Cell, ...]
    first: int
    last: int
    call: str = ""
    key: tuple[str, ...] = ()

    def text(self, *meanings: str) -> str:
        """The text of the first cell with one of these meanings, "" without one."""
        return next((cell.text for cell in self.cells if cell.meaning in meanings), "")

    def printed(self) -> dict[str, str]:
        """What the list prints of it, by label.

        How the case stands, in place of a firm or a day, has a label of its own, so that no page
        is read with a firm called 審査中: ``{"一覧の状態 開札日": "取止め"}``.
        """
        return {_told(cell): cell.text for cell in self.cells if cell.label and cell.text}


def grids(text: str) -> list[Grid]:
    """The list as one grid with its notices; none if the text is no such page."""
    if MARK not in text:
        return []
    root = _root(text)
    table = _list_of(root)
    found = list(_entries(*table)) if table else []
    if not table or not found:
        return []
    cells, title = table[0], title_of(root)
    tables = tuple(_tables(found, [title] if title else [], title))
    return [Grid(None, cells.rows, page=title, tables=tables)]


def entries(text: str) -> list[Entry]:
    """The entries of a list in printed order; none if the page has no list of purchases."""
    found = _list_of(_root(text))
    return list(_entries(*found)) if found else []


def _root(text: str) -> Element:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    return etree.fromstring(text.encode(errors="replace") or b"<p>", parser)


def _list_of(root: Element) -> tuple[Cells, list[Element], int] | None:
    """The table of purchases of a page, its rows, and the number of those of its header."""
    for table in root.iter("table"):
        if table.find(".//table") is not None:
            continue
        lines = list(table.iter("tr"))
        cells = cells_of(lines, len(lines))
        grid = Grid(None, cells.rows, tuple(cells.merges), heads=frozenset(cells.heads))
        header = find_header(grid, 0)
        if header is None:
            continue
        named = {meaning.name for row in cells.rows[: header.last + 1] for text in row
                 if text and (meaning := meaning_of(text))}  # fmt: skip
        if "number" in named and named.intersection(TITLES):
            last = header.last
            while last + 1 < len(lines) and _is_heading(lines[last + 1]):
                last += 1
            return cells, lines, last + 1
    return None


def _is_heading(line: Element) -> bool:
    return line.find("th") is not None and line.find("td") is None


def _entries(cells: Cells, lines: Sequence[Element], start: int) -> Iterator[Entry]:
    heads = _Labels(cells, start)
    row = start
    while row < len(lines):
        if not any(text.strip() for text in cells.rows[row]):
            row += 1
            continue
        last = heads.end(row)
        parts = [part for at in range(row, last + 1) for part in heads.of_row(at, row)]
        if any(part.meaning in (*TITLES, "number") and part.text for part in parts):
            call, key = _key(lines[row : last + 1])
            yield Entry(tuple(parts), row, last, call, key)
        row = last + 1


class _Labels:
    """The header of a list, and which of its labels stands for which cell of an entry."""

    def __init__(self, cells: Cells, start: int) -> None:
        self._cells, self._start = cells, start
        self._spans = dict(cells.merges)
        self._first = next(row for row in range(start) if len(cells.starts[row]) > 1)
        self._deep = start - self._first

    def end(self, row: int) -> int:
        """The last row of the entry that begins in a row."""
        starts = self._cells.starts
        bottom, _ = self._spans.get((row, starts[row][0]), (row, 0)) if starts[row] else (row, 0)
        if bottom > row:
            return bottom
        sizes = [len(starts[at]) for at in range(self._first, self._start)]
        if self._deep > 1 and sizes[0] in sizes[1:]:
            return min(row + self._deep, len(starts)) - 1
        last = row
        while last + 1 < len(starts) and len(starts[last + 1]) not in (0, sizes[0]):
            last += 1
        return last

    def of_row(self, row: int, top: int) -> Iterator[Cell]:
        """The cells of a row of the entry that begins in ``top``, with their labels."""
        for place, column in enumerate(self._cells.starts[row]):
            text = self._cells.rows[row][column]
            label = self._label(row - top, place, (row, column))
            yield from _parted(Cell(" ".join(label.split()), text, row, column), label)

    def _label(self, level: int, place: int, at: tuple[int, int]) -> str:
        """The label in the same place of the header: by the order in its row, else by its span.

        The order goes first: where 契約番号 reaches down into the row of 開札日, this stands one
        column further right than the day that it is about.
        """
        if level < self._deep:
            head = self._first + level
            own, row = self._cells.starts[head], self._cells.starts[at[0]]
            if len(own) == len(row):
                return self._cells.rows[head][own[place]]
            if at[1] in own and self._shape((head, at[1])) == self._shape(at):
                return self._cells.rows[head][at[1]]
        return self._above(level, at[1])

    def _shape(self, at: tuple[int, int]) -> tuple[int, int]:
        bottom, right = self._spans.get(at, at)
        return bottom - at[0], right - at[1]

    def _above(self, level: int, column: int) -> str:
        """The label that covers a place of the header, "" where none does."""
        for row in range(self._first, self._start):
            for left in self._cells.starts[row]:
                bottom, right = self._spans.get((row, left), (row, left))
                if left <= column <= right and row <= self._first + level <= bottom:
                    return self._cells.rows[row][left]
        return ""


def _parted(cell: Cell, label: str) -> Iterator[Cell]:
    """A cell whose label has several lines, as many as its text, as one for each."""
    names, texts = label.splitlines(), cell.text.splitlines()
    if len(names) > 1 and len(names) == len(texts) and all(map(meaning_of, names)):
        for name, text in zip(names, texts, strict=True):
            yield Cell(name.strip(), text.strip(), cell.row, cell.column)
    else:
        yield cell


def _key(lines: Sequence[Element]) -> tuple[str, tuple[str, ...]]:
    """The function that an entry's link calls and what it hands to it."""
    for line in lines:
        for element in line.iter("a", "td", "input", "button", "span", "div"):
            for name in ("onclick", "href"):
                for call, arguments in _LINK.findall(element.get(name) or ""):
                    if not _MENU.search(call):
                        return call, tuple(
                            part.strip().strip("'\"") for part in arguments.split(",")
                        )
    return "", ()


def _tables(entries: Sequence[Entry], captions: list[str], title: str) -> Iterator[RawTable]:
    """A table for each run of entries with the same labels, which mean the same in each."""
    runs = itertools.groupby(
        entries, key=lambda one: tuple((cell.label, _meaning(cell)) for cell in one.cells)
    )
    for number, (heads, run) in enumerate(runs, 1):
        columns = [_column(index, label, name) for index, (label, name) in enumerate(heads)]
        columns.append(Column(len(heads), KEY, "entryKey"))
        notices = [_notice(entry) for entry in run]
        yield RawTable(None, number, tuple(columns), notices, captions, title)


def _told(cell: Cell) -> str:
    is_state = cell.meaning != "remark" and _meaning(cell) == "remark"
    return f"一覧の状態 {cell.label}" if is_state else cell.label


def _meaning(cell: Cell) -> str | None:
    """What a cell says: by its label, but how the case stands where no firm or no day is named."""
    text = fold(cell.text)
    if cell.meaning in _FIRMS:
        return "remark" if _pattern("states").fullmatch(text) else cell.meaning
    is_state = cell.meaning == "opened" and text and not _pattern("day").search(text)
    return "remark" if is_state else cell.meaning


def _pattern(entry: str) -> re.Pattern[str]:
    return compiled(_FILE, entry, load(_FILE)[entry])


def _column(index: int, label: str, name: str | None) -> Column:
    meaning = meaning_of(label) if label else None
    category = meaning.category if meaning else None
    return Column(index, label, name, category, None, tax_of(label), unit_of(label))


def _notice(entry: Entry) -> RawNotice:
    return RawNotice(
        [[*(cell.text for cell in entry.cells), "-".join(entry.key)]],
        [entry.first + 1],
        places={(0, at): (cell.row, cell.column) for at, cell in enumerate(entry.cells)},
    )
