"""Practice mode: one server on loopback stands for every site; nothing leaves the machine.

With ``CHOTATSU_PRACTICE=http://127.0.0.1:PORT`` every request of every spider, robots.txt
included, goes to that address, its path and query unchanged, the real host in the header
``X-Practice-Host``. What is stored are the real addresses.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler

from pipelines.errors import SetupError

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response


def practice_address(environment: Mapping[str, str]) -> str | None:
    """The address of the practice server, None in live mode; one off this machine is refused."""
    value = environment.get("CHOTATSU_PRACTICE", "").strip().rstrip("/")
    if not value:
        return None
    expected = (
        f"expected CHOTATSU_PRACTICE to be http://127.0.0.1:PORT (a loopback address), "
        f"found {value!r}"
    )
    try:
        parts = urlsplit(value)
        # A name, even localhost, would have to be looked up; an address can't be mistaken.
        loopback = ipaddress.ip_address(parts.hostname or "").is_loopback
        bare = not (parts.path or parts.query or parts.fragment or parts.username)
        port = parts.port
    except ValueError as error:
        raise SetupError(expected) from error
    if parts.scheme != "http" or not loopback or not bare or not port:
        raise SetupError(expected)
    return value


def practice_delay(environment: Mapping[str, str]) -> float | None:
    """Seconds between requests in practice mode, None to keep the polite delays."""
    value = environment.get("CHOTATSU_PRACTICE_DELAY", "").strip()
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds < 3600:
        raise SetupError(f"expected CHOTATSU_PRACTICE_DELAY in seconds, found {value!r}")
    return seconds


class PracticeHandler(BaseDownloadHandler):
    """Sends what was meant for any site, http or https, to the practice server."""

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        address = crawler.settings.get("CHOTATSU_PRACTICE")
        if not address:
            raise SetupError("expected CHOTATSU_PRACTICE with PracticeHandler, found none")
        self._address: str = address
        self._http = HTTP11DownloadHandler(crawler)

    async def download_request(self, request: Request) -> Response:
        site, path = _split(request.url)
        inner = request.replace(url=self._address + (path or "/"))
        inner.headers["X-Practice-Host"] = urlsplit(site).netloc
        inner.meta.pop("proxy", None)
        response = await self._http.download_request(inner)
        if "download_latency" in inner.meta:  # read by AutoThrottle
            request.meta["download_latency"] = inner.meta["download_latency"]
        location = response.headers.get("Location", b"") or b""
        if location.startswith(self._address.encode()):
            response.headers["Location"] = site.encode() + location[len(self._address) :]
        return response.replace(url=request.url)

    async def close(self) -> None:
        await self._http.close()


def _split(url: str) -> tuple[str, str]:
    """``https://host:8080/a?b`` → (``https://host:8080``, ``/a?b``), to the letter."""
    start = url.index("://") + 3
    cut = next((i for i, letter in enumerate(url[start:], start) if letter in "/?#"), len(url))
    path = url[cut:]
    return url[:cut], path if path.startswith("/") or not path else f"/{path}"
