"""Commands that visit sites or their archive: ``crawl``, ``reread``."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.progress import Progress as Display
from rich.progress import TaskID

from crawlers.cli.alarms import alarm, alarm_of_earlier
from crawlers.cli.arguments import day
from crawlers.cli.due import as_data, in_lines, when_due
from crawlers.cli.linking import link_and_tell
from crawlers.cli.messages import say
from crawlers.cli.places import ArchiveOption, JsonOption, StoreOption, archive_at, store_at
from crawlers.cli.screen import output, progress
from crawlers.crawl import crawl as crawl_sources
from crawlers.source import sources
from pipelines.errors import ArgumentError, Blocked, ProcurementError, SourceError
from pipelines.reread import restore
from pipelines.stages import Progress, RunResult
from pipelines.store.session import sync_sources
from pipelines.worker import Worker

GOOD = ("ok", "quiet")
COUNTED = ("originals", "new", "changed", "same", "unreadable")
QUIET = {"LOG_LEVEL": "ERROR"}
"""Scrapy's log would run through the progress; the verdict's reason says what matters."""

SinceOption = Annotated[str | None, typer.Option(help=say("help.since"), metavar="YYYY-MM-DD")]
UntilOption = Annotated[str | None, typer.Option(help=say("help.until"), metavar="YYYY-MM-DD")]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command("crawl", help=say("crawl.help"), epilog=say("crawl.example"))(crawl)
    app.command("reread", help=say("reread.help"), epilog=say("reread.example"))(reread)
    app.command("link", help=say("link.help"), epilog=say("link.example"))(link)


def crawl(
    source: Annotated[
        list[str] | None, typer.Argument(help=say("help.sources"), metavar="SOURCE…")
    ] = None,
    due: Annotated[bool, typer.Option("--due", help=say("help.due"))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=say("help.dryRun"))] = False,
    since: SinceOption = None,
    until: UntilOption = None,
    whole: Annotated[bool, typer.Option("--whole", help=say("help.whole"))] = False,
    sample: Annotated[int | None, typer.Option(help=say("help.sample"), metavar="N")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help=say("help.fresh"))] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help=say("help.verbose"))] = False,
    store: StoreOption = None,
    archive: ArchiveOption = None,
    json: JsonOption = False,
) -> None:
    """Fetch, archive, read and store; then link. The exit code says how the worst run ended."""
    part: dict[str, Any] = {
        "since": day("--since", since),
        "until": day("--until", until),
        "sample": sample,
    }
    _check(source, due=due, dry_run=dry_run, part=any(part.values()))
    told: dict[str, Any] = {}
    if due:
        found = when_due(source, store)
        told = {"due": as_data(found)}
        if not json:
            output.print(*in_lines(found), sep="\n")
        source = [one.source for one in found if one.now]
    if dry_run or not source:
        if json:
            output.print_json(data=told | {"runs": [], "releases": 0})
        return
    database = store_at(store)
    alarm_of_earlier(database, source)
    if not verbose:
        logging.getLogger("scrapy.core.scraper").addFilter(in_a_sentence)
    with progress() as shown:
        results = crawl_sources(
            source,
            **part,
            whole=whole,
            fresh=fresh,
            store=database,
            archive=archive_at(archive),
            on_progress=Watcher(shown),
            settings={} if verbose else QUIET,
        )
    linked = link_and_tell(database)
    if json:
        told |= {"runs": [_data(r) for r in results], "releases": linked.releases}
        output.print_json(data=told)
    else:
        for result in results:
            output.print(describe(result))
        good = any(result.verdict in GOOD for result in results)
        output.print(say("next.export" if good else "next.runs"))
    alarm(database, {result.source for result in results})
    raise typer.Exit(exit_code(results))


def in_a_sentence(record: logging.LogRecord) -> bool:
    """Log an error that says itself what is wrong without its way through Scrapy; keep all."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, ProcurementError):
        record.msg, record.args, record.exc_info = str(error), (), None
    return True


def _check(names: list[str] | None, *, due: bool, dry_run: bool, part: bool) -> None:
    """ArgumentError for arguments that don't go together: nothing is crawled by mistake."""
    if not names and not due:
        raise ArgumentError(say("due.noSource"))
    if dry_run and not due:
        raise ArgumentError(say("due.dryRun"))
    if due and part:
        raise ArgumentError(say("due.part"))


def reread(
    store: StoreOption = None, archive: ArchiveOption = None, json: JsonOption = False
) -> None:
    """Read every archived original again with the present reader; no network."""
    database = store_at(store)
    # The archive has no facts of sources, and releases name theirs.
    sync_sources(database, [facts.row(name) for name, facts in sources().items()])
    with Worker() as worker, progress() as shown:
        task = shown.add_task(say("reread.progress"), total=None)
        done = restore(database, archive_at(archive), worker.read, lambda _: shown.advance(task))
    linked = link_and_tell(database)
    if json:
        output.print_json(data={**asdict(done), "releases": linked.releases})
    else:
        output.print(say("reread.done", **asdict(done)))


def link(store: StoreOption = None, json: JsonOption = False) -> None:
    """Make processes of the stored notices."""
    done = link_and_tell(store_at(store))
    if json:
        output.print_json(data=asdict(done))
    else:
        output.print(say("link.done", processes=done.processes, releases=done.releases))


class Watcher:
    """Shows how far each source has come, a line a source."""

    def __init__(self, display: Display) -> None:
        self._display = display
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, step: Progress) -> None:
        """Show a step."""
        if step.source not in self._tasks:
            self._tasks[step.source] = self._display.add_task(step.source, total=None)
        description = say("crawl.progress", source=step.source, notices=step.notices)
        self._display.update(
            self._tasks[step.source],
            description=description,
            completed=step.originals,
            total=step.linked or None,
        )


def describe(result: RunResult, store: str = "") -> str:
    """One sentence on how a run ended; ``store`` is the option that names another store."""
    good = result.verdict in GOOD
    colour = "green" if good else "red"
    verdict = f"[{colour}]{say(f'verdict.{result.verdict}')}[/]"
    counts = {name: result.counts.get(name, 0) for name in COUNTED}
    gone_on = []
    if run := result.counts.get("resumed"):
        gone_on = [say("crawl.resumed", run=run, answers=result.counts["replayed"])]
    if not good:
        bad = say("crawl.bad", source=result.source, verdict=verdict, reason=result.reason)
        return " ".join([bad, *gone_on])
    told = [say("crawl.good", source=result.source, verdict=verdict, **counts), *gone_on]
    if counts["unreadable"]:
        told.append(say("crawl.unread", store=store, **counts))
    told += (say("crawl.outOfReach", what=what) for what in result.counts.get("out_of_reach", ()))
    return " ".join(told)


def exit_code(results: Sequence[RunResult]) -> int:
    """0 if all runs were good; else who must act: the site's refusal, or a source to mend."""
    verdicts = {result.verdict for result in results}
    if verdicts <= set(GOOD):
        return 0
    return Blocked.exit_code if verdicts <= {*GOOD, "blocked"} else SourceError.exit_code


def _data(result: RunResult) -> dict[str, Any]:
    return {
        "run": result.run_id,
        "source": result.source,
        "verdict": result.verdict,
        "reason": result.reason,
        **result.counts,
    }
