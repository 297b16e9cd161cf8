"""From a printed point to days: eras counted, and what was left out taken from what is known."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from pipelines.normalise.dates.calendar import Days, month_days, month_end, months_on, year_days
from pipelines.normalise.dates.eras import Era, era_of, eras
from pipelines.normalise.dates.known import Known, fiscal_year_of
from pipelines.normalise.dates.points import Point, gregorian

_WEEKDAYS = "月火水木金土日"
_STEPS = {
    "同": 0,
    "当": 0,
    "本": 0,
    "今": 0,
    "即": 0,
    "翌": 1,
    "来": 1,
    "次": 1,
    "前": -1,
    "昨": -1,
}
_SAME = {"同年": "same_year", "同年度": "same_year", "同月": "same_month", "同日": "same_day"}


class Resolved(NamedTuple):
    """The days of a point; ``start`` is None where it names no real or no known day."""

    start: date | None
    end: date | None
    precision: str
    flags: tuple[str, ...]
    era: Era | None = None


class Anchor(NamedTuple):
    """The date that one with parts left out leans on; ``ends`` if it closes a range from there."""

    start: date
    era: Era | None
    month: bool
    ends: bool
    fiscal: bool = False


def resolve(point: Point, known: Known, anchor: Anchor | None = None) -> Resolved:
    """The days that a point covers, with flags for all that was completed or doubted."""
    if point.broken:
        return Resolved(None, None, "none", ("ocr_garbage", "ambiguous", *point.flags))
    flags = list(point.flags)
    try:
        found = _days(point, known, anchor, flags)
    except (ValueError, OverflowError):
        return Resolved(None, None, "none", (*flags, "invalid_date"))
    if found is None:
        return Resolved(None, None, "none", tuple(flags))
    start, end = found.start, found.end
    flags += found.flags
    if point.shift:
        start, end = start + timedelta(point.shift), end + timedelta(point.shift)
        flags.append("relative")
    era = point.era
    if era:
        flags += era.flags(start.isoformat(), end.isoformat())
    checked = point.weekday and found.precision == "day" and not point.shift
    if checked and _WEEKDAYS[start.weekday()] != point.weekday:
        flags.append("weekday_mismatch")
    return Resolved(start, end, found.precision, tuple(flags), era)


def _days(point: Point, known: Known, anchor: Anchor | None, flags: list[str]) -> Days | None:
    if point.same:
        return _relative(point, known, anchor, flags)
    if point.day and not point.month:
        return _day_alone(point, anchor, flags)
    year = _year(point, known, anchor, flags)
    if year is None:
        return None
    if not 1868 <= year <= 2200:
        flags.append("ambiguous")
        return None
    if year > 2100:
        flags.append("ambiguous")  # 令和99年 stands for "never", or is a slip
    return _within(point, year, flags)


def _within(point: Point, year: int, flags: list[str]) -> Days:
    """The days of a point once its year is known."""
    if not point.month:
        if point.unit == "bare":
            flags.append("title_code")
        days = year_days(year, point.unit, point.part)
        if point.through is not None and point.number is not None:
            if point.unit == "bare":
                flags.append("multiple")
            last = year_days(year + max(0, point.through - point.number), point.unit, None)
            return Days(days.start, last.end, days.precision)
        return days
    if point.unit == "fiscal_year" and point.month < 4 and point.has_year:
        year += 1
    if point.day is not None:
        day = date(year, point.month, point.day)
        return Days(day, day, "day")
    return month_days(year, point.month, point.part)


def _day_alone(point: Point, anchor: Anchor | None, flags: list[str]) -> Days | None:
    """12日 behind a date of the same month; the next month where it would lie before."""
    if not anchor or not anchor.month or point.day is None:
        flags.append("ambiguous")
        return None
    flags.append("month_omitted_end")
    day = anchor.start.replace(day=1)
    if anchor.ends and point.day < anchor.start.day:
        day = months_on(day, 1)
        flags.append("ambiguous")
    found = day.replace(day=point.day)
    return Days(found, found, "day")


def _year(point: Point, known: Known, anchor: Anchor | None, flags: list[str]) -> int | None:
    year = gregorian(point)
    if year is not None:
        if point.quoted:
            flags.append("two_digit_year")
        return year
    if point.number is not None:
        return _short_year(point, point.number, known, anchor, flags)
    if anchor:
        return _next_to(point, anchor, flags)
    flags.append("year_omitted")
    if not point.month:
        return known.running_year
    if point.day:
        date(2024, point.month, point.day)  # 2月30日 is no day in any year
    last_day = point.day or month_end(2024, point.month).day
    if point.part in ("上旬", "初旬", "中旬"):
        last_day = 10 if point.part != "中旬" else 20
    return known.year_for(point.month, point.day or 1, last_day)


def _next_to(point: Point, anchor: Anchor, flags: list[str]) -> int:
    """The year of a date that leaves it to the one before it: that one's, or the next."""
    flags.append("year_omitted_end" if anchor.ends else "year_omitted")
    year = anchor.start.year
    if not point.month:
        return year - (anchor.start.month < 4 and point.unit != "year")
    last = month_end(year, point.month)
    if point.day:
        last = last.replace(day=min(point.day, last.day))
    return year + (last < anchor.start) if anchor.ends or anchor.fiscal else year


def _short_year(
    point: Point, number: int, known: Known, anchor: Anchor | None, flags: list[str]
) -> int | None:
    """A year of one or two digits without an era: 7年3月14日 behind another date, 13年12月28日."""
    if anchor:
        flags.append("era_omitted_end")
        return _year_after(point, number, anchor, flags)
    flags.append("era_omitted")
    if known.era:
        point.era = known.era
        return known.era.year(number)
    reference = known.reference
    candidates = [era.year(number) for era in eras()[:3]]
    if point.dotted:
        candidates.append(2000 + number)
    if reference is not None:
        nearest = min(candidates, key=lambda year: abs(year - reference))
        if abs(nearest - reference) > 10:
            flags.append("ambiguous")
        return nearest
    # Without any context: 令和 while its years are near, else the era that had such a year.
    flags.append("ambiguous")
    if number <= 20:
        return candidates[0]
    if point.dotted or number > 64:
        return None
    return candidates[1] if number <= 31 else candidates[2]


def _year_after(point: Point, number: int, anchor: Anchor, flags: list[str]) -> int:
    """The year counted in the era of the date before, in the next era if it would lie before it."""
    if anchor.era is None and number > 9:
        # 2024-25年度, 2024.12.20~25.1.10: the century holds on
        year = anchor.start.year // 100 * 100 + number
        if anchor.start.year <= year <= anchor.start.year + 10:
            return year
    era = anchor.era or era_of(anchor.start.isoformat())
    year = era.year(number)
    if year < anchor.start.year and anchor.ends:
        later = [other.year(number) for other in eras() if other.first > era.first]
        if later and later[-1] >= anchor.start.year:
            flags.append("ambiguous")
            return later[-1]
    return year


def _relative(point: Point, known: Known, anchor: Anchor | None, flags: list[str]) -> Days | None:
    """同年9月, 翌日, 本年度: from the date before it, from ``previous`` or from ``published``."""
    word = point.same or ""
    flags.append(_SAME.get(word, "relative"))
    step = 2 if "々" in word else _STEPS[word[0]]
    running = word[0] in "本今来次昨"
    base = anchor.start if anchor and not running else None
    base = base or (known.published if running else known.previous)
    if word.endswith("年度"):
        year = known.running_year if running or not base else fiscal_year_of(base)
        return _of_year(point, year, step, "fiscal_year", flags)
    if base is None:
        return None
    if word.endswith("日"):
        day = base + timedelta(step)
        return Days(day, day, "day")
    if word.endswith("月"):
        first = months_on(base.replace(day=1), step)
        if point.day:
            return Days(first.replace(day=point.day), first.replace(day=point.day), "day")
        return month_days(first.year, first.month, point.part)
    return _of_year(point, base.year, step, "year", flags)


def _of_year(point: Point, year: int | None, step: int, unit: str, flags: list[str]) -> Days | None:
    if year is None:
        return None
    point.unit = unit
    point.number = year + step
    return _within(point, year + step, flags)
