"""Commands on how the sources do: ``health``, ``pause``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from crawlers.cli.arguments import day
from crawlers.cli.due import in_words as due_in_words
from crawlers.cli.health_page import page
from crawlers.cli.messages import say
from crawlers.cli.places import JsonOption, StoreOption, store_at
from crawlers.cli.screen import output, with_era
from crawlers.crawl import project_settings
from crawlers.health import Health, Outcome, Pause, healths, set_pause
from crawlers.source import Source, source_facts, sources
from pipelines.errors import ArgumentError, SetupError
from pipelines.store.session import is_there
from pipelines.times import TOKYO, now

_BARS = "▁▂▃▄▅▆▇█"
COLUMNS = ("source", "state", "last", "silence", "trend", "change")


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command("health", help=say("health.help"), epilog=say("health.example"))(health)
    app.command("pause", help=say("pause.help"), epilog=say("pause.example"))(pause)


def health(
    source: Annotated[
        list[str] | None, typer.Argument(help=say("help.sources"), metavar="SOURCE…")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", help=say("help.health_html"), metavar="FILE")
    ] = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Show how each source does: those first that people must look at."""
    known = {name: source_facts(name) for name in source} if source else sources()
    found = _healths(known, store)
    if html:
        try:
            html.write_text(page(in_cells(found), now()), encoding="utf-8")
        except OSError as error:
            raise SetupError(f"expected to write {html}, found: {error}") from error
    if json:
        output.print_json(data=[_data(one) for one in found], default=str)
        return
    if html:
        output.print(say("health.page", path=str(html)))
    else:
        table = Table(*(say(f"health.{column}") for column in COLUMNS))
        for cells in in_cells(found):
            table.add_row(*(cells[column] for column in COLUMNS))
        output.print(table)
    failing = sum(one.state in ("failing", "late") for one in found)
    output.print(say("health.sum", failing=failing, count=len(found)))


def pause(
    source: Annotated[str, typer.Argument(help=say("help.pausedSource"), metavar="SOURCE")],
    until: Annotated[
        str | None, typer.Option("--until", help=say("help.pauseUntil"), metavar="YYYY-MM-DD")
    ] = None,
    reason: Annotated[
        str, typer.Option("--reason", help=say("help.pauseReason"), metavar="TEXT")
    ] = "",
    end: Annotated[bool, typer.Option("--end", help=say("help.pauseEnd"))] = False,
    store: StoreOption = None,
) -> None:
    """Send no alarm for a source up to a day, and say why; or end that."""
    source_facts(source)
    database = store_at(store)
    if end:
        set_pause(database, source, None)
        output.print(say("pause.ended", source=source))
        return
    last = day("--until", until)
    if last is None or not reason.strip() or last < now().date():
        raise ArgumentError(say("pause.incomplete"))
    set_pause(database, source, Pause(last, reason.strip()))
    output.print(say("pause.done", source=source, day=with_era(last.isoformat())))


def _healths(known: dict[str, Source], store: str | None) -> list[Health]:
    if not is_there(store):
        raise SetupError(say("health.noStore"))
    practice = bool(project_settings().get("CHOTATSU_PRACTICE"))
    database = store_at(store)
    found = healths(database, known, now(), practice)
    database.close()
    return found


def in_cells(found: list[Health]) -> list[dict[str, str]]:
    """What people see of each source, by column."""
    return [
        {
            "name": one.source,
            "title": one.title,
            "code": one.state,
            "source": one.source,
            "state": state_in_words(one),
            "last": last_in_words(one),
            "silence": silence_in_words(one),
            "trend": trend(one.runs),
            "change": change_in_words(one),
        }
        for one in found
    ]


def state_in_words(one: Health) -> str:
    """failing · paused until 2026-12-01 (令和8年): the city moves its site"""
    told = say(f"health.{one.state}")
    if one.pause:
        return say(
            "health.pausedUntil",
            day=with_era(one.pause.until.isoformat()),
            reason=one.pause.reason,
        )
    if one.state in ("late", "off", "never"):
        return f"{told}: {due_in_words(one.due)}"
    return told


def last_in_words(one: Health) -> str:
    """short, 3 in a row since 2026-11-20: expected …"""
    if one.last is None:
        return "–"
    told = verdict_in_words(one.last)
    if one.since and one.in_a_row > 1:
        since = f"{one.since.astimezone(TOKYO):%Y-%m-%d}"
        told = say("health.inARow", verdict=told, count=one.in_a_row, since=since)
    return told if one.last.good or not one.last.reason else f"{told}: {one.last.reason}"


def verdict_in_words(outcome: Outcome) -> str:
    """The verdict of a run, or that it has none."""
    return say(f"verdict.{outcome.verdict}") if outcome.verdict else say("runs.unfinished")


def silence_in_words(one: Health) -> str:
    """12 days; 31 are its rhythm"""
    if one.quiet_days is None:
        return say("health.noNotice")
    return say("health.silent", days=one.quiet_days, within=one.within_days)


def trend(runs: tuple[Outcome, ...]) -> str:
    """The notices of the latest runs as bars, × for one that published nothing: ▅▅▇×█"""
    most = max((one.notices for one in runs), default=0)
    return "".join(
        _BARS[round((len(_BARS) - 1) * one.notices / most)] if one.good and most else "×"
        for one in runs
    )


def change_in_words(one: Health) -> str:
    """ok → short; 412 → 180 notices; 3 new, 1 changed, 0 withdrawn"""
    last, before = one.last, one.before
    if last is None:
        return "–"
    told = []
    if before and before.verdict != last.verdict:
        told.append(f"{verdict_in_words(before)} → {verdict_in_words(last)}")
    if before and before.notices != last.notices:
        told.append(say("health.notices", before=before.notices, now=last.notices))
    told.append(say("health.news", new=last.new, changed=last.changed, withdrawn=last.withdrawn))
    return "; ".join(told)


def _data(one: Health) -> dict[str, Any]:
    """The same for programs."""
    return {
        "source": one.source,
        "title": one.title,
        "state": one.state,
        "inARow": one.in_a_row,
        "since": one.since.isoformat() if one.since else None,
        "lastNew": one.last_new.isoformat() if one.last_new else None,
        "quietDays": one.quiet_days,
        "withinDays": one.within_days,
        "pausedUntil": one.pause.until.isoformat() if one.pause else None,
        "pausedReason": one.pause.reason if one.pause else None,
        "due": one.due.now,
        "runs": [asdict(run) | {"started": run.started.isoformat()} for run in one.runs],
    }
