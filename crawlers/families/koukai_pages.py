"""What pages of 入札情報公開システム say to those who walk through them: forms, links, totals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from parsel import Selector
from scrapy.http import Response, TextResponse

from crawlers.html import text
from pipelines.errors import LayoutChanged

KEY = "control_no"
_SESSION = re.compile(r";jsessionid=[^\"'?&/#\s>]+", re.IGNORECASE)
_LOST = re.compile(r"タイムアウト|INVALID_?URL|システムエラー|セッション.{0,8}(無効|切れ)")
_LONGEST = 1000
"""Letters of a page that says no more than that."""
_ASKS = re.compile(r"PQBE000[14]I")
"""The dialog that asks whether really all are wanted; the form is sent again to say yes."""
_COUNTED = re.compile(r"parseInt\(\s*[\"'](\d+)[\"']\s*\)")
_TOTAL = re.compile(r"(?:全|検索結果|該当)[^\d<>]{0,12}?([\d,]+)\s*件")
_NONE = re.compile(r"該当する?[^。<]{0,20}(存在しません|ありません|ございません)|該当なし")
_EDIT = re.compile(r"doEdit\d*\(\s*['\"]([^'\"]+)['\"]")
"""``javascript:doEdit030('0012960102002501076')``, ``doEdit('10000123')``."""
_ACTION = re.compile(r"function\s+doEdit\d*\s*\([^{]*\{[^}]*?action\s*=\s*['\"]([^'\"]+)['\"]")
_TURN = re.compile(r"[\w./;=-]*SearchAction[^'\"\s]*[?&](?:page|curPage)=\d+[^'\"\s]*")
"""``/koukai/do/KK401SearchAction;jsessionid=…?page=2``"""
_DAY = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})")
_RETIRED = re.compile(r"^\s*[（(]旧[)）]")
_ROWS = re.compile(r"(\d+)\s*件")
_LINK = re.compile(r"jsLink\d*\(")


@dataclass(frozen=True)
class Entry:
    """One row of a list: its key on the site, all that it prints, its labels with their texts."""

    key: str
    row: str
    context: Mapping[str, str]


def page_of(response: Response) -> TextResponse:
    """An answer as a page; LayoutChanged if it is none."""
    if not response.body.strip():
        raise LayoutChanged(
            f"expected a page, found 200 and an empty body at {response.url}: the system answers "
            "so when a screen is asked for another kind of purchase (KK is works, KB goods)"
        )
    if not isinstance(response, TextResponse):
        raise LayoutChanged(f"expected a page, found other bytes at {response.url}")
    return response


def says_lost(page: TextResponse) -> str | None:
    """What a page says where it says only that the session is over; None for any other page."""
    words = text(page.selector)
    is_screen = len(words) > _LONGEST or page.css("select, iframe, frame")
    return None if is_screen or not _LOST.search(words) else words[:80]


def start_of(page: TextResponse) -> str:
    """The first words of a page, to be quoted."""
    return text(page.selector)[:80]


def session_of(page: TextResponse) -> str:
    """The session that the page's own links carry in their path: ``;jsessionid=…``, or ""."""
    links = page.css("form::attr(action), a::attr(href), frame::attr(src), iframe::attr(src)")
    return next((found[0] for one in links.getall() if (found := _SESSION.search(one))), "")


def in_session(url: str, session: str) -> str:
    """An address in a session: with it in the path, or without any where a cookie has it."""
    bare = _SESSION.sub("", url)
    path, mark, query = bare.partition("?")
    return f"{path}{session}{mark}{query}"


def options(node: TextResponse | Selector, name: str) -> dict[str, str]:
    """The choices of a select or of radio buttons that have a value: value → words."""
    chosen = node.css(f"select[name='{name}'] option")
    found = {one.attrib.get("value", text(one)): text(one) for one in chosen}
    for one in node.css(f"input[type=radio][name='{name}']"):
        found[one.attrib.get("value", "")] = ""
    return {value: words for value, words in found.items() if value.strip()}


def is_retired(name: str) -> bool:
    """Whether a body is named as one that was merged: ``（旧）大里町``."""
    return bool(_RETIRED.match(name))


def form_of(page: TextResponse, *names: str) -> Selector | None:
    """The form that has one of some fields, the first that has any."""
    for name in names:
        for form in page.css("form"):
            if form.css(f"[name='{name}']"):
                return form
    return None


def largest(node: Selector, name: str) -> str | None:
    """The choice with the most rows a page: of ``10件``, ``100件`` that of 100; None for none."""
    found = [
        (int(rows[1]) if (rows := _ROWS.search(words) or re.search(r"(\d+)", words)) else 0, value)
        for value, words in options(node, name).items()
    ]
    return max(found)[1] if found else None


def frames(page: TextResponse) -> list[str]:
    """The addresses of the frames of a frameset, in order."""
    return page.css("frame::attr(src)").getall()


def rows_frame(page: TextResponse) -> str:
    """The address of the frame inside the page that holds the rows."""
    found = page.css("iframe::attr(src)").getall()
    fitting = [one for one in found if "FrameShow" in one] or found
    if len(fitting) != 1:
        raise LayoutChanged(f"expected one iframe with the rows, found {len(found)} at {page.url}")
    return fitting[0]


def kinds_offered(page: TextResponse) -> str:
    """The words of the entry's links to kinds of purchase: ``工事 コンサル 物品・役務``."""
    links = page.xpath("//*[@onclick or @href]")
    return " ".join(
        text(one)
        for one in links
        if _LINK.search(one.attrib.get("onclick", "") + one.attrib.get("href", ""))
    )


def wants_more(page: TextResponse) -> bool:
    """Whether the system asks if really all are wanted (PQBE0001I, PQBE0004I)."""
    return bool(_ASKS.search(page.text))


def total_of(page: TextResponse) -> int:
    """How many entries a search has found, as its page says; LayoutChanged where it says nothing.

    ``<input name="recCount" value="120">``, ``parseInt("120")``, ``全 <b>120</b> 件``,
    該当する案件が存在しません → 0.
    """
    if (count := _number(page, "recCount")) is not None:
        return count
    shown = page.xpath("//body//text()[not(ancestor::script or ancestor::select)]").getall()
    words = " ".join(" ".join(shown).split())
    if found := _COUNTED.search(page.text) or _TOTAL.search(words) or _TOTAL.search(page.text):
        return int(found[1].replace(",", ""))
    if (count := _number(page, "recordNum")) is not None:  # as Ibaraki's forms have it
        return count
    if _NONE.search(text(page.selector)):
        return 0
    raise LayoutChanged(
        f'expected recCount, parseInt("N"), 全N件, recordNum or 該当なし, none at {page.url}'
    )


def pages_of(page: TextResponse) -> int | None:
    """How many pages the list has, where it says so (hiddentotalpages)."""
    return _number(page, "hiddentotalpages")


def _number(page: TextResponse, name: str) -> int | None:
    """The number that a field of a page holds; None where there is no field, or no number in it."""
    values = page.css(f"input[name='{name}']::attr(value)").getall()
    return next((int(one) for one in values if one.isascii() and one.isdigit()), None)


def next_of(page: TextResponse) -> str | None:
    """The address behind 次へ, None where there is none."""
    for link in page.xpath("//a[contains(., '次へ')]"):
        said = link.attrib.get("href", ""), link.attrib.get("onclick", "")
        for one in said:
            if found := _TURN.search(one):
                return found[0]
        if said[0] and not said[0].lower().startswith(("javascript:", "#")):
            return said[0]
    return None


def count_of(page: TextResponse) -> int:
    """How many entries the rows of a frame are."""
    return len(_rows(page))


def entries_of(page: TextResponse, outer: TextResponse) -> Iterator[Entry]:
    """The rows of a frame with the headings that stand in the page around it.

    LayoutChanged for a row without a key.
    """
    labels = _labels(outer) or _labels(page)
    for row in _rows(page):
        key = _EDIT.search(" ".join(row.xpath(".//@href|.//@onclick").getall()))
        if key is None:
            raise LayoutChanged(
                f"expected doEdit('…') in each row, found {text(row)[:60]!r} at {page.url}"
            )
        cells = [text(cell) for cell in row.xpath("./td|./th")]
        fits = len(labels) == len(cells)
        context = dict(zip(labels, cells, strict=True)) if fits else {}
        yield Entry(key[1], " ".join(cells), {k: v for k, v in context.items() if k})


def headings_of(page: TextResponse) -> dict[str, str]:
    """The headings of a list as context: labels that print no text."""
    return {label: "" for label in _labels(page) if label}


def detail_of(*pages: TextResponse) -> str | None:
    """Where a row leads to, as the script of a page says; None where none does."""
    return next((found[1] for page in pages if (found := _ACTION.search(page.text))), None)


def has_amounts(page: TextResponse) -> bool:
    """Whether rows print what was paid, in the scripts that write it."""
    return "sMoney" in page.text


def is_before(row: str, day: date) -> bool:
    """Whether a row prints days, and the last of them is before another day."""
    days = [date(*map(int, one)) for one in _DAY.findall(row) if _is_day(one)]
    return bool(days) and max(days) < day


def _is_day(parts: tuple[str, str, str]) -> bool:
    try:
        date(*map(int, parts))
    except ValueError:
        return False
    return True


def _rows(page: TextResponse) -> list[Selector]:
    """The rows that lead to a detail, or have the classes of a list's cells."""
    return list(
        page.xpath(
            "//tr[not(.//tr)][td[contains(@class, 'listCol3')]"
            " or .//a[contains(@href, 'doEdit') or contains(@onclick, 'doEdit')]]"
        )
    )


def _labels(page: TextResponse) -> list[str]:
    """The headings of a list: the row of the page with the most cells that names 開札日 or so."""
    rows = page.xpath("//tr[not(.//tr)][not(.//a)][.//*[contains(., '課所名')]]")
    cells = [[text(cell) for cell in row.xpath("./td|./th")] for row in rows]
    return max(cells, key=len, default=[])
