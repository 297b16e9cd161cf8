"""Lists: 5年度・6年度 is one span, of days and months the first counts."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from pipelines.normalise.dates.points import Point
from pipelines.normalise.dates.resolve import Resolved, resolve
from pipelines.normalise.dates.spans import Span
from pipelines.normalise.dates.walk import Walk


def read_list(walk: Walk, span: Span, first: Resolved) -> None:
    """5年度・6年度 is one span; of days and months the first counts."""
    found = [first]
    unit = span.precision
    while (mark := walk.peek("list")) and (item := walk.peek("point", 1)) and item.point:
        if walk.text[mark.stop : item.start] or not _alike(item.point, unit):
            break
        if unit == "fiscal_year" and item.point.unit == "bare":
            item.point.unit = "fiscal_year"
        one = resolve(item.point, walk.known, walk.anchor)
        walk.at += 2
        walk.said = item.stop
        walk.lean(one, item.point)
        found.append(one)
    if len(found) == 1:
        return
    span.flags = [flag for flag in span.flags if flag != "title_code"] + ["multiple"]
    if unit in ("fiscal_year", "year") and _consecutive(found):
        span.end = found[-1].end
    else:
        span.flags.append("ambiguous")


def _alike(point: Point, precision: str) -> bool:
    """Whether a point is one more of the kind that a list began with."""
    if precision in ("fiscal_year", "year"):
        return not point.month and not point.day and point.has_year
    if precision == "day":
        return point.day is not None
    return point.month is not None and point.day is None


def _consecutive(found: list[Resolved]) -> bool:
    """Whether each follows the one before it, or is the same by another era (平成31・令和元)."""
    return all(
        a.end and b.start and (a.start == b.start or a.end + timedelta(1) == b.start)
        for a, b in pairwise(found)
    )
