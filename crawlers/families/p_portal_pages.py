"""What the pages of 調達ポータル say to those who walk through them: totals, refusals, rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from parsel import Selector
from scrapy.http import Response, TextResponse

from crawlers.html import some, text
from pipelines.errors import Blocked, LayoutChanged

KEY = "procurementItemInfoId"
_TOTAL = re.compile(r"検索結果\s*([\d,，]+)\s*件")
_CUT = re.compile(r"([\d,，]+)\s*件を超え")
_HIDDEN = "ancestor-or-self::*[contains(translate(@style, ' ', ''), 'display:none')]"
_NONE = "合致する調達案件情報がありません"
_REFUSED = "不正な操作が行われました"
_LOGIN = "/pps-auth-biz/"
_ROW = "[id$='procurementResultListBean/procurementItemNo']"
_BUTTON = re.compile(rf"{KEY}['\"]?\s*,\s*value\s*:\s*['\"]?([\w-]+)")
_TARGET = re.compile(r"['\"](/[^'\"]*/OAA0104)['\"]")
_STAGES = {
    "requestSubmissionMaterialsBean": "plan",
    "requestCommentBean": "plan",
    "procurementImplementNoticeBean": "tender",
    "successfulBidNoticeBean": "award",
}


def page_of(response: Response) -> TextResponse:
    """An answer as a page of the site; Blocked if it is that of its login."""
    if _LOGIN in response.url:
        raise Blocked(f"expected the search, found the login page at {response.url}")
    if not isinstance(response, TextResponse):
        raise LayoutChanged(f"expected a page, found other bytes at {response.url}")
    return response


def is_refused(page: TextResponse) -> bool:
    """Whether the site took a request for none of its own: token, cookie or Referer were lost."""
    return _REFUSED in text(page.selector)


def refused(page: TextResponse) -> Blocked:
    """The error for a page that the site refuses in a new session too."""
    return Blocked(f"expected the answer to a search, found {_REFUSED} at {page.url}")


def total_of(page: TextResponse) -> int:
    """The total that a page of results states."""
    words = text(page.selector)
    if found := _TOTAL.search(words):
        return int(re.sub("[,，]", "", found[1]))
    if _NONE in words:
        return 0
    raise LayoutChanged(
        f"expected 検索結果 N件 or {_NONE}, found neither at {page.url}: the site may want a "
        "kind of notice ticked (none is), or other days"
    )


def is_cut(page: TextResponse, total: int) -> bool:
    """Whether a page says that it shows the first of more than its total.

    ``検索結果が500件を超えたため、先頭の500件を表示します。`` (a copy of the site's pages, 2022). A
    sentence that isn't shown, or of more than there are, is one for other searches.
    """
    shown = (one for one in page.xpath("//body//text()") if not one.xpath(_HIDDEN))
    found = (_CUT.search(one.get()) for one in shown)
    return any(int(re.sub("[,，]", "", one[1])) <= total for one in found if one)


def rows_of(page: TextResponse) -> list[Selector]:
    """The rows of results; LayoutChanged if there are none, or a cell stands in no row."""
    rows = [cell.xpath("ancestor-or-self::tr[1]") for cell in some(page, _ROW)]
    if not all(rows):
        raise LayoutChanged(f"expected rows of a table around {_ROW}, found none at {page.url}")
    return [row[0] for row in rows]


def count_of(page: TextResponse) -> int:
    """How many rows of results a page has."""
    return len(page.css(_ROW))


def holds(rows: Sequence[Selector]) -> int:
    """How many notices rows show: one for each day on which something was published."""
    return max(len(rows), sum(text(row).count("公開開始") for row in rows))


def keys_of(rows: Sequence[Selector]) -> set[str]:
    """What tells the rows of a page apart: their words with the keys in their buttons.

    Two rows of one page that are the same in all are two; one that comes again on a further page
    is one that moved there.
    """
    count: Counter[str] = Counter()
    found = set()
    for row in rows:
        # Not from row.get(): written out, the blanks of a script in a link are %20.
        scripts = " ".join(row.xpath(".//@href | .//@onclick").getall())
        words = " ".join([text(row), *_BUTTON.findall(scripts)])
        count[words] += 1
        found.add(f"{words} {count[words]}")
    return found


def details_of(rows: Sequence[Selector]) -> Iterator[tuple[str, str, str]]:
    """The notices that rows link: address, key and stage of each."""
    for link in (one for row in rows for one in row.css(f"[href*={KEY}], [onclick*={KEY}]")):
        script = link.attrib.get("href", "") + link.attrib.get("onclick", "")
        key, target = _BUTTON.search(script), _TARGET.search(script)
        cell = link.xpath("ancestor-or-self::*[contains(@id, 'Bean/')][1]/@id").get("")
        stage = _STAGES.get(cell.rpartition("/")[2])
        if not (key and target and stage):
            raise LayoutChanged(f"expected key, address and stage of a notice in {script[:200]!r}")
        yield target[1], key[1], stage


def asked(first: date | None, last: date | None) -> dict[str, str]:
    """The days of a search, as people would write them."""
    days = [f"{day:%Y/%m/%d}" if day else "" for day in (first, last)]
    return {"検索条件": f"公開開始日 {days[0]}～{days[1]}"} if any(days) else {}
