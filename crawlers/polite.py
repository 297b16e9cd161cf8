"""A guest on the sites it visits: who may be asked, when, and how soon again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import TYPE_CHECKING, Self

from scrapy import signals
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response, TextResponse
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import load_object

from crawlers.base import ProcurementSpider
from crawlers.hosts import HOSTS, Hosts
from crawlers.ledger import Ledger, in_words
from crawlers.robots import asks_robots
from crawlers.verdict import Trouble
from pipelines.errors import Blocked, ProcurementError, SetupError, SourceError
from pipelines.times import now

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.robotstxt import RobotParser

_NOBODY = b"User-agent: *\nDisallow: /\n"
LONGEST_DELAY = 60.0
"""The longest Crawl-delay that is kept between two requests; a longer one is cut to it."""
LONGEST_WAIT = 120.0
"""The longest Retry-After that is waited for; a longer one ends the run for that host."""


class Guest:
    """Downloader middleware above all others: lets pass what a guest may ask.

    Only hosts of the source, only in its opening hours, only with a contact in live mode.
    A Crawl-delay in robots.txt sets the least delay, and a robots.txt that can't be served
    (5xx, 429, no answer at all) closes the site, as RFC 9309 section 2.3.1.4 asks.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self._crawler = crawler
        self._practice = bool(settings.get("CHOTATSU_PRACTICE"))
        clock = settings.get("CHOTATSU_CLOCK")
        self._clock: Callable[[], datetime] = load_object(clock) if clock else now
        # The practice server has no hours: what it plays was open when it was written. With a
        # clock of its own, a practice can be closed too.
        self._has_hours = bool(clock) or not self._practice
        self._user_agent: str = settings["ROBOTSTXT_USER_AGENT"]
        self._delays = not self._practice or settings.get("CHOTATSU_PRACTICE_DELAY") is None
        self.fixed_delays: set[str] = set()
        """Hosts whose robots.txt names the delay between two requests."""
        self.closed: str | None = None
        """Why a site counts as closed: its robots.txt could not be had."""
        replay = settings.getbool("HTTPCACHE_ENABLED") and settings.getbool(
            "HTTPCACHE_IGNORE_MISSING"
        )
        contact = settings.get("CHOTATSU_CONTACT")
        told = contact and contact in (settings["USER_AGENT"] or "")
        if not (self._practice or replay or told):
            raise SetupError(
                "expected a contact for the webmasters of the sites before a live crawl, found "
                "none: set CHOTATSU_CONTACT to a page or a mail address where you can be reached"
            )

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        guest = cls(crawler)
        crawler.signals.connect(guest.robots_parsed, signal=signals.robots_parsed)
        return guest

    def process_request(self, request: Request) -> None:
        spider, ledger = self._crawler.spider, self._crawler.get_extension(Ledger)
        if ledger is None or not isinstance(spider, ProcurementSpider):
            return  # scrapy shell, scrapy fetch: an address from a developer's own hand
        ledger.watch(request)
        source = spider.source
        host = urlparse_cached(request).hostname
        if host not in source.hosts:
            raise SourceError(
                f"expected an address on {', '.join(source.hosts)} (Source.hosts), "
                f"found {request.url}"
            )
        self.check_open(request)

    def check_open(self, request: Request) -> None:
        """Blocked if the source is closed at this moment."""
        spider = self._crawler.spider
        if not self._has_hours or not isinstance(spider, ProcurementSpider):
            return
        hours = spider.source.hours
        if hours and not hours.open_at(self._clock()):
            raise Blocked(
                f"expected {urlparse_cached(request).hostname} in its opening hours "
                f"({hours.opens:%H:%M} to {hours.closes:%H:%M} in Japan), found it closed"
            )

    def process_response(self, request: Request, response: Response) -> Response:
        # 304: nobody asked whether it changed, so nothing is known of what it says.
        closed = response.status in (304, 429) or response.status >= 500
        if not (closed and asks_robots(request)):
            return response
        self._close(f"found {response.status} at {response.url}")
        return response.replace(body=_NOBODY)

    def process_exception(self, request: Request, exception: Exception) -> Response | None:
        ours = isinstance(exception, (ProcurementError, IgnoreRequest))
        if ours or not asks_robots(request):
            return None
        self._close(f"found {in_words(exception)} at {request.url}")
        return TextResponse(request.url, body=_NOBODY)

    def _close(self, found: str) -> None:
        self.closed = f"expected robots.txt or none, {found}"
        if ledger := self._crawler.get_extension(Ledger):
            ledger.note(Trouble("blocked", self.closed))

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Keep the publisher's Crawl-delay; RobotsTxtMiddleware doesn't do that by itself."""
        asked = robotparser.crawl_delay(self._user_agent)
        if not asked or not self._delays:
            return
        host = urlparse_cached(request).hostname or ""
        downloader = self._crawler.engine.downloader
        delay = max(min(asked, LONGEST_DELAY), self._crawler.settings.getfloat("DOWNLOAD_DELAY"))
        # For a slot made later, and for the one that fetched robots.txt.
        downloader.per_slot_settings[host] = {"delay": delay, "jitter": 0.0}
        if slot := downloader.slots.get(host):
            slot.delay, slot.jitter = delay, 0.0
        self.fixed_delays.add(host)


class RetryAfter:
    """Downloader middleware below Retry: keeps the distance that a host wants, across crawls too.

    Waits as long as a refusing site asks; where it names no time, each refusal doubles the wait.
    A site that wants to be left alone for longer than ``LONGEST_WAIT`` is: the run ends for it, and
    its verdict is blocked. What one source of a host was told holds for the next.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self._crawler = crawler
        self._unit = settings.getfloat("DOWNLOAD_DELAY")
        shared = settings.get(HOSTS)
        self._hosts: Hosts = Hosts() if shared is None else shared

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        polite = cls(crawler)
        crawler.signals.connect(polite.left, signal=signals.request_left_downloader)
        return polite

    async def process_request(self, request: Request) -> None:
        name = urlparse_cached(request).hostname or ""
        host = self._hosts[name]
        if reason := host.why_closed():
            raise Blocked(reason)
        # A redirect to another host would stay in the queue of the first, and keep its delay only.
        request.meta["download_slot"] = name
        wait = host.wait(self._crawler)
        if wait > 0:
            await asyncio.sleep(wait)
        guest = self._crawler.get_downloader_middleware(Guest)
        if guest is None:
            return
        guest.check_open(request)  # it may have closed during the wait
        if name in guest.fixed_delays:
            # AutoThrottle would go below the publisher's Crawl-delay.
            request.meta["autothrottle_dont_adjust_delay"] = True

    def left(self, request: Request) -> None:
        """A request has ended, with an answer or without."""
        name = urlparse_cached(request).hostname or ""
        slot = self._crawler.engine.downloader.slots.get(name)
        self._hosts[name].leave(self._crawler, slot.delay if slot else self._unit)

    def process_response(self, request: Request, response: Response) -> Response:
        host = self._hosts[urlparse_cached(request).hostname or ""]
        if response.status not in (429, 503):
            host.refusals = 0
            return response
        host.refusals += 1
        asked = retry_after((response.headers.get("Retry-After") or b"").decode("latin-1"), now())
        wait = self._unit * 2**host.refusals if asked is None else asked
        if wait > LONGEST_WAIT:
            host.until = monotonic() + wait
            host.closed = (
                f"expected an answer, found {response.status} and the wish to be left alone for "
                f"{wait:.0f} seconds at {response.url}"
            )
            request.meta["dont_retry"] = True
        elif self._unit:  # no delays in a practice that switched them off
            host.until = monotonic() + wait
        return response


def retry_after(value: str, moment: datetime) -> float | None:
    """Seconds of a Retry-After: ``120`` or ``Wed, 01 Apr 2026 00:00:00 GMT``; else None."""
    value = value.strip()
    if value.isdigit():
        return float(value)
    try:
        then = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (then - moment).total_seconds()) if then.tzinfo else None
