"""入札情報公開システム of the 電子入札コアシステム lineage: epi-cloud, Saitama, Ibaraki."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import timedelta
from typing import Any, ClassVar

from scrapy.http import Request, TextResponse

from crawlers.families import koukai_pages as pages
from crawlers.families.koukai_plan import GOODS, WITHIN, Search, Walk, Wanted, asked_for, plan
from crawlers.families.koukai_walk import WalkSpider
from crawlers.forms import fields_of
from pipelines.errors import LayoutChanged
from pipelines.lookups import bodies_by_name, fold, real_bodies
from pipelines.records import Original
from pipelines.times import now


class KoukaiSpider(WalkSpider):
    """A host of 入札情報公開システム: its results and its calls, through its frames.

    1. Set ``start_urls`` to entries (KF000ShowAction, KF001ShowAction?name1=…), or use a variant
       below. An entry offers bodies (発注機関) and kinds of purchase: each pair is walked in a
       session of its own. Where the search has those choices instead, one session walks them all.
    2. A walk is one chain of requests, since the server remembers the last screen: entry, choice,
       the frames (all that the frameset names), the search screen, the search, the rows in its
       iframe, 次へ. Each entry's own page is asked for where ``details`` says that the list is not
       enough.
    3. Everything comes from the pages: choices, hidden fields, the largest page (A300), years
       (nendo), kinds (A094), totals, 次へ. What stands below as an attribute is assumed.
    4. The session is carried as the page's own links carry it: in the path and then without the
       cookie, else by the cookie. A walk that is lost is begun once more where it was
       (``WalkSpider``).
    5. Bodies called （旧）… are left out, and the run says so. An entry that can't be entered is
       told with the run where others can; a screen that no menu names is asked for in its own walk.
    """

    incremental = True

    details = True
    """Whether a result's list lacks winner and amount, so that each needs its own page."""
    kinds: ClassVar[dict[str, str]] = {"工事": "00", "コンサル": "01", "物品": "11"}
    """Kinds of purchase by a word of the entry's links; the code is set by a script file that
    nobody reads (00, 01, 10, 11 in a copy of it; 11 is what a client's link number 3 means)."""
    sets: ClassVar[dict[str, str]] = {"030": "result", "040": "contract"}
    """Sets of the result search (A094) and their stages: 入札・見積結果, 契約結果（随意契約等）."""
    shows: ClassVar[dict[str, str]] = {"auth": "", "gyosyu_type": "", "chotatsuType": "1"}
    """What the menu sends to a search screen; its own hidden fields go over these."""
    chooses = True
    """Whether the entry is where a body is chosen; else it may be any page."""
    frame_names = ("koukai_title", "koukai_menu", "koukai_main")
    """The frames, where no frameset names them. One client needs all three, others the menu."""
    turn = "page"
    """The field of a further page, where a page has more but no 次へ that says how to go on."""
    dates: tuple[tuple[str, str], ...] = ()
    """Fields of the first and last day that narrow a search. On epi-cloud none: a list there is by
    year (nendo), and a case whose opening day is masked would be left out."""
    needs_dates = False
    """Whether a search without both days finds nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._listed = 0
        self._bodies = {real_bodies()[one].name: one for one in self.source.bodies}

    async def start(self) -> AsyncIterator[Request]:
        for url in self.start_urls:
            yield self._enter(Walk(url))

    def entered(self, page: TextResponse, walk: Walk) -> Iterator[Request]:
        """The entry: choose the body and the kind of the walk; the first visit looks at both."""
        walk.session = "" if walk.by_cookie else pages.session_of(page)
        form = pages.form_of(page, "supplytype", "hachukikan")
        bodies = pages.options(page, "hachukikan")
        if form is not None and not bodies:
            raise LayoutChanged(
                f"expected bodies to choose from (hachukikan), found none at {page.url}: the "
                "number of the entry may be no longer one"
            )
        frames = pages.frames(page)
        if form is None and self.chooses and not frames:
            raise LayoutChanged(
                f"expected bodies to choose from (hachukikan), found {pages.start_of(page)!r} at "
                f"{page.url}"
            )
        if form is None:
            yield from self._through(page, walk, frames or list(self.frame_names))
        elif walk.code:
            yield self._choose(page, walk, fields_of(form))
        else:
            yield from self._offered(page, walk.entry, bodies)

    def _offered(
        self, page: TextResponse, entry: str, bodies: Mapping[str, str]
    ) -> Iterator[Request]:
        """A walk for each body and kind of purchase that an entry offers."""
        words = pages.kinds_offered(page)
        supplies = {code: kind for kind, code in self.kinds.items() if kind in words or not words}
        if not supplies:
            raise LayoutChanged(
                f"expected links to {', '.join(self.kinds)}, found {words!r} at {page.url}"
            )
        for code, name in self._living(bodies).items():
            for supply, kind in supplies.items():
                letters = "KB" if supply == GOODS else "KK"
                screens = deque(f"{letters}{one}" for one in ("401", "301"))
                yield self._enter(Walk(entry, code, name, supply, kind, screens))

    def _living(self, bodies: Mapping[str, str]) -> dict[str, str]:
        """The bodies that are to be crawled; the others are said."""
        old = [name for name in bodies.values() if pages.is_retired(name)]
        if old:
            self._say(f"bodies that were merged: {', '.join(old)}")
        return {code: name for code, name in bodies.items() if not pages.is_retired(name)}

    def _say(self, sentence: str) -> None:
        if sentence not in self.out_of_reach:
            self.out_of_reach.append(sentence)

    def _choose(self, page: TextResponse, walk: Walk, sends: dict[str, str]) -> Request:
        chosen = {
            "hachukikan": walk.code, "hachukikan_hidden": walk.code, "hachukikan_name": walk.name,
            "supplytype": walk.supply,
        }  # fmt: skip
        return self._post(page, walk, "KK000ShowAction", sends | chosen, "chosen")

    def chosen(self, page: TextResponse, walk: Walk) -> Iterator[Request]:
        """The answer to the choice: a frameset, whose frames the server wants to be asked for."""
        yield from self._through(page, walk, pages.frames(page) or list(self.frame_names))

    def _through(self, page: TextResponse, walk: Walk, left: list[str]) -> Iterator[Request]:
        """The next frame; after the last one the search screen."""
        if left:
            yield self._get(page, walk, left[0], "framed", left=left[1:])
            return
        if not (walk.code or walk.screens or walk.is_in):
            walk.screens.extend(one for one in _SCREENS if _is_offered(one, walk))
            for screen in (one for one in _SCREENS if one not in walk.screens):
                yield self._enter(Walk(walk.entry, screens=deque((screen,)), is_unsure=True))
        yield from self._next_screen(page, walk)

    def framed(self, page: TextResponse, walk: Walk, left: list[str]) -> Iterator[Request]:
        """One of the frames: the menu among them has the fields that search screens want."""
        walk.words += page.text
        for form in page.css("form"):
            walk.menu |= fields_of(form)
        yield from self._through(page, walk, [*pages.frames(page), *left])

    def _next_screen(self, page: TextResponse, walk: Walk) -> Iterator[Request]:
        """The next search screen that the menu offers; the results of the kind always are."""
        while walk.screens and not self._is_sampled():
            screen = walk.screens[0]
            if walk.is_unsure or _is_offered(screen, walk):
                goods = not walk.code and screen.startswith("KB")
                said = {name: value for name, value in walk.menu.items() if value}
                sends = {**self.shows, **({"chotatsuType": GOODS} if goods else {}), **said}
                yield self._post(page, walk, f"{screen}ShowAction", sends, "shown")
                return
            self._say(f"{screen} of {walk}: its menu names no such screen")
            walk.screens.popleft()

    def shown(self, page: TextResponse, walk: Walk) -> Iterator[Request]:
        """A search screen: plan what is searched there, by all that it offers."""
        if walk.searches:  # begun once more
            yield self._search(page, walk)
            return
        form = pages.form_of(page, "A300", "nendo", "A094", "hachukikan")
        if form is None:
            raise LayoutChanged(f"expected a search form (A300), found none at {page.url}")
        walk.is_in = True
        self._opened.add(walk.entry)
        bodies = {} if walk.code else self._living(pages.options(form, "hachukikan"))
        walk.searches.extend(plan(form, walk, self._wanted(), bodies))
        yield from self._go_on(page, walk)

    def _wanted(self) -> Wanted:
        """The sets and days that this run wants."""
        is_narrow = self.needs_dates or self.since or self.until
        first = self.since or self.source.since
        last = self.until or now().date()
        if not is_narrow:
            return Wanted(self.sets, self.dates, None, None)
        return Wanted(self.sets, self.dates, first, last, is_open=self.until is None)

    def _go_on(self, page: TextResponse, walk: Walk) -> Iterator[Request]:
        """The next search of the screen, or the next screen."""
        if self._is_sampled():
            self.passed_over += len(walk.searches)
        elif walk.searches:
            yield self._search(page, walk)
        else:
            walk.screens.popleft()
            yield from self._next_screen(page, walk)

    def _search(self, page: TextResponse, walk: Walk) -> Request:
        search = walk.searches[0]
        search.page = 1
        return self._post(page, walk, f"{search.screen}SearchAction", search.sends, "searched")

    def searched(self, page: TextResponse, walk: Walk) -> Iterator[Request]:
        """A page around the rows: it says how many there are, where they stand, how to go on."""
        search = walk.searches[0]
        flag = int(search.sends.get("searchflg") or 1)
        if pages.wants_more(page) and flag < _MOST_ASKED:
            search.sends = {**search.sends, "searchflg": str(flag + 1)}
            yield self._search(page, walk)
            return
        self._way = walk.by_cookie
        search.total = pages.total_of(page)
        self.stated(search.where, search.total)
        self.said_none = self.said_none or not search.total
        walk.outer = page
        if not search.total:
            yield from self._end(page, walk)
        elif search.page > search.kept:
            yield self._get(page, walk, pages.rows_frame(page), "listed")
        elif search.entries:
            yield from self._on(page, walk)
        else:
            yield from self._turn(page, page, walk)

    def listed(self, page: TextResponse, walk: Walk) -> Iterator[Request | Original]:
        """The rows of a page: kept, or led to their own pages."""
        outer, search = walk.outer, walk.searches[0]
        assert outer is not None
        count = pages.count_of(page)
        if not count:
            raise LayoutChanged(
                f"expected rows of {search.where}, found none on page {search.page} at {page.url}"
            )
        self.found(search.where, count)
        self._listed += 1
        search.kept, search.found = search.page, search.found + count
        walk.again = 0
        if not self._is_detailed(search, page):
            body = self._body(walk, search)
            told = pages.headings_of(outer) | asked_for(walk, search)
            yield self.original(
                page, stage=search.stage, context=told, holds=count,
                body=body, of_list=search.where,
            )  # fmt: skip
        search.entries.extend(self._details(page, outer, walk))
        yield from self._on(page, walk)

    def _is_detailed(self, search: Search, page: TextResponse) -> bool:
        """Whether the entries of a list have to be asked for one by one."""
        return search.screen.endswith("301") or (self.details and not pages.has_amounts(page))

    def _body(self, walk: Walk, search: Search) -> str | None:
        """The id of a body of the source by the name that the page prints."""
        name = (walk.name or search.name).strip()
        known = bodies_by_name().get(fold(name))
        return self._bodies.get(name) or (known.id if known else None)

    def _details(self, page: TextResponse, outer: TextResponse, walk: Walk) -> Iterator[Request]:
        """Requests for the pages of entries: of all, or of those whose row sends people there."""
        search = walk.searches[0]
        is_detailed = self._is_detailed(search, page)
        if not is_detailed and _ELSEWHERE not in page.text:
            return
        address = pages.detail_of(page, outer) or f"{search.screen[:-1]}2ShowAction"
        settled = now().date() - timedelta(days=self.source.lag_days)
        asked = asked_for(walk, search)
        for entry in pages.entries_of(page, outer):
            if is_detailed or _ELSEWHERE in entry.row:
                yield from self.detail(
                    self._post(outer, walk, address, {pages.KEY: entry.key}, "detailed"),
                    name=f"{asked[WITHIN]} {search.screen} {entry.key}".strip(),
                    row=entry.row,
                    settled=pages.is_before(entry.row, settled),
                    context={
                        **(entry.context if is_detailed else pages.headings_of(outer)),
                        **asked,
                        pages.KEY: entry.key,
                    },
                    # the row is a result itself: its winners are told apart from it
                    stage=search.stage if is_detailed else "award",
                    body=self._body(walk, search),
                )

    def _on(self, page: TextResponse, walk: Walk) -> Iterator[Request]:
        """The next entry of the page that was listed, or the next page."""
        search = walk.searches[0]
        if search.entries:
            request = search.entries.popleft()
            yield self._in(walk, request, "detailed")
        else:
            assert walk.outer is not None
            yield from self._turn(page, walk.outer, walk)

    def detailed(
        self, page: TextResponse, walk: Walk, stage: str | None, context: Mapping[str, str],
        body: str | None = None,
    ) -> Iterator[Request | Original]:  # fmt: skip
        """The page of one entry."""
        walk.again = 0
        yield from self.keep(page, stage, context, body)
        yield from self._on(page, walk)

    def _turn(self, page: TextResponse, outer: TextResponse, walk: Walk) -> Iterator[Request]:
        """The page behind 次へ, which stands around the rows or among them; else the end."""
        search = walk.searches[0]
        link = pages.next_of(outer) or pages.next_of(page)
        last = pages.pages_of(outer)
        if link is None and (search.found < search.total if last is None else search.page < last):
            link = f"{search.screen}SearchAction?{self.turn}={search.page + 1}"
        if link is None or search.page > search.total or self._is_sampled():
            yield from self._end(outer, walk)
            return
        search.page += 1
        yield self._get(outer, walk, link, "searched")

    def _is_sampled(self) -> bool:
        """Whether a sample is complete: of pages of lists, and of entries' own pages."""
        return self.sample is not None and max(self._listed, len(self.linked)) >= self.sample

    def _end(self, page: TextResponse, walk: Walk) -> Iterator[Request]:
        walk.searches.popleft()
        yield from self._go_on(page, walk)


_SCREENS = ("KK401", "KB401", "KK301", "KB301")
"""The screens of an entry for all bodies and kinds: results and calls."""
_ELSEWHERE = "詳細参照"
"""``※詳細参照``: the winner of a row that has several."""
_MOST_ASKED = 3
"""Times that a search is sent when the system asks whether really all are wanted."""


def _is_offered(screen: str, walk: Walk) -> bool:
    """Whether the menu has a screen: by its name, else by what people read there."""
    if not walk.code and screen.startswith("KB"):
        is_named = "jskfbLink" in walk.words or "物品" in walk.words
    else:
        is_named = True
    if screen.endswith("301"):
        is_named = is_named and ("発注情報" in walk.words or screen in walk.words)
    return is_named or screen in walk.words
