"""In which year the days of a table fall that print none: as its titles and groups say."""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from pipelines.extract.labels import meaning_of
from pipelines.lookups import compiled, fold, load
from pipelines.normalise.dates import ParsedDate, parse_date
from pipelines.normalise.listed import listed
from pipelines.normalise.tender import Tender

_WHOLE = frozenset(("month", "quarter", "half_year", "fiscal_year"))
_ALLOWED = frozenset(("title_code", "two_digit_year", "weekday_mismatch", "planned"))
_LONGEST = 120
_DAY = re.compile(
    r"(?:令和|平成|[RH]|20)?[\d元]{1,4}[年./-]\d{1,2}[月./-]\d{1,2}|\d{1,2}月\d{1,2}日"
)
_FISCAL = re.compile(r"(?:令和|平成|[RH])(?:\d{1,2}|元)年度|20\d{2}年度")
_NAMED = frozenset(("title_code", "dual_calendar"))
_BARE = re.compile(r"20\d\d")
"""``2026``, as a list of years has it."""


class Year(NamedTuple):
    """A fiscal year; ``near`` is a day of the month that the title names, None where none."""

    fiscal: int
    near: date | None = None


def completed(tender: Tender, text: str, label: str = "") -> ParsedDate:
    """A date of the tender, its year from the titles, groups or list page where it prints none.

    ``4月11日`` under 令和6年度 → 2024-04-11; ``2月18日`` → 2025-02-18; ``1月9日`` under
    令和6年1月分 → 2024-01-09; ``6.5.1`` → 2024-05-01. Without any year it stays without a value.
    """
    plain = parse_date(text, {"label": label})
    lacks = not (plain.start or plain.end) or "ambiguous" in plain.flags
    year = year_of(tender) if lacks else None
    return _in_year(text, label, year) if year else plain


def _in_year(text: str, label: str, year: Year) -> ParsedDate:
    """The date in the year; of a title's month, in the year that brings it nearest."""
    found = parse_date(text, {"label": label, "fiscal_year": year.fiscal})
    if year.near is None or not found.start:
        return found
    near = year.near
    others = (year.fiscal - 1, year.fiscal + 1)
    tried = [parse_date(text, {"label": label, "fiscal_year": other}) for other in others]
    return min([found, *tried], key=lambda one: _apart(one, near))


def _apart(one: ParsedDate, near: date) -> int:
    return abs((date.fromisoformat(one.start) - near).days) if one.start else 10**6


def listed_year(tender: Tender) -> int | None:
    """The fiscal year of the list that a notice stands in: as printed, else as its source tells it.

    What is bid for in March belongs to the year that begins in April: 令和8年度 above a case that
    was opened in March 2026.
    """
    said = (tender.text("listYear"), listed(tender, "listYear"), tender.text("fiscalYear"))
    return next((year for text in said if text and (year := fiscal_year_named(text))), None)


@lru_cache(maxsize=64)
def fiscal_year_named(text: str) -> int | None:
    """The one fiscal year that a choice of a form names: ``令和8年度`` and ``2026`` → 2026.

    None for several years (``令和7～8年度``), a calendar year (``令和8年``), none that can be
    (``平成40年度``), and where the era isn't said (``08``).
    """
    if _BARE.fullmatch(folded := fold(text)):
        return int(folded)
    found = parse_date(folded)
    if found.precision != "fiscal_year" or not _NAMED.issuperset(found.flags) or not found.end:
        return None
    last = date.fromisoformat(found.end).year - 1
    return last if found.start and found.start.startswith(str(last)) else None


def year_of(tender: Tender) -> Year | None:
    """The year of a tender: by the group or list page that says it, else the table's titles."""
    for meaning in ("month", "fiscalYear"):
        if (text := tender.text(meaning)) and (year := year_in(text)):
            return year
    for label, text in tender.hints.context.items():  # 年度: 令和6年度
        if "年" in label and (year := year_in(text)):
            return year
    return told_year(tuple(tender.plan.table.captions), tender.sheet or "")


@lru_cache(maxsize=256)
def told_year(captions: tuple[str, ...], sheet: str) -> Year | None:
    """The year that the titles say, the last (nearest to the table) first, else the sheet's name.

    A title that names the month comes before one that names the year only.
    """
    years = [year for text in (sheet, *captions) if (year := year_in(text))]
    return next((y for y in reversed(years) if y.near), years[-1] if years else None)


@lru_cache(maxsize=1024)
def year_in(text: str) -> Year | None:
    """The year that a title names: ``令和６年度　入札結果`` → 2024, ``令和7年2月分`` → 2024.

    Notes, and days on which a page was made, name none.
    """
    if len(text) > _LONGEST or aside().search(fold(text)):
        return None
    found = parse_date(text)
    if not found.start or not _ALLOWED.issuperset(found.flags):
        # 令和6年度　契約一覧（第1四半期：令和6年4月～6月）: the one fiscal year that it names
        named = {match[0] for match in _FISCAL.finditer(fold(text))}
        return year_in(named.pop()) if len(named) == 1 and fold(text) not in named else None
    start = date.fromisoformat(found.start)
    fiscal = start.year if start.month >= 4 else start.year - 1
    if found.precision == "year":
        return Year(start.year, date(start.year, 7, 1))
    if found.precision == "month":
        return Year(fiscal, date(start.year, start.month, 15))
    if found.precision in _WHOLE or found.end:
        return Year(fiscal)
    return Year(fiscal, start if above_is("opened", text) else None)


@lru_cache(maxsize=1024)  # all notices of a table ask the same of its titles
def above_is(kind: str, text: str) -> bool:
    """Whether a title says that all below it was opened (執行) or published (公告) on its day."""
    return bool(_above()[kind].search(fold(text)))


@lru_cache(maxsize=1024)
def labels_day(kind: str, text: str) -> bool:
    """Whether a line says it by a label: ``入札執行日　令和8年10月26日　執行場所　入札室``."""
    label, _, rest = text.strip().replace("　", " ").replace("：", " ").partition(" ")
    found = meaning_of(label) if len(text) <= _LONGEST else None
    return found is not None and found.name == kind and bool(_DAY.match(fold(rest)))


@cache
def _above() -> dict[str, re.Pattern[str]]:
    # The words stand right behind the day: 令和6年11月7日執行, （令和６年９月２日公告）.
    return {
        kind: compiled("steps.yml", kind, r"\d日(?:\(.\))?(?:に)?(?:" + pattern + ")")
        for kind, pattern in load("steps.yml")["above"].items()
    }


@cache
def aside() -> re.Pattern[str]:
    """Words of a text that says when the page was made, or what a rule says."""
    return compiled("steps.yml", "aside", load("steps.yml")["aside"])
