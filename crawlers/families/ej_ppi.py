"""入札情報公開サービス of SuperCALS, the servlet ``EjPPIj``: its lists, found by their forms."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any, ClassVar

from scrapy.http import Request, Response, TextResponse

from crawlers.families import ej_ppi_pages as pages
from crawlers.families.ej_ppi_details import NUMBER, Entry, Listed, shows
from crawlers.families.ej_ppi_parts import BODY, Search, parts_of, searches
from crawlers.families.ej_ppi_refused import refused
from crawlers.families.ej_ppi_session import EjPpiSession
from crawlers.families.ej_ppi_walk import Walk, body_named, prefecture_of
from pipelines.errors import LayoutChanged
from pipelines.lookups import bodies_by_local_code
from pipelines.records import Original

_DAYLESS = "cases without a day, in fiscal years of more cases than the site shows at once"
_ALIKE = "一覧の同文の行"
"""In the context of the page of an entry: which of several rows that print the same."""


class EjPpiSpider(EjPpiSession):
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
    6. Where the list of notices says by its own script how the page of each is opened
       (``openYotei(0)``: its place in the list that the session asked for last), these pages are
       the originals in place of the list.
    """

    incremental = True

    each: ClassVar[bool] = False
    """Whether the bodies of a host are asked for one at a time, by the options of its form: where
    nobody has stated which they are, or the rows name their offices alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._pages = 0
        self._listed = Listed()
        self._shown: dict[str, str] = {}
        self._where = prefecture_of(self.source.bodies)

    def search(self, walk: Walk, conditions: pages.Conditions) -> Iterator[Request]:
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
        yield self.ask(walk, walk.conditions.request(changed), self.parse, search=search)

    def parse(self, response: Response, walk: Walk, search: Search) -> Iterator[Any]:
        """A list: take its rows if it is whole, else take the search apart."""
        page = pages.page_of(response)
        if self.is_outside(walk) and (shut := refused(page)):
            yield from self.turned_away(walk, shut, page.url)
            return
        if pages.is_lost(page):
            yield self.once_more(walk, page)
            return
        told = pages.answer(page)
        self.entered(walk)
        search.total = told.total
        walk.rows = max(walk.rows, len(told.numbers))
        if counted := search.counted:
            self.stated(str(counted), counted.total or 0)
        if search.above and not search.row:
            search.above.totals.append(told.total)
        left = told.total - search.row if told.total is not None else walk.rows + 1
        if left <= walk.rows:  # the site has shown as many rows at once: none is left for a part
            yield from self._take(page, walk, search, len(told.numbers))
            if len(told.numbers) < left and search.counted is not search:
                self.stated(str(search), left)  # also where the parts add up all the same
                self.found(str(search), len(told.numbers))
        elif search.above and search.above.is_deaf():
            self._without_days(page, walk, search.above)
        elif not search.row and (parts := self._parts(walk, search)):
            if told.total is None and walk.conditions and walk.conditions.days:
                self._say(_DAYLESS)
            # After its neighbours: three parts that find as much as the whole are seen first.
            walk.searches.extend(parts)
        elif told.numbers and told.numbers[0] == search.row + 1:
            yield from self._take(page, walk, search, len(told.numbers))
            self._then(walk, replace(search, row=told.numbers[-1]))
        elif told.total is None:
            self.stated(str(search), (told.most or 0) + 1)  # nothing narrows it: short
        yield from self._next_entry(walk)

    def _then(self, walk: Walk, page: Search) -> None:
        """The next page of a list; once, also where the page before it was asked for anew."""
        if (str(page), page.row) not in ((str(one), one.row) for one in walk.searches):
            walk.searches.appendleft(page)

    def _say(self, sentence: str) -> None:
        if sentence not in self.out_of_reach:
            self.out_of_reach.append(sentence)

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
        context = {} if body else {"都道府県": self._where}
        if search.year:
            context["一覧の年度"] = str(search.year)
        if walk.screen.stage == "tender":
            whose = " ".join(filter(None, [walk.tenant, search.body if self.each else ""]))
            if listed := self._listed.entries(page, whose, (str(walk), str(search), search.row)):
                walk.taken = count
                walk.entries = deque((entry, context, body) for entry in listed)
                return
        found = self.original(
            page,
            stage=walk.screen.stage,
            holds=count,
            body=body,
            context=context,
            of_list=str(list(search.line)[-1]),
        )
        # A host that is asked for all may show a body that nobody has stated: none is the default.
        yield replace(found, hints=replace(found.hints, body=body))

    def _next_entry(self, walk: Walk) -> Iterator[Request]:
        """The page of the next entry that is wanted; after the last the next search."""
        while walk.entries:
            entry, context, body = walk.entries.popleft()
            if entry.again:
                context = {**context, _ALIKE: entry.name}
            late = self.today - timedelta(days=self.source.lag_days)
            for request in self.detail(
                self.ask(walk, entry.request, self.keep_entry, entry=entry),
                name=entry.name,
                row=entry.row,
                settled=entry.last is not None and entry.last < late,
                context={**context, **entry.printed},
                stage=walk.screen.stage,
                body=body,
            ):
                yield request
                return
        yield from self._next(walk)

    def keep_entry(
        self, response: Response, walk: Walk, entry: Entry, stage: str, **told: Any
    ) -> Iterator[Any]:
        """The page of one notice; another one where the site counts otherwise than is assumed."""
        page = pages.page_of(response)
        is_shown = shows(page, entry)
        if not is_shown and pages.is_lost(page):
            yield self._list_again(walk, entry, page)
            return
        if not is_shown:
            pages.check_open(page)
            raise LayoutChanged(
                f"expected the page of {entry.title} by its place in the list that was asked for "
                f"last, found another at {page.url}"
            )
        self.received.append(page.url)
        context = told["context"]
        signs = sha256(page.body).hexdigest(), context.get(NUMBER) or entry.name
        if {self._shown.setdefault(sign, entry.name) for sign in signs} != {entry.name}:
            # A page that is the same to the last letter, or a number given twice: another case.
            context = {**context, _ALIKE: entry.name}
        found = self.original(
            page,
            stage=stage,
            context=context,
            body=told["body"],
            holds=1,
        )
        yield replace(found, hints=replace(found.hints, body=told["body"]))
        yield from self._next_entry(walk)

    def _list_again(self, walk: Walk, entry: Entry, page: Response) -> Request:
        """The list of an entry anew, in a new session; what came of it is not asked for again."""
        request = self.once_more(walk, page)
        self.linked.discard(entry.name.encode())
        if walk.asked and (counted := walk.asked.counted):
            self.found(str(counted), -walk.taken)
        return request

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
    EjPCStringChecker). Its ``fields`` are those that this client sends, and NyusatuHousiki, which
    another one names.
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
            *("NyusatuHousiki", "BidSuccessfulMethodType", "EbidCD", "BidStDate", "BidEnDate"),
            *("mojisel1", "mojisel2"),
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
