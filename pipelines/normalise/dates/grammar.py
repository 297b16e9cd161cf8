"""The grammar: points and the words between them become deadlines, ranges and lists."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import pairwise

from pipelines.normalise.dates.building import Builder
from pipelines.normalise.dates.calendar import months_on
from pipelines.normalise.dates.durations import Length, length_of
from pipelines.normalise.dates.known import Known
from pipelines.normalise.dates.points import Element, Point, is_count
from pipelines.normalise.dates.resolve import Anchor, Resolved, resolve
from pipelines.normalise.dates.spans import Span
from pipelines.normalise.dates.times import read_clock
from pipelines.normalise.dates.words import finder, one_of

# What may stand between a date and the word that belongs to it: （公告日）, の日, （必着）
_NEAR = re.compile(r"(?:\([^()]{0,16}\))?[\s()\[\]【】〔〕、,の:]*(?:日|の間)?[\s()\[【〔、,]*")
_FAR = re.compile(r"[^。~]{0,10}")
_EVENT_END = re.compile(
    r"[^、。()]{1,24}?(?:日|時|とき|後|完了|終了|満了)(?:まで|迄)?(?:[()。、]|$)"
)
_EVENT_TIME = re.compile(rf"の?[一-龥の]{{0,8}}?{one_of('eventTime')}")
_TO_PLANNED = re.compile(r"(?:まで)?を?[一-龥]{0,4}")
_ROUNDS = ("approx", "planned")


class Grammar:
    """Reads the elements of one text from left to right into spans, clocks and durations."""

    def __init__(self, builder: Builder, known: Known) -> None:
        self.text, self.elements, self.known = builder.text, builder.elements, known
        self.flags: list[str] = list(builder.flags)
        self.spans: list[Span] = []
        self.clocks: list[Element] = []
        self.lengths: list[Length] = []
        self.at = 0
        self._anchor: Anchor | None = None
        self._said = 0
        self._timed = finder("eventTime").search(self.text) is not None
        while self.at < len(self.elements):
            self._step(self.elements[self.at])

    def _step(self, element: Element) -> None:
        self.at += 1
        if element.point:
            self._from(element, element.point)
        elif element.kind == "to":
            self._event_start(element)
        elif element.kind == "clock":
            self.clocks.append(element)
        elif element.kind == "duration":
            self._keep(element)
        elif element.kind in ("until", "to"):
            pass
        elif element.kind == "event":
            self.flags.append("relative_start")
        elif element.kind in _ROUNDS and self.spans and self._touches(element):
            self.spans[-1].flags.append(element.kind)

    def _event_time(self, after: int) -> bool:
        """Whether the hour of an event follows: 8月20日開札時刻まで."""
        return self._timed and _EVENT_TIME.match(self.text[after : after + 20]) is not None

    def _touches(self, element: Element) -> bool:
        before = self.text[self._said : element.start]
        return _NEAR.fullmatch(before) is not None or _TO_PLANNED.fullmatch(before) is not None

    def _next(self, kinds: tuple[str, ...], after: int, far: bool = False) -> Element | None:
        """The next element if it is of a kind and nothing of meaning stands before it."""
        if self.at >= len(self.elements):
            return None
        element = self.elements[self.at]
        between = self.text[after : element.start]
        near = (_FAR if far else _NEAR).fullmatch(between)
        return element if element.kind in kinds and near else None

    def _rounds(self, span: Span, after: int) -> int:
        """Passes 頃 and 予定 behind a date; where the text goes on."""
        while word := self._next(_ROUNDS, after):
            span.flags.append(word.kind)
            self.at += 1
            after = word.stop
        return after

    def _from(self, element: Element, point: Point) -> None:
        """What begins with a point: a range, a deadline, a list, or the point alone."""
        span = Span(dated=point.has_year or bool(point.same), aside=point.law or point.case)
        span.printed = point.has_year
        self.spans.append(span)
        after = self._rounds(span, element.stop)
        self._said = after
        if word := self._next(("to",), after) or self._since_and_until(after):
            self.at += 1
            self._said = word.stop
            self._range(span, point, word)
            return
        first = resolve(point, self.known, self._anchor)
        self._take(span, first, point)
        if self._next(("until",), after):
            word = self.elements[self.at]
            self.at += 1
            self._said = word.stop
            self._deadline(span)
        elif self._next(("since",), after):
            self.at += 1
            self._said = self.elements[self.at - 1].stop
            span.end = None
            span.flags.append("open_end")
        elif self._next(("list",), after):
            self._list(span, first)
        if self._event_time(after):
            span.flags.append("event_time_end")

    def _since_and_until(self, after: int) -> Element | None:
        """以降 between two dates of which the second has まで: 4月1日以降、4月30日まで."""
        word = self._next(("since",), after)
        comma = 1 if self._at("list", 1) else 0
        last, until = self._at("point", 1 + comma), self._at("until", 2 + comma)
        if not word or not last or not until or self.text[word.stop : last.start].strip("、"):
            return None
        self.at += comma
        return word

    def _take(self, span: Span, found: Resolved, point: Point) -> None:
        """A point as an answer, and as what the next one leans on."""
        span.start, span.end, span.precision = found.start, found.end, found.precision
        if found.start == found.end:
            span.end = None
        span.time = point.time or None
        span.flags += found.flags
        span.era = found.era is not None
        if point.law:
            span.flags.append("law_reference")
        self._lean(found, point)

    def _lean(self, found: Resolved, point: Point) -> None:
        if found.start:
            fiscal = point.unit == "fiscal_year" and not point.month
            month = found.precision in ("day", "month", "tenday")
            era = found.era or (self._anchor.era if self._anchor and not point.has_year else None)
            self._anchor = Anchor(found.start, era, month, False, fiscal)

    def _deadline(self, span: Span) -> None:
        span.start, span.end = None, span.end or span.start
        span.time, span.end_time = None, span.time
        span.flags.append("deadline")

    def _range(self, span: Span, point: Point, word: Element) -> None:
        """What stands behind から: a second point, a time, a duration, an event or nothing."""
        self._skip_about(span, word.stop)
        right = self._next(("point", "clock", "duration"), word.stop, far=True)
        if right and right.point and not (point.day and is_count(right.point)):
            self.at += 1
            self._between(span, point, right.point)
            after = self._rounds(span, right.stop)
            self._said = after
            if until := self._next(("until", "since"), after):
                self.at += 1
                self._said = until.stop
            elif right.point.time and not point.time and (closing := self._closing_time(after)):
                span.time, span.end_time = right.point.time, read_clock(closing.text).value
                span.flags.append("daily_hours")
            elif self._event_time(after):
                span.flags.append("event_time_end")
            return
        self._take(span, resolve(point, self.known, self._anchor), point)
        first_end = span.end or span.start
        span.end = None
        if right and right.kind == "clock" and _NEAR.fullmatch(self.text[word.stop : right.start]):
            self.at += 1
            span.end_time = read_clock(right.text).value
            span.end = first_end if first_end != span.start else None
            if until := self._next(("until",), right.stop):
                self.at += 1
                self._said = until.stop
        elif right and (right.kind == "duration" or right.point):
            self.at += 1
            self._for(span, self.text[right.start : right.stop])
        else:
            ends = _EVENT_END.match(self.text[word.stop : word.stop + 40])
            last = self._at("until")
            said = last and 1 <= last.start - word.stop < 25
            span.flags.append("relative_end" if ends or said else "open_end")

    def _closing_time(self, after: int) -> Element | None:
        """The second of the hours behind a range: 4月1日～4月15日 9時～17時."""
        word, clock = self._at("to"), self._at("clock", 1)
        if not word or not clock or not _NEAR.fullmatch(self.text[after : word.start]):
            return None
        self.at += 2
        if self._at("until"):
            self.at += 1
        self._said = self.elements[self.at - 1].stop
        return clock

    def _skip_about(self, span: Span, after: int) -> None:
        if self._next(("approx",), after):
            span.flags.append("approx")
            self.at += 1

    def _between(self, span: Span, first: Point, last: Point) -> None:
        """A range of two points, each taking from the other what it leaves out."""
        lone = not (first.has_year or first.same or self._anchor) and last.has_year
        if first.unit == "bare" and last.unit == "fiscal_year":
            first.unit = "fiscal_year"
        if last.unit == "bare" and first.unit == "fiscal_year":
            last.unit = "fiscal_year"
        opening = resolve(first, self.known, self._anchor)
        if lone:
            opening = self._led(first, resolve(last, self.known), opening)
        self._take(span, opening, first)
        if self._anchor and opening.start:
            self._anchor = self._anchor._replace(ends=True)
        if first.part and last.part and not last.month and not last.has_year and not last.same:
            last.month, last.number, last.era = first.month, first.number, first.era
        unknown = opening.start is None and "invalid_date" not in opening.flags and not lone
        if unknown and not (last.has_year or last.month):
            return
        closing = resolve(last, self.known, self._anchor if opening.start else None)
        self._join(span, opening, closing, last)

    def _join(self, span: Span, opening: Resolved, closing: Resolved, last: Point) -> None:
        span.end = closing.end
        span.end_time = last.time or None
        span.flags += [flag for flag in closing.flags if flag not in span.flags]
        if span.precision == "none" or opening.precision != closing.precision:
            span.precision = closing.precision
        if span.start and span.end and span.end < span.start:
            span.flags += ["order", "ambiguous"]
        if self._anchor:
            self._anchor = self._anchor._replace(ends=False)

    def _led(self, first: Point, closing: Resolved, opening: Resolved) -> Resolved:
        """4月1日から令和7年3月31日まで: the last such day before the end."""
        if not closing.start or not closing.end or not first.month or opening.start:
            return opening
        first.number = closing.start.year
        found = resolve(first, self.known)
        if found.start and found.start > closing.end:
            first.number -= 1
            found = resolve(first, self.known)
        return found._replace(flags=("year_omitted", *found.flags))

    def _for(self, span: Span, printed: str) -> None:
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

    def _keep(self, element: Element) -> None:
        if self.text[: element.start].endswith(("後", "後、", "の日", "翌日")):
            self.flags.append("relative_start")
        self.lengths.append(length_of(self.text[element.start : element.stop]))

    def _event_start(self, word: Element) -> None:
        """から without a date before it: the start is an event (契約締結の日から…) or left out."""
        if self.at > 1 and self.elements[self.at - 2].kind == "clock":
            return
        event = self.text[self._said : word.start].strip(" 、,。()")
        self._said = word.stop
        right = self._next(("point", "duration"), word.stop, far=True)
        if not right:
            if event.endswith(("日", "後", "時")) or self._follows_event():
                self.flags.append("relative_start")
                if self._at("until"):
                    self.flags.append("relative_end")
            return
        if right.kind == "duration" or (right.point and is_count(right.point) and event):
            self.at += 1
            self._keep(right)
            self.flags.append("relative_start")
        elif right.point:
            self.at += 1
            span = Span(dated=right.point.has_year)
            self.spans.append(span)
            self._take(span, resolve(right.point, self.known, self._anchor), right.point)
            self._deadline(span)
            if event or self._follows_event():
                span.flags = [flag for flag in span.flags if flag != "deadline"]
                span.flags.append("relative_start")
            self._said = self._rounds(span, right.stop)
            if until := self._next(("until",), self._said):
                self.at += 1
                self._said = until.stop
            elif self._event_time(right.stop):
                span.flags.append("event_time_end")

    def _follows_event(self) -> bool:
        return self.at > 2 and self.elements[self.at - 3].kind in ("event", "until")

    def _list(self, span: Span, first: Resolved) -> None:
        """5年度・6年度 is one span; of days and months the first counts."""
        found = [first]
        unit = span.precision
        while (mark := self._at("list")) and (item := self._at("point", 1)) and item.point:
            if self.text[mark.stop : item.start] or not _alike(item.point, unit):
                break
            if unit == "fiscal_year" and item.point.unit == "bare":
                item.point.unit = "fiscal_year"
            one = resolve(item.point, self.known, self._anchor)
            self.at += 2
            self._said = item.stop
            self._lean(one, item.point)
            found.append(one)
        if len(found) == 1:
            return
        span.flags = [flag for flag in span.flags if flag != "title_code"] + ["multiple"]
        if unit in ("fiscal_year", "year") and _consecutive(found):
            span.end = found[-1].end
        else:
            span.flags.append("ambiguous")

    def _at(self, kind: str, ahead: int = 0) -> Element | None:
        place = self.at + ahead
        element = self.elements[place] if place < len(self.elements) else None
        return element if element and element.kind == kind else None


def _alike(point: Point, precision: str) -> bool:
    """Whether a point is one more of the kind that a list began with."""
    if precision in ("fiscal_year", "year"):
        return not point.month and not point.day and point.has_year
    if precision == "day":
        return point.day is not None
    return point.month is not None and point.day is None


def _consecutive(found: list[Resolved]) -> bool:
    """Whether each begins the day after the one before it ends."""
    return all(a.end and b.start and a.end + timedelta(1) == b.start for a, b in pairwise(found))
