"""Commands that only show: ``sources``, ``runs``."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table
from sqlalchemy import select

from crawlers.cli.messages import say
from crawlers.cli.places import JsonOption, StoreOption, rows_of
from crawlers.cli.screen import output
from crawlers.cli.sources import show, show_bodies
from pipelines.store.models import RunRow

LIMIT = 20


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command("sources", help=say("sources.help"), epilog=say("sources.example"))(sources)
    app.command("runs", help=say("runs.help"), epilog=say("runs.example"))(runs)


def sources(
    name: Annotated[str | None, typer.Argument(help=say("help.source"), metavar="NAME")] = None,
    bodies: Annotated[bool, typer.Option("--bodies", help=say("help.reach"))] = False,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Show every source: what it publishes, who, since when, and how its last run ended."""
    if bodies:
        show_bodies(name, json)
        return
    show(name, _last_runs(store), store, json)


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
    rows = rows_of(store, query)
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


def _last_runs(store: str | None) -> dict[str, str]:
    query = select(RunRow.source, RunRow.verdict).order_by(RunRow.started)
    return {row["source"]: row["verdict"] for row in rows_of(store, query) if row["verdict"]}
