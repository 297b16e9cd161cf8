"""Text made even for the scanner: one width, no gaps, digits, and each number with its unit."""

from __future__ import annotations

import re

from pipelines.normalise.dates.eras import eras
from pipelines.normalise.dates.tokens import ENGLISH_MONTH
from pipelines.normalise.numerals import KANJI_DIGITS, kanji_int
from pipelines.normalise.text import plain

_NAMES = "|".join(era.name for era in eras())
_ENGLISH = re.compile(ENGLISH_MONTH)
# Line breaks stand between fields: 4-2-2 and R2.4.3 are two of them
_GAP = re.compile(r"(?<=[0-9])\s+(?=[0-9]|[A-Za-z][0-9])")
_APOSTROPHES = str.maketrans("’‘′", "'''")
# 5 7 年, 1 2 月: single digits set apart before a unit are one number
_SPACED = re.compile(r"(?<![\d./:-])(?<![\d./:-] )\d(?: \d)+(?=[年月日時分秒])")
_UNITS = "年|月|日|時|分|秒|[かカヵヶケ箇個]月|週|四半|営業日|開庁日"
_KANJI = re.compile(
    rf"(?<![0-9{KANJI_DIGITS}])[{KANJI_DIGITS}]{{1,12}}(?={_UNITS}|(?:[・、,~]|及び)[{KANJI_DIGITS}]{{1,12}}(?:年度|月|日))"
)
_AFTER_ERA = re.compile(rf"({_NAMES})([{KANJI_DIGITS}]{{1,12}})(?![年月日])")
_ANY_KANJI = re.compile(f"[{KANJI_DIGITS}]")
_BRACKET = re.compile(r"[(\[〔【「][^()\[\]〔〕【】「」]*[)\]〕】」]")
_EXCLUDED = re.compile(r"除[くき]|休み|は(?:受け?付け?ない|休[館業])")
# (土日祝日を除く) without brackets: from the separator before it
_TAIL = re.compile(r"(?:ただし|但し)[^。]{0,80}?除[くき]。?")
# 5・6年度, 7~9月, 1~12日, 4及び5月: the unit holds for all of them
_SHARED = re.compile(
    r"(?<![\d./:])(?:\d{1,2}(?:(?:[・、,~.-]|及び|と|又は|から)\d{1,2}){1,11}(?:年度|年(?!間)|月"
    r"|日(?!間|以))|\d{4}(?:(?:[・、,~/-]|及び|と|又は|から)(?:\d{4}|\d{2})){1,11}(?:年度|年(?!間)))"
)
# 平成30、31、令和2年度: the unit behind the last holds for the years of the era before as well
_OVER_ERAS = re.compile(
    rf"(?:{_NAMES})(?:元|\d{{1,2}})(?:[・、,~/-]\d{{1,2}}){{0,9}}"
    rf"(?=(?:[・、,~/-]|及び|と|から)(?:{_NAMES})(?:元|\d{{1,2}})(?:[・、,~/-]\d{{1,2}}){{0,9}}年度)"
)
_YEAR_OF_ERA = re.compile(r"元|\d+", re.ASCII)
_SEPARATOR = re.compile(r"([・、,~./-]|及び|と|又は|から)")


def folded(text: str) -> tuple[str, list[str]]:
    """The text as the scanner wants it, and flags of what was taken out.

    ``令和　５・６年度`` → 令和5年度・6年度; ``平成一三年二月`` → 平成13年2月; a bracket that
    says which days are left out (``（土日を除く）``) goes.
    """
    even = plain(text)
    parts = even.split()
    if len(parts) != 1:
        even = " ".join(parts) if _ENGLISH.search(even) else _squeezed(even)
    else:
        even = parts[0]
    if "’" in even or "′" in even or "‘" in even:
        even = even.translate(_APOSTROPHES)
    flags: list[str] = []
    if " " in even:
        even = _SPACED.sub(lambda found: found[0].replace(" ", ""), even)
    if _ANY_KANJI.search(even):
        even = _KANJI.sub(_digits, even)
        even = _AFTER_ERA.sub(lambda found: found[1] + _number(found[2]), even)
    if "除" in even or "休" in even:
        less = _TAIL.sub("", _BRACKET.sub(_without_exclusion, even))
        if less != even:
            even = less
            flags.append("excludes_holidays")
    if "年度" in even:
        even = _OVER_ERAS.sub(_each_a_fiscal_year, even)
    return _SHARED.sub(_each_its_unit, even), flags


def _squeezed(even: str) -> str:
    """Plain text without white space, but one space where a gap parts two digits."""
    return " ".join("".join(part.split()) for part in _GAP.split(even))


def _number(text: str) -> str:
    value = kanji_int(text) if text.strip("〇○◯") else None
    return text if value is None else str(value)


def _digits(found: re.Match[str]) -> str:
    return _number(found[0])


def _without_exclusion(found: re.Match[str]) -> str:
    return "" if _EXCLUDED.search(found[0]) else found[0]


def _each_a_fiscal_year(found: re.Match[str]) -> str:
    return _YEAR_OF_ERA.sub(r"\g<0>年度", found[0])


def _each_its_unit(found: re.Match[str]) -> str:
    """``5・6年度`` → ``5年度・6年度``. Points list 年度 alone: 7.8月 is August of year 7."""
    unit = found[0].lstrip("0123456789・、,~./-及びとは又から")
    numbers = found[0][: -len(unit)]
    if ("." in numbers and unit != "年度") or ("-" in numbers and unit == "日"):
        return found[0]
    parts = _SEPARATOR.split(numbers)
    return (
        "".join(part if index % 2 else part + unit for index, part in enumerate(parts))
        .replace(".", "・")
        .replace("/", "・")
    )
