"""The grammar: points and the words between them become deadlines, ranges and lists."""

from __future__ import annotations

import re

from pipelines.normalise.dates.elements import Elements
from pipelines.normalise.dates.events import depends_on_event, read_event_start
from pipelines.normalise.dates.known import Known
from pipelines.normalise.dates.lists import read_list
from pipelines.normalise.dates.points import Element, Point, is_count
from pipelines.normalise.dates.ranges import read_range
from pipelines.normalise.dates.resolve import Resolved, resolve
from pipelines.normalise.dates.spans import Span
from pipelines.normalise.dates.walk import ROUNDS, Walk

# 令和6年4月1日前: the day itself or the one before it
_BESIDE = re.compile(r"[前後](?![日後半期金払任])")


def _step(walk: Walk, element: Element) -> None:
    """What an element begins, by its kind."""
    walk.at += 1
    if element.point and _is_length(walk, element, element.point):
        walk.keep(element)
    elif element.point:
        _read_point(walk, element, element.point)
    elif element.kind == "to":
        read_event_start(walk, element)
    elif element.kind == "clock":
        walk.clocks.append(element)
    elif element.kind == "duration":
        walk.keep(element)
    elif element.kind in ("until", "to"):
        pass
    elif element.kind == "event":
        walk.flags.append("relative_start")
    elif element.kind in ROUNDS and walk.spans and walk.touches(element):
        walk.spans[-1].flags.append(element.kind)


def _is_length(walk: Walk, element: Element, point: Point) -> bool:
    """Whether a point is how long the span before it is: …令和9年3月31日まで(3年)."""
    count = is_count(point) or (point.day and not point.month and point.number is None)
    if not count or not walk.spans or not walk.spans[-1].end:
        return False
    around = walk.text[walk.said : element.start] + walk.text[element.stop : element.stop + 1]
    return around == "()"


def _read_point(walk: Walk, element: Element, point: Point) -> None:
    """What begins with a point: a range, a deadline, a list, or the point alone."""
    span = Span(dated=point.has_year or bool(point.same), aside=point.law or point.case)
    span.printed = point.has_year
    walk.spans.append(span)
    after = walk.rounds(span, element.stop)
    walk.said = after
    if depends_on_event(walk, after):
        walk.spans.pop()
        if walk.peek("until"):
            walk.flags.append("relative_end")
        return
    if _BESIDE.match(walk.text, element.stop):
        span.flags.append("ambiguous")
    if word := walk.next(("to",), after) or _since_and_until(walk, after):
        walk.at += 1
        walk.said = word.stop
        read_range(walk, span, point, word)
        return
    first = resolve(point, walk.known, walk.anchor)
    walk.take(span, first, point)
    _read_lone(walk, span, first, after)


def _read_lone(walk: Walk, span: Span, first: Resolved, after: int) -> None:
    """What stands behind a point that begins no range: まで, 以降, a list."""
    if walk.passes(("until",), after):
        walk.deadline(span)
    elif walk.passes(("since",), after):
        span.end = None
        span.flags.append("open_end")
    elif walk.next(("list",), after):
        read_list(walk, span, first)
    if walk.event_time(after):
        span.flags.append("event_time_end")


def _since_and_until(walk: Walk, after: int) -> Element | None:
    """以降 between two dates of which the second has まで: 4月1日以降、4月30日まで."""
    word = walk.next(("since",), after)
    comma = 1 if walk.peek("list", 1) else 0
    last, until = walk.peek("point", 1 + comma), walk.peek("until", 2 + comma)
    if not word or not last or not until or walk.text[word.stop : last.start].strip("、"):
        return None
    walk.at += comma
    return word


def walked(found: Elements, known: Known) -> Walk:
    """The spans, clocks and durations of a text, read from left to right."""
    walk = Walk(found, known)
    while walk.at < len(walk.elements):
        _step(walk, walk.elements[walk.at])
    return walk
