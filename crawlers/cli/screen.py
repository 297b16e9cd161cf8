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
from pipelines.normalise.dates import ERAS

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
    value = date.fromisoformat(day[:10])
    for name, (first, last, _) in ERAS.items():
        if first <= value <= last:
            number = value.year - first.year + 1
            return f"{day[:10]} ({name}{'元' if number == 1 else number}年)"
    return day[:10]
