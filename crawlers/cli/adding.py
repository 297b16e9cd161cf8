"""Commands for whoever adds a source: ``new-source`` and ``check-sources``."""

from __future__ import annotations

import shlex
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from crawlers.checks import faults, remarks
from crawlers.cli.messages import language, say
from crawlers.cli.places import JsonOption
from crawlers.cli.reader_found import show_found
from crawlers.cli.screen import errors, output
from crawlers.crawl import project_settings, spiders
from crawlers.fingerprints import Fingerprint, Page, fingerprints, is_address, matching, read_page
from crawlers.look import look
from crawlers.new_source import Proposal, heading_of_a_case, is_of_one_year, propose
from crawlers.new_spider import checkout, spider_text, write
from crawlers.publisher import body_of, publishers, tenant_of
from crawlers.source import sources
from pipelines.archive import MOST_BYTES
from pipelines.errors import ArgumentError, SourceError
from pipelines.lookups import BodyFacts
from pipelines.times import TOKYO, now

RECORDINGS = Path("tests") / "sources"

UrlOption = Annotated[str | None, typer.Option("--url", help=say("help.pageUrl"), metavar="URL")]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the program."""
    app.command("new-source", help=say("new.help"), epilog=say("new.example"))(new_source)
    app.command("check-sources", help=say("checks.help"), epilog=say("checks.example"))(
        check_sources
    )


def new_source(
    page: Annotated[str, typer.Argument(help=say("help.page"), metavar="URL|FILE")],
    name: Annotated[str | None, typer.Option(help=say("help.newName"), metavar="NAME")] = None,
    body: Annotated[str | None, typer.Option(help=say("help.newBody"), metavar="CODE")] = None,
    url: UrlOption = None,
    family: Annotated[str | None, typer.Option(help=say("help.newFamily"), metavar="KIND")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=say("help.newDryRun"))] = False,
) -> None:
    """Look at a page, say what it is, and write the source that crawls it."""
    root = checkout(Path.cwd())
    told_body = body_of(body) if body else None
    seen, bytes_ = _seen(page, url)
    found = matching(seen)
    print_ = _chosen(found, family)
    if print_ is None:
        _unknown(seen, bytes_, found)
        raise typer.Exit(SourceError.exit_code)
    if not seen.address:
        raise ArgumentError(
            "expected the address of the page, found none in the file: give it by --url"
        )
    publisher = told_body or _publisher(seen, print_)
    proposal = propose(seen, print_, publisher, today=_today(), name=name)
    _tell(seen, proposal, found)
    if dry_run:
        output.print(spider_text(proposal), markup=False, end="")
        return
    for path in write(proposal, root):
        output.print(say("new.wrote", path=str(path.relative_to(root))), markup=False)
    output.print(_next(proposal, page if Path(page).is_file() else "saved.html"), markup=False)


def check_sources(
    names: Annotated[
        list[str] | None, typer.Argument(help=say("help.sources"), metavar="NAME…")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Check that sources are in order; what nobody knows yet of one is said, and is no mistake."""
    if code := check_names(names or [], json=json):
        raise typer.Exit(code)


def check_names(names: list[str], *, json: bool) -> int:
    """Check the sources of some names, all for none, and tell; the exit code."""
    known = spiders(project_settings())
    if unknown := sorted(set(names) - set(known)):
        raise ArgumentError(
            f"expected a source of {', '.join(sorted(known))}; found {unknown[0]!r}"
        )
    wanted = {name: known[name] for name in sorted(names or known)}
    wrong = [one for spider in wanted.values() for one in faults(spider, RECORDINGS, _today())]
    open_ = [one for spider in wanted.values() for one in remarks(spider, RECORDINGS)]
    if json:
        rows = [{"source": one.source, "rule": one.rule, "fault": one in wrong, **one.told}
                for one in [*wrong, *open_]]  # fmt: skip
        output.print_json(data=rows)
    else:
        for one in wrong:
            output.print(f"{one.source}: {say(f'checks.{one.rule}', **one.told)}", markup=False)
        for rule in dict.fromkeys(one.rule for one in open_):
            of_rule = [one.source for one in open_ if one.rule == rule]
            # All sources at once would fill the screen; one's own are few.
            named = ", ".join(of_rule[:10]) + (" …" if len(of_rule) > 10 else "")
            told = say(f"checks.{rule}", count=len(of_rule), sources=named)
            output.print(told, markup=False)
        key = "checks.failed" if wrong else "checks.passed"
        output.print(say(key, sources=len(wanted), faults=len(wrong)))
    return SourceError.exit_code if wrong else 0


def _today() -> date:
    return now().astimezone(TOKYO).date()


def _seen(target: str, url: str | None) -> tuple[Page, bytes]:
    """The page at an address, or in a file; no request is made for a file."""
    path = Path(target)
    if url is not None and not is_address(url):
        raise ArgumentError(f"--url: expected a web address, found {url!r}")
    if path.is_file():
        if path.stat().st_size > MOST_BYTES:
            raise ArgumentError(f"expected a page, found {path.stat().st_size:,} bytes in {path}")
        body = path.read_bytes()
        return read_page(body, url or ""), body
    if "://" not in target:
        raise ArgumentError(f"expected a web address or a file, found nothing at {target!r}")
    page = look(target)
    return page, page.source.encode()


def _chosen(found: list[Fingerprint], family: str | None) -> Fingerprint | None:
    """The kind asked for, else the first that fits and that the program can crawl.

    Whatever else a page of a shared system looks like, it is of that system first.
    """
    if family:
        one = fingerprints().get(family)
        if one is None or one.family_class() is None:
            known = ", ".join(key for key, one in fingerprints().items() if one.family_class())
            raise ArgumentError(f"--family: expected one of {known}; found {family!r}")
        return one
    if found and found[0].is_shared and not found[0].family_class():
        return None
    return next((one for one in found if one.family_class()), None)


def _publisher(page: Page, print_: Fingerprint) -> BodyFacts:
    found = publishers(page, tenant_of(print_, page))
    if len(found) != 1:
        names = ", ".join(f"{one.name} ({one.local_code})" for one in found[:12])
        raise ArgumentError(
            f"expected to find whose page it is, found {names or 'no local government named'}: "
            "give --body CODE, a local code or a name, like --body 172065 or --body 環境省"
        )
    return found[0]


def _tell(page: Page, proposal: Proposal, found: list[Fingerprint]) -> None:
    """What was recognised, what it was told by, and what was assumed."""
    output.print(
        say(
            "new.recognised",
            kind=proposal.print.names[language()],
            body=proposal.body.name,
            code=proposal.body.local_code or proposal.body.id,
            stages=", ".join(proposal.stages),
        ),
        markup=False,
    )
    output.print(say("new.assumed", facts=", ".join(proposal.assumed)), markup=False)
    others = [
        f"{one.names[language()]} (--family {one.key})"
        for one in found
        if one is not proposal.print and one.family_class()
    ]
    if others:
        output.print(say("new.also", kinds="; ".join(others)), markup=False)
    if proposal.print.why:
        output.print(f"! {proposal.print.why}", markup=False)
    _tell_neighbours(proposal)
    if proposal.begin != page.address:
        output.print(say("new.begins", address=proposal.begin), markup=False)
    elif proposal.print.is_shared:
        return
    elif is_of_one_year(page):
        output.print(say("new.year", address=page.address), markup=False)
    elif heading := heading_of_a_case(page):
        output.print(say("new.case", heading=heading), markup=False)


def _next(proposal: Proposal, saved: str) -> str:
    """What to do now; a system with forms can't be saved: an invented one stands for it."""
    files = "" if proposal.print.is_shared else f" --files {proposal.name}={shlex.quote(saved)}"
    return say("new.next", name=proposal.name, path=str(proposal.path), files=files)


def _tell_neighbours(proposal: Proposal) -> None:
    """Which sources crawl that host already, those of the same body before all."""
    same = {name: one for name, one in sources().items() if proposal.host in one.hosts}
    having = [name for name, one in same.items() if proposal.body.id in one.bodies]
    if same:
        key = "new.sameBody" if having else "new.sameHost"
        names = ", ".join(having or same)
        told = say(key, host=proposal.host, names=names, body=proposal.body.name)
        output.print(told, markup=False)


def _unknown(page: Page, body: bytes, found: list[Fingerprint]) -> None:
    """What a page is that no family crawls: its system, or what the general reader finds in it."""
    if found:
        kinds = "; ".join(one.names[language()] for one in found if not one.family_class())
        errors.print(say("new.noFamily", kinds=kinds), markup=False, soft_wrap=True)
        for one in found:
            if one.why:
                errors.print(f"! {one.why}", markup=False, soft_wrap=True)
    else:
        errors.print(say("new.unknown"), markup=False, soft_wrap=True)
    show_found(page, body)
    if found:
        output.print(say("new.noFamilyNext"), markup=False)
        return
    families = ", ".join(key for key, one in fingerprints().items() if one.family_class())
    output.print(say("new.unknownNext", families=families), markup=False)
