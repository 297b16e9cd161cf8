"""A walk over the elements of one text: where it stands, what comes next, what was found."""

from __future__ import annotations

import re

from pipelines.normalise.dates.durations import Length, length_of
from pipelines.normalise.dates.elements import Elements
from pipelines.normalise.dates.eras import Era
from pipelines.normalise.dates.known import Known
from pipelines.normalise.dates.points import Element, Point
from pipelines.normalise.dates.resolve import Anchor, Resolved
from pipelines.normalise.dates.spans import Span
from pipelines.normalise.dates.words import finder, one_of

# What may stand between a date and the word that belongs to it: （公告日）, の日, （必着）
NEAR = re.compile(r"(?:\([^()]{0,16}\))?[\s()\[\]【】〔〕、,の:]*(?:日|の間)?[\s()\[【〔、,]*")
_FAR = re.compile(r"[^。~]{0,10}")
_EVENT_TIME = re.compile(rf"の?[一-龥の]{{0,8}}?{one_of('eventTime')}")
_TO_PLANNED = re.compile(r"(?:まで)?を?[一-龥]{0,4}")
ROUNDS = ("approx", "planned")
"""The words that say a date is not meant exactly, or not yet sure."""


class Walk:
    """Reads from left to right: ``at`` is the next element, ``said`` the end of what was read."""

    def __init__(self, found: Elements, known: Known) -> None:
        self.text, self.elements, self.known = found.text, found.elements, known
        self.flags: list[str] = list(found.flags)
        self.spans: list[Span] = []
        self.clocks: list[Element] = []
        self.lengths: list[Length] = []
        self.at = 0
        self.anchor: Anchor | None = None
        self.said = 0
        self.timed = finder("eventTime").search(self.text) is not None

    def event_time(self, after: int) -> bool:
        """Whether the hour of an event follows: 8月20日開札時刻まで."""
        return self.timed and _EVENT_TIME.match(self.text[after : after + 20]) is not None

    def touches(self, element: Element) -> bool:
        """Whether 頃 or 予定 belongs to the date that was read last."""
        before = self.text[self.said : element.start]
        return NEAR.fullmatch(before) is not None or _TO_PLANNED.fullmatch(before) is not None

    def next(self, kinds: tuple[str, ...], after: int, far: bool = False) -> Element | None:
        """The next element if it is of a kind and nothing of meaning stands before it."""
        if self.at >= len(self.elements):
            return None
        element = self.elements[self.at]
        between = self.text[after : element.start]
        near = (_FAR if far else NEAR).fullmatch(between)
        return element if element.kind in kinds and near else None

    def rounds(self, span: Span, after: int) -> int:
        """Passes 頃 and 予定 behind a date; where the text goes on."""
        while word := self.next(ROUNDS, after):
            span.flags.append(word.kind)
            self.at += 1
            after = word.stop
        return after

    def passes(self, kinds: tuple[str, ...], after: int) -> bool:
        """Steps over the next element if it is of a kind and nothing of meaning stands before."""
        word = self.next(kinds, after)
        if word:
            self.at += 1
            self.said = word.stop
        return word is not None

    def take(self, span: Span, found: Resolved, point: Point) -> None:
        """A point as an answer, and as what the next one leans on."""
        span.start, span.end, span.precision = found.start, found.end, found.precision
        if found.start == found.end:
            span.end = None
        span.time = point.time or None
        span.flags += found.flags
        span.era = found.era is not None
        if point.law:
            span.flags.append("law_reference")
        self.lean(found, point)

    def lean(self, found: Resolved, point: Point) -> None:
        """Keeps a date for the next one, which may leave out its year or month."""
        if found.start:
            fiscal = point.unit == "fiscal_year" and not point.month
            month = found.precision in ("day", "month", "tenday")
            self.anchor = Anchor(found.start, self.era(found, point), month, False, fiscal)

    def era(self, found: Resolved, point: Point) -> Era | None:
        """The era of a point, printed or gone on counting in: 33 of 平成31・32・33年度."""
        before = self.anchor.era if self.anchor else None
        if found.era or not before or point.number is None or not found.start:
            return found.era or before
        counted = before.year(point.number) - found.start.year
        return before if counted == 0 or (counted == -1 and point.unit == "fiscal_year") else None

    def deadline(self, span: Span) -> None:
        """Makes a span one that has an end alone: 令和7年3月31日まで."""
        span.start, span.end = None, span.end or span.start
        span.time, span.end_time = None, span.time
        span.flags.append("deadline")

    def keep(self, element: Element) -> None:
        """Keeps a length of time: 契約締結の日から30日以内."""
        if self.text[: element.start].endswith(("後", "後、", "の日", "翌日")):
            self.flags.append("relative_start")
        self.lengths.append(length_of(self.text[element.start : element.stop]))

    def peek(self, kind: str, ahead: int = 0) -> Element | None:
        """The next element, or one some places ahead, if it is of a kind."""
        place = self.at + ahead
        element = self.elements[place] if place < len(self.elements) else None
        return element if element and element.kind == kind else None
