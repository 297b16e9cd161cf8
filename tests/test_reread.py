"""The same archive gives the same dataset."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from store_story import BEGIN, SOURCE, URL, dump, notice, original, published, read_lines

from pipelines.archive import Archive
from pipelines.records import Issue, Original, Reading
from pipelines.reread import Restored, restore
from pipelines.store import fetched
from pipelines.store.models import SightingRow
from pipelines.store.save import already_read, end_run, save, save_again, start_run
from pipelines.store.session import Store
from pipelines.store.statements import table

A, B, C = notice("A", issues=[Issue(code="dateUnclear", text="3月")]), notice("B"), notice("C")
B_MISPRINTED = notice("B’", price=B.bids[0].rounds[0].amount)

# What happened: run, its source, its verdict (None: killed), what it fetched in this order.
HISTORY: list[tuple[str, str | None, list[Original]]] = [
    ("r1", "ok", [original([A, B_MISPRINTED]), original([C], 1, url="https://x.jp/c")]),
    ("r2", "short", [original([], 60)]),
    ("r3", None, [original([A], 120)]),
    ("r4", "ok", [original([A, B], 180), original([C], 181, url="https://x.jp/c")]),
    ("r5", "quiet", [original([A, B], 240)]),
    ("r6", "ok", [original([A, B_MISPRINTED], 300), original([C, C], 301)]),
    ("added", "ok", [original([C], 360, url="file:///c.txt", source=None, status=0)]),
]


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


def crawl(store: Store, archive: Archive) -> None:
    """Let it happen, as a crawl stores it."""
    for hour, (run_id, verdict, originals) in enumerate(HISTORY):
        started = BEGIN + timedelta(hours=hour)
        archive.start_run(run_id, SOURCE, "crawl", started)
        start_run(store, run_id, SOURCE, "crawl", started)
        for position, one in enumerate(originals):
            archive.record(run_id, position, one)
            if already_read(store, one):
                save_again(store, run_id, position, one)
            else:
                save(store, run_id, position, one, read_lines(one))
        if verdict:
            ended = started + timedelta(minutes=9)
            archive.end_run(run_id, verdict, None, {"items": len(originals)}, ended)
            end_run(store, run_id, verdict, None, {"items": len(originals)}, ended)


def test_the_archive_alone_gives_the_dataset(
    new_store: Callable[[], Store], archive: Archive
) -> None:
    crawled, restored = new_store(), new_store()
    crawl(crawled, archive)
    done = restore(restored, archive, read_lines)
    assert dump(restored) == dump(crawled)
    assert (done.runs, done.read, done.known) == (7, 8, 2)
    assert published(restored) == published(crawled)
    assert len(published(restored)) > 3


def test_restoring_twice_changes_nothing_and_reads_nothing(store: Store, archive: Archive) -> None:
    crawl(store, archive)
    before = dump(store)
    assert restore(store, archive, refuse) == Restored(runs=7, known=10)
    assert dump(store) == before


def test_a_restoration_that_was_stopped_goes_on(
    new_store: Callable[[], Store], archive: Archive
) -> None:
    crawled, restored = new_store(), new_store()
    crawl(crawled, archive)
    for stop in range(8):
        heard: list[Original] = []
        with pytest.raises(KeyboardInterrupt):
            restore(restored, archive, read_lines, stopping(heard, stop % 3))
    restore(restored, archive, read_lines)
    assert dump(restored) == dump(crawled)


def test_a_better_reader_reads_the_newest_of_each_address(
    store: Store, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    crawl(store, archive)
    monkeypatch.setattr(fetched, "READER", "tables/99")
    read: list[Original] = []
    done = restore(store, archive, better, read.append)
    assert [(one.url, one.hints.source) for one in read] == [
        ("https://x.jp/c", SOURCE),
        (URL, SOURCE),
        ("file:///c.txt", None),
    ]
    assert (done.read, done.changed) == (3, 3)
    better_ones = [row for row in dump(store)["notice_versions"] if '"place":"全域"' in str(row)]
    assert len({row[0] for row in better_ones}) == 3
    again = restore(store, archive, refuse)
    assert again.read == 0


def test_each_sighting_is_of_an_original_in_the_archive(store: Store, archive: Archive) -> None:
    crawl(store, archive)
    with store.engine.connect() as connection:
        for sha256 in connection.scalars(select(table(SightingRow).c.sha256).distinct()):
            assert archive.get(sha256)


def better(original: Original) -> Reading:
    """A reader that finds the place of each tender too."""
    reading = read_lines(original)
    for one in reading.notices:
        one.place = "全域"
    return replace(reading)


def refuse(original: Original) -> Reading:
    raise AssertionError(f"{original.url} was read again")


def stopping(heard: list[Original], after: int) -> Callable[[Original], None]:
    """Stops a restoration after some originals, as Ctrl+C would."""

    def hear(original: Original) -> None:
        heard.append(original)
        if len(heard) > after:
            raise KeyboardInterrupt

    return hear
