"""Pages of entries that can't have changed since they were fetched: not asked for again."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Self

from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response

from crawlers.base import DETAIL, Detail
from crawlers.received import ANEW, NOTED, Received
from crawlers.revisit import WHOLE_AGAIN, answer
from pipelines.errors import SetupError
from pipelines.records import NOT_ASKED
from pipelines.stages import KeepOriginal
from pipelines.times import now

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)


class HeldDetails:
    """Downloader middleware above all that waits: answers for a settled entry from the archive.

    A request of ``self.detail`` whose entry the list prints as it did when the last good run got
    its page, then and now with nothing more expected to change, costs the site nothing: also where
    pages are forms and depend on a session. The spider gets the archived page under the address it
    came from, without the cookies that came with it; what is noted has the status ``NOT_ASKED`` and
    this moment, at which the list said that the entry is as it was. So the notices are seen.

    Asked for: entries that are new, changed or not settled, pages that could not be read or that
    the archive has lost, and each once in ``WHOLE_AGAIN``, so that a list which hides a change
    hides it for a while only. A recording asks for everything.
    """

    def __init__(self, crawler: Crawler) -> None:
        if crawler.settings.getbool("HTTPCACHE_ENABLED"):
            raise NotConfigured
        self._crawler = crawler
        self._given: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> Response | None:
        detail: Detail | None = request.meta.get(DETAIL)
        keep = self._crawler.get_item_pipeline(KeepOriginal)
        if keep is None or detail is None or not detail.settled:
            return None
        if request.meta.get(ANEW) or detail.name in self._given:
            return None
        held = await keep.held_entry(detail.entry)
        if held is None or now() - held.sent > WHOLE_AGAIN:
            return None
        try:
            body = await keep.body(held.sha256)
        except SetupError as error:
            logger.warning("%s; asked for again", error)
            return None
        self._given.add(detail.name)
        request.meta[NOTED] = Received(
            now(), NOT_ASKED, held.headers, live=False, asked=(held.method, held.request_body)
        )
        session = [pair for pair in held.headers if pair[0].lower() != "set-cookie"]
        return answer(held.url, session, body)
