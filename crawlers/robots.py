"""Which requests are for a site's robots.txt."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from scrapy.http import Request

ROBOTS = "/robots.txt"


def asks_robots(request: Request) -> bool:
    """Whether a request is for a site's robots.txt, or for where that leads.

    RFC 9309, 2.3.1.2: a redirect is followed, and what is found there speaks for the site. A page
    of a login (調達ポータル) is no robots.txt: it has no rule, so none holds.
    """
    first: str = (request.meta.get("redirect_urls") or [request.url])[0]
    return urlsplit(first).path == ROBOTS
