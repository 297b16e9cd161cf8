"""What the pages of SuperCALS (``EjPPIj``) say to those who walk through them.

Ways to the conditions of a search, the conditions, the total of a list, its pages, its refusals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from urllib.parse import urlsplit

from parsel import Selector, SelectorList
from scrapy.http import FormRequest, Request, Response, TextResponse

from crawlers.forms import fields_of, value_of
from crawlers.html import text
from pipelines.errors import Blocked, LayoutChanged
from pipelines.extract.ej_ppi import is_entry, is_labels, is_shaded
from pipelines.lookups import fold, load
from pipelines.normalise.dates import parse_date

_FILE = "ej_ppi.yml"
ENCODING = "cp932"
"""Of the pages, and so of what is sent."""
_FRAMES = ("cond", "menu_frm", "mainfrm")
"""Frames that lead to the conditions, nearest first; their names in lower case."""
_SIZE, _YEAR, _BODY = "ejMaxDisplayRowCount", "Nendo", "KikanNO"
_HOW = frozenset((_SIZE, "kkselect", "SearchDateType"))
"""Choices that say how to search or to show, not what to find; ejDisplaySort, ejSort… besides."""
_DATES = re.compile(
    r"(?P<name>.*?)(?:(?P<end>St|En|Start|End|From|To)(?P<rest>_?(?:Date|Day|Ymd))"
    r"|(?P<day>Date|Day|Ymd)_?(?P<last>St|En|Start|End|From|To))",
    re.IGNORECASE,
)
"""BidStDate and BidEnDate; KaisatuYmdFrom and KaisatuYmdTo."""

Choices = Mapping[str, tuple[tuple[str, str], ...]]
"""The options of each select that narrows a search: value and words."""


@dataclass(frozen=True)
class Conditions:
    """The conditions of a search: where to send them, their fields as they stand, their choices.

    ``days`` are the names of the fields for the first and the last day, None if there are none.
    """

    url: str
    fields: Mapping[str, str]
    choices: Choices = field(default_factory=dict)
    days: tuple[str, str] | None = None

    def request(self, changed: Mapping[str, str]) -> FormRequest:
        """The search with some fields changed."""
        return FormRequest(self.url, formdata={**self.fields, **changed}, encoding=ENCODING)

    def to_choose(self, name: str) -> tuple[tuple[str, str], ...]:
        """The options of a select but for the one that stands for all of them."""
        return tuple(one for one in self.choices.get(name, ()) if not _is_all(*one))

    def must_choose(self, name: str) -> bool:
        """Whether a select has no option that stands for all of them."""
        options = self.choices.get(name, ())
        return bool(options) and not any(_is_all(*one) for one in options)

    def whole(self) -> Conditions:
        """The same conditions with each choice on the option that stands for all."""
        every = {
            name: next(value for value, words in options if _is_all(value, words))
            for name, options in self.choices.items()
            if not self.must_choose(name)
        }
        return replace(self, fields={**self.fields, **every})


def page_of(response: Response) -> TextResponse:
    """An answer as a page."""
    if not isinstance(response, TextResponse):
        raise LayoutChanged(f"expected a page, found other bytes at {response.url}")
    return response


def conditions(page: TextResponse, screen: str) -> Conditions | None:
    """The conditions of a search on a screen, None where a page has none."""
    for form in page.css("form"):
        fields = fields_of(form)
        told = fields.get("ejParameterID", "")
        if form.css(f"select[name='{_YEAR}'], select[name='{_BODY}']") and told in ("", screen):
            return _conditions(page, form, {**fields, "ejParameterID": screen})
    return None


def _conditions(page: TextResponse, form: Selector, fields: Mapping[str, str]) -> Conditions:
    choices = {
        name: _options(select)
        for select in form.css("select[name]")
        if (name := select.attrib["name"]) not in _HOW and "Sort" not in name
    }
    sizes = _options(form.css(f"select[name='{_SIZE}']"))
    largest = max((value for value, _ in sizes if value.isdecimal()), key=int, default=None)
    # What the button's script sets before it sends the form, where the form leaves it empty.
    sent = {**fields, "ejProcessName": fields.get("ejProcessName") or "findList"}
    found = Conditions(
        page.urljoin(form.attrib.get("action") or ""),
        {**sent, **({_SIZE: largest} if largest else {})},
        choices,
        _days(form),
    )
    return found.whole()


def _options(select: Selector | SelectorList[Selector]) -> tuple[tuple[str, str], ...]:
    return tuple((value_of(option).strip(), text(option)) for option in select.css("option"))


def _is_all(value: str, words: str) -> bool:
    """Whether an option stands for all: it has no value, or says すべて."""
    return value in ("", "null") or fold(words) in load(_FILE)["all"]


def _days(form: Selector) -> tuple[str, str] | None:
    """The fields for the first and the last day: BidStDate and BidEnDate."""
    ends: dict[str, list[str]] = {}
    for name in form.css("input[name]::attr(name), select[name]::attr(name)").getall():
        if found := _DATES.fullmatch(name):
            ends.setdefault(f"{found['name']} {found['rest'] or found['day']}", []).append(name)
    pairs = [(names[0], names[1]) for names in ends.values() if len(names) == 2]
    return min(pairs, key=lambda names: not names[0].startswith("Bid"), default=None)


def year_of(value: str, words: str) -> int | None:
    """The fiscal year of an option: 2026, 令和8年度 → 2026; None for another text."""
    if re.fullmatch(r"(?:19|20)\d\d", value):
        return int(value)
    first = parse_date(words).start
    return int(first[:4]) if first else None


def ways(page: TextResponse, screen: str) -> Iterator[Request]:
    """Where a page leads on the way to the conditions of a screen, the nearest first."""
    for form in page.css("form"):
        fields = fields_of(form)
        if screen in (fields.get("ejParameterID"), fields.get("ejNextParameterID")):
            url = page.urljoin(form.attrib.get("action") or "")
            yield FormRequest(url, formdata=fields, encoding=ENCODING)
    links = page.css("frame::attr(src), iframe::attr(src), a::attr(href), area::attr(href)")
    for link in links.getall():
        if screen in link and _is_here(page, link):
            yield page.follow(link)
    frames = page.css("frame[src], iframe[src]")
    for name in _FRAMES:
        for frame in frames:
            source = frame.attrib["src"]
            is_one = frame.attrib.get("name", "").lower() == name
            if is_one and screen not in source and _is_here(page, source):
                yield page.follow(source)


def _is_here(page: TextResponse, link: str) -> bool:
    """Whether a link leads to another page of the same site."""
    url = page.urljoin(link.strip())
    return bool(link.strip()) and urlsplit(url)[:2] == urlsplit(page.url)[:2]


def form_of(page: TextResponse, parameter: str) -> tuple[str, dict[str, str]] | None:
    """Address and fields of the form that enters the site, None where a script does it."""
    for form in page.css("form"):
        fields = fields_of(form)
        if fields.get("ejParameterID") == parameter:
            return page.urljoin(form.attrib.get("action") or ""), fields
    return None


@dataclass(frozen=True)
class Answer:
    """What a list says: its total, or that there are more than ``most``; the numbers of its rows.

    ``total`` is None where a page that wants a narrower search doesn't say it.
    """

    total: int | None
    numbers: tuple[int, ...] = ()
    most: int | None = None


def answer(page: TextResponse) -> Answer:
    """What a list says; Blocked if the site is closed, LayoutChanged if the page is no list."""
    words = fold(text(page.selector))
    if found := pattern("total").search(words):
        total, numbers = _number(found["total"]), tuple(_numbers(page))
        if not total and not numbers:
            check_open(page)
        return Answer(total, numbers)
    check_open(page)
    if pattern("none").search(words):
        return Answer(0)
    if wanted := list(pattern("tooMany").finditer(words)):
        most = max(_number(found["most"] or "0") for found in wanted)
        hits = (_number(one) for one in pattern("hits").findall(words))
        return Answer(max((hit for hit in hits if hit > most), default=None), most=most)
    if found := pattern("hours").search(words):
        raise Blocked(f"expected a list, found a page that speaks of {found[0]} at {page.url}")
    raise LayoutChanged(
        f"expected 条件に合致したもの N件 or that there are none, found neither at {page.url}: "
        f"{words[:120]!r}: the screen may want other fields"
    )


def check_open(page: TextResponse) -> None:
    """Blocked if a page says that the site is closed at this hour, in maintenance, or lost us."""
    words = fold(text(page.selector))
    if found := pattern("closed").search(words):
        raise Blocked(f"expected the site to be open, found {found[0]} at {page.url}")


def is_lost(page: TextResponse) -> bool:
    """Whether the site doesn't know the session of a request any more; a list is none, whatever
    its titles say."""
    words = fold(text(page.selector))
    return not pattern("total").search(words) and bool(pattern("lost").search(words))


def _numbers(page: TextResponse) -> Iterator[int]:
    """The numbers that the rows of a list begin with; 0 for a row that has none."""
    for _, row in entries(page):
        first = fold(text(row.xpath("./td|./th")[0]))
        yield int(first) if first.isdecimal() else 0


def entries(page: TextResponse) -> Iterator[tuple[str, Selector]]:
    """The rows of a list with the text of the group that each is in."""
    group, width = "", 0
    for row in page.xpath("//tr[not(.//table)]"):
        own = [text(cell) for cell in row.xpath("./td|./th")]
        if own and not fold(own[0]).isdecimal() and is_labels(own):
            width = len(own)
        elif is_entry(own, width, is_shaded=is_shaded(row.xpath("./td/@class").getall())):
            yield group, row
        elif len(own) == 1 and pattern("group").search(fold(own[0])):
            group = own[0]


def year_of_group(words: str) -> str:
    """The fiscal year that heads a group of rows: ``令和8年度　架空市　道路課`` → 令和8年度."""
    found = pattern("group").search(fold(words))
    return found["year"] if found else ""


def labels_of(page: TextResponse) -> list[str]:
    """The labels of a list, [] where it prints none."""
    for row in page.xpath("//tr[not(.//table)]"):
        found = [text(cell) for cell in row.xpath("./td|./th")]
        if found and not fold(found[0]).isdecimal() and is_labels(found):
            return found
    return []


def days_of(first: date | None, last: date | None) -> tuple[str, str]:
    """The days of a search as the form wants them: 2026/04/01."""
    return f"{first:%Y/%m/%d}" if first else "", f"{last:%Y/%m/%d}" if last else ""


def _number(text: str) -> int:
    return int(text.replace(",", ""))


@cache
def pattern(name: str) -> re.Pattern[str]:
    return re.compile(load(_FILE)[name])
