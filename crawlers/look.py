"""One look at a page of the web, by the rules of every crawl: contact, robots.txt, block pages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response

from crawlers.base import encoding_of
from crawlers.crawl import project_settings
from crawlers.fingerprints import Page, is_address, read_page
from crawlers.ledger import in_words
from crawlers.polite import Guest
from pipelines.errors import ArgumentError, Blocked, ProcurementError

if TYPE_CHECKING:
    from twisted.python.failure import Failure

_SAVE = "open it in a browser, save it, and give the file with --url"


class Looking(scrapy.Spider):
    """Asks for one address and nothing else; a redirect is told, not followed."""

    name = "looking"

    def __init__(self, url: str, came: list[Response | Exception], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._url, self._came = url, came

    async def start(self) -> AsyncIterator[Request]:
        meta = {"dont_redirect": True, "handle_httpstatus_all": True}
        yield Request(self._url, callback=self.parse, errback=self.failed, meta=meta)

    def parse(self, response: Response) -> None:
        self._came.append(response)

    def failed(self, failure: Failure) -> None:
        error = failure.value
        guest = self.crawler.get_downloader_middleware(Guest)
        if isinstance(error, IgnoreRequest) and guest is not None and guest.closed:
            error = Blocked(guest.closed)
        self._came.append(error if isinstance(error, Exception) else Exception(str(error)))


def look(url: str) -> Page:
    """The page at an address, asked for once. At most once in a process, as with every crawl.

    ArgumentError for what is no address or leads elsewhere, SetupError without a contact, Blocked
    where the site can't be reached, is closed, or doesn't want it.
    """
    if not is_address(url):
        raise ArgumentError(f"expected a web address or a file, found {url!r}")
    came: list[Response | Exception] = []
    settings = project_settings(
        {"RETRY_ENABLED": False, "ITEM_PIPELINES": {}, "LOG_LEVEL": "ERROR"}
    )
    process = AsyncCrawlerProcess(settings)
    task = process.crawl(Looking, url=url, came=came)
    process.start()
    if task.done() and (error := task.exception()):
        raise error
    if not came:
        raise Blocked(f"expected an answer from {url}, found none; {_SAVE}")
    if isinstance(came[0], Exception):
        raise _told(came[0], url)
    return _page(came[0])


def _page(response: Response) -> Page:
    if 300 <= response.status < 400:
        onward = response.urljoin((response.headers.get("Location") or b"").decode("latin-1"))
        raise ArgumentError(f"expected a page, found {response.url} leading to {onward}: give that")
    if response.status != 200:
        error = ArgumentError if response.status in (404, 410) else Blocked
        raise error(f"expected a page, found status {response.status} at {response.url}")
    return read_page(response.body, response.url, encoding_of(response))


def _told(error: Exception, url: str) -> Exception:
    """An error with what to do: a developer's own way to a page is to save it."""
    if isinstance(error, ProcurementError) and not isinstance(error, Blocked):
        return error
    found = str(error) if isinstance(error, Blocked | IgnoreRequest) else in_words(error)
    return Blocked(f"expected to reach {url}, found: {found}; {_SAVE}")
