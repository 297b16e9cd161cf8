"""調達ポータル, 調達情報の検索: searches by session and token; result pages are originals."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from math import ceil
from typing import Any

from scrapy.http import FormRequest, Request, Response, TextResponse

from crawlers.base import FILE, ProcurementSpider
from crawlers.families import p_portal_pages as pages
from crawlers.forms import submitted
from crawlers.html import one
from crawlers.received import day_of
from pipelines.errors import LayoutChanged
from pipelines.records import Original
from pipelines.times import now

_BEAN = "searchConditionBean."


@dataclass
class Search:
    """One search in a session of its own: what it asks for, and what was found so far.

    ``total`` is what its first page states, ``size`` the rows of its largest page; ``keys`` are the
    rows found, ``details`` the address, key and stage of notices to look at when all rows are
    known. ``above`` is the search that it is a half of, ``halves`` the totals of its own halves.
    ``again``: it was lost once before. ``kind`` is the box that is ticked, ``is_cut``: there are
    more than its total.
    """

    first: date | None
    last: date | None
    above: Search | None = None
    again: bool = False
    kind: tuple[str, str] | None = None
    is_cut: bool = False
    total: int = 0
    size: int = 1
    keys: set[str] = field(default_factory=set)
    details: list[tuple[str, str, str]] = field(default_factory=list)
    halves: list[int] = field(default_factory=list)

    def __str__(self) -> str:
        days = " to ".join(str(day) for day in (self.first, self.last) if day)
        kind = f", kind {self.kind[1]}" if self.kind else ""
        return f"the search for {days or 'any day'}{kind}"

    @property
    def whole(self) -> Search:
        """The search that this one is a part of, itself if it is none."""
        return self.above.whole if self.above else self


class PPortalSpider(ProcurementSpider):
    """The search for notices of 調達ポータル (GEPS); metadata only.

    1. Set ``start_urls`` to the page with the form. The form is chosen by its id, all of its fields
       are sent as they stand, but no kind of notice (調達種別) is ticked: that finds all kinds,
       also those without a box. So nothing rests on codes that are not sure (cla, 17, 99).
    2. Each search has a session of its own (cookies): two in one session mix their results.
    3. A search that states more than ``most`` cases is halved by the days of publication, down to
       one day, which is taken whole. One that shows only the first of its cases, and says so, is
       halved too, a day of it by the form's boxes of kinds; what is still cut is told as out of
       reach. The pages of results are the originals.
    4. A session that is lost half way, or a list that changes while it is paged, is searched once
       more from the beginning; then the run ends as blocked or short.
    5. ``details`` asks for the page of each notice too, in place of the results. The documents
       behind it want names and telephone numbers: they are never asked for.
    """

    # One search a session, and the token of the form belongs to its cookie.
    custom_settings = {"COOKIES_ENABLED": True}  # noqa: RUF012

    form = "tri_WAA0101FM01"
    """The id of the search form; one for navigation stands before it."""
    results = "OAA0106"
    """The page of results, beside that to which the form is sent."""
    division = "0"
    """公開中. What the other choices of caseDivision find, nobody has told [unverified]."""
    size = 50
    """Rows a page; the site gives no more, whatever is asked for (seen by a client, 2026-08)."""
    most = 500
    """Cases that one session pages through."""
    details = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sessions = 0
        self._known: set[str] = set()
        self._pages = 0
        self._kinds: list[tuple[str, str]] = []
        self._today = now().date()

    async def start(self) -> AsyncIterator[Request]:
        yield self.look(Search(self.since, self.until))

    def look(self, search: Search) -> Request:
        """The form, in a new session."""
        self._sessions += 1
        return Request(
            self.start_urls[0],
            meta={"cookiejar": self._sessions},
            cb_kwargs={"search": search},
            dont_filter=True,
        )

    def parse(self, response: Response, search: Search) -> Iterator[Request]:
        """The form: fill in the days and send it, with no kind of notice ticked."""
        page = pages.page_of(response)
        if pages.is_refused(page):
            raise pages.refused(page)
        self._today = day_of(response)
        form = one(page, f"form#{self.form}")
        boxes = form.css(f"[name^='{_BEAN}procurementClaBean.']")
        self._kinds = [(box.attrib["name"], box.attrib.get("value", "on")) for box in boxes]
        divisions = form.css(f"[name='{_BEAN}caseDivision']::attr(value)").getall()
        self._say_of(divisions)
        filled: dict[str, str | None] = {
            **dict.fromkeys(name for name, _ in self._kinds),
            **({search.kind[0]: search.kind[1]} if search.kind else {}),
            **({f"{_BEAN}caseDivision": self.division} if divisions else {}),
            f"{_BEAN}publicStartDateFrom": f"{search.first:%Y/%m/%d}" if search.first else "",
            f"{_BEAN}publicStartDateTo": f"{search.last:%Y/%m/%d}" if search.last else "",
            "OAA0102": form.css("[name=OAA0102]::attr(value)").get("検索"),
        }
        yield submitted(
            page,
            form,
            filled,
            meta={"cookiejar": response.meta["cookiejar"]},
            callback=self.found_first,
            cb_kwargs={"search": search},
            dont_filter=True,
        )

    def found_first(self, response: Response, search: Search) -> Iterator[Request | Original]:
        """The first page of results: it says how many there are, and so how to go on."""
        page = pages.page_of(response)
        if pages.is_refused(page):
            yield self._once_more(page, search)
            return
        search.total = pages.total_of(page)
        search.is_cut = pages.is_cut(page, search.total)
        self._check_halves(page, search)
        is_long = search.is_cut or search.total > self.most
        halves = self._halves(search) if is_long else []
        if search.above is None or not halves:
            self.stated(str(search), search.total)
        if halves:
            yield from map(self.look, halves)
        elif not search.total:
            self.said_none = self.said_none or search.above is None
        elif pages.count_of(page) in (search.total, self.size):
            yield from self._take(page, search, 0)
        else:  # the first page may be shorter than what can be asked for
            yield self._next(page, search, 0)

    def found_page(
        self, response: Response, search: Search, number: int
    ) -> Iterator[Request | Original]:
        """A further page of results."""
        page = pages.page_of(response)
        if pages.is_refused(page):
            yield self._once_more(page, search)
            return
        total = pages.total_of(page)
        if total != search.total and not search.again:
            yield self._once_more(page, search)
            return
        self.stated(str(search), total)
        yield from self._take(page, search, number)

    def _take(
        self, page: TextResponse, search: Search, number: int
    ) -> Iterator[Request | Original]:
        """The rows of a page, and the way to the next one."""
        if self.sample is not None and self._pages >= self.sample:
            self.passed_over += 1
            return
        self._pages += 1
        rows = pages.rows_of(page)
        new = pages.keys_of(rows) - search.keys
        search.keys |= new
        search.size = max(search.size, len(rows))
        if self.details:
            search.details.extend(pages.details_of(rows))
        else:
            days = pages.asked(search.first, search.last)
            yield self.original(page, holds=pages.holds(rows), context=days)
        is_last = not new or number + 1 >= ceil(search.total / search.size)
        if len(search.keys) >= search.total or (is_last and search.again):
            yield from self._end(page, search)
        elif is_last:  # rows moved from page to page meanwhile
            yield self._once_more(page, search)
        else:
            yield self._next(page, search, number + 1)

    def _end(self, page: TextResponse, search: Search) -> Iterator[Request]:
        """All rows of a search are known: count them, and look at its notices if it is wanted."""
        self.found(str(search), len(search.keys))
        if search.above:
            self.found(str(search.whole), len(search.keys - self._known))
        self._known |= search.keys
        for address, key, stage in search.details:
            self.linked.add(key.encode())
            yield self._detail(page, address, key, stage)

    def _detail(self, page: TextResponse, address: str, key: str, stage: str) -> Request:
        """The request for the page of one notice."""
        token = page.css("input[name=_csrf]::attr(value)").get("")
        return FormRequest(
            page.urljoin(address),
            formdata={"_csrf": token, pages.KEY: key, "SyFromFlg": "1"},
            headers={"Referer": page.url},
            callback=self.keep_detail,
            cb_kwargs={"stage": stage, "key": key},
            meta={"cookiejar": page.meta["cookiejar"], FILE: True},
            dont_filter=True,
        )

    def keep_detail(self, response: Response, stage: str, key: str) -> Iterator[Original]:
        """The page of one notice."""
        page = pages.page_of(response)
        if pages.is_refused(page):
            raise pages.refused(page)
        self.received.append(page.url)
        yield self.original(page, stage=stage, context={pages.KEY: key}, holds=1)

    def _next(self, page: TextResponse, search: Search, number: int) -> Request:
        return page.follow(
            f"{self.results}?page={number}&size={self.size}",
            callback=self.found_page,
            cb_kwargs={"search": search, "number": number},
            meta={"cookiejar": page.meta["cookiejar"]},
            dont_filter=True,
        )

    def _once_more(self, page: TextResponse, search: Search) -> Request:
        """The same search from its beginning, once; Blocked where it was lost before."""
        if search.again:
            raise pages.refused(page)
        return self.look(replace(search, again=True, keys=set(), details=[]))

    def _halves(self, search: Search) -> list[Search]:
        """A search of days as two; one of a day that is cut as one a kind; else none."""
        first = search.first or self.source.since
        last = search.last or self._today
        if first >= last and search.is_cut and not search.kind and self._kinds:
            self._tell(f"what {search} finds of no kind that the form has a box for")
            return [Search(first, last, search, kind=kind) for kind in self._kinds]
        if first >= last or search.kind:
            if search.is_cut:
                self._tell(f"what {search} finds beyond its first {search.total}")
            return []
        middle = first + timedelta(days=(last - first).days // 2)
        return [Search(first, middle, search), Search(middle + timedelta(days=1), last, search)]

    def _check_halves(self, page: TextResponse, search: Search) -> None:
        """Both halves of a search can't state its own total: the days would then mean nothing."""
        above = search.above
        if above is None or above.is_cut or search.again:
            return
        above.halves.append(search.total)
        if above.halves == [above.total, above.total]:
            raise LayoutChanged(
                "expected publicStartDateFrom and publicStartDateTo to narrow a search, found "
                f"{above.total} cases in both halves of {above} at {page.url}"
            )

    def _say_of(self, divisions: list[str]) -> None:
        """Say which choices of the form are left alone."""
        left = sorted(set(divisions) - {self.division})
        if left:
            self._tell(f"what the form finds under caseDivision {', '.join(left)}, not 公開中")

    def _tell(self, sentence: str) -> None:
        """What no search reaches, said once."""
        if sentence not in self.out_of_reach:
            self.out_of_reach.append(sentence)
