"""Pages served with status 200 instead of what was asked for: closed, in maintenance, refusing.

Stored as if they were the file, they would hide an outage for months. Words alone don't make
one: an ordinary list may offer 保守・メンテナンス業務. The page as a whole must look like one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import lxml.html
from lxml.etree import ParserError

from crawlers.base import encoding_of
from crawlers.families.file_list import EXTENSIONS
from crawlers.received import ANEW, META
from crawlers.robots import asks_robots
from pipelines.errors import Blocked, Missing, SetupError
from pipelines.lookups import load

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response

_LOOKUP = "blocked.yml"
_MOST_TEXT = 1500
"""Letters on the longest page that is still taken for a message; a list page has more."""
_LARGEST = 200_000
"""Bytes of the largest page that is looked at; with its scripts a message stays below."""
_HTML = re.compile(rb"<\s*(!doctype\s+html|html|head|body|title)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Marker:
    """Words by which such a page is known, and whether only a heading counts."""

    kind: str
    pattern: re.Pattern[str]
    heading_only: bool
    example: str


@dataclass(frozen=True)
class Sign:
    """What a page turned out to be: its kind and the words that say so."""

    kind: str
    words: str


class BlockPages:
    """Downloader middleware: an answer that is such a page becomes an error."""

    def process_response(self, request: Request, response: Response) -> Request | Response:
        if response.status != 200 or asks_robots(request):
            return response
        sign = sign_of(response.body, encoding_of(response) or "utf-8")
        if sign is None:
            return response
        if not request.meta[META].live:
            # It came before, and the site may be back.
            return request.replace(dont_filter=True, meta=request.meta | {ANEW: True})
        found = f"found a page that says {sign.words!r} ({sign.kind}) at {response.url}"
        if sign.kind == "missing":
            raise Missing(f"expected what the list links, {found}")
        raise Blocked(f"expected the site's answer, {found}", sign.kind)


@cache
def markers() -> tuple[Marker, ...]:
    """The markers of ``data/lookups/blocked.yml``."""
    found = []
    for number, entry in enumerate(load(_LOOKUP)["pages"], 1):
        try:
            found.append(
                Marker(
                    kind=entry["kind"],
                    pattern=re.compile(entry["pattern"]),
                    heading_only={"heading": True, "page": False}[entry["where"]],
                    example=entry["example"],
                )
            )
        except (KeyError, re.error) as error:
            raise SetupError(
                f"{_LOOKUP}, entry {number}: expected kind, where, pattern and "
                f"example, found {entry} ({error})"
            ) from error
    return tuple(found)


def sign_of(body: bytes, encoding: str) -> Sign | None:
    """What kind of message a page is instead of content; None for content and other files."""
    if len(body) > _LARGEST or not _HTML.search(body[:4096]):
        return None
    try:
        page = lxml.html.document_fromstring(body.decode(encoding, "replace").strip() or "<p>")
    except (ParserError, ValueError):  # ValueError: an XML declaration that names an encoding
        page = lxml.html.document_fromstring(body)
    headings = [_fold(node) for node in page.xpath("//title|//h1|//h2")]
    for node in page.xpath("//script|//style|//head"):
        node.drop_tree()
    text = _fold(page)
    if len(text) > _MOST_TEXT or _has_content(page):
        return None
    for marker in markers():
        for words in headings if marker.heading_only else [*headings, text]:
            if found := marker.pattern.search(words):
                return Sign(marker.kind, found[0])
    return None


def _has_content(page: lxml.html.HtmlElement) -> bool:
    """Whether a page links a file or holds a table of data (two rows of two cells or more)."""
    for link in page.xpath("//a/@href"):
        if str(link).lower().partition("?")[0].endswith((*EXTENSIONS, ".pdf", ".doc", ".docx")):
            return True
    return any(
        len(table.xpath(".//tr[count(td|th) >= 2]")) >= 2 and not table.xpath(".//input")
        for table in page.xpath("//table")
    )


def _fold(node: lxml.html.HtmlElement) -> str:
    return "".join(unicodedata.normalize("NFKC", node.text_content()).split())
