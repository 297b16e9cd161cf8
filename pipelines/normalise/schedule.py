"""The dated steps of a tender as printed, its deadline, and the period of performance."""

from __future__ import annotations

import re

from pipelines.normalise.dates import ParsedDate, moment, parse_period
from pipelines.normalise.days import Days, dated, day_of, is_end
from pipelines.normalise.outcome_words import is_nothing, said
from pipelines.normalise.plan import DAYS
from pipelines.normalise.tender import Tender
from pipelines.normalise.years import completed
from pipelines.records import Column, Period, Step

_NOTE = re.compile(r"[\s　]*[（(][^（）()]*[）)]")
_ENDS = frozenset(("deadline", "applicationDeadline", "questionDeadline"))
_STEPS = _ENDS | {"documentPeriod", "scheduleStep", "plannedTiming"}
_DATED = _STEPS.union(DAYS)
_DOUBTFUL = frozenset(
    (
        "ambiguous", "order", "multiple", "typo", "masked", "invalid_date", "invalid_time",
        "calendar_mismatch", "dateparser", "too_long", "ocr_garbage", "mojibake", "recurring",
    )
)  # fmt: skip


def schedule(tender: Tender, known: Days) -> list[Step]:
    """The dated steps as printed, in the order of the columns: 入札日, 質問締切, 契約日 …

    One that can't be read is an issue and left out; a step in words (随時) is in ``raw`` only.
    """
    steps: list[Step] = []
    for column in tender.plan.table.columns:
        if column.meaning not in _DATED or not column.label:
            continue
        if any(step.label == column.label for step in steps):
            continue
        is_day = column.meaning in DAYS
        step = _day_step(tender, known, column) if is_day else _step(tender, column)
        if step:
            steps.append(step)
    return steps


def deadline(tender: Tender) -> str | None:
    """The last moment to hand in a bid or a proposal."""
    column, text = dated(tender, "deadline")
    if column is None or not text or is_nothing(text):
        return None
    step = _span(completed(tender, text, column.label), is_deadline=True)
    return step[1] if step else None


def period(tender: Tender) -> Period | None:
    """The period of performance, of one cell or of a cell each for start and end."""
    column, text = tender.found("period")
    if not text or column is None or is_nothing(text):
        start, end = _side(tender, "periodStart"), _side(tender, "periodEnd")
        return Period(start=start, end=end) if start or end else None
    parsed = parse_period(text) or _completed_period(tender, text)
    if parsed is None and (bare := _NOTE.sub("", text)) != text:
        parsed = parse_period(bare)  # 令和9年9月10日限り（工事着手期限日　令和8年12月1日）
    if parsed is None:
        tender.note("unclearDate", column, text)
        return None
    start, end, duration = parsed
    return Period(start=start, end=end, duration_in_days=duration)


def _completed_period(
    tender: Tender, text: str
) -> tuple[str | None, str | None, int | None] | None:
    """The period of a text without year or era (6.5.1～6.11.30), where a title says which."""
    found = completed(tender, text, "期間")
    allowed = {"year_omitted", "era_omitted", "year_omitted_end", "era_omitted_end"}
    allowed |= {"same_year", "same_month", "deadline", "month_omitted_end"}
    if found.precision != "day" or not allowed.issuperset(found.flags):
        return None
    if found.start and not found.end:
        return None, found.start, None
    return (found.start, found.end, None) if found.end else None


def _side(tender: Tender, meaning: str) -> str | None:
    column, text = dated(tender, meaning)
    if column is None or not text or is_nothing(text):
        return None
    parsed = day_of(tender, column, text)
    if parsed is None or parsed.value is None:
        tender.note("unclearDate", column, text)
        return None
    return parsed.value[:10]


def _day_step(tender: Tender, known: Days, column: Column) -> Step | None:
    """The step of a day of the notice; a second column of its kind prints its own day."""
    day: str | None = getattr(known, column.meaning or "")
    if len(tender.plan.by_meaning[column.meaning or ""]) > 1:
        text = tender.of(column) or ""
        own = None if is_nothing(text) else day_of(tender, column, text)
        day = own.value if own else None
    return Step(label=column.label, start=day) if day else None


def _step(tender: Tender, column: Column) -> Step | None:
    text = tender.of(column)
    if not text or is_nothing(text):
        return None
    ends = column.meaning in _ENDS or is_end(column.label)
    span = _span(completed(tender, text, column.label), is_deadline=ends)
    if span is None:
        if any(letter.isdigit() for letter in text) and not said(text):
            tender.note("unclearDate", column, text)
        return None
    return Step(label=column.label, start=span[0], end=span[1])


def _span(found: ParsedDate, *, is_deadline: bool) -> tuple[str | None, str | None] | None:
    """Start and end of a step, with their times; None if neither is known.

    A single day is the end of a step that has a deadline, else its start. The hours of each day
    (``9時から17時まで``) are no moment.
    """
    if not (found.start or found.end) or _DOUBTFUL.intersection(found.flags):
        return None
    timed = "daily_hours" not in found.flags
    start = moment(found.start, found.time if timed else None) if found.start else None
    end = moment(found.end, found.end_time if timed else None) if found.end else None
    if end is None and is_deadline and "open_end" not in found.flags:
        return None, start
    return start, end
