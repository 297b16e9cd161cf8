"""Months, days and parts of them: 4月, 1日, 上旬, 上半期, 第1四半期."""

from __future__ import annotations

import re

from pipelines.normalise.dates.elements import Elements
from pipelines.normalise.dates.tokens import Token
from pipelines.normalise.dates.words import one_of

_NUMBERS = re.compile(r"\d+", re.ASCII)
_LAW = re.compile(rf"[一-龥ァ-ヶ]{{0,12}}?{one_of('laws')}(?!の|に(?:よ|基))")
_TENDAYS = ("上旬", "初旬", "中旬", "下旬", "末日", "月末", "月末日", "前半", "後半")


def read_month(built: Elements, token: Token) -> None:
    """4月: of the year before it, or of a year left out."""
    month = int(token.text[:-1])
    point = built.open_point(token)
    free = point is not None and (point.unit in ("year", "fiscal_year") or point.same)
    if not point or not free or point.month or point.day or point.part:
        point = built.new(token)
    point.month = month
    built.grow(point, token)


def read_day(built: Elements, token: Token) -> None:
    """1日: of the month before it, of 同月, or of a month left out."""
    found = _NUMBERS.match(token.text)
    day = int(found[0]) if found else 0
    point = built.open_point(token)
    if point and point.month and not point.day and not point.part:
        point.day = day
        if not token.text.endswith("日"):
            point.flags.append("typo")
        built.grow(point, token)
        if built.legal and _LAW.match(built.text, token.end, token.end + 24):
            point.law = True
    elif point and point.same in ("同月", "翌月", "当月", "今月", "来月") and not point.day:
        point.day = day
        built.grow(point, token)
    elif _broken_day(built, token):
        return
    else:
        built.new(token).day = day


def _broken_day(built: Elements, token: Token) -> bool:
    """Whether a day stands behind a year without a month: 令和5年 10 yx 11 日, 令和6年11日."""
    last = built.last()
    if not last or not last.point or not token.text.endswith("日"):
        return False
    point, between = last.point, built.text[last.stop : token.start]
    if point.day or point.part or point.same or not point.has_year or len(between) > 8:
        return False
    if re.search(r"[第(、。~]", between) or point.unit != "year" or point.case:
        return False
    point.broken = True
    built.grow(point, token)
    return True


def read_part(built: Elements, token: Token) -> None:
    """上旬, 末日, 年度末: a part of the month or year before it."""
    point = built.open_point(token)
    if token.text == "年末" or token.text == "年度末":
        point = built.open_point(token) or built.new(token)
        if not point.has_year and not point.same:
            point.unit = "year" if token.text == "年末" else "fiscal_year"
    elif not point or point.day:
        last = built.last()
        if not last or last.kind not in ("to", "list") or token.text not in _TENDAYS:
            return
        point = built.new(token)
    point.part = re.sub("[・、~]", "", token.text)
    built.grow(point, token)


def read_half(built: Elements, token: Token) -> None:
    """上半期, 下期: half a year, by default a fiscal one."""
    _fraction(built, token, "h" + ("1" if token.text[0] in "上前" else "2"))


def read_quarter(built: Elements, token: Token) -> None:
    """第1四半期: April to June of a fiscal year."""
    found = _NUMBERS.search(token.text)
    _fraction(built, token, "q" + (found[0] if found else ""))


def read_season(built: Elements, token: Token) -> None:
    """春, 夏, 秋, 冬 behind a year."""
    _fraction(built, token, "s" + token.text.lstrip("の")[0])


def _fraction(built: Elements, token: Token, part: str) -> None:
    """A half, a quarter or a season of the year before it, or of a year left out."""
    point = built.open_point(token)
    if not point or point.month or point.part:
        point = built.new(token)
        point.unit = "fiscal_year"
    point.part = part
    built.grow(point, token)
