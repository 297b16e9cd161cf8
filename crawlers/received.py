"""What came over the wire: headers and time, noted before anything changes them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from pipelines.times import TOKYO, now

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response

META = "chotatsu_received"
NOTED = "chotatsu_noted"
"""In ``meta`` of a request that is answered without the network: what is to be noted of that."""
ANEW = "chotatsu_anew"
"""Set in ``meta`` of a request for which what is held won't do."""

# What is archived is the body as the publisher wrote it, after transfer and content decoding:
# the same file then has one hash, gzipped on the way or not, and a reader needs no unpacking.
# A record whose headers spoke of a coding that its body doesn't have would be refused by WARC
# readers, so those two headers keep their value under the name that WARC tools use for that.
_CODING = frozenset(("content-encoding", "content-length"))
_ORIGINAL = "X-Archive-Orig-"


@dataclass(frozen=True)
class Received:
    """What came with a body: when, with which status, with which headers.

    ``live``: whether it came from the site just now. ``asked``: method and body of the request on
    which it came, where that isn't the one at hand.
    """

    fetched_at: datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    live: bool = True
    asked: tuple[str, bytes] | None = None


class AsReceived:
    """Downloader middleware next to the downloader: keeps what came over the wire in ``meta``."""

    def process_response(self, request: Request, response: Response) -> Response:
        if (noted := request.meta.pop(NOTED, None)) is not None:
            request.meta[META] = noted
            return response
        pairs = tuple(
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in values
        )
        request.meta[META] = Received(now(), response.status, pairs)
        return response


def received(response: Response) -> Received:
    """What came with a response, its headers true for the decoded body."""
    found: Received = response.meta[META]
    if not _was_decoded(found.headers, response):
        return found
    headers = tuple(
        (_ORIGINAL + name if name.lower() in _CODING else name, value)
        for name, value in found.headers
    )
    return replace(found, headers=headers)


def _was_decoded(headers: tuple[tuple[str, str], ...], response: Response) -> bool:
    coded = any(name.lower() == "content-encoding" for name, _ in headers)
    return coded and "Content-Encoding" not in response.headers


def day_of(response: Response) -> date:
    """The day in Japan by the site's own clock, else by ours.

    What is asked for up to today is then the same when a recording is replayed.
    """
    try:
        told = (response.headers.get("Date") or b"").decode("latin-1")
        return parsedate_to_datetime(told).astimezone(TOKYO).date()
    except ValueError:
        return now().date()
