"""Notes that say the hours of days: ``※２　開始日の午前９時から期限日の午後５時までとする。``"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from pipelines.extract.line import Line
from pipelines.extract.lines import DAYS
from pipelines.extract.prose.days import DAY
from pipelines.extract.prose.said import Said
from pipelines.normalise.text import plain

_MARK = re.compile(r"※\s*(\d{0,2})")
_WEEKDAY = r"(?:\s*[（(][月火水木金土日][^）)]{0,3}[）)])?"
_DATED = re.compile(f"(?:{DAY.pattern}){_WEEKDAY}")
_TIME = r"((?:午前|午後|正午)?\s*(?:\d{1,2}時(?:\s*\d{1,2}分|半)?|\d{1,2}:\d{2})?)"
_HOURS = re.compile(rf"(?:開始|初)日の?{_TIME}から(?:期限|最終|締切|終了|末)日の?{_TIME}まで")
_TIMED = re.compile(r"[時:：]")


def with_hours(said: Iterable[Said], lines: Iterable[Line]) -> list[Said]:
    """What is said, the hours of a note put behind the days whose label has its mark.

    Hours of each day (``各日の午前９時から``) are those of an office, and no moment.
    """
    hours = _hours(lines)
    return [_timed(one, hours) if one.meaning in DAYS else one for one in said]


def _hours(lines: Iterable[Line]) -> dict[str, tuple[str, str]]:
    """First and last hour by the mark of their note."""
    found: dict[str, tuple[str, str]] = {}
    for line in lines:
        text = plain(line.text)
        mark, hours = _MARK.match(text), _HOURS.search(text)
        if mark and hours and hours[1].strip() and hours[2].strip():
            found.setdefault(mark[1], (hours[1].strip(), hours[2].strip()))
    return found


def _timed(said: Said, hours: dict[str, tuple[str, str]]) -> Said:
    mark = _MARK.search(plain(said.label))
    if not mark or mark[1] not in hours or _TIMED.search(plain(said.text)):
        return said
    days = list(_DATED.finditer(said.text))
    if len(days) != 2:
        return said
    first, last = hours[mark[1]]
    start, end = days[0].end(), days[1].end()
    text = f"{said.text[:start]}{first}{said.text[start:end]}{last}{said.text[end:]}"
    return replace(said, text=text, printed=said.printed or said.text)
