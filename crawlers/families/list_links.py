"""Which links of a page lead to further lists, where nobody has seen the site yet.

Better a list too few than half a site: the words of a link must name a list and nothing else.
``平成30年度 工事`` leads on, ``工事の施工状況`` and ``工事事務所`` don't.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from parsel import Selector
from scrapy.http import TextResponse
from w3lib.html import get_meta_refresh

from crawlers.html import caption

_NAME = (
    r"(?:平成|令和|[HR])(?:元|\d{1,2})年?度?|20\d\d年?度|"
    r"(?:建設)?工事|(?:建設|測量|土木)?コンサル(?:タント)?|業務|役務|物品|測量|調査|設計|"
    r"(?:入札|開札|契約|発注)(?:及び|・)?(?:契約)?結果"
)
_FILLER = (
    r"関係|関連|データ|一覧表?|情報|詳細|公表|開示|過去|以前|前年度|昨年度|今年度|年度別?|月別|"
    r"の|等|及び|と|分|表|から|より|は|へ|こちら|ページ|[・、,./()\[\]「」【】~\-―ー→>»:|■●○◆]"
)
_NAMES_A_LIST = re.compile(rf"(?:{_FILLER})*(?:{_NAME})(?:{_NAME}|{_FILLER})*")
"""平成30年度 · 令和元年度(工事) · 建設コンサルタント業務等 · 入札結果データ一覧"""

_YEAR_IN_ADDRESS = re.compile(
    r"(?:^|[^0-9a-z])(?:[hr]\d{1,2}|heisei\d{1,2}|reiwa\d{1,2}|20\d\d)(?:[^0-9a-z]|$|nendo)",
    re.IGNORECASE,
)
"""h30.html · kekka_r01/ · 2018/index.html · h30nendo.html"""

_PAGE = re.compile(r"(?:^|/)[^./]*$|\.(?:s?html?|php|aspx?|jsp|cgi|do)$", re.IGNORECASE)


def list_links(response: TextResponse, start_urls: Sequence[str]) -> list[str]:
    """The addresses of the pages that a page's links name as lists, as printed, each once."""
    found: dict[str, None] = {}
    for address, link in links_to_pages(response):
        if names_a_list(caption(link)) or is_of_a_year(address, start_urls):
            found[address] = None
    return list(found)


def is_of_a_year(address: str, start_urls: Sequence[str]) -> bool:
    """Whether an address names a year below the folder of a start page: ``kekka/r7.html``."""
    folders = (url.rpartition("/")[0] + "/" for url in start_urls)
    below = next((address[len(f) :] for f in folders if address.startswith(f)), "")
    return bool(_YEAR_IN_ADDRESS.search(below))


def links_to_pages(response: TextResponse) -> Iterator[tuple[str, Selector]]:
    """The links of a page to pages of the same site, in printed order, each with its address."""
    for link in response.css(":is(a, area)[href]"):
        address = response.urljoin(link.attrib["href"].strip()).partition("#")[0]
        if _is_page(response, address):
            yield address, link


def names_a_list(words: str) -> bool:
    """Whether the words of a link name a year, a kind of purchase or results, and nothing else."""
    folded = "".join(unicodedata.normalize("NFKC", words).split())
    return bool(_NAMES_A_LIST.fullmatch(folded))


def parts_of(response: TextResponse) -> list[str]:
    """The addresses of what a page shows as its own: its frames, or where it sends readers on."""
    frames = response.css(":is(frame, iframe)[src]::attr(src)").getall()
    _, onward = get_meta_refresh(response.text, response.url, response.encoding)
    addresses = [response.urljoin(frame.strip()) for frame in frames] + ([onward] if onward else [])
    return [
        address.partition("#")[0]
        for address in addresses
        if _is_page(response, address) and address != response.url
    ]


def _is_page(response: TextResponse, address: str) -> bool:
    """Whether an address is a page of the same site, and not a file or another address."""
    parts = urlsplit(address)
    same = parts.hostname == urlsplit(response.url).hostname
    return same and parts.scheme in ("http", "https") and bool(_PAGE.search(parts.path))
