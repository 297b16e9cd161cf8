"""``chotatsu register import|match|check``: numbers of firms, beside what is published."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from crawlers.cli.messages import say
from crawlers.cli.places import JsonOption, StoreOption, store_at
from crawlers.cli.screen import errors, output, progress
from pipelines.register.checking import Checked, check
from pipelines.register.importing import import_files
from pipelines.register.matching import match, undo

LIMIT = 20


def add_to(app: typer.Typer) -> None:
    """Add this group of commands to the program."""
    help, example = say("register.help"), say("register.import.example")
    group = typer.Typer(help=help, epilog=example, no_args_is_help=True)
    for name, command in (("import", take), ("match", find), ("check", tell)):
        texts = {key: say(f"register.{name}.{key}") for key in ("help", "example")}
        group.command(name, help=texts["help"], epilog=texts["example"])(command)
    app.add_typer(group, name="register")


def take(
    files: Annotated[list[Path], typer.Argument(help=say("help.register"), metavar="FILE")],
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Import bulk files of the register."""
    with progress() as shown:
        task = shown.add_task("", total=None)

        def watch(name: str, read: int, size: int) -> None:
            shown.update(task, description=name, completed=read >> 20, total=(size >> 20) or 1)

        done = import_files(store_at(store), files, watch)
    invalid = dict(done.invalid)
    if json:
        output.print_json(
            data={"rows": done.rows, "written": done.written, "same": done.same}
            | {"invalid": invalid, "examples": done.examples}
        )
        return
    counts = {"rows": done.rows, "written": done.written, "same": done.same}
    output.print(say("register.imported", files=len(done.files), **counts))
    if invalid:
        errors.print(say("register.invalid", count=sum(invalid.values())), soft_wrap=True)
        for example in done.examples:
            errors.print(f"  {example}", markup=False, soft_wrap=True)


def find(
    take_back: Annotated[bool, typer.Option("--undo", help=say("help.undo_matches"))] = False,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Match parties without a number to corporations of the register."""
    if take_back:
        count = undo(store_at(store))
        if json:
            output.print_json(data={"undone": count})
        else:
            output.print(say("register.undone", count=count))
        return
    with progress() as shown:
        task = shown.add_task(say("register.match.progress"), total=None)

        def watch(place: int, total: int) -> None:
            shown.update(task, completed=place, total=total)

        done = match(store_at(store), watch)
    counts = {name: done.outcomes[name] for name in ("exact", "score", "ambiguous", "none")}
    if json:
        output.print_json(data=counts | {"numbered": done.outcomes["numbered"]})
        return
    output.print(say("register.matched", **counts))


def tell(
    limit: Annotated[int, typer.Option(help=say("help.limit"), metavar="N")] = LIMIT,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Check printed numbers against the register."""
    found = check(store_at(store))
    if json:
        output.print_json(data=_as_json(found))
        return
    output.print(say("register.size", rows=found.rows, newest=found.newest))
    output.print(_counts(found))
    if not found.findings:
        return
    columns = ("outcome", "id", "printed", "registered")
    table = Table(*(say(f"register.{column}") for column in columns))
    for one in found.findings[:limit]:
        outcome = say(f"register.{one.outcome}")
        table.add_row(outcome, one.id, one.printed, one.registered or "–")
    output.print(table)
    if len(found.findings) > limit:
        output.print(say("register.more", count=len(found.findings) - limit))


def _as_json(found: Checked) -> dict[str, Any]:
    """Everything that was found."""
    return {
        "rows": found.rows,
        "newest": found.newest,
        "parties": dict(found.parties),
        "bodies": dict(found.bodies),
        "closed": found.closed,
        "matches": dict(found.matches),
        "unmatched": found.unmatched,
        "findings": [asdict(one) for one in found.findings],
    }


def _counts(found: Checked) -> Table:
    """How many numbers came to what, of parties and of bodies; and the matches."""
    table = Table(say("register.outcome"), say("register.parties"), say("register.bodies"))
    for outcome in ("agrees", "formDiffers", "nameDiffers", "unknown", "deleted"):
        counts = (found.parties[outcome], found.bodies[outcome])
        table.add_row(say(f"register.{outcome}"), *(f"{count:,}" for count in counts))
    table.add_row(say("register.closed"), f"{found.closed:,}", "")
    for rule in ("exact", "score"):
        table.add_row(say(f"register.by.{rule}"), f"{found.matches[rule]:,}", "")
    table.add_row(say("register.unmatched"), f"{found.unmatched:,}", "")
    return table
