"""入札情報公開サービス of SuperCALS, the servlet ``EjPPIj``: its lists, found by their forms."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import replace
from typing import Any, ClassVar
from urllib.parse import urlencode

from scrapy.http import FormRequest, Request, Response, TextResponse
from twisted.python.failure import Failure

from crawlers.base import ProcurementSpider
from crawlers.families import ej_ppi_pages as pages
from crawlers.families.ej_ppi_parts import BODY, YEAR, Search, parts_of, searches
from crawlers.families.ej_ppi_walk import NOTICES, RESULTS, Screen, Walk, body_named, prefecture_of
from crawlers.families.ej_ppi_walk import local as local
from crawlers.families.ej_ppi_walk import local_codes as local_codes
from crawlers.ledger import Ledger
from pipelines.errors import Blocked, LayoutChanged
from pipelines.lookups import bodies_by_local_code
from pipelines.records import Original
from pipelines.times import now

_ANY_STATUS = {"handle_httpstatus_all": True}
"""In ``meta`` of a request that may lead nowhere: a frame that is gone costs nothing."""


class EjPpiSpider(ProcurementSpider):
    """The lists of a site of SuperCALS: results and notices; the lists are the originals.

    1. Set ``start_urls`` to the servlet. A host that many share is asked for one tenant at a time:
       set ``tenants`` to the local codes of its bodies. A host of its own answers for all at once.
    2. Each tenant's screen has a session of its own (cookies): entered by ``enter``, then through
       frames, forms and links to the form with the conditions. All its fields are sent as they
       stand, the most rows a page, and each choice on the option that stands for all; where there
       is none, each option is a search. So is each fiscal year.
    3. A search that finds more than a page shows is taken apart: by days, then by each choice. What
       can't be taken apart is paged by the number of the first row.
    4. Where the way to the conditions isn't found, those of ``fields`` are sent: three requests
       that clients of 2026 make on most of these hosts (entry, StartPage, findList).
    5. A session that is lost half way is begun anew once; a page that says that the site is closed
       ends the run as blocked: no rows never mean that nothing was published.

    The page of one notice is known by its place in a list only (``openYotei(0)``), in the session
    that made the list. What it says besides (deadlines) is not asked for.
    """

    # The list that a search finds belongs to the session of its cookie.
    custom_settings = {"COOKIES_ENABLED": True}  # noqa: RUF012
    incremental = True

    tenants: ClassVar[tuple[str, ...]] = ()
    """Local codes of the bodies of a shared host: KikanNO is the code and 00 (seen for 22 bodies of
    one host, clients' notes of 2026)."""
    each: ClassVar[bool] = False
    """Whether the bodies of a host are asked for one at a time, by the options of its form: where
    nobody has stated which they are, or the rows name their offices alone."""
    screens: ClassVar[tuple[Screen, ...]] = (RESULTS, NOTICES)
    enter: ClassVar[Mapping[str, str]] = {"ejParameterID": "StartPage", "KikanNO": "null"}
    """What enters the site; KikanNO is the tenant's. Seen with clients of nine hosts."""
    open: ClassVar[Mapping[str, str]] = {}
    """What opens a screen after that, where a site wants it; ejNextParameterID is the screen."""
    show: ClassVar[Mapping[str, str]] = {
        "ejShousaiDispFlag": "null",
        "ejProcessName": "getCondPage",
    }
    """The query that shows the conditions, beside ejParameterID: where no link or frame leads there
    (seen with two clients, 2026)."""
    fields: ClassVar[Mapping[str, str]] = dict.fromkeys(
        (
            *("Nendo", "KikanNO", "BukyokuNO", "ChoutatsuCD", "KoujiSyubetu", "mojisel1"),
            *("mojisel2", "BidStDate", "BidEnDate", "AllhitSize", "ejShousaiDispFlag"),
        ),
        "",
    ) | {
        "kkselect": "AND",
        "ejMaxDisplayRowCount": "500",
        "getStpos": "0",
        "ejProcessName": "findList",
    }
    """The conditions of a site that shows no form of them [as one client sends them, 2026]."""
    most_ways = 12
    """Pages that are looked at for the conditions of one screen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sessions = 0
        self._pages = 0
        self._today = now().date()
        self._where = prefecture_of(self.source.bodies)

    async def start(self) -> AsyncIterator[Request]:
        for tenant in self.tenants or ("",):
            for screen in self.screens:
                yield self._begin(tenant, screen)

    def _begin(self, tenant: str, screen: Screen, **known: Any) -> Request:
        """The entry, in a new session."""
        self._sessions += 1
        walk = Walk(tenant, screen, self._sessions, assumed=self._steps(screen), **known)
        query = f"?KikanNO={tenant}00" if tenant else ""
        return self._ask(walk, Request(self.start_urls[0] + query), self.parse_entry)

    def _ask(self, walk: Walk, request: Request, callback: Any, **kwargs: Any) -> Request:
        meta = {"cookiejar": walk.jar, **kwargs.pop("meta", {})}
        return request.replace(
            callback=callback,
            errback=self.lost,
            meta=request.meta | meta,
            cb_kwargs={"walk": walk, **kwargs},
            dont_filter=True,
        )

    def parse_entry(self, response: Response, walk: Walk) -> Iterator[Request]:
        """The first page: enter as its own form does, else as clients do."""
        page = pages.page_of(response)
        if not page.css("frame, iframe, form"):
            pages.check_open(page)
        url, found = pages.form_of(page, self.enter["ejParameterID"]) or (page.url, {})
        fields = {**self.enter, **found}
        if walk.tenant:
            fields["KikanNO"] = f"{walk.tenant}00"
        url = url.partition("?")[0]
        yield self._ask(walk, FormRequest(url, formdata=fields), self.look)

    def look(self, response: Response, walk: Walk) -> Iterator[Request]:
        """A page on the way to the conditions of a search; a way that ends is no trouble."""
        walk.looked += 1
        if response.status == 200 and isinstance(response, TextResponse):
            if found := pages.conditions(response, walk.screen.name):
                yield from self._search(walk, found)
                return
            # What is nearest goes first: down to the conditions before the next frame.
            ways = [one for one in pages.ways(response, walk.screen.name) if walk.is_new(one)]
            walk.ways.extendleft(reversed(ways))
            if not response.css("frame, iframe, form, a"):
                pages.check_open(response)
        yield from self._look_on(walk)

    def _look_on(self, walk: Walk) -> Iterator[Request]:
        """The next way to the conditions; where all have ended, the conditions that are assumed."""
        if walk.ways and walk.looked < self.most_ways:
            yield self._ask(walk, walk.ways.popleft(), self.look, meta=_ANY_STATUS)
        elif walk.assumed:
            walk.ways.clear()
            yield self._ask(walk, walk.assumed.pop(0), self.look, meta=_ANY_STATUS)
        else:
            yield from self._search(walk, self._assumed(walk))

    def _steps(self, screen: Screen) -> list[Request]:
        """The requests that lead to the conditions where no page says how."""
        url = self.start_urls[0]
        found: list[Request] = []
        if self.open:
            fields = {"ejParameterID": screen.name, "ejNextParameterID": screen.name, **self.open}
            found.append(FormRequest(url, formdata=fields))
        query = {"ejParameterID": screen.name, **self.show}
        return [*found, Request(f"{url}?{urlencode(query)}")]

    def _assumed(self, walk: Walk) -> pages.Conditions:
        """The conditions of a site that shows no form of them."""
        fields = {**self.fields, "ejParameterID": walk.screen.name}
        years = tuple(
            (str(year), "") for year in range(self.source.since.year, self._today.year + 2)
        )
        return pages.Conditions(
            self.start_urls[0], fields, {YEAR: years}, days=("BidStDate", "BidEnDate")
        )

    def _search(self, walk: Walk, conditions: pages.Conditions) -> Iterator[Request]:
        """The conditions are known: search, or go on where a lost session had come to."""
        if walk.tenant:
            # The tenant's page may offer its own offices only, or nothing.
            fields = {**conditions.fields, BODY: f"{walk.tenant}00"}
            choices = {name: of for name, of in conditions.choices.items() if name != BODY}
            conditions = replace(conditions, fields=fields, choices=choices)
        elif self.each:
            bodies = {BODY: conditions.to_choose(BODY)}
            conditions = replace(conditions, choices={**conditions.choices, **bodies})
        walk.conditions = conditions
        self._say_of(conditions)
        if not walk.again:
            oldest = self.source.since
            walk.searches.extend(searches(conditions, str(walk), self.since, self.until, oldest))
        yield from self._next(walk)

    def _next(self, walk: Walk) -> Iterator[Request]:
        """The next search of a session."""
        if not walk.searches:
            return
        if self.sample is not None and self._pages >= self.sample:
            self.passed_over += len(walk.searches)
            return
        search = walk.searches.popleft()
        walk.asked = search
        assert walk.conditions is not None
        changed = dict(search.chosen)
        if walk.conditions.days and search.first:
            days = pages.days_of(search.first, search.last)
            changed |= dict(zip(walk.conditions.days, days, strict=True))
        if search.row:
            changed |= {"getStpos": str(search.row), "AllhitSize": str(search.total)}
        yield self._ask(walk, walk.conditions.request(changed), self.parse, search=search)

    def parse(self, response: Response, walk: Walk, search: Search) -> Iterator[Any]:
        """A list: take its rows if it is whole, else take the search apart."""
        page = pages.page_of(response)
        if pages.is_lost(page):
            yield self._once_more(walk, page)
            return
        told = pages.answer(page)
        search.total = told.total
        walk.rows = max(walk.rows, len(told.numbers))
        if counted := search.counted:
            self.stated(str(counted), counted.total or 0)
        if search.above and not search.row:
            search.above.totals.append(told.total)
        left = told.total - search.row if told.total is not None else walk.rows + 1
        if left <= walk.rows:  # the site has shown as many rows at once: none is left for a part
            yield from self._take(page, walk, search, len(told.numbers))
        elif search.above and search.above.is_deaf():
            self._without_days(page, walk, search.above)
        elif not search.row and (parts := self._parts(walk, search)):
            # After its neighbours: three parts that find as much as the whole are seen first.
            walk.searches.extend(parts)
        elif told.numbers and told.numbers[0] == search.row + 1:
            yield from self._take(page, walk, search, len(told.numbers))
            walk.searches.appendleft(replace(search, row=told.numbers[-1]))
        elif told.total is None:
            self.stated(str(search), (told.most or 0) + 1)  # nothing narrows it: short
        yield from self._next(walk)

    def _parts(self, walk: Walk, search: Search) -> list[Search]:
        assert walk.conditions is not None
        return parts_of(search, walk.conditions, self.source.since)

    def _take(
        self, page: TextResponse, walk: Walk, search: Search, count: int
    ) -> Iterator[Original]:
        """The rows of a page."""
        if counted := search.counted:
            self.found(str(counted), count)
        if not count:
            self.said_none = True
            return
        self._pages += 1
        name = search.body
        body = body_named(name, self._where) if name else self._tenant(walk)
        found = self.original(
            page,
            stage=walk.screen.stage,
            holds=count,
            body=body,
            context={} if body else {"都道府県": self._where},
            of_list=str(list(search.line)[-1]),
        )
        # A host that is asked for all may show a body that nobody has stated: none is the default.
        yield replace(found, hints=replace(found.hints, body=body))

    def _without_days(self, page: TextResponse, walk: Walk, search: Search) -> None:
        """The days of a search change nothing (長野県): take it apart by its choices alone."""
        assert walk.conditions is not None
        names = " and ".join(walk.conditions.days or ())
        walk.conditions = replace(walk.conditions, days=None)
        whole = list(search.line)[-1]
        for name in [name for name in self.lists if name.startswith(f"{whole.where} ")]:
            if name != str(whole):
                del self.lists[name]
        rest = [one for one in walk.searches if whole not in list(one.line)]
        parts = self._parts(walk, whole)
        if not parts:
            raise LayoutChanged(
                f"expected {names} to narrow {whole}, found as many in each part at {page.url}"
            )
        walk.searches = deque([*parts, *rest])

    def _once_more(self, walk: Walk, page: Response) -> Request:
        """The same session anew, from the search that was lost; Blocked if it was lost before."""
        if walk.again:
            raise Blocked(
                f"expected the answer to a search, found that its session is lost at {page.url}"
            )
        left = deque([walk.asked, *walk.searches]) if walk.asked else walk.searches
        return self._begin(walk.tenant, walk.screen, searches=left, again=True)

    def lost(self, failure: Failure) -> Iterator[Request]:
        """A request that failed for good: a way that ends, or a session to be begun anew, once."""
        request: Request = failure.request  # type: ignore[attr-defined]
        walk: Walk = request.cb_kwargs["walk"]
        is_blocked = isinstance(failure.value, Blocked)
        if is_blocked and walk.asked and not walk.again:
            left = deque([walk.asked, *walk.searches])
            yield self._begin(walk.tenant, walk.screen, searches=left, again=True)
            return
        if not is_blocked and not walk.asked and _ANY_STATUS.items() <= request.meta.items():
            yield from self._look_on(walk)
            return
        ledger = self.crawler.get_extension(Ledger)
        assert ledger is not None
        ledger.download_failed(failure)

    def _tenant(self, walk: Walk) -> str | None:
        return bodies_by_local_code()[walk.tenant].id if walk.tenant else None

    def _say_of(self, conditions: pages.Conditions) -> None:
        """Say which bodies the site offers that nobody has stated; they are crawled too."""
        offered = {words for _, words in conditions.to_choose(BODY)}
        unstated = [
            name for name in offered if body_named(name, self._where) not in self.source.bodies
        ]
        if unstated:
            self.logger.info("%s also serves %s", self.name, ", ".join(sorted(unstated)))


class EjPpiMenuSpider(EjPpiSpider):
    """The same system where it is entered by its menu, with more conditions (福井県, 鹿児島県).

    A client of 2026 enters 福井県 so; 鹿児島県 answers StartPage with the same error (ERR0001,
    EjPCStringChecker). Its ``fields`` are those that this client sends.
    """

    each = True
    enter: ClassVar[Mapping[str, str]] = {"ejParameterID": "TopMenu"}
    open: ClassVar[Mapping[str, str]] = {
        "ejParameterID": "TopMenu",
        "ejProcessName": "start",
        "ejCategoryName": "",
    }
    show: ClassVar[Mapping[str, str]] = {"ejProcessName": "getCondPage"}
    fields: ClassVar[Mapping[str, str]] = dict.fromkeys(
        (
            *("Nendo", "KikanNO", "BukyokuNO", "KakakariNO", "ChoutatsuCD", "KoujiSyubetu"),
            *("BidSuccessfulMethodType", "EbidCD", "BidStDate", "BidEnDate", "mojisel1"),
            "mojisel2",
        ),
        "",
    ) | {
        "SearchDateType": "3",
        "kkselect": "AND",
        "ejMaxDisplayRowCount": "100",
        "ejProcessName": "findList",
        "getStpos": "0",
        "AllhitSize": "0",
    }
