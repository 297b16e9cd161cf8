"""``chotatsu check``: what could not be understood, and whether an export is valid OCDS."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Annotated, Any
from urllib.parse import unquote

import typer
from rich.table import Column, Table
from sqlalchemy import Select, func, select

from crawlers.cli.messages import meaning, say
from crawlers.cli.places import JsonOption, StoreOption, rows_of
from crawlers.cli.screen import output
from crawlers.cli.unknown_labels import labels
from pipelines.errors import SetupError, SourceError
from pipelines.ocds.check import check_packages
from pipelines.store.models import FetchRow, IssueRow


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    group = typer.Typer(help=say("check.help"), epilog=say("check.example"))
    group.callback(invoke_without_command=True)(check)
    group.command("labels", help=say("labels.help"), epilog=say("labels.command"))(labels)
    app.add_typer(group, name="check")


def check(
    context: typer.Context,
    ocds: Annotated[
        Path | None, typer.Option("--ocds", help=say("help.check_ocds"), metavar="OUT")
    ] = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Show what could not be understood, most frequent first, and who can mend it."""
    if context.invoked_subcommand:
        return
    if ocds:
        _check_ocds(ocds)
        return
    rows = rows_of(store, _issues())
    if json:
        output.print_json(data=rows)
        return
    if not rows:
        output.print(say("check.none"))
        return
    table = Table(
        Column(say("check.count"), no_wrap=True),
        Column(say("check.code"), no_wrap=True),
        *(say(f"check.{column}") for column in ("meaning", "where")),
    )
    for row in rows:
        file = unquote(PurePosixPath(row["url"] or "").name)
        where = dict.fromkeys(filter(None, (row["label"], (row["example"] or "")[:80], file)))
        table.add_row(f"{row['count']:,}", row["code"], meaning(row["code"]), "\n".join(where))
    output.print(table)


def _issues() -> Select[*tuple[Any, ...]]:
    """Issues by code and label, each with an example and a file that has it."""
    file = (
        select(func.min(FetchRow.url))
        .where(FetchRow.sha256 == IssueRow.sha256)
        .correlate(IssueRow)
        .scalar_subquery()
    )
    each = select(IssueRow.code, IssueRow.label, IssueRow.text, file.label("url")).subquery()
    count = func.count().label("count")
    example, url = func.min(each.c.text).label("example"), func.min(each.c.url).label("url")
    return (
        select(each.c.code, each.c.label, count, example, url)
        .group_by(each.c.code, each.c.label)
        .order_by(count.desc(), each.c.code, each.c.label)
    )


def _check_ocds(out: Path) -> None:
    """The standard's own check; a check that can't be made is never taken for one that passed."""
    checked = check_packages([out])
    if checked.status == "skipped":
        raise SetupError(say("check.skipped", reason=checked.reason))
    for problem in checked.problems:
        file = str(problem.file)
        output.print(say("check.problem", file=file, kind=problem.kind, found=problem.found))
    if checked.problems:
        raise SourceError(say("check.failed", count=len(checked.problems), files=checked.files))
    output.print(say("check.passed", files=checked.files))
