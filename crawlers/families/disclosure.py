"""契約に係る情報の公表: pages on which a ministry discloses its contracts, month by month."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from typing import ClassVar
from urllib.parse import urlsplit

from parsel import Selector
from scrapy.http import Request, Response, TextResponse

from crawlers.families.file_list import FileListSpider, context_of, is_file
from crawlers.families.link_words import any_of, only_of
from crawlers.families.list_links import is_of_a_year, links_to_pages, parts_of
from crawlers.families.twins import is_pdf, without_twins
from crawlers.html import caption, text
from pipelines.errors import LayoutChanged
from pipelines.lookups import fold, load
from pipelines.records import Original

_FEWEST_COLUMNS = 5
"""Columns of a table of contracts: the form has nine and more, a table of thresholds three."""


class DisclosureSpider(FileListSpider):
    """Lists of contracts in the form of 財計第2017号: workbooks, PDF files, or tables of a page.

    1. Set ``start_urls`` to the page of the disclosure, or to one of its offices' pages; years,
       months and kinds below it are found by the words of the links (``levels`` deep), never
       set: a page of one year is no start page.
    2. Or set ``ways`` where nobody has seen that page: so many links lead at most from the start
       page (調達情報, 入札・契約) to a link that names the disclosure (公共調達の適正化). Files on
       the way are not taken.
    3. The words are in ``data/lookups/disclosure.yml``.

    A PDF file is taken unless the page links the same list as a workbook
    (``crawlers.families.twins``) or its words say that it only explains. A page that prints the
    contracts itself, in a table with 契約金額 and 契約の相手方, is an original.
    """

    levels: ClassVar[int] = 3
    ways: ClassVar[int] = 0
    most_pages: ClassVar[int] = 300

    async def start(self) -> AsyncIterator[Request]:
        for url in self.start_urls:
            yield Request(url, callback=self.parse_way if self.ways else self.parse)

    def parse_way(self, response: Response, level: int = 0) -> Iterator[Request]:
        """A page on the way: to the disclosure by its name, further on by words of purchasing."""
        if not isinstance(response, TextResponse):
            raise LayoutChanged(
                f"expected a page, found {response.headers.get('Content-Type')!r} at {response.url}"
            )
        self._pages.add(response.url)
        found, onward = [], [(address, level) for address in parts_of(response)]
        for address, link in links_to_pages(response):
            if _names_disclosure(fold(caption(link))):
                found.append(address)
            elif level < self.ways and leads_on(caption(link)):
                onward.append((address, level + 1))
        if not (found or onward or level):
            raise LayoutChanged(
                "expected a link that leads to 公共調達の適正化, such as 調達情報, "
                f"found none at {response.url}"
            )
        for address in found:
            yield from self._follow(response, address, guessed=True)
        for address, deep in onward:
            if self._is_new(response, address):
                told = {"level": deep}
                yield response.follow(address, callback=self.parse_way, cb_kwargs=told)

    def _likely(self, response: TextResponse, level: int) -> list[str]:
        if level >= self.levels:
            return []
        # The folder of a whole site would make every page of a year a list.
        below = [response.url] if urlsplit(response.url).path.count("/") > 1 else []
        found: dict[str, None] = {}
        for address, link in links_to_pages(response):
            named = names_a_list(caption(link)) or is_of_a_year(address, below)
            if named and not _is_of_others(link):
                found[address] = None
        return list(found)

    def _files(self, response: TextResponse) -> list[Selector]:
        links = response.css(":is(a, area)[href]")
        return without_twins([link for link in links if _is_list(link)])

    def _own(self, response: TextResponse) -> Iterator[Original]:
        """The page itself, where it prints contracts in a table."""
        found = [_headings_of(table) for table in response.css("table")]
        whole = len(load("disclosure.yml")["headings"])
        partly = [head for heads in found if len(heads) < whole for head in heads]
        if changed := [head for head in partly if "契約" in head]:
            raise LayoutChanged(
                "expected 契約金額 and 契約の相手方 as headings of a table of contracts, "
                f"found only {changed[0]} at {response.url}"
            )
        if any(len(heads) == whole for heads in found):
            title = text(response.css("title")[0]) if response.css("title") else ""
            yield self.original(response, context={"ページ": title} if title else None)


def names_a_list(words: str) -> bool:
    """Whether the words of a link name a list of the disclosure: 令和7年度 競争入札（物品等）."""
    said = fold(words)
    known = load("disclosure.yml")
    if _is_other(said):
        return False
    return _names_disclosure(said) or only_of(said, known["lists"], known["fillers"])


def _names_disclosure(said: str) -> bool:
    return not _is_other(said) and bool(any_of(load("disclosure.yml")["disclosure"]).search(said))


def leads_on(words: str) -> bool:
    """Whether the words of a link name purchasing and nothing else: 調達情報, 入札・契約情報."""
    known = load("disclosure.yml")
    return only_of(fold(words), known["purchasing"], known["wayFillers"])


def _is_list(link: Selector) -> bool:
    """Whether a link leads to a file of contracts: a workbook or a PDF that doesn't explain."""
    if not (is_file(link.attrib["href"]) or is_pdf(link)):
        return False
    explains = any_of(load("disclosure.yml")["explains"])
    is_of_none = is_pdf(link) and explains.search(fold(caption(link)))
    return not is_of_none and not _is_of_others(link)


def _headings_of(table: Selector) -> list[str]:
    """The headings of the disclosure that a table of contracts has, one of each kind."""
    rows = table.xpath(".//tr")
    if len(rows) < 2 or max(len(row.xpath("./*")) for row in rows[:3]) < _FEWEST_COLUMNS:
        return []
    heads = fold("".join(text(cell) for row in rows[:3] for cell in row.xpath("./*")))
    found = (re.search(words, heads) for words in load("disclosure.yml")["headings"])
    return [one[0] for one in found if one]


def _is_of_others(link: Selector) -> bool:
    """Whether a link, or the heading above it, names lists that are none: 補助金等の交付決定."""
    heading = context_of(link).get("見出し", "")
    stands_below = _is_other(heading) and not any_of(load("disclosure.yml")["disclosure"]).search(
        fold(heading)
    )
    return _is_other(caption(link)) or stands_below


def _is_other(words: str) -> bool:
    return bool(any_of(load("disclosure.yml")["others"]).search(fold(words)))
