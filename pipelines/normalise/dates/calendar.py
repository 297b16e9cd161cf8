"""Days that a printed unit covers: a month, a third of one, a quarter, a fiscal year."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

_QUARTERS = {"q1": 4, "q2": 7, "q3": 10, "q4": 1}
# Seasons as the Japan Meteorological Agency counts them; winter ends in the next year.
_SEASONS = {"s春": 3, "s夏": 6, "s秋": 9, "s冬": 12}
_THIRDS = {"上旬": (1, 10), "初旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}
_ROUGH = {
    "上中旬": (1, 20),
    "中下旬": (11, 31),
    "前半": (1, 15),
    "後半": (16, 31),
    "半ば": (11, 20),
    "中頃": (11, 20),
}
_BEGINNINGS = ("初め", "はじめ", "初頭", "当初", "月初")


class Days(NamedTuple):
    """The first and last day of something, its precision and flags."""

    start: date
    end: date
    precision: str
    flags: tuple[str, ...] = ()


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def months_on(day: date, months: int) -> date:
    """The same day some months later, the month's last day where there is none such."""
    place = day.year * 12 + day.month - 1 + months
    year, month = divmod(place, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_days(year: int, month: int, part: str | None) -> Days:
    """A month or a part of it. 7月上旬 → 1 to 10 July; 8月末 → 31 August

    Raises ValueError if there is no such month.
    """
    first, last = date(year, month, 1), month_end(year, month)
    if part is None:
        return Days(first, last, "month")
    if part in _THIRDS or part in _ROUGH:
        begin, end = (_THIRDS | _ROUGH)[part]
        precision = "tenday" if end - begin <= 10 else "month"
        return Days(
            first.replace(day=begin), min(last, first + timedelta(end - 1)), precision, ("approx",)
        )
    if part in _BEGINNINGS:
        return Days(first, first + timedelta(9), "tenday", ("approx",))
    return Days(last, last, "day")


def year_days(year: int, unit: str, part: str | None) -> Days:
    """A year or a fiscal year, or a part of it. 令和6年度第2四半期 → July to September 2024

    A quarter counts from April even of a plain year, as public bodies do, but then in doubt.
    """
    fiscal = unit != "year"
    start = date(year, 4 if fiscal else 1, 1)
    end = date(year + 1, 3, 31) if fiscal else date(year, 12, 31)
    if part is None:
        return Days(start, end, "fiscal_year" if fiscal else "year")
    doubt = () if fiscal else ("ambiguous",)
    if part in _QUARTERS:
        month = _QUARTERS[part]
        first = date(year + (month < 4), month, 1)
        return Days(first, month_end(first.year, month + 2), "quarter", doubt)
    if part[0] == "h":
        first = start if part == "h1" else months_on(start, 6)
        return Days(first, months_on(first, 6) - timedelta(1), "half_year", doubt)
    if part in _SEASONS:
        first = date(year, _SEASONS[part], 1)
        last = months_on(first, 3) - timedelta(1)
        return Days(first, last, "season", ("approx", "ambiguous"))
    if part in _BEGINNINGS:
        return Days(start, month_end(start.year, start.month), "month", ("approx",))
    if part in ("前半", "後半"):
        first = start if part == "前半" else months_on(start, 6)
        return Days(first, months_on(first, 6) - timedelta(1), "half_year", ("approx",))
    if "末" in part:
        return Days(end, end, "day")
    return Days(start, end, "fiscal_year" if fiscal else "year", ("approx",))
