"""How each source does, from its runs in the store: for the page of health and for alarms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal, get_args

from sqlalchemy import func, select

from crawlers.due import Due, due, runs_of
from crawlers.source import Source
from crawlers.verdict import GOOD
from pipelines.store.models import NoticeRow, PauseRow, RunRow
from pipelines.store.session import Store
from pipelines.store.statements import table
from pipelines.times import TOKYO

SHOWN_RUNS = 12
"""How many of the latest runs the trend shows."""

State = Literal["failing", "late", "paused", "well", "never", "off"]
"""In the order in which people must look: its last runs failed · it should have been crawled days
ago · nobody is to be told until a day · as expected · never crawled · crawled only when named"""

_COUNTED = ("notices", "new", "changed", "withdrawn")
_LATE = timedelta(days=2)
"""A source that is due is crawled by a daily timer; two days later there is no timer."""


@dataclass(frozen=True)
class Pause:
    """Failures of a source are expected up to and with ``until``; ``reason`` says why."""

    until: date
    reason: str


@dataclass(frozen=True)
class Outcome:
    """What one crawl found; ``verdict`` is None for one that didn't end."""

    run_id: str
    started: datetime
    verdict: str | None
    reason: str | None = None
    notices: int = 0
    new: int = 0
    changed: int = 0
    withdrawn: int = 0
    partial: bool = False

    @property
    def good(self) -> bool:
        """Whether it published what it found."""
        return self.verdict in GOOD


@dataclass(frozen=True)
class Health:
    """A source as its runs show it.

    ``runs`` are the latest crawls, oldest first; ``in_a_row`` how many of them ended as the last
    one did, well or badly, counted over all runs, and ``since`` is when that began. ``last_new`` is
    when a notice of it was first seen by a good run; ``quiet_days`` the days since, of which
    ``within_days`` are its own rhythm.
    """

    source: str
    title: str
    state: State
    due: Due
    within_days: int
    runs: tuple[Outcome, ...] = ()
    in_a_row: int = 0
    since: datetime | None = None
    last_new: datetime | None = None
    quiet_days: int | None = None
    pause: Pause | None = None

    @property
    def last(self) -> Outcome | None:
        """The latest crawl."""
        return self.runs[-1] if self.runs else None

    @property
    def before(self) -> Outcome | None:
        """The crawl before the latest one."""
        return self.runs[-2] if len(self.runs) > 1 else None


def health(
    name: str,
    source: Source,
    outcomes: Sequence[Outcome],
    last_new: datetime | None,
    pause: Pause | None,
    when: Due,
    now: datetime,
) -> Health:
    """How a source does; ``outcomes`` are all its crawls, in the order in which they began.

    A pause that is over is none. Crawls of a part that somebody asked for are shown, and say
    nothing about the whole: neither failing nor well.
    """
    whole = [one for one in outcomes if not one.partial]
    row = in_a_row(whole)
    active = pause if pause and now.astimezone(TOKYO).date() <= pause.until else None
    return Health(
        source=name,
        title=source.title,
        state=_state(whole, active, when, now),
        due=when,
        within_days=source.expect.within_days,
        runs=tuple(outcomes[-SHOWN_RUNS:]),
        in_a_row=len(row),
        since=row[0].started if row else None,
        last_new=last_new,
        quiet_days=(now - last_new).days if last_new else None,
        pause=active,
    )


def in_a_row(outcomes: Sequence[Outcome]) -> Sequence[Outcome]:
    """The latest outcomes that are all good, or all bad."""
    if not outcomes:
        return ()
    first = len(outcomes)
    while first and outcomes[first - 1].good == outcomes[-1].good:
        first -= 1
    return outcomes[first:]


def _state(whole: Sequence[Outcome], pause: Pause | None, when: Due, now: datetime) -> State:
    if pause:
        return "paused"
    if whole and not whole[-1].good:
        return "failing"
    if when.why in ("off", "invented"):
        return "off" if not whole else "well"
    if not whole:
        return "never"
    is_late = when.now and when.day and now.astimezone(TOKYO).date() - when.day >= _LATE
    return "late" if is_late else "well"


def healths(
    store: Store, known: Mapping[str, Source], now: datetime, practice: bool
) -> list[Health]:
    """How each of some sources does, those first that people must look at."""
    runs, outcomes, newest, paused = (
        runs_of(store),
        outcomes_of(store),
        _last_new(store),
        pauses(store),
    )
    found = []
    for name, source in known.items():
        when = due(name, source, runs.get(name, ()), now, practice)
        told = outcomes.get(name, ())
        found.append(health(name, source, told, newest.get(name), paused.get(name), when, now))
    order = get_args(State)
    return sorted(found, key=lambda one: (order.index(one.state), one.source))


def outcomes_of(store: Store, names: Iterable[str] | None = None) -> dict[str, list[Outcome]]:
    """What the crawls of sources found, by source, in the order in which they began."""
    query = select(RunRow).where(RunRow.kind == "crawl").order_by(RunRow.started, RunRow.id)
    if names is not None:
        query = query.where(RunRow.source.in_(list(names)))
    found: dict[str, list[Outcome]] = {}
    with store.engine.connect() as connection:
        for row in connection.execute(query):
            counts: Mapping[str, Any] = row.counts
            outcome = Outcome(
                run_id=row.id,
                started=row.started,
                verdict=row.verdict,
                reason=row.reason,
                partial=bool(counts.get("sample") or counts.get("until")),
                **{name: counts.get(name) or 0 for name in _COUNTED},
            )
            found.setdefault(row.source, []).append(outcome)
    return found


def pauses(store: Store) -> dict[str, Pause]:
    """The pauses that people set, by source, also those that are over."""
    rows = table(PauseRow)
    with store.engine.connect() as connection:
        return {
            row.source: Pause(date.fromisoformat(row.until), row.reason)
            for row in connection.execute(select(rows))
        }


def set_pause(store: Store, source: str, pause: Pause | None) -> None:
    """Pause the alarms of a source, in place of an earlier pause; None ends it."""
    rows = table(PauseRow)
    with store.write() as connection:
        connection.execute(rows.delete().where(rows.c.source == source))
        if pause:
            told = {"source": source, "until": pause.until.isoformat(), "reason": pause.reason}
            connection.execute(rows.insert(), told)


def _last_new(store: Store) -> dict[str, datetime]:
    """When a notice of each source was first seen by a good run."""
    newest = select(NoticeRow.source, func.max(NoticeRow.first_seen)).group_by(NoticeRow.source)
    with store.engine.connect() as connection:
        return {source: seen for source, seen in connection.execute(newest) if seen is not None}
