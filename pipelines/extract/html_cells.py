"""The cells of one HTML table: their texts as shown, spans, links, header cells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from pipelines.extract.grid import MAX_CELLS, MAX_COLUMNS, Merge, too_large

_SPANS = frozenset(("rowspan", "colspan"))
_MAX_SPAN = 1000  # what browsers allow for colspan; a larger one is a slip or an attack
_PADDING = " \t\r\n\f\xa0"
_SPACES = re.compile(r"[ \t\r\n\f]+")
_BREAK = "\0"  # no text has it: a line ends here
# What begins and ends a line of its own.
BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body caption center dd details div dl dt fieldset "
        "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre "
        "section summary table tbody td tfoot th thead tr ul",
    )
)
# What is not shown as text: choices of a form, readings over kanji (ruby), code.
UNSEEN = frozenset(
    re.findall(r"\w+", "button noscript option rp rt script select style template textarea")
)
_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_NO_PLACE = ("javascript:", "mailto:", "tel:", "#")


@dataclass(slots=True)
class Cells:
    """What a table holds: rows all as long, and by place the spans, links and header cells."""

    rows: list[list[str]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    links: dict[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)
    heads: set[tuple[int, int]] = field(default_factory=set)
    starts: list[list[int]] = field(default_factory=list)
    """By row, the columns in which its own cells begin: others are covered from above."""


def cells_of(lines: Iterable[Element], height: int) -> Cells:
    """The cells of a table's rows; a span pushes the cells below it to the right, as in browsers.

    ``height`` is how many lines there are: a long page's are not to be held all at once. Unreadable
    if there are more cells than anybody's list has.
    """
    found = Cells()
    busy: dict[int, int] = {}  # the row from which a column is free again
    area = width = 0
    for number, line in enumerate(lines):
        row: list[str] = []
        starts: list[int] = []
        if busy:
            busy = {column: end for column, end in busy.items() if end > number}
        for cell in line:
            tag = cell.tag
            if tag != "td" and tag != "th":
                continue
            while len(row) in busy:
                row.append("")
            column = len(row)
            starts.append(column)
            if len(cell):
                row.append(text_of(cell))
                if hrefs := hrefs_of(cell):
                    found.links[number, column] = hrefs
            else:
                row.append(plain(cell.text))
            if tag == "th":
                found.heads.add((number, column))
            if not _SPANS.isdisjoint(cell.keys()):
                area += _cover(found, cell, row, busy, (number, column), height)
                if area > MAX_CELLS:
                    raise too_large("a table")
        if len(row) > width:
            width = len(row)
        found.rows.append(row)
        # Most rows begin alike: a list for each would be a tenth of the memory of a long page.
        is_same = bool(found.starts) and starts == found.starts[-1]
        found.starts.append(found.starts[-1] if is_same else starts)
    if width > MAX_COLUMNS or width * height > MAX_CELLS:
        raise too_large("a table")
    for row in found.rows:
        if len(row) < width:
            row.extend([""] * (width - len(row)))
    return found


def _cover(
    found: Cells,
    cell: Element,
    row: list[str],
    busy: dict[int, int],
    place: tuple[int, int],
    height: int,
) -> int:
    """Cover what a cell spans in its row and in those below; gives how many cells that are."""
    number, column = place
    high = _span(cell.get("rowspan"), height - number)
    wide = _span(cell.get("colspan"), _MAX_SPAN)
    if column + wide > MAX_COLUMNS:
        raise too_large("a table")
    if wide > 1:
        row.extend([""] * (wide - 1))
    if high * wide > 1:
        found.merges.append((place, (number + high - 1, column + wide - 1)))
    if high > 1:
        busy.update(dict.fromkeys(range(column, column + wide), number + high))
    return high * wide


def _span(value: str | None, most: int) -> int:
    """Rows or columns that a cell covers; 0 is as far as the table goes."""
    if value is None or not ((value := value.strip()).isascii() and value.isdigit()):
        return 1
    span = int(value[:9])
    return min(span, most, _MAX_SPAN) if span else max(1, min(most, _MAX_SPAN))


def plain(text: str | None) -> str:
    """A text without children as a browser shows it: ASCII white space as one space, 　 kept."""
    if not text:
        return ""
    text = text.strip(_PADDING)
    is_even = text.isprintable() and "  " not in text  # so is most of what is printed
    return text if is_even else _SPACES.sub(" ", text)


def text_of(element: Element) -> str:
    """The text of an element as shown: ``br`` and paragraphs end a line, the hidden is left out.

    A picture stands for its ``alt`` text only where there is nothing else.
    """
    parts: list[str] = []
    _gather(element, parts)
    text = tidy(parts)
    if not text:
        texts = [plain(picture.get("alt")) for picture in element.iter("img")]
        return " ".join(text for text in texts if text)
    return text


def tidy(parts: list[str]) -> str:
    """Pieces of text with breaks between them as lines, empty ones left out."""
    whole = _SPACES.sub(" ", "".join(parts))
    if _BREAK not in whole:
        return whole.strip(_PADDING)
    lines = [line.strip(_PADDING) for line in whole.split(_BREAK)]
    return "\n".join(line for line in lines if line)


def _gather(element: Element, parts: list[str]) -> None:
    """Add the pieces of an element's text; libxml2 bounds how deep elements nest."""
    if element.text:
        parts.append(element.text)
    for child in element:
        tag = child.tag
        if tag == "br":
            parts.append(_BREAK)
        elif isinstance(tag, str) and tag not in UNSEEN and is_shown(child):
            if tag in BLOCKS:
                parts.append(_BREAK if tag != "td" else " ")
                _gather(child, parts)
                parts.append(_BREAK if tag != "td" else " ")
            else:
                _gather(child, parts)
        if child.tail:
            parts.append(child.tail)


def is_shown(element: Element) -> bool:
    """Whether a browser shows an element: keys for sorting stand in cells unseen."""
    style = element.get("style")
    return element.get("hidden") is None and not (style and _NOT_SHOWN.search(style))


def hrefs_of(cell: Element) -> tuple[str, ...]:
    """The addresses of the links in a cell, those that lead to a page or file."""
    found = ((link.get("href") or "").strip() for link in cell.iter("a"))
    return tuple(href for href in found if href and not href.lower().startswith(_NO_PLACE))
