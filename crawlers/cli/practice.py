"""``chotatsu practice``: serve practice sites on loopback, to try sources without the network."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from crawlers.cli.messages import say
from crawlers.cli.screen import output
from crawlers.crawl import project_settings, spiders
from crawlers.practice_site import PracticeServer, Site, site_of_folder, site_of_workbooks
from crawlers.practice_sites import municipal, national
from pipelines.errors import ArgumentError
from pipelines.lookups import data_path


def add_to(app: typer.Typer) -> None:
    """Add this command to the program."""
    app.command("practice", help=say("practice.help"), epilog=say("practice.example"))(practice)


def practice(
    files: Annotated[
        list[str] | None,
        typer.Option("--files", help=say("help.practice"), metavar="SOURCE=FOLDER"),
    ] = None,
) -> None:
    """Serve invented sites, and folders of workbooks as other sources; until Ctrl-C."""
    with PracticeServer({**national(), **municipal(), **sites(files or [])}) as server:
        output.print(say("practice.serving", address=server.address))
        while True:
            time.sleep(3600)


def sites(files: list[str]) -> dict[str, Site]:
    """Practice sites by host: the folders of ``data/practice``, and workbooks as a source's.

    ``mlit_chubu=FOLDER`` serves the workbooks of a folder at the list page of that source.
    """
    found = {
        folder.name: site_of_folder(folder)
        for folder in sorted(data_path("practice").iterdir())
        if folder.is_dir()
    }
    known = spiders(project_settings()) if files else {}
    for pair in files:
        name, equals, folder = pair.partition("=")
        if name not in known or not equals or not Path(folder).is_dir():
            raise ArgumentError(f"--files: expected SOURCE=FOLDER, found {pair!r}")
        spider = known[name]
        page = urlsplit(spider.start_urls[0])
        found[page.netloc] = site_of_workbooks(Path(folder), spider.source.title, page.path)
    return found
