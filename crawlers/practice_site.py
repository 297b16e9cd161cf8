"""A small web server on loopback that stands for any number of sites, for demo and tests.

It answers by the header ``X-Practice-Host`` (see ``crawlers.practice``) from folders of files or
from pages made here, counts what it is asked, and misbehaves where a test tells it to.
"""

from __future__ import annotations

import gzip
import hashlib
import html
import mimetypes
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Literal, Self
from urllib.parse import parse_qs, quote, unquote, urlsplit

Fault = Literal[
    "503", "busy", "later", "maintenance", "half", "endless", "slow", "gzip",
    "away", "moved", "circle", "first",
]  # fmt: skip
"""How an address misbehaves: 503 · 503 with a Retry-After of a
day · 503 with one of a second, once · a maintenance page with status 200 ·
a body that breaks off half way · one without end · one that takes a while · a body compressed
for the way · a redirect to the same path of another host · one to this server's own address ·
one to itself · one to the file 1.xlsx beside it."""

Headers = tuple[tuple[str, str], ...]

_TYPES = {
    ".html": "text/html",  # without a charset: many real sites declare none
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".csv": "text/csv",
    ".zip": "application/zip",
    ".txt": "text/plain",
}
_MAINTENANCE = (
    "<!DOCTYPE html><html lang=ja><meta charset=utf-8><title>メンテナンス中</title>"
    "<h1>システムメンテナンス中です</h1><p>ただいまシステムメンテナンスのためサービスを停止しております。"
    "ご迷惑をおかけしますが、しばらくお待ちください。</p></html>"
).encode()
_UNAVAILABLE: Mapping[Fault | None, Headers] = {
    "503": (),
    "busy": (("Retry-After", "86400"),),
    "later": (("Retry-After", "1"),),
}
_REDIRECTS: Mapping[Fault | None, str] = {
    "away": "http://elsewhere.example.net{path}",
    "moved": "{server}{path}?moved",
    "circle": "{path}",
    "first": "1.xlsx",
}
_LONG_AGO = "Wed, 01 Apr 2020 00:00:00 GMT"
_OPEN_TO_ALL = b"User-agent: *\nDisallow:\n"
_KIND = {"construction": "工事", "consulting": "コンサルタント業務等"}
_MONTH = re.compile(r"_(?P<kind>[a-z]+)_(?P<year>\d{4})(?P<month>\d\d)")  # chubu_consulting_201804


@dataclass(frozen=True)
class Page:
    """What a site answers: a body, its content type, and what else an answer may say."""

    body: bytes
    type: str
    status: int = 200
    headers: Headers = ()


@dataclass(frozen=True)
class Asked:
    """What a site is asked: ``path`` as sent, the query and the form by name, the headers."""

    path: str
    method: str = "GET"
    query: Mapping[str, list[str]] = field(default_factory=dict)
    form: Mapping[str, list[str]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def cookies(self) -> dict[str, str]:
        """The cookies that were sent, by name."""
        pairs = (part.strip().partition("=") for part in self.headers.get("cookie", "").split(";"))
        return {name: value for name, _, value in pairs if name}

    def value(self, name: str) -> str:
        """The first value of a field of the form or the query, "" where it wasn't sent."""
        return next(iter(self.form.get(name) or self.query.get(name) or ()), "")


Site = Callable[[Asked], Page | None]
"""A site: what is asked → its answer, None where it has nothing (404)."""


def site_of_folder(folder: Path) -> Site:
    """The files of a folder under their own paths; ``/`` and folders give ``index.html``."""
    root = folder.resolve()

    def page(asked: Asked) -> Page | None:
        file = (root / unquote(asked.path).lstrip("/")).resolve()
        if file.is_dir():
            file = file / "index.html"
        if not file.is_relative_to(root) or not file.is_file():
            return None
        return Page(file.read_bytes(), type_of(file.name))

    return page


def site_of_pages(pages: Mapping[str, Page]) -> Site:
    """A few pages by path."""
    return lambda asked: pages.get(asked.path)


def with_validators(site: Site) -> Site:
    """A site that offers ETag and Last-Modified, and says 304 to who holds what it has."""

    def page(asked: Asked) -> Page | None:
        found = site(asked)
        if found is None or found.status != 200:
            return found
        tag = f'"{hashlib.sha256(found.body).hexdigest()[:16]}"'
        headers = (("ETag", tag), ("Last-Modified", _LONG_AGO))
        if asked.headers.get("if-none-match") == tag:
            return Page(b"", found.type, 304, headers)
        return replace(found, headers=(*found.headers, *headers))

    return page


def site_of_workbooks(folder: Path, title: str, index: str) -> Site:
    """A list page at the path ``index`` that links every workbook of a folder, by kind and month.

    Names like ``chubu_construction_201804.xls`` are shown as a bureau prints them.
    """
    base = index.rsplit("/", 1)[0] + "/"
    files = {base + quote(file.name): file for file in sorted(folder.glob("*.xls*"))}

    def page(asked: Asked) -> Page | None:
        if asked.path == index:
            return Page(_list_page(title, [file.name for file in files.values()]), "text/html")
        file = files.get(asked.path)
        return Page(file.read_bytes(), type_of(file.name)) if file else None

    return page


def _list_page(title: str, names: list[str]) -> bytes:
    parts = [
        f'<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{html.escape(title)}'
        f"</title></head><body><h1>{html.escape(title)}</h1><p>練習用のページです。</p>"
    ]
    for kind, shown in _KIND.items():
        of_kind = [name for name in names if f"_{kind}_" in name]
        links = "".join(
            f'<li><a href="{quote(name)}">{html.escape(_shown(name))}</a></li>' for name in of_kind
        )
        parts.append(f"<h2>{shown}</h2><ul>{links}</ul>")
    parts.append("</body></html>")
    return "".join(parts).encode()


def _shown(name: str) -> str:
    """``chubu_consulting_201804.xls`` → ``平成30年4月分（コンサルタント業務等）（Excel）``"""
    found = _MONTH.search(name)
    if not found:
        return name
    year, month = int(found["year"]), int(found["month"])
    era = f"令和{year - 2018}" if (year, month) >= (2019, 5) else f"平成{year - 1988}"
    return f"{era}年{month}月分（{_KIND[found['kind']]}）（Excel）".replace("令和1年", "令和元年")


def type_of(name: str) -> str:
    """The content type of a file by its name."""
    suffix = Path(name).suffix.lower()
    return _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"


@dataclass(frozen=True)
class Visit:
    """One request: from when it came to when its answer was sent, by the monotonic clock."""

    host: str
    path: str
    began: float
    ended: float


@dataclass
class Seen:
    """What the server was asked: hosts and paths in order, and how many at once of a host."""

    requests: list[tuple[str, str]] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    at_once: Counter[str] = field(default_factory=Counter)
    most_at_once: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)


class PracticeServer:
    """Serves sites on a free port of 127.0.0.1 while its block lasts.

    ``with PracticeServer({host: site}) as server: … server.address …``; ``faults`` says which
    (host, path) misbehaves. ``server.seen`` counts; ``missed`` hears of each (host, path) that no
    site has.
    """

    def __init__(
        self,
        sites: Mapping[str, Site],
        faults: Mapping[tuple[str, str], Fault] | None = None,
        missed: Callable[[str, str], None] = lambda host, path: None,
    ) -> None:
        self.sites = dict(sites)
        self.faults = dict(faults or {})
        self.missed = missed
        self.seen = Seen()
        self.lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def page(self, host: str, asked: Asked) -> Page | None:
        """What a host answers; a site without robots.txt of its own is open to all."""
        site = self.sites.get(host)
        found = site(asked) if site else None
        if found is None and site and asked.path == "/robots.txt":
            return Page(_OPEN_TO_ALL, "text/plain")
        return found


def _handler(server: PracticeServer) -> type[BaseHTTPRequestHandler]:
    """The handler class of one server; http.server makes an object of it a connection."""

    class Handler(_Handler):
        practice = server

    return Handler


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60
    practice: PracticeServer

    def do_GET(self) -> None:
        host = self.headers.get("X-Practice-Host", "")
        seen, lock, began = self.practice.seen, self.practice.lock, time.monotonic()
        with lock:
            seen.requests.append((host, self.path))
            seen.headers.append(dict(self.headers.items()))
            seen.times.append(time.monotonic())
            seen.at_once[host] += 1
            seen.most_at_once[host] = max(seen.most_at_once[host], seen.at_once[host])
        try:
            self._answer(host, self._asked())
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the crawler hung up, as it does on a body without end
        finally:
            with lock:
                seen.at_once[host] -= 1
                seen.visits.append(Visit(host, self.path, began, time.monotonic()))

    do_POST = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: ``seen`` has it all."""

    def _asked(self) -> Asked:
        """The request as a site sees it; the form as UTF-8."""
        address = urlsplit(self.path)
        size = int(self.headers.get("Content-Length") or 0)
        sent = self.rfile.read(size).decode("ascii", "replace")
        is_form = "x-www-form-urlencoded" in self.headers.get("Content-Type", "")
        return Asked(
            path=address.path,
            method=self.command,
            query=parse_qs(address.query, keep_blank_values=True),
            form=parse_qs(sent, keep_blank_values=True) if is_form else {},
            headers={name.lower(): value for name, value in self.headers.items()},
        )

    def _answer(self, host: str, asked: Asked) -> None:
        path = asked.path
        fault = self.practice.faults.get((host, path))
        if fault == "later":
            del self.practice.faults[host, path]
        page = self.practice.page(host, asked)
        if fault in _UNAVAILABLE:
            self._send(503, b"<h1>Service Unavailable</h1>", "text/html", _UNAVAILABLE[fault])
        elif fault == "maintenance":
            self._send(200, _MAINTENANCE, "text/html")
        elif fault == "endless":
            self._pour()
        elif fault in _REDIRECTS and "?" not in self.path:
            location = _REDIRECTS[fault].format(server=self.practice.address, path=path)
            self._send(302, b"", "text/html", (("Location", location),))
        elif page is None:
            self.practice.missed(host, self.path)
            self._send(404, "<h1>お探しのページが見つかりません</h1>".encode(), "text/html")
        elif fault == "half":
            self._send_head(200, page.type, len(page.body))
            self.wfile.write(page.body[: len(page.body) // 2])
            self.close_connection = True
        elif fault == "gzip":
            self._send(200, gzip.compress(page.body), page.type, (("Content-Encoding", "gzip"),))
        else:
            if fault == "slow":
                time.sleep(0.5)
            self._send(page.status, page.body, page.type, page.headers)

    def _send(self, status: int, body: bytes, type: str, headers: Headers = ()) -> None:
        self._send_head(status, type, len(body), headers)
        self.wfile.write(body)

    def _send_head(self, status: int, type: str, length: int, headers: Headers = ()) -> None:
        self.send_response(status)
        self.send_header("Content-Type", type)
        if status != 304:  # RFC 9110: no content, and no length of one
            self.send_header("Content-Length", str(length))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()

    def _pour(self) -> None:
        """A body without end and without a length, until the other side hangs up."""
        self.send_response(200)
        self.send_header("Content-Type", "application/vnd.ms-excel")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        block = b"\0" * 65536
        while True:
            self.wfile.write(block)
