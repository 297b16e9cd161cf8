"""What of a page is its own, and not shown on every page of its site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from parsel import Selector
from scrapy.http import TextResponse

from crawlers.families.link_words import any_of
from crawlers.families.list_words import is_bare, names_a_purchase, prints_a_notice
from crawlers.families.twins import column_of
from crawlers.html import caption, text
from pipelines.lookups import fold, load

_SHOWN_EVERYWHERE = ("nav", "header", "footer", "aside")
_ENTRY = "ancestor::*[self::tr or self::li or self::dd or self::dt or self::p][1]"
_STRUCK = "ancestor::s or ancestor::strike or ancestor::del"
_SESSION = re.compile(r";jsessionid=[^/?#;]*", re.IGNORECASE)
_LABEL = re.compile(r"^\s*[・●■○◆]?([^:：。]{2,16})[:：]")
"""件名：架空庁舎清掃業務"""
_DAY = re.compile(
    r"(?:令和|平成|[RH]|20)(?:\d{1,2}|元)[年./-]\d{1,2}[月./-]\d{1,2}|\d{1,2}月\d{1,2}日"
)
_YEN = re.compile(r"\d円|[¥￥]\d|\d,\d{3}")


def own_links(response: TextResponse) -> Iterator[Selector]:
    """The links of a page's own content, in printed order.

    Left out is what stands in the navigation, the header or the footer: by element, or by the
    words of ids and classes; never something around the page's heading.
    """
    for link in response.css(":is(a, area)[href]"):
        href = link.attrib["href"].strip()
        is_around = any(_is_navigation(outer) for outer in link.xpath("ancestor::*"))
        if href and not href.startswith(("#", "javascript:", "mailto:", "tel:")) and not is_around:
            yield link


def address_of(response: TextResponse, link: Selector) -> str:
    """Where a link leads, the same in each session: without a session's id or a place on it."""
    try:
        address = response.urljoin(link.attrib["href"].strip())
    except ValueError:  # http://[
        return ""
    return _SESSION.sub("", address).partition("#")[0]


def words_of(link: Selector) -> str:
    """What a link says it leads to: its words, else those of the row or entry around it."""
    said = caption(link)
    return said if not is_bare(said) else f"{entry_of(link)} {said}".strip()


def entry_of(link: Selector) -> str:
    """All that a list prints of the entry that a link stands in: its row, its item."""
    around = link.xpath(_ENTRY)
    if not around:
        return caption(link)
    before = around[0].xpath("self::dd/preceding-sibling::dt[1]")
    return " ".join(text(part) for part in (*before, around[0]))


def container_of(link: Selector) -> object:
    """The list or table that a link stands in; None if none."""
    around = link.xpath("ancestor::*[self::ul or self::ol or self::dl or self::table][1]")
    return around[0].root if around else None


def entries_without_link(response: TextResponse, links: Iterable[Selector]) -> list[str]:
    """What a page prints as entries that lead nowhere: beside some links, or struck through.

    仙台市 strikes what was called off through; where it takes the link away too, only the words
    of the entry are left: ``架空庁舎清掃業務（中止）``.
    """
    dead = "li[not(.//a[@href]) and not(.//li)]"
    items = response.xpath(f"//{dead}[.//s or .//strike or .//del]")
    around = (one for link in links for one in link.xpath("ancestor::li[1]/.."))
    for place in {one.root: one for one in around}.values():
        items += place.xpath(f"./{dead}")
    found = {item.root: text(item) for item in items}
    return [words for words in found.values() if words]


def is_struck(link: Selector) -> bool:
    """Whether a link is struck through: so 仙台市 marks what was called off."""
    plain = link.xpath(f".//text()[normalize-space() and not({_STRUCK})]")
    return bool(text(link)) and not plain


def is_paper(link: Selector) -> bool:
    """Whether a file is none of the notices of its row: 仕様書, by its words or its column."""
    cell = link.xpath("ancestor::td[1]")
    said = fold(f"{column_of(cell[0]) if cell else ''} {caption(link)}")
    known = load("list_pages.yml")
    return bool(any_of(known["papers"]).search(said)) and not any_of(known["notices"]).search(said)


def prints_notices(response: TextResponse, followed: set[str]) -> bool:
    """Whether a page prints notices itself, in a table, in blocks or in lines.

    ``followed``: what its links lead to. A table of which each row leads on is a list of links:
    what it prints of each travels with the link.
    """
    for table in response.xpath("//table[not(.//table)]"):
        if not prints_a_notice([text(cell) for cell in table.css("th, td")]):
            continue
        # A row of one cell names the year or the month of those below it.
        rows = [row for row in table.css("tr") if row.css("td") and len(row.css("th, td")) > 1]
        ways = [{address_of(response, link) for link in row.css("a[href]")} for row in rows]
        heads = 0 if table.css("th") else 1
        if not all(way & followed for way in ways[heads:]):
            return True
    labels = [text(term) for term in response.css("dl > dt, dl > div > dt")]
    lines = response.xpath("//p//text()|//li//text()|//div/text()").getall()
    labels += [found[1] for line in lines if (found := _LABEL.match(line))]
    return prints_a_notice(labels)


def purchases_shown(response: TextResponse) -> int:
    """How many rows of its tables show a purchase, under whatever labels.

    By two of these in cells of their own: its name, a day, yen. ``契約課｜0123-45-6789`` is none.
    """
    rows = response.xpath("//table[not(.//table)]//tr[count(td|th) > 2]")
    return sum(_shows_a_purchase([fold(text(cell)) for cell in row.css("td")]) for row in rows)


def _shows_a_purchase(cells: list[str]) -> bool:
    signs = (names_a_purchase, _DAY.search, _YEN.search)
    return sum(any(map(sign, cells)) for sign in signs) > 1


def title_of(response: TextResponse) -> str:
    """The heading of a page, else its title: 令和8年度 入札結果."""
    headings = [text(heading) for heading in response.css("h1")]
    titles = [text(title) for title in response.css("title")]
    return next(filter(None, [*headings[-1:], *titles]), "")


def _is_navigation(outer: Selector) -> bool:
    if outer.root.tag in ("html", "body") or outer.root.find(".//h1") is not None:
        return False
    names = re.split(r"[-_\s]+", f"{outer.attrib.get('id', '')} {outer.attrib.get('class', '')}")
    is_named = any(_navigation().fullmatch(name) for name in names)
    return outer.root.tag in _SHOWN_EVERYWHERE or is_named


def _navigation() -> re.Pattern[str]:
    return re.compile(load("list_pages.yml")["navigation"])
