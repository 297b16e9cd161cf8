"""Runs of digits and kanji numerals, cut into numbers and read exactly."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from pipelines.normalise.amounts.decimals import denoise
from pipelines.normalise.numerals import KANJI_DIGITS, kanji_int

_MYRIADS = {"兆": 10**12, "億": 10**8, "万": 10**4, "萬": 10**4}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "阡": 1000}
_MULTIPLIERS = "".join([*_MYRIADS, *_TENS])
_DIGITS = "".join(letter for letter in KANJI_DIGITS if letter not in _MULTIPLIERS)
_MOST_DIGITS = 18

RUN = re.compile(rf"[0-9{KANJI_DIGITS}](?:[0-9{KANJI_DIGITS}]|[,.・'_、 ](?=[0-9]))*")
"""A run of digits, kanji numerals and what may stand between digits, in a squeezed text."""

_WELL_FORMED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
# 12 345 000; 1、234、567; 1 2 3,4 5 6 (justified); each is one number.
_SPACED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]+)?")
_JUSTIFIED = re.compile(r"[0-9](?: [0-9]){0,2}(?:,[0-9] [0-9] [0-9])+|[0-9](?: [0-9]){2,}")
_KANJI_COMMA = re.compile(rf"[0-9]{{1,3}}(?:、[0-9]{{3}})+[{_MULTIPLIERS}]*")
_MIDDLE_DOT = re.compile(rf"[0-9]+・[0-9]+([{_MULTIPLIERS}]*)")
_CUT = re.compile(rf"[ 、・]|(?<=[0-9])(?=[{_DIGITS}])|(?<=[{_DIGITS}])(?=[0-9])")
_DOTS_FOR_COMMAS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}|[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]{3}")
_SLIP = re.compile(r"[0-9]{1,4}(?:[,'_、.][0-9]{2,6})+|[0-9]{1,3}(?:,[0-9]{1,4})+")
_SECTION = re.compile(rf"([^{''.join(_MYRIADS)}]*)([{''.join(_MYRIADS)}])?")
_BELOW = re.compile(rf"([0-9][0-9,.]*|[{_DIGITS}])?([{''.join(_TENS)}])")
_SCALED = re.compile(rf"([0-9][0-9,.]*)([{_MULTIPLIERS}]+)")
_ASCII_DIGIT = re.compile("[0-9]")
_NOTHING = frozenset("〇○◯零")


class Reading(NamedTuple):
    """A number: ``scale`` is its own unit (80万 → 10000), ``flags`` what is odd about it.

    ``value`` None is a run that no number can be read from.
    """

    value: Decimal | None
    scale: int | None = None
    own_unit: bool = False
    flags: tuple[str, ...] = ()


def numbers_of(run: str, after: str) -> list[tuple[int, str]]:
    """A run cut into the texts of its numbers, each with its place in the run.

    ``after`` is the letter behind it: a ``・`` is a decimal point before ％ or 億 only (14・4％),
    and ``980 990`` or ``1,000、2,000`` are two numbers.
    """
    if _WELL_FORMED.fullmatch(run) or len(run) > 200:
        return [(0, run)]
    whole = _SPACED.fullmatch(run) or _JUSTIFIED.fullmatch(run) or _KANJI_COMMA.fullmatch(run)
    if not whole:
        dot = _MIDDLE_DOT.fullmatch(run)
        whole = dot if dot and (after in ("%", "割") or dot[1]) else None
    if whole:
        return [(0, run)]
    found, start = [], 0
    for cut in _CUT.finditer(run):
        if cut.start() > start:
            found.append((start, run[start : cut.start()]))
        start = cut.end()
    return [*found, (start, run[start:])]


def is_written_in_kanji(number: str) -> bool:
    """Whether no digit is in a number: 一般 and 千葉 begin like one, too."""
    return not _ASCII_DIGIT.search(number)


def is_multiplier(number: str) -> bool:
    """Whether a number in kanji is a unit alone: 千, 百万."""
    return all(letter in _MULTIPLIERS for letter in number)


def is_placeholder(number: str) -> bool:
    """Whether a number is circles alone: ``○○○`` stands for digits left open."""
    return len(number) > 1 and _NOTHING.issuperset(number)


def read(number: str) -> Reading:
    """The value of one number of ``numbers_of``.

    ``2億3,100万`` → 231000000; ``1.2億``; ``3百万``; ``1千5百万``; ``壱億弐千万``; ``1.234.567``
    → 1234567 with typo; ``12,345.678`` likewise, and ambiguous.
    """
    if len(number) > 60:
        return Reading(None, flags=("too_large",))
    if is_written_in_kanji(number):
        value = kanji_int(number)
        return Reading(None if value is None else Decimal(value), own_unit=True)
    if number[-1].isascii() and all(letter.isascii() or letter in "、・" for letter in number):
        return _read_arabic(number)
    if letter_left_open(number):
        return Reading(None, flags=("masked",))
    return _read_mixed(number)


def letter_left_open(number: str) -> bool:
    """Whether circles stand among the digits: ``12,○○○`` is no number."""
    return any(letter in "○◯" for letter in number)


def _read_arabic(number: str) -> Reading:
    if _WELL_FORMED.fullmatch(number):
        flags: tuple[str, ...] = ()
        printed = number.replace(",", "")
        if _DOTS_FOR_COMMAS.fullmatch(number):
            printed, flags = printed.replace(".", ""), ("typo", "ambiguous")
        clean = denoise(printed)
        flags = ("float_noise",) if clean != printed else flags
    else:
        clean, flags = _read_slip(number)
    if not clean or len(clean.partition(".")[0]) > _MOST_DIGITS:
        return Reading(None, flags=("too_large",) if clean else ("unreadable",))
    return Reading(Decimal(clean), flags=flags)


def _read_slip(number: str) -> tuple[str, tuple[str, ...]]:
    """The digits of a number with a slip: dots or 、 for commas, groups of the wrong length."""
    joined = number.replace(" ", "")
    if " " in number and _WELL_FORMED.fullmatch(joined):
        return joined.replace(",", ""), ("gap",) if number.count(" ") == 1 else ()
    dot = _MIDDLE_DOT.fullmatch(joined)
    if dot:
        return joined.replace("・", "."), ()
    if not _is_slip(joined.partition(".")[0] if joined.count(".") == 1 else joined):
        return "", ("unreadable",)
    if _DOTS_FOR_COMMAS.fullmatch(joined) or (_SLIP.fullmatch(joined) and joined.count(".") != 1):
        return re.sub("[^0-9]", "", joined), ("typo",)
    head, _, tail = joined.rpartition(".")
    if tail.isdigit() and _SLIP.fullmatch(head) and "." not in head:
        return re.sub("[^0-9]", "", head) + "." + tail, ("typo",)
    return "", ("unreadable",)


def _is_slip(number: str) -> bool:
    """Whether most groups of digits are of three, or one alone is not: 1,2,3 is a list."""
    groups = re.split("[^0-9]", number)[1:]
    odd = sum(len(group) != 3 for group in groups)
    return odd <= 1 and all(len(group) > 1 for group in groups)


def _read_mixed(number: str) -> Reading:
    """Digits with kanji units: ``1億9,599万``, ``7,212千``, ``5百万``."""
    if "・" in number:
        number = number.replace("・", ".")
    flags: tuple[str, ...] = ()
    total, last = Decimal(0), None
    for section, myriad in _SECTION.findall(number):
        if not section and not myriad:
            continue
        size = _MYRIADS.get(myriad, 1)
        part = _below_myriad(section) if section else None
        if part is None or part.value is None or (last is not None and size >= last):
            return Reading(None, flags=("unreadable",))
        if last is not None and part.value * size >= last:
            flags = (*flags, "ambiguous")
        flags, total, last = (*flags, *part.flags), total + part.value * size, size
    scaled = _SCALED.fullmatch(number)
    scale = (_MYRIADS.get(scaled[2]) or kanji_int(scaled[2])) if scaled else None
    return Reading(total, scale, own_unit=True, flags=flags)


def _below_myriad(section: str) -> Reading:
    """``2,345``, ``千五百``, ``1千5百``, ``12百``."""
    if section[-1].isdigit() and section.isascii():
        return _read_arabic(section)
    if is_written_in_kanji(section):
        value = kanji_int(section)
        return Reading(None if value is None else Decimal(value))
    flags: tuple[str, ...] = ()
    total, place, last = Decimal(0), 0, 10**9
    for found in _BELOW.finditer(section):
        if found.start() != place or _TENS[found[2]] >= last:
            return Reading(None)
        place, last = found.end(), _TENS[found[2]]
        part = read(found[1]) if found[1] else Reading(Decimal(1))
        if part.value is None:
            return part
        total, flags = total + part.value * last, (*flags, *part.flags)
    if place == len(section):
        return Reading(total, flags=flags)
    tail = section[place:]
    if not tail.isascii() and (place == 0 or not is_written_in_kanji(tail)):
        return Reading(None)
    rest = read(tail)
    return Reading(None if rest.value is None else total + rest.value, flags=(*flags, *rest.flags))
