"""Times of day: 午後3時30分, 16:30, 正午, 24時."""

from __future__ import annotations

import re
from typing import NamedTuple

CLOCK = (
    r"T?(?:午[前後]|[AaPp]\.?[Mm]\.?)?(?<![\d:])"
    r"\d{1,2}(?:時(?!間)(?:半|\d{1,2}分?(?:\d{1,2}秒)?)?|:\d{2}(?!\d)(?::\d{2}(?!\d))?(?:\.\d+)?)"
    r"(?:Z|\+\d{2}:?\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?(?![A-Za-z])"
    r"|(?:午後|午前)?(?<!\d)正午|零時"
)
"""A time as the scanner finds it: ``午後0時30分``, ``9:00``, ``T15:30:00+09:00``, ``正午``."""

_PARTS = re.compile(
    r"T?(?P<half>午前|午後|[AaPp](?=\.?[Mm]))?[.Mm]*"
    r"(?P<hour>\d{1,2})(?:時|:)(?P<minute>半|\d{1,2})?(?:分|:)?(?P<second>\d{1,2})?秒?(?:\.\d+)?"
    r"(?P<zone>Z|\+\d{2}:?\d{2})? ?(?P<after>[AaPp])?"
)


class Clock(NamedTuple):
    """A time as ``HH:MM`` or ``HH:MM:SS``, None if there is none such, with its flags."""

    value: str | None
    flags: tuple[str, ...] = ()


def read_clock(text: str) -> Clock:
    """The time that a match of CLOCK prints.

    ``午後0時30分`` → 12:30; ``24時`` → 24:00 (time_24). 午後12時 is midnight by 明治5年太政官布告
    第337号 but noon to many: 24:00 with ``ambiguous``; 25時 is None with ``invalid_time``.
    """
    found = _PARTS.match(text)
    if not found:
        return Clock("12:00" if "正午" in text else "00:00")
    hour = int(found["hour"])
    minute = 30 if found["minute"] == "半" else int(found["minute"] or 0)
    seconds = f":{int(found['second']):02}" if found["second"] else ""
    flags: tuple[str, ...] = ()
    half = (found["half"] or found["after"] or "").lower()
    if half in ("午後", "p"):
        hour, flags = _after_noon(hour, minute, half)
    elif half == "a" and hour == 12:
        hour = 0
    elif half == "午前" and hour == 12:
        flags = ("ambiguous",)
    if found["zone"] not in (None, "+09:00", "+0900"):
        flags = (*flags, "utc_offset")
    past_noon = half == "午前" and hour > 12
    past_day = hour == 24 and (minute or seconds > ":00")
    if past_noon or past_day or hour > 24 or minute > 59 or seconds > ":59":
        return Clock(None, ("invalid_time",))
    if hour == 24 and not flags:
        flags = ("time_24",)
    return Clock(f"{hour:02}:{minute:02}{seconds}", flags)


def _after_noon(hour: int, minute: int, half: str) -> tuple[int, tuple[str, ...]]:
    """The hour of the day: 午後3 → 15, 午後15 → 15, 12 p.m. → 12, 午後12時 in doubt."""
    if hour < 12:
        return hour + 12, ()
    if hour == 12 and half == "午後":
        return (12 if minute else 24), ("ambiguous",)
    return hour, ()
