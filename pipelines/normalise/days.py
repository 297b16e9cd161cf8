"""The days of a tender, and whether they can be true."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from pipelines.normalise.dates import parse_day, parse_period
from pipelines.normalise.outcome_words import is_nothing
from pipelines.normalise.plan import DAYS, MAX_YEARS
from pipelines.normalise.tender import Tender
from pipelines.records import Issue, Period, Step


class Days(NamedTuple):
    """The days of a notice in ISO."""

    published: str | None = None
    opened: str | None = None
    awarded: str | None = None
    signed: str | None = None


def schedule(tender: Tender, known: Days) -> list[Step]:
    """The dated steps as printed, in the order of the columns: 入札日, 契約日 …"""
    steps: list[Step] = []
    for column in tender.plan.table.columns:
        day = getattr(known, column.meaning) if column.meaning in DAYS else None
        if day and not any(step.label == column.label for step in steps):
            steps.append(Step(label=column.label, start=day))
    return steps


def days(tender: Tender) -> Days:
    """The days of the notice in ISO; one that can't be read is an issue and left out.

    A day that can't be true (1989 or 2049 in a list of 2018) stays as printed, with an issue.
    """
    found: dict[str, str | None] = {}
    for name in DAYS:
        column, text = tender.found(name)
        if not text or column is None or is_nothing(text):
            continue
        parsed = parse_day(text)
        found[name] = parsed.value if parsed else None
        if parsed is None or parsed.value is None:
            tender.note("unclearDate", column, text)
        elif _stands_alone(int(parsed.value[:4]), tender.plan.years) or (
            parsed.flags and set(parsed.flags) != {"excel_serial"}
        ):
            tender.note("implausibleDate", column, text)
    known = Days(**found)
    _check_order(tender, known.opened, known.signed)
    return known


def period(tender: Tender) -> Period | None:
    """The period of performance."""
    column, text = tender.found("period")
    if not text or column is None or is_nothing(text):
        return None
    parsed = parse_period(text)
    if parsed is None:
        tender.note("unclearDate", column, text)
        return None
    start, end, duration = parsed
    return Period(start=start, end=end, duration_in_days=duration)


def _stands_alone(year: int, years: list[int]) -> bool:
    """Whether no other day of the table lies within some years of one; of few days nobody knows."""
    near = bisect_left(years, year + MAX_YEARS + 1) - bisect_left(years, year - MAX_YEARS)
    return len(years) >= 4 and near <= 1


def _check_order(tender: Tender, opened: str | None, signed: str | None) -> None:
    """A contract can't come before its bids, nor years after: the days stay, with an issue."""
    if not opened or not signed:
        return
    apart = abs(int(signed[:4]) - int(opened[:4]))
    if apart > MAX_YEARS or opened[:10] > signed[:10]:
        code = "implausibleDate" if apart > MAX_YEARS else "datesOutOfOrder"
        text = f"{opened[:10]} {signed[:10]}"
        tender.issues.append(Issue(code=code, label="opened/signed", text=text))
