"""``chotatsu archive export``: the archive for other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crawlers.cli.messages import say
from crawlers.cli.places import ArchiveOption, archive_at
from crawlers.cli.screen import output
from pipelines.warc import export_warc


def add_to(app: typer.Typer) -> None:
    """Add this group of commands to the program."""
    help, example = say("archive.help"), say("archive.example")
    group = typer.Typer(help=help, epilog=example, no_args_is_help=True)
    group.command("export", help=say("archive.export.help"), epilog=example)(export)
    # A group of one command would swallow its name: the callback keeps it a group.
    group.callback()(_group)
    app.add_typer(group, name="archive")


def _group() -> None:
    """Nothing of its own."""


def export(
    warc: Annotated[Path, typer.Option("--warc", help=say("help.warc"), metavar="FILE")],
    archive: ArchiveOption = None,
) -> None:
    """Write every archived response to a WARC file."""
    fetches = export_warc(archive_at(archive), warc)
    output.print(say("archive.done", fetches=fetches, path=str(warc)))
