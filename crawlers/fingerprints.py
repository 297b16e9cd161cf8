"""Which system or kind of page publishes: the fingerprints of ``data/lookups/fingerprints.yml``."""

from __future__ import annotations

import html
import importlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from parsel import Selector

from crawlers.base import ProcurementSpider
from crawlers.html import caption, text
from pipelines.errors import ArgumentError, SetupError
from pipelines.extract.encoding import declared_in, decode
from pipelines.lookups import STAGES, compiled, load

_LOOKUP = "fingerprints.yml"
_LARGEST = 5_000_000
"""Bytes of the largest page that is looked at; a list of ten thousand rows has less."""
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->")
"""What browsers write into a page that they save."""
_SELF_LINK = re.compile(r"""<(?:atom:)?link\b[^>]*\brel=["']self["'][^>]*>""")
"""Where a feed says that it is; its other links are the site's, which is no feed."""
_MARKUP = re.compile(r"<\s*[!?a-zA-Z]")


@dataclass(frozen=True)
class Page:
    """A page as it came: its text, and its address, "" for a file that names none."""

    address: str
    source: str

    @property
    def tree(self) -> Selector:
        """The page as a tree; of what is no page, an empty one."""
        return _tree(self.source)

    @property
    def host(self) -> str:
        """The host of the address, "" without one."""
        return urlsplit(self.address).hostname or ""

    def links(self) -> list[tuple[str, Selector]]:
        """The links of the page, in printed order, each with its address."""
        found = self.tree.css(":is(a, area)[href]")
        return [(_joined(self.address, link.attrib["href"]), link) for link in found]


@dataclass(frozen=True)
class Fingerprint:
    """One entry of the lookup; see there for what each key means."""

    key: str
    names: Mapping[str, str]
    title: str
    address: re.Pattern[str] | None
    page: tuple[re.Pattern[str], ...]
    links: re.Pattern[str] | None
    is_shared: bool
    tenant: re.Pattern[str] | None
    needs: str | None
    asks: str
    family: str | None
    parameters: Mapping[str, Any]
    stages: tuple[str, ...]
    assumed: tuple[str, ...]
    fields: Mapping[str, float] = field(default_factory=dict)
    why: str | None = None

    def fits(self, page: Page) -> bool:
        """Whether a page, or its address alone, looks like this."""
        if self.address and self.address.search(page.address):
            return True
        if self.page and all(pattern.search(page.source) for pattern in self.page):
            return True
        links = self.links
        return links is not None and any(links.search(address) for address, _ in page.links())

    def family_class(self) -> type[ProcurementSpider] | None:
        """The family, None where the program has none for it."""
        module, _, name = (self.family or "").rpartition(".")
        try:
            found = getattr(importlib.import_module(module), name, None) if module else None
        except ModuleNotFoundError as error:
            if error.name != module:
                raise
            return None
        return found if found and issubclass(found, ProcurementSpider) else None


@cache
def fingerprints() -> dict[str, Fingerprint]:
    """The entries of the lookup by key, in its order; SetupError names an entry that is wrong."""
    return {key: _entry(key, entry) for key, entry in load(_LOOKUP)["families"].items()}


def matching(page: Page) -> list[Fingerprint]:
    """What a page looks like, the most special first; nothing for an unknown one."""
    return [one for one in fingerprints().values() if one.fits(page)]


def read_page(body: bytes, address: str = "", encoding: str | None = None) -> Page:
    """The bytes of a page as text, in whichever Japanese encoding.

    Without an ``address``, the one that the page gives of itself: where the browser saved it from,
    its canonical address, or where a feed says that it is. ArgumentError for what is no page.
    """
    source, _ = decode(body[:_LARGEST], encoding or declared_in(body))
    if not (_MARKUP.search(source[:4096]) or source.lstrip("\ufeff \r\n\t").startswith("{")):
        raise ArgumentError(
            "expected a page (HTML, a feed, or the answer of a catalogue), found a file of another "
            "kind: `chotatsu read FILE` shows what it holds"
        )
    return Page(address or _own_address(source), source)


def headings_of(page: Page) -> list[str]:
    """What a page says that it is: its title, first headings and way to it (パンくず), in order."""
    tree = page.tree
    way = tree.css('[class*="bread" i], [id*="bread" i], [class*="pankuzu" i], [id*="pankuzu" i]')
    nodes = [*tree.css("title")[:1], *tree.css("h1"), *tree.css("h2")[:6], *way[:1]]
    metas = tree.css('meta[property="og:title"], meta[property="og:site_name"]')
    said = [text(node) for node in nodes] + [meta.attrib.get("content", "") for meta in metas]
    return [words for words in (" ".join(one.split()) for one in said) if words]


def stages_of(page: Page) -> tuple[str, ...]:
    """The stages that a page's headings name, else those that its links do; nothing if none do."""
    links = " ".join(caption(link) for _, link in page.links())
    for words in (" ".join(headings_of(page)), links):
        found = []
        for stage, pattern in load(_LOOKUP)["stages"].items():
            words, count = compiled(_LOOKUP, stage, pattern).subn("〓", words)
            found += [stage] if count else []
        if found:
            return tuple(stage for stage in STAGES if stage in found)
    return ()


def _entry(key: str, entry: Mapping[str, Any]) -> Fingerprint:
    def pattern(name: str, text: str | None) -> re.Pattern[str] | None:
        return compiled(_LOOKUP, f"{key}.{name}", f"(?is:{text})") if text else None

    stages: Sequence[str] = entry.get("stages", ())
    assumed: Sequence[str] = entry.get("assumed", ())
    if {*stages, *assumed} - set(STAGES) or entry["host"] not in ("one", "shared"):
        raise SetupError(f"{_LOOKUP}: expected known stages and host one or shared, found {entry}")
    return Fingerprint(
        key=key,
        names={"en": entry["en"], "ja": entry["ja"]},
        title=entry["title"],
        address=pattern("address", entry.get("address")),
        page=tuple(filter(None, (pattern("page", one) for one in entry.get("page", ())))),
        links=pattern("links", entry.get("links")),
        is_shared=entry["host"] == "shared",
        tenant=pattern("tenant", entry.get("tenant")),
        needs=entry.get("needs"),
        asks=entry.get("asks", "{address}"),
        family=entry.get("family"),
        parameters=entry.get("parameters", {}),
        stages=tuple(stages),
        assumed=tuple(assumed),
        fields=entry.get("fields", {}),
        why=entry.get("why"),
    )


def _own_address(source: str) -> str:
    """The address that a saved page gives of itself, "" for none."""
    tree = _tree(source)
    saved = _SAVED_FROM.search(source[:4096])
    found = [
        saved[1] if saved else "",
        tree.css('link[rel="canonical"]::attr(href)').get(""),
        tree.css('meta[property="og:url"]::attr(content)').get(""),
        tree.css("base[href]::attr(href)").get(""),
        *(_address_in(link) for link in _SELF_LINK.findall(source[:4096])),
    ]
    return next((one.strip() for one in found if is_address(one.strip())), "")


def _address_in(tag: str) -> str:
    found = re.search(r"""\bhref=["']([^"']+)""", tag)
    return html.unescape(found[1]) if found else ""


def is_address(text: str) -> bool:
    """Whether a text is a web address."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _joined(address: str, link: str) -> str:
    try:
        return urljoin(address, link.strip()).partition("#")[0]
    except ValueError:  # http://[bad
        return ""


@lru_cache(maxsize=4)
def _tree(source: str) -> Selector:
    return Selector(source.replace("\x00", "") or "<p>", type="html")
