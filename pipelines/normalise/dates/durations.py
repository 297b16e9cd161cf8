"""Lengths of time: 120日間, 60か月, 1年6か月, 10営業日."""

from __future__ import annotations

import re
from typing import NamedTuple

_PARTS = re.compile(
    r"(?:(?P<years>\d+)[かカヵヶケ箇個]?年)?\D*?(?:(?P<months>\d+)[かカヵヶケ箇個]月)?"
    r"(?:(?P<weeks>\d+)週)?(?:(?P<days>\d+)(?P<business>営業|開庁|稼働|執務|平|業務)?日)?"
    r"(?:(?P<hours>\d+)時間)?",
    re.ASCII,
)


class Length(NamedTuple):
    """A duration in ISO 8601, and in days or months where it is a whole number of either."""

    iso: str
    days: int | None = None
    months: int | None = None
    flags: tuple[str, ...] = ()


def length_of(text: str) -> Length:
    """The length that a token prints.

    ``30日以内`` → P30D; ``5年間`` → P5Y; ``1年6か月`` → P1Y6M; ``2週間`` → P2W; ``10営業日`` →
    P10D with ``business_days``: how many days that is depends on the holidays; ``半年`` → P6M.
    """
    if text.startswith("半年"):
        return Length("P6M", None, 6)
    found = _PARTS.match(text.replace(",", ""))
    if not found or not found[0]:
        return Length("")
    years, months = found["years"], found["months"]
    if years or months:
        iso = "P" + (f"{int(years)}Y" if years else "") + (f"{int(months)}M" if months else "")
        return Length(iso, None, int(years or 0) * 12 + int(months or 0))
    if found["weeks"]:
        return Length(f"P{int(found['weeks'])}W", int(found["weeks"]) * 7)
    if found["days"]:
        flags = ("business_days",) if found["business"] else ()
        return Length(f"P{int(found['days'])}D", int(found["days"]), None, flags)
    return Length(f"PT{int(found['hours'])}H")
