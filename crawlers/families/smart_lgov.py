"""Sites made with SMART L-Gov, whose categories answer what is in them as JSON."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urljoin

import msgspec
from scrapy.http import Request, Response, TextResponse

from crawlers.families.list_page import ListPageSpider
from crawlers.families.list_words import is_aside, names_a_list, names_a_purchase
from crawlers.html import text
from pipelines.errors import LayoutChanged
from pipelines.records import Original

_UPDATED = re.compile(r"更新日\s*[:：]\s*(\d{4})年(\d{1,2})月(\d{1,2})日")
"""更新日：2026年02月02日, on each page (桜井市, 2026)"""


@dataclass(frozen=True)
class Entry:
    """One page of a category, as the tree names it."""

    number: str
    name: str
    url: str
    published: str
    is_category: bool
    below: tuple[Entry, ...]


class SmartLGovSpider(ListPageSpider):
    """A municipal site made with SMART L-Gov (スマートバリュー; more than 350 municipalities).

    1. Set ``start_urls`` to categories of purchasing, with their ``/`` at the end: each answers
       ``index.tree.json`` with its pages (seen in clients' code, 2026: page_no, page_name, url,
       category_no, is_category_index, publish_datetime, child_pages).
    2. Categories below are walked by the tree: 令和8年度 is found in April without a change here.
       A category whose name names forms or applications (入札参加資格申請) is passed over.
    3. A page whose name names nothing but a list (入札結果 令和8年4月) is read as a list, any
       other as the page of one case.

    A page of which the tree says the same name and ``publish_datetime`` as before isn't asked for
    again once that day is more than ``lag_days`` ago.
    """

    changes_shown: ClassVar[bool] = True
    """Whether ``publish_datetime`` is the day of the last change [unverified: it may be the first].
    A page that prints a later 更新日 is told with the run; False asks for every page again."""

    async def start(self) -> AsyncIterator[Request]:
        for url in self.start_urls:
            yield Request(urljoin(url, "index.tree.json"), callback=self.parse_tree)

    def parse_tree(
        self, response: Response, level: int = 0, trail: tuple[str, ...] = ()
    ) -> Iterator[Request | Original]:
        """The tree of a category; ``trail``: the names of the categories that lead to it."""
        entries = tree(response)
        if not entries and not level:
            raise LayoutChanged(f"expected pages in a category, found none at {response.url}")
        yield from self._walk(response, entries, level, trail)

    def _walk(
        self, response: Response, entries: tuple[Entry, ...], level: int, trail: tuple[str, ...]
    ) -> Iterator[Request | Original]:
        for entry in entries:
            told = (*trail, entry.name)
            if is_aside(entry.name):
                self._pass_over_all(entry)
            elif entry.is_category and entry.below:
                yield from self._walk(response, entry.below, level, told)
            elif entry.is_category:
                yield from self._category(response, entry, level, told)
            elif names_a_list(entry.name):
                yield from self._list(response, entry.url, level=level + 1, trail=" ".join(trail))
            elif names_a_purchase(entry.name) or any(map(names_a_list, trail[-1:])):
                yield from self._page_of(entry, trail, level)
            else:
                self._pass_over(entry.url)

    def _category(
        self, response: Response, entry: Entry, level: int, trail: tuple[str, ...]
    ) -> Iterator[Request]:
        """The tree of a category of which only the name stands in the tree above it."""
        address = urljoin(entry.url, "index.tree.json")
        if address == response.url or address in self._pages:
            return
        if level >= self.levels:
            self._pass_over(entry.url)
            return
        self._pages.add(address)
        told = {"level": level + 1, "trail": trail}
        yield response.follow(address, callback=self.parse_tree, cb_kwargs=told)

    def _page_of(self, entry: Entry, trail: tuple[str, ...], level: int) -> Iterator[Request]:
        row = f"{entry.published} {entry.name}"
        settled = self.changes_shown and self.is_settled(entry.published[:10] or None)
        told: dict[str, Any] = {"row": row, "settled": settled, "level": level}
        name = f"page {entry.number}"
        yield from self.detail(
            Request(entry.url, callback=self.parse_case, cb_kwargs={"name": name, **told}),
            name=name,
            row=row,
            settled=settled,
            context={"一覧": " ".join(trail), "リンク": entry.name},
        )

    def parse_case(self, response: Response, *args: Any, **told: Any) -> Iterator[Any]:
        """The page of one case; a later 更新日 than the tree's day is told with the run."""
        shown = (
            _UPDATED.search(text(response.selector)) if isinstance(response, TextResponse) else None
        )
        day = f"{shown[1]}-{int(shown[2]):02}-{int(shown[3]):02}" if shown else ""
        if day > told["row"].rpartition(" ")[2][:10] and told["settled"] and not self.out_of_reach:
            self.out_of_reach.append(
                f"changes of pages older than {self.source.lag_days} days: {response.url} prints "
                "a later 更新日 than its publish_datetime (assumption changes_shown)"
            )
        yield from super().parse_case(response, *args, **told)

    def _pass_over_all(self, entry: Entry) -> None:
        self._pass_over(entry.url)
        for below in entry.below:
            self._pass_over_all(below)


def tree(response: Response) -> tuple[Entry, ...]:
    """The pages that an ``index.tree.json`` names; LayoutChanged if it is none."""
    try:
        found = msgspec.json.decode(response.body)
    except msgspec.DecodeError:
        raise LayoutChanged(
            f"expected the tree of a category in JSON, found other text at {response.url}"
        ) from None
    return tuple(_entry(one, response) for one in (found if isinstance(found, list) else [found]))


def _entry(found: Any, response: Response) -> Entry:
    if not isinstance(found, dict) or not found.get("page_name"):
        raise LayoutChanged(
            f"expected page_name in each page of the tree, found {str(found)[:80]} "
            f"at {response.url}"
        )
    number = str(found.get("page_no") or "")
    address = found.get("url") or (f"{number}.html" if number else "")
    if not address:
        raise LayoutChanged(
            f"expected url or page_no of {found['page_name']!r}, found neither at {response.url}"
        )
    return Entry(
        number=number or address,
        name=str(found["page_name"]),
        url=response.urljoin(address),
        published=str(found.get("publish_datetime") or ""),
        is_category=found.get("is_category_index") in (True, 1, "1", "true"),
        below=tuple(_entry(one, response) for one in found.get("child_pages") or ()),
    )


def day_shown(response: Response) -> str:
    """The 更新日 that a page prints, in ISO; "" for none."""
    if not isinstance(response, TextResponse):
        return ""
    shown = _UPDATED.search(text(response.selector))
    return f"{shown[1]}-{int(shown[2]):02}-{int(shown[3]):02}" if shown else ""
