"""Years as printed: 令和6年度, 令和7年(2025年), Ｈ３１・３２, 平成29度."""

from __future__ import annotations

import re

from pipelines.normalise.dates.elements import Elements
from pipelines.normalise.dates.eras import by_mark
from pipelines.normalise.dates.points import Point, gregorian
from pipelines.normalise.dates.tokens import ERA, Token
from pipelines.normalise.dates.words import one_of

_YEAR = re.compile(rf"({ERA})?\.?('?)(元|\d+)", re.ASCII)
_LAW = re.compile(rf"[一-龥ァ-ヶ]{{0,12}}?{one_of('laws')}(?!の|に(?:よ|基))")
_DECADE = re.compile(r"代(?![表理金行替入])")
_CASE = re.compile(r"度?第\d+[回号期次]")


def read_year(built: Elements, token: Token) -> None:
    """令和6年, 6年度, FY2024: a new point, unless 同 stands before it."""
    last = built.open_point(token)
    if last and last.same and not last.has_year and not last.month:
        return
    point = built.new(token)
    set_year(point, token.text)
    if "度" in token.text or "FY" in token.text:
        point.unit = "fiscal_year"
    rest = built.text[token.end : token.end + 24]
    if rest[:1].isdigit():
        return
    if built.text[token.end : token.end + 1] == "代" and _DECADE.match(built.text, token.end):
        point.through = (point.number or 0) + 9
        point.flags.append("approx")
    point.law = built.legal and _LAW.match(rest) is not None
    point.case = _CASE.match(rest) is not None


def set_year(point: Point, text: str) -> None:
    """Gives a point the era and number of a text: R6 → 令和, 6."""
    found = _YEAR.search(text)
    if not found:
        return
    mark = (found[1] or "").removesuffix(".")
    point.era = by_mark()[mark] if mark else None
    point.number = 1 if found[3] == "元" else int(found[3])
    point.quoted = bool(found[2]) or ("FY" in text and len(found[3]) == 2)


def read_typo_year(built: Elements, token: Token) -> None:
    """平成29度, 平成28月1月18日: one reading is left."""
    point = built.new(token)
    set_year(point, token.text)
    if token.text.endswith("度"):
        point.unit = "fiscal_year"
    point.flags.append("typo")


def read_dual(built: Elements, token: Token) -> None:
    """令和7年(2025年): the first counts, the second must agree."""
    point = built.new(token)
    first, second = re.split(r"[(\[〔【]", token.text, maxsplit=1)
    set_year(point, first)
    other = Point(0, 0)
    set_year(other, second)
    agree = gregorian(point) == gregorian(other)
    point.flags.append("dual_calendar")
    if not agree:
        point.flags += ["calendar_mismatch", "ambiguous"]
    if "度" in token.text:
        point.unit = "fiscal_year"
    elif "年" not in token.text:
        point.broken = True


def read_bare_era(built: Elements, token: Token) -> None:
    """Ｈ３１・３２: the fiscal years of a title's code."""
    if token.text[0] in "MTSmtsrh":
        return
    point = built.new(token)
    set_year(point, token.text)
    point.unit = "bare"
    rest = built.text[token.end : token.end + 12]
    while found := re.match(r"[・、,](\d{1,2})(?![\d年月日])", rest):
        # Ｈ３１・３２: the second year of a title's code
        point.stop = built.elements[-1].stop = point.stop + found.end()
        point.through = int(found[1])
        rest = rest[found.end() :]
