"""Days in figures and in English: 20180402, 2024/4/1, R6.4, April 1."""

from __future__ import annotations

import re

from pipelines.normalise.dates.elements import Elements
from pipelines.normalise.dates.eras import by_mark
from pipelines.normalise.dates.tokens import MONTHS, Token
from pipelines.normalise.dates.years import set_year

_NUMBERS = re.compile(r"\d+", re.ASCII)
# A number behind a year or month that ought to be a day: 1O日, 10 yx 11 日
_GARBLED = re.compile(r"[A-Za-z|]+\d*[日月]|[A-Za-z]{1,3}\d{1,2}日")
# 2024年 4 1: numbers without their units
_BARE = re.compile(r" \d|$|[./-]\d")


def read_number(built: Elements, token: Token) -> None:
    """A bare number: the day behind ``4月1日～``, else a sign that a date is broken."""
    before = built.before_to()
    if before and built.elements[-1].stop == token.start:
        if before.unit == "bare" and len(token.text) < 3:
            point = built.new(token)
            point.number, point.unit = int(token.text), "bare"
            return
        after = built.text[token.end : token.end + 1]
        if before.day and len(token.text) < 3 and after in ("", ")", "(", "目", "曰"):
            point = built.new(token)
            point.day = int(token.text)
            point.flags += ["typo"] if after in ("目", "曰") else []
            return
    opened = built.open_point(token)
    if opened and opened.has_year and not opened.day and not opened.part and not opened.case:
        garbled = _GARBLED.match(built.text, token.end) is not None
        bare = opened.unit == "year" and _BARE.match(built.text, token.end) is not None
        opened.broken = garbled or (bare and not opened.month)


def read_stamp(built: Elements, token: Token) -> None:
    """20180402, 20180402 153000, H300402."""
    point = built.new(token)
    digits = "".join(_NUMBERS.findall(token.text))
    if token.text[0].isdigit():
        point.number, rest = int(digits[:4]), digits[4:]
    else:
        point.era, point.number, rest = by_mark()[token.text[0]], int(digits[:2]), digits[2:]
    point.month, point.day = int(rest[:2]), int(rest[2:4])
    if rest[4:]:
        clock = ":".join(rest[at : at + 2] for at in range(4, len(rest), 2))
        built.set_time(point, clock)
    if token.start or token.end < len(built.text):
        point.flags.append("compact")


def read_slashed(built: Elements, token: Token) -> None:
    """2024/4/1, R6.4.1, 6.4.1."""
    point = built.new(token)
    set_year(point, token.text)
    numbers = _NUMBERS.findall(token.text)
    point.month, point.day = int(numbers[-2]), int(numbers[-1])
    point.dotted = True


def read_halved(built: Elements, token: Token) -> None:
    """R6.4 and 2024/4 are months; 4/1 is a day, 4.1 only behind another date."""
    numbers = _NUMBERS.findall(token.text)
    second = int(numbers[-1])
    if not numbers[0].isdigit() or not token.text[0].isdigit() or len(numbers[0]) == 4:
        if second > 12:
            return
        point = built.new(token)
        set_year(point, token.text)
        point.month = second
        return
    first, opened = int(numbers[0]), built.open_point(token)
    if opened and opened.has_year and not opened.month and opened.unit == "year":
        opened.month, opened.day = first, second
        built.grow(opened, token)
        return
    before = built.before_to()
    if before and before.month and not before.day and second <= 12:
        point = built.new(token)
        point.number, point.month, point.dotted = first, second, True
    elif 1 <= first <= 12 and ("/" in token.text or before):
        point = built.new(token)
        point.month, point.day = first, second


def read_english(built: Elements, token: Token) -> None:
    """April 1, 2024; 1 Apr."""
    numbers = _NUMBERS.findall(token.text)
    if not numbers:
        return
    point = built.new(token)
    name = next(name for name in MONTHS if name in token.text.lower())
    point.month = MONTHS.index(name) + 1
    for number in numbers:
        if len(number) == 4:
            point.number = int(number)
        else:
            point.day = int(number)
    point.flags.append("english")
