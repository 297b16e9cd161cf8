"""The ledger: notes what goes wrong in a run, and ends every run with its verdict."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any, Literal, Self

from scrapy import signals
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http.request import NO_CALLBACK
from scrapy.spidermiddlewares.httperror import HttpError

from crawlers.base import FILE, GUESS, ProcurementSpider
from crawlers.gone import are_few, is_gone, told
from crawlers.resume import Resume
from crawlers.verdict import Counts, Trouble, as_row, verdict
from pipelines.errors import Blocked, SourceError
from pipelines.stages import KeepOriginal
from pipelines.times import now

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.crawler import Crawler
    from twisted.python.failure import Failure

logger = logging.getLogger(__name__)

REFUSALS = frozenset((401, 403, 429, 503))
"""Statuses by which a site refuses to answer."""
_KEPT_TROUBLES = 100
"""Lost files that are noted one by one; beyond, the counts tell enough."""


class Ledger:
    """Extension: notes what goes wrong in a run, and gives the run its verdict at the end."""

    def __init__(self, crawler: Crawler) -> None:
        if not issubclass(crawler.spidercls, ProcurementSpider):
            raise NotConfigured
        self._crawler = crawler
        self._closing: asyncio.Task[None] | None = None
        self.troubles: list[Trouble] = []
        self._gone: list[Trouble] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        ledger = cls(crawler)
        crawler.signals.connect(ledger.request_dropped, signal=signals.request_dropped)
        crawler.signals.connect(ledger.spider_error, signal=signals.spider_error)
        crawler.signals.connect(ledger.item_error, signal=signals.item_error)
        crawler.signals.connect(ledger.spider_closed, signal=signals.spider_closed)
        return ledger

    def watch(self, request: Request) -> None:
        """Have every request that fails for good noted, whoever made it."""
        if request.errback is None and request.callback is not NO_CALLBACK:
            request.errback = self.download_failed

    def download_failed(self, failure: Failure) -> None:
        request: Request = failure.request  # type: ignore[attr-defined]
        trouble = trouble_of(failure.value, request.url, of_file=FILE in request.meta)
        if not is_gone(failure.value):
            self.note(trouble)
        elif request.meta.get(GUESS):
            self._spider.out_of_reach.append(f"{request.url}, a guess, isn't there")
        elif self._spider.links_rot and request.meta.get("depth"):
            self._gone.append(trouble)
        else:
            self.note(trouble)

    @property
    def _spider(self) -> ProcurementSpider:
        spider = self._crawler.spider
        assert isinstance(spider, ProcurementSpider)
        return spider

    def request_dropped(self, request: Request, spider: Spider) -> None:
        """A page that redirects to itself would be left out without a word."""
        if request.url in request.meta.get("redirect_urls", ()):
            self.note(
                Trouble("lost", f"expected a page, found a redirect to itself at {request.url}")
            )

    def spider_error(self, failure: Failure, response: Any, spider: Spider) -> None:
        self.note(trouble_of(failure.value, getattr(response, "url", ""), callback=True))

    async def item_error(self, failure: Failure, item: Any, spider: Spider) -> None:
        """An original could not be kept: going on would only lose more of them."""
        self.note(Trouble("failed", f"expected to keep {item.url}, found {failure.value!r}"))
        if self._closing is None:
            # Not awaited here: the spider closes when its items are done, and this is one.
            close = self._crawler.engine.close_spider_async(reason="store")
            self._closing = asyncio.get_running_loop().create_task(close)

    def note(self, trouble: Trouble) -> None:
        logger.warning("%s: %s", trouble.kind, trouble.what)
        if len(self.troubles) < _KEPT_TROUBLES or not trouble.of_file:
            self.troubles.append(trouble)

    async def spider_closed(self, spider: ProcurementSpider, reason: str) -> None:
        keep = self._crawler.get_item_pipeline(KeepOriginal)
        if keep is None or keep.run is None:
            return
        kept = keep.kept
        must_hold = set(spider.received) - spider.unsure
        astray = [url for url in kept.blank_pages if url in must_hold]
        for url in astray:
            self.note(
                Trouble("lost", f"expected a file, found a page without notices at {url}", True)
            )
        dead = 0
        if self._gone and kept.notices and are_few(self._gone, len(spider.linked)):
            spider.out_of_reach.append(told(self._gone))
            dead = sum(trouble.of_file for trouble in self._gone)
        else:
            for trouble in self._gone:
                self.note(trouble)
        resume = self._crawler.get_downloader_middleware(Resume)
        if resume and resume.resumed:
            kept.known_as_news(*await keep.news())
        counts = Counts(
            linked=len(spider.linked) - dead,
            passed_over=spider.passed_over,
            originals=kept.originals,
            unmodified=kept.unmodified,
            not_asked=kept.not_asked,
            resumed=resume.resumed if resume else None,
            replayed=resume.replayed if resume else 0,
            files=len(spider.received) - len(astray),
            unreadable=kept.unreadable,
            blank=kept.blank - len(spider.beside.intersection(kept.blank_pages)),
            new=kept.new,
            changed=kept.changed,
            same=kept.same,
            issues=kept.issues,
            read=kept.read,
            filled=kept.filled,
            partial=spider.partial,
            finished=reason == "finished",
            said_none=spider.said_none,
            lists={where: (seen.stated, seen.found) for where, seen in spider.lists.items()},
            unread=kept.unread,
            cut=kept.cut,
            out_of_reach=tuple(spider.out_of_reach),
            newest=spider.newest,
            asked=spider.asked,
        )
        ended = now()
        last_new = await keep.last_new()
        word, sentence = verdict(spider.source.expect, counts, self.troubles, last_new, ended)
        await keep.end(word, sentence, as_row(counts, self.troubles), ended)
        if resume:
            resume.end(stopped=reason == "shutdown")
        logger.info("Verdict of %s: %s, %s", spider.name, word, sentence)


def trouble_of(
    error: BaseException | None, url: str, *, of_file: bool = False, callback: bool = False
) -> Trouble:
    """What an error means for the run."""
    if isinstance(error, HttpError):
        status = error.response.status
        kind: Literal["blocked", "lost"] = "blocked" if status in REFUSALS else "lost"
        return Trouble(kind, f"expected 200, found {status} at {url}", of_file)
    if isinstance(error, Blocked):
        return Trouble("blocked", str(error), of_file)
    # RobotsTxtMiddleware has no error of its own: "Forbidden by robots.txt".
    if isinstance(error, IgnoreRequest) and "robots.txt" in str(error):
        return Trouble(
            "blocked", f"expected leave to fetch, found robots.txt against it at {url}", of_file
        )
    if isinstance(error, SourceError):
        return Trouble("changed", str(error), of_file)
    if callback:
        return Trouble("failed", f"expected to read {url}, found {error!r}")
    return Trouble("lost", f"expected an answer, found {in_words(error)} at {url}", of_file)


def in_words(error: BaseException | None) -> str:
    """What an error of the connection says. Twisted wraps the reasons, Scrapy wraps that."""
    cause = getattr(error, "__cause__", None)
    reasons: Any = getattr(error, "reasons", ()) or getattr(cause, "reasons", ())
    told = [reason.value for reason in reasons] or [error]
    return ", ".join(f"{type(one).__name__} ({str(one).rstrip('.')})" for one in told)
