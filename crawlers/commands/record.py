"""``scrapy record NAME --sample 3``: record a source for its test."""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawlers.crawl import crawl
from crawlers.recording import recording_settings
from pipelines.archive import Archive
from pipelines.store.session import open_store


class Command(ScrapyCommand):
    """Crawls a small part of a source and keeps what it answered in ``tests/sources/NAME``."""

    requires_project = True
    # The crawl brings its own process.
    requires_crawler_process = False

    def syntax(self) -> str:
        return "NAME [--sample 3]"

    def short_desc(self) -> str:
        return "Record a source for its test"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--sample", type=int, default=3, help="files to take at most")
        parser.add_argument("--folder", default="tests/sources", help="where recordings are")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError("expected the name of one source")
        with TemporaryDirectory() as scratch:
            store = open_store(f"sqlite:///{scratch}/store.db")
            [result] = crawl(
                args,
                store=store,
                archive=Archive(Path(scratch) / "archive"),
                sample=opts.sample,
                settings={**recording_settings(Path(opts.folder)), **self._level()},
            )
            store.close()
        print(f"{Path(opts.folder) / args[0]}: {result.verdict}, {result.reason}")
        print("Look at the files, then run tests/test_sources.py and review items.json.")

    def _level(self) -> dict[str, str]:
        """The log level of ``-L``, which Scrapy puts into the settings of the command."""
        assert self.settings is not None
        return {"LOG_LEVEL": self.settings["LOG_LEVEL"]}
