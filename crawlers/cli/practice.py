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
from crawlers.saved_pages import is_page, saved_in, site_of_saved
from pipelines.errors import ArgumentError
from pipelines.lookups import data_path


def add_to(app: typer.Typer) -> None:
    """Add this command to the program."""
    app.command("practice", help=say("practice.help"), epilog=say("practice.example"))(practice)


def practice(
    files: Annotated[
        list[str] | None,
        typer.Option("--files", help=say("help.practice"), metavar="SOURCE=PATH"),
    ] = None,
) -> None:
    """Serve invented sites, and saved pages or workbooks as other sources; until Ctrl-C."""
    served = {**national(), **municipal(), **sites(files or [])}
    with PracticeServer(served, missed=_tell_missed) as server:
        names = " ".join(pair.partition("=")[0] for pair in files or []) or "practice_city"
        output.print(say("practice.serving", address=server.address, names=names), markup=False)
        while True:
            time.sleep(3600)


def _tell_missed(host: str, path: str) -> None:
    """What a crawl asks for and nobody saved; every site has a robots.txt that allows all."""
    output.print(say("practice.missed", address=f"https://{host}{path}"), markup=False)


def sites(files: list[str]) -> dict[str, Site]:
    """Practice sites by host: the folders of ``data/practice``, and what stands for a source.

    ``mlit_chubu=FOLDER`` serves the workbooks of a folder at the list page of that source;
    a saved page, or a folder in which there is one, is served at its own address. A host is served
    once: with two on it nobody could say which of them an answer is of (ArgumentError).
    """
    found = {
        folder.name: site_of_folder(folder)
        for folder in sorted(data_path("practice").iterdir())
        if folder.is_dir()
    }
    known = spiders(project_settings()) if files else {}
    served: dict[str, str] = {}
    for pair in files:
        name, _, told = pair.partition("=")
        place = Path(told)
        if name not in known or not told or not place.exists():
            raise ArgumentError(
                f"--files: expected SOURCE=PATH, a source and a folder or a file, found {pair!r}"
            )
        spider = known[name]
        page = urlsplit(spider.start_urls[0])
        if place.is_dir() and not any(map(is_page, place.rglob("*"))):
            hosts = {page.netloc}
            site = site_of_workbooks(place, spider.source.title, page.path)
        else:
            hosts = {*spider.source.hosts, page.netloc}
            saved_in(place, spider.start_urls[0])  # an error of a file is told now, not to a crawl
            site = site_of_saved(place, spider.start_urls[0])
        for host in sorted(hosts & served.keys()):
            other = served[host]
            raise ArgumentError(say("practice.twice", host=host, first=other, second=pair))
        served |= dict.fromkeys(hosts, pair)
        found |= dict.fromkeys(hosts, site)
    return found
