"""The fast road: complete days in the common spellings, without folding or scanning."""

from __future__ import annotations

import re
from datetime import date

from pipelines.normalise.dates.eras import by_mark, eras
from pipelines.normalise.dates.parsed import ParsedDate

_WEEKDAYS = "月火水木金土日"
_MINUTES = frozenset(f"{hour:02}:{minute:02}" for hour in range(24) for minute in range(60))
_SECONDS = frozenset(f":{second:02}" for second in range(60))
_GAP = "[ 　\n]{0,3}"
# 令和７年４月１日（火）, 2025年4月1日
_PRINTED = (
    rf"(?:({'|'.join(era.name for era in eras())}){_GAP}(元|\d{{1,2}})|(\d{{4}})){_GAP}年{_GAP}"
    rf"(\d{{1,2}}){_GAP}月{_GAP}(\d{{1,2}}){_GAP}日(?:{_GAP}[(（]([{_WEEKDAYS}])(?:曜日?)?[)）])?"
)
# such a day, alone, with まで, or the first of two
_DAYS = re.compile(rf"{_PRINTED}(?:{_GAP}(?:から|[～〜~]){_GAP}{_PRINTED})?{_GAP}(まで)?")
# H30.4.2, 2018/4/2
_SHORT = re.compile(
    rf"(?:([{''.join(era.letter for era in eras())}])(\d{{1,2}})\.|(\d{{4}})[/.])"
    r"(\d{1,2})[/.](\d{1,2})()",
    re.ASCII,
)


def fast_road(text: str) -> ParsedDate | None:
    """The day of a text that is nothing but one; None for all else, which ``read`` must see.

    A spelling in fixed places (``2018-04-02``, ``2018/04/02 10:30:00``) needs no pattern at all:
    nine of ten cells of real lists are of that kind.
    """
    if text[4:5] in ("-", "/") and text[7:8] == text[4] and text > "1868":
        try:
            day = date.fromisoformat(text[:10].replace("/", "-")).isoformat()
        except ValueError:
            pass
        else:
            if len(text) == 10:
                return ParsedDate(day, None, None, None, None, "day", (), text)
            whole = len(text) == 16 or (len(text) == 19 and text[16:] in _SECONDS)
            if whole and text[10] == " " and text[11:16] in _MINUTES:
                return ParsedDate(day, None, text[11:], None, None, "day", (), text)
    if found := _DAYS.fullmatch(text):
        return _days(text, found.groups())
    short = _SHORT.fullmatch(text)
    only = _checked(*short.groups()) if short else None
    return ParsedDate(only, None, None, None, None, "day", (), text) if only else None


def _days(text: str, parts: tuple[str | None, ...]) -> ParsedDate | None:
    """A day, a deadline or a range, by the groups of ``_DAYS``."""
    first = _checked(*parts[:6])
    if first is None:
        return None
    if parts[9] is None:
        if parts[12]:
            return ParsedDate(None, first, None, None, None, "day", ("deadline",), text)
        return ParsedDate(first, None, None, None, None, "day", (), text)
    last = _checked(*parts[6:12])
    if last is None or last < first:
        return None
    return ParsedDate(first, last, None, None, None, "day", (), text)


def _checked(
    mark: str | None,
    number: str | None,
    gregorian: str | None,
    month: str | None,
    day: str | None,
    weekday: str | None,
) -> str | None:
    """A day in ISO if it is a real one of its era and weekday; flags are for the long road."""
    era = by_mark()[mark] if mark else None
    printed = 1 if number == "元" else int(number or gregorian or 0)
    year = era.year(printed) if era else printed
    if not 1868 <= year <= 2100:
        return None
    try:
        found = date(year, int(month or 0), int(day or 0))
    except ValueError:
        return None
    iso = found.isoformat()
    if era and not era.first <= iso <= era.last:
        return None
    if weekday and _WEEKDAYS[found.weekday()] != weekday:
        return None
    return iso
