"""Where a command finds the store and the archive: options, then variables, then this folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from crawlers.cli.messages import say
from pipelines.archive import Archive, open_archive
from pipelines.store.session import Store, open_store

StoreOption = Annotated[
    str | None,
    typer.Option("--store", envvar="CHOTATSU_DATABASE_URL", help=say("help.store"), metavar="URL"),
]
ArchiveOption = Annotated[
    Path | None,
    typer.Option("--archive", envvar="CHOTATSU_ARCHIVE", help=say("help.archive"), metavar="DIR"),
]
JsonOption = Annotated[bool, typer.Option("--json", help=say("help.json"))]


def store_at(url: str | None) -> Store:
    """The store of an address, or ``chotatsu.db`` in this folder."""
    return open_store(url)


def archive_at(folder: Path | None) -> Archive:
    """The archive in a folder, or in ``archive`` in this folder."""
    return open_archive(folder)
