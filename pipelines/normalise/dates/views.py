"""Narrow views of a date for cells that must hold one day, one period, or name one month."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from pipelines.normalise.dates.parse import parse_date

_SURE = frozenset(
    (
        "excel_serial", "era_overflow", "era_underflow", "weekday_mismatch", "dual_calendar",
        "time_24", "english", "compact",
    )
)  # fmt: skip
"""Flags of a day that is printed in full. Any other says that something was completed, left open
or doubted: such a text stays text, with an issue, where a column must hold one day."""
_OPEN = frozenset(
    (
        "relative_start", "relative_end", "open_end", "deadline", "duration", "computed_end",
        "same_year", "same_month", "year_omitted_end", "month_omitted_end", "era_omitted_end",
        "excludes_holidays", "planned",
    )
)  # fmt: skip
_DAYS = re.compile(r"P(\d+)D")
# Letters that no day, weekday or time is written with: 令和3年3月29日変更契約 says more than a day.
_BESIDES = re.compile(
    r"[^\W\d_一二三四五六七八九十〇元年月日火水木金土曜祝休午前後正時分秒半"
    r"令和平成昭大明治㍻㍼㍽㍾㋿A-Za-zＡ-Ｚ]|[※～~、]"
)


class PrintedDay(NamedTuple):
    """A point in time: ``value`` in ISO, with +09:00 if a time is printed; None if no real day."""

    value: str | None
    flags: tuple[str, ...] = ()


@lru_cache(maxsize=65536)
def parse_day(text: str) -> PrintedDay | None:
    """The one day that a text prints in full, None if it isn't that.

    ``令和７年４月１日（火）`` → 2025-04-01; ``H30.4.2`` → 2018-04-02; ``2018/4/2 13:30`` →
    2018-04-02T13:30:00+09:00; ``41712`` (a bare Excel serial) → 2014-03-14. An impossible day
    (``平成30年2月30日``) has the value None and a flag. Whatever needs completing (``4月1日``),
    names several days or is doubtful is None.
    """
    found = parse_date(text)
    if found.flags and not (found.start or found.end) and "invalid_date" not in found.flags:
        return None
    if not text.isascii() and _BESIDES.search(text):
        return None
    if not _SURE.issuperset(found.flags):
        invalid = "invalid_date" in found.flags or "invalid_time" in found.flags
        whole = found.end is None and {"invalid_date", "invalid_time", *_SURE}.issuperset(
            found.flags
        )
        return PrintedDay(None, ("invalid_date",)) if invalid and whole else None
    if found.start is None or found.end or found.precision != "day" or found.end_time:
        return None
    return PrintedDay(moment(found.start, found.time), found.flags)


def moment(day: str, time: str | None) -> str:
    """A day with its time. 0:00:00 is what a program prints of a day; 24:00 is the next day's 0."""
    if time is None or time in ("00:00:00", "00:00"):
        return day
    if time.startswith("24"):
        return f"{date.fromisoformat(day) + timedelta(1)}T00:00:00+09:00"
    return f"{day}T{time if len(time) == 8 else time + ':00'}+09:00"


def parse_period(text: str) -> tuple[str | None, str | None, int | None] | None:
    """Start, end and days of a period, None if the text is not one.

    ``2018/4/3～2019/3/31`` → both days; ``120日間`` → 120 days; ``平成31年3月29日`` alone or with
    まで is the end; a start that is an event (``契約日から…``) stays open, it is never guessed.
    """
    found = parse_date(text, {"label": "期間"})
    if not (_SURE | _OPEN).issuperset(found.flags):
        return None
    if not (found.start or found.end):
        days = _DAYS.fullmatch(found.duration or "")
        return (None, None, int(days[1])) if days else None
    if found.precision != "day":
        return None
    if found.end is None and not {"open_end", "relative_end", "duration"}.intersection(found.flags):
        return None, found.start, None
    return found.start, found.end, None


def month_of(text: str) -> tuple[int, int] | None:
    """The first year and month that a text names: ``平成30年4月分`` → (2018, 4), else None."""
    if "月" not in text:
        return None
    found = parse_date(text)
    day = found.start or found.end
    if not day or found.precision not in ("day", "tenday", "month"):
        return None
    return int(day[:4]), int(day[5:7])
