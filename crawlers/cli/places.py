"""Where a command finds the store and the archive: options, then variables, then this folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy import Select

from crawlers.cli.messages import say
from pipelines.archive import Archive, open_archive
from pipelines.store.session import Store, is_there, open_store

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


def rows_of(store: str | None, query: Select[*tuple[Any, ...]]) -> list[dict[str, Any]]:
    """What a store holds; nothing where there is none yet, and none is made to look at it."""
    if not is_there(store):
        return []
    with store_at(store).engine.connect() as connection:
        return [dict(row._mapping) for row in connection.execute(query)]
