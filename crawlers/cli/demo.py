"""``chotatsu demo``: the whole way, from an invented city's site to OCDS, CSV and Excel."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from sqlalchemy import select

from crawlers.cli.crawling import QUIET, Watcher, describe, exit_code
from crawlers.cli.exporting import Format, write
from crawlers.cli.linking import link_and_tell
from crawlers.cli.messages import say, unread
from crawlers.cli.practice import sites
from crawlers.cli.screen import output, progress, with_era, yen
from crawlers.crawl import crawl
from crawlers.practice_site import PracticeServer
from pipelines.archive import Archive
from pipelines.export.filter import Filter
from pipelines.export.published import batches, snapshot
from pipelines.records import Amount, Notice
from pipelines.store.models import IssueRow
from pipelines.store.session import Store, open_store
from pipelines.worker import UNREADABLE

CITY = "practice_city"


def add_to(app: typer.Typer) -> None:
    """Add this command to the program."""
    app.command("demo", help=say("demo.help"), epilog=say("demo.example"))(demo)


def demo(
    out: Annotated[Path, typer.Argument(help=say("help.demo_out"), metavar="FOLDER")] = Path(
        "chotatsu-demo"
    ),
) -> None:
    """Crawl the invented city on loopback, store, link, export, and say what came of it."""
    out.mkdir(parents=True, exist_ok=True)
    output.print(say("demo.begin"))
    with PracticeServer(sites([])) as server:
        # Read by crawlers.settings, which the crawl imports: it must stand before that.
        os.environ["CHOTATSU_PRACTICE"] = server.address
        os.environ["CHOTATSU_PRACTICE_DELAY"] = "0"
        store, results = _crawl(out)
    link_and_tell(store)
    files = [
        *write(store, Format.ocds, out / "ocds", Filter()),
        *write(store, Format.csv, out / "csv", Filter()),
        *write(store, Format.xlsx, out / "chotatsu-demo.xlsx", Filter()),
    ]
    _show(store, out, list(dict.fromkeys(str(one.path) for one in files)))
    raise typer.Exit(results)


def _crawl(out: Path) -> tuple[Store, int]:
    """The store after one crawl of the city, and the exit code that its verdict gives."""
    store = open_store(f"sqlite:///{out / 'chotatsu.db'}")
    with progress() as shown:
        results = crawl(
            [CITY],
            store=store,
            archive=Archive(out / "archive"),
            on_progress=Watcher(shown),
            settings=QUIET,
        )
    for result in results:
        output.print(describe(result, f" --store sqlite:///{out / 'chotatsu.db'}"))
    return store, exit_code(results)


@dataclass
class Summary:
    """What the store publishes, in a journalist's words; ``awarded`` is yen without tax."""

    notices: int = 0
    works: int = 0
    services: int = 0
    bids: int = 0
    awards: int = 0
    awarded: Amount = 0
    bidders: set[str | None] = field(default_factory=set)
    days: list[str] = field(default_factory=list)

    def add(self, notice: Notice) -> None:
        """Count one more notice; unit prices are no totals and not summed."""
        self.notices += 1
        self.works += notice.category == "works"
        self.services += notice.category == "services"
        self.bids += len(notice.bids)
        self.bidders.update(bid.bidder.id for bid in notice.bids)
        self.days += [notice.opened] if notice.opened else []
        won = [bid for bid in notice.bids if bid.won]
        self.awards += len(won)
        if notice.award_price and not notice.award_price.pricing:
            self.awarded += notice.award_price.amount or 0


def summary(store: Store) -> Summary:
    """The newest published version of every notice, counted."""
    found = Summary()
    with snapshot(store) as connection:
        for batch in batches(connection, Filter()):
            for entry in batch:
                found.add(entry.notice)
    return found


def _show(store: Store, out: Path, files: list[str]) -> None:
    found = summary(store)
    table = Table(show_header=False, box=None, padding=(0, 2))
    table.add_row(
        say("demo.notices"),
        say(
            "demo.notices.value",
            notices=found.notices,
            works=found.works,
            services=found.services,
        ),
    )
    table.add_row(
        say("demo.bidders"), say("demo.bidders.value", bids=found.bids, bidders=len(found.bidders))
    )
    table.add_row(
        say("demo.awards"),
        say("demo.awards.value", awards=found.awards, amount=yen(int(found.awarded))),
    )
    if found.days:
        first, last = with_era(min(found.days)), with_era(max(found.days))
        days = say("demo.days.value", first=first, last=last)
        table.add_row(say("demo.days"), days)
    for line in _unread(store):
        table.add_row(say("demo.unread"), line)
    table.add_row(say("demo.files"), "\n".join(files))
    output.print(table)
    output.print(say("demo.invented"))
    output.print(say("demo.next", folder=str(out)))


def _unread(store: Store) -> list[str]:
    """Files that could not be read at all, with the reason; each stays in the archive."""
    query = (
        select(IssueRow.label, IssueRow.code, IssueRow.text)
        .where(IssueRow.code.in_(sorted(UNREADABLE)))
        .order_by(IssueRow.label)
    )
    with store.engine.connect() as connection:
        rows = connection.execute(query)
        return [unread(row.label or "", row.code, row.text or "") for row in rows]
