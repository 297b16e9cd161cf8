"""Commands on files that a user has: ``read`` and ``add``; and ``reread`` over the archive."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from crawlers.cli.explaining import explain as explain_file
from crawlers.cli.linking import link_and_tell
from crawlers.cli.messages import meaning, say, unread
from crawlers.cli.places import ArchiveOption, JsonOption, StoreOption, archive_at, store_at
from crawlers.cli.screen import errors, output, progress
from crawlers.source import source_facts, sources
from pipelines.archive import MOST_BYTES, Archive
from pipelines.errors import ArgumentError, Unreadable
from pipelines.keep import Run
from pipelines.records import Hints, Original, Reading, printed
from pipelines.store.fetched import ADDED
from pipelines.store.session import Store, sync_sources
from pipelines.times import now
from pipelines.worker import UNREADABLE, Worker

FilesArgument = Annotated[
    list[Path], typer.Argument(help=say("help.files"), metavar="FILE|FOLDER…", show_default=False)
]
SourceOption = Annotated[
    str | None, typer.Option("--source", help=say("help.source_hints"), metavar="NAME")
]
ContextOption = Annotated[
    list[str] | None, typer.Option("--context", help=say("help.context"), metavar="LABEL=TEXT")
]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command("read", help=say("read.help"), epilog=say("read.example"))(read)
    app.command("add", help=say("add.help"), epilog=say("add.example"))(add)


def read(
    files: FilesArgument,
    source: SourceOption = None,
    context: ContextOption = None,
    explain: Annotated[bool, typer.Option("--explain", help=say("help.explain"))] = False,
    which: Annotated[int, typer.Option("--notice", help=say("help.notice"), metavar="N")] = 1,
    html: Annotated[Path | None, typer.Option(help=say("help.html"), metavar="OUT")] = None,
) -> None:
    """Print one JSON object a notice; nothing is stored."""
    hints = _hints(source, context)
    if explain or html:
        _explain(files, hints, which, html)
        return
    missed = 0
    with Worker() as worker:
        for path, name in each_file(files):
            original = original_of(path, name, hints)
            if original is None:
                missed += 1
                continue
            reading = worker.read(original)
            for notice in reading.notices:
                sys.stdout.buffer.write(printed(notice) + b"\n")
            sys.stdout.buffer.flush()
            missed += _report(path, reading)
    if missed:
        raise typer.Exit(Unreadable.exit_code)


def _explain(files: list[Path], hints: Hints, number: int, out: Path | None) -> None:
    """Show how one file was read, once the bounded child process has read it unharmed."""
    found = list(each_file(files))
    if len(found) != 1:
        raise ArgumentError(say("explain.one_file", files=len(found)))
    (path, name), *_ = found
    original = original_of(path, name, hints)
    if original is None:
        raise typer.Exit(Unreadable.exit_code)
    with Worker() as worker:
        reading = worker.read(original)
    if any(issue.code in UNREADABLE for issue in reading.issues):
        _report(path, reading)
        raise typer.Exit(Unreadable.exit_code)
    explain_file(original, number, out)


def add(
    files: FilesArgument,
    source: SourceOption = None,
    store: StoreOption = None,
    archive: ArchiveOption = None,
    json: JsonOption = False,
) -> None:
    """Archive, read and store files that a user has, like fetched ones."""
    hints = _hints(source, None)
    found = list(each_file(files))
    database = store_at(store)
    if hints.source in sources():
        sync_sources(database, [sources()[hints.source].row(hints.source)])
    with Worker() as worker:
        counts = _keep(database, archive_at(archive), worker, found, hints)
    missed = counts["unreadable"]
    linked = link_and_tell(database)
    if json:
        output.print_json(data={**counts, "releases": linked.releases})
    else:
        output.print(say("add.done", **counts))
        if missed:
            output.print(say("add.unread", unread=missed))
        output.print(say("next.export"))
    if missed:
        raise typer.Exit(Unreadable.exit_code)


def _keep(
    store: Store, archive: Archive, worker: Worker, files: list[tuple[Path, str]], hints: Hints
) -> dict[str, int]:
    """Keep files as one run; what came of them, counted."""
    started = now()
    counts = dict.fromkeys(("new", "changed", "same", "issues", "unreadable"), 0)
    run = Run(
        store,
        archive,
        worker,
        run_id=f"{started:%Y%m%dT%H%M%S%f}-add",
        source=hints.source or ADDED,
        kind="add",
        started=started,
    )
    with progress() as shown:
        for path, name in shown.track(files, description=say("add.progress")):
            original = original_of(path, name, hints)
            if original is None:
                counts["unreadable"] += 1
                continue
            saved = run.keep(original)
            for kind in ("new", "changed", "same", "issues"):
                counts[kind] += getattr(saved, kind)
            counts["unreadable"] += _report(path, run.reading) if run.reading else 0
    verdict, reason = verdict_of(len(files), counts)
    run.end(verdict, reason, {"files": len(files), **counts}, now())
    return {"files": len(files), **counts}


def verdict_of(files: int, counts: dict[str, int]) -> tuple[str, str]:
    """How an addition ended: never ``ok`` with nothing, as with a crawl (zero first)."""
    notices = counts["new"] + counts["changed"] + counts["same"]
    told = f"{notices} notices in {files} files, {counts['unreadable']} of them unreadable"
    if notices:
        return "ok", told
    return ("broken" if counts["unreadable"] else "empty"), f"expected notices, found {told}"


def _hints(source: str | None, context: list[str] | None) -> Hints:
    """The hints of a source by its name, with what a list page would have said."""
    pairs: dict[str, str] = {}
    for pair in context or []:
        label, equals, text = pair.partition("=")
        if not equals or not label:
            raise ArgumentError(f"--context: expected LABEL=TEXT, found {pair!r}")
        pairs[label] = text
    if source is None:
        return Hints(source=ADDED, context=pairs)
    facts = source_facts(source)
    stage = facts.stages[0] if len(facts.stages) == 1 else None
    body = facts.bodies[0] if len(facts.bodies) == 1 else None
    return Hints(source=source, stage=stage, body=body, context=pairs)


def each_file(paths: list[Path]) -> Iterator[tuple[Path, str]]:
    """Every file of the arguments with its name below them, folders in order of name."""
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and p.name[0] != ".")
            if not inside:
                raise ArgumentError(f"expected files in {path}, found none")
            yield from ((p, p.relative_to(path).as_posix()) for p in inside)
        elif path.is_file():
            yield path, path.name
        else:
            raise ArgumentError(f"expected a file or a folder, found nothing at {path}")


def original_of(path: Path, name: str, hints: Hints) -> Original | None:
    """A user's file as an original: its own name for an address, and no status.

    None, and a word on why, if it is larger than anything that is ever read.
    """
    try:
        size = path.stat().st_size
        body = path.read_bytes() if size <= MOST_BYTES else None
    except OSError as error:
        raise ArgumentError(f"expected to read {path}, found: {error.strerror}") from error
    if body is None:
        told = f"{path}: expected a file of at most {MOST_BYTES:,} bytes, found {size:,}"
        errors.print(told, markup=False, soft_wrap=True)
        return None
    return Original(
        url=(Path("/") / name).as_uri(),
        body=body,
        fetched_at=now(),
        hints=replace(hints, name=name),
        status=0,
    )


def _report(path: Path, reading: Reading) -> int:
    """Tell what of a file was not understood; 1 if it could not be read at all."""
    for issue in reading.issues:
        if issue.code in UNREADABLE:
            told = unread(str(path), issue.code, issue.text or "")
            errors.print(told, markup=False, soft_wrap=True)
        else:
            shown = [meaning(issue.code), issue.cell or issue.label or "", issue.text or ""]
            errors.print(f"{path}: {' '.join(filter(None, shown))}", markup=False, soft_wrap=True)
    return int(any(issue.code in UNREADABLE for issue in reading.issues))
