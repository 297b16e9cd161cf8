"""Recordings: what a source answered, kept in a folder and replayed by tests.

A recording is ``index.jsonl`` (a line an answer: method, address, body sent, status, headers,
file) and the originals under their SHA-256. Whoever asks the same again gets the next answer that
was recorded for it, and the last one ever after. Replay goes through the real engine and touches no
network.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from scrapy.downloadermiddlewares.httpcache import HttpCacheMiddleware
from scrapy.exceptions import NotConfigured
from scrapy.http import Headers, Request, Response
from scrapy.responsetypes import responsetypes

from pipelines.errors import SetupError

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings

INDEX = "index.jsonl"
_HEX = 64
"""Letters of the name of an answer: its SHA-256."""


def recording_settings(folder: Path) -> dict[str, Any]:
    """Settings with which a crawl downloads everything and records it in FOLDER/SOURCE."""
    return {
        "HTTPCACHE_ENABLED": True,
        "HTTPCACHE_DIR": str(folder),
    }


def replay_settings(folder: Path) -> dict[str, Any]:
    """Settings with which a crawl takes every answer from FOLDER/SOURCE, at once."""
    return {
        "HTTPCACHE_ENABLED": True,
        "HTTPCACHE_DIR": str(folder),
        "HTTPCACHE_IGNORE_MISSING": True,
        "DOWNLOAD_DELAY": 0,
        "AUTOTHROTTLE_ENABLED": False,
        "RETRY_ENABLED": False,
    }


class Recording:
    """Scrapy's HTTP cache storage over a folder. Recording never answers from it."""

    def __init__(self, settings: BaseSettings) -> None:
        self._folder = Path(settings["HTTPCACHE_DIR"])
        self._replay = settings.getbool("HTTPCACHE_IGNORE_MISSING")
        self._answers: dict[str, deque[Mapping[str, Any]]] = {}

    def open_spider(self, spider: Spider) -> None:
        self._folder /= spider.name
        index = self._folder / INDEX
        if not self._replay:
            self._folder.mkdir(parents=True, exist_ok=True)
            for old in self._folder.iterdir():  # a new recording replaces the old one
                if old.name in (INDEX, "items.json") or len(old.name) == _HEX:
                    old.unlink()  # what was written by hand (broken.json) stays
            return
        if not index.is_file():
            raise SetupError(f"expected a recording, found no {index}: scrapy record {spider.name}")
        for line in index.read_text(encoding="utf-8").splitlines():
            answer = json.loads(line)
            key = _key(answer["method"], answer["url"], answer["sent"])
            self._answers.setdefault(key, deque()).append(answer)

    def close_spider(self, spider: Spider) -> None:
        """Nothing is open."""

    def retrieve_response(self, spider: Spider, request: Request) -> Response | None:
        answers = self._answers.get(_key(request.method, request.url, _sent(request)))
        if not answers:
            return None
        # A site that remembers the last screen answers the same request anew each time.
        answer = answers.popleft() if len(answers) > 1 else answers[0]
        body = (self._folder / answer["file"]).read_bytes()
        headers = Headers()
        for name, value in answer["headers"]:
            headers.appendlist(name, value.encode("latin-1"))
        kind = responsetypes.from_args(headers=headers, url=answer["url"], body=body)
        return kind(url=answer["url"], status=answer["status"], headers=headers, body=body)

    def store_response(self, spider: Spider, request: Request, response: Response) -> None:
        name = hashlib.sha256(response.body).hexdigest()
        (self._folder / name).write_bytes(response.body)
        answer = {
            "method": request.method,
            "url": request.url,
            "sent": _sent(request),
            "status": response.status,
            "headers": [
                [name.decode("latin-1"), value.decode("latin-1")]
                for name, values in response.headers.items()
                for value in values
            ],
            "file": name,
        }
        with (self._folder / INDEX).open("a", encoding="utf-8") as index:
            index.write(json.dumps(answer, ensure_ascii=False) + "\n")


def _sent(request: Request) -> str:
    return base64.b64encode(request.body).decode()


def _key(method: str, url: str, sent: str) -> str:
    return f"{method} {url} {sent}"


class Redirects:
    """Downloader middleware next to Redirect: an answer that leads elsewhere is recorded too.

    Scrapy's cache stands behind it and sees only where it led; a search that is answered by a
    redirect could not be replayed.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        is_replay = settings.getbool("HTTPCACHE_IGNORE_MISSING")
        if not settings.getbool("HTTPCACHE_ENABLED") or is_replay:
            raise NotConfigured
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        cache = self._crawler.get_downloader_middleware(HttpCacheMiddleware)
        if 300 <= response.status < 400 and "Location" in response.headers and cache:
            assert self._crawler.spider is not None
            cache.storage.store_response(self._crawler.spider, request, response)
        return response
