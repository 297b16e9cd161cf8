"""``scrapy check-sources [NAME…]``: the same check as ``chotatsu check-sources``."""

from __future__ import annotations

import argparse

from scrapy.commands import ScrapyCommand

from crawlers.cli.adding import check_names
from crawlers.cli.messages import say
from pipelines.errors import ProcurementError


class Command(ScrapyCommand):
    """Checks that sources are in order; the exit code is 4 where one is not."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[NAME ...]"

    def short_desc(self) -> str:
        return say("checks.help")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            self.exitcode = check_names(args, json=False)
        except ProcurementError as error:
            print(error)
            self.exitcode = error.exit_code
