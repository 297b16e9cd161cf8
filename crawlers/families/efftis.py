"""efftis 入札情報サービス (PPUBC): lists of notices and of results, by session and form."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from math import ceil
from typing import Any, ClassVar

from parsel import Selector
from scrapy.http import Request, Response, TextResponse
from twisted.python.failure import Failure

from crawlers.base import ProcurementSpider
from crawlers.families import efftis_pages as pages
from crawlers.families.efftis_pages import Screen
from crawlers.families.efftis_walk import SERIES, YEAR, Walk, distinct, numbers
from crawlers.families.entrances import SHUT, Entrances, is_their_own, what_is_said
from crawlers.forms import submitted
from crawlers.html import text
from crawlers.received import day_of
from pipelines.errors import Blocked, LayoutChanged
from pipelines.extract import efftis
from pipelines.extract.efftis import Entry
from pipelines.records import Original

_AGAIN = 2
"""Times that an entry's page is asked for once more: a session may end among hundreds of them."""


class EfftisSpider(ProcurementSpider):
    """A body's copy of efftis' 入札情報サービス, ``https://….efftis.jp/…PPI/Public/``.

    1. Set ``start_urls`` to its first page, ``…/PPUBC00100``, with ``?kikanno=`` where the tenant
       is entered so. One that links organisations (``?kikanno=NNNN``) is walked through for each;
       one of them that can't be entered is told and the others are published.
    2. The menu says which screens there are: 入札公告情報 and 入札・契約結果, each for works,
       services and goods. What it shows as ``submenu-disable`` isn't published there, and is told.
       Only a first page without any menu is asked for ``screens``, as other tenants have them.
    3. The form is known by its button ``method:search``; all its fields go back as they stand,
       with each fiscal year that it offers and the longest page. A list of a screen and a year has
       a session of its own (cookies); one that is lost half way is begun once more.
    4. 全N件中 is the total. Rows of one day come in another order at each request, so that pages
       overlap (a client got 55 of 57, 2026): distinct entries are counted, and a list that stays
       short is asked for in each other order that it offers; then the run is short.
    5. The lists are the originals. Entries of ``details`` whose links hand a key to the page's
       script are asked for one by one instead, at the address that the script makes; where it
       stands in another file, at that of いわき, if the first answers there. One whose session is
       lost is asked for again in a new one.

    The header says Shift_JIS at some tenants whose pages are in UTF-8: the bytes decide.
    """

    # The lists are kept in the session of the cookie.
    custom_settings = {"COOKIES_ENABLED": True}  # noqa: RUF012

    screens: ClassVar[tuple[Screen, ...]] = tuple(
        Screen(stage, kind, f"PPUBC00100!link?screenId={screen}&chotatsu_kbn={kind}", told=False)
        for stage, screen in (("tender", "PPUBC00400"), ("result", "PPUBC00700"))
        for kind in ("00", "01", "11")
    )
    """Asked for only where no menu is told [unverified: goods are PPUBC00410 and 00710 at 奈良]."""
    kinds: ClassVar[Mapping[str, str]] = {"00": "工事", "01": "業務委託", "11": "物品"}
    details: ClassVar[tuple[str, ...]] = ("tender", "result")
    """The stages whose entries are asked for one by one. Nobody has shown what stands behind a
    result [unverified], and its list names the winner: the first is asked for, and the others
    where its page tells of it."""
    behind = "{screen}!kenmeiLink?organizationNumber={0}&nendo={1}&keiyakuNo={2}"
    """The address of いわき's notices, at the screen of the list (a client's code, 2026)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sessions = 0
        self._taken = 0
        self._offices = Entrances(set())

    async def start(self) -> AsyncIterator[Request]:
        for url in self.start_urls:
            yield self._top(url, self.parse)

    def _top(self, url: str, callback: Any, errback: Any = None, **told: Any) -> Request:
        """A first page: it begins a session."""
        self._sessions += 1
        meta = {"cookiejar": self._sessions}
        return Request(url, callback, meta=meta, cb_kwargs=told, errback=errback, dont_filter=True)

    def _enter_office(self, url: str, office: str, again: bool = False) -> Request:
        """The first page of one of several organisations."""
        return self._top(url, self.parse, self.no_office, office=office, again=again)

    def no_office(self, failure: Failure) -> Iterator[Request]:
        """The first page of an organisation does not come."""
        error = failure.value
        if error is None or not is_their_own(error):
            failure.raiseException()
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        yield from self._shut(request, error, what_is_said(error))

    def _shut(self, request: Request, error: BaseException, said: str) -> Iterator[Request]:
        """An organisation can't be entered: once more in a new session, then it is told."""
        office = request.cb_kwargs["office"]
        if not request.cb_kwargs["again"]:
            yield self._enter_office(request.url, office, again=True)
        elif self._offices.shut(office, said):
            raise error
        else:
            told = [one for one in self.out_of_reach if not one.startswith(SHUT)]
            self.out_of_reach = [*told, self._offices.sentence()]

    def parse(self, response: Response, office: str = "", again: bool = False) -> Iterator[Request]:
        """A first page: a list to walk through for each screen of its menu."""
        page = pages.page_of(response)
        found = pages.screens(page)
        others = pages.organisations(page)
        if len(others) > 1 and "kikanno" not in page.url:
            self._offices = Entrances(set(others.values()))
            for number, name in others.items():
                yield self._enter_office(f"{page.url}?kikanno={number}", name)
            return
        off = list(pages.switched_off(page))
        if off:
            names = "、".join(dict.fromkeys(off))
            self._tell(f"{office}{names}: switched off (submenu-disable), so not published there")
        if not found and efftis.MARK not in page.text:
            error = LayoutChanged(f"expected a menu of PPUBC screens, found none at {page.url}")
            if not office or response.request is None:
                raise error
            yield from self._shut(response.request, error, text(page.selector))
            return
        self._offices.enter(office)
        for screen in found or (() if off else self.screens):
            walk = Walk(screen, f"{office}{screen}")
            yield self._top(page.url, self.enter, walk=walk, office=office)

    def _tell(self, sentence: str) -> None:
        """What is out of reach, once for all lists of which it holds."""
        if sentence not in self.out_of_reach:
            self.out_of_reach.append(sentence)

    def enter(self, response: Response, walk: Walk, office: str) -> Iterator[Request]:
        """A first page in the session of one list: on to its screen."""
        yield response.follow(
            walk.screen.link,
            self.search,
            errback=self.lost,
            meta={"cookiejar": response.meta["cookiejar"], "top": response.url},
            cb_kwargs={"walk": walk, "office": office},
            dont_filter=True,
        )

    def lost(self, failure: Failure) -> Iterator[Request]:
        """A list whose session is lost: once more from its beginning, in a new one."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        walk, office = request.cb_kwargs["walk"], request.cb_kwargs["office"]
        if not isinstance(failure.value, Blocked) or walk.again:
            failure.raiseException()
        walk = Walk(walk.screen, walk.name, walk.year, again=True)
        yield self._top(request.meta["top"], self.enter, walk=walk, office=office)

    def search(self, response: Response, walk: Walk, office: str) -> Iterator[Request]:
        """The form: send it, and begin a session for each further year that it offers."""
        page = pages.page_of(response)
        form = pages.search_form(page)
        if form is None and not walk.screen.told:
            self._tell(f"{office}{walk.screen}: no search, so not published there")
            return
        if form is None:
            raise LayoutChanged(f"expected a form with method:search, found none at {page.url}")
        if walk.year is None:
            first, *others = pages.years(form, self.since)
            for year in others:
                told = " ".join(year.values())
                other = Walk(walk.screen, f"{walk.name} {told}", year)
                yield self._top(response.meta["top"], self.enter, walk=other, office=office)
            walk.year = first
            walk.name = " ".join([walk.name, *first.values()])
        walk.printed = pages.printed_year(form, walk.year)
        filled = {**pages.pressed_search(form), **walk.year}
        yield self._send(page, form, filled, walk=walk, office=office)

    def _send(
        self, page: TextResponse, form: Selector, filled: Mapping[str, str],
        action: str | None = None, **told: Any,
    ) -> Request:  # fmt: skip
        """All fields of a form as they stand, with what is chosen."""
        return submitted(
            page,
            form,
            filled,
            action,
            callback=self.read_list,
            errback=self.lost,
            meta={name: page.meta[name] for name in ("cookiejar", "top")},
            cb_kwargs=told,
            dont_filter=True,
        )

    def read_list(
        self, response: Response, walk: Walk, office: str
    ) -> Iterator[Request | Original]:
        """A page of a list, and the way to the next one, to another order, or to its end."""
        page = pages.page_of(response)
        if self.sample is not None and self._taken >= self.sample:
            self.passed_over += 1
            return
        self._taken += 1
        found = efftis.entries(page.text)
        shown = pages.shown(page, len(found))
        walk.total = max(walk.total, shown.total)
        self.stated(walk.name, shown.total)
        if not shown.total:
            self.said_none = True
            return
        rows = distinct(found)
        new = [name for name in rows if name not in walk.rows]
        walk.rows.update(rows)
        walk.size = max(walk.size, len(found))
        walk.asked += 1
        if new or shown.count > len(found):
            walk.pages.append((page, shown.count))
        form = pages.list_form(page)
        if walk.orders is None:
            walk.orders = pages.orders(form)
        most = ceil(walk.total / max(walk.size, 1)) + 1
        if shown.last < shown.total and found and walk.asked < most:
            yield self._send(page, form, {}, pages.next_link(page, form), walk=walk, office=office)
        elif len(walk.rows) < walk.total and walk.orders:
            walk.asked = 0
            filled = pages.pressed_again(form, walk.orders.pop(0))
            yield self._send(page, form, filled, walk=walk, office=office)
        else:
            yield from self._end(page, walk, office)

    def _end(self, page: TextResponse, walk: Walk, office: str) -> Iterator[Request | Original]:
        """All that can be found of a list is: ask for its entries' pages, or keep its own."""
        self.found(walk.name, len(walk.rows))
        rows, stage = list(walk.rows.values()), walk.screen.stage
        keys = {row.key for row in rows}
        # one key of two entries leads to the page of one of them
        if stage not in self.details or () in keys or len(keys) < len(rows) or not rows:
            yield from self._lists(walk, office)
            return
        asked = [(row, self._behind(page, row)) for row in rows]
        if stage == "tender" and pages.address_of(page, rows[0]):
            for row, link in asked:
                yield from self._detail(page, walk, office, row, link)
            return
        (first, link), *others = asked
        for request in self._detail(page, walk, office, first, link):
            told = {"walk": walk, "office": office, "others": others, "told": request.cb_kwargs}
            yield request.replace(callback=self.try_detail, errback=self.no_detail, cb_kwargs=told)

    def try_detail(
        self, response: Response, walk: Walk, office: str, others: list[tuple[Entry, str]],
        told: dict[str, Any],
    ) -> Iterator[Request | Original]:  # fmt: skip
        """The page of a list's first entry, where nobody says that it is there."""
        page = pages.page_of(response)
        self.received.append(page.url)
        if not pages.tells_of(page, next(iter(walk.rows.values()))):
            yield from self._without(walk, office)
            return
        yield self.original(page, holds=1, **told)
        for row, link in others:
            yield from self._detail(page, walk, office, row, link)

    def no_detail(self, failure: Failure) -> Iterator[Original]:
        """There is no such page."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        self.received.append(request.url)
        yield from self._without(request.cb_kwargs["walk"], request.cb_kwargs["office"])

    def _without(self, walk: Walk, office: str) -> Iterator[Original]:
        self._tell(f"{office}{walk.screen.stage}: the pages of the entries, no address is told")
        yield from self._lists(walk, office)

    def _behind(self, page: TextResponse, row: Entry) -> str:
        """The address of an entry's page: as the page's script says, else as いわき has it."""
        screen = pages.screen_of(pages.list_form(page))
        told = pages.address_of(page, row)
        return told or self.behind.format(*row.key, *[""] * 3, screen=screen)

    def _detail(
        self, page: TextResponse, walk: Walk, office: str, row: Entry, link: str
    ) -> Iterator[Request]:
        """The request for the page of one entry."""
        key = "-".join(row.key)
        meta = {name: page.meta[name] for name in ("cookiejar", "top")}
        return self.detail(
            page.follow(link, self.keep_detail, meta=meta, errback=self.lost_detail),
            name=f"{walk.screen} {key}",
            row=" | ".join(cell.text for cell in row.cells),
            settled=pages.is_past(row, day_of(page), self.source.lag_days),
            context={**row.printed(), **self._context(walk, office), efftis.KEY: key},
            stage=walk.screen.stage,
        )

    def lost_detail(self, failure: Failure) -> Iterator[Request]:
        """The page of an entry whose session is lost: twice more, in a new one each."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        if not isinstance(failure.value, Blocked) or request.meta.get("again", 0) >= _AGAIN:
            failure.raiseException()
        yield self._top(request.meta["top"], self.ask_again, lost=request)

    def ask_again(self, response: Response, lost: Request) -> Iterator[Request]:
        """A first page in a new session: on to the page of the entry."""
        meta = {"cookiejar": response.meta["cookiejar"], "again": lost.meta.get("again", 0) + 1}
        yield lost.replace(meta=lost.meta | meta, dont_filter=True)

    def keep_detail(self, response: Response, **told: Any) -> Iterator[Original]:
        """The page of one entry: it holds one notice."""
        self.received.append(response.url)
        yield self.original(response, holds=1, **told)

    def _lists(self, walk: Walk, office: str) -> Iterator[Original]:
        """The pages of a list, as the originals that hold its entries."""
        told = {**self._context(walk, office), **numbers(walk, office)}
        for page, count in walk.pages:
            yield self.original(page, stage=walk.screen.stage, context=told, holds=count)

    def _context(self, walk: Walk, office: str) -> dict[str, str]:
        """What holds for all entries of a list."""
        kind = self.kinds.get(walk.screen.kind, "")
        series = kind or walk.screen.kind  # 工事 and 物品 of one year may have the same number
        told = {"調達区分": kind, "発注機関": office, YEAR: walk.printed, SERIES: series}
        return {label: text for label, text in told.items() if text}
