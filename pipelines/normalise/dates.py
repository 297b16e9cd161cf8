"""Dates as Japanese notices print them, to ISO; nothing is made more exact than printed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

# First and last day of each era: 改元の政令 (令和 from 2019-05-01), 太政官布告 for 明治.
ERAS = {
    "令和": (date(2019, 5, 1), date.max, "R"),
    "平成": (date(1989, 1, 8), date(2019, 4, 30), "H"),
    "昭和": (date(1926, 12, 25), date(1989, 1, 7), "S"),
    "大正": (date(1912, 7, 30), date(1926, 12, 24), "T"),
    "明治": (date(1868, 1, 25), date(1912, 7, 29), "M"),
}
_LETTERS = {letter: name for name, (_, _, letter) in ERAS.items()}
_ERA = "|".join([*ERAS, *_LETTERS])

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
# 平成30年4月2日, H30.4.2, 令和元年5月1日(水), 2018/4/2, 2018年4月2日; weekday and time may follow
_DAY = re.compile(
    rf"(?:(?P<era>{_ERA})\.?(?P<n>元|\d{{1,2}})|(?P<year>\d{{4}}))(?:年度?|[./-])"
    r"(?P<month>\d{1,2})(?:月|[./-])(?P<day>\d{1,2})(?:日|(?=[T(]|$))"
    r"(?:[((](?P<weekday>[月火水木金土日])(?:曜日?)?[))])?(?P<rest>.*)"
)
_MONTH = re.compile(
    rf"(?:(?P<era>{_ERA})\.?(?P<n>元|\d{{1,2}})|(?P<year>\d{{4}}))年?(?P<month>\d{{1,2}})月"
)
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})")  # 20180402
_SERIAL = re.compile(r"[2-6]\d{4}(?:\.\d+)?")
_TIME = re.compile(
    r"(?:T|(?P<noon>午前|午後)?)(?P<hour>\d{1,2})(?::|時)(?P<minute>\d{2})?(?::\d{2})?分?"
)
_TO = re.compile(r"\s*(?:～|~|〜|から|より|-{2,}|―|－(?=\D))\s*")
_DAYS = re.compile(r"(\d+)日間?")
_GAP = re.compile(r"(?<=\d)\s+(?=\d)")
_EVENT = re.compile(r"(?:本?契約|着手|着工|指示)[^\d]*")
_WEEKDAYS = "月火水木金土日"
# Excel counts days from 1899-12-30 (its 1900 has a 29 February); serials 20000 to 69999 are
# 1954 to 2091, and no amount or year is printed under a date's label.
_EXCEL_DAY_ZERO = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """A point in time: ``value`` in ISO, with time and +09:00 where printed; None if unclear.

    ``flags``: excel_serial, era_overflow, era_underflow, weekday_mismatch, invalid_date.
    """

    value: str | None
    flags: tuple[str, ...] = ()


@lru_cache(maxsize=65536)
def parse_day(text: str) -> ParsedDate | None:
    """The one day that a text prints, None if the text holds no date at all.

    ``令和７年４月１日（火）`` → 2025-04-01; ``H30.4.2`` → 2018-04-02; ``41712`` (a bare Excel
    serial) → 2014-03-14; ``2月30日``-like impossible days have the value None and a flag.
    """
    if _ISO.fullmatch(text):
        return _checked(int(text[:4]), int(text[5:7]), int(text[8:10]), ())
    folded = _fold(text)
    if _SERIAL.fullmatch(folded):
        day = _EXCEL_DAY_ZERO + timedelta(days=int(float(folded)))
        return ParsedDate(day.isoformat(), ("excel_serial",))
    if compact := _COMPACT.fullmatch(folded):
        return _checked(int(compact[1]), int(compact[2]), int(compact[3]), ())
    found = _DAY.fullmatch(folded)
    if not found:
        return None
    year, flags = _year(found)
    parsed = _checked(year, int(found["month"]), int(found["day"]), flags, found["era"])
    if parsed.value is None:
        return parsed
    if found["weekday"]:
        weekday = date.fromisoformat(parsed.value).weekday()
        if _WEEKDAYS[weekday] != found["weekday"]:
            parsed = ParsedDate(parsed.value, (*parsed.flags, "weekday_mismatch"))
    return _with_time(parsed, found["rest"])


def parse_period(text: str) -> tuple[str | None, str | None, int | None] | None:
    """Start, end and days of a period, None if the text is not one.

    ``2018/4/3～2019/3/31`` → both days; ``120日間`` → 120 days; ``平成31年3月29日`` alone or with
    まで is the end; a start that is an event (``契約日から…``) stays open, it is never guessed.
    """
    folded = _fold(text)
    if days := _DAYS.fullmatch(folded):
        return None, None, int(days[1])
    start, _, end = _split_range(folded)
    if _EVENT.fullmatch(start):
        start = ""
        if until := _DAYS.match(end):
            return None, None, int(until[1])
    first = parse_day(start) if start else None
    last = parse_day(end.removesuffix("まで")) if end else None
    if (start and not (first and first.value)) or (end and not (last and last.value)):
        return None
    return (first.value if first else None), (last.value if last else None), None


def month_of(text: str) -> tuple[int, int] | None:
    """The first year and month that a text names: ``平成30年4月分`` → (2018, 4), else None."""
    found = _MONTH.search(_fold(text))
    if not found or not 1 <= int(found["month"]) <= 12:
        return None
    return _year(found)[0], int(found["month"])


def _fold(text: str) -> str:
    """NFKC without white space; a gap between two digits parts day and time and becomes T."""
    return "".join(_GAP.sub("T", unicodedata.normalize("NFKC", text)).split())


def _split_range(folded: str) -> tuple[str, str, str]:
    parts = _TO.split(folded, maxsplit=1)
    if len(parts) == 2:
        return parts[0], "to", parts[1]
    return "", "", folded


def _year(found: re.Match[str]) -> tuple[int, tuple[str, ...]]:
    """The Gregorian year of a match, counted on or back where the era had ended or not begun."""
    if not found["era"]:
        return int(found["year"]), ()
    name = _LETTERS.get(found["era"], found["era"])
    number = 1 if found["n"] == "元" else int(found["n"])
    return ERAS[name][0].year + number - 1, ()


def _checked(
    year: int, month: int, day: int, flags: tuple[str, ...], era: str | None = None
) -> ParsedDate:
    try:
        value = date(year, month, day)
    except ValueError:
        return ParsedDate(None, (*flags, "invalid_date"))
    if era:
        first, last, _ = ERAS[_LETTERS.get(era, era)]
        if value > last:
            flags = (*flags, "era_overflow")
        elif value < first:
            flags = (*flags, "era_underflow")
    return ParsedDate(value.isoformat(), flags)


def _with_time(parsed: ParsedDate, rest: str) -> ParsedDate | None:
    """The day with the time that follows it; None if something else follows."""
    if not rest:
        return parsed
    if rest == "正午":
        return ParsedDate(f"{parsed.value}T12:00:00+09:00", parsed.flags)
    time = _TIME.fullmatch(rest)
    if not time:
        return None
    hour, minute = int(time["hour"]), int(time["minute"] or 0)
    if time["noon"] == "午後" and hour < 12:
        hour += 12
    if hour > 23 or minute > 59:
        return ParsedDate(None, (*parsed.flags, "invalid_date"))
    if hour == minute == 0 and rest.startswith("T"):
        return parsed
    return ParsedDate(f"{parsed.value}T{hour:02}:{minute:02}:00+09:00", parsed.flags)
