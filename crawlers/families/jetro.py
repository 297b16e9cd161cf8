"""JETRO 政府公共調達データベース: lists as JSON, by days, and the articles that they name."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, ClassVar
from urllib.parse import urlencode

from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Request, Response
from scrapy.settings.default_settings import RETRY_HTTP_CODES

from crawlers.base import ProcurementSpider
from crawlers.received import day_of
from pipelines.errors import Blocked, LayoutChanged
from pipelines.extract.jetro.listing import plain
from pipelines.records import Original

_WALKS = 3
"""How often a list is walked through while it changes."""
_OF_SITE = re.compile("調達|procurement|JETRO|ジェトロ", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")


@dataclass
class Listed:
    """The list of some days: what was found of it, and what its pages stated on this walk.

    ``above`` is the list that it is a half of; ``is_all``: nobody said which days are wanted.
    """

    first: date
    last: date
    above: Listed | None = None
    is_all: bool = False
    walks: int = 1
    totals: set[int] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)

    def __str__(self) -> str:
        return f"the list of {self.first}" + (f" to {self.last}" if self.last > self.first else "")

    def halves(self) -> Iterator[Listed]:
        """The days as two lists; none if there is but one day."""
        if self.first < self.last:
            middle = self.first + (self.last - self.first) // 2
            yield Listed(self.first, middle, self)
            yield Listed(middle + timedelta(days=1), self.last, self)

    def with_those_above(self) -> Iterator[Listed]:
        """This list, and those that it is a part of."""
        one: Listed | None = self
        while one:
            yield one
            one = one.above


@dataclass(frozen=True)
class Answer:
    """A page of a list: its items, their number in all, and how many a page has."""

    items: list[dict[str, Any]]
    total: int
    size: int


class JetroSpider(ProcurementSpider):
    """A list of JETRO's database and its articles; each article is an original.

    1. Set ``block``, the number by which the page asks for its list, and ``prefix`` of the form's
       fields.
    2. Set ``article``, the address of an article by the fields of its item.
    3. A list of more than ``most`` entries is halved by its days, down to one day, so that one that
       changes is short; it is walked through again if entries moved meanwhile. Without ``since`` a
       source of no more than ``all`` entries is taken whole, of a larger one the last
       ``Source.lag_days``; the rest is told as out of reach.

    The list is what the site's own page asks for; nobody promised it (seen in clients' code, 2026).
    What is not JSON, or has status 403, comes from the site's firewall, now and then (clients'
    code, 2026): it is asked again with the usual delay; if that doesn't help the run is blocked.
    """

    custom_settings = {  # noqa: RUF012 (Scrapy's own way)
        "RETRY_HTTP_CODES": [403, *RETRY_HTTP_CODES]
    }

    incremental = True
    start_urls = ["https://www.jetro.go.jp/gov_procurement/"]  # noqa: RUF012
    address = "https://www.jetro.go.jp/view_interface.php"
    block: ClassVar[int]
    prefix: ClassVar[str] = ""
    fields: ClassVar[tuple[str, ...]] = (
        "type", "entity", "area", "keyword",
        "classification1", "classification2", "classification3", "deadline",
    )  # fmt: skip
    """Fields of the form that are left empty: all kinds, of all bodies, open or not."""
    article: ClassVar[str]
    context: ClassVar[Mapping[str, str]] = {
        "date": "公示日",
        "agency": "調達機関",
        "paKind": "公示の種類",  # national lists only
        "location": "所在地",  # local lists only
        "title": "件名",
        "aid": "aid",
    }
    """What the fields of an item are called in print."""
    most = 300
    all = 1000

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._has_moved = False

    async def start(self) -> AsyncIterator[Request]:
        # As a visitor comes. Its clock is what is needed: one that isn't there (404) has it too.
        yield Request(self.start_urls[0], meta={"handle_httpstatus_all": True})

    def parse(self, response: Response) -> Iterator[Request]:
        """The page before the list: the days are those up to that of the site's own clock."""
        page = response.body.decode("utf-8", "replace")
        self._has_moved = response.status == 200 and not _OF_SITE.search(page)
        last = self.until or day_of(response)
        yield self.ask(
            Listed(self.since or min(self.source.since, last), last, is_all=not self.since), 0
        )

    def ask(self, listed: Listed, current: int) -> Request:
        """A page of a list, by how many entries stand before it."""
        form = {
            f"{self.prefix}from": f"{listed.first:%Y/%m/%d}",
            f"{self.prefix}to": f"{listed.last:%Y/%m/%d}",
            **{f"{self.prefix}{name}": "" for name in self.fields},
        }
        query = urlencode({"blockId": self.block, "current": current, **form})
        return Request(
            f"{self.address}?{query}",
            headers={
                "Accept": "application/json, text/javascript, */*; q=0.01",
                "X-Requested-With": "XMLHttpRequest",
                "Referer": self.start_urls[0],
            },
            callback=self.read_list,
            cb_kwargs={"listed": listed, "current": current},
            dont_filter=True,
        )

    def read_list(self, response: Response, listed: Listed, current: int) -> Iterator[Request]:
        """The first page of a list says how many entries it has, and so how to go on."""
        try:
            answer = _answer(response, current, has_moved=self._has_moved)
        except Blocked:
            assert response.request is not None
            again = get_retry_request(response.request, spider=self, reason="firewall")
            if again is None:
                raise
            yield again
            return
        if current == 0 and listed.walks == 1 and answer.total > self.most:
            if listed.is_all and answer.total > self.all:
                first = max(listed.first, listed.last - timedelta(days=self.source.lag_days))
                self.out_of_reach.append(f"what was published before {first}, without `since`")
                yield self.ask(Listed(first, listed.last), 0)
                return
            if halves := list(listed.halves()):
                self.stated(str(listed), answer.total)
                yield from (self.ask(half, 0) for half in halves)
                return
        yield from self._walk(response, answer, listed, current)

    def _walk(
        self, response: Response, answer: Answer, listed: Listed, current: int
    ) -> Iterator[Request]:
        """The articles of a page of a list, and its next page."""
        listed.totals.add(answer.total)
        if not answer.total:
            self.said_none = True
        for item in answer.items:
            self._check_day(item, listed, response.url)
            key = _text(item, "aid", response.url)
            if key not in listed.seen:
                listed.seen.add(key)
                for one in listed.with_those_above():
                    self.found(str(one), 1)
                yield from self._articles(response, item)
        following = current + answer.size
        if answer.items and following < answer.total:
            yield self.ask(listed, following)
        elif self._is_whole(listed) or listed.walks >= _WALKS:
            self.stated(str(listed), max(listed.totals))
        else:  # an entry that came or went meanwhile moved others to a page that was read before
            listed.walks += 1
            listed.totals.clear()
            yield self.ask(listed, 0)

    def _is_whole(self, listed: Listed) -> bool:
        return len(listed.totals) == 1 and len(listed.seen) >= max(listed.totals)

    def _articles(self, response: Response, item: Mapping[str, Any]) -> Iterator[Request]:
        """The request for the article of an item, with what the list prints of it."""
        names = re.findall(r"{(\w+)}", self.article)
        link = self.article.format(**{name: _text(item, name, response.url) for name in names})
        printed = {label: plain(str(item.get(name) or "")) for name, label in self.context.items()}
        context = {label: text for label, text in printed.items() if text}
        yield from self.file(response, link, context=context)

    def keep(
        self,
        response: Response,
        stage: str | None,
        context: Mapping[str, str],
        body: str | None = None,
    ) -> Iterator[Original]:
        """An article: it holds a notice at least."""
        self.received.append(response.url)
        yield self.original(response, stage=stage, context=context, holds=1, body=body)

    def _check_day(self, item: Mapping[str, Any], listed: Listed, url: str) -> None:
        """An entry of another day than asked for: from and to would then mean something else."""
        told = [int(part) for part in _NUMBER.findall(str(item.get("date") or ""))]
        if len(told) != 3:
            return
        if not listed.first.timetuple()[:3] <= tuple(told) <= listed.last.timetuple()[:3]:
            raise LayoutChanged(
                f"expected {self.prefix}from and {self.prefix}to to give the days of the entries, "
                f"found {item.get('date')} in {listed} at {url}"
            )


def _answer(response: Response, current: int, *, has_moved: bool) -> Answer:
    """A page of a list. Blocked if it isn't JSON, LayoutChanged if it is another page or shape.

    ``has_moved``: the page before it wasn't that of the database either.
    """
    try:
        answer = json.loads(response.body)
    except ValueError:
        found = f"expected JSON, found {response.body[:60]!r} at {response.url}"
        if has_moved:
            raise LayoutChanged(f"{found}, and no word of the database before it") from None
        raise Blocked(f"{found}: the site's firewall answers with pages") from None
    try:
        told = answer["pagination"]
        total, size, echo = (int(told[name]) for name in ("total", "perPage", "current"))
        items = list(answer["items"] or [])
    except (KeyError, TypeError, ValueError):
        raise LayoutChanged(
            f"expected pagination (total, perPage, current) and items, found "
            f"{response.body[:200]!r} at {response.url}"
        ) from None
    if echo != current or size < 1:
        raise LayoutChanged(
            f"expected current={current} to be obeyed and a size of a page, found current={echo} "
            f"and perPage={size} at {response.url}"
        )
    return Answer(items, total, size)


def _text(item: Mapping[str, Any], name: str, url: str) -> str:
    """A field that every item has; LayoutChanged without it."""
    value = str(item.get(name) or "").strip()
    if not value:
        raise LayoutChanged(f"expected {name} in each item, found {item} at {url}")
    return value
