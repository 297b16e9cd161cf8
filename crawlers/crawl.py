"""Crawl some sources in one process, with the real engine."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import date
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.reactor import is_reactor_installed

from crawlers.base import ProcurementSpider
from crawlers.due import runs_of
from crawlers.due import since as since_last
from crawlers.hosts import HOSTS, Hosts
from pipelines.archive import Archive
from pipelines.errors import ArgumentError, SetupError
from pipelines.stages import KEEPER, Keeper, Progress, RunResult
from pipelines.store.session import Store

AT_ONCE = 8
"""Sources crawled at the same time; never two that share a host."""

Wanted = dict[type[ProcurementSpider], dict[str, Any]]
"""Spiders to crawl with, and the arguments of each."""


def project_settings(changed: Mapping[str, Any] | None = None) -> Settings:
    """The settings of ``crawlers.settings``, from any folder, with some changed on top."""
    settings = Settings()
    settings.setmodule("crawlers.settings", priority="project")
    settings.update(dict(changed or {}), priority="cmdline")
    return settings


def spiders(settings: Settings) -> dict[str, type[ProcurementSpider]]:
    """Every source's spider by its name."""
    loader = get_spider_loader(settings)
    found = {name: loader.load(name) for name in loader.list()}
    return {name: cls for name, cls in found.items() if issubclass(cls, ProcurementSpider)}


def crawl(
    names: Sequence[str],
    *,
    store: Store,
    archive: Archive,
    since: date | None = None,
    until: date | None = None,
    sample: int | None = None,
    whole: bool = False,
    fresh: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
    settings: Mapping[str, Any] | None = None,
) -> list[RunResult]:
    """Crawl sources, each as a run of its own; how each ended, in the order asked for.

    Once in a process: Scrapy's engine can't be started a second time. An error that kept a run
    from beginning (a wrong argument, no contact) is raised after the others have ended.
    A source that can be asked for what is new (``incremental``) is crawled from where its last
    good run leaves nothing out, unless ``since`` or ``until`` say otherwise or the ``whole`` is
    wanted. One that was killed goes on where it was (``crawlers.resume``), unless it is to begin
    ``fresh``. ``settings`` are settings of Scrapy put on top of the project's.
    """
    if is_reactor_installed():
        raise RuntimeError("expected the first crawl of this process, found an earlier one")
    keeper = Keeper(store, archive, on_progress)
    never = {"CHOTATSU_RESUME_HOURS": 0} if fresh else {}
    chosen = project_settings({**(settings or {}), **never, KEEPER: keeper, HOSTS: Hosts()})
    known = spiders(chosen)
    if unknown := [name for name in names if name not in known]:
        expected = ", ".join(sorted(known))
        raise ArgumentError(f"expected a source of {expected}; found {unknown[0]!r}")
    part = {"since": since, "until": until, "sample": sample}
    wanted: Wanted = {known[name]: dict(part) for name in names}
    for spider, arguments in wanted.items():
        spider(**arguments)  # a wrong argument is told before anything is fetched
    if not (since or until or whole):
        _go_on(wanted, store)
    together = _Together(wanted)
    try:
        errors = together.run(AsyncCrawlerProcess(chosen))
    finally:
        keeper.close()
    if errors:
        raise errors[0]
    if lost := set(names) - {result.source for result in keeper.results}:
        raise SetupError(
            f"expected a verdict for {', '.join(sorted(lost))}, found none: see the log"
        )
    order = {name: place for place, name in enumerate(names)}
    return sorted(keeper.results, key=lambda result: order[result.source])


def _go_on(wanted: Wanted, store: Store) -> None:
    """Have each source that can be asked for what is new go on after its last good run."""
    runs = runs_of(store)
    for spider, arguments in wanted.items():
        if spider.incremental:
            arguments["since"] = since_last(spider.source, runs.get(spider.name, ()))


class _Together:
    """Some spiders in one process: as many at once as there is room for, one to a host."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._hosts = {host: asyncio.Lock() for spider in wanted for host in spider.source.hosts}
        self._room = asyncio.Semaphore(AT_ONCE)

    def run(self, process: AsyncCrawlerProcess) -> list[BaseException]:
        """Run all to their end; the errors of those that could not begin."""
        task = asyncio.get_event_loop().create_task(self._all(process))
        process.start(stop_after_crawl=False)
        if not task.done():  # stopped from the keyboard while some had not begun
            task.cancel()
            raise KeyboardInterrupt
        return task.result()

    async def _all(self, process: AsyncCrawlerProcess) -> list[BaseException]:
        # Imported here only: earlier it would install another reactor than Scrapy's.
        from twisted.internet import reactor

        runs = (self._one(process, spider) for spider in self._wanted)
        outcomes = await asyncio.gather(*runs, return_exceptions=True)
        # Soon and not now: by then this task is done, and ``run`` can tell.
        asyncio.get_running_loop().call_soon(reactor.stop)  # type: ignore[misc]
        return [found for found in outcomes if found is not None]

    async def _one(self, process: AsyncCrawlerProcess, spider: type[ProcurementSpider]) -> None:
        async with AsyncExitStack() as held:
            # In one order for all, so that no two wait for each other; a host in use is waited
            # for outside of the room, which is for those that work.
            for host in sorted(spider.source.hosts):
                await held.enter_async_context(self._hosts[host])
            await held.enter_async_context(self._room)
            await process.crawl(spider, **self._wanted[spider])
