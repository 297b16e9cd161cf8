"""調達ポータル 調達情報の検索: the page of results, a notice for each stage that a row has reached.

The names of its cells stand in ``data/lookups/p_portal.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element as Element

from pipelines.extract.grid import Grid
from pipelines.extract.html import title_of
from pipelines.extract.html_cells import cells_of, hrefs_of, text_of
from pipelines.extract.labels import meaning_of
from pipelines.lookups import fold, load
from pipelines.records import Column, Document, RawNotice, RawTable

_FILE = "p_portal.yml"
_MARK = "procurementResultListBean/procurementItemNo"
"""Part of the id of a cell that each row of results has."""
_KEY = "procurementItemInfoId"
_BUTTON = re.compile(rf"{_KEY}['\"]?\s*(?:,\s*value\s*:|[=:])\s*['\"]?([\w-]+)")
"""``doSubmitParams(…'procurementItemInfoId', value:'123456'…)``"""
_DAY = re.compile(
    r"((?:令和|平成)?\s*[\d元]{1,4}\s*[年/.]\s*\d{1,2}\s*[月/.]\s*\d{1,2}\s*日?)\s*公開開始"
)
"""``令和08年09月01日公開開始``"""
_NOTHING = re.compile(r"[\W_]*")
"""``‐``, ``-``: no number."""


def grids(text: str) -> list[Grid]:
    """The results as one grid with its notices; none if the text is no page of results."""
    if _MARK not in text:
        return []
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    root = etree.fromstring(text.encode(errors="replace"), parser)
    marked = root.xpath(f"//*[contains(@id, '{_MARK}')]/ancestor-or-self::tr[1]")
    if not marked:
        return []
    table = next(marked[0].iterancestors("table"))
    lines = [line for line in table.iter("tr") if next(line.iterancestors("table")) is table]
    cells = cells_of(lines, len(lines))
    places = {id(line): place for place, line in enumerate(lines)}
    rows = [_Row(line, places[id(line)]) for line in marked if id(line) in places]
    labels = _labels(cells.rows[: rows[0].place])
    title = title_of(root)
    return [Grid(None, cells.rows, page=title, tables=tuple(_tables(rows, labels, title)))]


@dataclass(frozen=True)
class _Row:
    """A row of results, and the place of it in its table."""

    line: Element
    place: int

    def cells(self) -> Iterator[tuple[int, str, Element]]:
        """Its cells: the column of each, its name (the last part of its id), the cell."""
        column = 0
        for cell in self.line:
            if cell.tag in ("td", "th"):
                ids = [str(one) for one in cell.xpath("descendant-or-self::*/@id")]
                names = [name for one in ids if (name := one.rpartition("/")[2]) in _names()]
                yield column, next(iter(names), ""), cell
                span = cell.get("colspan", "1")
                column += int(span) if span.isascii() and span.isdigit() else 1


def _names() -> Mapping[str, object]:
    return {**load(_FILE)["cells"], **load(_FILE)["stages"]}


def _labels(header: Sequence[Sequence[str]]) -> list[str]:
    """The label of each column: the lowest text above it."""
    width = max((len(row) for row in header), default=0)
    found = []
    for column in range(width):
        texts = [row[column] for row in header if column < len(row) and row[column].strip()]
        found.append(" ".join(texts[-1].split()) if texts else "")
    return found


def _tables(rows: Sequence[_Row], labels: Sequence[str], title: str) -> Iterator[RawTable]:
    """A table of one notice for each stage of each row, in printed order.

    A row that has reached no stage is a notice too: it says what is bought.
    """
    for row in rows:
        common: list[_Text] = []
        stages: list[tuple[str, Element, int]] = []
        for column, name, cell in row.cells():
            label = labels[column] if column < len(labels) else ""
            stage = load(_FILE)["stages"].get(name) or _stage(label)
            if stage and text_of(cell):
                stages.append((stage, cell, column))
            elif not stage:
                common.append(_text(column, name, label, cell))
        entries = [
            (stage, [*common, *entry])
            for stage, cell, column in stages
            for entry in _entries(stage, cell, column)
        ]
        links = tuple(_documents(row.line))
        for stage, texts in entries or [("", common)]:
            columns = tuple(
                Column(index, one.label, one.meaning) for index, one in enumerate(texts)
            )
            notice = RawNotice(
                [[one.value for one in texts]],
                [row.place + 1],
                printed={
                    (0, index): one.printed
                    for index, one in enumerate(texts)
                    if one.printed != one.value
                },
                places={(0, index): (row.place, one.column) for index, one in enumerate(texts)},
                documents=links,
            )
            yield RawTable(None, 1, columns, [notice], [stage] if stage else [], title)


def _stage(label: str) -> str:
    """The stage that a heading names, "" where it is that of another column."""
    return next((one for one in load(_FILE)["stages"].values() if fold(label) == one), "")


@dataclass(frozen=True)
class _Text:
    """A text of a notice: what is printed, what of it is the value, and the column it is in."""

    label: str
    meaning: str | None
    value: str
    printed: str
    column: int


def _text(column: int, name: str, label: str, cell: Element) -> _Text:
    """A cell that says something of the purchase; a dash under a number is none."""
    printed = text_of(cell)
    known = load(_FILE)["cells"].get(name)
    if known:
        is_none = known["meaning"] == "number" and _NOTHING.fullmatch(printed)
        value = "" if is_none else printed
        return _Text(label or known["label"], known["meaning"], value, printed, column)
    meaning = meaning_of(label) if label else None
    return _Text(label, meaning.name if meaning else None, printed, printed, column)


def _entries(stage: str, cell: Element, column: int) -> Iterator[list[_Text]]:
    """The notices that a stage's cell links: its day, and the key in the script of its button.

    A day belongs to the button beside it; without one for each, the text stands for the day.
    """
    printed = text_of(cell)
    scripts = [str(value) for value in cell.xpath("descendant-or-self::*/@*")]
    keys = list(dict.fromkeys(key for text in scripts for key in _BUTTON.findall(text)))
    days = _DAY.findall(fold(printed))
    if len(days) != max(len(keys), 1):
        days = days[:1] * len(keys) if len(days) == 1 else [printed] * max(len(keys), 1)
    for day, key in zip(days, keys or [""], strict=True):
        found = [_Text(stage, "published", day, printed, column)]
        if key:
            found.append(_Text(_KEY, "key", key, key, column))
        yield found


def _documents(line: Element) -> Iterator[Document]:
    """The pages that a row links by an address that holds outside of its session."""
    for link in line.iter("a"):
        for href in hrefs_of(link):
            if href.startswith(("http:", "https:")):
                yield Document(title=text_of(link) or None, url=href)
