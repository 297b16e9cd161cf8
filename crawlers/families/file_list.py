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
from crawlers.html import pairs, text
from pipelines.errors import LayoutChanged
from pipelines.normalise.dates import month_of
from pipelines.records import Original

EXTENSIONS = (".xls", ".xlsx", ".xlsm", ".ods", ".zip", ".csv")
_NOTHING = re.compile(r"(該当|掲載|対象).{0,12}(なし|無し|ありません|ございません)")  # 該当なし
_HEADING = "self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::caption"


class FileListSpider(ProcurementSpider):
    """List pages that link workbooks; each file is an original.

    1. Set ``start_urls`` to the list pages, or to a page that leads to them.
    2. Set ``pages`` where further lists are linked (one a fiscal year, works apart from
       consulting): a CSS selector of their links. ``pages_pattern`` narrows it by the address.
    3. Set ``files`` where the page links files that are no notices (forms, manuals): a CSS
       selector of the right links. Default: every link to a workbook, CSV or ZIP, also with
       the extension in capitals or in the query; the selector's links are taken as they are.
    4. Raise ``most_pages`` for a source with more lists than that; going over it is an error.

    What the list printed travels with each file: the text of the link (``リンク``), the heading
    above it (``見出し``), and the row of the table it stands in, label by label.
    ``since`` and ``until`` pass over files whose link names one month outside of them; a file
    whose link names no month, or several, is always taken.
    """

    pages: ClassVar[str | None] = None
    pages_pattern: ClassVar[str] = ""
    files: ClassVar[str | None] = None
    most_pages: ClassVar[int] = 60

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._pages = {url.partition("#")[0] for url in self.start_urls}

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Request | Original]:
        if not isinstance(response, TextResponse):
            raise LayoutChanged(
                f"expected a page, found {response.headers.get('Content-Type')!r} at {response.url}"
            )
        further = self._further(response)
        files = self._files(response)
        if not further and not files:
            _accept_none(response, self.files)
        for link in further:
            yield from self._follow(response, link)
        for link in files:
            if self._wanted(link):
                yield from self.file(response, link.attrib["href"], context=context_of(link))
            else:
                self.passed_over += 1

    def _files(self, response: TextResponse) -> list[Selector]:
        if self.files is not None:
            return [link for link in response.css(self.files) if link.attrib.get("href")]
        return [link for link in response.css("a[href]") if is_file(link.attrib["href"])]

    def _further(self, response: TextResponse) -> list[Selector]:
        if self.pages is None:
            return []
        return [
            link
            for link in response.css(self.pages)
            if re.search(self.pages_pattern, response.urljoin(link.attrib.get("href", "")))
        ]

    def _follow(self, response: TextResponse, link: Selector) -> Iterator[Request]:
        address = response.urljoin(link.attrib.get("href", "")).partition("#")[0]
        if address in self._pages:
            return
        if len(self._pages) >= self.most_pages:
            raise LayoutChanged(
                f"expected at most {self.most_pages} list pages (most_pages), "
                f"found more at {response.url}"
            )
        self._pages.add(address)
        yield self.page(response, address)

    def _wanted(self, link: Selector) -> bool:
        """Whether the month that the link names, if it names just one, is in the period."""
        if not (self.since or self.until):
            return True
        printed = text(link)
        month = month_of(printed)
        if month is None or printed.count("月") > 1:
            return True
        return _not_before(month, self.since) and _not_after(month, self.until)


def _accept_none(response: TextResponse, files: str | None) -> None:
    """A list without links must say that there is nothing, else its layout has changed."""
    if not _NOTHING.search(unicodedata.normalize("NFKC", text(response.selector))):
        what = f"a link matching {files}" if files else "a link to a workbook"
        raise LayoutChanged(
            f"expected {what} or a word such as 該当なし, found neither at {response.url}"
        )


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
    if printed := text(link) or link.attrib.get("title", ""):
        context["リンク"] = printed
    return context


def _not_before(month: tuple[int, int], since: date | None) -> bool:
    return since is None or month >= (since.year, since.month)


def _not_after(month: tuple[int, int], until: date | None) -> bool:
    return until is None or month <= (until.year, until.month)
