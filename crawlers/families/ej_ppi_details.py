"""How a page of SuperCALS opens the page of one entry: read from its own script and forms.

``openYotei(3)`` sets fields of a form and sends it; which ones, the page itself says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from parsel import Selector
from scrapy.http import FormRequest, Request, TextResponse

from crawlers.families.ej_ppi_pages import ENCODING, entries, labels_of, year_of_group
from crawlers.forms import fields_of
from crawlers.html import spaced, text
from pipelines.extract.ej_ppi import headless, numbered
from pipelines.extract.header import TITLES
from pipelines.extract.labels import meaning_of
from pipelines.lookups import fold
from pipelines.normalise.dates import parse_day

_CALL = re.compile(r"\b(?P<name>open\w*)\s*\(\s*(?P<args>[^()]*)\)")
"""``javascript:openYotei(3)``"""
_ALIAS = re.compile(r"(?:var\s+)?(?P<alias>\w+)\s*=\s*(?:\w+\.)*document\.(?P<form>\w+)\s*[;\n]")
"""``var f = document.frm;``"""
_SET = re.compile(
    r"(?P<form>\w+)\.(?:elements\[['\"](?P<item>\w+)['\"]\]|(?P<field>\w+))\.value\s*=\s*"
    r"(?P<value>'[^']*'|\"[^\"]*\"|\w+)"
)
"""``document.frm.ejIndex.value = no;``"""
_SEND = re.compile(r"(?P<form>\w+)\.submit\s*\(")

_MARKS = re.compile(r"^\d{20,}|※\S*|…|&#\d+;|[()（）【】〔〕]")
"""What a list adds to a title, or writes in its own way."""
NUMBER = "一覧の案件番号"
"""In the context of the page of an entry: the number that the list prints of it."""
_LONGEST_LINK = 3
"""Letters of a link that says nothing of its entry: 表示, 詳細."""


@dataclass(frozen=True)
class Entry:
    """A row of a list: the request for its page, its title, all that it prints, its last day.

    ``printed`` are its texts by their labels, but for its number and links.

    ``name`` is made of what it prints but for its number in the list: the same in every session.
    ``again`` is how many rows before it print the same.
    """

    request: Request
    name: str
    again: int
    title: str
    row: str
    last: date | None
    printed: Mapping[str, str]


class Listed:
    """The entries of all pages of lists; those told apart that several pages of a list print."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str, int], Counter[str]] = {}

    def entries(self, page: TextResponse, whose: str, place: tuple[str, str, int]) -> list[Entry]:
        """Those of a page: ``place`` are its list, its search and its first row.

        ``whose`` is the body that was asked for, where the rows may name their offices alone.
        """
        before: Counter[str] = Counter()
        for other, rows in self._rows.items():
            if other != place and other[0] == place[0]:  # the page may be asked for anew
                before.update(rows)
        found = _entries(page, whose, before)
        self._rows[place] = Counter(entry.row for entry in found)
        return found


def _entries(page: TextResponse, whose: str, before: Counter[str]) -> list[Entry]:
    """The entries of a page whose pages can be asked for; [] unless that holds for every row."""
    found: list[Entry] = []
    seen = before.copy()
    listed = list(entries(page))
    rows = [_cells(row) for _, row in listed]
    labels = labels_of(page) or list(headless(rows))
    for (group, row), cells, title in zip(listed, rows, _titles(labels, rows), strict=True):
        request = _request(page, row)
        if request is None:
            return []
        told = _told(labels, row) if len(cells) == len(labels) else {}
        if year := year_of_group(group):
            told["一覧の年度"] = year
        printed = " | ".join([*filter(None, [whose]), group, *cells[_numbers(cells) :]])
        seen[printed] += 1
        name = f"{printed} | {seen[printed]}"
        days = [day.value for cell in cells if (day := parse_day(cell)) and day.value]
        last = max(days, default=None)
        end = date.fromisoformat(last[:10]) if last else None
        found.append(Entry(request, name, seen[printed] - 1, title, printed, end, told))
    return found


def _cells(row: Selector) -> list[str]:
    return [spaced(cell) for cell in row.xpath("./td|./th")]


def _told(labels: list[str], row: Selector) -> dict[str, str]:
    """The texts of a row by their labels, but for its number and a link that says no more.

    The number in the cell of a title is the case's own, and its page may not print it (愛媛県).
    """
    found = {}
    shown = row.xpath("./td|./th")
    first = _numbers(_cells(row))
    for label, cell in list(zip(labels, shown, strict=True))[first:]:
        words = spaced(cell)
        if label and words and not (cell.css("a") and len(words) <= _LONGEST_LINK):
            found[label] = words
            if _is_title(label):
                found[label], said = numbered(words)
                found |= dict.fromkeys((NUMBER, "案件番号"), said["number"]) if said else {}
    return found


def _numbers(cells: list[str]) -> int:
    """How many cells a row begins with that number it: none where a list has no numbers."""
    return int(not cells[0] or fold(cells[0]).isdecimal())


def _titles(labels: list[str], rows: list[list[str]]) -> list[str]:
    """The title of each row: under its label, else in the column that says most.

    Where nobody can tell the labels it is the column without days that repeats itself least, and
    of several the one with the most words: 調達区分 and 入札方式 say the same again and again.
    """
    named = [place for place, label in enumerate(labels) if _is_title(label)]
    told = range(1, min((len(row) for row in rows), default=0))
    texts = {place: [row[place] for row in rows] for place in told}
    others = [place for place in told if not any(map(parse_day, texts[place]))]
    least = max(
        others,
        key=lambda place: (len(set(texts[place])), len("".join(texts[place]))),
        default=0,
    )
    places = (named[0] if named and len(row) == len(labels) else least for row in rows)
    return [numbered(row[place])[0] for row, place in zip(rows, places, strict=True)]


def _is_title(label: str) -> bool:
    meaning = meaning_of(label)
    return meaning is not None and meaning.name in TITLES


def shows(page: TextResponse, entry: Entry) -> bool:
    """Whether a page is that of an entry: the words of its title stand on it, without its marks."""
    words = fold(text(page.selector))
    title = _MARKS.sub(" ", entry.title)
    return all(fold(part) in words for part in title.split() if len(part) > _LONGEST_LINK)


def _request(page: TextResponse, row: Selector) -> Request | None:
    """The request that the link of a row makes, None where the page doesn't say it."""
    for script in row.xpath(".//@onclick|.//@href").getall():
        if call := _CALL.search(script):
            values = [part.strip().strip("'\"") for part in call["args"].split(",")]
            return _called(page, call["name"], values)
    return None


def _called(page: TextResponse, name: str, values: list[str]) -> Request | None:
    """What a function of the page's scripts sends, called with some values."""
    code = "\n".join(page.css("script::text").getall())
    head = re.search(rf"function\s+{name}\s*\((?P<names>[^)]*)\)\s*\{{", code)
    if head is None:
        return None
    body = _block(code, head.end())
    known = dict(zip((one.strip() for one in head["names"].split(",")), values, strict=False))
    aliases = {found["alias"]: found["form"] for found in _ALIAS.finditer(body)}
    sent = _SEND.search(body)
    if sent is None:
        return None
    form = page.css(f"form[name='{aliases.get(sent['form'], sent['form'])}']")
    if len(form) != 1:
        return None
    fields = dict(fields_of(form[0]))
    for found in _SET.finditer(body):
        if aliases.get(found["form"], found["form"]) == form[0].attrib["name"]:
            value = str(found["value"])
            is_text = value[0] in "'\""
            if not (is_text or value in known or value.isdecimal()):
                return None  # made of something that the page alone doesn't say
            fields[str(found["item"] or found["field"])] = (
                value[1:-1] if is_text else known.get(value, value)
            )
    url = page.urljoin(form[0].attrib.get("action") or "")
    return FormRequest(url, formdata=fields, encoding=ENCODING)


def _block(code: str, start: int) -> str:
    """The code from a place to the bracket that closes it."""
    depth = 1
    for place in range(start, len(code)):
        depth += {"{": 1, "}": -1}.get(code[place], 0)
        if not depth:
            return code[start:place]
    return code[start:]
