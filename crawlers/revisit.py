"""Asking a site only whether something has changed, where it offers that (RFC 9110, 13.1)."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Self

from scrapy.exceptions import NotConfigured
from scrapy.http import Headers, Request, Response
from scrapy.responsetypes import responsetypes

from crawlers.received import META, Received
from pipelines.errors import SetupError
from pipelines.stages import KeepOriginal
from pipelines.store.fetched import Held
from pipelines.times import now

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

NOT_MODIFIED = 304
WHOLE_AGAIN = timedelta(days=90)
"""How long a site's word is taken that nothing changed. Then the whole is asked for once, so that
a site which says so by mistake hides a change for a while, and not for ever."""

_ASKED = "chotatsu_asked"  # in ``meta``: what is held, while the site is asked whether it changed
_PLAINLY = "chotatsu_plainly"  # in ``meta``: the address for which a condition didn't work
_CONDITIONS = ("If-None-Match", "If-Modified-Since")
_TAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"')  # W/"5f3-61a0"


class Revisit:
    """Downloader middleware above HttpCompression: answers "not modified" from the archive.

    An address whose last fetch by a good run came with an ETag or a Last-Modified is asked whether
    that has changed. If not, the spider gets the archived original, so that it finds its links and
    yields its original as ever; what is noted of the fetch is what came: status 304, and its time.

    Asked without a condition: what the archive doesn't hold (any more) or no reader could read,
    forms, sites with sessions, whose pages depend on more than their address, and recordings. An
    answer 304 to a question that wasn't asked is an error like any other that isn't 200.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        if settings.getbool("HTTPCACHE_ENABLED") or settings.getbool("COOKIES_ENABLED"):
            raise NotConfigured
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if request.meta.pop(_ASKED, None):  # tried again, or sent on to another address
            _ask_plainly(request)
        keep = self._crawler.get_item_pipeline(KeepOriginal)
        if keep is None or is_conditional(request) or request.method != "GET" or request.body:
            return
        if request.meta.get(_PLAINLY) == request.url:
            return
        held = await keep.held(request.url)
        if held is None or now() - held.sent > WHOLE_AGAIN:
            return
        if conditions := conditions_for(held.headers, held.fetched_at):
            request.headers.update(conditions)
            request.meta[_ASKED] = held

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        held: Held | None = request.meta.pop(_ASKED, None)
        if held is None:
            return response
        _ask_plainly(request)
        if response.status != NOT_MODIFIED:
            return response
        keep = self._crawler.get_item_pipeline(KeepOriginal)
        came: Received = request.meta[META]
        try:
            if keep is None or not same_tag(held.headers, came.headers):
                raise SetupError(f"expected an answer on what is held, found another at {request}")
            body = await keep.body(held.sha256)
        except SetupError as error:
            logger.warning("%s; asked for again as a whole", error)
            plain = request.replace(dont_filter=True)
            plain.meta[_PLAINLY] = request.url
            return plain
        headers = renewed(held.headers, came.headers)
        request.meta[META] = Received(came.fetched_at, came.status, headers)
        return answer(request.url, headers, body)


def conditions_for(headers: Iterable[tuple[str, str]], fetched_at: datetime) -> dict[str, str]:
    """The conditions under which to ask again for what came with these headers; {} for none.

    Last-Modified counts in whole seconds: where it isn't older than the answer that carried it, the
    file may have changed again within that second, and the condition would hide it.
    """
    found = {name.lower(): value.strip() for name, value in headers}
    conditions = {}
    if _TAG.fullmatch(found.get("etag", "")):
        conditions["If-None-Match"] = found["etag"]
    modified = _time(found.get("last-modified"))
    sent = _time(found.get("date")) or fetched_at
    if modified and sent - modified >= timedelta(seconds=1):
        conditions["If-Modified-Since"] = found["last-modified"]
    return conditions


def same_tag(held: Iterable[tuple[str, str]], came: Iterable[tuple[str, str]]) -> bool:
    """Whether an answer speaks of what is held, by the weak comparison of their ETags."""
    tags = {
        value.strip().removeprefix("W/")
        for headers in (held, came)
        for name, value in headers
        if name.lower() == "etag"
    }
    return len(tags) <= 1


def renewed(
    held: Iterable[tuple[str, str]], came: Iterable[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    """The headers of what is held, with those of the answer in place of the older ones.

    What headers say of the content stays: the answer has none (RFC 9111, 3.2).
    """
    newer = tuple((name, value) for name, value in came if not _of_content(name))
    replaced = {name.lower() for name, _ in newer}
    return tuple(pair for pair in held if pair[0].lower() not in replaced) + newer


def _of_content(name: str) -> bool:
    return name.lower().startswith(("content-", "transfer-", "x-archive-orig-"))


def answer(
    url: str, headers: Iterable[tuple[str, str]], body: bytes, status: int = 200
) -> Response:
    """What was kept as the downloader would have given it."""
    found = Headers()
    for name, value in headers:
        found.appendlist(name, value.encode("latin-1"))
    kind = responsetypes.from_args(headers=found, url=url, body=body)
    return kind(url=url, status=status, headers=found, body=body)


def is_conditional(request: Request) -> bool:
    """Whether a request asks only for what has changed."""
    return any(name in request.headers for name in _CONDITIONS)


def _ask_plainly(request: Request) -> None:
    for name in _CONDITIONS:
        request.headers.pop(name, None)


def _time(value: str | None) -> datetime | None:
    """``Wed, 01 Apr 2026 00:00:00 GMT``; None for anything else."""
    try:
        found = parsedate_to_datetime(value or "")
    except ValueError:
        return None
    return found if found.tzinfo else None
