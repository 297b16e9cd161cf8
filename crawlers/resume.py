"""Going on with a run that was killed: its answers are given again, and no site is asked twice."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Self

from scrapy import signals
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response

from crawlers.base import FILE, ProcurementSpider
from crawlers.received import META, NOTED, Received
from crawlers.revisit import NOT_MODIFIED, answer, is_conditional
from crawlers.robots import asks_robots
from pipelines.archive import Archive
from pipelines.errors import SetupError
from pipelines.journal import Answer, Begun, Journal, Left, Stopped, packed, remove_old
from pipelines.stages import KeepOriginal
from pipelines.times import now

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

_PASSING = frozenset((401, 403, 408, 425, 429))
"""Refusals that may be over when the crawl goes on; so may be what a server calls its fault."""
_LARGE = 1024 * 1024
"""Bytes from which a file goes into the archive at once: it is kept there anyway."""


class Resume:
    """Downloader middleware next to the downloader: a journal of all answers, and its replay.

    While a run has no verdict, each answer is added to the journal of its source as it came over
    the wire: lists, forms, redirects and files alike, not only what is kept. Where the last crawl
    was killed (or stopped by its user) while it was asked for the same part, less than
    ``CHOTATSU_RESUME_HOURS`` ago, its answers are given first: each once, in the order in which
    they came for the same method, address and body, and noted with the time when they came. All
    that stands above (redirects, cookies, encodings, the spider) works as it did, so the run goes
    on where the other was; its first question to the site is the one that had no answer.

    Asked again: robots.txt, refusals, failures. A session that ended in the meantime is known by
    the first answer that isn't replayed, and is its family's to renew. A replay needs the same
    questions: a spider asks for nothing by chance or by the hour.

    A recording and a replay of one have no journal; nor has the second of two crawls of one source
    at once. One that grows beyond ``CHOTATSU_JOURNAL_BYTES`` grows no more: the rest would be
    asked for again.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        ours = issubclass(crawler.spidercls, ProcurementSpider)
        if settings.getbool("HTTPCACHE_ENABLED") or not ours:
            raise NotConfigured
        self._crawler = crawler
        self._age = _hours(settings.get("CHOTATSU_RESUME_HOURS"))
        self._most = settings.getint("CHOTATSU_JOURNAL_BYTES")
        self._journal: Journal | None = None
        self._is_full = False
        self._archive: Archive | None = None
        self.resumed: str | None = None
        """The run that this one goes on from."""
        self.replayed = 0
        """How many of its answers were given again."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        resume = cls(crawler)
        crawler.signals.connect(resume.spider_opened, signal=signals.spider_opened)
        return resume

    async def spider_opened(self, spider: ProcurementSpider) -> None:
        """Take the journal of the source; begin it, or go on with what was left."""
        keep = self._crawler.get_item_pipeline(KeepOriginal)
        if keep is None or keep.run is None:
            return
        self._archive = keep.archive
        try:
            journal = await asyncio.to_thread(self._opened, keep.archive.journals, spider.name)
            if journal is None:
                logger.warning("%s is being crawled by another process: no journal", spider.name)
                return
            if not (journal.left and await self._goes_on(journal.left, keep, spider)):
                journal.clear()
            elif journal.left.count:
                self.resumed = journal.left.run.run
                logger.info("Goes on from %s: %d answers", self.resumed, journal.left.count)
            journal.write(Begun(run=keep.run.id, started=keep.run.started, part=spider.asked))
        except OSError as error:
            logger.warning("No journal, so a killed run would begin anew: %s", error)
            return
        self._journal = journal

    def _opened(self, folder: Path, source: str) -> Journal | None:
        journal = Journal.open(folder, source)
        remove_old(folder, max(self._age, timedelta(days=1)))
        return journal

    async def _goes_on(self, left: Left, keep: KeepOriginal, spider: ProcurementSpider) -> bool:
        """Whether this run may take over what was left."""
        if now() - left.last > self._age or left.run.part != spider.asked:
            return False
        return await keep.left_off(left.run.run, stopped=left.stopped)

    async def process_request(self, request: Request) -> Response | None:
        if self._journal is None or self.resumed is None or asks_robots(request):
            return None
        key = self._key(request)
        while (kept := self._journal.take(key)) is not None:
            body = await self._body(kept)
            if body is None or (kept.status == NOT_MODIFIED and not is_conditional(request)):
                continue
            self.replayed += 1
            request.meta[NOTED] = Received(kept.fetched_at, kept.status, kept.headers, live=False)
            return answer(kept.url, kept.headers, body, kept.status)
        return None

    async def process_response(self, request: Request, response: Response) -> Response:
        came: Received = request.meta[META]
        journal = self._journal
        if journal is None or self._is_full or not came.live:
            return response
        if _passes(response) or asks_robots(request):
            return response
        try:
            if journal.size > self._most:
                raise OSError(f"it has more than {self._most} bytes (CHOTATSU_JOURNAL_BYTES)")
            journal.write(await self._answer(request, response, came))
        except (OSError, SetupError) as error:
            logger.warning("No more journal, so a killed run would ask for the rest: %s", error)
            self._is_full = True  # what it holds stays good
        return response

    async def _answer(self, request: Request, response: Response, came: Received) -> Answer:
        """An answer as the journal keeps it."""
        body, is_packed, sha256 = b"", False, None
        plain = FILE in request.meta and "Content-Encoding" not in response.headers
        if plain and len(response.body) >= _LARGE and self._archive is not None:
            sha256 = await asyncio.to_thread(self._archive.put, response.body)
        else:
            body, is_packed = packed(response.body)
        return Answer(
            key=self._key(request),
            fetched_at=came.fetched_at,
            url=response.url,
            status=came.status,
            headers=came.headers,
            body=body,
            packed=is_packed,
            sha256=sha256,
        )

    async def _body(self, answer: Answer) -> bytes | None:
        """The body of an answer; None if the archive has lost it."""
        if answer.sha256 is None or self._archive is None:
            return answer.content()
        try:
            return await asyncio.to_thread(self._archive.get, answer.sha256)
        except SetupError as error:
            logger.warning("%s; asked for again", error)
            return None

    def end(self, *, stopped: bool) -> None:
        """The run has its verdict: its journal goes, unless its user stopped it."""
        journal, self._journal = self._journal, None
        if journal is None:
            return
        try:
            if stopped:
                journal.write(Stopped(at=now()))
                journal.close()
            else:
                journal.remove()
        except OSError as error:
            logger.warning("The journal %s can't be ended: %s", journal.path, error)

    def _key(self, request: Request) -> bytes:
        return self._crawler.request_fingerprinter.fingerprint(request)


def _hours(value: object) -> timedelta:
    """``24`` → 24 hours, up to a year."""
    try:
        found = float(str(value))
    except ValueError:
        found = -1.0
    if not 0 <= found <= 8784:
        raise SetupError(f"expected CHOTATSU_RESUME_HOURS in hours, 0 for never, found {value!r}")
    return timedelta(hours=found)


def _passes(response: Response) -> bool:
    return response.status >= 500 or response.status in _PASSING
