"""Starts that are events: 契約締結の日から30日, and days that depend on one."""

from __future__ import annotations

import re

from pipelines.normalise.dates.points import Element, Point, is_count
from pipelines.normalise.dates.resolve import resolve
from pipelines.normalise.dates.spans import Span
from pipelines.normalise.dates.walk import Walk

# 令和6年4月1日又は契約締結日のいずれか遅い日: which day that is depends on an event
_EITHER = re.compile(
    r"(?:(?:又は|または|若しくは|もしくは|と)[^。、~\d]{1,30}?)?の?(?:うち)?、?"
    r"(?:いずれ|どちら)か(?:遅|早|後|先)[^。、~\d]{0,3}?(?:日|方|ほう|時)"
)


def read_event_start(walk: Walk, word: Element) -> None:
    """から without a date before it: the start is an event (契約締結の日から…) or left out."""
    if walk.at > 1 and walk.elements[walk.at - 2].kind == "clock":
        return
    event = walk.text[walk.said : word.start].strip(" 、,。()")
    walk.said = word.stop
    if word.text == "-" and event[-1:].isdigit():
        return  # the number of a house or a telephone: 4-2-2
    right = walk.next(("point", "duration"), word.stop, far=True)
    if not right:
        if event.endswith(("日", "後", "時")) or _follows_event(walk):
            walk.flags.append("relative_start")
            if walk.peek("until"):
                walk.flags.append("relative_end")
        return
    if right.kind == "duration" or (right.point and is_count(right.point) and event):
        walk.at += 1
        walk.keep(right)
        walk.flags.append("relative_start")
    elif right.point:
        walk.at += 1
        _read_end(walk, right, right.point, bool(event) or _follows_event(walk))


def _read_end(walk: Walk, element: Element, point: Point, eventful: bool) -> None:
    """The end of a range whose start is an event, or is left out."""
    span = Span(dated=point.has_year)
    walk.spans.append(span)
    walk.take(span, resolve(point, walk.known, walk.anchor), point)
    walk.deadline(span)
    if eventful:
        span.flags = [flag for flag in span.flags if flag != "deadline"]
        span.flags.append("relative_start")
    walk.said = walk.rounds(span, element.stop)
    if not walk.passes(("until",), walk.said) and walk.event_time(element.stop):
        span.flags.append("event_time_end")


def _follows_event(walk: Walk) -> bool:
    """Whether an event stands before から: 締切日の翌日から."""
    return walk.at > 2 and walk.elements[walk.at - 3].kind in ("event", "until")


def depends_on_event(walk: Walk, after: int) -> bool:
    """Passes 又は契約締結日のいずれか遅い日 behind a day."""
    found = _EITHER.match(walk.text, after, after + 60)
    if not found:
        return False
    while walk.at < len(walk.elements) and walk.elements[walk.at].start < found.end():
        walk.at += 1
    return True
