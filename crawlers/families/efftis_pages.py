"""What the pages of efftis' PPUBC say to those who walk through them: menus, forms, totals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

from parsel import Selector
from scrapy.http import Response, TextResponse

from crawlers.html import caption
from pipelines.errors import LayoutChanged
from pipelines.extract.efftis import Entry, entries
from pipelines.extract.header import TITLES
from pipelines.lookups import fold
from pipelines.normalise.dates import parse_day

_LINK = re.compile(r"PPUBC\d{5}!link\?[^'\"\s]+")
_CALL = re.compile(r"\w+\(\s*['\"](PPUBC\d{5})['\"]\s*,\s*['\"](\w+)['\"]")
"""``execLink('PPUBC00400','00')``, as 堺市 has it (seen in a client's code, 2026)."""
_KIKAN = re.compile(r"PPUBC00100\?[^'\"\s]*\bkikanno=(\w+)")
_TOTAL = re.compile(r"全\s*([\d,]+)\s*件中(?:\s*([\d,]+)\s*[-~〜ー–]\s*([\d,]+)\s*件目)?")
"""``全57件中 1 - 50件目``"""
_NONE = re.compile(
    r"該当.{0,20}(なし|ない)|ありません|ございません|存在しません|見つかりません|0件"
)
_SCREEN = re.compile(r"PPUBC\d{5}")
_NEXT = re.compile(r"PPUBC\d{5}!next")
_YEAR = re.compile(r"nendo|year", re.IGNORECASE)
_FOUR = re.compile(r"20\d\d")
_SEARCH = "method:search"
_AGAIN = "method:redisplay"
_STAGES = (("result", re.compile("結果")), ("tender", re.compile("公告|発注情報|案件")))
_BY_ID = {"PPUBC004": "tender", "PPUBC007": "result"}


@dataclass(frozen=True)
class Screen:
    """A screen with the search for one kind of purchase at one stage.

    ``told``: the site's menu links it, under a number that other tenants have too; else it may
    have no search.
    """

    stage: str
    kind: str
    link: str
    told: bool = True

    def __str__(self) -> str:
        (screen,) = parse_qs(urlsplit(self.link).query)["screenId"]
        return f"{self.stage} {screen} {self.kind}"


@dataclass(frozen=True)
class Shown:
    """What a page of a list states: the total, and the place of its last entry."""

    total: int
    last: int
    count: int


def page_of(response: Response) -> TextResponse:
    """An answer as a page of the site."""
    if not isinstance(response, TextResponse):
        raise LayoutChanged(f"expected a page, found other bytes at {response.url}")
    return response


def screens(page: TextResponse) -> list[Screen]:
    """The screens of notices and of results that a menu links, each once."""
    found: dict[tuple[str, str], Screen] = {}
    for element in page.xpath("//*[@onclick or @href]"):
        if "disable" in element.attrib.get("class", ""):
            continue
        link = _link(element)
        if link is None:
            continue
        sent = parse_qs(urlsplit(link).query)
        screen, kind = (sent.get(name, [""])[0] for name in ("screenId", "chotatsu_kbn"))
        stage = _stage(caption(element), screen)
        if stage and kind:
            is_known = screen[:8] in _BY_ID
            found.setdefault((screen, kind), Screen(stage, kind, link, told=is_known))
    return list(found.values())


def _link(element: Selector) -> str | None:
    """The address of a screen in the script or link of an element of the menu."""
    for name in ("onclick", "href"):
        script = element.attrib.get(name, "")
        if found := _LINK.search(script):
            return found[0]
        if found := _CALL.search(script):
            return f"PPUBC00100!link?screenId={found[1]}&chotatsu_kbn={found[2]}"
    return None


def _stage(words: str, screen: str) -> str | None:
    """The stage of a screen: by its name in the menu, else by its number."""
    named = (stage for stage, pattern in _STAGES if pattern.search(words))
    return next(named, _BY_ID.get(screen[:8]))


def switched_off(page: TextResponse) -> Iterator[str]:
    """The names of screens that a menu shows and doesn't open: ``建設工事 入札・契約結果``."""
    kind = ""
    for element in page.css("[class*=menu]"):
        words = caption(element)
        if "submenu-disable" in element.attrib.get("class", ""):
            yield f"{kind} {words}".strip()
        elif "submenu" not in element.attrib.get("class", "") and len(words) < 20:
            kind = words


def organisations(page: TextResponse) -> dict[str, str]:
    """The organisations that a top page links, by their number: ``{"0202": "高岡市"}``."""
    found: dict[str, str] = {}
    for element in page.xpath("//*[@onclick or @href]"):
        for name in ("onclick", "href"):
            if told := _KIKAN.search(element.attrib.get(name, "")):
                found.setdefault(told[1], caption(element))
    return found


def search_form(page: TextResponse) -> Selector | None:
    """The form of a search, known by its button; None on a page without one."""
    forms = page.xpath(f"//form[.//*[@name='{_SEARCH}']]")
    return forms[0] if forms else None


def list_form(page: TextResponse) -> Selector:
    """The form around a list: it holds what every further request must send."""
    around = page.xpath("//form[.//table//*[self::th or self::td][contains(., '契約番号')]]")
    forms = page.xpath("//form[.//input[@type='hidden']]")
    named = [form for form in forms if form.attrib.get("id", "").startswith("PPUBC")]
    for found in (list(around), named, list(forms)):
        if found:
            return found[-1]
    raise LayoutChanged(f"expected a form with hidden fields around a list, none at {page.url}")


def button(form: Selector, name: str) -> dict[str, str]:
    """A button of a form as it is sent, nothing if it has none of that name."""
    value = form.xpath(f".//*[@name='{name}']/@value").get()
    return {} if value is None else {name: value}


def pressed_search(form: Selector) -> dict[str, str]:
    """What a search sends besides the fields as they stand: its button, the longest page."""
    return {**button(form, _SEARCH), **_longest(form)}


def pressed_again(form: Selector, order: str) -> dict[str, str]:
    """What asking for a list in another order sends."""
    name = form.xpath(".//select[contains(@name, 'selNarabikae')]/@name").get("")
    return {name: order, **button(form, _AGAIN)}


def orders(form: Selector) -> list[str]:
    """The orders in which a list can be asked for besides the one it is in."""
    select = form.xpath(".//select[contains(@name, 'selNarabikae')]")
    values = select.xpath("./option/@value").getall()
    chosen = select.xpath("./option[@selected]/@value").get(values[0] if values else "")
    can = bool(button(form, _AGAIN))
    return [value for value in values if value and value != chosen] if can else []


def _longest(form: Selector) -> dict[str, str]:
    """The largest number of rows a page that a form offers."""
    for select in form.xpath(".//select[contains(@name, 'selHyojiKensu')]"):
        values = [one for one in select.xpath("./option/@value").getall() if one.isdecimal()]
        if values:
            return {select.attrib["name"]: max(values, key=int)}
    return {}


def years(form: Selector, since: date | None) -> list[dict[str, str]]:
    """The fiscal years that a form offers, each as it is sent, none before a day's.

    One empty choice for a form without years. ``全て`` has no value and is left out: what it
    finds, nobody has told [unverified].
    """
    for name in dict.fromkeys(form.xpath(".//select/@name|.//input[@type='radio']/@name").getall()):
        if not _YEAR.search(name):
            continue
        values = form.xpath(
            f".//select[@name='{name}']/option/@value|.//input[@name='{name}']/@value"
        ).getall()
        wanted = [value for value in values if value.strip() and not _before(value, since)]
        if wanted:
            return [{name: value} for value in wanted]
    return [{}]


def printed_year(form: Selector, year: Mapping[str, str]) -> str:
    """How a form prints the choice of a fiscal year: ``{"k.selNendo": "2026"}`` → 令和8年度.

    The words of its option, or those of a radio button's label or behind it; else what is sent.
    "" for a field that isn't called 年度: ``selYear`` may be of calendar years.
    """
    for name, value in year.items():
        if "nendo" not in name.lower():
            continue
        words = form.xpath(
            ".//select[@name=$name]/option[@value=$value]/text()"
            "|.//label[@for=//input[@name=$name][@value=$value]/@id]//text()"
            "|.//label[.//input[@name=$name][@value=$value]]//text()"
            "|.//input[@name=$name][@value=$value]/following-sibling::node()[1][self::text()]",
            name=name,
            value=value,
        ).getall()
        return next((one.strip() for one in words if one.strip()), value)
    return ""


def _before(value: str, since: date | None) -> bool:
    year = _FOUR.fullmatch(value.strip())
    if since is None or year is None:
        return False
    return int(year[0]) < since.year - (since.month < 4)


def shown(page: TextResponse, entries: int) -> Shown:
    """What a page of a list states; LayoutChanged if it has neither entries nor says why."""
    words = fold("".join(page.xpath("//body//text()[not(ancestor::script)]").getall()))
    if told := _TOTAL.search(words):
        total, first, last = (int((part or "0").replace(",", "")) for part in told.groups())
        return Shown(total, last or total, last - first + 1 if last else entries)
    if entries:
        return Shown(entries, entries, entries)
    if _NONE.search(words):
        return Shown(0, 0, 0)
    raise LayoutChanged(
        f"expected 全N件中 or entries with 契約番号 and 件名, found neither at {page.url}"
    )


def next_link(page: TextResponse, form: Selector) -> str:
    """Where a form goes for the next page: as its page says, else as いわき has it."""
    found = _NEXT.search(page.text)
    action = form.attrib.get("action", "").partition("!")[0] or form.attrib.get("id", "")
    return found[0] if found else f"{action}!next"


def screen_of(form: Selector) -> str:
    """The screen of the form around a list: ``PPUBC00500``, as at いわき's notices, if none."""
    said = form.attrib.get("action", "") + form.attrib.get("id", "")
    return found[0] if (found := _SCREEN.search(said)) else "PPUBC00500"


def address_of(page: TextResponse, entry: Entry) -> str | None:
    """The address of an entry's page, as the function that its link calls makes it.

    ``function link(a, b, c){ … 'PPUBC00500!kenmeiLink?organizationNumber=' + a + … }``
    """
    told = re.search(
        rf"function\s+{re.escape(entry.call)}\s*\(([^)]*)\)\s*\{{(.*?)(?=\bfunction\b|</script>|$)",
        page.text,
        re.DOTALL,
    )
    if not entry.call or told is None:
        return None
    given = dict(zip(_names(told[1]), entry.key, strict=False))
    link = re.search(r"['\"][./]*(PPUBC\d{5}!\w+\?)", told[2])
    sent = re.findall(r"(\w+)=['\"]\s*\+\s*(?:encodeURIComponent\()?(\w+)", told[2])
    if link is None or not sent or any(name not in given for _, name in sent):
        return None
    return link[1] + "&".join(f"{field}={given[name]}" for field, name in sent)


def _names(parameters: str) -> Sequence[str]:
    return [part.strip() for part in parameters.split(",")]


def tells_of(page: TextResponse, entry: Entry) -> bool:
    """Whether a page is that of an entry: it has its title, and isn't the list once more."""
    title = fold(entry.text(*TITLES))
    has_title = bool(title) and title in fold("".join(page.xpath("//text()").getall()))
    return has_title and len(entries(page.text)) < 2


def is_past(entry: Entry, today: date, days: int) -> bool:
    """Whether a case was opened more than so many days ago: then nothing of it changes."""
    day = parse_day(entry.text("opened"))
    if day is None or not day.value or len(day.value) < 10:
        return False
    return date.fromisoformat(day.value[:10]) + timedelta(days=days) < today
