"""What people see: results on standard output, progress and errors on standard error."""

from __future__ import annotations

from datetime import date

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from crawlers.cli.messages import say
from pipelines.normalise.dates import era_year

output = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False)


def progress() -> Progress:
    """A progress display; silent where nobody watches (a pipe, a cron job)."""
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=errors,
        transient=True,
        disable=not errors.is_terminal,
    )


def yen(amount: int) -> str:
    """An amount for people: 1,234,567 with the word for yen."""
    return say("yen", amount=amount)


def with_era(day: str) -> str:
    """A day for people, in both calendars: ``2018-04-02 (平成30年)``."""
    year = era_year(date.fromisoformat(day[:10]))
    return f"{day[:10]} ({year})" if year else day[:10]
