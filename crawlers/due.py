"""Which sources are due: by the rhythm of each, and by how its latest runs ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import select

from crawlers.source import Source
from crawlers.verdict import GOOD
from pipelines.store.models import RunRow
from pipelines.store.session import Store
from pipelines.times import TOKYO

CADENCE_DAYS = 7
"""How often a source is due of which nobody has said a rhythm."""

Why = Literal["never", "rhythm", "again", "off", "invented", "closed"]
"""never crawled · by its cadence · its last run failed or didn't end · crawled only when it is
named · a practice site, in live mode · due, and closed at this hour"""


@dataclass(frozen=True)
class Ran:
    """A crawl of a source: ``since``, ``until`` and ``sample`` are what it was asked for."""

    source: str
    started: datetime
    verdict: str | None = None
    since: date | None = None
    until: date | None = None
    sample: int | None = None


@dataclass(frozen=True)
class Due:
    """Whether a source is due, since or from ``day`` on (in Japan), and why.

    ``day`` is None where none can be named; ``reason`` is the source's own word for ``off``, its
    hours for ``closed``, the verdict for ``again``.
    """

    source: str
    now: bool
    why: Why
    day: date | None = None
    reason: str | None = None


def due(name: str, source: Source, runs: Sequence[Ran], now: datetime, practice: bool) -> Due:
    """Whether a source is due now; ``runs`` are its own, in the order in which they began.

    By days of Japan's calendar, so that a timer that fires at the same time each day never comes
    a second too early. A crawl that went wrong is due again on the next day; so is one without a
    verdict, which was killed, or runs at this moment.
    """
    if source.off is not None:
        return Due(name, False, "off", reason=source.off)
    if source.invented and not practice:
        return Due(name, False, "invented")
    good, last = last_good(source, runs), _last_whole(source, runs)
    if last is None:
        return _if_open(Due(name, True, "never"), source, now, practice)
    if last is good:
        day = _day(last.started) + timedelta(days=source.cadence_days or CADENCE_DAYS)
        found = Due(name, day <= _day(now), "rhythm", day)
    else:
        day = _day(last.started) + timedelta(days=1)
        found = Due(name, day <= _day(now), "again", day, last.verdict)
    return _if_open(found, source, now, practice)


def last_good(source: Source, runs: Sequence[Ran]) -> Ran | None:
    """The last good run that left no gap: of the whole, or on from an earlier one of these."""
    good = [run for run in runs if run.verdict in GOOD]
    return _last_whole(source, good)


def since(source: Source, runs: Sequence[Ran]) -> date | None:
    """The day to crawl from, so that nothing is missed: ``lag_days`` before the last good run.

    None for the whole period, where no run was good yet. Late and back-dated notices are normal:
    the newest day in the store says nothing about what came in since.
    """
    last = last_good(source, runs)
    return _from(last, source) if last else None


def runs_of(store: Store) -> dict[str, list[Ran]]:
    """The crawls that a store knows, by source, in the order in which they began."""
    query = (
        select(RunRow.source, RunRow.started, RunRow.verdict, RunRow.counts)
        .where(RunRow.kind == "crawl")
        .order_by(RunRow.started, RunRow.id)
    )
    found: dict[str, list[Ran]] = {}
    with store.engine.connect() as connection:
        for source, started, verdict, counts in connection.execute(query):
            found.setdefault(source, []).append(_ran(source, started, verdict, counts))
    return found


def _ran(source: str, started: datetime, verdict: str | None, counts: Mapping[str, Any]) -> Ran:
    days = {key: date.fromisoformat(counts[key]) for key in ("since", "until") if counts.get(key)}
    return Ran(source, started, verdict, sample=counts.get("sample"), **days)


def _last_whole(source: Source, runs: Iterable[Ran]) -> Ran | None:
    """The last run that a complete one could have been: not of a part that somebody asked for."""
    base: Ran | None = None
    last: Ran | None = None
    for run in runs:
        if run.sample is not None or run.until is not None:
            continue
        if run.since is not None and (base is None or run.since > _from(base, source)):
            continue
        last = run
        if run.verdict in GOOD:
            base = run
    return last


def _from(run: Ran, source: Source) -> date:
    return _day(run.started) - timedelta(days=source.lag_days)


def _day(moment: datetime) -> date:
    return moment.astimezone(TOKYO).date()


def _if_open(found: Due, source: Source, now: datetime, practice: bool) -> Due:
    """A source that is due waits for its opening hours; a practice server has none."""
    hours = source.hours
    if not found.now or hours is None or practice or hours.open_at(now):
        return found
    told = f"{hours.opens:%H:%M}–{hours.closes:%H:%M}"
    return Due(found.source, False, "closed", _next_open(source, now), told)


def _next_open(source: Source, now: datetime) -> date | None:
    """The day on which the site opens next; None if it never does."""
    hours, there = source.hours, now.astimezone(TOKYO)
    assert hours is not None
    first = 0 if there.time() < hours.opens else 1
    days = (there.date() + timedelta(days=ahead) for ahead in range(first, first + 7))
    return next((day for day in days if day.weekday() in hours.days), None)
