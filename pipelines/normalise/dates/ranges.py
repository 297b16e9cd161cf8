"""Ranges: what stands behind から, and what each of two days takes from the other."""

from __future__ import annotations

import re
from datetime import timedelta

from pipelines.normalise.dates.calendar import months_on
from pipelines.normalise.dates.durations import length_of
from pipelines.normalise.dates.events import depends_on_event
from pipelines.normalise.dates.points import Element, Point, is_count
from pipelines.normalise.dates.resolve import Resolved, resolve
from pipelines.normalise.dates.spans import Span
from pipelines.normalise.dates.times import read_clock
from pipelines.normalise.dates.walk import NEAR, Walk

_EVENT_END = re.compile(
    r"[^、。()]{1,24}?(?:日|時|とき|後|完了|終了|満了)(?:まで|迄)?(?:[()。、]|$)"
)
# …より公募を開始し、2月12日までに: a clause that goes on to the second day
_CLAUSE = re.compile(r"[^。~\d]{1,40}[いきしちにびみりえけげせてでねべめれ]、")


def read_range(walk: Walk, span: Span, point: Point, word: Element) -> None:
    """What stands behind から: a second point, a time, a duration, an event or nothing."""
    _skip_about(walk, span, word.stop)
    right = walk.next(("point", "clock", "duration"), word.stop, far=True)
    right = right or _told(walk, word.stop)
    if right and right.point and not (point.day and is_count(right.point)):
        walk.at += 1
        _read_second(walk, span, point, right.point)
    else:
        _read_open(walk, span, point, word, right)


def _read_second(walk: Walk, span: Span, first: Point, last: Point) -> None:
    """A second point, and what stands behind it: まで, the hours of each day."""
    _between(walk, span, first, last)
    after = walk.said = walk.rounds(span, last.stop)
    if depends_on_event(walk, after):
        span.end = None
        span.flags.append("relative_end")
    if walk.passes(("until", "since"), after):
        return
    if last.time and not first.time and (closing := _closing_time(walk, after)):
        span.time, span.end_time = last.time, read_clock(closing.text).value
        span.flags.append("daily_hours")
    elif walk.event_time(after):
        span.flags.append("event_time_end")


def _read_open(walk: Walk, span: Span, point: Point, word: Element, right: Element | None) -> None:
    """No second point: a closing time, a length, an event, or nothing at all."""
    walk.take(span, resolve(point, walk.known, walk.anchor), point)
    first_end = span.end or span.start
    span.end = None
    if right and right.kind == "clock" and NEAR.fullmatch(walk.text[word.stop : right.start]):
        walk.at += 1
        span.end_time = read_clock(right.text).value
        span.end = first_end if first_end != span.start else None
        walk.passes(("until",), right.stop)
    elif right and (right.kind == "duration" or right.point):
        walk.at += 1
        _take_length(walk, span, walk.text[right.start : right.stop])
    else:
        ends = _EVENT_END.match(walk.text[word.stop : word.stop + 40])
        last = walk.peek("until")
        said = last and 1 <= last.start - word.stop < 25
        span.flags.append("relative_end" if ends or said else "open_end")


def _told(walk: Walk, after: int) -> Element | None:
    """The second day of a range told in a sentence: …より公募を開始し、2月12日までに."""
    ahead = 0
    while walk.peek("list", ahead):
        ahead += 1
    last, until = walk.peek("point", ahead), walk.peek("until", ahead + 1)
    if not last or not until or not NEAR.fullmatch(walk.text[last.stop : until.start]):
        return None
    if not _CLAUSE.fullmatch(walk.text[after : last.start]):
        return None
    walk.at += ahead
    return last


def _closing_time(walk: Walk, after: int) -> Element | None:
    """The second of the hours behind a range: 4月1日～4月15日 9時～17時."""
    word, clock = walk.peek("to"), walk.peek("clock", 1)
    if not word or not clock or not NEAR.fullmatch(walk.text[after : word.start]):
        return None
    walk.at += 2
    if walk.peek("until"):
        walk.at += 1
    walk.said = walk.elements[walk.at - 1].stop
    return clock


def _skip_about(walk: Walk, span: Span, after: int) -> None:
    """Passes おおむね before the second day."""
    if walk.next(("approx",), after):
        span.flags.append("approx")
        walk.at += 1


def _between(walk: Walk, span: Span, first: Point, last: Point) -> None:
    """A range of two points, each taking from the other what it leaves out."""
    lone = not (first.has_year or first.same or walk.anchor) and last.has_year
    if first.unit == "bare" and last.unit == "fiscal_year":
        first.unit = "fiscal_year"
    if last.unit == "bare" and first.unit == "fiscal_year":
        last.unit = "fiscal_year"
    opening = resolve(first, walk.known, walk.anchor)
    if lone:
        opening = _led(walk, first, resolve(last, walk.known), opening)
    walk.take(span, opening, first)
    if walk.anchor and opening.start:
        walk.anchor = walk.anchor._replace(ends=True)
    if first.part and last.part and not last.month and not last.has_year and not last.same:
        last.month, last.number, last.era = first.month, first.number, first.era
    unknown = opening.start is None and "invalid_date" not in opening.flags and not lone
    if unknown and not (last.has_year or last.month):
        return
    closing = resolve(last, walk.known, walk.anchor if opening.start else None)
    _join(walk, span, opening, closing, last)


def _join(walk: Walk, span: Span, opening: Resolved, closing: Resolved, last: Point) -> None:
    """The second point as the end of a span that has its start."""
    span.end = closing.end
    span.end_time = last.time or None
    span.flags += [flag for flag in closing.flags if flag not in span.flags]
    if span.precision == "none" or opening.precision != closing.precision:
        span.precision = closing.precision
    if span.start and span.end and span.end < span.start:
        span.flags += ["order", "ambiguous"]
    if walk.anchor:
        walk.anchor = walk.anchor._replace(ends=False)


def _led(walk: Walk, first: Point, closing: Resolved, opening: Resolved) -> Resolved:
    """4月1日から令和7年3月31日まで: the last such day before the end."""
    if not closing.start or not closing.end or not first.month or opening.start:
        return opening
    first.number = closing.start.year
    found = resolve(first, walk.known)
    if found.start and found.start > closing.end:
        first.number -= 1
        found = resolve(first, walk.known)
    return found._replace(flags=("year_omitted", *found.flags))


def _take_length(walk: Walk, span: Span, printed: str) -> None:
    """令和6年10月1日から60か月: the end is counted, the first day included."""
    span.length = length_of(printed)
    span.flags += ["duration", *span.length.flags]
    if span.start is None or span.length.flags:
        return
    if span.length.days and span.precision != "day":
        return
    if span.length.days:
        span.end = span.start + timedelta(span.length.days - 1)
    elif span.length.months:
        span.end = months_on(span.start, span.length.months) - timedelta(1)
    if span.end:
        span.flags.append("computed_end")
