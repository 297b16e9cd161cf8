"""The days of a tender, and whether they can be true."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipelines.lookups import compiled, fold, load
from pipelines.normalise.dates import PrintedDay, moment, parse_date, parse_day
from pipelines.normalise.outcome_words import is_nothing, said
from pipelines.normalise.plan import DAYS, MAX_YEARS
from pipelines.normalise.tender import Tender
from pipelines.normalise.titles import day_beside, plain_title
from pipelines.normalise.years import above_is, aside, completed, labels_day
from pipelines.records import Column, Issue

_COMPLETED = frozenset(("year_omitted", "era_omitted", "weekday_mismatch", "dual_calendar"))
_FROM = re.compile(r"[\s　]*(?:[～〜~]|から|より)$")  # 10時00分～
_PLAUSIBLE = _COMPLETED | {"excel_serial"}


class Days(NamedTuple):
    """The days of a notice in ISO."""

    published: str | None = None
    opened: str | None = None
    awarded: str | None = None
    signed: str | None = None


def days(tender: Tender) -> Days:
    """The days of the notice in ISO; one that can't be read is an issue and left out.

    A day that can't be true (1989 or 2049 in a list of 2018) stays as printed, with an issue. The
    title of a table may say the day of all of it (``令和6年11月7日執行``).
    """
    found: dict[str, str | None] = {}
    for name in DAYS:
        column, text = dated(tender, name)
        if not text or column is None or is_nothing(text):
            found[name] = _above(tender, name)
            continue
        parsed = day_of(tender, column, text)
        found[name] = parsed.value if parsed else None
        if parsed is None or parsed.value is None:
            if not said(text):  # 取止め in place of a day
                tender.note("unclearDate", column, text)
        elif not _PLAUSIBLE.issuperset(parsed.flags) or _stands_alone(
            int(parsed.value[:4]), tender.plan.years
        ):
            tender.note("implausibleDate", column, text)
    known = Days(**found)
    _check_order(tender, known.opened, known.signed)
    return known


def dated(tender: Tender, meaning: str) -> tuple[Column | None, str | None]:
    """The column of a dated meaning and its text; of two that differ, by the better label.

    A bid is handed in on 入札日 and opened on 開札日: the second is the day of the opening.
    """
    columns = tender.plan.by_meaning.get(meaning, ())
    if len(columns) < 2:
        return tender.found(meaning)
    filled = [c for c in columns if not is_nothing(tender.of(c) or "")]
    for pattern in _prefers().get(meaning, ()):
        if fitting := [c for c in filled if pattern.search(fold(c.label))]:
            return next(iter(_last_printed(tender, fitting)))
    return tender.found(meaning)


def _last_printed(tender: Tender, columns: list[Column]) -> Iterator[tuple[Column, str | None]]:
    """The columns with their texts; labels as good as one another that differ are an issue."""
    texts = {column: tender.of(column) or "" for column in columns}
    values = {column: parse_day(text) or text for column, text in texts.items()}
    if len(set(values.values())) > 1:
        tender.note("labelTwice", columns[1], " | ".join(texts.values()))
    yield from texts.items()


def day_of(tender: Tender, column: Column, text: str) -> PrintedDay | None:
    """The day that a cell prints, with what stands beside it there: the time, the place."""
    if found := parse_day(text) or parse_day(_FROM.sub("", text)):
        return found
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > 1:
        for count in (2, 1):  # a time may have its own line
            head, rest = " ".join(lines[:count]), " ".join(lines[count:])
            parsed = parse_day(head)
            if parsed and (not rest or _names_no_day(rest)):
                return parsed
    elif _is_held(column, text):
        whole = parse_date(text)
        if whole.start and not whole.flags and not whole.end and whole.precision == "day":
            return PrintedDay(moment(whole.start, whole.time))
    return _completed(tender, text)


def _completed(tender: Tender, text: str) -> PrintedDay | None:
    """The day of a text that prints no year (4月11日), where a title says which."""
    found = completed(tender, text)
    if found.start is None or found.end or found.precision != "day":
        return None
    if not _COMPLETED.issuperset(found.flags) or len(fold(text)) > 24:
        return None
    return PrintedDay(moment(found.start, found.time), found.flags)


def _above(tender: Tender, name: str) -> str | None:
    """The day that the title of the purchase or of its table gives, where exactly one does."""
    if name not in ("opened", "published"):
        return None
    found = set()
    beside = day_beside(plain_title(tender.text("title") or "", None))
    for caption in (*filter(None, [beside]), *tender.plan.table.captions):
        is_day = above_is(name, caption) or labels_day(name, caption)
        if is_day and not aside().search(fold(caption)):
            day = completed(tender, caption)
            if day.start and not day.end and day.precision == "day":
                found.add(moment(day.start, day.time))
            elif day.flags == ("year_omitted",):  # （11月2日公告）, and no line says of which year
                tender.issues.append(Issue(code="unclearDate", label=name, text=caption[:200]))
    return found.pop() if len(found) == 1 else None


def _names_no_day(text: str) -> bool:
    found = parse_date(text)
    return not (found.start or found.end or found.duration)


def _is_held(column: Column, text: str) -> bool:
    """Whether a cell may print a place behind its day, as its label or its words say."""
    return column.meaning == "opened" and (
        "場所" in column.label or bool(_steps()["held"].search(fold(text)))
    )


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


@cache
def _steps() -> dict[str, re.Pattern[str]]:
    known = load("steps.yml")
    return {name: compiled("steps.yml", name, known[name]) for name in ("held", "ends")}


@cache
def _prefers() -> dict[str, list[re.Pattern[str]]]:
    known = load("steps.yml")["prefers"]
    return {
        name: [compiled("steps.yml", name, pattern) for pattern in found]
        for name, found in known.items()
    }


def is_end(label: str) -> bool:
    """Whether a single day under a label ends the step: 提出期限, 締切; not 開札日."""
    return bool(_steps()["ends"].search(fold(label)))
