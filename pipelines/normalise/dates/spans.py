"""One answer of a text, and which of several is meant."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from pipelines.normalise.dates.durations import Length

# To the day, and the unit a text names besides: 令和6年度 … （令和6年6月1日現在）
_COARSE = ("fiscal_year", "year", "half_year")


@dataclass(slots=True)
class Span:
    """One answer of a text: days, times, and how sure they are."""

    start: date | None = None
    end: date | None = None
    time: str | None = None
    end_time: str | None = None
    precision: str = "none"
    length: Length | None = None
    flags: list[str] = field(default_factory=list)
    aside: bool = False
    dated: bool = False
    printed: bool = False
    era: bool = False

    @property
    def empty(self) -> bool:
        """Whether it holds no day."""
        return self.start is None and self.end is None


def chosen(spans: list[Span]) -> Span | None:
    """The span that answers: no law or case if there is another, days before years, the first."""
    real = [span for span in spans if not span.aside] or spans
    fine = [span for span in real if span.precision not in _COARSE and not span.empty]
    real = fine or [span for span in real if not span.empty] or real
    if not real:
        return None
    first = real[0]
    if first.precision == "month":
        # 平成20年6月定例会 6月10日: the day within the month is what the text is about
        first = next((span for span in real[1:] if _within(span, first)), first)
    others = {(span.start, span.end) for span in real if span is not first and not span.empty}
    if others - {(first.start, first.end)}:
        first.flags.append("multiple")
    elif {span.era for span in real if span.printed} == {True, False}:
        first.flags.append("dual_calendar")
    return first


def _within(inner: Span, outer: Span) -> bool:
    """Whether a day lies in a month that stands before it."""
    if inner.precision != "day" or not (inner.start and outer.start and outer.end):
        return False
    return outer.start <= inner.start <= (inner.end or inner.start) <= outer.end
