"""What the general reader finds in a page, for whoever decides how to crawl it."""

from __future__ import annotations

from itertools import islice

from crawlers.cli.explaining import looked_at
from crawlers.cli.messages import meaning, say
from crawlers.cli.screen import output
from crawlers.families.file_list import is_file
from crawlers.fingerprints import Page, headings_of
from pipelines.extract.grid import Grid
from pipelines.extract.tables import Found
from pipelines.records import Hints, Original
from pipelines.times import now
from pipelines.worker import UNREADABLE, Worker

_TABLES, _ROWS, _LETTERS = 5, 3, 160


def show_found(page: Page, body: bytes) -> None:
    """Show headings, labels with their meaning, notices and first rows of a page's tables."""
    original = Original(
        url=page.address or "file:///page",
        body=body,
        fetched_at=now(),
        hints=Hints(source="new-source", name="page"),
        status=0,
    )
    for words in headings_of(page)[:2]:
        _line(say("found.heading", words=words[:_LETTERS]))
    # In its own process first: a page that hangs or explodes costs only itself.
    with Worker() as worker:
        reading = worker.read(original)
    if wrong := [issue for issue in reading.issues if issue.code in UNREADABLE]:
        _line(f"{meaning(wrong[0].code)} {wrong[0].text or ''}")
        return
    grids, found = looked_at(original)
    _line(say("found.notices", notices=len(reading.notices), tables=len(found.tables)))
    _labels(found)
    for notice in islice(reading.notices, _ROWS):
        _line(f"  {notice.title or '–'} · {notice.published or notice.opened or '–'}")
    _grids(grids)
    links = page.links()
    files = [address for address, _ in links if is_file(address)]
    papers = [address for address, _ in links if address.lower().endswith(".pdf")]
    _line(say("found.links", links=len(links), books=len(files), papers=len(papers)))


def _labels(found: Found) -> None:
    """Which label became what, in every table that gave notices."""
    for table in found.tables[:_TABLES]:
        told = [f"{one.label or '–'} → {one.meaning or say('explain.unknown')}"
                for one in table.columns if one.label or one.meaning]  # fmt: skip
        _line("  " + say("found.labels", labels=", ".join(told)))


def _grids(grids: list[Grid]) -> None:
    """The first rows of the largest tables, as people see them."""
    tables = [grid for grid in grids if grid.width > 1 and len(grid.rows) > 1]
    tables.sort(key=lambda grid: -grid.width * len(grid.rows))
    for grid in tables[:_TABLES]:
        _line("  " + say("explain.size", rows=len(grid.rows), columns=grid.width))
        for row in [row for row in grid.rows if sum(map(bool, row)) > 1][:_ROWS]:
            cells = " | ".join(" ".join(text.split()) for text in row if text.strip())
            _line(f"    {cells[:_LETTERS]}")


def _line(text: str) -> None:
    output.print(text, markup=False)
