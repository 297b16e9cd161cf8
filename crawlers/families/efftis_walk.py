"""One list of an efftis PPUBC while it is walked through: what it states, and what was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scrapy.http import TextResponse

from crawlers.families.efftis_pages import Screen
from pipelines.extract.efftis import Entry
from pipelines.extract.header import TITLES
from pipelines.lookups import fold

WITHIN, TWICE, YEAR = "番号の一意な範囲", "一覧で重なる番号", "一覧の年度"
SERIES = "番号の系列"


@dataclass
class Walk:
    """One list of a screen in a session of its own: what it states, and what was found of it.

    ``year`` is the fiscal year asked for, as the form sends it (None: not chosen yet), ``printed``
    as it prints it; ``rows`` are the distinct entries, ``pages`` the answers that hold them;
    ``orders`` those not tried yet. ``again``: its session was lost once before.
    """

    screen: Screen
    name: str
    year: Mapping[str, str] | None = None
    printed: str = ""
    total: int = 0
    size: int = 0
    asked: int = 0
    rows: dict[str, Entry] = field(default_factory=dict)
    pages: list[tuple[TextResponse, int]] = field(default_factory=list)
    orders: list[str] | None = None
    again: bool = False


def numbers(walk: Walk, office: str) -> dict[str, str]:
    """What tells the numbers of a list from those of another, and which of them it has twice.

    Services of one year and goods of the year before may have the same.
    """
    titles: dict[str, set[str]] = {}
    for row in walk.rows.values():
        titles.setdefault(fold(row.text("number")), set()).add(fold(row.text(*TITLES)))
    twice = sorted(number for number, of in titles.items() if number and len(of) > 1)
    within = [office, walk.screen.kind, *(walk.year or {}).values()]
    told = {WITHIN: " ".join(filter(None, within)), TWICE: " ".join(twice)}
    return {label: words for label, words in told.items() if words}


def distinct(found: list[Entry]) -> dict[str, Entry]:
    """The entries of a page by their key, else by all that they print.

    Two of one page that are the same in all are two; one that comes again on another page is one
    that moved there.
    """
    rows: dict[str, Entry] = {}
    for entry in found:
        name = " ".join(entry.key) or " | ".join(cell.text for cell in entry.cells)
        number = 1
        while f"{name} {number}" in rows:
            number += 1
        rows[f"{name} {number}"] = entry
    return rows
