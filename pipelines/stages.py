"""The Scrapy item pipeline: an item is one original, kept before the next is taken.

What keeping means is in ``pipelines.keep``; here it is put into a crawl: in which thread, from
where to where, and what of it is counted.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ParamSpec, Self, TypeVar

from scrapy.exceptions import NotConfigured
from sqlalchemy import func, select

from pipelines.archive import Archive, open_archive
from pipelines.keep import Run
from pipelines.kept import Kept
from pipelines.records import Entry, Original, Reading
from pipelines.store.fetched import Held, HeldEntry, held, held_entry
from pipelines.store.models import IssueRow, NoticeRow
from pipelines.store.runs import left_off, unpublished
from pipelines.store.save import Saved, already_read
from pipelines.store.session import Store, open_store, sync_sources
from pipelines.store.withdrawn import held_before
from pipelines.times import now
from pipelines.worker import UNREADABLE, Worker

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

P = ParamSpec("P")
R = TypeVar("R")

KEEPER = "CHOTATSU_KEEPER"
"""The setting that holds the ``Keeper`` shared by the crawls of one process."""

_AHEAD = 4
"""Originals that are archived and read before it is their turn: more would only fill memory."""


@dataclass(frozen=True)
class RunResult:
    """How one run ended."""

    run_id: str
    source: str
    verdict: str
    reason: str
    counts: Mapping[str, Any]


@dataclass(frozen=True)
class Progress:
    """One original was kept: what a person waiting wants to see."""

    source: str
    name: str
    originals: int
    linked: int
    notices: int


Outcome = tuple[Saved, Reading | None, Set[str], int | None]
"""What keeping an original did; see ``_keep``."""


class Keeper:
    """Store, archive and reading process, and the threads that use them.

    The store is written to in one thread, so that the crawl goes on meanwhile and the database has
    one writer. What waits for others is done ahead, a few originals at a time: bytes are forced to
    the disk, and the reading process reads, while the original before is stored. Scrapy's own
    limits hold the crawl back when keeping is slower.
    """

    def __init__(
        self,
        store: Store,
        archive: Archive,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> None:
        self.store = store
        self.archive = archive
        self.on_progress = on_progress
        self.results: list[RunResult] = []
        self._worker = Worker()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="keeper")
        self._ahead = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reader")
        self._room = asyncio.Semaphore(_AHEAD)

    def __deepcopy__(self, memo: object) -> Self:
        """Itself: Scrapy copies its settings for each crawl, and all must share this one."""
        return self

    async def call(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do one piece of work in the keeper's thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, lambda: work(*args, **kwargs))

    async def keep(self, run: Run, original: Original, turn: asyncio.Lock) -> Outcome:
        """Keep an original of a run, in its turn: ``_keep`` says what of it comes back.

        Whoever comes first is first in both queues, so none waits for one that waits for it.
        """
        async with self._room:
            archived = asyncio.create_task(asyncio.to_thread(self.archive.put, original.body))
            loop = asyncio.get_running_loop()
            read = loop.run_in_executor(self._ahead, self._read, original)
            async with turn:
                await archived
                return await self.call(_keep, run, original, await read)

    def _read(self, original: Original) -> Reading | None:
        """The reading of an original; None for one that was read before."""
        return None if already_read(self.store, original) else self._worker.read(original)

    def begin(self, run_id: str, source: Mapping[str, Any], started: datetime) -> Run:
        """Begin a run, its source's facts in the store."""
        sync_sources(self.store, [source])
        return Run(
            self.store,
            self.archive,
            self._worker,
            run_id=run_id,
            source=source["name"],
            kind="crawl",
            started=started,
        )

    def last_new(self, source: str) -> datetime | None:
        """When a notice of a source was first seen by a good run; None if never."""
        newest = select(func.max(NoticeRow.first_seen)).where(NoticeRow.source == source)
        with self.store.engine.connect() as connection:
            found: datetime | None = connection.scalar(newest)
        return found

    def close(self) -> None:
        """End the reading process and the threads; the store stays open for its owner."""
        self._ahead.shutdown()
        self._thread.shutdown()
        self._worker.close()


class KeepOriginal:
    """Item pipeline: keeps each original of one run, in the order in which they come."""

    def __init__(self, crawler: Crawler) -> None:
        shared: Keeper | None = crawler.settings.get(KEEPER)
        self._crawler = crawler
        self._owned = shared is None
        self._keeper = shared or Keeper(
            open_store(crawler.settings.get("CHOTATSU_DATABASE_URL")),
            open_archive(crawler.settings.get("CHOTATSU_ARCHIVE")),
        )
        self._turn = asyncio.Lock()
        self.run: Run | None = None
        self.kept = Kept()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not hasattr(crawler.spidercls, "source"):
            raise NotConfigured  # scrapy shell, scrapy fetch: nothing to keep
        return cls(crawler)

    async def open_spider(self) -> None:
        """Begin the run. Here and not in a signal's handler: an error here ends the crawl."""
        spider: Any = self._crawler.spider
        started = now()
        run_id = f"{started:%Y%m%dT%H%M%S%f}-{spider.name}"
        keeper = self._keeper
        facts = spider.source.row(spider.name)
        self.run = await keeper.call(keeper.begin, run_id, facts, started)

    async def process_item(self, item: Original) -> Original:
        run, keeper = self.run, self._keeper
        assert run is not None
        self.kept.add(item, *await keeper.keep(run, item, self._turn))
        if keeper.on_progress:
            spider: Any = self._crawler.spider
            keeper.on_progress(
                Progress(
                    source=spider.name,
                    name=item.hints.name,
                    originals=self.kept.originals,
                    linked=len(spider.linked),
                    notices=self.kept.notices,
                )
            )
        return item

    async def held(self, url: str) -> Held | None:
        """What an address gave to the last good run of this source, if the archive has it."""
        if self.run is None:
            return None
        return await asyncio.to_thread(self._held, self.run.source, url)

    def _held(self, source: str, url: str) -> Held | None:
        found = held(self._keeper.store, source, url)
        return found if found and self._keeper.archive.has(found.sha256) else None

    async def held_entry(self, entry: Entry) -> HeldEntry | None:
        """The page of an entry of a list that the last good run got with the same settled row."""
        if self.run is None:
            return None
        return await asyncio.to_thread(held_entry, self._keeper.store, self.run.source, entry)

    @property
    def archive(self) -> Archive:
        """Where the originals of this run are kept."""
        return self._keeper.archive

    async def left_off(self, run_id: str, *, stopped: bool) -> bool:
        """Whether a run of this source didn't end, and none began or ended since."""
        assert self.run is not None
        return await self._keeper.call(
            left_off, self._keeper.store, run_id, self.run.id, stopped=stopped
        )

    async def news(self) -> tuple[int, int]:
        """How many notices that this run met no good run has published: new ones, changed ones."""
        assert self.run is not None
        return await self._keeper.call(unpublished, self._keeper.store, self.run.id)

    async def body(self, sha256: str) -> bytes:
        """An original of the archive; SetupError if it is lost or changed."""
        return await asyncio.to_thread(self._keeper.archive.get, sha256)

    async def last_new(self) -> datetime | None:
        """When a notice of this source was first seen by a good run."""
        assert self.run is not None
        return await self._keeper.call(self._keeper.last_new, self.run.source)

    async def end(self, verdict: str, reason: str, counts: dict[str, Any], ended: datetime) -> None:
        """End the run with its verdict; a keeper made for this run alone is closed."""
        run, keeper = self.run, self._keeper
        assert run is not None
        await keeper.call(run.end, verdict, reason, counts, ended)
        keeper.results.append(RunResult(run.id, run.source, verdict, reason, counts))
        if self._owned:
            keeper.close()
            keeper.store.close()


def _keep(run: Run, original: Original, reading: Reading | None) -> Outcome:
    """Keep an original: what was saved and read now, the codes of its issues, what it replaces.

    A file of a day that can't be read counts as one that held something: others build on it.
    """
    saved = run.keep(original, reading)
    year = original.hints.whole_year
    before = None if year is None else held_before(run.store, run.source, year)
    if run.reading is not None:
        codes = {issue.code for issue in run.reading.issues}
        if original.hints.as_of and codes & UNREADABLE:
            before = before or 1
        return saved, run.reading, codes, before
    told = select(IssueRow.code).where(IssueRow.sha256 == original.sha256)
    with run.store.engine.connect() as connection:
        return saved, None, set(connection.scalars(told)), before
