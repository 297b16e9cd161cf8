"""The searches that a screen of 入札情報公開システム offers, and what is remembered of a visit."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from parsel import Selector
from scrapy.http import Request, TextResponse

from crawlers.families import koukai_pages as pages
from crawlers.forms import fields_of
from pipelines.errors import LayoutChanged

_APRIL = 4
GOODS = "11"
"""The kind of purchase whose screens are KB; those of all others are KK."""
WITHIN, KIND, YEAR = "案件の番号の一意な範囲", "調達区分", "一覧の年度"
Choice = tuple[dict[str, str], str]
"""What one choice of a form sends, and the words for it."""


@dataclass
class Search:
    """One search: its screen, what it sends, its stage, and how far it has come.

    ``name`` is the body that it asks for, "" where the visit as a whole asks for one; ``kind`` the
    kind of purchase and ``year`` the fiscal year in words, "" where none was chosen. ``kept`` pages
    of its list are kept; ``found`` entries stood on them; ``entries`` are still to be asked.
    """

    where: str
    screen: str
    sends: Mapping[str, str]
    stage: str
    name: str = ""
    kind: str = ""
    year: str = ""
    total: int = 0
    page: int = 1
    kept: int = 0
    found: int = 0
    entries: deque[Request] = field(default_factory=deque)


@dataclass
class Walk:
    """A visit in a session of its own: one body and one kind of purchase, or a whole host.

    ``code`` and ``name`` are the body's choice on the entry, "" where the search has the choice;
    ``supply`` and ``kind`` the kind's code and word. ``session`` is what links carry in their
    path, "" for a cookie. ``menu`` are the fields and ``words`` the text of its frames. ``screens``
    and ``searches`` are still to do. ``again``: how often it was lost since something was kept.
    ``is_in``: whether it has seen a search screen; ``is_unsure``: whether no menu names its
    screens.
    """

    entry: str
    code: str = ""
    name: str = ""
    supply: str = ""
    kind: str = ""
    screens: deque[str] = field(default_factory=deque)
    jar: int = 0
    session: str = ""
    by_cookie: bool = False
    again: int = 0
    is_in: bool = False
    is_unsure: bool = False
    menu: dict[str, str] = field(default_factory=dict)
    words: str = ""
    searches: deque[Search] = field(default_factory=deque)
    outer: TextResponse | None = None

    def __str__(self) -> str:
        return " ".join(filter(None, (self.name, self.supply))) or self.entry


@dataclass(frozen=True)
class Wanted:
    """What a run wants of a screen: the attributes of the spider, and its days.

    ``dates`` are pairs of fields; ``first`` and ``last`` are None where every day is wanted, and
    ``is_open`` where the last one only stands for none.
    """

    sets: Mapping[str, str]
    dates: tuple[tuple[str, str], ...]
    first: date | None
    last: date | None
    is_open: bool = True


def asked_for(walk: Walk, search: Search) -> dict[str, str]:
    """What a reader is told of all entries of a search: kind, year, and within what keys count.

    ``1296ZZZZZZ 00``: the numbers that are known begin with that of the body (0012960102002501076,
    a client's code of 2026), which is no proof that another kind of purchase has not the same.
    物品 are as often services, so of them no kind is told.
    """
    body = walk.code or search.sends.get("hachukikan", "")
    supply = walk.supply or search.sends.get("supplytype", "")
    told = {WITHIN: " ".join(filter(None, (body, supply)))}
    if search.kind and supply != GOODS:
        told[KIND] = search.kind
    if search.year:
        told[YEAR] = search.year
    return told


def plan(form: Selector, walk: Walk, wanted: Wanted, bodies: Mapping[str, str]) -> list[Search]:
    """The searches that together find all that a form can: by set, year, body and kind.

    ``bodies`` are those of the form that are wanted, none where the visit is of one body.
    """
    screen = walk.screens[0]
    sent = fields_of(form) | _largest(form) | _days(form, wanted)
    if "searchflg" in sent:  # its script says so when the button is pressed
        sent["searchflg"] = "1"
    if "020" in pages.options(form, "hizukeKubun"):  # 開札日
        sent["hizukeKubun"] = "020"
    choices: tuple[list[Choice], ...] = (
        [({"hachukikan": code}, name) for code, name in bodies.items()] or [({}, "")],
        _each(form, "supplytype", pages.options(form, "supplytype")) if bodies else [({}, "")],
        _each(form, "nendo", _years(pages.options(form, "nendo"), wanted)),
        _each(form, "A094", _sets(form, wanted.sets)),
    )
    found = []
    for body, *others in itertools.product(*choices):
        words = [str(walk), screen, body[1], *(one[1] for one in others)]
        sends = sent | body[0]
        for one, _ in others:
            sends |= one
        sends |= _ends(form, wanted, sends.get("nendo", ""))
        stage = "tender" if screen.endswith("301") else wanted.sets.get(sends.get("A094", ""), "")
        where = " ".join(filter(None, words))
        kind, year = others[0][1] or walk.kind, others[1][1]
        found.append(Search(where, screen, sends, stage or "result", body[1], kind, year))
    return found


def _each(form: Selector, name: str, values: Mapping[str, str]) -> list[Choice]:
    """A choice for each value of a field; one that leaves it as it stands where it has none."""
    return [({name: value}, words or value) for value, words in values.items()] or [({}, "")]


def _largest(form: Selector) -> dict[str, str]:
    """The choice of the most rows a page, where there is one."""
    found = pages.largest(form, "A300")
    return {"A300": found} if found else {}


def _sets(form: Selector, known: Mapping[str, str]) -> dict[str, str]:
    """The sets of results that the form offers and that are known."""
    offered = pages.options(form, "A094")
    found = {value: words for value, words in offered.items() if value in known}
    if offered and not found:
        raise LayoutChanged(
            f"expected A094 to offer {', '.join(known)}, found {', '.join(offered)}"
        )
    return found


def _years(offered: Mapping[str, str], wanted: Wanted) -> dict[str, str]:
    """The fiscal years to ask for: of the days wanted, and the one before.

    What is opened in April may be of the year that ended.
    """
    low = _year_of(wanted.first) - 1 if wanted.first else 0
    high = _year_of(wanted.last) if wanted.last else 9999
    return {
        value: words
        for value, words in offered.items()
        if not (value.isascii() and value.isdigit()) or low <= int(value) <= high
    }


def _year_of(day: date) -> int:
    return day.year if day.month >= _APRIL else day.year - 1


def _days(form: Selector, wanted: Wanted) -> dict[str, str]:
    """The first and last day, in the fields of the form that narrow its search."""
    return dict(_pairs(form, wanted))


def _ends(form: Selector, wanted: Wanted, year: str) -> dict[str, str]:
    """The last day of a search in one year, where none is wanted: the end of the next year.

    So late a case of the year may be opened, also one that is announced today.
    """
    if not (wanted.is_open and wanted.first and year.isascii() and year.isdigit()):
        return {}
    names = [last for _, last in wanted.dates if form.css(f"[name='{last}']")]
    return dict.fromkeys(names, f"{int(year) + 1}/12/31")


def _pairs(form: Selector, wanted: Wanted) -> Iterator[tuple[str, str]]:
    for first, last in wanted.dates:
        if wanted.first and wanted.last and form.css(f"[name='{first}']"):
            yield first, f"{wanted.first:%Y/%m/%d}"
            yield last, f"{wanted.last:%Y/%m/%d}"
