"""Walking through a site that remembers the last screen of each visitor: one chain of requests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals
from scrapy.http import FormRequest, Request, Response, TextResponse
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawlers.base import FILE, ProcurementSpider
from crawlers.families import koukai_pages as pages
from crawlers.families.koukai_plan import Walk
from crawlers.ledger import REFUSALS, Ledger, trouble_of
from pipelines.errors import Blocked, LayoutChanged
from pipelines.records import Original

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawlers.verdict import Trouble

_TRIES = 2
"""Times that a walk is begun once more as long as no search says how a session is carried."""


class _Lost(Blocked):
    """The site doesn't know the session, or not any more."""


class WalkSpider(ProcurementSpider):
    """A spider whose requests belong to walks, each in a session of its own.

    1. Begin with ``_enter``; ask by ``_get`` and ``_post``, which name the method that goes on with
       the answer. A walk has one request under way at a time.
    2. Have ``entered`` say what the entry's links carry as session: ``Walk.session``.
    3. A walk that the site has lost is begun once more; lost again with nothing kept in between,
       it is Blocked. The methods find in the walk what is still to do. As long as no search has
       shown how the site wants it, the session is then carried the other way: by the cookie, or in
       the path.
    4. A walk that ends before any search screen is noted. At the end it is an error of the run if
       another walk of its entry came in, or none of any; else its entry is told as out of reach.
    """

    # The server remembers the last screen of each visitor.
    custom_settings = {"COOKIES_ENABLED": True}  # noqa: RUF012

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._jars = 0
        self._way: bool | None = None
        """Whether the cookie carries the session, once a search has shown it."""
        self._opened: set[str] = set()
        """Entries that led to a search screen."""
        self._shut: list[tuple[str, Trouble]] = []
        """What ended walks before that, each with its entry."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.settle, signal=signals.spider_idle)
        return spider

    def settle(self) -> None:
        """Tell what was shut: as entries out of reach, or as errors where that isn't all."""
        shut, self._shut = self._shut, []
        ledger = self._ledger()
        for entry, trouble in shut:
            if entry in self._opened or not self._opened:
                ledger.note(trouble)
        out = {entry: trouble for entry, trouble in shut if entry not in self._opened}
        if self._opened:
            for entry, trouble in out.items():
                self.out_of_reach.append(f"{self.owner(entry)}: {trouble.what}")

    def _stay_out(self, walk: Walk, error: BaseException | None, url: str) -> None:
        """Note what ended a walk before any search screen; of a screen no menu names, tell it."""
        trouble = trouble_of(error, url)
        if walk.is_unsure:
            named = ", ".join(walk.screens)
            self.out_of_reach.append(f"{named}: no menu names it; asked for, {trouble.what}")
        else:
            self._shut.append((walk.entry, trouble))

    def owner(self, entry: str) -> str:
        """Whose an entry is, for people."""
        return entry

    def _ledger(self) -> Ledger:
        ledger = self.crawler.get_extension(Ledger)
        assert ledger is not None
        return ledger

    def _enter(self, walk: Walk) -> Request:
        """The entry, in a new session."""
        self._jars += 1
        walk.jar, walk.session = self._jars, ""
        if self._way is not None:
            walk.by_cookie = self._way
        return self._in(walk, Request(walk.entry), "entered")

    def parse(
        self, response: Response, walk: Walk, then: str, **told: Any
    ) -> Iterator[Request | Original]:
        """Any answer: on with the walk by the method that it was asked for, or once more."""
        request = response.request
        assert request is not None
        try:
            page = pages.page_of(response)
            # a frame beside the screens may explain when a session ends
            if then != "framed" and (words := pages.says_lost(page)):
                raise _Lost(f"expected the next screen, found {words!r} at {page.url}")
            yield from getattr(self, then)(page, walk, **told)
        except (Blocked, LayoutChanged) as error:
            if walk.is_in and not isinstance(error, _Lost):
                raise
            if not self._is_given_up(walk):
                yield self._once_more(walk, request)
            elif walk.is_in:
                raise
            else:
                self._stay_out(walk, error, response.url)

    def _on(self, page: TextResponse, walk: Walk) -> Iterator[Request]:
        """What comes after the page of an entry."""
        raise NotImplementedError

    def failed(self, failure: Failure) -> Iterator[Request]:
        """A request of a walk that failed: once more where the site says that it was lost."""
        request: Request = failure.request  # type: ignore[attr-defined]
        walk: Walk = request.cb_kwargs["walk"]
        error = failure.value
        is_answer = isinstance(error, HttpError) and error.response.status not in REFUSALS
        is_lost = isinstance(error, Blocked) or (is_answer and not walk.is_in)
        if is_lost and not self._is_given_up(walk):
            yield self._once_more(walk, request)
            return
        if is_lost and not walk.is_in:
            self._stay_out(walk, error, request.url)
            return
        self._ledger().download_failed(failure)
        if FILE in request.meta and walk.outer is not None and not is_lost:
            yield from self._on(walk.outer, walk)

    def _is_given_up(self, walk: Walk) -> bool:
        """Whether a walk was lost so often that the site means it; twice where no way is sure."""
        return walk.again >= (_TRIES if self._way is None else 1)

    def _once_more(self, walk: Walk, request: Request) -> Request:
        """The walk from its entry to where it was."""
        walk.again += 1
        walk.by_cookie ^= self._way is None
        walk.menu, walk.words = {}, ""
        if FILE in request.meta:
            walk.searches[0].entries.appendleft(request)
        return self._enter(walk)

    def _get(self, page: TextResponse, walk: Walk, link: str, then: str, **told: Any) -> Request:
        return self._in(walk, page.follow(link, cb_kwargs=told), then, page)

    def _post(
        self, page: TextResponse, walk: Walk, link: str, sends: Mapping[str, str], then: str
    ) -> Request:
        form = FormRequest(page.urljoin(link), formdata=dict(sends), encoding=page.encoding)
        return self._in(walk, form, then, page)

    def _in(
        self, walk: Walk, request: Request, then: str, page: TextResponse | None = None
    ) -> Request:
        """A request in the session of a walk."""
        headers = {**request.headers, **({"Referer": page.url} if page else {})}
        meta = {"cookiejar": walk.jar, "dont_merge_cookies": bool(walk.session)}
        return request.replace(
            url=pages.in_session(request.url, walk.session),
            headers=headers,
            callback=self.parse,
            errback=self.failed,
            meta=request.meta | meta,
            cb_kwargs=request.cb_kwargs | {"walk": walk, "then": then},
            dont_filter=True,
        )
