"""A session with a site of SuperCALS: from its entry to the conditions of a search."""

from __future__ import annotations

from abc import abstractmethod
from collections import deque
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any, ClassVar
from urllib.parse import urlencode

from scrapy.http import FormRequest, Request, Response, TextResponse
from twisted.python.failure import Failure

from crawlers.base import ProcurementSpider
from crawlers.families import ej_ppi_pages as pages
from crawlers.families.ej_ppi_parts import BODY, YEAR
from crawlers.families.ej_ppi_refused import refusal
from crawlers.families.ej_ppi_walk import NOTICES, RESULTS, Screen, Walk
from crawlers.families.entrances import SHUT, Entrances, is_their_own
from crawlers.ledger import Ledger, trouble_of
from pipelines.errors import Blocked
from pipelines.lookups import bodies_by_local_code
from pipelines.times import now

_OTHERS = "bodies other than KikanNO {}: no form that offers them was found"
_ANY_STATUS = {"handle_httpstatus_all": True}
"""In ``meta`` of a request that may lead nowhere: a frame that is gone costs nothing."""


class EjPpiSession(ProcurementSpider):
    """Enters a site once for each tenant and screen, and finds the form with the conditions.

    ``search`` goes on from there.
    """

    # The list that a search finds belongs to the session of its cookie.
    custom_settings = {"COOKIES_ENABLED": True}  # noqa: RUF012

    tenants: ClassVar[tuple[str, ...]] = ()
    """Local codes of the bodies of a shared host: KikanNO is the code and 00 (seen for 22 bodies of
    one host, clients' notes of 2026)."""
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
        "ejDisplaySort": "",
        "getStpos": "0",
        "ejProcessName": "findList",
    }
    """The conditions of a site that shows no form of them [as one client sends them, 2026]."""
    most_ways = 12
    """Pages that are looked at for the conditions of one screen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sessions = 0
        names = {_name_of(tenant) for tenant in self.tenants or ("",)}
        self._lists = {screen.title: Entrances(set(names)) for screen in self.screens}
        self.today = now().date()

    async def start(self) -> AsyncIterator[Request]:
        for tenant in self.tenants or ("",):
            for screen in self.screens:
                yield self._begin(tenant, screen)

    @abstractmethod
    def search(self, walk: Walk, conditions: pages.Conditions) -> Iterator[Request]:
        """Search by the conditions that were found."""

    def _begin(self, tenant: str, screen: Screen, **known: Any) -> Request:
        """The entry, in a new session."""
        self._sessions += 1
        walk = Walk(tenant, screen, self._sessions, assumed=self._steps(screen), **known)
        query = f"?KikanNO={tenant}00" if tenant else ""
        return self.ask(walk, Request(self.start_urls[0] + query), self.parse_entry)

    def ask(self, walk: Walk, request: Request, callback: Any, **kwargs: Any) -> Request:
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
        yield self.ask(walk, FormRequest(url, formdata=fields), self.look)

    def look(self, response: Response, walk: Walk) -> Iterator[Request]:
        """A page on the way to the conditions of a search; a way that ends is no trouble."""
        walk.looked += 1
        if response.status == 200 and isinstance(response, TextResponse):
            if found := pages.conditions(response, walk.screen.name):
                yield from self.search(walk, found)
                return
            # What is nearest goes first: down to the conditions before the next frame.
            offered = list(pages.ways(response, walk.screen.name))
            if not offered and not walk.said:
                walk.said = refusal(response)
            ways = [one for one in offered if walk.is_new(one)]
            walk.ways.extendleft(reversed(ways))
            if not response.css("frame, iframe, form, a"):
                pages.check_open(response)
        yield from self._look_on(walk)

    def _look_on(self, walk: Walk) -> Iterator[Request]:
        """The next way to the conditions; where all have ended, the conditions that are assumed."""
        if walk.ways and walk.looked < self.most_ways:
            yield self.ask(walk, walk.ways.popleft(), self.look, meta=_ANY_STATUS)
        elif walk.assumed:
            walk.ways.clear()
            yield self.ask(walk, walk.assumed.pop(0), self.look, meta=_ANY_STATUS)
        else:
            yield from self.search(walk, self._assumed(walk))

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
        screen = walk.screen
        fields = {**self.fields, "ejParameterID": screen.name}
        if "ejDisplaySort" in fields:
            fields["ejDisplaySort"] = screen.sort
        if (body := fields.get(BODY)) and (told := _OTHERS.format(body)) not in self.out_of_reach:
            self.out_of_reach.append(told)
        years = tuple(
            (str(year), "") for year in range(self.source.since.year, self.today.year + 2)
        )
        return pages.Conditions(
            self.start_urls[0], fields, {YEAR: years}, days=("BidStDate", "BidEnDate")
        )

    def once_more(self, walk: Walk, page: Response) -> Request:
        """The same session anew, from the search that was lost; Blocked if it was lost before."""
        if walk.again:
            raise Blocked(
                f"expected the answer to a search, found that its session is lost at {page.url}"
            )
        left = deque([walk.asked, *walk.searches]) if walk.asked else walk.searches
        return self._begin(walk.tenant, walk.screen, searches=left, again=True)

    def entered(self, walk: Walk) -> None:
        """A list of the tenant came: what it says from now on is no matter of its entry."""
        self._lists[walk.screen.title].enter(_name_of(walk.tenant))

    def is_outside(self, walk: Walk) -> bool:
        """Whether no list of the tenant came yet: it may not be served here."""
        return _name_of(walk.tenant) not in self._lists[walk.screen.title].entered

    def turned_away(self, walk: Walk, error: BaseException | None, url: str) -> Iterator[Request]:
        """A tenant can't be entered: once more in a new session, then it is told."""
        if not walk.knocked:
            yield self._begin(walk.tenant, walk.screen, knocked=True)
            return
        said = walk.said or str(error).partition("found ")[2] or str(error)
        title = walk.screen.title
        lists = self._lists[title]
        if lists.shut(_name_of(walk.tenant), said):
            self._ledger().note(trouble_of(error, url))
        else:
            others = [one for one in self.out_of_reach if not one.startswith(f"{title} {SHUT}")]
            self.out_of_reach = [*others, f"{title} {lists.sentence()}"]

    def _ledger(self) -> Ledger:
        ledger = self.crawler.get_extension(Ledger)
        assert ledger is not None
        return ledger

    def lost(self, failure: Failure) -> Iterator[Request]:
        """A request that failed for good: a way that ends, or a session to be begun anew, once."""
        request: Request = failure.request  # type: ignore[attr-defined]
        walk: Walk = request.cb_kwargs["walk"]
        is_blocked = isinstance(failure.value, Blocked)
        is_way = not walk.asked and _ANY_STATUS.items() <= request.meta.items()
        if self.is_outside(walk) and is_their_own(failure.value) and not is_way:
            yield from self.turned_away(walk, failure.value, request.url)
            return
        if is_blocked and walk.asked and not walk.again:
            left = deque([walk.asked, *walk.searches])
            yield self._begin(walk.tenant, walk.screen, searches=left, again=True)
            return
        if is_way and (not is_blocked or is_their_own(failure.value)):
            yield from self._look_on(walk)
            return
        self._ledger().download_failed(failure)


def _name_of(tenant: str) -> str:
    """The name of the body with a local code, "" where a host has but one."""
    return bodies_by_local_code()[tenant].name if tenant else ""
