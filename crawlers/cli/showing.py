"""Commands that only show: ``sources``, ``runs``, ``check``."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.table import Table
from sqlalchemy import func, select

from crawlers.cli.messages import language, say
from crawlers.cli.places import JsonOption, StoreOption, store_at
from crawlers.cli.screen import output
from crawlers.source import Source
from crawlers.source import sources as known_sources
from pipelines.lookups import bodies, load
from pipelines.store.models import IssueRow, RunRow

LIMIT = 20


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command("sources", help=say("sources.help"), epilog=say("sources.example"))(sources)
    app.command("runs", help=say("runs.help"), epilog=say("runs.example"))(runs)
    app.command("check", help=say("check.help"), epilog=say("check.example"))(check)


def sources(store: StoreOption = None, json: JsonOption = False) -> None:
    """Show every source: what it publishes, who, since when, and how its last run ended."""
    last = _last_runs(store)
    known = known_sources()
    if json:
        output.print_json(data=[_facts(name, known[name], last.get(name)) for name in known])
        return
    columns = ("name", "title", "stages", "checked", "last")
    table = Table(*(say(f"sources.{column}") for column in columns))
    for name, source in known.items():
        checked = source.checked.isoformat() if source.checked else say("sources.never")
        verdict = say(f"verdict.{last[name]}") if name in last else "–"
        table.add_row(name, source.title, ", ".join(source.stages), checked, verdict)
    output.print(table)


def _facts(name: str, source: Source, last: str | None) -> dict[str, Any]:
    return {
        "name": name,
        "title": source.title,
        "home": source.home,
        "bodies": [{"id": body, "name": bodies()[body].name} for body in source.bodies],
        "stages": list(source.stages),
        "since": source.since.isoformat(),
        "terms": source.terms,
        "checked": source.checked.isoformat() if source.checked else None,
        "invented": source.invented,
        "lastVerdict": last,
    }


def runs(
    source: Annotated[
        str | None, typer.Option(help=say("help.only_source"), metavar="NAME")
    ] = None,
    limit: Annotated[int, typer.Option(help=say("help.limit"), metavar="N")] = LIMIT,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Show the latest runs, each with its verdict and the reason for it."""
    query = select(RunRow).order_by(RunRow.started.desc(), RunRow.id.desc()).limit(limit)
    if source:
        query = query.where(RunRow.source == source)
    with store_at(store).engine.connect() as connection:
        rows = [dict(row._mapping) for row in connection.execute(query)]
    if json:
        output.print_json(data=rows, default=str)
        return
    if not rows:
        output.print(say("runs.none"))
        return
    table = Table(*(say(f"runs.{column}") for column in ("started", "source", "verdict", "reason")))
    for row in rows:
        verdict = row["verdict"]
        shown = say(f"verdict.{verdict}") if verdict else say("runs.unfinished")
        table.add_row(f"{row['started']:%Y-%m-%d %H:%M}", row["source"], shown, row["reason"] or "")
    output.print(table)


def check(store: StoreOption = None, json: JsonOption = False) -> None:
    """Show what could not be understood, most frequent first, and who can mend it."""
    count = func.count().label("count")
    query = (
        select(IssueRow.code, IssueRow.label, count, func.min(IssueRow.text).label("example"))
        .group_by(IssueRow.code, IssueRow.label)
        .order_by(count.desc(), IssueRow.code, IssueRow.label)
    )
    with store_at(store).engine.connect() as connection:
        rows = [dict(row._mapping) for row in connection.execute(query)]
    meanings: dict[str, Any] = load("issues.yml")
    if json:
        output.print_json(data=rows)
        return
    if not rows:
        output.print(say("check.none"))
        return
    columns = ("count", "code", "label", "example_column", "meaning")
    table = Table(*(say(f"check.{column}") for column in columns))
    for row in rows:
        meaning = meanings.get(row["code"], {}).get(language(), "")
        shown = (row["label"] or "", (row["example"] or "")[:60], meaning)
        table.add_row(f"{row['count']:,}", row["code"], *shown)
    output.print(table)


def _last_runs(store: str | None) -> dict[str, str]:
    query = select(RunRow.source, RunRow.verdict).order_by(RunRow.started)
    with store_at(store).engine.connect() as connection:
        return {row.source: row.verdict for row in connection.execute(query) if row.verdict}
