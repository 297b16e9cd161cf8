"""What the pages of G-CALS say to those who walk through them: bodies, choices, totals, rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from parsel import Selector
from scrapy.http import Response, TextResponse

from crawlers.html import caption, pairs, text
from pipelines.errors import LayoutChanged
from pipelines.lookups import bodies_by_name, fold
from pipelines.normalise.dates import parse_day

_BODY = re.compile(r"job=AcDantaiZTop&(?:amp;)?kikan_no=(\w+)")
_TEMPLATE = re.compile("0+")
"""``kikan_no=0000``: a link of the menu's own template, no body (seen by a client, 2026)."""
_TOTAL = re.compile(r"([\d,]+)\|*件中")
"""A bar stands between texts of two elements: else 100 of a choice runs into ``25件中``."""
_NONE = re.compile(
    r"該当.{0,20}(ありません|存在しません|見つかりません|なし|ない|0件)|対象.{0,9}ありません"
)
_OPEN = re.compile(r"openDetail\(\s*['\"]?([\w-]+)['\"]?\s*\)")
_DETAIL = re.compile(r"\bAc\w+Detail\b")
_MASKED = re.compile(r"[*＊]+")
_NOTICES = re.compile("公告|発注情報|入札予定|案件情報")
_JOB = re.compile(r"job=(Ac\w+)")


@dataclass(frozen=True)
class Row:
    """An entry of a list: the publisher's number, what is printed of it, its day of opening.

    ``masked``: its title is ``***``, so it isn't public yet.
    """

    number: str
    printed: Mapping[str, str]
    words: str
    opened: str
    masked: bool


def page_of(response: Response) -> TextResponse:
    """An answer as a page of the site."""
    if not isinstance(response, TextResponse):
        raise LayoutChanged(f"expected a page, found other bytes at {response.url}")
    return response


def bodies(page: TextResponse) -> dict[str, str]:
    """The bodies that the index links, by their number: ``{"0201": "前橋市"}``."""
    found: dict[str, str] = {}
    for link in page.css("a[href], area[href], option[value]"):
        told = _BODY.search(link.attrib.get("href", "") or link.attrib.get("value", ""))
        if told and not _TEMPLATE.fullmatch(told[1]) and caption(link):
            found.setdefault(told[1], caption(link))
    if not found:
        raise LayoutChanged(f"expected links to AcDantaiZTop with kikan_no, none at {page.url}")
    return found


def body_of(prefecture: str, name: str) -> str | None:
    """The id of a body by the name that the index prints, None where it isn't known.

    高山村 and 明和町 are names of two bodies: that of the prefecture is meant.
    """
    known = bodies_by_name()
    facts = known.get(fold(prefecture + name)) or known.get(fold(name))
    return facts.id if facts else None


def notice_links(page: TextResponse) -> dict[str, str]:
    """The jobs of a body's page that list notices, with what their links are called."""
    found: dict[str, str] = {}
    for link in page.xpath("//*[@href or @onclick]"):
        job = _JOB.search(link.attrib.get("href", "") + link.attrib.get("onclick", ""))
        if job and _NOTICES.search(caption(link)) and "Kekka" not in job[1]:
            found.setdefault(job[1], caption(link))
    return found


def total_of(page: TextResponse, rows: int) -> int:
    """The total that a list states; without one LayoutChanged, unless it has or says nothing.

    ``検索結果 1,234件中 1-100件を表示``
    """
    shown = page.xpath("//body//text()[not(ancestor::script or ancestor::select)]").getall()
    words = fold("|".join(shown))
    if told := _TOTAL.search(words):
        return int(told[1].replace(",", ""))
    heads = page.xpath("//tr[.//th[contains(., '開札')]]")
    if not rows and (
        _NONE.search(words.replace("|", ""))
        or (heads and not heads.xpath("./following::tr[td[3]]"))
    ):
        return 0
    raise LayoutChanged(f"expected N件中 or that nothing fits, found neither at {page.url}")


def rows_of(page: TextResponse) -> list[Row]:
    """The entries of a list: each row that opens the page of a case."""
    found: dict[str, Row] = {}
    for line in page.xpath("//tr[.//*[contains(@href|@onclick, 'openDetail')]]"):
        if line.xpath(".//tr"):
            continue
        links = line.xpath(
            ".//*[contains(@href, 'openDetail') or contains(@onclick, 'openDetail')]"
        )
        for link in links:
            told = _OPEN.search(link.attrib.get("href", "") + link.attrib.get("onclick", ""))
            if told:
                found.setdefault(told[1], _row(line, link, told[1]))
                break
    return list(found.values())


def _row(line: Selector, link: Selector, number: str) -> Row:
    cells = pairs(line).items()
    printed = {label: words for label, words in cells if label and not _is_masked(words)}
    by_label = [words for label, words in printed.items() if "開札" in label]
    opened = next(iter(by_label), None) or "".join(map(text, line.css(".koukaibi")[:1]))
    title = fold(text(link) or line.css("td").xpath("string()").get(""))
    return Row(number, printed, text(line), opened, _is_masked(title))


def _is_masked(words: str) -> bool:
    return not words or _MASKED.fullmatch(words) is not None


def options(page: TextResponse, name: str) -> list[str]:
    """The choices of a field that a page offers, empty ones left out."""
    values = page.xpath(f"//select[@name='{name}']/option/@value").getall()
    return list(dict.fromkeys(value for value in values if value.strip()))


def hidden(page: TextResponse) -> dict[str, str]:
    """The hidden fields of the form that pages through a list, none where a page has no such."""
    for form in page.xpath("//form[.//*[@name='pagecount' or @name='anken_no']]"):
        fields = form.xpath(".//input[@type='hidden'][@name]")
        return {one.attrib["name"]: one.attrib.get("value", "") for one in fields}
    return {}


def detail_job(page: TextResponse, job: str) -> str:
    """The job that shows a case: as the page's script names it, else by the list's own name."""
    found = _DETAIL.search(page.text)
    return found[0] if found else job.replace("List", "Detail")


def is_past(row: Row, today: date, days: int) -> bool:
    """Whether a case was opened more than so many days ago: then nothing of it changes."""
    day = parse_day(row.opened)
    if day is None or not day.value or len(day.value) < 10:
        return False
    return date.fromisoformat(day.value[:10]) + timedelta(days=days) < today
