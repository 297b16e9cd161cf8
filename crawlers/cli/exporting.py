"""``chotatsu export ocds|csv|xlsx|parquet``: what the store publishes, as files."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from crawlers.cli.arguments import amount, day
from crawlers.cli.linking import link_and_tell
from crawlers.cli.messages import say
from crawlers.cli.places import JsonOption, StoreOption, store_at
from crawlers.cli.screen import output, progress
from crawlers.source import source_facts
from pipelines.export.filter import Filter
from pipelines.export.ocds import export_ocds
from pipelines.export.tables import export_tables
from pipelines.export.writing import Format as TableFormat
from pipelines.store.fetched import ADDED
from pipelines.store.session import Store


class Format(StrEnum):
    """The formats of an export."""

    ocds = "ocds"
    csv = "csv"
    xlsx = "xlsx"
    parquet = "parquet"


class Category(StrEnum):
    """What is bought, by OCDS's codes."""

    works = "works"
    services = "services"
    goods = "goods"


TABLES: dict[Format, TableFormat] = {
    Format.csv: "csv",
    Format.xlsx: "xlsx",
    Format.parquet: "parquet",
}


@dataclass(frozen=True)
class Wrote:
    """One thing that was written: where, of what, how many.

    ``sheets`` are those that a full sheet ran over to; ``cut`` counts cells longer than Excel
    allows.
    """

    path: Path
    what: str
    count: int
    sheets: tuple[str, ...] = ()
    cut: int = 0


Option = typer.Option


def add_to(app: typer.Typer) -> None:
    """Add this command to the program."""
    app.command("export", help=say("export.help"), epilog=say("export.example"))(export)


def export(
    format: Annotated[Format, typer.Argument(help=say("help.format"))],
    out: Annotated[Path, typer.Argument(help=say("help.out"), metavar="OUT")],
    source: Annotated[str | None, Option(help=say("help.only_source"), metavar="NAME")] = None,
    buyer: Annotated[str | None, Option(help=say("help.buyer"), metavar="TEXT")] = None,
    supplier: Annotated[str | None, Option(help=say("help.supplier"), metavar="TEXT")] = None,
    category: Annotated[Category | None, Option(help=say("help.category"))] = None,
    since: Annotated[str | None, Option(help=say("help.from"), metavar="YYYY-MM-DD")] = None,
    until: Annotated[str | None, Option(help=say("help.to"), metavar="YYYY-MM-DD")] = None,
    min_amount: Annotated[str | None, Option(help=say("help.min"), metavar="YEN")] = None,
    max_amount: Annotated[str | None, Option(help=say("help.max"), metavar="YEN")] = None,
    winners: Annotated[bool, Option("--winners", help=say("help.winners"))] = False,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Write what the store publishes to OUT."""
    if source and source != ADDED:
        source_facts(source)  # a name mistyped would match nothing and look like no data
    where = Filter(
        source=source,
        buyer=buyer,
        supplier=supplier,
        category=category.value if category else None,
        since=day("--since", since),
        until=day("--until", until),
        min_amount=amount("--min-amount", min_amount),
        max_amount=amount("--max-amount", max_amount),
        winners=winners,
    )
    written = write(store_at(store), format, out, where)
    if json:
        data = [{"path": str(one.path), "what": one.what, "count": one.count} for one in written]
        output.print_json(data=data)
        return
    for one in written:
        output.print(say("export.wrote", path=str(one.path), what=one.what, count=one.count))
        if len(one.sheets) > 1:
            output.print(say("export.sheets", what=one.what, sheets=", ".join(one.sheets)))
        if one.cut:
            output.print(say("export.cut", what=one.what, cut=one.cut))
    if not any(one.count for one in written):
        output.print(say("export.nothingOcds" if format is Format.ocds else "export.nothing"))


def write(store: Store, format: Format, out: Path, where: Filter) -> list[Wrote]:
    """Write one format; notices that are not linked yet are linked first."""
    link_and_tell(store)
    with progress() as shown:
        task = shown.add_task(say("export.progress", format=format.value), total=None)
        if format is Format.ocds:
            done = export_ocds(store, out, where, lambda more: shown.advance(task, more))
            return [
                Wrote(out / "releases.jsonl", say("export.releases"), done.releases),
                Wrote(out / "records.jsonl", say("export.records"), done.records),
                Wrote(out / "packages", say("export.packages"), done.packages),
            ]

        def watch(done: int, total: int) -> None:
            shown.update(task, completed=done, total=total)

        written = export_tables(store, out, TABLES[format], where, watch)
        return [Wrote(one.path, one.table, one.rows, one.sheets, one.cut) for one in written]
