"""A page that links files: one a month, a quarter or a year."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlsplit

from parsel import Selector
from scrapy.http import Request, Response, TextResponse

from crawlers.base import ProcurementSpider
from crawlers.families.list_links import list_links, parts_of
from crawlers.html import caption, pairs, text
from pipelines.errors import LayoutChanged
from pipelines.normalise.dates import month_of
from pipelines.records import Original

EXTENSIONS = (".xls", ".xlsx", ".xlsm", ".ods", ".zip", ".csv")
_FILES = ":is(a, area)[href]"
_NOTHING = re.compile(
    r"(該当|掲載|対象).{0,12}(なし|無し|ありません|ございません)"
    r"|(競争入札|随意契約)は(ありません|ございません)"
)
"""該当なし · 2020年4月の競争入札はございません (中小企業庁)"""
_HEADING = "self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::caption"


class FileListSpider(ProcurementSpider):
    """List pages that link workbooks; each file is an original.

    1. Set ``start_urls`` to the list pages, or to a page that leads to them.
    2. Set ``pages`` where further lists are linked (one a fiscal year, works apart from
       consulting): a CSS selector of their links. ``pages_pattern`` narrows it by the address.
       Each of these pages must link something, or say that there is nothing.
    3. Or set ``levels`` where the layout isn't known: so many links deep, links of the same host
       are followed whose words name nothing but a year, a kind of purchase or results, or whose
       address below the start page names a year (``crawlers.families.list_links``). Such a page
       may hold no file, as long as some page does.
    4. Set ``files`` where the page links files that are no notices (forms, manuals): a CSS
       selector of the right links. Default: every link to a workbook, CSV or ZIP, also with
       the extension in capitals or in the query; the selector's links are taken as they are.
    5. Raise ``most_pages`` for a source with more lists than that; going over it is an error.

    Frames of the same host, and the page to which a page sends its readers on, count as parts of
    it. What the list printed travels with each file: the text of the link (``リンク``), the
    heading above it (``見出し``), and the row of the table it stands in, label by label.
    ``since`` and ``until`` pass over files whose link names one month outside of them; a file
    whose link names no month, or several, is always taken.
    """

    pages: ClassVar[str | None] = None
    pages_pattern: ClassVar[str] = ""
    levels: ClassVar[int] = 0
    files: ClassVar[str | None] = None
    most_pages: ClassVar[int] = 60

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._pages = {url.partition("#")[0] for url in self.start_urls}

    def parse(
        self, response: Response, level: int = 0, guessed: bool = False
    ) -> Iterator[Request | Original]:
        """Follow what a page links.

        ``level``: how many links lead from the start page to it; ``guessed``: whether it may hold
        nothing, since only the look of a link, or a frame, led to it.
        """
        if not isinstance(response, TextResponse):
            raise LayoutChanged(
                f"expected a page, found {response.headers.get('Content-Type')!r} at {response.url}"
            )
        self._pages.add(response.url)
        parts, listed, files = parts_of(response), self._listed(response), self._files(response)
        likely, own = self._likely(response, level), list(self._own(response))
        if _NOTHING.search(unicodedata.normalize("NFKC", text(response.selector))):
            self.said_none = True
        elif not (parts or listed or likely or files or own or guessed):
            what = f"a link matching {self.files}" if self.files else "a link to a workbook"
            raise LayoutChanged(
                f"expected {what} or a word such as 該当なし, found neither at {response.url}"
            )
        yield from own
        for address in parts:
            yield from self._follow(response, address, level=level, guessed=True)
        for address in listed:
            yield from self._follow(response, address, level=level + 1)
        for address in likely:
            yield from self._follow(response, address, level=level + 1, guessed=True)
        for link in files:
            if self._wanted(link):
                yield from self.file(response, link.attrib["href"], context=context_of(link))
            else:
                self.passed_over += 1

    def _likely(self, response: TextResponse, level: int) -> list[str]:
        """The addresses of further lists that the look of their links tells, nothing else."""
        return list_links(response, self.start_urls) if level < self.levels else []

    def _own(self, response: TextResponse) -> Iterator[Original]:
        """The page itself, in a family whose pages hold notices."""
        yield from ()

    def _files(self, response: TextResponse) -> list[Selector]:
        if self.files is not None:
            return [link for link in response.css(self.files) if link.attrib.get("href")]
        return [link for link in response.css(_FILES) if is_file(link.attrib["href"])]

    def _listed(self, response: TextResponse) -> list[str]:
        if self.pages is None:
            return []
        links = (link.attrib.get("href", "") for link in response.css(self.pages))
        addresses = (response.urljoin(link).partition("#")[0] for link in links)
        return [address for address in addresses if re.search(self.pages_pattern, address)]

    def _follow(self, response: TextResponse, address: str, **found: Any) -> Iterator[Request]:
        if self._is_new(response, address):
            yield self.page(response, address, cb_kwargs=found)

    def _is_new(self, response: TextResponse, address: str) -> bool:
        """Whether an address is to be asked for: it is once, and only so many are."""
        if address in self._pages:
            return False
        if len(self._pages) >= self.most_pages:
            raise LayoutChanged(
                f"expected at most {self.most_pages} list pages (most_pages), "
                f"found more at {response.url}"
            )
        self._pages.add(address)
        return True

    def _wanted(self, link: Selector) -> bool:
        """Whether the month that the link names, if it names just one, is in the period."""
        return in_period(caption(link), self.since, self.until)


def in_period(printed: str, since: date | None, until: date | None) -> bool:
    """Whether the month that words name, if they name just one, is in a period."""
    if not (since or until):
        return True
    month = month_of(printed)
    if month is None or printed.count("月") > 1:
        return True
    return _not_before(month, since) and _not_after(month, until)


def is_file(href: str) -> bool:
    """Whether an address names a file: ``a.XLSX``, ``get.php?file=a.xls`` or ``a.xls?v=2``."""
    parts = urlsplit(href.strip())
    names = [parts.path, *(value for _, value in parse_qsl(parts.query))]
    return any(name.lower().endswith(EXTENSIONS) for name in names)


def context_of(link: Selector) -> dict[str, str]:
    """What the list printed about a file: published label → published text."""
    context: dict[str, str] = {}
    if row := link.xpath("ancestor::tr[1]"):
        context.update(pairs(row[0]))
    heading = link.xpath(f"(preceding::*[{_HEADING}]|ancestor::table[1]/caption)[last()]")
    if heading and (printed := text(heading[0])):
        context["見出し"] = printed
    if printed := caption(link):
        context["リンク"] = printed
    return context


def _not_before(month: tuple[int, int], since: date | None) -> bool:
    return since is None or month >= (since.year, since.month)


def _not_after(month: tuple[int, int], until: date | None) -> bool:
    return until is None or month <= (until.year, until.month)
