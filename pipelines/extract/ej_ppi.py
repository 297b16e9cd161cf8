"""入札情報公開サービス of SuperCALS (``EjPPIj``): a page of its lists of results and of notices.

Labels decide what its columns are; a row of one cell says whose the rows below it are. Words and
patterns stand in ``data/lookups/ej_ppi.yml``.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import combinations
from typing import Any

from lxml import etree
from lxml.etree import _Element as Element

from pipelines.cells import cell_name
from pipelines.extract.grid import Grid
from pipelines.extract.groups import with_facts
from pipelines.extract.header import TITLES, names_notices
from pipelines.extract.html import title_of
from pipelines.extract.html_cells import Cells, cells_of
from pipelines.extract.levels import columns_of
from pipelines.lookups import BodyFacts, bodies_by_local_code, bodies_by_name, fold, load
from pipelines.normalise.body_names import body_and_office
from pipelines.records import Column, Fact, Issue, RawNotice, RawTable

_FILE = "ej_ppi.yml"
_REFERENCE = re.compile(r"&#(?:\d+|x[0-9A-Fa-f]+);")
"""``&#40;``: a bracket that was written as a reference twice."""
_FEWEST = 6
"""Cells of a row of a list, at least: the shortest one known has seven columns."""
_LEAST = 3
"""Texts of a row without a number, at least."""
_MOST_MISFITS = 0.1
"""Share of the cells of a column that may be written otherwise than its pattern says."""

Facts = tuple[tuple[Column, Fact], ...]
_Known = Mapping[str, Any]
"""A column of a list that prints no labels: its label, how it is written, whether it may lack."""


def grids(text: str) -> list[Grid]:
    """The list as one grid with its notices; none if the text is no page of a list."""
    if load(_FILE)["cells"] not in text and not _pattern("total").search(fold(text)):
        return []
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    root = etree.fromstring(text.encode(errors="replace"), parser)
    if root is None:
        return []
    lines = list(_lines(root))
    cells = cells_of(lines, len(lines))
    page = _List(cells, [is_shaded(line.xpath("./td/@class")) for line in lines])
    page.read()
    tables = tuple(page.tables())
    if not tables and not page.misfits:
        return []
    return [
        Grid(
            None,
            cells.rows,
            tuple(cells.merges),
            page=title_of(root),
            tables=tables,
            issues=tuple(page.misfits),
        )
    ]


def is_labels(own: Sequence[str]) -> bool:
    """Whether the texts of a row are the labels of a list: ``No | 開札日 | 案件名称 | …``.

    A list whose rows have no numbers has no label for them.
    """
    return len(own) >= _FEWEST and (fold(own[0]) in _words("header") or names_notices(own))


def is_entry(own: Sequence[str], width: int, *, is_shaded: bool) -> bool:
    """Whether the texts of a row are those of a case: its number is first.

    Where it has none, it is as wide as the labels above it (``width``, 0 for none), or its cells
    are marked as those of a list (``is_shaded``).
    """
    if len(own) < _FEWEST:
        return False
    if fold(own[0]).isdecimal():
        return True
    is_full = sum(1 for text in own if text.strip()) >= _LEAST
    return is_full and (len(own) == width if width else is_shaded)


def is_shaded(classes: Iterable[object]) -> bool:
    """Whether the classes of a row's cells mark it as one of a list: ``DISP_LIST_L``."""
    sign = load(_FILE)["cells"]
    return any(sign in str(name) for name in classes)


def _lines(root: Element) -> Iterator[Element]:
    """The rows of all tables but those that hold other tables, in printed order.

    The row of labels may stand in a table of its own, above the one that scrolls.
    """
    for line in root.iter("tr"):
        if line.find(".//table") is None:
            yield line


@dataclass
class _Part:
    """What stands under one row of labels."""

    columns: tuple[Column, ...]
    notices: list[RawNotice] = field(default_factory=list)
    facts: list[Facts] = field(default_factory=list)


class _List:
    """Sorts the rows of a page: labels, groups, entries; ``misfits`` are rows that fit no label."""

    def __init__(self, cells: Cells, shaded: Sequence[bool]) -> None:
        self._cells = cells
        self._shaded = shaded
        self._parts: list[_Part] = []
        self._group: tuple[Fact, ...] = ()
        self.misfits: list[Issue] = []

    def read(self) -> None:
        """Read all rows."""
        for number in range(len(self._cells.rows)):
            own = self._own(number)
            is_numbered = bool(own) and fold(own[0]).isdecimal()
            if not is_numbered and is_labels(own):
                self._parts.append(_Part(_columns(tuple(own))))
            elif self._is_entry(own, number):
                if not self._parts:
                    self._parts.append(_Part(_columns(headless(self._entries()))))
                self._entry(own, number, self._parts[-1])
            elif found := _begins_group(own):
                text = "".join(own)
                column = self._cells.starts[number][own.index(text)]
                self._group = tuple(_group(text, found["year"], number, column))

    def tables(self) -> Iterator[RawTable]:
        """A table for each row of labels with entries below it."""
        for number, part in enumerate((part for part in self._parts if part.notices), 1):
            columns = with_facts(part.columns, part.notices, part.facts)
            yield RawTable(None, number, columns, part.notices, [])

    def _own(self, number: int) -> list[str]:
        """The texts of a row's own cells."""
        row = self._cells.rows[number]
        return [row[column] for column in self._cells.starts[number]]

    def _entries(self) -> list[list[str]]:
        """The rows of entries of the whole page."""
        rows = ((self._own(number), number) for number in range(len(self._cells.rows)))
        return [own for own, number in rows if self._is_entry(own, number)]

    def _is_entry(self, own: Sequence[str], number: int) -> bool:
        width = len(self._parts[-1].columns) if self._parts else 0
        return is_entry(own, width, is_shaded=self._shaded[number])

    def _entry(self, own: list[str], number: int, part: _Part) -> None:
        """One case, unless its cells can't stand under the labels: one was split or left out."""
        if len(own) != len(part.columns):
            cell = cell_name(None, number, 0)
            self.misfits.append(Issue(code="rowMisfit", text=" | ".join(own)[:500], cell=cell))
            return
        row, printed = list(own), {}
        held = list(self._group)
        starts = self._cells.starts[number]
        for column in part.columns:
            text = own[column.index]
            if column.index == 0 and fold(column.label) in _words("header"):
                # Of the search, and another in each: the case is the same.
                row[column.index] = ""
                continue
            value = _REFERENCE.sub(lambda found: html.unescape(found[0]), text)
            value = _pattern("padding").sub("", value)
            if column.meaning == "winner":
                value = _pattern("lottery").sub("", value)
            if column.meaning in TITLES:
                value, told = _number_off(value, (number, starts[column.index]))
                held = _with_buyer(held, told)
            if value != text:
                row[column.index], printed[0, column.index] = value, text
        places = {(0, at): (number, start) for at, start in enumerate(starts) if start != at}
        part.notices.append(RawNotice([row], [number + 1], printed=printed, places=places))
        facts = ((Column(0, "", fact.label), replace(fact, label="")) for fact in held)
        part.facts.append(tuple(facts))


def _begins_group(own: Sequence[str]) -> re.Match[str] | None:
    """Whether a row has one text only, and that begins with a fiscal year."""
    texts = [text for text in own if text]
    return _pattern("group").match(fold(texts[0])) if len(texts) == 1 else None


def _group(text: str, year: str, row: int, column: int) -> Iterator[Fact]:
    """What a row that heads a group says: ``令和8年度　架空市　建設部　道路課``."""
    yield Fact("listYear", year, row, column)
    rest = text[_end_of(text, year) :].strip()
    if rest:
        yield Fact("office", rest, row, column)


def _end_of(text: str, folded: str) -> int:
    """Where the words end in a text that stand folded at its beginning."""
    return next(end for end in range(len(text) + 1) if fold(text[:end]) == folded)


def numbered(title: str) -> tuple[str, re.Match[str] | None]:
    """A title without the number in its cell, and what was found of it; None if it has none.

    ``38201000020260000012 道路舗装工事`` → 道路舗装工事; its ``number``, and the ``body`` 38201.
    """
    for pattern in _numbers():
        found = pattern.search(title)
        rest = pattern.sub("", title).strip() if found else ""
        if found and rest:
            return rest, found
    return title, None


def _number_off(title: str, place: tuple[int, int]) -> tuple[str, list[Fact]]:
    """A title without the number in its cell, and what that number says: 38201 is 松山市."""
    rest, found = numbered(title)
    if found is None:
        return title, []
    told = [Fact("number", found["number"], *place)]
    code = found.groupdict().get("body")
    body = bodies_by_local_code().get(code) if code else None
    if body:
        told.append(Fact("buyer", _name(body), *place, printed=found["number"]))
    return rest, told


def _name(body: BodyFacts) -> str:
    """The name by which a body is known; with its prefecture where others have the same."""
    if bodies_by_name().get(fold(body.name)) == body:
        return body.name
    return next(name for name, known in bodies_by_name().items() if known == body)


def _with_buyer(held: list[Fact], told: list[Fact]) -> list[Fact]:
    """The facts of a case; a body that a group names goes before one that a number stands for."""
    offices = (fact.text for fact in held if fact.label == "office")
    is_named = any(body_and_office(office)[0] for office in offices)
    return held + [fact for fact in told if not (is_named and fact.label == "buyer")]


@lru_cache(maxsize=256)
def _columns(labels: tuple[str, ...]) -> tuple[Column, ...]:
    return columns_of(Grid(None, [list(labels)]), 0, 0) if labels else ()


def headless(entries: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The labels of a list that prints none, by how its columns are written; () if it is another.

    All columns that every such list has must be there, in their order; where the columns could be
    those of two lists, nothing is guessed.
    """
    width = max((len(own) for own in entries), default=0)
    rows = [own for own in entries if len(own) == width]
    found = {_labels_if(known, rows) for known in load(_FILE)["headless"]} - {()}
    return found.pop() if len(found) == 1 else ()


def _labels_if(known: Sequence[_Known], rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The labels of a list that prints none if its rows are written as those of a known one."""
    may = [place for place, column in enumerate(known) if column.get("may")]
    left_out = len(known) - len(rows[0]) if rows else -1
    for without in combinations(may, left_out) if 0 <= left_out <= len(may) else ():
        columns = [column for place, column in enumerate(known) if place not in without]
        if all(
            _is_written(column["pattern"], [own[place] for own in rows])
            for place, column in enumerate(columns)
        ):
            return tuple(column["label"] for column in columns)
    return ()


def _is_written(pattern: str, texts: Sequence[str]) -> bool:
    """Whether a column is written as a pattern says, but for a slip here and there."""
    known = re.compile(pattern, re.DOTALL)
    others = sum(1 for text in texts if not known.fullmatch(fold(text)))
    return others <= _MOST_MISFITS * len(texts)


def _words(name: str) -> frozenset[str]:
    return frozenset(load(_FILE)[name])


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(load(_FILE)[name])


@cache
def _numbers() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in load(_FILE)["numbers"])
