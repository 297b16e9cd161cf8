"""Ends of ranges: 以上, 未満, ～, から … まで; ceilings and floors; 約 and 程度."""

from __future__ import annotations

import re
from typing import NamedTuple

_NOTE = r"(?:\([^()]{0,30}\))?(?:程度|前後|ほど|くらい)?"
_HIGH = re.compile(
    rf"{_NOTE}(?:以下|以内|まで(?!に)|(?P<open>未満|に満たない|に満たず|を下回)|を超えな|を越えな|を超過しな)"
)
_LOW = re.compile(
    rf"{_NOTE}(?:以上|から(?!消費税|税|控除|差|減|増)|~|を下らない|(?P<open>を超え(?!な)|を越え(?!な)|超(?!過)|を上回))"
)
_JOINT = re.compile(
    rf"{_NOTE}(?P<low>以上|を超え|超え|超)?[、,]?(?:(?P<wave>~|から|ないし|乃至|-)約?|(?(low)|(?!)))"
    r"(?:約|およそ)?"
)
_CEILING = re.compile(
    r"(?:上限(?:額|価格|金額)?|限度額?|最高(?:額|限度額)?|最大)(?:[:はが、(=金]|として){0,3}$"
)
_CEILING_BEHIND = re.compile(rf"{_NOTE}(?:[()]?[をが]?(?:上限|限度|最高))")
_FLOOR = re.compile(r"(?:下限(?:額|価格|金額)?|最低(?:額)?|最小)[:はが、(=金]{0,3}$")
_FLOOR_BEHIND = re.compile(rf"{_NOTE}[をが]?下限")
_ABOUT = re.compile(
    r"(?:(?<![契予規公要制節条特誓])約|およそ|おおよそ|おおむね|概ね|凡そ|概算額?|推定額?|見込み?額?)"
    r"[¥\\金:(は]{0,2}$"
)
_ABOUT_BEHIND = re.compile(
    r"(?:\([^()]{0,20}\))?(?:程度|前後|ほど|余|弱|強(?!化)|あまり|くらい|ぐらい|内外|見込)"
)


class Bound(NamedTuple):
    """Which end of a range a sum is: low, high, None; ``exclusive`` where the end is outside."""

    end: str | None
    exclusive: bool = False


_NO_BOUND = Bound(None)


def bound_of(before: str, after: str) -> Bound:
    """The end that a sum is by its words: ``以上`` → low; ``未満`` → high, exclusive."""
    found = _HIGH.match(after)
    if found:
        return Bound("high", found["open"] is not None)
    found = _LOW.match(after)
    if found:
        return Bound("low", found["open"] is not None)
    return Bound("high") if before.endswith("~") else _NO_BOUND


def joint(gap: str) -> Bound | None:
    """How two sums make a range, by what stands between them; None if they don't.

    ``円以上`` and ``～`` → low; ``円を超え、`` → low, exclusive. A hyphen may part two sums, too.
    """
    found = _JOINT.fullmatch(gap)
    if not found:
        return None
    return Bound("low" if found["wave"] != "-" else "hyphen", (found["low"] or "以上") != "以上")


def limit_flags(before: str, after: str) -> tuple[str, ...]:
    """``上限100万円`` → ceiling, ``下限額`` → floor, ``約`` and ``程度`` → approx."""
    flags: tuple[str, ...] = ()
    if _CEILING.search(before) or _CEILING_BEHIND.match(after):
        flags = ("ceiling",)
    elif _FLOOR.search(before) or _FLOOR_BEHIND.match(after):
        flags = ("floor",)
    if _ABOUT.search(before) or _ABOUT_BEHIND.match(after):
        flags = (*flags, "approx")
    return flags
