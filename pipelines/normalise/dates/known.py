"""What is known beside a text, read once, and the years it gives to dates that print none."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from pipelines.normalise.dates.eras import Era, by_mark
from pipelines.normalise.dates.parsed import Context

_DURATION_LABELS = ("期間", "工期", "日数", "年数", "月数", "納期", "履行期限")


class Known(NamedTuple):
    """The context of a text in types; ``past`` is whether its words lie before publication."""

    published: date | None = None
    fiscal_year: int | None = None
    era: Era | None = None
    previous: date | None = None
    label: str = ""
    past: bool = False

    @property
    def reference(self) -> int | None:
        """The year that years of two digits are near to."""
        if self.published:
            return self.published.year
        return self.fiscal_year

    @property
    def running_year(self) -> int | None:
        """The fiscal year that 本年度 names: given, or that of the day of publication."""
        if self.fiscal_year is not None or not self.published:
            return self.fiscal_year
        return fiscal_year_of(self.published)

    @property
    def wants_duration(self) -> bool:
        """Whether the label asks how long, so that 30日 is no day of a month."""
        return any(word in self.label for word in _DURATION_LABELS)

    def year_for(self, month: int, day: int, last_day: int) -> int | None:
        """The year of a day that prints none; ``last_day`` is where its interval ends."""
        if self.fiscal_year is not None:
            return self.fiscal_year + (month < 4)
        if not self.published:
            return None
        year = self.published.year
        here = (self.published.month, self.published.day)
        if self.past:
            return year if (month, day) <= here else year - 1
        return year if (month, last_day) >= here else year + 1


def known(context: Context, text: str, past: bool) -> Known:
    """The context in types; what isn't a date or a year is as good as not given."""
    if not context:
        return Known(label=text)
    label = context.get("label") or context.get("header") or ""
    fiscal_year = context.get("fiscal_year")
    mark = context.get("era")
    return Known(
        published=_day(context.get("published")),
        fiscal_year=_whole(fiscal_year),
        era=by_mark().get(str(mark)) if mark else None,
        previous=_day(context.get("previous")),
        label=f"{label} {text}",
        past=past,
    )


def fiscal_year_of(day: date) -> int:
    """The fiscal year (1 April to 31 March) that a day lies in. 2025-03-31 → 2024"""
    return day.year - (day.month < 4)


def _day(value: object) -> date | None:
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        return date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None


def _whole(value: object) -> int | None:
    try:
        number = int(str(value)) if value is not None else None
    except ValueError:
        return None
    return number if number is not None and 1868 <= number <= 2200 else None
