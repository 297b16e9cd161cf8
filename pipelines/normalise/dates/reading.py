"""The whole way from a text to its date, once the fast road has not known it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

from pipelines.normalise.dates.building import elements_of
from pipelines.normalise.dates.calendar import month_days, year_days
from pipelines.normalise.dates.durations import Length
from pipelines.normalise.dates.fold import folded
from pipelines.normalise.dates.grammar import walked
from pipelines.normalise.dates.known import Known, known
from pipelines.normalise.dates.parsed import Context, ParsedDate
from pipelines.normalise.dates.points import Element, is_count
from pipelines.normalise.dates.resort import last_resort
from pipelines.normalise.dates.spans import Span, chosen
from pipelines.normalise.dates.times import read_clock
from pipelines.normalise.dates.walk import Walk
from pipelines.normalise.dates.words import finder, one_of
from pipelines.normalise.text import is_mojibake, private_use

MAX_LENGTH = 500
"""Longer texts are read to here; a cell of a table or a line of a notice is far shorter."""

_SERIAL = re.compile(r"[2-6]\d{4}(?:\.\d{1,12})?", re.ASCII)
# Excel counts days from 1899-12-30 (its 1900 has a 29 February); serials 20000 to 69999 are
# 1954 to 2091, and no amount or year is printed under a date's label.
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_BROKEN = re.compile(r"[月年]\s*\d?[OoＯlIi|〇]\d?\s*[日月]|(?:令和|平成)[OlI]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_YEARS = re.compile(r"\d{1,2}年", re.ASCII)
# 20181301, once no real day was seen in it
_NO_DAY = re.compile(r"(?:19|20)\d{2}(?!(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$)\d{4}", re.ASCII)
# 2024, 202404
_YEAR_MONTH = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])?", re.ASCII)
# 7月13日更新, 4月1日（月）に公告, 更新日：7月13日; not 登録申請期間 4月1日～
_PAST = re.compile(
    rf"[日旬月)](?:付け?)?[にでの、]?{one_of('past')}|{one_of('past')}日?時?[:]?\d|去る"
)


def read(text: str, context: Context) -> ParsedDate:
    """What a text says about a date; see ``parse_date``."""
    if len(text) > MAX_LENGTH:
        found = read(text[:MAX_LENGTH], context)
        return _with(found, text, "too_long")
    if not text.isascii():
        if is_mojibake(text):
            return ParsedDate(flags=("mojibake",), text=text)
        if _PRIVATE.search(text) and private_use(text) is not None:
            return ParsedDate(flags=("private_use",), text=text)
    even, flags = folded(text)
    even = even[:MAX_LENGTH]
    if even[:1].isdigit() and (bare := _bare(even, text)):
        return bare
    past = "published" in context and bool(
        _PAST.search(even) and not finder("planned").search(even)
    )
    facts = known(context, even, past)
    walk = walked(elements_of(even), facts)
    found = _answer(walk, facts, flags, text)
    if found.flags == ("no_date",):
        return last_resort(even, text) or found
    return found


def _with(found: ParsedDate, text: str, flag: str) -> ParsedDate:
    return ParsedDate(
        found.start, found.end, found.time, found.end_time, found.duration, found.precision,
        (*found.flags, flag), text,
    )  # fmt: skip


def _bare(even: str, text: str) -> ParsedDate | None:
    """A cell that holds a number alone: a serial, 2024, 202404."""
    if _SERIAL.fullmatch(even):
        return _serial(even, text)
    if month := _YEAR_MONTH.fullmatch(even):
        year, number = int(month[1]), int(month[2] or 0)
        days = month_days(year, number, None) if number else year_days(year, "year", None)
        start, end = days.start.isoformat(), days.end.isoformat()
        flags = ("compact", "ambiguous")
        return ParsedDate(start, end, None, None, None, days.precision, flags, text)
    if _NO_DAY.fullmatch(even):
        return ParsedDate(flags=("invalid_date",), text=text)
    return None


def _serial(even: str, text: str) -> ParsedDate:
    """A bare Excel serial with its time, if it has one. 41712 → 2014-03-14"""
    days, _, part = even.partition(".")
    day = _EXCEL_DAY_ZERO + timedelta(int(days))
    seconds = round(float(f"0.{part or 0}") * 86400)
    time = None
    if 0 < seconds < 86400:
        time = f"{seconds // 3600:02}:{seconds // 60 % 60:02}"
        time += f":{seconds % 60:02}" if seconds % 60 else ""
    return ParsedDate(day.isoformat(), None, time, None, None, "day", ("excel_serial",), text)


def _answer(walk: Walk, facts: Known, flags: list[str], text: str) -> ParsedDate:
    even = walk.text
    span = chosen(walk.spans) or Span()
    span.flags += [flag for flag in walk.flags if flag not in span.flags]
    span.flags += flags
    _refuse(span, even)
    _hours(span, walk.clocks, walk)
    length = span.length or (walk.lengths[0] if walk.lengths else None)
    if span.length is None:
        length = _length_of_label(walk, span, facts) or length
    if length:
        span.flags += ["duration", *length.flags]
    if not span.flags and span.empty:
        span.flags.append("no_date")
    return ParsedDate(
        span.start.isoformat() if span.start else None,
        span.end.isoformat() if span.end else None,
        span.time,
        span.end_time,
        length.iso if length else None,
        "none" if span.empty else span.precision,
        tuple(dict.fromkeys(span.flags)),
        text,
    )


def _clear(span: Span, *flags: str) -> None:
    """Refuses a reading: no days, no times, and the reason."""
    span.start = span.end = span.time = span.end_time = span.length = None
    span.flags += flags


def _refuse(span: Span, even: str) -> None:
    if "masked" in span.flags:
        _clear(span, "ambiguous")
    elif _BROKEN.search(even):
        _clear(span, "typo", "ambiguous")
    elif not span.dated and finder("recurring").search(even):
        _clear(span, "recurring")
    elif span.empty and finder("undetermined").search(even):
        span.flags.append("undetermined")


def _hours(span: Span, clocks: list[Element], walk: Walk) -> None:
    """Times that stand apart: 9時～18時 alone, the hours of each day of a range, or of a point."""
    if not clocks or span.time or span.end_time or "masked" in span.flags:
        return
    values = [read_clock(clock.text) for clock in clocks]
    span.flags += [flag for value in values for flag in value.flags]
    ranged = any(_joined(walk, *pair) for pair in pairwise(clocks))
    if ranged:
        span.time, span.end_time = values[0].value, values[-1].value
        if len(values) > 2:
            span.flags.append("multiple")
        if span.start and span.end and span.start != span.end and span.precision == "day":
            span.flags.append("daily_hours")
    elif span.end and not span.start:
        span.end_time = values[0].value
    else:
        span.time = values[0].value
        until = next((e for e in walk.elements if e.start == clocks[0].stop), None)
        if until and until.kind == "until":
            span.time, span.end_time = None, span.time
    if span.empty:
        span.flags.append("time_only")


def _joined(walk: Walk, first: Element, last: Element) -> bool:
    """Whether から or ～ stands between two times."""
    words = (e for e in walk.elements if first.stop <= e.start < last.start)
    return any(word.kind == "to" for word in words)


def _length_of_label(walk: Walk, span: Span, facts: Known) -> Length | None:
    """30日 and 3年 under a label that asks how long; elsewhere they are no date."""
    if span.precision == "day":
        return None
    points = [element.point for element in walk.elements if element.point]
    if len(points) != 1:
        return None
    point = points[0]
    alone = not facts.era and (_YEARS.fullmatch(walk.text) or walk.lengths)
    if not (facts.wants_duration or alone):
        return None
    if point.month or point.part or point.era or point.same or point.unit != "year":
        return None
    if point.day and point.number is None:
        length = Length(f"P{point.day}D")
    elif is_count(point):
        length = Length(f"P{point.number}Y")
    else:
        return None
    _clear(span)
    span.flags = [flag for flag in span.flags if flag not in ("ambiguous", "era_omitted")]
    if not facts.wants_duration:
        span.flags.append("ambiguous")
    return length
