"""Pages saved from a site, served in its place, to try a source of it without the network."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

import msgspec
from scrapy.http import HtmlResponse

from crawlers.families.smart_lgov import day_shown
from crawlers.fingerprints import Page, headings_of, read_page
from crawlers.html import text
from crawlers.practice_site import Asked, Site, type_of
from crawlers.practice_site import Page as Answer

_PAGES = frozenset({".html", ".htm", ".xhtml", ".xml", ".rss", ".atom", ".rdf"})
_TREE = "/index.tree.json"


@dataclass(frozen=True)
class Saved:
    """A saved file, and the address at which it is served; "" for one known by its name alone."""

    file: Path
    address: str


def saved_in(place: Path, begin: str) -> list[Saved]:
    """The saved files of a folder and those below it, or the one at ``place``.

    A page is at the address that it gives of itself, else where the crawl begins, ``begin``; the
    only page there is that as well. A PDF or a workbook is known by its name.
    """
    files = [place] if place.is_file() else sorted(one for one in place.rglob("*") if one.is_file())
    pages = [one for one in files if is_page(one)]
    told = {one: read_page(one.read_bytes()).address or begin for one in pages}
    found = [Saved(one, told.get(one, "")) for one in files]
    return [*found, *(Saved(one, begin) for one in pages if len(pages) == 1 and told[one] != begin)]


def is_page(file: Path) -> bool:
    """Whether a file is called as pages and feeds are."""
    return file.suffix.lower() in _PAGES


def site_of_saved(place: Path, begin: str) -> Site:
    """The site of saved files, see ``saved_in``; a file put there later is served as well.

    A category of SMART L-Gov answers with the saved pages, unless its ``index.tree.json`` is
    saved: browsers save none.
    """

    def page(asked: Asked) -> Answer | None:
        saved = saved_in(place, begin)
        for one in saved:
            if one.address and _is_at(one.address, asked):
                return Answer(one.file.read_bytes(), type_of(one.file.name))
        name = unquote(asked.path).rpartition("/")[2]
        for one in saved:
            if not one.address and one.file.name == name:
                return Answer(one.file.read_bytes(), type_of(one.file.name))
        return _tree(saved) if asked.path.endswith(_TREE) else None

    return page


def _is_at(address: str, asked: Asked) -> bool:
    parts = urlsplit(address)
    query = parse_qs(parts.query, keep_blank_values=True)
    return (unquote(parts.path) or "/", query) == (unquote(asked.path), asked.query)


def _tree(saved: list[Saved]) -> Answer:
    """What a category would say of the saved pages (see ``SmartLGovSpider``)."""
    read = {one.address: read_page(one.file.read_bytes(), one.address)
            for one in saved if one.address}  # fmt: skip
    told = [_entry(page) for page in read.values() if not _is_category(page.address)]
    return Answer(msgspec.json.encode(told), "application/json")


def _is_category(address: str) -> bool:
    return urljoin(address, ".") == address or address.endswith("/index.html")


def _entry(page: Page) -> dict[str, object]:
    heading = next(filter(None, (*map(text, page.tree.css("h1")), *headings_of(page))), "")
    shown = HtmlResponse(page.address, body=page.source.encode(), encoding="utf-8")
    return {
        "page_no": urlsplit(page.address).path.rpartition("/")[2].partition(".")[0],
        "page_name": heading or page.address,
        "url": page.address,
        "is_category_index": False,
        "publish_datetime": day_shown(shown),
        "child_pages": [],
    }
